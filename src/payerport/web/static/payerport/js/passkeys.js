// Passkeys: makes one, or uses one, and sends what the browser answers as a form. Shows its buttons only where it works.
"use strict";
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const listed = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const options = async (from, token) => {
    if (from.startsWith("#")) return JSON.parse(document.querySelector(from).textContent);
    const answer = await fetch(from, {
      method: token ? "POST" : "GET",
      headers: { Accept: "application/json", ...(token ? { "X-CSRFToken": token } : {}) },
      credentials: "same-origin",
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const body = await answer.json();
    return body.request_options || body;
  };

  const plain = (made) => {
    const response = { clientDataJSON: text(made.response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = text(made.response[name]);
    }
    if (made.response.getTransports) response.transports = made.response.getTransports();
    return {
      type: made.type,
      id: made.id,
      rawId: text(made.rawId),
      response,
      clientExtensionResults: made.getClientExtensionResults(),
    };
  };

  const use = async (form) => {
    const { publicKey } = await options(form.dataset.passkeyUse);
    return navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        allowCredentials: listed(publicKey.allowCredentials),
      },
    });
  };

  const make = async (form) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const { publicKey } = await options(form.dataset.passkeyMake, token);
    return navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: bytes(publicKey.challenge),
        user: { ...publicKey.user, id: bytes(publicKey.user.id) },
        excludeCredentials: listed(publicKey.excludeCredentials),
      },
    });
  };

  for (const form of document.querySelectorAll("[data-passkey-use], [data-passkey-make]")) {
    form.hidden = false;
    const said = form.querySelector("[data-passkey-said]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const name = form.querySelector("[name=name]");
      if (name && !name.value.trim()) {
        form.submit(); // The server says what is missing.
        return;
      }
      said.textContent = "";
      try {
        const made = await (form.dataset.passkeyMake ? make(form) : use(form));
        form.querySelector("[name=credential]").value = JSON.stringify(plain(made));
        form.submit();
      } catch {
        said.textContent = said.dataset.failed;
      }
    });
  }
  for (const absent of document.querySelectorAll("[data-passkey-absent]")) absent.hidden = true;
})();

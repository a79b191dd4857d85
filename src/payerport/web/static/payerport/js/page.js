// What pages do beyond their links and forms: copying, density, menus, one submit at a time, uploads, live regions.
"use strict";
(() => {
  const announcer = () => document.getElementById("announcer");
  const say = (text) => {
    const region = announcer();
    if (region) region.textContent = text;
  };

  const remember = (name, value) => {
    try {
      localStorage.setItem(`payerport.${name}`, value);
    } catch {
      // Storage is off: the choice lasts for the page.
    }
  };

  // -- copy buttons
  const copy = async (button) => {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text, className: "sr-only" });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.dataset.done = "";
    say(button.dataset.copied);
    setTimeout(() => delete button.dataset.done, 1600);
  };

  // -- one click, by what was clicked
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const copying = target?.closest("[data-copy]");
    if (copying) copy(copying);
    if (target?.closest("[data-density-switch]")) {
      const root = document.documentElement;
      root.dataset.density = root.dataset.density === "compact" ? "comfortable" : "compact";
      remember("density", root.dataset.density);
    }
    if (target?.closest("[data-print]")) window.print();
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });

  // -- a form is sent once; the button says what is going on
  const busy = (form, on) => {
    form.toggleAttribute("data-sending", on);
    for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) {
      button.toggleAttribute("data-busy", on);
      button.setAttribute("aria-disabled", String(on));
      const label = button.dataset.busyLabel;
      if (!label) continue;
      if (on) {
        button.dataset.idleLabel = button.textContent;
        button.textContent = label;
        say(label);
      } else if (button.dataset.idleLabel) {
        button.textContent = button.dataset.idleLabel;
        delete button.dataset.idleLabel;
      }
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.hasAttribute("data-sending")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // After the browser has gathered the fields, so that the button's own value is sent too.
    setTimeout(() => busy(form, true));
  }, true);

  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sending]").forEach((form) => busy(form, false));
  });

  // -- filters that choose send their form by themselves
  document.addEventListener("change", (event) => {
    const control = event.target;
    if (control.matches("select[data-send]")) control.form.requestSubmit();
  });

  // -- uploads
  const progressOf = (form) => form.querySelector("[data-upload-progress]");
  document.addEventListener("htmx:xhr:progress", (event) => {
    const form = event.target;
    const box = form.matches?.("[data-upload]") ? progressOf(form) : null;
    if (!box || !event.detail.lengthComputable) return;
    const percent = Math.round((event.detail.loaded / event.detail.total) * 100);
    box.hidden = false;
    box.querySelector("progress").value = percent;
    box.querySelector(".progress__head :last-child").textContent = `${percent} %`;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target;
    if (!form.matches?.("form[data-once]")) return;
    busy(form, false);
    const box = progressOf(form);
    if (box) box.hidden = true;
  });

  // -- a page that came where a part was asked for (the session has ended): show it whole
  document.addEventListener("htmx:beforeSwap", (event) => {
    const asked = event.detail.requestConfig?.elt;
    const whole = /^\s*<!doctype html/i.test(event.detail.xhr.responseText || "");
    if (whole && asked && !asked.hasAttribute("hx-select")) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });

  // -- after a page or a part has come
  const settle = (root) => {
    for (const box of root.querySelectorAll?.("[data-scrolls]") ?? []) {
      if (box.scrollWidth > box.clientWidth + 1) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", box.querySelector("caption")?.textContent.trim() || "");
      }
    }
    root.querySelector?.("[data-focus]")?.focus();
  };

  // -- what changed in a live region is said once
  let said = "";
  document.addEventListener("htmx:afterSwap", (event) => {
    const words = event.target.querySelector?.("[data-announce]")?.dataset.announce;
    if (words && words !== said) say((said = words));
    settle(event.target);
  });

  settle(document);
})();

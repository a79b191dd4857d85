// Keyboard shortcuts: `/` search, `g` and a letter to go, `j` `k` in lists, `n` new, `?` the list of them.
// They can be turned off in that list, and never act while somebody types.
"use strict";
(() => {
  const dialog = document.getElementById("keys");
  const box = document.getElementById("keys-on");
  let going = 0;

  const stored = () => {
    try {
      return localStorage.getItem("payerport.keys") !== "off";
    } catch {
      return true;
    }
  };
  if (box) {
    box.checked = stored();
    box.addEventListener("change", () => {
      try {
        localStorage.setItem("payerport.keys", box.checked ? "on" : "off");
      } catch {
        // Storage is off: the choice lasts for the page.
      }
    });
  }

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-keys-open]")) dialog?.showModal();
    if (event.target === dialog) dialog.close();
  });

  const typing = (element) =>
    element instanceof HTMLElement && (element.isContentEditable || element.matches("input, select, textarea"));

  const walk = (step) => {
    const links = [...document.querySelectorAll("[data-rows] > tr")].map((row) => row.querySelector("a")).filter(Boolean);
    if (!links.length) return false;
    const row = document.activeElement?.closest("[data-rows] > tr");
    const here = row ? links.indexOf(row.querySelector("a")) : -1;
    const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + step));
    links[next].focus();
    links[next].closest("tr").scrollIntoView({ block: "nearest" });
    return true;
  };

  const acts = {
    "/": () => {
      const field = document.querySelector("[data-key-search]");
      field?.focus();
      field?.select();
      return Boolean(field);
    },
    n: () => {
      const link = document.querySelector("[data-key-new]");
      link?.click();
      return Boolean(link);
    },
    j: () => walk(1),
    k: () => walk(-1),
    "?": () => {
      dialog?.showModal();
      return Boolean(dialog);
    },
    g: () => {
      going = Date.now();
      return true;
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (dialog?.open || !(box ? box.checked : stored())) return;
    const afterG = Date.now() - going < 1500;
    going = 0;
    if (afterG) {
      const link = document.querySelector(`[data-key-go="${CSS.escape(event.key)}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
      return;
    }
    if (acts[event.key]?.()) event.preventDefault();
  });
})();

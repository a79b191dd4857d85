// Live regions: they ask only while somebody can see the page, less often the longer nothing changes, and what the
// person was at (focus, opened details) stays when a region is replaced.
"use strict";
(() => {
  const regionOf = (element) => (element instanceof Element ? element.closest("[data-live]") : null);

  // How often each region got "nothing new" since it last changed, and how many questions it skipped since.
  const quiet = new Map();
  const skipped = new Map();
  const keyOf = (region) => region.id || region.getAttribute("hx-get");
  const pace = (times) => (times < 30 ? 0 : times < 90 ? 4 : 14);

  document.addEventListener("htmx:beforeRequest", (event) => {
    const region = event.target;
    if (!(region instanceof Element) || !region.hasAttribute("data-live")) return;
    const key = keyOf(region);
    const waited = skipped.get(key) ?? 0;
    if (document.hidden || waited < pace(quiet.get(key) ?? 0)) {
      skipped.set(key, waited + 1);
      event.preventDefault();
      return;
    }
    skipped.set(key, 0);
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const region = event.target;
    if (!(region instanceof Element) || !region.hasAttribute("data-live")) return;
    const key = keyOf(region);
    quiet.set(key, event.detail.xhr?.status === 204 ? (quiet.get(key) ?? 0) + 1 : 0);
  });

  // Somebody is back at the page: ask at the next turn.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    quiet.clear();
    skipped.clear();
  });

  // -- what the person was at
  const find = (root, kept) => {
    if (kept.id) return document.getElementById(kept.id);
    return [...root.querySelectorAll(kept.tag)].filter((one) => one.getAttribute(kept.by) === kept.value)[kept.place];
  };
  const describe = (region, element) => {
    const by = ["href", "data-copy", "name"].find((name) => element.hasAttribute(name));
    const value = by ? element.getAttribute(by) : element.textContent;
    const alike = [...region.querySelectorAll(element.tagName)].filter((one) => (by ? one.getAttribute(by) : null) === (by ? value : null));
    return { id: element.id, tag: element.tagName, by: by ?? "data-none", value: by ? value : null, place: alike.indexOf(element) };
  };

  let kept = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const region = regionOf(event.detail.target);
    kept = null;
    if (!region) return;
    const active = document.activeElement;
    kept = {
      focus: active && region.contains(active) && active !== region ? describe(region, active) : null,
      open: [...region.querySelectorAll("details[open]")].map((one) => [...region.querySelectorAll("details")].indexOf(one)),
    };
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!kept || !(event.target instanceof Element)) return;
    const all = event.target.querySelectorAll("details");
    for (const place of kept.open) if (all[place]) all[place].open = true;
    if (kept.focus && (document.activeElement === document.body || !document.activeElement)) {
      find(event.target, kept.focus)?.focus({ preventScroll: true });
    }
    kept = null;
  });
})();

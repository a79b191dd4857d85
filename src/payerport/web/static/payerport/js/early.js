// Runs before the first paint: says that script is there, and restores the density the person chose.
"use strict";
(() => {
  const root = document.documentElement;
  root.dataset.script = "on";
  let density = "comfortable";
  try {
    density = localStorage.getItem("payerport.density") === "compact" ? "compact" : "comfortable";
  } catch {
    // Storage is off: the choice lasts for the page.
  }
  root.dataset.density = density;
})();

// Ticks off the rules of a username or password while it is typed. The server checks them all again.
"use strict";
(() => {
  const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[@._-]/u];
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  // true or false where the browser can tell, undefined where only the server can.
  const holds = (rule, value, username) => {
    const { least, most, without, digits, kinds: wanted, username: apart } = rule.dataset;
    const length = [...value].length;
    if (least) return length >= Number(least) && length <= Number(most);
    if (without === " ") return !/\s/u.test(value);
    if (without) return !value.includes(without);
    if (digits) return /\p{Nd}/u.test(value);
    if (wanted) return kinds.filter((kind) => kind.test(value)).length >= Number(wanted);
    if (apart === "within") return !username || !folded(value).includes(folded(username));
    if (apart === "same") return folded(value) !== folded(username);
    return undefined;
  };

  const look = (box, input) => {
    const other = document.getElementById(box.dataset.rulesUsernameField);
    const username = other ? other.value : box.dataset.rulesUsername;
    let all = true;
    for (const rule of box.querySelectorAll("[data-rule]")) {
      const kept = input.value === "" ? undefined : holds(rule, input.value, username);
      rule.toggleAttribute("data-kept", kept === true);
      rule.toggleAttribute("data-open", kept === false);
      if (kept === false) all = false;
    }
    const said = box.querySelector("[data-rules-said]");
    if (said) said.textContent = all && input.value !== "" ? said.dataset.kept : "";
  };

  for (const box of document.querySelectorAll("[data-rules]")) {
    const input = document.getElementById(box.dataset.rules);
    if (!input) continue;
    input.addEventListener("input", () => look(box, input));
    document.getElementById(box.dataset.rulesUsernameField)?.addEventListener("input", () => look(box, input));
    look(box, input);
  }
})();

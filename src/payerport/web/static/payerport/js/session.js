// Says two minutes before the session ends that it will, and lets the person stay. Another tab's activity counts too.
"use strict";
(() => {
  const box = document.querySelector("[data-session-left]");
  if (!box) return;
  const WARN = 120;
  const clock = box.querySelector("[data-session-clock]");
  let timer;
  let ends = 0;
  let before = null;

  const ask = async (stay) => {
    const answer = await fetch(box.dataset.sessionLeft, {
      headers: stay ? {} : { "X-Poll": "1" },
      credentials: "same-origin",
      redirect: "manual",
    });
    return answer.ok ? (await answer.json()).seconds : 0;
  };

  const hide = () => {
    if (box.hidden) return;
    box.hidden = true;
    before?.focus();
  };

  const tick = () => {
    const left = Math.round((ends - Date.now()) / 1000);
    if (left <= 0) {
      look();
      return;
    }
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    timer = setTimeout(tick, 1000);
  };

  const plan = (left) => {
    clearTimeout(timer);
    if (left <= 0) {
      window.location.reload();
      return;
    }
    ends = Date.now() + left * 1000;
    if (left > WARN) {
      hide();
      timer = setTimeout(look, (left - WARN) * 1000);
    } else {
      if (box.hidden) {
        before = document.activeElement;
        box.hidden = false;
        box.querySelector("[data-session-stay]").focus();
      }
      tick();
    }
  };

  const look = async (stay = false) => {
    try {
      plan(await ask(stay));
    } catch {
      timer = setTimeout(look, 30_000); // No network: ask again.
    }
  };

  box.querySelector("[data-session-stay]").addEventListener("click", () => look(true));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  look();
})();

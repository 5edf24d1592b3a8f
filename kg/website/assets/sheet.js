// The sheet of a phone: the panel over the foot of the screen, at four heights. A finger drags it by its handle or its
// content, a tap or Enter on the handle makes it larger, arrow keys move it, and Escape makes it smaller.
(() => {
  "use strict";
  const { KG } = window;
  const root = document.documentElement;
  const side = KG.find("side"), handle = KG.find("sheet");
  /** @type {Page.Sheet[]} */
  const HEIGHTS = ["closed", "rest", "half", "full"];
  const REST = 1, FULL = 3, RAISED = "sheet";
  // A drag begins after so many pixels; a quick one, in pixels per millisecond, goes one height further.
  const BEGINS = 6, QUICK = 0.5;
  const at = () => HEIGHTS.indexOf(KG.state.sheet ?? "rest");

  /** @param {number} to */
  function set(to) {
    const sheet = HEIGHTS[Math.max(0, Math.min(FULL, to))];
    if (sheet === HEIGHTS[at()]) return;
    // A raised sheet is a step of the history, so that Back lowers it.
    const [rises, falls] = [to > REST && at() <= REST, to <= REST && history.state === RAISED];
    KG.dispatch({ type: "sheet", sheet }, { replace: true });
    if (rises) {
      history.pushState(RAISED, "", location.hash);
      KG.steps += 1;
    } else if (falls) history.back();
    if (sheet === "closed") KG.say("Evidence closed.");
  }

  // What the handle says and does.
  KG.sheet = () => {
    root.dataset.sheet = HEIGHTS[at()];
    handle.hidden = Boolean(KG.single);
    handle.setAttribute("aria-expanded", String(at() > 0));
    handle.setAttribute("aria-label", at() === FULL ? "Make the evidence smaller"
      : at() ? "Make the evidence larger" : "Show the evidence");
  };

  // Dragging: the sheet follows the finger, then goes to the nearest height.
  /** @type {{ y: number, height: number, time: number, last: number, speed: number, moving: boolean } | null} */
  let drag = null;

  /** @param {number} y @param {number} time */
  function follow(y, time) {
    if (!drag) return;
    drag.speed = (drag.last - y) / Math.max(1, time - drag.time);
    Object.assign(drag, { last: y, time });
    side.style.transition = "none";
    side.style.height = `${Math.max(0, drag.height + drag.y - y)}px`;
  }

  // The heights as the style sheet has them, from closed to full.
  function stops() {
    const now = root.dataset.sheet ?? "rest";
    const found = HEIGHTS.map((name) => {
      root.dataset.sheet = name;
      return side.getBoundingClientRect().height;
    });
    root.dataset.sheet = now;
    return found;
  }

  function drop() {
    const moved = drag?.moving ? drag : null;
    drag = null;
    if (!moved) return;
    const { speed, height } = moved;
    const now = side.getBoundingClientRect().height;
    side.style.height = "";
    const all = stops();
    const near = all.reduce((best, stop, i) => (Math.abs(stop - now) < Math.abs(all[best] - now) ? i : best), 0);
    const quick = Math.abs(speed) > QUICK ? Math.sign(speed) : 0;
    const further = quick !== 0 && Math.sign(now - height) === quick && near === at();
    // From where the finger left it, as the style sheet moves it.
    side.style.height = `${now}px`;
    side.getBoundingClientRect();
    side.style.transition = "";
    set(further ? near + quick : near);
    side.style.height = "";
  }

  side.addEventListener("touchstart", ({ touches, timeStamp }) => {
    drag = touches.length === 1 && KG.PHONE.matches && !KG.single ? { y: touches[0].clientY, time: timeStamp,
      height: side.getBoundingClientRect().height, last: touches[0].clientY, speed: 0, moving: false } : null;
  }, { passive: true });
  side.addEventListener("touchmove", (event) => {
    if (!drag) return;
    const { clientY } = event.touches[0];
    const by = drag.y - clientY;
    if (!drag.moving && Math.abs(by) > BEGINS) {
      // Content scrolls, but where it is at its top, or the sheet can still grow.
      const own = handle.contains(/** @type {Node} */ (event.target)) || (by < 0 ? side.scrollTop <= 0 : at() < FULL);
      if (own) drag.moving = true;
      else drag = null;
    }
    if (!drag?.moving) return;
    if (event.cancelable) event.preventDefault();
    follow(clientY, event.timeStamp);
  }, { passive: false });
  for (const event of ["touchend", "touchcancel"]) side.addEventListener(event, drop);

  // From the top a tap goes down again.
  handle.addEventListener("click", () => set(at() === FULL ? REST : at() + 1));
  handle.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    set(at() + by);
  });
  // Escape lowers it, and closes it where nothing else is to be closed first; then the focus is on its handle.
  KG.lower = () => {
    if (!KG.PHONE.matches || KG.single || side.hidden || at() === 0) return false;
    if (at() === REST && (KG.state.claim || !side.contains(document.activeElement))) return false;
    set(at() - 1);
    if (at() === 0) handle.focus();
    return true;
  };
})();

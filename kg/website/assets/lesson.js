// Lesson: an ordered list of states for a class, in big type, from #lesson=NAME or the list of lessons under Learn.
// Arrow keys and page keys go on and back, Escape ends it. The page's own state stays in charge of what is shown.
(() => {
  "use strict";
  const { KG } = window;
  const { el, button } = KG;
  const root = document.documentElement;
  const lessons = KG.data.lessons ?? [];
  if (KG.single) return;

  // The parts of a state that say what is in view; others say how, or what is open in it.
  /** @type {(keyof Page.State)[]} */
  const PARTS = ["v", "c", "a", "up", "down", "guide", "loop"];

  /** @type {Page.Lesson | undefined} */
  let lesson;
  let slide = 0;
  const heading = el("h1", { id: "lesson-heading", tabindex: -1 }, "Lesson"), tell = el("p", { id: "lesson-tell" });
  const count = el("p", { class: "source", id: "lesson-count" });
  const back = button("", () => go(slide - (aside() ? 0 : 1)), { id: "lesson-back" });
  const next = button("", () => go(slide + 1), { id: "lesson-next", class: "primary" });
  const tools = el("div", { class: "tools" }, back, next, count);
  const bar = el("section", { id: "lesson", "aria-label": "Lesson", hidden: true }, heading, tell, tools);
  const stop = button("End lesson", end, { id: "lesson-end" });
  tools.append(stop);
  KG.find("main").before(bar);
  // While a lesson runs, each address names its step beside the state: so a reload, a link that is shared and the
  // browser's back button lead to what is in view, such as the answer after a vote.
  const { address } = KG;
  KG.address = (state) => address(state) + (lesson ? `&lesson=${lesson.id}&slide=${slide}` : "");

  // Share and save are in the header, which a lesson hides: meanwhile they are beside its buttons.
  /** @param {boolean} running */
  function lend(running) {
    const shares = document.querySelector(".shares");
    if (!shares || tools.contains(shares) === running) return;
    if (running) stop.after(shares);
    else KG.find("theme").before(shares);
  }

  // Follows the address: the lesson by its name, and the step of it; with a view, that is what the step shows now.
  function follow() {
    const parts = Object.fromEntries(location.hash.slice(1).split("&").map((part) => part.split("=")));
    const found = lessons.find(({ id }) => id === parts.lesson);
    if (parts.lesson && !found) KG.say("No lesson of that name.", true);
    const left = lesson && !found;
    lesson = found;
    if (left) close();
    if (!found) return;
    slide = Math.min(Math.max(/^\d{1,2}$/.test(parts.slide ?? "") ? Number(parts.slide) : 1, 1), found.steps.length);
    if (parts.v && parts.slide) KG.show();
    else go(slide);
  }

  // Whether something else is in view than the step shows, such as another concept after a click in its picture.
  function aside() {
    if (!lesson) return false;
    const [told, now] = [KG.parse(lesson.steps[slide - 1].show), KG.state];
    return PARTS.some((part) => told[part] !== now[part]) || (now.v === "path" && told.b !== now.b);
  }

  // A step: its state goes into the address, from which the page reads it.
  /** @param {number} to */
  function go(to) {
    if (!lesson || to < 1 || to > lesson.steps.length) return;
    slide = to;
    const next = KG.address(KG.parse(lesson.steps[to - 1].show));
    if (next === location.hash) history.replaceState(null, "", next);
    else history.pushState(null, "", next);
    KG.read();
    KG.show();
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function tellIt() {
    if (!lesson) return;
    const { steps } = lesson;
    const step = steps[slide - 1];
    const { minutes } = step;
    const other = aside();
    const here = other ? slide : slide - 1;
    bar.hidden = false;
    lend(true);
    heading.textContent = other ? find()?.textContent ?? "" : step.heading;
    tell.textContent = other ? `Aside from step ${slide}, “${step.heading}”` : step.tell;
    count.textContent = `${slide} of ${steps.length}${minutes ? `, ${KG.count(minutes, "minute")}` : ""}`;
    back.textContent = `← Lesson step ${here || ""}`;
    next.textContent = `Lesson step ${slide < steps.length ? slide + 1 : ""} →`;
    back.disabled = here === 0;
    next.disabled = slide === steps.length;
    mark();
  }

  // Beside a big picture the panel shows only a claim with its evidence, or why something is concluded.
  function mark() {
    const { v, b, guess, claim } = KG.state;
    const why = v === "whatif" && b && guess !== "ask";
    if (lesson) root.dataset.lesson = claim || why ? "claim" : "view";
    else delete root.dataset.lesson;
  }

  function close() {
    bar.hidden = true;
    lend(false);
    mark();
  }

  function end() {
    lesson = undefined;
    close();
    KG.go({});
    find()?.focus({ preventScroll: true });
  }
  const find = () => /** @type {HTMLElement | null} */ (document.querySelector("#view > :not([hidden]) h2"));

  KG.lesson = (name) => {
    lesson = lessons.find(({ id }) => id === name);
    go(1);
  };

  const show = KG.show;
  KG.show = () => {
    mark();
    show();
    tellIt();
  };

  // The list of lessons comes under that of the stories.
  const { learn } = KG.views;
  if (learn && lessons.length) {
    KG.views.learn = {
      ...learn,
      show: (state, place) => {
        learn.show(state, place);
        document.getElementById("lessons")?.remove();
        if (state.guide !== undefined || state.loop !== undefined) return;
        place.append(el("section", { id: "lessons", class: "text" }, el("h3", {}, "Lessons for a class"),
          el("ul", { class: "cards" }, lessons.map(({ id, title, minutes, steps }) => el("li", { class: "card" },
            el("h4", {}, button(title, () => KG.lesson(id), { class: "concept" })),
            el("p", { class: "source" },
              `${KG.count(minutes, "minute")}, ${KG.count(steps.length, "step")}. Arrow keys go on and back.`))))));
      },
    };
  }

  // In a lesson these keys are not for the picture.
  /** @type {Record<string, number>} */
  const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
  addEventListener("keydown", (event) => {
    if (!lesson || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/** @type {Element} */ (event.target).closest?.("input, textarea, select, .take[open]")) return;
    if (event.key === "Escape") end();
    else if (STEPS[event.key] === 1) next.click();
    else if (STEPS[event.key]) back.click();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  addEventListener("popstate", follow);
  follow();
  if (!lesson && KG.state.v === "learn") KG.show();
})();

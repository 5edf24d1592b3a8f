// What a story asks: before each step what will happen, and three questions at its end. Guesses are not scored.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  const CHOICES = 3;
  /** @type {Page.Option[]} */
  const MOVES = [["rises", "▲", "It goes up"], ["falls", "▼", "It goes down"], ["open", "?", "It is not clear"]];
  /** @type {Page.Option[]} */
  const SIDES = [["rises", "✓", "They say yes"], ["falls", "✗", "They say no"],
    ["open", "≠", "They disagree, or cannot say"]];
  /** @type {Record<string, string>} */
  const COLOUR = { "▲": "raises", "▼": "lowers" };
  /** @type {Record<string, string>} */
  const GOES = { "+": "rises", "-": "falls" };
  // A noun, which fits names of one thing and of many.
  /** @param {Page.Sign} way */
  const change = (way) => (way === "+" ? "an increase" : way === "-" ? "a decrease" : "a change");

  // The question before a step: where the effect of a cause goes, else what sources say about the claim.
  /** @param {Page.Told} step @returns {Page.Task} */
  function before({ influence, before: way, after, from, to, claim }) {
    if (influence && way) {
      const ask = `After ${change(way)} in ${graph.label(from)}, what happens to ${graph.label(to)}?`;
      return { ask, options: MOVES, right: GOES[after] ?? "open", claim };
    }
    const [yes, no] = [1, -1].map((stance) => data.claims[claim].e.some((n) => data.evidence[n].st === stance));
    const right = yes === no ? "open" : yes ? "rises" : "falls";
    return { ask: `“${graph.sentence(claim)}”: what do sources say?`, options: SIDES, right, claim };
  }

  // Which of the steps stands out? None if two share the first place.
  /**
   * @param {string} ask
   * @param {Page.Told[]} steps
   * @param {(step: Page.Told) => number} value
   * @returns {Page.Task | null}
   */
  function most(ask, steps, value) {
    const order = [...steps].sort((a, b) => value(b) - value(a));
    if (order.length < 2 || value(order[0]) === value(order[1])) return null;
    const kept = order.slice(0, CHOICES);
    const options = steps.filter((step) => kept.includes(step))
      .map(({ claim }) => /** @type {Page.Option} */ ([String(claim), "", graph.sentence(claim)]));
    return { ask, options, right: String(order[0].claim), claim: order[0].claim };
  }

  // Where it ends if it begins in the opposite direction.
  /** @param {Page.Story} story @param {Page.Told[]} steps @returns {Page.Task | null} */
  function turned(story, steps) {
    const [first, last] = [steps[0], steps.at(-1)];
    if (story.kind !== "chain" || !first.before || first.before === "?" || first.from === last.to) return null;
    const way = KG.times(first.before, "-");
    const sign = steps.reduce((found, { influence }) => KG.times(found, influence?.sign ?? "?"), way);
    const begins = `Now turn it round: ${change(way)} in ${graph.label(first.from)}.`;
    const ask = `${begins} What happens to ${graph.label(last.to)} at the end of this chain?`;
    return { ask, options: MOVES, right: GOES[sign] ?? "open", claim: last.claim };
  }

  // What comes after a step in the middle.
  /** @param {Page.Story} story @param {Page.Told[]} steps @returns {Page.Task | null} */
  function after({ kind }, steps) {
    const middle = steps[Math.floor(steps.length / 2)];
    const others = [...new Set(steps.map(({ to }) => to))]
      .filter((n) => n >= 0 && n !== middle.to && n !== middle.from);
    if (kind === "sides" || others.length < 2) return null;
    const kept = new Set([middle.to, ...others.slice(0, CHOICES - 1)]);
    const options = [...kept].sort((a, b) => a - b)
      .map((n) => /** @type {Page.Option} */ ([String(n), "", graph.label(n)]));
    return { ask: `What did ${graph.label(middle.from)} lead to in this story?`, options, right: String(middle.to),
      claim: middle.claim };
  }

  /** @param {Page.Story} story @param {Page.Told[]} steps */
  function three(story, steps) {
    const unlike = [...new Map(steps.map((step) => [step.claim, step])).values()];
    /** @param {Page.Stance} stance */
    const many = (stance) => /** @param {Page.Told} step */ ({ claim }) => (
      data.claims[claim].e.filter((n) => data.evidence[n].st === stance).length);
    return [
      turned(story, steps), after(story, steps),
      most("Which step has the least support?", unlike, ({ conf }) => -Number(conf)),
      most("Which claim has most evidence against it?", unlike, many(-1)),
      most("Which claim has most evidence for it?", unlike, many(1)),
      most("Which claim has the highest confidence?", unlike, ({ conf }) => Number(conf)),
    ].filter(Boolean).slice(0, CHOICES);
  }

  // The mark of an option, in the colour of its direction.
  /** @param {string} mark */
  const sign = (mark) => (mark ? el("span", { class: `mark ${COLOUR[mark] ?? ""}`, "aria-hidden": "true" }, mark)
    : null);

  // The options as buttons; `chosen` marks the right one and that which was chosen.
  /** @param {Page.Task} task @param {(choice: string) => void} act @param {string} [chosen] */
  function buttons({ options, right }, act, chosen) {
    const made = options.map(([value, mark, label]) => {
      const looks = !chosen ? "" : value === right ? "right" : value === chosen ? "wrong" : "";
      const note = looks === "right" ? "what sources say" : looks ? "your answer" : "";
      return KG.button([sign(mark), label, note ? el("small", {}, note) : null], () => act(value),
        { class: looks, disabled: Boolean(chosen) });
    });
    return el("div", { class: "answers column", role: "group", "aria-label": "Answers" }, made);
  }

  // A question that shows its answer in place.
  /** @param {Page.Task} task */
  function posed(task) {
    const item = el("li", {});
    /** @param {string} [chosen] */
    const fill = (chosen) => {
      const words = chosen === task.right ? "Right." : "Not quite.";
      item.replaceChildren(el("p", {}, task.ask), buttons(task, fill, chosen),
        chosen ? el("p", { class: "verdict", tabindex: -1 }, el("b", {}, words), " See the claim: ",
          KG.sentenceButton(task.claim), ".") : "");
      if (!chosen) return;
      KG.say(words);
      /** @type {HTMLElement} */ (item.querySelector(".verdict")).focus({ preventScroll: true });
    };
    fill();
    return item;
  }

  KG.ask = { MOVES, change, before, three, sign, buttons, posed };
})();

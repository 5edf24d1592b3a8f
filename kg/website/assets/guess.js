// The quiz: ten questions made from the claims. The answer always comes with its sources; what sources do not agree on
// is asked too, but never scored. The address holds the seed of the questions; the answers stay in the tab.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  // Of ten questions: signs that are scored, signs that nobody can say, chains to build.
  const SIGNS = 6, DOUBTS = 1, CHAINS = 3;
  /** @type {[Page.Sign, string][]} */
  const ANSWERS = [["+", "It raises it"], ["-", "It lowers it"], ["?", "Nobody can say"]];
  const MARK = { right: " ✓", wrong: " ✗", "": "" };
  /** @type {Record<string, string>} */
  const DOUBT = {
    contested: "Sources disagree, so nobody can say.",
    opposing: "Sources state both signs, so nobody can say.",
    unsigned: "Sources give the one a part in the other, but do not say in which direction.",
  };
  // None before a quiz begins.
  let round = /** @type {Page.Round} */ (/** @type {unknown} */ (null));

  // Questions of several sorts in turn: two signs, then a chain, and so on.
  /** @param {number} seed */
  function begin(seed) {
    const all = graph.signQuestions(seed).map(/** @returns {Page.SignAsked} */ (body) => ({ sort: "sign", ...body }));
    const chains = graph.chainQuestions(seed, { most: CHAINS, guides: KG.guides })
      .map(/** @returns {Page.ChainAsked} */ (body) => ({ sort: "chain", scored: true, ...body }));
    const most = SIGNS + CHAINS - chains.length;
    const [doubtful, raising, lowering] = ["?", "+", "-"].map((sign) => all.filter(({ answer }) => answer === sign));
    // As many of one sign as of the other, in the order in which they were drawn; the doubtful one in their midst.
    const half = lowering.slice(0, Math.floor(most / 2));
    const kept = new Set([...half, ...raising.slice(0, most - half.length)]);
    const signs = all.filter((question) => kept.has(question));
    signs.splice(3, 0, ...doubtful.slice(0, DOUBTS));
    /** @type {Page.Round["questions"]} */
    const questions = [];
    while (signs.length || chains.length) questions.push(...signs.splice(0, 2), ...chains.splice(0, 1));
    round = { seed, questions: questions.filter(Boolean), answers: [], built: {} };
    recall();
  }

  // The heading of a new question gets the focus.
  /** @param {number} q */
  function go(q) {
    KG.go({ q, claim: null });
    /** @type {HTMLElement} */ (KG.find("view-quiz").querySelector("h2")).focus();
  }

  // A seed says which questions there are: who opens the same address is asked the same.
  const start = () => {
    KG.dispatch({ type: "quiz", seed: Math.floor(Math.random() * 2 ** 31) });
    /** @type {HTMLElement} */ (KG.find("view-quiz").querySelector("h2")).focus();
  };

  // The answers outlive a reload, in this tab alone; where nothing may be stored they do not.
  const KEPT = "kg-quiz";
  function keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ seed: round.seed, version: data.version, answers: round.answers, built: round.built }));
    } catch {
      // Storage is forbidden.
    }
  }
  /** @param {unknown} one @returns {one is Page.Answer} */
  const answered = (one) => typeof one === "object" && one !== null && "q" in one && "right" in one;
  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
      if (kept?.seed !== round.seed || kept.version !== data.version || !Array.isArray(kept.answers)) return;
      round.questions.forEach((question, q) => {
        const one = kept.answers[q];
        if (!answered(one)) return;
        round.answers[q] = { q, right: Boolean(one.right), ...(ANSWERS.some(([sign]) => sign === one.choice) && { choice: one.choice }) };
        const built = kept.built?.[q];
        if (question.sort === "chain" && Array.isArray(built)) round.built[q] = built.map(Boolean);
      });
    } catch {
      // Nothing was kept, or nothing that can be read.
    }
  }

  /** @param {Page.Answer} answer */
  const right = (answer) => round.questions[answer.q].scored && answer.right;
  const score = () => {
    const given = round.answers.filter(Boolean);
    return `${given.filter(right).length} of ${given.filter(({ q }) => round.questions[q].scored).length}`;
  };

  /** @param {HTMLElement} place */
  function welcome(place) {
    place.replaceChildren(el("div", { class: "text" },
      el("h2", { tabindex: -1 }, "Quiz"),
      el("p", {}, "Ten questions, made from the claims of this graph. Guess whether one thing raises or lowers another, or build a chain link by link. Each answer comes with its sources."),
      el("p", {}, "Where sources disagree, or where none gives a direction, “nobody can say” is right; such questions are not scored. Your score stays in this tab alone; the address holds the questions, so that a class can share them."),
      graph.signQuestions(1, 1).length ? KG.button("Start", start, { id: "quiz-start", class: "primary" }) : el("p", {}, "This graph has no claim to ask about.")));
    panel();
  }

  /** @param {number} q */
  function head(q) {
    return [
      el("h2", { tabindex: -1 }, `Question ${q + 1} of ${round.questions.length}`),
      el("p", { class: "source", id: "quiz-score" }, round.answers.some(Boolean) ? `Score so far: ${score()}` : "No answer yet"),
    ];
  }

  /** @param {number} q */
  function next(q) {
    const last = q === round.questions.length - 1;
    return KG.button(last ? "See how it went" : "Next question →", () => go(q + 2), { id: "quiz-next", class: "primary" });
  }

  // Who says so: the evidence that counts most, in a line, and all of it in the panel.
  /** @param {number} claim */
  function source(claim) {
    const [first] = [...data.claims[claim].sum].sort((a, b) => Number(b[4]) - Number(a[4])).map(([n]) => n).concat(data.claims[claim].e);
    const { says } = data.evidence[first];
    const href = graph.link(first);
    return el("blockquote", {}, el("p", {}, says), el("p", { class: "source" }, KG.sourceOf(first)?.name ?? "", href ? [". ", KG.out(href, "Open the source ↗")] : null));
  }

  // The panel says nothing before the answer; a claim that was asked for stays.
  /** @param {number} claim */
  function panel(claim = -1) {
    if (KG.state.claim) return;
    if (claim >= 0) KG.panel.claim(claim);
    else KG.panel.fill("Sources", el("p", {}, "They appear as soon as you have answered."));
  }

  // Guess the sign.

  /** @param {Page.SignAsked} question @param {number} q @param {HTMLElement} place */
  function sign(question, q, place) {
    const answer = round.answers[q];
    /** @param {Page.Sign} choice */
    const give = (choice) => {
      round.answers[q] = { q, choice, right: choice === question.answer };
      keep();
      KG.show();
      KG.find("quiz-next").focus();
    };
    /** @param {Page.Sign} value */
    const mark = (value) => (answer && value === question.answer ? "right" : answer && value === answer.choice ? "wrong" : "");
    const buttons = ANSWERS.map(([value, label]) => KG.button(`${label}${MARK[mark(value)]}`, () => give(value), { class: mark(value), disabled: Boolean(answer) }));
    place.replaceChildren(el("div", { class: "text quiz" }, head(q),
      el("p", { class: "question" }, "What does ", el("strong", {}, graph.label(question.from)), " do to ", el("strong", {}, graph.label(question.to)), "?"),
      el("div", { class: "answers", role: "group", "aria-label": "Answers" }, buttons),
      answer ? outcome(question, answer, q) : null));
    panel(answer ? question.claim : -1);
  }

  /** @param {Page.SignAsked} question @param {Page.Answer} answer @param {number} q */
  function outcome(question, answer, q) {
    const verdict = question.scored ? (answer.right ? "Right." : `Not so: it ${KG.VERB[question.answer]} it.`) : `${DOUBT[question.doubt ?? ""]} This question is not scored.`;
    KG.say(verdict);
    return el("div", { id: "quiz-outcome" }, el("p", {}, el("strong", {}, verdict)),
      el("p", {}, "The claim: ", KG.sentenceButton(question.claim), "."), source(question.claim), el("p", {}, next(q)));
  }

  // Build the chain.

  /** @param {Page.ChainAsked} question @param {number} q @param {HTMLElement} place */
  function chain(question, q, place) {
    const answer = round.answers[q];
    const done = round.built[q] ?? [];
    const links = question.steps.filter(({ choices }) => choices.length);
    const here = question.steps[done.length];
    /** @param {number} n */
    const give = (n) => {
      const well = n === here.answer;
      round.built[q] = [...done, well];
      const note = well ? "Right." : `No claim joins ${graph.label(here.influence.s)} with ${graph.label(n)}; the next link is ${graph.label(here.answer)}.`;
      round.note = { q, note };
      if (round.built[q].length === links.length) round.answers[q] = { q, right: round.built[q].every(Boolean) };
      keep();
      KG.show();
      KG.say(note);
      (KG.find("quiz-next") ?? place.querySelector(".answers button")).focus();
    };
    const names = [graph.label(question.a), ...(answer ? question.steps : question.steps.slice(0, done.length)).map(({ answer: n }, i) => [" → ", el("span", { class: done[i] === false ? "wrong" : "" }, graph.label(n))])];
    place.replaceChildren(el("div", { class: "text quiz" }, head(q),
      el("p", { class: "question" }, "Build the chain from ", el("strong", {}, graph.label(question.a)), " to ", el("strong", {}, graph.label(question.b)), `, in ${KG.count(question.steps.length, "step")}.`),
      el("p", { class: "chain" }, names, answer ? null : [" → ? → … → ", graph.label(question.b)]),
      round.note?.q === q ? el("p", {}, el("strong", {}, round.note.note)) : null,
      answer ? [
        el("div", { id: "quiz-outcome" }, el("p", {}, answer.right ? "The whole chain, link by link:" : "The chain that sources carry:"),
          el("ol", {}, question.steps.map((step) => el("li", {}, KG.sentenceButton(step.claim), source(step.claim))))),
        el("p", {}, next(q)),
      ] : [
        el("p", {}, "What does ", el("strong", {}, graph.label(here.influence.s)), " act on next?"),
        el("div", { class: "answers", role: "group", "aria-label": "Answers" }, here.choices.map((n) => KG.button(graph.label(n), () => give(n)))),
      ]));
    panel(answer ? question.steps[0].claim : -1);
  }

  /** @param {HTMLElement} place */
  function end(place) {
    const asked = round.questions.map((question, q) => {
      const answer = round.answers[q];
      const claims = question.sort === "sign" ? [question.claim] : question.steps.map((step) => step.claim);
      const mark = !answer ? "not answered" : !question.scored ? "not scored" : answer.right ? "right" : "wrong";
      return el("li", {}, KG.panel.tag(mark, mark === "wrong" ? "warn" : ""), " ", claims.map((claim, i) => [i ? "; " : "", KG.sentenceButton(claim)]));
    });
    place.replaceChildren(el("div", { class: "text quiz" },
      el("h2", { tabindex: -1 }, "How it went"),
      el("p", { id: "quiz-score" }, `${score()} right. Each claim opens its sources.`),
      el("ol", {}, asked),
      el("p", {}, KG.button("Another ten", start, { id: "quiz-start", class: "primary" }))));
    if (!KG.state.claim) KG.panel.fill("Sources", el("p", {}, "Choose a claim to see who says so."));
    KG.say(`${score()} right.`);
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show({ q, seed = 1 }, place) {
    if (q && round?.seed !== seed) begin(seed);
    const question = round?.questions[Number(q) - 1];
    if (!q || (!question && !round.answers.length)) welcome(place);
    else if (!question) end(place);
    else if (question.sort === "sign") sign(question, q - 1, place);
    else chain(question, q - 1, place);
  }

  KG.views.quiz = { label: "Quiz", frame: ({ q }) => (q ? "panel" : "bare"), show };
})();

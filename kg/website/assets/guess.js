// The quiz: questions from well sourced claims. Each answer comes with its picture and its sources, and may be that
// sources disagree. The address holds seed, topic and number; answers stay in the tab, missed cards in this browser.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph, card: store } = KG;
  const USUAL = 10, SIZES = [5, 10, 20, 30], AGAIN = "again";
  /** @type {[Page.Reply, mark: string][]} */
  const ANSWERS = [["+", "▲"], ["-", "▼"], ["!", "≠"]];
  // The words fit one thing and many: a disease or symptom comes or is worse, anything else increases or decreases.
  /** @type {Record<string, string>} */
  const AMOUNT = { "+": "An increase", "-": "A decrease", "!": "Sources disagree" };
  /** @type {Record<string, string>} */
  const CASE = { ...AMOUNT, "+": "More likely, or worse", "-": "Less likely, or milder" };
  KG.reply = ({ to }, value) => (["disease", "symptom"].includes(data.concepts[to].kind) ? CASE : AMOUNT)[value];
  KG.question = (card) => {
    const people = graph.people(card).join(" and ");
    const [from, to] = [card.from, card.to].map(graph.label);
    return ["What is the effect of ", from, " on ", to, people ? `, in ${people}?` : "?"];
  };
  /** @param {Page.SignAsked} card */
  const truth = (card) => KG.reply(card, card.answer).replace(/^./, (first) => first.toLowerCase());
  /** @param {number} claim */
  const say = (claim) => KG.sentenceButton(claim);
  // None before a quiz begins.
  let round = /** @type {Page.Round} */ (/** @type {unknown} */ (null));
  const heading = () => /** @type {HTMLElement} */ (KG.find("view-quiz").querySelector("h2"));

  function keep() {
    const asked = round.questions.map((one) => (one.sort === "sign" ? graph.claimId(one.claim) : ""));
    store.keep({ key: round.key, answers: round.answers, built: round.built, asked });
  }
  /** @param {unknown} one @returns {one is Page.Answer} */
  const answered = (one) => typeof one === "object" && one !== null && "q" in one && "right" in one;
  /** @param {Record<string, unknown[]>} found */
  function recall(found) {
    round.questions.forEach((question, q) => {
      const one = found.answers[q];
      const built = /** @type {Record<number, unknown>} */ (found.built ?? {})[q];
      if (question.sort === "chain" && Array.isArray(built)) {
        round.built[q] = built.map(Boolean).slice(0, question.steps.length);
      }
      if (!answered(one)) return;
      round.answers[q] = { q, right: Boolean(one.right),
        ...(ANSWERS.some(([reply]) => reply === one.choice) && { choice: one.choice }) };
    });
  }

  /** @param {Page.State} state */
  const keyOf = ({ seed = 1, topic = "", n = USUAL }) => [data.version, seed, topic, n].join(" ");

  /** @param {Page.State} state */
  function begin(state) {
    const { seed = 1, topic, n = USUAL } = state;
    const key = keyOf(state);
    const found = store.kept(key);
    /** @type {Page.Asked[]} */
    let questions;
    if (topic === AGAIN) {
      const ids = found && Array.isArray(found.asked) ? new Set(found.asked) : null;
      questions = ids ? graph.deck(1, ({ claim }) => ids.has(graph.claimId(claim))) : store.due();
    } else questions = graph.asked(seed, { n, topic, guides: KG.guides });
    round = { key, questions, answers: [], built: {} };
    if (found) recall(found);
  }

  // A new question is seen from its top, and its heading gets the focus.
  function begun() {
    KG.find("view").scrollTop = 0;
    scrollTo(0, 0);
    heading().focus({ preventScroll: true });
  }

  /** @param {number} q */
  function go(q) {
    KG.go({ q, claim: null });
    begun();
  }

  /** @param {string | null} topic @param {number} [n] */
  function start(topic, n) {
    KG.dispatch({ type: "quiz", seed: Math.floor(Math.random() * 2 ** 31), topic, n });
    begun();
  }

  // After an answer: what sources say comes into view, and Enter goes on.
  function onward() {
    KG.find("quiz-next").focus({ preventScroll: true });
    if (KG.NARROW.matches) KG.find("quiz-outcome").scrollIntoView({ block: "start" });
  }

  const signs = () => round.questions.filter((one) => one.sort === "sign");

  /** @param {HTMLElement} place */
  function welcome(place) {
    const waiting = store.due().length;
    const size = el("select", { id: "quiz-size" },
      SIZES.map((n) => el("option", { value: n, selected: n === USUAL }, String(n))));
    /** @param {string | null} topic */
    const opening = (topic) => () => start(topic, Number(size.value) || USUAL);
    place.replaceChildren(el("div", { class: "text quiz" },
      el("h2", { tabindex: -1 }, "Quiz"),
      el("p", {},
        "What is the effect of one thing on another? Answer, then see the picture and the sources. Each answer rests ",
        "on a study or on two independent sources, and follows from the whole graph. Where studies disagree, that is ",
        "the right answer."),
      graph.asked(1, { n: 1 }).length ? [
        waiting ? el("p", {}, KG.button(`Ask ${KG.count(waiting, "missed card")} again`, () => start(AGAIN),
          { id: "quiz-again" })) : null,
        el("p", {}, el("label", {}, "Questions: ", size)),
        el("p", { id: "quiz-topics", class: "answers", role: "group", "aria-label": "Topics" },
          KG.button("Start with all topics", opening(null), { id: "quiz-start", class: "primary" }),
          graph.topics().map(({ id, label }) => KG.button(label, opening(id), { data: { topic: id } }))),
        store.teacher(() => graph.deck(1)),
      ] : el("p", {}, "This graph has no claim to ask about.")));
  }

  // The position in the quiz.
  /** @param {number} q */
  function head(q) {
    const given = round.answers.filter(Boolean);
    const topic = graph.topics().find(({ id }) => id === KG.state.topic)?.label;
    return el("div", { class: "rail" },
      el("h2", { tabindex: -1 }, `${topic ? `${topic}: question` : "Question"} ${q + 1} of ${round.questions.length}`),
      el("span", { class: "bars", "aria-hidden": "true" },
        round.questions.map((_, i) => el("i", { class: i === q ? "now" : round.answers[i] ? "done" : "" }))),
      el("span", { class: "source", id: "quiz-score" }, given.length ? `${score()} right` : "No answer yet"));
  }
  const score = () => `${round.answers.filter((one) => one?.right).length} of ${round.answers.filter(Boolean).length}`;

  /** @param {number} q */
  function next(q) {
    const last = q === round.questions.length - 1;
    return KG.button(last ? "See how it went" : "Next question", () => go(q + 2),
      { id: "quiz-next", class: "primary" });
  }

  /** @param {HTMLElement} place @param {number} q @param {Page.Child[]} left @param {HTMLElement | null} right */
  function lay(place, q, left, right) {
    place.replaceChildren(el("div", { class: "quiz" }, head(q),
      el("div", { class: right ? "halves" : "halves one" }, el("div", {}, left), right), store.teacher(signs)));
  }

  // Guess the sign.

  /** @param {Page.SignAsked} question @param {number} q @param {HTMLElement} place */
  function sign(question, q, place) {
    const answer = round.answers[q];
    /** @param {Page.Reply} choice */
    const give = (choice) => {
      const right = choice === question.answer;
      round.answers[q] = { q, choice, right };
      store.file(question.claim, right);
      keep();
      KG.show();
      onward();
    };
    const buttons = ANSWERS.map(([value, mark]) => {
      const looks = !answer ? "" : value === question.answer ? "right" : value === answer.choice ? "wrong" : "";
      const note = looks === "right" ? "what sources say" : looks ? "your answer" : "";
      return KG.button(
        [KG.ask.sign(mark), KG.reply(question, value), note ? el("small", {}, note) : null],
        () => give(value),
        { class: looks, disabled: Boolean(answer) });
    });
    const right = answer ? outcome(question, answer, q) : null;
    lay(place, q, [
      el("p", { class: "question" },
        KG.question(question).map((part, i) => (i % 2 ? el("strong", {}, part) : part))),
      el("div", { class: "answers column", role: "group", "aria-label": "Answers" }, buttons),
    ], right);
    if (right) store.draw(/** @type {HTMLElement} */ (right.querySelector(".stage")), question);
  }

  /** @param {Page.SignAsked} question @param {Page.Answer} answer @param {number} q */
  function outcome(question, answer, q) {
    const verdict = `${answer.right ? "Right" : "Not quite"}: ${truth(question)}.`;
    KG.say(verdict);
    const id = graph.claimId(question.claim);
    const card = store.cards().find(([one]) => one === id);
    const days = card ? card[2] - store.today() : 0;
    const back = days > 0 ? `This card comes back ${days === 1 ? "tomorrow" : `in ${days} days`}.` : "";
    return el("div", { id: "quiz-outcome", class: "sheet" }, el("h3", {}, verdict),
      el("p", {}, question.answer === "!"
        ? el("a", { href: KG.address({ v: "debates", debate: KG.debateOf(question.claims) }) }, "See both sides")
        : ["The claim: ", say(question.claim), "."]),
      el("div", { class: "stage" }), store.shown(question.evidence),
      el("p", { class: "tools" }, next(q), el("span", { class: "source" }, back)));
  }

  // Build the chain.

  /** @param {Page.ChainAsked} question @param {number} q @param {HTMLElement} place */
  function chain(question, q, place) {
    const answer = round.answers[q];
    const done = round.built[q] ?? [];
    const here = question.steps[done.length];
    const links = question.steps.filter(({ choices }) => choices.length);
    /** @param {number} n */
    const give = (n) => {
      const well = n === here.answer;
      round.built[q] = [...done, well];
      const [from, to, next] = [here.influence.s, n, here.answer].map(graph.label);
      const { length } = round.built[q].filter(Boolean);
      const whole = round.built[q].length === links.length;
      const told = well ? "Right." : `No claim links ${from} to ${to}. Next comes ${next}.`;
      const note = whole && links.length > 1 ? `${length} of ${links.length} links right.` : told;
      round.note = { q, note };
      if (whole) round.answers[q] = { q, right: length === links.length };
      keep();
      KG.show();
      KG.say(note);
      if (KG.find("quiz-next")) onward();
      else /** @type {HTMLElement} */ (place.querySelector(".answers button")).focus();
    };
    const told = answer ? question.steps : question.steps.slice(0, done.length);
    const [{ influence: { s }, before }] = question.steps;
    const names = [`${graph.label(s)} ${KG.ARROW[before]}`, told.map(({ answer: n, after }, i) => (
      [" → ", el("span", { class: done[i] === false ? "wrong" : "" }, `${graph.label(n)} ${KG.ARROW[after]}`)]))];
    const right = answer ? el("div", { id: "quiz-outcome", class: "sheet" },
      el("h3", {}, answer.right ? "Right: the whole chain" : "The chain that sources support"),
      el("div", { class: "stage" }),
      el("ol", {}, question.steps.map((step) => el("li", {}, say(step.claim), store.shown([store.said(step.claim)])))),
      el("p", {}, next(q))) : null;
    lay(place, q, [
      el("p", { class: "question" }, "Build the chain from ", el("strong", {}, graph.label(question.a)), " to ",
        el("strong", {}, graph.label(question.b)), `, in ${KG.count(question.steps.length, "step")}.`),
      el("p", { class: "chain" }, names, answer ? null
        : [done.length + 1 < links.length ? " → ? → … → " : " → ? → ", graph.label(question.b)]),
      round.note?.q === q ? el("p", {}, el("strong", {}, round.note.note)) : null,
      answer ? null : [
        el("p", {}, "What comes next after ", el("strong", {}, graph.label(here.influence.s)), "?"),
        el("div", { class: "answers column", role: "group", "aria-label": "Answers" },
          here.choices.map((n) => KG.button(graph.label(n), () => give(n)))),
      ]], right);
    if (right) store.draw(/** @type {HTMLElement} */ (right.querySelector(".stage")), question);
  }

  // The right answer, a link for each claim; of a dispute, one to the debate.
  /** @param {Page.Asked} question */
  function told(question) {
    if (question.sort === "chain") return question.steps.map((step) => say(step.claim));
    const { from, to, answer, claim, claims } = question;
    if (answer !== "!") return [say(claim)];
    const href = KG.address({ v: "debates", debate: KG.debateOf(claims) });
    return [el("a", { href }, `${graph.label(from)} and ${graph.label(to)}: ${truth(question)}`)];
  }

  /** @param {HTMLElement} place */
  function end(place) {
    const asked = round.questions.map((question, q) => {
      const answer = round.answers[q];
      const mark = !answer ? "not answered" : answer.right ? "right" : "wrong";
      return el("li", {}, KG.panel.tag(mark, mark === "wrong" ? "warn" : ""),
        told(question).map((line) => el("div", {}, line)));
    });
    const missed = round.questions.filter((one, q) => one.sort === "sign" && round.answers[q]
      && !round.answers[q]?.right).length;
    const { topic, n } = KG.state;
    place.replaceChildren(el("div", { class: "text quiz" },
      el("h2", { tabindex: -1 }, "How it went"),
      el("p", { id: "quiz-score" }, `${score()} right. Each claim opens its sources.`),
      missed ? el("p", {}, `${KG.count(missed, "missed card")} will be asked again from tomorrow, in this browser.`)
        : null,
      el("ol", {}, asked),
      el("p", { class: "tools" }, KG.button("Another quiz", () => start(topic === AGAIN ? null : topic ?? null, n),
        { id: "quiz-start", class: "primary" }),
        el("a", { href: "#v=quiz" }, "Another topic"), el("a", { href: "#v=learn" }, "Stories")),
      store.teacher(signs)));
    KG.say(`${score()} right.`);
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    const { q } = state;
    if (q && round?.key !== keyOf(state)) begin(state);
    // Who opens the link of a reader at the end begins at the first question.
    if (q && q > 1 && !round.questions[q - 1] && !round.answers.length) {
      KG.go({ q: 1 }, { replace: true });
      return;
    }
    const question = round?.questions[Number(q) - 1];
    if (!q || (!question && !round.answers.length)) welcome(place);
    else if (!question) end(place);
    else if (question.sort === "sign") sign(question, q - 1, place);
    else chain(question, q - 1, place);
  }

  KG.views.quiz = { label: "Quiz", frame: ({ claim }) => (claim ? "panel" : "bare"), show };
})();

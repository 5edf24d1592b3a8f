// What moves, as `kg what-if` shows it: a strip of how many things rise, fall or are unknown, the list of them with
// what each rests on, and in the panel how it comes to one of them.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  const COST = 1e6; // Costs of chains are logarithms of their confidence in millionths.
  const LISTED = 6; // Things of one sort before the rest is folded.
  // The sorts as the strip shows them: from what falls to what rises, then what is unknown.
  const STRIP = ["falls", "probably-falls", "probably-rises", "rises", "stays", "disputed", "unknown"];
  /** @type {Record<string, string>} */
  const SHORT = {
    "found-no-effect": "no effect found", "contested-step": "sources disagree", "opposing-chains": "opposing chains",
    "feedback-loop": "feedback", "unsigned-step": "unsigned step", "only-mirrored": "web pages, opposite case only",
    "beyond-range": "only the normal range", "different-populations": "other people",
  };
  /** @type {Record<Page.Sign, string>} */
  const GOES = { "+": "goes up", "-": "goes down", 0: "does not move", "?": "is undetermined" };
  // The sorts of what moves, in the order in which they are listed: what is known first.
  /** @type {Record<string, string>} */
  const SORTS = {
    rises: "Rises", falls: "Falls", "probably-rises": "Probably rises", "probably-falls": "Probably falls",
    stays: "Does not move", disputed: "Sources disagree", unknown: "Unknown",
  };

  /** @param {Page.Move} move */
  function sort({ sign, certainty, reason }) {
    if (sign === "0") return "stays";
    if (sign === "?") return reason === "contested-step" ? "disputed" : "unknown";
    return `${certainty === "likely" ? "probably-" : ""}${sign === "+" ? "rises" : "falls"}`;
  }

  // All that moves by its sort, without the empty ones, the best supported of each first.
  /** @param {Page.Move[]} moved @param {(n: number) => number} cost @returns {[string, Page.Move[]][]} */
  function sorts(moved, cost) {
    /** @param {number} n */
    const late = (n) => Number(Boolean(data.concepts[n].generic));
    /** @param {Page.Move} a @param {Page.Move} b */
    const nearer = (a, b) => late(a.n) - late(b.n) || (cost(a.n) < cost(b.n) ? -1 : cost(a.n) > cost(b.n) ? 1 : 0)
      || graph.label(a.n).localeCompare(graph.label(b.n));
    return Object.keys(SORTS).map(/** @returns {[string, Page.Move[]]} */ (name) => [
      name, moved.filter((move) => sort(move) === name).sort(nearer)]).filter(([, some]) => some.length);
  }

  // How many there are of each sort: parts of one bar, each a link to its list.
  /** @param {[string, Page.Move[]][]} sorted */
  const strip = (sorted) => STRIP.flatMap((sort) => sorted.filter(([name]) => name === sort)).map(([name, some]) => {
    const one = name === "disputed" ? name : SORTS[name].toLowerCase();
    const words = some.length > 1 ? one.replace("does", "do").replace(/s$/, "") : one;
    const part = el("li", { class: name }, el("a", { href: `#moves-${name}` },
      el("strong", {}, String(some.length)), ` ${words}`));
    part.style.flexGrow = String(some.length);
    return part;
  });

  // What a conclusion rests on, in a word; of a sure one, with the confidence of the best chain, known by its cost.
  /** @param {Page.Move} move @param {number} cost @returns {Page.Child} */
  function support({ certainty, support: rests, reason, sign }, cost) {
    if (sign === "?" || sign === "0") return SHORT[reason] ?? graph.words(reason);
    const words = graph.words(rests ?? "");
    if (certainty === "likely" || cost === Infinity) return words;
    const confidence = Math.exp(-cost / COST);
    return [KG.bar(confidence), el("b", {}, KG.confidence.two(confidence)), `, ${words}`];
  }

  /** @param {[string, Page.Move[]][]} sorted @param {number} target @param {(n: number) => number} cost */
  function list(sorted, target, cost) {
    /** @param {Page.Move} move */
    const item = (move) => el("li", { class: "move" },
      el("span", { class: `arrow ${KG.EFFECT[move.sign]}`, "aria-hidden": "true" }, KG.ARROW[move.sign]),
      el("a", {
        href: KG.link({ b: data.concepts[move.n].id, claim: null, guess: null }),
        "aria-current": move.n === target && "true",
      }, graph.label(move.n), el("span", { class: "hidden" }, ` ${GOES[move.sign]}`)),
      el("span", { class: "source" }, " ", support(move, cost(move.n))));
    return sorted.map(([name, some]) => {
      const rest = some.slice(LISTED);
      return el("section", { class: "group" },
        el("h3", { id: `moves-${name}`, tabindex: -1 }, SORTS[name],
          el("span", { class: "source" }, ` ${some.length}`)),
        el("ul", { class: "moves" }, some.slice(0, LISTED).map(item)),
        rest.length > 0 && el("details", { open: rest.some(({ n }) => n === target) },
          el("summary", {}, `${rest.length} more`), el("ul", { class: "moves" }, rest.map(item))));
    });
  }

  // The panel: everything that moves, or how the change reaches one thing.

  /** @param {Page.Held} question */
  const words = ({ held, sign }) => `${graph.label(held)} goes ${sign === "-" ? "down" : "up"}`;

  /** @param {Page.Held} question @param {Page.Move[]} moved @param {number} root */
  function overview(question, moved, root) {
    /** @type {Map<string, Page.Move[]>} */
    const groups = new Map();
    for (const move of moved) {
      if (move.reason in SHORT) groups.set(move.reason, [...groups.get(move.reason) ?? [], move]);
    }
    const many = moved.filter(({ sign }) => sign === "+" || sign === "-").length;
    const [name, held] = [question.n, question.held].map(graph.label);
    const [way, fixed] = question.way < 0 ? ["down", "low"] : ["up", "high"];
    const touched = moved.length ? `${KG.count(moved.length, "thing")} may change, ${many} of them in a known `
      + "direction." : "The graph knows nothing that it acts on.";
    KG.panel.fill("What if",
      el("p", {}, `“${name}” is fixed ${fixed}${name === held ? "" : `: ${held} ${KG.ARROW[question.sign]}`}. ${
        touched}`),
      root === question.held ? null
        : el("p", {}, `This answer is for ${graph.label(root)}, in place of what was asked.`),
      el("details", { id: "whatif-how" }, el("summary", {}, "How this is decided"),
        el("p", {}, "A direction is certain if all chains agree, no source disputes it and no feedback can reverse ",
          "it. It is probable if it stays in nearly all trials that leave claims out at random, weak ones more ",
          "often, or if a study states it. All else is “?”: the graph cannot say. That is an answer too."),
        el("p", {}, "The bar is the confidence of the best chain; a probable direction has none."),
        el("p", {}, `“${graph.words("weak")}” marks a direction that no studies support at each step: `,
          "it is what pages say."),
        el("p", {}, "At the command line: ", el("code", {}, `kg what-if "${name}" ${way}`))),
      groups.size ? el("dl", {}, [...groups].sort((a, b) => b[1].length - a[1].length).map(([reason, some]) => [
        el("dt", {}, `${KG.ARROW[some[0].sign]} ${SHORT[reason]} (${some.length})`),
        el("dd", {}, `${graph.words(reason)}.`)])) : null,
      el("p", { class: "source" }, "It is arithmetic on claims, not a forecast for a person."));
  }

  // What is concluded, what it rests on, and why.
  /** @param {Page.Held} question @param {Page.Move} move */
  function concluded(question, move) {
    const { n, sign, certainty, reason, weight, leaning, population, source, target } = move;
    const name = graph.label(n);
    const shown = weight === null ? "" : `, weight ${weight.toFixed(2)}`;
    const people = population === null ? "" : `, in ${graph.words(population)} only`;
    const verb = `${certainty === "likely" ? "probably " : ""}${KG.VERB[sign]} ${name}`;
    const rests = graph.words(move.support ?? "");
    const change = `${KG.ask.change(question.sign)} in ${graph.label(question.held)}`;
    const members = [target, ...graph.kinds(target)?.members ?? []];
    const stated = graph.influences.some((i) => (
      i.s === source && members.includes(i.t) && KG.times(question.sign, i.sign) === sign));
    const weak = stated ? `${rests} say that ${change} ${verb}${shown}${people}`
      : `${change} ${verb}, if web pages are right${shown}${people}`;
    const basis = move.support === "weak" ? weak : `${change} ${verb} (${rests}${shown}${people})`;
    const answer = sign === "?" ? `the effect of ${change} on ${name} is undetermined`
      : sign === "0" ? `no effect of ${change} on ${name} was found (${rests})` : basis;
    const lean = leaning === null ? "" : ` It leans ${leaning === "+" ? "up" : "down"}${shown}.`;
    const instead = source !== question.held || target !== n ? ` This answer is for ${graph.label(source)} → ${
      graph.label(target)}: no chain links what was asked.` : "";
    const begun = answer.replace(/^./, (first) => first.toUpperCase());
    return `${begun}. Why: ${graph.words(reason)}.${lean}${instead}`;
  }

  /** @param {Page.Held} question @param {Page.Chain} chain */
  function told(question, chain) {
    let way = question.sign;
    const names = chain.steps.map((step) => {
      way = KG.times(way, step.influence.sign);
      return ` → ${graph.label(step.influence.t)} ${KG.ARROW[way]}`;
    });
    return `${graph.label(chain.steps[0].influence.s)} ${KG.ARROW[question.sign]}${names.join("")}`;
  }

  /**
   * @param {Page.Held} question @param {number} target @param {Page.Move | undefined} move
   * @param {Page.Chain[]} found
   */
  function detail(question, target, move, found) {
    const name = graph.label(target);
    /** @param {Page.Link} step @param {number} n */
    const step = ({ influence: { s, t, sign }, claims }, n) => [
      el("h4", {}, `${n + 1}. ${graph.label(s)} ${KG.VERB[sign]} ${graph.label(t)}`), KG.panel.claims(claims)];
    KG.panel.fill([KG.conceptButton(target), move ? ` ${KG.ARROW[move.sign]}` : ""],
      el("p", {}, move ? concluded(question, move)
        : `No known chain leads from ${graph.label(question.held)} to ${name}.`),
      found.map((chain, i) => el("section", {},
        el("h3", {}, i ? "The strongest chain the other way" : "The strongest chain"),
        el("p", {}, told(question, chain)),
        el("p", { class: "source" }, `Confidence ${KG.two(chain)}, ${KG.count(chain.steps.length, "step")}. `,
          "The sign is arithmetic on the chain, not a cited claim."),
        chain.steps.map(step))),
      move?.reason === "opposing-chains" && found.length < 2 ? el("p", { class: "source" },
        "A chain the other way exists too, but it is too long to show here.") : null,
      KG.panel.actions(
        el("a", { class: "button", href: KG.address({
          v: "path", a: data.concepts[question.n].id, b: data.concepts[target].id }) }, "All chains"),
        move && el("a", { class: "button", href: KG.link({ guess: "ask", claim: null }) }, "Let a class guess"),
        KG.button("Back to all changes", () => KG.go({ b: null, guess: null }))));
  }

  KG.moves = { sorts, strip, list, words, concluded, overview, detail };
})();

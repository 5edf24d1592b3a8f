// Debates: what sources disagree about, both sides next to each other, the best supported question first.
(() => {
  "use strict";
  const { KG } = window;
  const { el, svg, data, graph } = KG;
  // How much a kind of study can show, from a page to a meta-analysis.
  /** @type {[RegExp, number][]} */
  const RUNGS = [[/meta-analysis|systematic/i, 5], [/trial|randomi[sz]ed|mendelian/i, 4], [/cohort|cross-sectional|case-control|observational/i, 3],
    [/review|guideline/i, 3], [/case|laborator|animal|mechan/i, 2]];
  const BARS = [4, 6, 8, 10, 13];
  const HATCH = 4;
  /** @type {Page.Debate[] | null} */
  let known = null;

  // One debate for each claim with evidence on both sides, and for each arrow that is disputed by several claims together.
  KG.debates = () => {
    if (known) return known;
    const claims = [...data.claims.keys()].filter((n) => data.claims[n].contested);
    const joint = graph.influences.filter((one) => one.contested && !one.claims.some((n) => data.claims[n].contested)).map((one) => one.claims);
    known = [...claims.map((n) => [n]), ...joint].map((some) => {
      const e = [...new Set(some.flatMap((n) => data.claims[n].e))];
      const [pro, contra] = /** @type {Page.Stance[]} */ ([1, -1]).map((stance) => graph.side(some.flatMap((n) => data.claims[n].sum), stance));
      return { claims: some, e, pro, contra };
    }).sort((a, b) => b.pro + b.contra - a.pro - a.contra || a.claims[0] - b.claims[0]);
    return known;
  };

  // The debate of an arrow: the best supported that any of its claims is part of.
  KG.debateOf = (claims) => {
    const found = KG.debates().find((one) => one.claims.some((n) => claims.includes(n)));
    return graph.claimId(found ? found.claims[0] : claims[0]);
  };

  /** @param {number} n */
  const rung = (n) => {
    const { kind, doc } = KG.sourceOf(n);
    return doc ? 1 : RUNGS.find(([form]) => form.test(kind))?.[1] ?? 2;
  };
  /** @param {number} level */
  const ladder = (level) => svg("svg", { class: "rung", viewBox: "0 0 28 13", "aria-hidden": "true", focusable: "false" },
    ...BARS.map((height, i) => svg("rect", { x: i * 6, y: 13 - height, width: 4, height, rx: 1, class: i < level ? "on" : "" })));

  /** @param {Page.Debate} debate @param {Page.Stance} stance */
  const side = ({ e }, stance) => {
    /** @param {number} n */
    const weight = (n) => rung(n) * 10 + Number(data.evidence[n].mod === "Asserted");
    return e.filter((n) => data.evidence[n].st === stance).sort((a, b) => weight(b) - weight(a) || a - b);
  };

  // How many of each kind of source: “1 meta-analysis, 2 web pages”.
  /** @param {number[]} items */
  function kinds(items) {
    /** @type {Map<string, Set<string>>} */
    const by = new Map();
    for (const n of items) {
      const { kind, doc, id } = KG.sourceOf(n);
      const name = doc ? "web page" : kind;
      by.set(name, (by.get(name) ?? new Set()).add(id));
    }
    return [...by].map(([name, ids]) => KG.count(ids.size, name, plural(name))).join(", ");
  }
  /** @param {string} name */
  const plural = (name) => name.replace(/meta-analysis$/, "meta-analyses").replace(/study$/, "studies").replace(/series$/, "series").replace(/([^s])$/, "$1s").replace(/studiess|analysess/, (word) => word.slice(0, -1));

  /** @param {number} number */
  const two = (number) => (Math.round(number * 100) / 100).toFixed(2);

  // Two bars from the middle: what speaks for it, solid; what speaks against it, hatched.
  /** @param {Page.Debate} debate */
  function scale({ pro, contra }) {
    const [yes, no] = [pro * 98, contra * 98];
    const lines = [...Array(Math.ceil((no + 8) / HATCH)).keys()].map((i) => svg("path", { d: `M${102 + i * HATCH} 0l-6 8`, stroke: "currentColor", "stroke-width": 1.4 }));
    const id = KG.slug(`cut ${pro} ${contra} ${Math.random()}`);
    return svg("svg", { class: "scale", viewBox: "0 0 200 8", preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
      svg("rect", { width: 99, height: 8 }), svg("rect", { x: 101, width: 99, height: 8 }),
      svg("rect", { x: 99 - yes, width: yes, height: 8, class: "yes" }),
      svg("clipPath", { id }, svg("rect", { x: 101, width: no, height: 8 })), svg("g", { "clip-path": `url(#${id})` }, ...lines));
  }

  // What a claim says, as a question: “vitamin D prevents falls” asks “Does vitamin D prevent falls?”.
  /** @param {Page.Debate} debate */
  function question({ claims: [n] }) {
    const { s, r, o, value } = data.claims[n];
    const [verb, ...rest] = data.relations[r].label.split(" ");
    const after = [...rest, value ?? graph.label(o)].join(" ");
    if (verb === "is" || verb === "are") return `${verb === "is" ? "Is" : "Are"} ${graph.label(s)} ${after}?`;
    const plain = verb === "has" ? "have" : verb.replace(/(?<=ch|sh|ss|x)es$|(?<=[^s])s$/, "");
    return `${plain === verb ? "Do" : "Does"} ${graph.label(s)} ${plain} ${after}?`;
  }

  /** @param {Page.Debate[]} all @param {Page.Debate} chosen */
  function list(all, chosen) {
    return el("ul", { class: "list", id: "debate-list" }, all.map((debate) => el("li", {}, el("a", {
      class: "row", href: KG.address({ v: "debates", debate: graph.claimId(debate.claims[0]) }), "aria-current": debate === chosen && "true",
    }, el("b", {}, question(debate)), scale(debate),
    el("span", { class: "kinds" }, el("span", {}, el("span", { class: "hidden" }, `For, ${two(debate.pro)}: `), kinds(side(debate, 1))),
      el("span", {}, el("span", { class: "hidden" }, ` Against, ${two(debate.contra)}: `), kinds(side(debate, -1))))))));
  }

  // One source on one side: its kind, author and year; what it says; whom it studied, and how large the effect was.
  /** @param {number} n */
  function study(n) {
    const item = data.evidence[n];
    const source = KG.sourceOf(n);
    const href = graph.link(n);
    const facts = [...(item.ctx ?? []).map((text) => graph.words(text.split(": ").slice(1).join(": "))), ...(source.people ?? []), ...(item.fig ?? []),
      item.mod === "Asserted" ? null : item.mod.toLowerCase(), item.unsound ? "the study it rests on cannot be traced" : null].filter(Boolean);
    return el("li", { class: "study" },
      el("p", { class: "top-line" }, ladder(rung(n)), el("b", {}, source.doc ? "web page" : source.kind), " · ", source.name),
      el("p", { class: "say" }, item.says),
      el("p", { class: "facts" }, facts.map((fact) => el("span", {}, fact)),
        href ? KG.out(href, "Open", el("span", { class: "hidden" }, `: ${source.name}`), " ↗") : null));
  }

  /** @param {Page.Debate} debate @param {Page.Stance} stance @param {string} title @param {number} weight */
  function column(debate, stance, title, weight) {
    const items = side(debate, stance);
    const [studies, pages] = [0, 1].map((doc) => items.filter((n) => KG.sourceOf(n).doc === doc));
    /** @type {[string, number[]][]} */
    const parts = [["What studies found", studies], ["What web pages say", pages]];
    return el("section", { class: stance < 0 ? "no" : "yes" },
      el("h3", {}, title, el("span", {}, el("b", {}, two(weight)), ` ${KG.band(weight)}`)),
      parts.filter(([, some]) => some.length).map(([name, some]) => [el("h4", {}, name), el("ul", {}, some.map(study))]));
  }

  // At most a few words on where the debate stands.
  /** @param {Page.Debate} debate */
  function bottom(debate) {
    const [yes, no] = /** @type {Page.Stance[]} */ ([1, -1]).map((stance) => kinds(side(debate, stance)));
    return `For it: ${yes}. Against it: ${no}.`;
  }

  /** @param {Page.Debate} debate */
  function dispute(debate) {
    const [claim] = debate.claims;
    const open = side(debate, 0);
    return el("section", { class: "dispute", "aria-labelledby": "debate-title" },
      el("p", { class: "back" }, el("a", { href: "#v=debates" }, "← All debates")),
      el("h2", { class: "serif", id: "debate-title", tabindex: -1 }, question(debate)),
      el("p", { class: "bottom" }, bottom(debate)),
      el("div", { class: "two" }, column(debate, 1, "Yes", debate.pro), column(debate, -1, "No", debate.contra)),
      open.length ? [el("h3", {}, "Undecided"), el("ul", { class: "said" }, open.map(study))] : null,
      el("p", { class: "source" }, "How to read this: ", ladder(5), "trials with a control group weigh more than ", ladder(1), "pages. A low number means little support, not that a thing is false."),
      el("div", { class: "actions" },
        el("a", { class: "button", href: KG.address({ v: "focus", c: data.concepts[data.claims[claim].s].id, claim: graph.claimId(claim) }) }, "See it in the graph"),
        debate.claims.map((n) => KG.sentenceButton(n, { href: KG.address({ v: "debates", debate: graph.claimId(claim), claim: graph.claimId(n) }) }))));
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    const all = KG.debates();
    if (!all.length) {
      place.replaceChildren(el("h2", { tabindex: -1 }, "Debates"), el("p", {}, "No claim of this graph is disputed."));
      return;
    }
    const asked = graph.claimById(state.debate ?? "");
    const chosen = all.find(({ claims }) => claims[0] === asked) ?? all.find(({ claims }) => claims.includes(asked)) ?? all[0];
    place.replaceChildren(el("div", { class: "debates", "data-open": state.debate ? "one" : "all" },
      el("section", { class: "list-side", "aria-labelledby": "debates-title" },
        el("h2", { class: "serif", id: "debates-title", tabindex: -1 }, "Where studies disagree"),
        el("p", { class: "source" }, `${KG.count(all.length, "question")}, most support first. Left, solid: yes. Right, hatched: no. Longer is better supported.`),
        list(all, chosen)),
      dispute(chosen)));
  }

  KG.views.debates = { label: "Debates", frame: () => "bare", show };
})();

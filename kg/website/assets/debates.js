// Debates: what sources disagree about, both sides next to each other, the best supported question first.
(() => {
  "use strict";
  const { KG } = window;
  const { el, svg, data, graph } = KG;
  // How much a kind of study can show, from a page to a meta-analysis.
  /** @type {[RegExp, number][]} */
  const RUNGS = [[/meta-analysis|systematic/i, 5], [/trial|randomi[sz]ed|mendelian/i, 4],
    [/cohort|cross-sectional|case-control|observational/i, 3],
    [/review|guideline/i, 3], [/case|laborator|animal|mechan/i, 2]];
  const BARS = [4, 6, 8, 10, 13];
  const HATCH = 4;
  /** @type {Page.Debate[] | null} */
  let known = null;
  // What is in view, and how far the list was scrolled: in a column of its own, or with the page where it has none.
  /** @type {string | undefined} */
  let seen;
  const scrolled = { side: 0, page: 0 };

  // The evidence of some claims with one stance, and its strength.
  /** @param {number[]} claims @param {Page.Stance} stance */
  const said = (claims, stance) => [...new Set(claims.flatMap((n) => data.claims[n].e))]
    .filter((n) => data.evidence[n].st === stance && !data.evidence[n].void);
  /** @param {number[]} claims @param {Page.Stance} stance */
  const weight = (claims, stance) => graph.side(claims.flatMap((n) => data.claims[n].sum), stance);

  // Whether something is so: evidence that supports the claims against evidence that disputes them.
  /** @param {number[]} claims @returns {Page.Debate} */
  const whether = (claims) => ({
    claims, yes: said(claims, 1), no: said(claims, -1), open: said(claims, 0),
    pro: weight(claims, 1), contra: weight(claims, -1), titles: ["Yes", "No"],
  });
  // Which way something goes: evidence that it rises against evidence that it falls.
  /** @param {number[]} up @param {number[]} down @returns {Page.Debate} */
  const which = (up, down) => ({
    claims: [...up, ...down], yes: said(up, 1), no: said(down, 1), open: said([...up, ...down], 0),
    pro: weight(up, 1), contra: weight(down, 1),
    titles: ["It raises it", "It lowers it"], way: true,
  });

  // One debate for each claim with evidence on both sides, for each arrow that is disputed by several claims together,
  // and for each pair of arrows where one raises and the other lowers.
  KG.debates = () => {
    if (known) return known;
    const single = [...data.claims.keys()].filter((n) => data.claims[n].contested).map((n) => whether([n]));
    const rest = graph.influences.filter((one) => one.contested && !one.claims.some((n) => data.claims[n].contested));
    const joint = rest.map((one) => whether(one.claims)).filter(({ yes, no }) => yes.length && no.length);
    const opposed = rest.filter(({ sign }) => sign === "+")
      .flatMap((one) => rest.filter(({ s, t, sign }) => s === one.s && t === one.t && sign === "-")
      .map((other) => which(one.claims, other.claims)));
    known = [...single, ...joint, ...opposed]
      .sort((a, b) => b.pro + b.contra - a.pro - a.contra || a.claims[0] - b.claims[0]);
    return known;
  };

  // The debate of an arrow: the best supported that any of its claims is part of.
  KG.debateOf = (claims) => {
    const found = KG.debates().find((one) => one.claims.some((n) => claims.includes(n)));
    return graph.claimId(found ? found.claims[0] : claims[0]);
  };

  /** @param {number} n */
  const rung = (n) => {
    const { kind, doc, bare } = KG.sourceOf(n);
    return doc || bare ? 1 : RUNGS.find(([form]) => form.test(kind))?.[1] ?? 2;
  };
  /** @param {number} level */
  const ladder = (level) => svg("svg",
    { class: "rung", viewBox: "0 0 28 13", "aria-hidden": "true", focusable: "false" },
    ...BARS.map((height, i) => svg("rect",
      { x: i * 6, y: 13 - height, width: 4, height, rx: 1, class: i < level ? "on" : "" })));

  // The strongest kind of source first.
  /** @param {number[]} items */
  function ordered(items) {
    /** @param {number} n */
    const height = (n) => rung(n) * 10 + Number(data.evidence[n].mod === "Asserted");
    return [...items].sort((a, b) => height(b) - height(a) || a - b);
  }

  // How many of each kind of source: “1 meta-analysis, 2 web pages”.
  /** @param {number[]} items */
  function kinds(items) {
    /** @type {Map<string, Set<string>>} */
    const by = new Map();
    for (const n of items) {
      const name = KG.kindOf(KG.sourceOf(n));
      by.set(name, (by.get(name) ?? new Set()).add(KG.sourceOf(n).id));
    }
    return [...by].map(([name, ids]) => KG.count(ids.size, name, plural(name))).join(", ");
  }
  /** @param {string} name */
  const plural = (name) => name.replace(/meta-analysis$/, "meta-analyses").replace(/study$/, "studies")
    .replace(/([^s])$/, "$1s");

  /** @param {number} number */
  const two = (number) => Math.min(0.99, Math.round(number * 100) / 100).toFixed(2);

  // Two bars from the middle: the support for it, solid; the support against it, hatched.
  /** @param {Page.Debate} debate */
  function scale({ pro, contra }) {
    const [yes, no] = [pro * 98, contra * 98];
    const lines = [...Array(Math.ceil((no + 8) / HATCH)).keys()]
      .map((i) => svg("path", { d: `M${102 + i * HATCH} 0l-6 8`, stroke: "currentColor", "stroke-width": 1.4 }));
    const id = KG.slug(`cut ${pro} ${contra} ${Math.random()}`);
    return svg("svg", { class: "scale", viewBox: "0 0 200 8", preserveAspectRatio: "none", "aria-hidden": "true",
      focusable: "false" },
      svg("rect", { width: 99, height: 8 }), svg("rect", { x: 101, width: 99, height: 8 }),
      svg("rect", { x: 99 - yes, width: yes, height: 8, class: "yes" }),
      svg("clipPath", { id }, svg("rect", { x: 101, width: no, height: 8 })),
        svg("g", { "clip-path": `url(#${id})` }, ...lines));
  }

  // What a claim says, as a question: “vitamin D prevents falls” asks “Does vitamin D prevent falls?”.
  /** @param {Page.Debate} debate */
  function question({ claims: [n], way }) {
    const { s, r, o, value } = data.claims[n];
    if (way) return `Does ${graph.label(graph.quantity(s))} raise or lower ${graph.label(graph.quantity(o))}?`;
    if (r === "hasAdverseEffect") return `Does ${graph.label(s)} cause ${graph.label(o)} as a side effect?`;
    const [verb, ...rest] = data.relations[r].label.split(" ");
    const after = [...rest, value ?? graph.label(o)].join(" ");
    if (verb === "is" || verb === "are") return `${verb === "is" ? "Is" : "Are"} ${graph.label(s)} ${after}?`;
    const plain = verb === "has" ? "have" : verb.replace(/(?<=ch|sh|ss|x)es$|(?<=[^s])s$/, "");
    return `${plain === verb ? "Do" : "Does"} ${graph.label(s)} ${plain} ${after}?`;
  }

  /** @param {Page.Debate[]} all @param {Page.Debate} chosen */
  function list(all, chosen) {
    return el("ul", { class: "list", id: "debate-list" }, all.map((debate) => el("li", {}, el("a", {
      class: "row", href: KG.address({ v: "debates", debate: graph.claimId(debate.claims[0]) }),
        "aria-current": debate === chosen && "true",
    }, el("b", {}, question(debate)), scale(debate),
    el("span", { class: "kinds" }, el("span", {}, el("span", { class: "hidden" }, `For, ${two(debate.pro)}: `),
      kinds(ordered(debate.yes))),
      el("span", {}, el("span", { class: "hidden" }, ` Against, ${two(debate.contra)}: `),
        kinds(ordered(debate.no))))))));
  }

  // One source on one side: its kind, author and year; what it says; whom it studied, and how large the effect was.
  /** @param {number} n */
  function study(n) {
    const item = data.evidence[n];
    const source = KG.sourceOf(n);
    const href = graph.link(n);
    const facts = [...(item.ctx ?? []).map((text) => graph.words(text.split(": ").slice(1).join(": "))),
      ...(source.people ?? []), ...(item.fig ?? []),
      KG.firmly(item),
      item.unsound ? "the study it rests on cannot be traced" : null].filter(Boolean);
    return el("li", { class: "study" },
      el("p", { class: "top-line" }, ladder(rung(n)), el("b", { class: "kind" }, KG.kindOf(source)), " · ",
        KG.nameOf(source)),
      el("p", { class: "say" }, item.says),
      el("p", { class: "facts" }, [...new Set(facts)].map((fact) => el("span", {}, fact)),
        href ? KG.out(href, "Open", el("span", { class: "hidden" }, `: ${KG.nameOf(source)}`), " ↗") : null));
  }

  /** @param {number[]} evidence @param {string} name @param {string} title @param {number} weight */
  function column(evidence, name, title, weight) {
    const items = ordered(evidence);
    const [pages, studies, others] = KG.apart(items);
    /** @type {[string, number[]][]} */
    const parts = [["What studies found", studies], ["What web pages say", pages], ["Other sources", others]];
    return el("section", { class: name },
      el("h3", {}, title, el("span", {}, el("b", {}, two(weight)), ` ${KG.band(weight)}`)),
      parts.filter(([, some]) => some.length)
        .map(([words, some]) => [el("h4", {}, words), el("ul", {}, some.map(study))]));
  }

  // At most a few words on where the debate stands: the strongest sources of each side.
  /** @param {Page.Debate} debate */
  function bottom({ yes, no, way }) {
    const [pro, contra] = [yes, no].map((items) => {
      const most = Math.max(...items.map(rung));
      return kinds(items.filter((n) => rung(n) === most));
    });
    const [up, down] = way ? ["That it rises", "that it falls"] : ["Yes", "no"];
    return `${up} rests on ${pro}, ${down} on ${contra}.`;
  }

  /** @param {Page.Debate} debate */
  function dispute(debate) {
    const [claim] = debate.claims;
    const open = ordered(debate.open);
    return el("section", { class: "dispute", "aria-labelledby": "debate-title" },
      el("p", { class: "back" }, el("a", { href: "#v=debates" }, "← All debates")),
      el("h2", { class: "serif", id: "debate-title", tabindex: -1 }, question(debate)),
      el("p", { class: "bottom" }, bottom(debate)),
      el("div", { class: "two" }, column(debate.yes, "yes", debate.titles[0], debate.pro),
        column(debate.no, "no", debate.titles[1], debate.contra)),
      open.length ? [el("h3", {}, "Undecided"), el("ul", { class: "said" }, open.map(study))] : null,
      el("p", { class: "source" }, "How to read this: ", ladder(5), "trials with a control group weigh more than ",
        ladder(1), "pages. A low number means little support, not that a thing is false."),
      el("div", { class: "actions" },
        el("a", { class: "button", href: KG.address({ v: "focus", c: data.concepts[data.claims[claim].s].id,
          claim: graph.claimId(claim) }) }, "See it in the graph"),
        debate.claims.map((n) => KG.sentenceButton(n,
          { href: KG.address({ v: "debates", debate: graph.claimId(claim), claim: graph.claimId(n) }) }))));
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    const all = KG.debates();
    if (!all.length) {
      place.replaceChildren(el("h2", { tabindex: -1 }, "Debates"), el("p", {}, "No claim of this graph is disputed."));
      return;
    }
    const asked = graph.claimById(state.debate ?? "");
    const chosen = all.find(({ claims }) => claims[0] === asked) ?? all.find(({ claims }) => claims.includes(asked))
      ?? all[0];
    scrolled.side = place.querySelector(".list-side")?.scrollTop ?? 0;
    if (!seen) scrolled.page = scrollY;
    place.replaceChildren(el("div", { class: "debates", "data-open": state.debate ? "one" : "all" },
      el("section", { class: "list-side", "aria-labelledby": "debates-title" },
        el("h2", { class: "serif", id: "debates-title", tabindex: -1 }, "Where sources disagree"),
        el("p", { class: "source" }, `${KG.count(all.length, "question")}, most support first. Left, solid: yes. `
          + "Right, hatched: no. Longer is better supported."),
        list(all, chosen)),
      dispute(chosen)));
    const side = /** @type {HTMLElement} */ (place.querySelector(".list-side"));
    side.scrollTop = scrolled.side;
    if (state.debate !== seen) turned(place, state.debate);
    seen = state.debate;
  }

  // Another debate begins at its top; the list stays where it was.
  /** @param {HTMLElement} place @param {string | undefined} debate */
  function turned(place, debate) {
    if (KG.NARROW.matches) scrollTo(0, debate ? 0 : scrolled.page);
    if (!debate || !document.documentElement.dataset.ready) return;
    /** @type {HTMLElement} */ (place.querySelector(".dispute h2")).focus({ preventScroll: true });
  }

  KG.views.debates = { label: "Debates", frame: () => "bare", show };
})();

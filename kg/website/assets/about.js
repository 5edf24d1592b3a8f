// About: how to read the graph, what its words mean, and the glossary.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;

  const POINTS = [
    ["A claim is what a source says.", "Subject, relation, object: “vitamin D increases intestinal calcium "
      + "absorption”. Open it, and you see who says so, where, and how firmly. We put what a passage says in our own "
      + "words; the link leads to the original."],
    ["Arrows have a sign.", "On the map and around one thing, an arrowhead raises: more of one, more of the other. A "
      + "bar lowers: more of one, less of the other. Where boxes have ↑ or ↓, as in chains, stories and What if, the "
      + "end shows what happens: an arrowhead where the thing rises, a bar where it falls. A deficiency is a low level "
      + "of a quantity, so “deficiency lowers absorption” and “vitamin D raises absorption” are one arrow."],
    ["A chain multiplies signs.", "Two lowering steps make a rise. The sign of a chain is arithmetic; it is not a "
      + "claim, and perhaps no source states the whole."],
    ["Mirrored means read backwards.", "A source says what a deficiency does; in the chain the vitamin rises. "
      + "No source states that, so the step is marked."],
    ["A bridge joins two sources.", "No single source supports both steps; the graph itself joins them there. The "
      + "weakest step has the lowest confidence."],
    ["Contested means that sources disagree.",
      "Both sides are shown."],
    ["A verdict is not a net effect.", "Chains are coherent if all those found have one sign, incoherent if not. The "
      + "net effect can differ: what-if says “?” where chains oppose each other, sources disagree, or feedback could "
      + "reverse them."],
    ["You can check a confidence by hand.",
      "It orders claims from 0.01 to 0.99; it is not a probability: high from 0.60, medium above 0.30, else low. Each "
      + "independent witness counts kind of source × how firmly it is said × 0.5 if its own reference does not hold. "
      + "Each side is 1 − the product of what its witnesses leave open, all web pages together counting at most 0.30. "
      + "Confidence = for × (1 − against); along a chain confidences multiply."],
  ];

  // The factors of a confidence as they occur in the data: [words, factor], the highest first.
  /** @param {number} place @param {(evidence: number) => string} words @returns {[string, string][]} */
  function factors(place, words) {
    const found = new Map();
    for (const { sum } of data.claims) for (const part of sum) found.set(words(part[0]), part[place]);
    return [...found].filter(([name]) => name).sort((a, b) => Number(b[1]) - Number(a[1]) || a[0].localeCompare(b[0]));
  }

  // With `wide`, a small screen shows each row as a card, with the headings in it.
  /** @param {string[]} heads @param {string[][]} content */
  const rows = (heads, content, wide = false) => el("table", wide ? { class: "wide" } : {},
    el("thead", {}, el("tr", {}, heads.map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, content.map(([first, ...rest]) => el("tr", {}, el("th", { scope: "row" }, first),
      rest.map((cell, n) => el("td", { "data-head": heads[n + 1] }, cell))))));

  // What studies say about the claims of each page.
  function cards() {
    const pages = data.sources.filter(({ card }) => card);
    const heads = ["Page", "Claims", "Supported", "Disputed", "Both", "Undecided", "No study"];
    return pages.length ? [
      el("h3", {}, "What the literature says about each page"),
      rows(heads, pages.map(({ name, card = [] }) => [name, ...card.map(String)]), true),
    ] : null;
  }

  function glossary() {
    /** @param {string} label */
    const initial = (label) => (/^[a-z]/.test(KG.normal(label)) ? KG.normal(label)[0].toUpperCase() : "#");
    const sorted = [...data.concepts.keys()].sort((a, b) => {
      const [one, other] = [KG.normal(graph.label(a)), KG.normal(graph.label(b))];
      return one < other ? -1 : one > other ? 1 : a - b;
    });
    /** @type {Map<string, number[]>} */
    const groups = new Map();
    for (const n of sorted) groups.set(initial(graph.label(n)), [...groups.get(initial(graph.label(n))) ?? [], n]);
    /** @param {string} letter */
    const name = (letter) => `letter-${letter === "#" ? "other" : letter.toLowerCase()}`;
    return [
      el("nav", { "aria-label": "Letters of the glossary", class: "letters" }, [...groups.keys()]
        .map((letter) => el("a", { href: `#${name(letter)}` }, letter))),
      [...groups].map(([letter, numbers]) => el("section", {}, el("h4", { id: name(letter), tabindex: -1 }, letter),
        el("dl", {}, numbers.map((n) => {
          const { def, syn, kind } = data.concepts[n];
          return [el("dt", {}, KG.conceptButton(n)),
            el("dd", {}, def ?? `A ${kind}.`, syn ? el("span", { class: "source" }, ` Also: ${syn.join(", ")}.`)
            : null)];
        })))),
    ];
  }

  // What a teacher can do with it, here and with the program.
  function teachers() {
    return [el("h3", { id: "teachers", tabindex: -1 }, "For teachers"), el("ul", { class: "points" },
      KG.data.lessons?.length ? el("li", {}, "A lesson in big type: ", KG.data.lessons.map(({ id, title }) => (
        [KG.button(title, () => KG.lesson(id), { class: "concept" }), ". "])),
      "The arrow keys go on and back, and Share copies a link to the step.") : null,
      el("li", {}, "A worksheet with answers: go to a path or a concept, then choose Save. ",
        "The program makes it, too: ", el("code", {}, "kg worksheet"), "."),
      el("li", {}, el("a", { href: "#v=quiz" }, "A quiz"),
        ": choose a topic, then Share; everyone who opens the link gets the same questions. ",
        "It has cards for Anki, too."),
      el("li", {}, "A plan for 30 minutes, and lessons of your own: see ", el("code", {}, "docs/how-to/teach.md"),
        " of the program."))];
  }

  // The licence, with its address as a link.
  /** @param {string} text */
  function licence(text) {
    const [before, href, after] = text.split(/(https:[^\s,]+)/);
    return [` Licence of the data: ${before}`, href ? KG.out(href, href) : "", `${after ?? ""}.`];
  }

  /** @param {Page.State} _state @param {HTMLElement} place */
  function about(_state, place) {
    if (place.firstChild) return;
    const { concepts, claims, sources, version } = KG.setting.built;
    const kinds = factors(1, (n) => KG.sourceOf(n)?.kind);
    const pages = data.sources.filter((source) => source.doc).length;
    const bare = data.sources.filter((source) => source.bare).length;
    const firm = new Map(factors(2, (n) => data.evidence[n].mod));
    place.append(el("div", { class: "text" },
      el("h2", { tabindex: -1 }, "About"),
      el("p", {}, `This graph holds ${claims} claims about ${concepts} concepts. They come from `
        + `${KG.count(pages, "web page")}, read line by line, and from `
        + `${KG.count(sources - pages - bare, "study", "studies")} that those pages cite or that test what they say. `
        + `Data version ${version || "unknown"}.`, data.licence ? licence(data.licence) : null),
      teachers(),
      el("h3", {}, "How to read this graph"),
      el("ol", { class: "points" }, POINTS.map(([title, text]) => el("li", {}, el("strong", {}, title), " ", text))),
      cards(),
      el("h3", {}, "How firmly it is said"),
      rows(["Modality", "Meaning", "Counts"], Object.entries(data.modalities)
        .sort((a, b) => Number(firm.get(b[0]) ?? 0) - Number(firm.get(a[0]) ?? 0))
        .map(([id, text]) => [id.toLowerCase(), text, firm.has(id) ? `× ${firm.get(id)}` : "–"])),
      el("h3", {}, "Kinds of sources"),
      rows(["Kind", "Counts"], kinds),
      el("h3", {}, "Relations"),
      el("details", {}, el("summary", {}, KG.count(Object.keys(data.relations).length, "relation")),
        rows(["Relation", "Sign", "Meaning"], Object.entries(data.relations)
          .map(([id, { label, definition }]) => [label, KG.VERB[KG.sign(id)], definition]))),
      el("h3", {}, "Glossary"), glossary()));
  }

  KG.views.about = { label: "About the data", frame: () => "bare", show: about };
})();

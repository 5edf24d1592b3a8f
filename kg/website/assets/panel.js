// The panel beside the picture: a claim with all its evidence, or a concept.
(() => {
  "use strict";
  const { KG } = window;
  const { el, button, copier, data, graph } = KG;
  const CAUSAL = ["+", "-", "?", "0"];
  const SIDES = ["For", "Against", "Undecided", "Not counted"];
  // A list longer than this is folded.
  const LONG = 8;
  // Number of evidence items shown with a step of a chain.
  const BRIEF = 2;
  const RESOLVER = "https://bioregistry.io/"; // Where an identifier can be looked up, by its prefix.

  const panel = KG.find("panel");
  /** @param {Page.Child} title @param {Page.Child[]} content */
  const fill = (title, ...content) => {
    // The panel scrolls, or on a phone the sheet that holds it.
    for (const part of [panel, KG.find("side")]) part.scrollTop = 0;
    panel.replaceChildren(el("h2", { id: "panel-title", tabindex: -1 }, title),
      ...content.flat(Infinity).filter(Boolean));
  };
  /** @param {string} text @param {string} [kind] */
  const tag = (text, kind) => el("span", { class: `tag ${kind ?? ""}` }, text);

  // Evidence.

  // A population, condition and so on in words.
  /** @param {string} text */
  function context(text) {
    const [axis, ...value] = text.split(": ");
    const of = axis === "population" ? "" : axis === "site" ? "body site " : `${axis} `;
    return `${of}${graph.words(value.join(": "))}`;
  }

  // One evidence item: what it says, who says so and where, how firmly, and about whom.
  /** @param {number} n */
  function evidence(n) {
    const item = data.evidence[n];
    const source = KG.sourceOf(n);
    const passage = item.p === undefined ? null : data.passages[item.p];
    const href = graph.link(n);
    return el("li", { class: `evidence side${item.st}`, id: KG.slug(item.id) },
      el("p", {}, el("span", { class: "hidden" }, `${KG.sideOf(n)}: `), item.says),
      el("p", { class: "source" }, el("b", { class: "kind" }, KG.kindOf(source)), " · ", [KG.nameOf(source),
        passage?.[1] && `section “${passage[1]}”`, KG.firmly(item), ...new Set(item.ctx?.map(context))]
        .filter(Boolean).join(" · ")),
      href ? el("p", { class: "source" }, KG.out(href, passage ? "Read the passage on its page" : "Open the study",
        el("span", { class: "hidden" }, `: ${source.name}`), " ↗")) : null,
      item.note ? el("p", { class: "source" }, item.note) : null,
      item.unsound ? el("p", { class: "source" }, "The study it rests on cannot be traced, or says something else.")
        : null);
  }

  // All evidence of some claims, sides apart where there are several, pages, studies and others apart.
  /** @param {number[]} numbers @param {Page.Part[]} sum */
  function sides(numbers, sum) {
    /** @type {Map<number, Page.Part | undefined>} */
    const parts = new Map(sum.map((part) => [part[0], part]));
    // What counts most comes first.
    /** @param {number} n */
    const points = (n) => Number(parts.get(n)?.[4] ?? 0);
    const ordered = [...numbers].sort((a, b) => points(b) - points(a) || a - b);
    /** @param {string} words @returns {[string, number[]]} */
    const on = (words) => [words, ordered.filter((n) => KG.sideOf(n) === words.toLowerCase())];
    const held = SIDES.map(on).filter(([, found]) => found.length);
    return el("div", { class: held.length > 1 ? "sides" : "" }, held.map(([words, found]) => {
      const [pages, studies, others] = KG.apart(found);
      return el("section", { class: "side" },
        el("h3", {}, `${words} (${found.length})`),
        /** @type {[string, number[]][]} */ ([["Web pages", pages], ["Studies", studies], ["Other sources", others]])
          .filter(([, list]) => list.length).map(([kind, list]) => [
          list.length < found.length ? el("h4", {}, kind) : null,
          el("ul", {}, list.map((n) => evidence(n))),
        ]));
    }));
  }

  // What sources say for some claims and where: each with its best evidence, the rest one click away.
  /** @param {number[]} numbers */
  function said(numbers) {
    return el("ul", { class: "said" }, numbers.map((n) => {
      const { e, sum: parts } = data.claims[n];
      const counted = parts.map(([item]) => item).filter((item) => data.evidence[item].st === 1);
      const shown = (counted.length ? counted : e).slice(0, BRIEF);
      return el("li", {}, KG.sentenceButton(n),
        el("ul", {}, shown.map((item) => el("li", { class: `evidence side${data.evidence[item].st}` },
        el("p", {}, data.evidence[item].says), el("p", { class: "source" }, whence(item))))),
      e.length > shown.length ? el("p", { class: "source" }, `and ${e.length - shown.length} more, with the claim`)
        : null);
    }));
  }

  // Where something is said, with a link to the place.
  /** @param {number} n @returns {Page.Child[]} */
  function whence(n) {
    const source = KG.sourceOf(n);
    const section = data.evidence[n].p === undefined ? "" : data.passages[data.evidence[n].p][1];
    return [KG.out(graph.link(n), KG.nameOf(source)), ` (${KG.kindOf(source)})`,
      section ? `, section “${section}”` : ""];
  }

  // How a confidence is calculated, to check it by hand.
  /** @param {Page.Rated} rated */
  function sum(rated) {
    return el("details", { class: "sum" },
      el("summary", {}, "Confidence ", el("strong", {}, graph.rated(rated)), ": how it is calculated"),
      el("p", {}, "Each independent witness counts once on its side: kind of source × how firmly it is said × whether "
        + "its own reference holds. A side is 1 − the product of what each witness leaves open; all web pages "
        + "together count at most 0.30. Confidence = for × (1 − against). It says how well a claim is supported; it "
        + "is not a probability."),
      el("table", {},
        el("thead", {}, el("tr", {}, ["Source", "Side", "Kind", "Firmness", "Reference", "Counts"]
          .map((name) => el("th", { scope: "col" }, name)))),
        el("tbody", {}, rated.sum.map(([n, ...factors]) => el("tr", {},
          el("th", { scope: "row" }, KG.nameOf(KG.sourceOf(n))),
          el("td", {}, data.evidence[n].st > 0 ? "for" : "against"),
          factors.map((factor) => el("td", {}, factor)))))),
      el("ul", { class: "plain" }, graph.calculation(rated.sum).map((line) => el("li", {}, line))));
  }

  /** @param {number[]} numbers */
  const modalities = (numbers) => {
    const used = [...new Set(numbers.map((n) => data.evidence[n].mod))].filter((name) => data.modalities[name]);
    return el("details", { class: "words" }, el("summary", {}, "What the words mean"),
      el("dl", {}, used.map((name) => [
        el("dt", {}, KG.firmly({ mod: name }) ?? name.toLowerCase()), el("dd", {}, data.modalities[name])]),
        el("dt", {}, "contested"), el("dd", {}, "Sources disagree: there is evidence on both sides.")));
  };

  // The influences that a claim is part of, in the whole graph.
  /** @param {number} n */
  const stepOf = (n) => graph.influences.filter((influence) => influence.claims.includes(n));

  KG.sentence = (n) => {
    const { s, r, o, value } = data.claims[n];
    return [KG.conceptButton(s), ` ${data.relations[r].label} `, o === undefined ? value : KG.conceptButton(o)];
  };

  /** @param {Page.Child[]} buttons */
  const actions = (...buttons) => el("div", { class: "actions" }, buttons);

  // A note that sources disagree about a claim, as a link to their debate if there is one.
  /** @param {number} n */
  function contest(n) {
    if (!data.claims[n].contested) return null;
    if (!KG.views.debates || KG.state.v === "debates") return tag("sources disagree", "warn");
    const href = KG.address({ v: "debates", debate: graph.claimId(n) });
    return el("a", { class: "tag warn", href }, "≠ sources disagree: see both sides");
  }

  /** @param {number} n */
  function claim(n) {
    const body = data.claims[n];
    const id = graph.claimId(n);
    const relation = data.relations[body.r];
    const area = el("textarea", { id: "copied", hidden: true, readonly: true, rows: 6, "aria-label": "Text to copy" });
    fill(KG.sentence(n),
      el("p", {}, tag(`confidence ${graph.rated(body)}`), contest(n),
        relation.sign ? tag(KG.VERB[relation.sign]) : tag("not causal")),
      el("p", { class: "source" }, el("em", {}, relation.label), `: ${relation.definition}`),
      sides(body.e, body.sum),
      sum(body),
      modalities(body.e),
      stepOf(n).filter((influence) => influence.claims.length > 1).map(step),
      el("h3", {}, "Cite"),
      el("p", { class: "source" }, el("a", { href: KG.address({ v: KG.state.v, c: KG.state.c, claim: id }) },
        el("code", {}, id))),
      actions(location.protocol === "about:" ? null : // in a notebook the page has no address of its own
        copier("Copy link", () => location.href.replace(/#.*/,
          KG.address({ v: "focus", c: data.concepts[body.s].id, claim: id })), "Link", area),
        copier("Copy as text", () => KG.cite.plain(n), "Citation", area),
        copier("Copy as BibTeX", () => KG.cite.bibtex(n), "BibTeX", area)),
      area,
      KG.single || !KG.state.claim ? null : actions(button("Close the claim", () => KG.go({ claim: null }))));
  }

  // What the graph joins into one step of a chain.
  /** @param {Page.Influence} influence */
  function step(influence) {
    return el("section", {}, el("h3", {}, "The same step, by other claims"),
      el("p", {}, `${graph.label(influence.s)} ${KG.VERB[influence.sign]} ${graph.label(influence.t)}: in a chain `
        + `these ${influence.claims.length} claims are one step with the confidence ${graph.rated(influence)}.`),
      claims(influence.claims));
  }

  // A list of claims as links, folded where it is long.
  /** @param {number[]} numbers @returns {Page.Child} */
  function claims(numbers) {
    /** @param {number} n */
    const item = (n) => el("li", {}, el("span",
      { class: `mark ${KG.EFFECT[KG.sign(data.claims[n].r)]}`, "aria-hidden": "true" },
      MARK[KG.sign(data.claims[n].r)]),
      KG.sentenceButton(n, n === graph.claimById(KG.state.claim ?? "") ? { "aria-current": "true" } : {}),
      el("span", { class: "number" }, graph.rated(data.claims[n])),
      data.claims[n].contested ? tag("sources disagree", "warn") : null);
    /** @param {number[]} some */
    const list = (some) => el("ul", { class: "claims" }, some.map(item));
    if (numbers.length <= LONG + 2) return list(numbers);
    return [list(numbers.slice(0, LONG)),
      el("details", {}, el("summary", {}, `${numbers.length - LONG} more`), list(numbers.slice(LONG)))];
  }
  const MARK = { "+": "▶", "-": "⊣", "?": "●", "0": "◆", "~": "–", "": "›" };

  /** @param {number[]} numbers */
  const best = (numbers) => [...numbers]
    .sort((a, b) => Number(data.claims[b].conf) - Number(data.claims[a].conf) || a - b);

  // An end of a path that is not the same as the other.
  /** @param {string | undefined} id @param {string} here */
  const other = (id, here) => (id === here ? undefined : id);

  // Links from a concept.
  /** @param {string} id */
  function ways(id) {
    const { v, a, b, c } = KG.state;
    /** @param {string} href @param {string} text */
    const way = (href, text) => el("a", { class: "button", href }, text);
    return [
      v === "focus" && c === id ? null
        : way(KG.link({ v: "focus", c: id, claim: null, page: null }), "Causes and effects"),
      way(KG.address({ v: "path", a: id, b: other(b, id) ?? other(c, id) }), "Path from here"),
      way(KG.address({ v: "path", a: other(a, id) ?? other(c, id), b: id }), "Path to here"),
      KG.views.whatif ? [way(KG.address({ v: "whatif", up: id }), "What if it rises?"),
        way(KG.address({ v: "whatif", down: id }), "What if it falls?")] : null];
  }

  /** @param {number} n */
  function concept(n) {
    const body = data.concepts[n];
    /** @type {[number[], number[], number[]]} */
    const [about, into, out] = [[], [], []];
    data.claims.forEach(({ s, r, o }, claimNumber) => {
      if (s !== n && o !== n) return;
      if (!CAUSAL.includes(KG.sign(r))) about.push(claimNumber);
      else (s === n ? out : into).push(claimNumber);
    });
    const family = data.concepts.flatMap((_, m) => (m !== n && graph.quantity(m) === graph.quantity(n) ? [m] : []));
    const narrower = data.concepts.flatMap((other, m) => (other.broader?.includes(n) ? [m] : []));
    /** @param {string} words @param {number[] | undefined} numbers */
    const links = (words, numbers) => (numbers?.length
      ? el("p", {}, `${words}: `, numbers.map((m, i) => [i ? ", " : "", KG.conceptButton(m)])) : null);
    /** @type {[string, number[]][]} */
    const lists = [["What changes it", into], ["What it changes", out], ["Other claims about it", about]];
    fill(body.label || "(no name)",
      el("p", {}, tag(body.kind), body.of === undefined ? null : tag(body.low ? "a low level" : "a high level")),
      body.def ? el("p", {}, body.def) : null,
      body.syn ? el("p", { class: "source" }, "Also called ", body.syn.join(", "), ".") : null,
      body.of === undefined ? links("Its levels", family)
        : [links(body.low ? "A low level of" : "A high level of", [body.of]),
        links("Its other levels", family.filter((m) => m !== body.of))],
      links("A kind of", body.broader), links("Its kinds", narrower),
      KG.single ? null : actions(
        ways(body.id)),
      lists.filter(([, found]) => found.length)
        .map(([words, found]) => [el("h3", {}, `${words} (${found.length})`), claims(best(found))]),
      lists.some(([, found]) => found.length) ? null : el("p", {}, "No claims are about it."),
      KG.single ? el("p", { class: "source" }, "These are the claims in this picture.") : null,
      body.same ? el("p", { class: "source" }, "The same in other vocabularies: ", body.same
        .map((name, i) => [i ? ", " : "", KG.out(RESOLVER + name, name)]), ".") : null,
      el("p", { class: "source" }, el("code", {}, body.id)));
  }

  // What a picture does when something in it is chosen: a box has its own action (`box`), an arrow shows its best
  // claim. A single picture has one view: there the panel shows a box.
  KG.pick = (arrows, box) => (kind, id) => {
    if (kind === "arrow") {
      const { claims: told } = /** @type {Page.Arrow} */ (arrows.find((arrow) => arrow.id === id));
      KG.go({ claim: graph.claimId(best(told)[0]) });
    } else if (KG.single) concept(id);
    else box(id);
  };

  KG.panel = { fill, claim, concept, claims, said, sides, sum, modalities, best, tag, actions };
})();

// The legend: one entry for each style that is drawn, and no more; where a view can be filtered, each entry is a
// switch.
(() => {
  "use strict";
  const { KG } = window;
  const { el, svg, data } = KG;
  const place = KG.find("legend");
  // Drawn only on request: what is not causal.
  const AT_FIRST = ["effect.association", "effect.other"];

  // Samples as they are drawn.

  /** @param {Page.Props} [attributes] */
  const line = (attributes) => svg("path", { d: "M2 7H40", ...attributes });
  const DASH = { high: ["2.5"], medium: ["1.5"], low: ["1.5", "5 4"] };
  /** @type {Record<string, () => SVGElement[]>} */
  const SAMPLES = {
    raises: () => [line(), svg("path", { class: "head", d: "M34 1L46 7L34 13Z" })],
    lowers: () => [line(), svg("path", { class: "bar", d: "M42 0V14" })],
    changes: () => [line(), svg("circle", { class: "head", cx: 42, cy: 7, r: 4 })],
    none: () => [line(), svg("path", { class: "head", d: "M42 2L47 7L42 12L37 7Z" })],
    association: () => [svg("path", { d: "M2 7H46" })],
    other: () => [line(), svg("path", { class: "bar", d: "M34 2L42 7L34 12" })],
  };
  /** @param {string} style @param {Page.Child[]} inside */
  const sample = (style, ...inside) => svg("svg", {
    class: `sample ${style}`, viewBox: "0 0 48 14", width: 48, height: 14, "aria-hidden": "true", focusable: "false",
  }, ...inside);
  /** @param {Page.Band} band */
  const band = ({ id }) => sample("width",
    svg("path", { d: "M2 7H46", "stroke-width": DASH[id][0], "stroke-dasharray": DASH[id][1] }));
  /** @param {string} style */
  const box = (style) => sample(style, svg("rect", { x: 12, y: 1, width: 24, height: 12, rx: 3 }));

  /** @type {Record<string, string>} */
  const WORDS = {
    raises: "raises", lowers: "lowers", changes: "changes, unknown sign", none: "does not change",
    association: "associated, not causal", other: "other link",
  };
  // Where boxes say which way they move, an arrow shows what happens at its end.
  /** @type {Record<string, string>} */
  const MOVES = { raises: "rises", lowers: "falls", changes: "may move either way", none: "does not move" };
  const MOVED = "What happens to the thing at its end.";
  /** @param {Page.Picture} picture */
  const moving = ({ boxes }) => boxes.some((one) => one.arrow);

  // The groups: what an entry is, which arrows, boxes or evidence have it.
  /** @param {number} e */
  const typeOf = (e) => `type.${KG.slug(KG.sourceOf(e)?.kind ?? "unknown")}`;
  /** @param {number} e */
  const own = (e) => KG.sourceOf(e)?.doc || KG.sourceOf(e)?.bare;
  /** @param {number} e */
  const sourceOf = (e) => (own(e) ? `src.${KG.slug(KG.sourceOf(e).id)}` : "src.literature");
  /** @type {Page.Group[]} */
  const GROUPS = [
    {
      prefix: "effect.", title: "Effect", of: (arrow) => `effect.${KG.EFFECT[arrow.look ?? arrow.sign]}`,
      about: "What a rise of one does to the other.",
    },
    {
      prefix: "conf.", title: "Confidence", of: (arrow) => `conf.${KG.band(Number(arrow.conf))}`,
      about: "How well it is supported, not how likely it is. Web pages alone never exceed low.",
    },
    { prefix: "kind.", title: "Kind of concept" },
    { prefix: "mod.", title: "How firmly it is said", evidence: (e) => `mod.${data.evidence[e].mod.toLowerCase()}` },
    { prefix: "type.", title: "Kind of source", evidence: typeOf },
    { prefix: "src.", title: "Source", evidence: sourceOf },
  ];
  const BY_ARROW = /** @type {Page.OfArrows[]} */ (GROUPS.filter((group) => group.of));
  const BY_EVIDENCE = /** @type {Page.OfEvidence[]} */ (GROUPS.filter((group) => group.evidence));
  /** @param {number} n */
  const kindOf = (n) => `kind.${data.concepts[n].kind}`;
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const e of data.evidence.keys()) {
    words.set(typeOf(e), KG.sourceOf(e)?.kind ?? "unknown");
    words.set(sourceOf(e), own(e) ? KG.sourceOf(e).name : "the literature");
  }

  /** @param {string} name @param {boolean} moves @returns {[picture: Page.Child, words: string]} */
  function look(name, moves) {
    const [group, key] = [name.slice(0, name.indexOf(".")), name.slice(name.indexOf(".") + 1)];
    if (group === "effect") return [sample(key, ...SAMPLES[key]()), (moves && MOVES[key]) || WORDS[key]];
    if (group === "conf") {
      const found = /** @type {Page.Band} */ (KG.BANDS.find(({ id }) => id === key));
      return [band(found), found.words];
    }
    if (group === "kind") return [null, key];
    return [null, words.get(name) ?? key];
  }

  // Filters.

  const off = () => new Set(KG.state.off ?? AT_FIRST);

  // What the filters leave of some arrows: whole arrows, with the claims that are left. `anchor` is always drawn.
  /** @template {Page.Arrow} A @param {A[]} arrows @param {number} anchor @returns {A[]} */
  function filter(arrows, anchor) {
    const out = off();
    /** @param {number} e */
    const spoken = (e) => BY_EVIDENCE.every((group) => !out.has(group.evidence(e)));
    return arrows.flatMap((arrow) => {
      const ends = [arrow.from, arrow.to].every((n) => n === anchor || !out.has(kindOf(n)));
      if (!ends || out.has(`effect.${KG.EFFECT[arrow.sign]}`)) return [];
      const claims = arrow.claims.filter((n) => data.claims[n].e.some(spoken));
      const left = claims.length === arrow.claims.length ? arrow : { ...arrow, claims, ...KG.joined(claims) };
      return claims.length && !out.has(`conf.${KG.band(Number(left.conf))}`) ? [left] : [];
    });
  }

  // Several claims as one arrow: the confidence of the best, their number, whether one is contested.
  KG.joined = (claims) => ({
    conf: claims.reduce((most, n) => Math.max(most, Number(data.claims[n].conf)), 0).toFixed(2),
    count: claims.length,
    contested: claims.some((n) => data.claims[n].contested),
  });

  /** @param {Page.Arrow[]} arrows @param {number[]} boxes */
  function count(arrows, boxes) {
    /** @type {Map<string, number>} */
    const found = new Map();
    /** @param {string} name */
    const add = (name) => found.set(name, (found.get(name) ?? 0) + 1);
    for (const arrow of arrows) {
      for (const group of BY_ARROW) add(group.of(arrow));
      for (const n of arrow.claims ?? []) {
        for (const group of BY_EVIDENCE) new Set(data.claims[n].e.map(group.evidence)).forEach(add);
      }
    }
    for (const n of boxes) add(kindOf(n));
    return found;
  }
  /** @param {Page.Arrow[]} arrows */
  const ends = (arrows) => [...new Set(arrows.flatMap((arrow) => [arrow.from, arrow.to]))];

  // Building.

  const RANK = [...Object.keys(WORDS).map((name) => `effect.${name}`), ...KG.BANDS.map(({ id }) => `conf.${id}`),
    ...KG.KINDS.map((kind) => `kind.${kind}`)];
  /** @param {string} a @param {string} b */
  const inOrder = (a, b) => RANK.indexOf(a) - RANK.indexOf(b)
    || (words.get(a) ?? a).localeCompare(words.get(b) ?? b);

  /**
   * @param {string} head @param {Map<string, number>} counts @param {Map<string, number>} shown
   * @param {boolean} switches @param {Page.Picture} picture
   */
  function build(head, counts, shown, switches, picture) {
    const [moves, notes] = [moving(picture), marks(picture)];
    const open = new Map([...place.querySelectorAll("details")].map((details) => [details.id, details.open]));
    const focus = document.activeElement?.id;
    const out = off();
    const groups = GROUPS.filter((group) => switches || !group.evidence).map((group) => {
      const { prefix, title, about, evidence } = group;
      const names = [...counts.keys()].filter((name) => name.startsWith(prefix)).sort(inOrder);
      if (!names.length) return null;
      const list = el("ul", {}, names.map((name) => (
        entry(name, counts.get(name), shown.get(name) ?? 0, { switches, out, moves }))));
      const id = `legend-${KG.slug(title)}`;
      if (evidence) return el("details", { id, open: open.get(id) ?? false }, el("summary", {}, title), list);
      return el("section", {}, el("h3", {}, title), about
        ? el("p", { class: "source" }, moves && prefix === "effect." ? MOVED : about) : null, list);
    });
    const drawn = Object.keys(WORDS).filter((style) => shown.get(`effect.${style}`));
    place.replaceChildren(el("details", { id: "legend-all", open: open.get("legend-all") ?? false },
      el("summary", {}, el("h2", {}, switches ? "Legend and filters" : "Legend")),
      el("div", { class: "inside", tabindex: 0, role: "group", "aria-label": "Legend" },
        el("p", { class: "source", id: "legend-count" }, head),
        switches && KG.state.off ? KG.button("Reset filters", () => KG.go({ off: null, page: null })) : null,
        groups, notes.length ? el("section", {}, el("h3", {}, "Marks"),
          el("ul", {}, notes.map((mark) => el("li", {}, mark)))) : null)),
    el("ul", { class: "key" }, drawn.map((style) => el("li", {}, ...look(`effect.${style}`, moves))),
      KG.BANDS.filter(({ id }) => shown.get(`conf.${id}`))
        .map((one) => el("li", { class: "conf" }, band(one), one.id)),
      picture.boxes.some((one) => one.maybe) ? el("li", {}, "△ ▽ probably") : null));
    if (focus?.startsWith("filter-")) KG.find(focus)?.focus({ preventScroll: true });
  }

  /**
   * @param {string} name @param {number} all @param {number} now
   * @param {{ switches: boolean, out: Set<string>, moves: boolean }} how
   */
  function entry(name, all, now, { switches, out, moves }) {
    const [picture, text] = look(name, moves);
    const number = el("span", { class: "number" },
      now === all ? `${all}` : [`${now}/${all}`, el("span", { class: "hidden" }, " drawn")]);
    const label = [picture, el("span", {}, text), number];
    if (!switches) return el("li", { data: { style: name } }, label);
    const id = `filter-${KG.slug(name)}`;
    const change = () => toggle(name, input.checked);
    const input = el("input", { id, type: "checkbox", checked: !out.has(name), on: { change } });
    return el("li", { data: { style: name } }, el("label", {}, input, label));
  }

  /** @param {string} name @param {boolean} on */
  function toggle(name, on) {
    const out = off();
    if (on) out.delete(name);
    else out.add(name);
    const same = out.size === AT_FIRST.length && AT_FIRST.every((each) => out.has(each));
    KG.go({ off: same ? null : [...out].sort(), page: null });
    KG.say(KG.find("legend-count").textContent);
  }

  /** @param {Page.Picture} picture @returns {Page.Child[]} */
  function marks({ boxes, arrows }) {
    /** @param {string} role */
    const has = (role) => boxes.some((one) => one.role === role);
    return [
      arrows.some((arrow) => arrow.contested) ? ["≠", " sources disagree"] : null,
      arrows.some((arrow) => (arrow.count ?? 0) > 1) ? ["×2", " that many claims in one arrow"] : null,
      arrows.some((arrow) => arrow.best || arrow.chosen) ? [
        sample("best", svg("path", { class: "halo", d: "M2 7H46" }), svg("path", { d: "M2 7H46" })), " chosen"] : null,
      has("focus") ? [box("marked"), " the concept in focus"] : null,
      has("end") ? [box("marked"), " where the chains begin and end"] : null,
      has("held") ? [box("marked"), " what is fixed"] : null,
      has("fog") ? [box("fog"), " the graph cannot say which way"] : null,
      boxes.some((one) => one.arrow) ? ["↑ ↓", " which way it moves"] : null,
    ].filter(Boolean);
  }

  // The legend of a picture that is shown as it is.
  /** @param {Page.Picture} picture */
  function key(picture) {
    const counts = count(picture.arrows, picture.boxes.map((one) => one.n));
    const head = `${KG.count(picture.boxes.length, "concept")}, ${KG.count(picture.arrows.length, "arrow")}.`;
    build(head, counts, counts, false, picture);
  }

  // The legend of a picture that is filtered: `all` are the arrows that could be drawn.
  /** @param {Page.Picture} picture @param {Page.Arrow[]} all */
  function filters(picture, all) {
    const boxes = picture.boxes.map((one) => one.n);
    const claims = new Set(picture.arrows.flatMap((arrow) => arrow.claims));
    const { built } = KG.setting;
    build(`${boxes.length} of ${built.concepts} concepts, ${claims.size} of ${built.claims} claims.`,
      count(all, ends(all)), count(picture.arrows, boxes), true, picture);
  }

  KG.legend = { key, filters, filter, off };
})();

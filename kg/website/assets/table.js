// The table of all claims, made on first use, sorted and filtered. Readers without scripts have one in
// the page itself, from the same data.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  /** @type {ReturnType<typeof build> | null} */
  let parts = null;
  /** @param {string} text */
  const plain = (text) => KG.normal(text);
  const HEADS = ["Claim", "Effect", "Confidence", "For", "Against", "Undecided", "Sources"];
  const NUMBERS = [2, 3, 4, 5]; // The columns of figures.
  /** @type {Record<string, string>} */
  const EFFECT = { "+": "raises", "-": "lowers", "?": "changes", 0: "does not change" };
  /** @template {number | string} T @param {T} a @param {T} b */
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  /** @param {string} text */
  const number = (text) => Number.parseFloat(text || "0");

  // A short name of a source: the publisher of a page, or the first author and year of a study.
  /** @param {Page.Source} source */
  const short = (source) => (source.doc ? KG.nameOf(source) : source.name.split(",")[0]);

  // The texts of the row of a claim, as kg/website/build.py writes them for readers without scripts.
  /** @param {number} n */
  function texts(n) {
    const { e, r } = data.claims[n];
    /** @param {Page.Stance} stance */
    const count = (stance) => e.filter((item) => data.evidence[item].st === stance).length;
    const sources = [...new Set(e.map((item) => short(KG.sourceOf(item))))].sort();
    return [graph.sentence(n), EFFECT[data.relations[r].sign] ?? "is not causal", graph.rated(data.claims[n]),
      String(count(1)), String(count(-1) || ""), String(count(0) || ""), sources.join(", ")];
  }

  /** @param {HTMLElement} place */
  function build(place) {
    const rows = data.claims.map((_, n) => {
      const cells = texts(n);
      const id = graph.claimId(n);
      const href = KG.address({ v: "table", claim: id });
      /** @param {Event} event */
      const open = (event) => {
        event.preventDefault();
        KG.go({ claim: id });
      };
      const row = el("tr", { data: { claim: id } }, el("td", {}, KG.sentenceButton(n, { href, on: { click: open } })),
        cells.slice(1).map((text) => el("td", {}, text)));
      return { row, cells, id, text: plain(cells.join(" ")), effect: cells[1] };
    }).sort((a, b) => compare(a.cells[0].toLowerCase(), b.cells[0].toLowerCase()) || compare(a.id, b.id))
      .map((row, at) => ({ ...row, place: at }));
    const heads = HEADS.map((name, column) => {
      const key = KG.slug(name);
      const act = () => KG.go({ sort: KG.state.sort === `${key}+` ? `${key}-` : `${key}+` }, { replace: true });
      const cell = el("th", { scope: "col" }, KG.button(name, act, { class: "sort" }));
      const read = NUMBERS.includes(column) ? number : plain;
      return { cell, key, values: new Map(rows.map((row) => [row, read(row.cells[column])])) };
    });
    const body = el("tbody", {}, rows.map(({ row }) => row));
    const find = el("input", { id: "table-find", type: "search", autocomplete: "off", spellcheck: "false" });
    const effect = el("select", { id: "table-effect" }, el("option", { value: "" }, "every effect"),
      [...new Set(rows.map((row) => row.effect))].sort().map((name) => el("option", { value: KG.slug(name) }, name)));
    const count = el("p", { id: "table-count" });
    find.addEventListener("input", () => KG.go({ find: find.value || null }, { replace: true }));
    effect.addEventListener("change", () => KG.go({ effect: effect.value || null }, { replace: true }));
    place.replaceChildren(el("h2", { id: "table-title", class: "serif", tabindex: -1 }, "All claims"),
      el("div", { class: "tools" },
        el("div", { class: "pick" }, el("label", { for: find.id }, "Find in the table"), find),
        el("div", { class: "pick" }, el("label", { for: effect.id }, "Effect"), effect), count),
      el("table", { id: "claims", "aria-labelledby": "table-title" },
        el("thead", {}, el("tr", {}, heads.map(({ cell }) => cell))), body));
    return { body, rows, heads, find, effect, count, order: "" };
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    if (!data.claims.length) {
      place.replaceChildren(el("h2", { tabindex: -1 }, "All claims"),
        el("p", {}, "There is nothing to show: the graph has no claims."));
      return;
    }
    parts ??= build(place);
    const { rows, find, effect, count } = parts;
    if (find.value !== (state.find ?? "")) find.value = state.find ?? "";
    effect.value = state.effect ?? "";
    const words = plain(state.find ?? "").split(" ").filter(Boolean);
    let left = 0;
    for (const { row, text, effect: name } of rows) {
      const fits = words.every((word) => text.includes(word)) && (!state.effect || KG.slug(name) === state.effect);
      row.hidden = !fits;
      left += Number(fits);
    }
    const told = `${left} of ${rows.length} claims`;
    if (count.textContent && count.textContent !== told) KG.say(told);
    count.textContent = told;
    sort(parts, state.sort ?? "");
  }

  /** @param {ReturnType<typeof build>} parts @param {string} wanted */
  function sort(parts, wanted) {
    const { heads, rows, body } = parts;
    if (parts.order === wanted) return;
    const [key, way] = [wanted.slice(0, -1), wanted.endsWith("-") ? -1 : 1];
    const head = heads.find((one) => one.key === key);
    for (const one of heads) {
      if (one === head) one.cell.setAttribute("aria-sort", way < 0 ? "descending" : "ascending");
      else one.cell.removeAttribute("aria-sort");
    }
    /** @type {(a: typeof rows[number], b: typeof rows[number]) => number} */
    const first = (a, b) => (head ? way * compare(head.values.get(a), head.values.get(b)) : 0);
    const sorted = [...rows].sort((a, b) => first(a, b) || a.place - b.place);
    body.append(...sorted.map((one) => one.row));
    parts.order = wanted;
  }

  KG.views.table = { label: "All claims", frame: () => "bare", show };
})();

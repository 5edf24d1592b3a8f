// The table of all claims, sorted and filtered. Its rows stand in the page, for readers without scripts too; here they
// are ordered and hidden, not made.
(() => {
  "use strict";
  const { KG } = window;
  const { el, graph } = KG;
  /** @type {ReturnType<typeof build> | null} */
  let parts = null;
  /** @param {string} text */
  const plain = (text) => KG.normal(text);
  const NUMBER = /^(\d+(\.\d+)?)?( \(.*\))?$/; // An empty cell is 0; what is added in brackets does not count.
  /** @param {string} text */
  const number = (text) => Number.parseFloat(text || "0");
  /** @template {number | string} T @param {T} a @param {T} b */
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  function build() {
    const table = /** @type {HTMLTableElement} */ (KG.find("claims"));
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row, place) => {
      const [first] = row.cells;
      const id = String(row.dataset.claim);
      const n = graph.claimById(id);
      /** @param {Event} event */
      const open = (event) => {
        event.preventDefault();
        KG.go({ claim: id });
      };
      const href = KG.address({ v: "table", claim: id });
      if (n >= 0) first.replaceChildren(KG.sentenceButton(n, { href, on: { click: open } }));
      return { row, place, text: plain(row.textContent), effect: row.cells[1].textContent.trim() };
    });
    const heads = [.../** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells].map((cell, column) => {
      const name = cell.textContent.trim();
      const key = KG.slug(name);
      const act = () => KG.go({ sort: KG.state.sort === `${key}+` ? `${key}-` : `${key}+` }, { replace: true });
      cell.replaceChildren(KG.button(name, act, { class: "sort" }));
      const cells = rows.map(({ row }) => row.cells[column].textContent.trim());
      const read = cells.every((text) => NUMBER.test(text)) ? number : plain;
      return { cell, key, values: new Map(rows.map((row, i) => [row, read(cells[i])])) };
    });
    const find = el("input", { id: "table-find", type: "search", autocomplete: "off", spellcheck: "false" });
    const effect = el("select", { id: "table-effect" }, el("option", { value: "" }, "every effect"),
      [...new Set(rows.map((row) => row.effect))].sort().map((name) => el("option", { value: KG.slug(name) }, name)));
    const count = el("p", { id: "table-count" });
    find.addEventListener("input", () => KG.go({ find: find.value || null }, { replace: true }));
    effect.addEventListener("change", () => KG.go({ effect: effect.value || null }, { replace: true }));
    KG.find("table-tools").replaceChildren(el("div", { class: "tools" },
      el("div", { class: "pick" }, el("label", { for: find.id }, "Find in the table"), find), el("div", { class: "pick" }, el("label", { for: effect.id }, "Effect"), effect), count));
    return { body, rows, heads, find, effect, count, order: "" };
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    if (!place.querySelector("#claims")) {
      place.replaceChildren(el("h2", { tabindex: -1 }, "All claims"), el("p", {}, "There is nothing to show: the graph has no claims."));
      return;
    }
    parts ??= build();
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
    const sorted = [...rows].sort((a, b) => (head ? way * compare(head.values.get(a), head.values.get(b)) : 0) || a.place - b.place);
    body.append(...sorted.map((one) => one.row));
    parts.order = wanted;
  }

  KG.views.table = { label: "Table", show };
})();

// A search box for concepts with suggestions: a combobox as the ARIA practices describe it.
(() => {
  "use strict";
  const { KG } = window;
  const { el } = KG;
  const MOST = 12;

  // Puts a labelled box into `place`; `choose(n)` is told of the concept that was taken. With `clear` the box is empty
  // afterwards. Gives {input, set(n)}.
  KG.picker = (place, { label, key, clear = false, hint = false }, choose) => {
    const id = `pick-${KG.slug(label)}`;
    const list = el("ul", { id: `${id}-list`, class: "options", role: "listbox", "aria-label": `${label}: suggestions`, hidden: true });
    const guess = el("p", { class: "guess hidden", hidden: true }, "No concept of that name. Did you mean one of these?");
    const input = el("input", {
      id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": list.id, "aria-keyshortcuts": key, placeholder: hint && label,
    });
    place.append(el("label", { for: id }, label), el("div", { class: "combo" }, input, list, guess));
    /** @type {Page.Named[]} */
    let found = [];
    let active = -1, named = "";

    /** @param {boolean} open */
    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) mark(-1);
    }

    /** @param {number} n */
    function mark(n) {
      active = n;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === n)));
      if (n >= 0) {
        input.setAttribute("aria-activedescendant", `${id}-${n}`);
        list.children[n].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    function suggest() {
      const exact = KG.graph.search(input.value);
      // Nothing has that name: perhaps it is spelled a little differently.
      const all = exact.length ? exact : KG.meant(input.value, KG.data.concepts);
      found = all.slice(0, MOST);
      list.replaceChildren(...found.map(({ n, name }, i) => el("li", { id: `${id}-${i}`, role: "option", "aria-selected": "false", on: { pointerdown: (event) => event.preventDefault(), click: () => take(n) } },
        KG.graph.label(n), name && KG.normal(name) !== KG.normal(KG.graph.label(n)) ? el("span", { class: "source" }, ` (${name})`) : null,
        el("span", { class: "kind" }, KG.data.concepts[n].kind))));
      show(found.length > 0);
      if (!input.value.trim()) return;
      guess.hidden = exact.length > 0 || !all.length;
      KG.say(!all.length ? `Nothing found for “${input.value}”.`
        : !exact.length ? `No concept of that name. Did you mean ${KG.graph.label(all[0].n)}?`
          : all.length > MOST ? `${all.length} found, the first ${MOST} listed.` : `${all.length} found.`);
    }

    /** @param {number} n */
    function take(n) {
      show(false);
      set(clear ? -1 : n);
      choose(n);
    }

    /** @param {number} n */
    function set(n) {
      named = KG.graph.label(n);
      input.value = named;
    }

    input.addEventListener("input", suggest);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", () => {
      show(false);
      if (!clear) input.value = named;
    });
    input.addEventListener("keydown", (event) => {
      const { length } = found;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) suggest();
        if (length || found.length) mark((active + (event.key === "ArrowDown" ? 1 : -1) + (active < 0 && event.key === "ArrowUp" ? 1 : 0) + found.length) % found.length);
      } else if (event.key === "Enter" && found.length && (active >= 0 || input.value.trim())) take(found[Math.max(active, 0)].n);
      else if (event.key === "Escape" && !list.hidden) show(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    if (key) {
      addEventListener("keydown", (event) => {
        if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
        if (/** @type {Element} */ (event.target).closest("input, textarea, select")) return;
        event.preventDefault();
        input.focus();
      });
    }
    return { input, set };
  };
})();

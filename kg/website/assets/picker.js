// A search box for concepts with suggestions: a combobox as the ARIA practices describe it.
(() => {
  "use strict";
  const { KG } = window;
  const { el } = KG;
  const MOST = 12;

  /** @implements {Page.Picker} */
  class Picker {
    /** @param {HTMLElement} place @param {Page.PickerOptions} options @param {(n: number) => void} choose */
    constructor(place, { label, key, clear = false, hint = false }, choose) {
      this.id = `pick-${KG.slug(label)}`;
      this.clear = clear;
      this.choose = choose;
      this.list = el("ul", {
        id: `${this.id}-list`, class: "options", role: "listbox", "aria-label": `${label}: suggestions`, hidden: true,
      });
      this.input = el("input", {
        id: this.id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
        "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id, "aria-keyshortcuts": key,
        placeholder: hint && label,
      });
      place.append(el("label", { for: this.id }, label),
        el("div", { class: "combo" }, this.input, this.list));
      /** @type {Page.Named[]} */
      this.found = [];
      this.active = -1;
      this.named = "";
      this.listen();
      if (key) this.shortcut(key);
    }

    /** @param {boolean} open */
    show(open) {
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      if (!open) this.mark(-1);
    }

    /** @param {number} n */
    mark(n) {
      const { id, input, list } = this;
      this.active = n;
      [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === n)));
      if (n >= 0) {
        input.setAttribute("aria-activedescendant", `${id}-${n}`);
        list.children[n].scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    }

    suggest() {
      const typed = this.input.value;
      const exact = KG.graph.search(typed);
      // No concept has that name: perhaps it is spelled a little differently.
      const all = exact.length ? exact : KG.meant(typed, KG.data.concepts);
      this.found = all.slice(0, MOST);
      this.list.replaceChildren(...this.found.map((one, i) => this.option(one, i)));
      this.show(this.found.length > 0);
      delete this.list.dataset.note;
      if (!typed.trim()) return;
      const note = !all.length ? `Nothing found for “${typed}”.`
        : !exact.length ? `No concept of that name. Did you mean ${KG.graph.label(all[0].n)}?` : "";
      KG.say(note || (all.length > MOST ? `${all.length} found, the first ${MOST} listed.` : `${all.length} found.`));
      // A line above the list says that it is a guess, or that there is none.
      if (!note) return;
      this.list.dataset.note = note;
      this.list.hidden = false;
    }

    /** @param {Page.Named} named @param {number} i */
    option({ n, name }, i) {
      const label = KG.graph.label(n);
      const other = name && KG.normal(name) !== KG.normal(label);
      const on = { pointerdown: (/** @type {Event} */ event) => event.preventDefault(), click: () => this.take(n) };
      return el("li", { id: `${this.id}-${i}`, role: "option", "aria-selected": "false", on },
        label, other ? el("span", { class: "source" }, ` (${name})`) : null,
        el("span", { class: "kind" }, KG.data.concepts[n].kind));
    }

    /** @param {number} n */
    take(n) {
      this.show(false);
      this.set(this.clear ? -1 : n);
      this.choose(n);
    }

    /** @param {number} n */
    set(n) {
      this.named = KG.graph.label(n);
      this.input.value = this.named;
    }

    // One suggestion down or up; from the input, to the first or the last.
    /** @param {1 | -1} way */
    move(way) {
      if (this.list.hidden) this.suggest();
      const { active, found: { length } } = this;
      if (length) this.mark((active + way + (active < 0 && way < 0 ? 1 : 0) + length) % length);
    }

    /** @param {KeyboardEvent} event */
    press(event) {
      const { active, found, input, list } = this;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") this.move(event.key === "ArrowDown" ? 1 : -1);
      else if (event.key === "Enter" && found.length && (active >= 0 || input.value.trim())) {
        this.take(found[Math.max(active, 0)].n);
      } else if (event.key === "Escape" && !list.hidden) this.show(false);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    listen() {
      const { input } = this;
      input.addEventListener("input", () => this.suggest());
      input.addEventListener("focus", () => input.select());
      input.addEventListener("blur", () => {
        this.show(false);
        if (!this.clear) input.value = this.named;
      });
      input.addEventListener("keydown", (event) => this.press(event));
    }

    // The key that leads here from anywhere in the page.
    /** @param {string} key */
    shortcut(key) {
      addEventListener("keydown", (event) => {
        if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
        if (/** @type {Element} */ (event.target).closest("input, textarea, select")) return;
        event.preventDefault();
        this.input.focus();
      });
    }
  }

  // Puts a labelled box into `place`; `choose(n)` is called with the chosen concept. With `clear` the box is empty
  // afterwards. Gives {input, set(n)}.
  KG.picker = (place, options, choose) => new Picker(place, options, choose);
})();

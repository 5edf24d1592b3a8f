// The cards of a quiz that were missed, and when they come back. No document is touched.
(() => {
  "use strict";
  const { KG } = globalThis;

  // Each has a box, 1 to 5, and the day on which it is asked again. A higher box waits longer.
  const WAITS = [1, 2, 4, 8, 16], MOST = 300;
  /** @param {unknown} one @returns {one is Page.Card} */
  const isCard = (one) => Array.isArray(one) && one.length === 3 && typeof one[0] === "string"
    && Number.isInteger(one[1]) && one[1] >= 1 && one[1] <= WAITS.length && Number.isInteger(one[2]);
  KG.cards = {
    // What was kept, as far as it is valid: known claims, boxes that there are, days that are not far ahead.
    read(text, known, today) {
      try {
        const last = today + WAITS[WAITS.length - 1];
        const said = JSON.parse(text ?? "[]");
        const kept = (Array.isArray(said) ? said : []).filter(isCard)
          .filter(([id, , day]) => known(id) && day >= 0 && day <= last);
        return [...new Map(kept.map((card) => [card[0], card])).values()].slice(-MOST);
      } catch {
        return [];
      }
    },
    // A miss puts a card into the first box, a right answer one box higher, and from the last box away.
    moved(cards, id, right, today) {
      const box = cards.find(([other]) => other === id)?.[1] ?? 0;
      const rest = cards.filter(([other]) => other !== id);
      if (right && (!box || box === WAITS.length)) return rest;
      const next = right ? box + 1 : 1;
      return [...rest, /** @type {Page.Card} */ ([id, next, today + WAITS[next - 1]])].slice(-MOST);
    },
    due: (cards, today) => cards.filter(([, , day]) => day <= today).map(([id]) => id),
  };
})();

// What a mouse over a picture shows: the claim of an arrow, or what a box is, in a few words beside it. On a touch
// screen the panel does that.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  const WAIT = 120, WIDE = 250, AWAY = 14;

  /** @param {Page.Arrow} arrow */
  function ofArrow({ from, to, claims, conf, contested }) {
    const [best] = KG.panel.best(claims);
    const { s, r, o, value } = data.claims[best];
    const many = claims.length > 1 ? `, ${claims.length} claims` : "";
    const support = `confidence ${Number(conf).toFixed(2)} ${KG.band(Number(conf))}${many}`;
    const [first, last] = [graph.label(s ?? from), value ?? graph.label(o ?? to)];
    return [el("p", {}, first, " ", el("strong", {}, data.relations[r].label), " ", last),
      el("p", { class: "source" }, `${support}${contested ? "; sources disagree" : ""}`)];
  }

  /** @param {number} n */
  function ofBox(n) {
    if (n < 0) return [el("p", {}, "A group: choose it to open it.")];
    const { label, kind, def } = data.concepts[n];
    return [el("p", {}, el("strong", {}, label)), el("p", { class: "source" }, def ?? `A ${kind}.`)];
  }

  // A tip in `place`; `over(what)` is called with the thing under the mouse once it has rested there, or null.
  KG.hover = (place, over) => {
    const tip = el("div", { class: "tip", role: "tooltip", hidden: true });
    place.append(tip);
    let timer = 0, last = "";

    /** @param {Page.Thing | null} thing @param {Page.Picture} picture @param {Page.Point} at */
    function show(thing, picture, at) {
      tip.hidden = !thing;
      over(thing);
      if (!thing) return;
      const arrow = picture.arrows.find(({ id }) => thing[0] !== "concept" && id === thing[1]);
      tip.replaceChildren(...(arrow ? ofArrow(arrow) : ofBox(Number(thing[1]))));
      // Beside the point, on the side with more room, and within the frame.
      const right = at.x < place.clientWidth / 2;
      const width = Math.min(WIDE, place.clientWidth - 2 * AWAY);
      const left = right ? at.x + AWAY : at.x - width - AWAY;
      tip.style.left = `${Math.max(4, Math.min(place.clientWidth - width - 4, left))}px`;
      tip.style.width = "max-content";
      const top = at.y < place.clientHeight / 2 ? at.y + AWAY : at.y - AWAY - tip.offsetHeight;
      tip.style.top = `${Math.max(4, Math.min(place.clientHeight - tip.offsetHeight - 4, top))}px`;
    }

    return {
      /** @param {Page.Thing | null} thing @param {Page.Picture} picture @param {Page.Point} at */
      move(thing, picture, at, wait = WAIT) {
        const key = JSON.stringify(thing);
        if (key === last) return;
        last = key;
        clearTimeout(timer);
        timer = window.setTimeout(() => show(thing, picture, at), thing ? wait : 0);
      },
    };
  };
})();

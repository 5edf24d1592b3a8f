// What the page leaves out because the graph is too large: "What if" then shows the reason, and the lists of loops too.
(() => {
  "use strict";
  const { KG } = window;
  const { el } = KG;
  const omitted = KG.data.omitted ?? {};

  const reasons = Object.values(omitted);
  if (reasons.length && !KG.single) {
    document.querySelector("footer")?.append(el("p", { id: "omitted" },
      "Left out of this page, because the graph is large. ",
      reasons.map((reason) => `${reason}. `)));
  }
  if (omitted.whatif) {
    KG.views.whatif = {
      label: "What if",
      frame: () => "bare",
      show: (_, place) => {
        place.replaceChildren(el("div", { class: "text" },
          el("h2", { tabindex: -1 }, "What if"), el("p", {}, `${omitted.whatif}.`)));
      },
    };
  }
})();

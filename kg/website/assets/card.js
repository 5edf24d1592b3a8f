// What the quiz keeps, what an answer shows, and what a class can take away.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  const MOST = 30, SHOWN = 4;
  /** @type {Record<Page.Stance, string>} */
  const STANCE = { 1: "✓", "-1": "✗", 0: "~" };

  // What is kept: missed cards in this browser, the answers in this tab. Where nothing may be stored, nothing is.

  const CARDS = "kg-cards", KEPT = "kg-quiz";
  const today = () => Math.floor(Date.now() / 864e5);
  const cards = () => {
    try {
      return KG.cards.read(localStorage.getItem(CARDS), (id) => graph.claimById(id) >= 0, today());
    } catch {
      return [];
    }
  };
  /** @param {number} claim @param {boolean} right */
  function file(claim, right) {
    try {
      const moved = KG.cards.moved(cards(), graph.claimId(claim), right, today());
      localStorage.setItem(CARDS, JSON.stringify(moved));
    } catch {
      // Storage is forbidden.
    }
  }
  // The cards whose day has come, as questions.
  function due() {
    const ids = new Set(KG.cards.due(cards(), today()));
    return ids.size ? graph.deck(1, ({ claim }) => ids.has(graph.claimId(claim))).slice(0, MOST) : [];
  }

  /** @param {object} answers */
  function keep(answers) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(answers));
    } catch {
      // Storage is forbidden.
    }
  }
  // What was kept of a round, which is trusted as little as an address.
  /** @param {string} key @returns {Record<string, unknown[]> | null} */
  function kept(key) {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
      return found?.key === key && Array.isArray(found.answers) ? found : null;
    } catch {
      return null;
    }
  }
  // The evidence, the strongest first: those that count most, and studies before pages.
  /** @param {number[]} evidence */
  const ordered = (evidence) => [...evidence].sort((a, b) => (
    graph.rung(b) - graph.rung(a) || KG.sourceOf(a).doc - KG.sourceOf(b).doc || a - b));

  /** @param {number} claim */
  const said = (claim) => ordered(data.claims[claim].e).find((n) => data.evidence[n].st > 0) ?? data.claims[claim].e[0];

  // In a dispute both sides come first.
  /** @param {number[]} evidence */
  function shown(evidence) {
    // One item of each source on each side.
    const each = new Map(ordered(evidence).map((n) => [`${KG.sourceOf(n).id} ${data.evidence[n].st}`, n]));
    const items = [...each.values()];
    const yes = items.filter((n) => data.evidence[n].st > 0);
    const against = items.filter((n) => data.evidence[n].st < 0);
    const rest = against.length ? against : items.filter((n) => data.evidence[n].st === 0);
    const few = rest.length ? [...yes.slice(0, SHOWN / 2), ...rest.slice(0, SHOWN / 2)] : yes.slice(0, SHOWN - 1);
    return el("ul", { class: "marked" }, few.map((n) => {
      const { st, says } = data.evidence[n];
      const href = graph.link(n);
      const source = KG.sourceOf(n);
      const name = KG.nameOf(source);
      return el("li", {}, el("span", { "aria-hidden": "true" }, STANCE[st]), el("div", {},
        el("span", { class: "hidden" }, `${KG.sideOf(n)}: `), says,
        el("p", { class: "source" }, el("b", { class: "kind" }, KG.kindOf(source)), " · ",
          href ? KG.out(href, `${name} ↗`) : name)));
    }));
  }

  // The picture of an answer: what the first quantity does, and what follows; for a dispute, each side as an arrow.
  /** @param {Page.SignAsked} card @returns {Page.Picture} */
  function answer({ influence, answer: reply, claim, from, to }) {
    const { s, t } = graph.influences[influence];
    const sides = reply === "!" ? graph.influences.filter((i) => i.s === s && i.t === t && i.sign !== "0") : [];
    const before = graph.direction(from) < 0 ? "-" : "+";
    const arrows = (sides.length ? sides : [graph.influences[influence]]).map((i, id) => {
      const look = sides.length ? i.sign : KG.times(before, i.sign);
      const word = sides.length ? "" : data.relations[data.claims[claim].r].label;
      const { sign, conf, claims } = i;
      return { id, from: s, to: t, sign, look, word, conf, claims, contested: Boolean(i.contested) };
    });
    /** @param {Page.Sign} way */
    const moves = (way) => (sides.length ? undefined : KG.ARROW[way]);
    const boxes = [{ n: s, arrow: moves(before) }, { n: t, arrow: moves(/** @type {Page.Sign} */ (arrows[0].look)) }];
    const aisle = Math.max(72, ...arrows.map(({ word }) => KG.labels.width(word) + 24));
    const room = { columns: [[s], [t]], down: KG.NARROW.matches, wrap: 150, aisle };
    const name = `What sources say about ${graph.label(from)} and ${graph.label(to)}`;
    return { ...KG.layout.picture(boxes, arrows, room), name };
  }
  /** @param {Page.ChainAsked} chain @returns {Page.Picture} */
  function whole(chain) {
    const { boxes, arrows, columns } = KG.chained([chain], chain, [graph.quantity(chain.a), chain.b]);
    const laid = KG.layout.picture(boxes, arrows, { columns, down: true, aisle: 60 });
    return { ...laid, name: `The chain, drawn: ${KG.chainLine(chain)}` };
  }
  /** @param {HTMLElement} place @param {Page.Asked} asked */
  function draw(place, asked) {
    const stage = el("div", { class: `picture${asked.sort === "chain" ? " tall" : ""}`, id: "quiz-picture" });
    const picture = asked.sort === "chain" ? whole(asked) : answer(asked);
    place.append(stage);
    KG.draw(stage, { ...picture, tall: true }, {
      legend: true,
      pick: (kind, id) => {
        const arrow = picture.arrows.find((one) => kind === "arrow" && one.id === id);
        KG.go(arrow ? { claim: graph.claimId(arrow.claims[0]) } : { v: "focus", c: data.concepts[Number(id)]?.id });
      },
    });
  }

  // For a class: the cards of this quiz, or all of them.

  /** @param {string} text */
  const flat = (text) => text.replace(/\s+/g, " ");
  /** @param {Page.SignAsked} card */
  function line(card) {
    const said = ordered(card.evidence).slice(0, SHOWN)
      .map((n) => `${STANCE[data.evidence[n].st]} ${data.evidence[n].says} (${KG.nameOf(KG.sourceOf(n))})`);
    return [KG.question(card).join(""), [`${KG.reply(card, card.answer)}.`, ...said].join(" · "),
      graph.claimId(card.claim)].map(flat).join("\t");
  }
  /** @param {() => Page.SignAsked[]} of */
  function teacher(of) {
    const anki = () => {
      const lines = ["#separator:tab", "#html:false", "#columns:Front\tBack\tClaim", ...of().map(line)];
      KG.save(new Blob([lines.join("\n"), "\n"], { type: "text/plain" }), "anki.txt");
    };
    const csv = () =>
      KG.save(new Blob([KG.csv([...new Set(of().flatMap(({ claims }) => claims))])], { type: "text/csv" }), "csv");
    return el("details", { class: "teacher" }, el("summary", {}, "For teachers"),
      el("p", { class: "source" },
        "“Share” copies a link to the same questions. To import the cards in Anki, choose File, Import."),
      el("p", { class: "tools" }, KG.button("Cards for Anki", anki, { id: "quiz-anki" }), KG.button("Claims as CSV",
        csv, { id: "quiz-csv" })));
  }

  KG.card = { today, cards, file, due, keep, kept, shown, said, draw, teacher };
})();

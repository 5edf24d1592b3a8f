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
    return ids.size ? graph.deck(1).filter(({ claim }) => ids.has(graph.claimId(claim))).slice(0, MOST) : [];
  }

  /** @param {object} answers */
  function keep(answers) {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(answers));
    } catch {
      // Storage is forbidden.
    }
  }
  // What was kept of a round, as unknown as what is in an address.
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
  const ordered = (evidence) => [...evidence].sort((a, b) => KG.sourceOf(a).doc - KG.sourceOf(b).doc || a - b);

  /** @param {number} claim */
  const said = (claim) => ordered(data.claims[claim].e).find((n) => data.evidence[n].st > 0) ?? data.claims[claim].e[0];

  // Of a dispute both sides come first.
  /** @param {number[]} evidence */
  function shown(evidence) {
    const items = ordered(evidence);
    const [yes, no, open] = [1, -1, 0].map((stance) => items.filter((n) => data.evidence[n].st === stance));
    const few = no.length ? [...yes.slice(0, SHOWN / 2), ...no.slice(0, SHOWN / 2)] : [...yes, ...open].slice(0, SHOWN - 1);
    return el("ul", { class: "marked" }, few.map((n) => {
      const { st, says } = data.evidence[n];
      const href = graph.link(n);
      const { kind, doc, name } = KG.sourceOf(n);
      const side = st > 0 ? "for: " : st < 0 ? "against: " : "undecided: ";
      return el("li", {}, el("span", { "aria-hidden": "true" }, STANCE[st]), el("div", {}, el("span", { class: "hidden" }, side), says,
        el("p", { class: "source" }, el("b", {}, doc ? "Web page" : kind), " · ", href ? KG.out(href, `${name} ↗`) : name)));
    }));
  }

  // The picture of an answer: each claim is an arrow between its quantities.
  /** @param {number[]} influences @param {string} name */
  function picture(influences, name) {
    const along = influences.map((n) => graph.influences[n]);
    const nodes = [...new Set(along.flatMap(({ s, t }) => [s, t]))];
    const arrows = along.map((i, n) => ({
      id: n, from: i.s, to: i.t, sign: i.sign, conf: i.conf, claims: i.claims, contested: Boolean(i.contested),
      word: data.relations[data.claims[i.claims[0]].r].label,
    }));
    const down = KG.NARROW.matches || nodes.length > 3;
    const laid = KG.layout.picture(nodes.map((n) => ({ n })), arrows, { columns: KG.layout.levels(nodes, arrows), down, wrap: 150, aisle: 72 });
    return { ...laid, name };
  }
  /** @param {HTMLElement} place @param {number[]} influences @param {string} name */
  function draw(place, influences, name) {
    const stage = el("div", { class: `picture${influences.length > 2 ? " tall" : ""}`, id: "quiz-picture" });
    place.append(stage);
    KG.draw(stage, picture(influences, name), {
      legend: true,
      pick: (kind, id) => KG.go(kind === "arrow" ? { claim: graph.claimId(graph.influences[influences[Number(id)]].claims[0]) }
        : { v: "focus", c: data.concepts[Number(id)].id }),
    });
  }

  // For a class: the cards of this quiz, or all of them.

  /** @param {string} text */
  const flat = (text) => text.replace(/\s+/g, " ");
  /** @param {Page.SignAsked} card */
  function line({ from, to, answer, claim, evidence }) {
    const [, , reply] = KG.REPLIES.find(([value]) => value === answer) ?? KG.REPLIES[3];
    const said = ordered(evidence).slice(0, SHOWN).map((n) => `${STANCE[data.evidence[n].st]} ${data.evidence[n].says} (${KG.sourceOf(n).name})`);
    return [`What does ${graph.label(from)} do to ${graph.label(to)}?`, [`${reply}.`, ...said].join(" · "), graph.claimId(claim)].map(flat).join("\t");
  }
  /** @param {() => Page.SignAsked[]} of */
  function teacher(of) {
    const anki = () => {
      const lines = ["#separator:tab", "#html:false", "#columns:Front\tBack\tClaim", ...of().map(line)];
      KG.save(new Blob([lines.join("\n"), "\n"], { type: "text/plain" }), "anki.txt");
    };
    const csv = () => KG.save(new Blob([KG.csv([...new Set(of().flatMap(({ claims }) => claims))])], { type: "text/csv" }), "csv");
    return el("details", { class: "teacher" }, el("summary", {}, "For teachers"),
      el("p", { class: "source" }, "“Share” copies a link: who opens it gets the same questions. Anki reads the cards with File, Import."),
      el("p", { class: "tools" }, KG.button("Cards for Anki", anki, { id: "quiz-anki" }), KG.button("Claims as CSV", csv, { id: "quiz-csv" })));
  }

  KG.card = { today, cards, file, due, keep, kept, shown, said, draw, teacher };
})();

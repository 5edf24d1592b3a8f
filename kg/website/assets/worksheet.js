// A worksheet of what is in view, to print: blank signs and boxes as `kg worksheet` leaves them, and a page of answers.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  // As the program has it: blanks, chains to choose from, sources on each side; and the words of a sign.
  const TASKS = 10, CHAINS = 12, SOURCES = 2, SEED = 1;
  /** @type {Record<Page.Sign, string>} */
  const WRITTEN = { "+": "+", "-": "−", "?": "?", "0": "0" };
  const ASK = "Fill in each blank. In a circle write + if more of the first leads to more of the second, or − if more "
    + "of the first leads to less of the second. In an empty box write one of the words.";
  const RULES = "default-src 'none'; style-src 'unsafe-inline'";
  const STYLE = "@page{size:A4;margin:18mm}body{font:11pt/1.4 system-ui,sans-serif;max-width:46rem;margin:1rem auto}"
    + ".words{border:1px solid #666;padding:.4rem .7rem}li{margin:.6rem 0}li p{margin:.1rem 0}"
    + ".strip{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem;margin:1.1rem 0;break-inside:avoid}"
    + ".box,.sign{border:1.2pt solid #222;border-radius:4pt;padding:.35rem .6rem;text-align:center;min-height:1.6rem}"
    + ".box{min-width:8rem;max-width:11rem}.sign{display:inline-block;border-radius:50%;padding:0;width:1.7rem}"
    + ".source{font-size:9.5pt;overflow-wrap:anywhere}.answers{break-before:page}";

  // A number that looks random and is the same everywhere.
  /** @param {Page.Influence} i */
  async function draw({ s, t, sign }) {
    const key = [SEED, data.concepts[s].id, data.concepts[t].id, sign].join("\0");
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key));
    return new DataView(digest).getBigUint64(0);
  }

  /** @param {Page.Influence} i */
  const signed = ({ sign, contested }) => (sign === "+" || sign === "-") && !contested;
  // Whether a study supports it; of the four grades (kg/website/judging.py), the upper two.
  /** @param {Page.Influence} i */
  const studied = ({ n }) => Number(data.judge.supports[n]) % 4 > 1;

  // The well supported influences from and on a quantity, in an order that the seed decides.
  /** @param {number} n */
  async function topic(n) {
    const known = graph.influences.filter((i) => (
      (i.s === n || i.t === n) && signed(i) && studied(i) && !graph.outranked(i)));
    const drawn = await Promise.all(known.map(async (i) => /** @type {const} */ ([await draw(i), i])));
    return drawn.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, i]) => [i]).slice(0, TASKS);
  }

  // The concepts with a worksheet that share a word with another one, those with most claims first.
  KG.topics = async (n) => {
    const words = graph.label(n).split(" ");
    const alike = [...data.concepts.keys()].filter((other) => graph.label(other).split(" ")
      .some((word) => words.includes(word)));
    const many = await Promise.all(alike.map(async (other) => (
      /** @type {const} */ ([(await topic(graph.quantity(other))).length, graph.label(other)]))));
    return many.filter(([some]) => some).sort(([a], [b]) => b - a).slice(0, 3).map(([, label]) => label);
  };

  // What is in view, as strips of arrows: the chains of a path, what is known of the concept, or the claims.
  /** @param {number[]} claims */
  async function strips(claims) {
    const { v, a, b, c, up, down } = KG.state;
    if (v === "path" && a && b) {
      const { chains } = graph.paths({ a: graph.byId(a), b: graph.byId(b), k: CHAINS });
      const found = chains.filter(({ feedback }) => !feedback)
        .map(({ steps }) => steps.map(({ influence }) => influence));
      return found.some(({ length }) => length > 1) ? found.filter(({ length }) => length > 1) : found;
    }
    const n = graph.byId((v === "whatif" ? up ?? down : c) ?? "");
    if (n >= 0) return topic(graph.quantity(n));
    return graph.influences.filter((i) => signed(i) && i.claims.some((one) => claims.includes(one))).map((i) => [i]);
  }

  // The tasks of whole strips, as many as fit; the last box of a chain stays, no pair is asked twice, and only one of
  // the words fits in a blank box.
  KG.worksheet = async (claims) => {
    const seen = new Set();
    /** @param {number} s @param {number} t @param {Page.Sign} sign */
    const key = (s, t, sign) => `${s}/${t}/${sign}`;
    const known = new Set(graph.influences.map(({ s, t, sign }) => key(s, t, sign)));
    /** @type {Page.Influence[]} */
    const boxes = [];
    /** @type {Page.Blank[][]} */
    const found = [];
    for (const strip of await strips(claims)) {
      /** @param {Page.Influence} i */
      const pair = ({ s, t }) => `${s}/${t}`;
      const fresh = new Set(strip.map(pair).filter((one) => !seen.has(one)));
      if (!fresh.size || seen.size + fresh.size > TASKS) continue;
      const drawn = await Promise.all(strip.map(draw));
      found.push(strip.map((i, place) => {
        const last = strip.length > 1 && place === strip.length - 1;
        const unclear = boxes.some((box) => (
          known.has(key(i.s, box.t, i.sign)) || known.has(key(box.s, i.t, box.sign))));
        const blank = last || unclear || drawn[place] % 2n ? "sign" : "box";
        if (blank === "box" && fresh.has(pair(i))) boxes.push(i);
        return { i, blank: fresh.has(pair(i)) ? blank : null };
      }));
      for (const one of fresh) seen.add(one);
    }
    return found;
  };

  /** @param {Page.Blank[]} strip @param {number} first */
  const drawn = (strip, first) => el("div", { class: "strip" },
    el("span", { class: "box" }, graph.label(strip[0].i.s)), strip.map(({ i, blank }, n) => [
      el("span", {}, blank ? `${first + strip.slice(0, n).filter((one) => one.blank).length} ` : "", "— ",
        el("span", { class: "sign" }, blank === "sign" ? "\u00a0" : WRITTEN[i.sign]), " →"),
      el("span", { class: "box" }, blank === "box" ? "\u00a0" : graph.label(i.t))]));

  /** @param {Page.Blank} task */
  function solved({ i }) {
    const claim = i.claims[0];
    const items = [...data.claims[claim].e].sort((a, b) => (
      Number(data.evidence[a].st === 0) - Number(data.evidence[b].st === 0)
      || (data.evidence[a].id < data.evidence[b].id ? -1 : 1)));
    const shown = [false, true].flatMap((against) => (
      items.filter((n) => (data.evidence[n].st === -1) === against).slice(0, SOURCES)));
    return el("li", {}, el("p", {}, `${graph.label(i.s)} —(${WRITTEN[i.sign]})→ ${graph.label(i.t)}: `,
      `${graph.sentence(claim)}.${i.contested ? " Sources disagree." : ""}`),
    shown.map((n) => el("p", { class: "source" }, KG.out(graph.link(n), KG.sourceOf(n).name),
      `: ${data.evidence[n].says}`)));
  }

  // The sheet as a page of its own, without scripts. Text becomes text, as everywhere.
  KG.printed = (sheet, title) => {
    const tasks = sheet.flat().filter(({ blank }) => blank);
    const words = tasks.filter(({ blank }) => blank === "box").map(({ i }) => graph.label(i.t));
    let first = 1;
    const main = el("main", {}, el("h1", {}, title), el("p", {}, `Name: ${"_".repeat(24)} Date: ${"_".repeat(8)}`),
      el("p", {}, ASK),
      words.length ? el("p", { class: "words" }, `Words: ${[...new Set(words)].sort().join(", ")}`) : null,
      sheet.map((strip) => {
        const made = drawn(strip, first);
        first += strip.filter(({ blank }) => blank).length;
        return made;
      }),
      el("section", { class: "answers" }, el("h2", {}, "Answers"), el("ol", {}, tasks.map(solved)),
        el("p", { class: "source" },
          `Data version ${data.version || "unknown"}; seed ${SEED}. ${data.licence ? `Data: ${data.licence}. ` : ""}`
          + "For learning, not medical advice.")));
    const whole = el("html", { lang: "en" },
      el("head", {}, el("meta", { charset: "utf-8" }),
        el("meta", { "http-equiv": "Content-Security-Policy", content: RULES }), el("title", {}, title),
        el("style", {}, STYLE)),
      el("body", {}, main));
    return `<!DOCTYPE html>${new XMLSerializer().serializeToString(whole)}`;
  };
})();

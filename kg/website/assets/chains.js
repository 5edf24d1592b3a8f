// Path: the chains of cited steps between two concepts, as `kg path` finds them.
(() => {
  "use strict";
  const { KG } = window;
  const { el, svg, button, data, graph } = KG;

  const EXAMPLES = [
    ["concept:vitamin-d-deficiency", "concept:back-pain"], ["concept:vitamin-d-receptor", "concept:neuropathy"],
    ["concept:vitamin-d-deficiency", "concept:muscle-cramp"], ["concept:sun-exposure", "concept:osteomalacia"],
    ["concept:vitamin-d-supplementation", "concept:fracture"],
  ].filter((pair) => pair.every((id) => graph.byId(id) >= 0));
  /** @type {Record<string, string>} */
  const END = { "+": "with more", "-": "with less", "?": "with an unknown change of" };
  const BAR = 54;
  const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
  /** @type {Record<string, string>} */
  const CHAIN_VERB = { "+": "raises", "-": "lowers", "?": "may change" };
  const KS = [1, 2, 3, 4, 5, 8, 10];
  const DEFAULT_K = 4;
  // Widths of text and gaps between rows, where there is little room and where chains run down.
  const SMALL_WRAP = 100, DOWN_AISLE = 40, WIDE_AISLE = 54;
  /** @type {Page.Paths & { key: string } | null} */
  let asked = null;
  /** @type {ReturnType<typeof form> | null} */
  let pickers = null;
  let example = 0;

  // The answer to the question of the address; the same question is not searched for twice.
  /** @param {number} a @param {number} b @param {number} k @returns {Page.Paths} */
  function answer(a, b, k) {
    const key = `${a}/${b}/${k}`;
    if (asked?.key !== key) asked = { key, ...graph.paths({ a, b, k, maxHops: 8 }) };
    return asked;
  }

  /** @param {Page.Step} influence */
  KG.arrowId = ({ s, t, sign }) => `${s}/${t}/${sign}`;
  KG.chainLine = (chain) => [`${graph.label(chain.steps[0].influence.s)} ${KG.ARROW[chain.steps[0].before]}`,
    ...chain.steps.map((step) => `${graph.label(step.influence.t)} ${KG.ARROW[step.after]}`)].join(" → ");

  /** @param {Page.Chain} chain */
  function feedback({ feedback: against }) {
    if (!against) return "";
    const change = `${graph.label(against.n)} ${KG.ARROW[against.direction]}`;
    return `feedback: step ${against.step + 1} already stands for ${change}`;
  }

  // The union of some chains as boxes and arrows; the one in `bold` is drawn full, the others faint.
  /** @param {Page.Chain[]} chains @param {Page.Chain} bold @param {number[]} ends */
  KG.chained = (chains, bold, ends) => {
    /** @type {Map<string, Page.Arrow>} */
    const arrows = new Map();
    /** @type {Map<number, Set<Page.Sign>>} */
    const moves = new Map();
    /** @param {number} n @param {Page.Sign} sign */
    const move = (n, sign) => moves.set(n, (moves.get(n) ?? new Set()).add(sign));
    for (const chain of chains) {
      for (const { influence, before, after, stated, disputed, claims: said } of chain.steps) {
        const { s, t, sign, conf, claims } = influence;
        const id = KG.arrowId(influence);
        const arrow = arrows.get(id) ?? {
          id, from: s, to: t, sign, conf, claims, contested: disputed, count: claims.length, faint: true, look: after,
        };
        arrows.set(id, arrow);
        // In a chain, colour and head show what happens in it; the relation is beside the arrow, but for a claim about
        // the opposite case, whose word would be untrue of these boxes.
        const word = stated ? data.relations[data.claims[said[0]].r].label : KG.VERB[sign];
        if (chain === bold) Object.assign(arrow, { faint: false, best: true, look: after, word });
        move(s, before);
        move(t, after);
      }
    }
    const kept = new Set(bold.steps.flatMap(({ influence }) => [influence.s, influence.t]));
    const boxes = [...moves].map(([n, signs]) => ({
      n, arrow: signs.size === 1 ? KG.ARROW[[...signs][0]] : "",
      role: ends.includes(n) ? "end" : kept.has(n) ? "" : "faint",
    }));
    const columns = KG.layout.levels(boxes.map(({ n }) => n), [...arrows.values()]);
    return { boxes, arrows: [...arrows.values()], columns };
  };

  /** @param {HTMLElement} place @returns {{ many: HTMLSelectElement, a?: Page.Picker, b?: Page.Picker }} */
  function form(place) {
    const from = el("div", { class: "pick" }), to = el("div", { class: "pick" });
    const change = () => KG.go({ k: Number(many.value), chain: null });
    const many = el("select", { id: "path-k", on: { change } }, KS.map((k) => el("option", { value: k }, String(k))));
    place.append(el("div", { class: "bar", id: "path-bar" },
      el("h2", { tabindex: -1 }, KG.single ? "Chains" : "Paths"),
      el("div", { class: "tools", id: "path-tools" }, KG.single ? null : [from,
        button("Swap", () => KG.go({ a: KG.state.b, b: KG.state.a, chain: null, claim: null })), to,
        el("span", { class: "pick many" }, el("label", { for: "path-k" }, "Chains"), many),
        EXAMPLES.length ? el("span", { id: "path-example" }, button("Show me an example", () => {
          const [a, b] = EXAMPLES[example % EXAMPLES.length];
          example += 1;
          KG.go({ a, b, k: null, chain: null, claim: null });
        })) : null]),
      el("p", { id: "verdict" }), el("p", { id: "concluded", class: "source" }),
      el("ol", { id: "chains", class: "chains" })),
    el("div", { class: "picture", id: "path-picture" }));
    if (KG.single) return { many };
    return {
      many,
      a: KG.picker(from, { label: "From" }, (n) => KG.go({ a: data.concepts[n].id, chain: null, claim: null })),
      b: KG.picker(to, { label: "To" }, (n) => KG.go({ b: data.concepts[n].id, chain: null, claim: null })),
    };
  }

  // The confidence of a chain with two digits.
  /** @param {{ confidence: string }} chain */
  const two = ({ confidence }) => (Number(confidence) < 0.005 ? "below 0.01"
    : KG.confidence.two(Number(confidence)));
  KG.two = two;
  // How well something is supported, as a length.
  /** @param {number} value */
  KG.bar = (value) => svg("svg", { class: "weight", viewBox: `0 0 ${BAR} 5`, "aria-hidden": "true" },
    svg("rect", { width: BAR, height: 5, rx: 2 }),
    svg("rect", { class: "full", width: BAR * value, height: 5, rx: 2 }));
  /** @type {Record<string, string>} */
  const MARK = { "+": "▲", "-": "▼", "?": "?" };

  // The chains as a list of links, the chosen one marked; the line above says where they begin.
  /** @param {Page.Chain[]} chains @param {number} chosen */
  function listed(chains, chosen) {
    return chains.map((chain, i) => el("li", {},
      el("a", { href: KG.link({ chain: i + 1, claim: null }), class: "chain", "aria-current": i === chosen && "true" },
        chain.steps.map(({ influence, after }, n) => [n ? " → " : "", el("span", { class: "link" },
          el("strong", { class: KG.EFFECT[after] }, MARK[after]), ` ${graph.label(influence.t)}`)]),
        el("span", { class: "source" }, KG.bar(Number(chain.confidence)),
          ` ${two(chain)} · ${KG.count(chain.steps.length, "step")}`)),
      chain.feedback ? el("p", { class: "source" }, feedback(chain)) : null));
  }

  /**
   * @param {HTMLElement} stage @param {Page.Paths} paths @param {number} chosen @param {[a: number, b: number]} ends
   * @param {number} claim
   */
  function draw(stage, { chains }, chosen, [a, b], claim) {
    const small = KG.small(stage);
    const ends = [a, b].map(graph.quantity);
    const { boxes, arrows, columns } = KG.chained(chains, chains[chosen], ends);
    const picked = arrows.map((arrow) => ({ ...arrow, chosen: arrow.claims.includes(claim) }));
    // From top to bottom at every width: a word beside an arrow has room there.
    /** @param {number} aisle @param {number} [wrap] */
    const lay = (aisle, wrap) => KG.layout.picture(boxes, picked, { columns, down: true, wrap, aisle });
    const laid = small ? lay(DOWN_AISLE, SMALL_WRAP)
      : KG.layout.roomiest([() => lay(WIDE_AISLE), () => lay(DOWN_AISLE), () => lay(DOWN_AISLE, SMALL_WRAP)], stage);
    const pick = KG.pick(picked, (n) => KG.go({ v: "focus", c: data.concepts[n].id, claim: null }));
    KG.draw(stage, { ...laid, start: ends[0], name: `Chains from ${graph.label(a)} to ${graph.label(b)}` },
      { tools: KG.find("path-tools"), pick });
  }

  /**
   * @param {{ a: number, b: number, k?: number }} question @param {ReturnType<typeof form>} pickers
   * @returns {Page.Paths}
   */
  function ask({ a, b, k = DEFAULT_K }, { many, a: from, b: to }) {
    from?.set(a);
    to?.set(b);
    const known = [...many.options].some((option) => option.value === String(k));
    if (!known) many.append(el("option", { value: k }, String(k)));
    many.value = String(k);
    return a >= 0 && b >= 0 ? answer(a, b, k) : { verdict: "none", chains: [], opposite: null, why: "" };
  }

  /** @param {Page.State} state @param {HTMLElement} place */
  function show(state, place) {
    pickers ??= form(place);
    const [a, b] = [state.a, state.b].map((id) => graph.byId(id ?? ""));
    const found = ask({ a, b, k: state.k || undefined }, pickers);
    const [verdict, list, stage] = ["verdict", "chains", "path-picture"].map(KG.find);
    const chosen = Math.min(Math.max(state.chain ?? 1, 1), found.chains.length || 1) - 1;
    if (!KG.single) {
      /** @type {HTMLElement} */ (place.querySelector("h2")).textContent = a >= 0 && b >= 0
        ? `From ${graph.label(a)} to ${graph.label(b)}` : "Paths";
    }
    verdict.textContent = words(found, b);
    KG.find("concluded").replaceChildren(...concluded(a, b, found.chains.length));
    list.replaceChildren(...listed(found.chains, chosen));
    stage.hidden = !found.chains.length;
    const hint = KG.find("path-example");
    if (hint) hint.hidden = a >= 0 && b >= 0;
    if (found.chains.length) {
      if (!state.claim) chainPanel(found, chosen, b);
      draw(stage, found, chosen, [a, b], state.claim ? graph.claimById(state.claim) : -1);
    } else if (!state.claim) {
      KG.panel.fill("What a path is", el("p", {}, "A path is a chain of cited steps from one thing to another. ",
        "Each step raises or lowers; together they say which way the chain goes."));
    }
  }

  // What all chains together conclude, as `kg effect` does: the best of them may agree where others do not.
  /** @param {number} a @param {number} b @param {number} many @returns {(Node | string)[]} */
  function concluded(a, b, many) {
    const found = many && KG.views.whatif ? graph.verdict(a, 1, graph.quantity(b)) : null;
    if (!found || found.reason === "no-path") return [];
    const { sign, certainty, support, reason } = found;
    const verb = `${certainty === "likely" ? "probably " : ""}${KG.VERB[KG.times(sign, graph.sign(b))]}`;
    const told = sign === "?" ? `undetermined, ${graph.words(reason)}` : sign === "0" ? "no effect found"
      : `${verb} ${graph.label(b)} (${graph.words(support ?? "")})`;
    const [up, to] = [a, b].map((n) => data.concepts[n].id);
    return [el("a", { href: KG.address({ v: "whatif", up, b: to }) }, "All chains together"), `: ${told}.`];
  }

  /** @param {Page.Paths} paths @param {number} b */
  function words({ chains: every, opposite, why, examined }, b) {
    if (!every.length) return why ? `No chain: ${why}.` : `${KG.lost ? "No concept of that name. "
      : ""}Choose two concepts, or look at an example.`;
    const sound = every.filter((chain) => !chain.feedback);
    const chains = sound.length ? sound : every;
    const signs = chains.map((chain) => chain.sign);
    /** @param {Page.Sign} sign */
    const count = (sign) => NUMBERS[signs.filter((each) => each === sign).length] ?? String(signs.length);
    const [first, ...others] = [...new Set(signs)];
    const number = NUMBERS[chains.length] ?? chains.length;
    const few = count(first);
    const alike = chains.length === 2 ? "Both chains end" : `All ${number} chains end`;
    const all = chains.length === 1 ? "The chain ends" : others.length
      ? `Of ${number} chains ${few} ${few === "one" ? "ends" : "end"}` : alike;
    const rests = others.map((sign) => `, ${count(sign)} ${END[sign].replace(/ of$/, "")}`).join("");
    const told = `${all} ${END[first]} ${graph.label(b)}${rests}`;
    const other = opposite ? ` The best chain the other way has confidence ${two(opposite)}${
      opposite.feedback ? ", but contradicts itself" : ""}.` : "";
    const many = every.length - chains.length;
    /** @param {number} n */
    const contrary = (n) => `${n > 1 ? "contradict themselves" : "contradicts itself"} (feedback)`;
    const rest = sound.length ? many && `; ${many} more ${contrary(many)}` : `, but ${contrary(every.length)}`;
    const only = examined ? ` Only the best ${examined} chains were examined.` : "";
    return `${told}${rest || ""}.${only}${other}`;
  }

  /** @param {Page.Paths} paths @param {number} chosen @param {number} b */
  function chainPanel({ chains, opposite }, chosen, b) {
    const chain = chains[chosen];
    const { steps, weakest, bridges, sign } = chain;
    const product = steps.length > 1 ? ` (${steps.map((step) => step.influence.conf).join(" × ")})` : "";
    KG.panel.fill(`Chain ${chosen + 1} of ${chains.length}: ${CHAIN_VERB[sign]} ${graph.label(b)}`,
      el("p", {}, `Confidence ${two(chain)}${product}. `,
        product && "It is arithmetic on the steps; perhaps no source states the whole."),
      chain.feedback ? el("p", {}, `${feedback(chain)}.`) : null,
      el("ol", { class: "steps" }, steps.map((step, i) => (
        told(step, steps.length > 1 && i === weakest, bridges.includes(i))))),
      opposite ? [el("h3", {}, "The best chain the other way"),
        el("p", {}, `${two(opposite)}: ${KG.chainLine(opposite)}`)] : null);
  }

  // A step of the chain in the panel.
  /** @param {Page.Link} step @param {boolean} weakest @param {boolean} bridge */
  function told({ influence, before, after, stated, disputed, kinds, claims }, weakest, bridge) {
    const [from, to] = [influence.s, influence.t].map(graph.label);
    const { tag } = KG.panel;
    const spoken = kinds.map(graph.label).join(" and ");
    return el("li", {},
      el("h3", {}, `${from} ${KG.ARROW[before]} → ${to} ${KG.ARROW[after]}`),
      el("p", {}, tag(`confidence ${graph.rated(influence)}`),
        weakest ? tag("weakest step", "warn") : null,
        stated ? null : tag("mirrored: stated for the other direction only"),
        disputed ? tag("sources disagree", "warn") : null),
      spoken ? el("p", { class: "source" },
        `Stated for ${spoken}, in this graph’s hierarchy a kind of ${to}.`) : null,
      KG.panel.said(claims),
      bridge ? el("p", { class: "bridge" }, "Bridge: no single source connects this step and the next.") : null);
  }

  KG.views.path = { label: "Paths", frame: () => "picture", show };
})();

// Stories: guided chains and feedback loops, one step at a time. A reader guesses what happens; then the step is told
// and drawn, and its evidence shown. A guess is kept in the address, so that a step can be shared with its answer.
(() => {
  "use strict";
  const { KG } = window;
  const { el, data, graph } = KG;
  const { asked, guide, signed, picture, LOOPS } = KG.story;
  /** @type {Record<string, string>} */
  const MOVES = KG.ARROW;
  const KIND = { chain: "a chain", loop: "a loop", sides: "both sides" };
  /** @type {Page.StoryParts | null} */
  let parts = null;

  // The list of all guides and loops.

  /** @param {HTMLElement} place */
  function list(place) {
    /** @param {string} href @param {string} title @param {string} about @param {string} note */
    const card = (href, title, about, note) => el("li", { class: "card" }, el("h4", {}, el("a", { href }, title)),
      el("p", {}, about), el("p", { class: "source" }, note));
    const guides = KG.guides.map((body) => guide(body) && card(KG.address({ v: "learn", guide: body.id, step: 1 }),
      body.title, body.about, `${KIND[body.kind]}, ${KG.count(body.steps.length, "step")}`)).filter(Boolean);
    const loops = data.loops.map((body, n) => card(KG.address({ v: "learn", loop: n, step: 1 }), body.name,
      LOOPS[body.kind], `${KG.count(body.steps.length, "step")}, confidence ${KG.two(body)}`));
    place.replaceChildren(el("div", { class: "text" },
      el("h2", { tabindex: -1 }, "Stories"),
      el("p", {},
        "Guess what each step does, then see it. Each is a claim of this graph, with who says so, and how ",
        "firmly. New here? Begin with ", el("a", { href: "#v=about" }, "how to read this graph"),
        "; then try the ", el("a", { href: "#v=quiz" }, "quiz"), "."),
      guides.length ? [el("h3", {}, "Guided chains"), el("ul", { class: "cards" }, guides)] : null,
      loops.length ? [el("h3", {}, "Feedback loops"), el("ul", { class: "cards" }, loops)] : null));
    parts = null;
  }

  // One story.

  /** @param {HTMLElement} place @returns {Page.StoryParts} */
  function frame(place) {
    /** @param {number} by */
    const turn = (by) => {
      const { step = 1, guess } = KG.state;
      if (by > 0 && !guess) reveal("show");
      else KG.go({ step: Math.max(1, step + by), guess: by < 0 ? "show" : null, claim: null });
    };
    const made = {
      title: el("h2", { tabindex: -1 }),
      place: el("span", { id: "guide-place", class: "source" }),
      tell: el("p", { id: "guide-tell", class: "tell", "aria-live": "polite" }),
      back: KG.button("← Back", () => turn(-1), { id: "guide-back" }),
      next: KG.button("Next →", () => turn(1),
        { id: "guide-next", class: "primary", "aria-describedby": "guide-tell" }),
      ask: el("div", { class: "ask" }),
      bars: el("span", { class: "bars", "aria-hidden": "true" }),
      tools: el("div", { class: "tools" }),
      picture: el("div", { id: "guide-picture", class: "picture" }),
      below: el("div", { id: "guide-below", class: "text" }),
    };
    made.tools.append(made.back, made.next, made.place);
    const bar = el("div", { class: "bar told" }, el("div", { class: "rail" }, made.title, made.bars, made.place,
      el("a", { href: "#v=learn" }, "All stories")),
      made.tell, made.ask, made.tools);
    // 1, 2 and 3 choose an answer, as long as the focus is in these parts.
    bar.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey }) => {
      if (!/^[1-3]$/.test(key) || ctrlKey || metaKey || altKey) return;
      made.ask.querySelectorAll("button")[Number(key) - 1]?.click();
    });
    place.replaceChildren(bar, made.picture, made.below);
    return made;
  }

  // Shows the step; that leaves no trace in the history.
  /** @param {string} guess */
  function reveal(guess) {
    KG.go({ guess, claim: null }, { replace: true });
    parts?.next.focus({ preventScroll: true });
  }

  // Above the step: what was guessed.
  /** @param {Page.Task} task @param {string} guess */
  function verdict({ options, right }, guess) {
    /** @param {string} value */
    const words = (value) => options.find(([other]) => other === value)?.[2];
    if (!words(guess)) return null;
    const answer = guess === right ? "That is right." : `The answer: “${words(right)}”.`;
    // The reader of a shared address may be someone else.
    const text = `Guess: “${words(guess)}”. ${answer}`;
    return el("p", {}, el("span", { class: guess === right ? "tag sunny" : "tag" }, text));
  }

  /** @param {Page.Story} story @param {Page.State} state @param {HTMLElement} place */
  function tell(story, state, place) {
    const fresh = !parts;
    parts ??= frame(place);
    const steps = signed(story);
    if (state.step === 1) kept = null;
    const now = Math.min(Math.max(state.step ?? 1, 1), steps.length + 1) - 1;
    const whole = now === steps.length;
    const asking = !whole && !state.guess;
    const task = whole ? null : KG.ask.before(steps[now]);
    parts.title.textContent = story.title;
    parts.bars.replaceChildren(...steps.map((_, i) => el("i", { class: i === now ? "now" : i < now ? "done" : "" })));
    parts.tell.replaceChildren(...(whole ? [story.about] : task && asking ? [task.ask]
      : [steps[now].tell, " ", cited(steps[now])]));
    const said = task && (asking ? KG.ask.buttons(task, reveal) : verdict(task, String(state.guess)));
    parts.ask.replaceChildren(said ?? "");
    parts.place.textContent = whole ? "The whole story" : `Step ${now + 1} of ${steps.length}`;
    // A button that is no longer active hands the focus on.
    if (whole && document.activeElement === parts.next) parts.back.focus();
    if (now === 0 && document.activeElement === parts.back) parts.next.focus();
    parts.back.disabled = now === 0;
    parts.next.disabled = whole;
    parts.next.hidden = whole;
    parts.next.setAttribute("class", asking ? "plain" : "primary");
    parts.next.textContent = asking ? "Just show me" : now === steps.length - 1 ? "The whole story →" : "Next →";
    const before = steps.slice(0, now);
    parts.below.replaceChildren(...(whole ? ending(story, steps) : now ? [el("h3", {}, "So far")]
      : [el("p", {}, story.about)]),
      ...(before.length
        ? [el("ol", { id: "guide-steps", class: "story" },
        before.map((step) => el("li", {}, step.tell, " ", cited(step))))] : []));
    const drawn = picture(story, steps, whole ? steps.length : asking ? now : now + 1, whole ? -1 : now);
    KG.draw(parts.picture, drawn, {
      tools: parts.tools,
      pick: (what, which) => {
        if (what === "arrow") KG.go({ claim: graph.claimId(steps[Number(which)].claim) });
        else KG.panel.concept(which);
      },
    });
    if (fresh && document.documentElement.dataset.ready) parts.next.focus({ preventScroll: true });
    if (!state.claim && whole) KG.panel.fill("The claims of this story",
      KG.panel.claims([...new Set(steps.map(({ claim }) => claim))]));
    else if (!state.claim && asking) KG.panel.fill("Sources", el("p", {}, "They appear as soon as you have guessed."));
    else if (!state.claim) KG.panel.claim(steps[now].claim);
  }

  /** @param {Page.Told} step */
  const cited = ({ claim, contested, denied }) => el("span", { class: "source" }, "— ", KG.sentenceButton(claim),
    `, ${data.claims[claim].conf} ${KG.band(Number(data.claims[claim].conf))}`,
    contested ? ", sources disagree" : denied ? ", sources do not say so" : "");

  // What comes at the end: a chain with its arithmetic, or a dispute with the sources on each side.
  /** @param {Page.Story} story @param {Page.Told[]} steps */
  function ending(story, steps) {
    const more = [onward(story, steps), posed(story, steps)];
    if (story.kind === "sides") return [el("h3", {}, "Both sides at a glance"), balance(steps), more].flat();
    const along = steps.map((step) => step.influence);
    const names = [`${graph.label(steps[0].from)} ${MOVES[steps[0].before]}`,
      ...steps.map(({ to, after }, i) => ` → ${graph.label(to)} ${MOVES[after || steps[i + 1]?.before] ?? ""}`)];
    const missing = along.findIndex((influence) => influence === null);
    const facts = missing >= 0 ? [`Step ${missing + 1} is not causal, so the chain as a whole has no sign.`]
      : sums(story, steps, /** @type {Page.Influence[]} */ (along));
    return [el("h3", {}, "The whole story"), el("p", { class: "chain" }, names.join("")), el("ul", {},
      facts.map((fact) => el("li", {}, fact))), ...more];
  }

  // The three questions of a story, kept while its end is in view.
  /** @type {{ title: string, list: HTMLElement } | null} */
  let kept = null;
  /** @param {Page.Story} story @param {Page.Told[]} steps */
  function posed(story, steps) {
    if (kept?.title !== story.title) {
      const tasks = KG.ask.three(story, steps);
      const heading = el("h3", {}, tasks.length === 3 ? "Three questions" : KG.count(tasks.length, "question"));
      kept = { title: story.title, list: el("section", { id: "guide-three" },
        tasks.length ? [heading, el("ol", {}, tasks.map(KG.ask.posed))] : "") };
    }
    return kept.list;
  }

  // Where to go from here.
  /** @param {Page.Story} story @param {Page.Told[]} steps */
  function onward(story, steps) {
    const at = KG.guides.findIndex(({ title }) => title === story.title);
    const next = KG.guides[(at + 1) % KG.guides.length];
    const [a, b] = [steps[0].from, steps.at(-1).to].map((n) => data.concepts[n]?.id);
    return el("section", { id: "guide-onward" }, next && next.title !== story.title
      ? el("p", {}, el("a", { class: "button", href: KG.address({ v: "learn", guide: next.id, step: 1 }) },
        `Next story: ${next.title}`)) : null, el("ul", {}, [
      a && b && a !== b && KG.views.path ? el("a", { href: KG.address({ v: "path", a, b }) },
        `All ways from ${graph.label(steps[0].from)} to ${graph.label(steps.at(-1).to)}`) : null,
      KG.views.quiz ? el("a", { href: "#v=quiz" }, "Quiz") : null,
      el("a", { href: "#v=learn" }, "All stories"),
    ].filter(Boolean).map((link) => el("li", {}, link))));
  }

  /** @param {Page.Story} story @param {Page.Told[]} steps @param {Page.Influence[]} along */
  function sums(story, steps, along) {
    const { confidence, weakest, bridges } = graph.chain(steps[0].from, steps.at(-1).to, along);
    const mirrored = steps.flatMap(({ before }, i) => (
      before !== "?" && !along[i].stated.includes(before) ? [i + 1] : []));
    const joined = bridges.map((i) => `${i + 1} and step ${i + 2}`).join("; or step ");
    const factors = along.map((influence) => influence.conf).join(" × ");
    /** @param {number[]} list */
    const numbers = (list) =>
      `${list.length > 1 ? "Steps" : "Step"} ${list.join(", ")} ${list.length > 1 ? "are" : "is"}`;
    const sign = along.reduce((found, influence) => KG.times(found, influence.sign), /** @type {Page.Sign} */ ("+"));
    /** @type {Record<string, string>} */
    const round = { "-": "A change goes round once and comes back against itself: the loop is balancing.",
      "+": "A change goes round once and comes back in its own direction: the loop is reinforcing." };
    // What all chains together conclude, where it is not what this one says.
    const { before, from } = steps[0], { after, to } = steps.at(-1);
    const all = story.kind === "loop" ? null : graph.verdict(from, before === "-" ? -1 : 1, to);
    return [
      all && all.sign !== after ? `All chains together, to ${graph.label(to)}: ${
        graph.words(all.reason)}.` : null,
      story.kind === "loop" ? round[sign] ?? LOOPS["of unknown sign"]
        : "The arrows are arithmetic on the steps; perhaps no source states the whole.",
      `Confidence ${KG.two({ confidence })} (${factors}), each step with all claims about it.`,
      `Weakest is step ${weakest + 1}: ${graph.sentence(steps[weakest].claim)}.`,
      mirrored.length ? `${numbers(mirrored)} mirrored: sources state the opposite case.` : null,
      bridges.length
        ? `${KG.count(bridges.length, "bridge")}: no single source states both step ${joined}.` : null,
    ].filter(Boolean);
  }

  /** @param {Page.Told[]} steps */
  function balance(steps) {
    /** @param {number} claim */
    const sides = (claim) => ["for", "against", "undecided"]
      .map((side) => `${data.claims[claim].e.filter((n) => KG.sideOf(n) === side).length} ${side}`).join(", ");
    return el("ul", {},
      steps.map(({ claim }) => el("li", {}, KG.sentenceButton(claim),
      `: ${sides(claim)}; confidence ${graph.rated(data.claims[claim])}`)));
  }

  /** @param {Page.State} state */
  const isWhole = (state) => (state.step ?? 1) > (asked(state)?.steps.length ?? 0);

  KG.views.learn = {
    label: "Stories",
    // On a phone the panel has nothing to say before a guess.
    frame: (state) => (asked(state) && (state.guess || !KG.PHONE.matches || isWhole(state)) ? "picture" : "bare"),
    show: (state, place) => {
      const found = asked(state);
      if (found) tell(found, state, place);
      else list(place);
    },
  };
})();

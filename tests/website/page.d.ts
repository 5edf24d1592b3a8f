// The types of the page, for `npm run types`: the data that kg/website/data.py makes, the state in the address,
// pictures, and what the scripts in kg/website/assets share by the global KG. Nothing of it is in the page.

declare var KG: Page.KG;

// What is looked up in a Map, or with at(), is taken to be there, as what is looked up in a list is; filter(Boolean)
// leaves out what is missing; and the content of an element, taken apart, is nodes and texts.
interface Map<K, V> {
  get(key: K): V;
}
interface WeakMap<K extends WeakKey, V> {
  get(key: K): V;
}
interface Array<T> {
  at(index: number): T;
  flat(this: Page.Child[], depth: number): (Node | string | null | undefined | false)[];
  filter(by: BooleanConstructor): Exclude<T, null | undefined | false | 0 | "">[];
}

declare namespace Page {
  // The data. Concepts, claims, evidence, sources and passages refer to each other by their place in the lists.

  /** What a step does, or which way a quantity goes; "0": sources looked and found no effect. */
  type Sign = "+" | "-" | "?" | "0";
  /** The sign of a relation as it is drawn: also of an association, and of what is not causal. */
  type Drawn = Sign | "~" | "";
  /** What a sign rests on, from trials or several studies for each step to web pages alone. */
  type Support = "strong" | "moderate" | "unnamed" | "weak";
  type Way = 1 | -1;
  type Stance = 1 | -1 | 0;
  /** The evidence, its factors (kind, modality, citation) and what it counts. */
  type Part = [evidence: number, kind: string, modality: string, citation: string, points: string];
  /** What each witness of one side counts. */
  interface Points {
    pages: number[];
    studies: number[];
  }
  /** A claim or an influence, with its confidence. */
  interface Rated {
    conf: string;
    sum: Part[];
  }
  type Level = "high" | "medium" | "low";
  type Passage = [source: number, section: string, fragment: string, start: number, end: number];

  interface Concept {
    id: string;
    label: string;
    kind: string;
    def?: string;
    syn?: string[];
    of?: number;
    low?: 0 | 1;
    broader?: number[];
    excess?: number;
    generic?: 1;
    same?: string[];
  }

  interface Relation {
    label: string;
    definition: string;
    sign: Sign | "";
  }

  /** A document (`doc` 1), with a publisher, a study, with what a reference needs, or neither, if it is `bare`. */
  interface Source {
    id: string;
    name: string;
    kind: string;
    title: string;
    doc: 0 | 1;
    bare?: 1;
    /** What its design counts, from 0 to 1. */
    w: number;
    url?: string;
    publisher?: string;
    authors?: string;
    journal?: string;
    year?: string;
    volume?: string;
    issue?: string;
    pages?: string;
    doi?: string;
    pmid?: string;
    trace?: string;
    people?: string[];
    card?: number[];
  }

  /** The object of a claim is a concept, `o`, or a value: `v`, in words `value`. `id` is given if no rule makes it. */
  interface Claim {
    id?: string;
    s: number;
    r: string;
    o?: number;
    v?: string;
    value?: string;
    e: number[];
    conf: string;
    sum: Part[];
    contested?: 1;
  }

  /** It stands in a passage, `p`, or in a study, `src`. */
  interface Evidence {
    id: string;
    st: Stance;
    void?: 1;
    mod: string;
    says: string;
    p?: number;
    src?: number;
    ctx?: string[];
    note?: string;
    fig?: string[];
    unsound?: 1;
  }

  /** What a search needs to know of an influence. */
  interface Step {
    s: number;
    t: number;
    sign: Sign;
    cost: number;
  }

  /** An influence in the data: of one claim, it has the confidence of that claim. */
  interface Joined extends Step {
    claims: number[];
    stated: string;
    conf?: string;
    sum?: Part[];
    contested?: 1;
  }

  interface Influence extends Joined {
    n: number;
    conf: string;
    sum: Part[];
  }

  /** The kinds of a target and the influences on it when they stand for it; `but` if a chain begins at one of them. */
  interface Kinds {
    members: number[];
    influences: Joined[];
    but?: Record<string, { gone: [source: number, sign: Sign][]; other: Joined[] }>;
  }

  interface Loop {
    name: string;
    kind: string;
    confidence: string;
    steps: [source: number, target: number, sign: Sign][];
  }

  /** What the rules of judge.js need of the program; kg/website/judging.py tells what each holds. */
  interface Judged {
    targets: number[];
    rows: Record<string, string>;
    supports: string;
    contested: number[];
    denied: [source: number, target: number][];
    indicates: Record<string, number>;
    excludes: Record<string, string[]>;
    statuses: string[];
    words: Record<string, string>;
  }

  interface Data {
    version: string;
    own?: 1;
    concepts: Concept[];
    relations: Record<string, Relation>;
    modalities: Record<string, string>;
    sources: Source[];
    claims: Claim[];
    evidence: Evidence[];
    passages: Passage[];
    influences: Joined[];
    used: number[];
    kinds: Record<string, Kinds>;
    judge: Judged;
    moved?: { concepts: Record<string, number>; claims: Record<string, number> };
    loops: Loop[];
    omitted?: Record<string, string>;
    lessons?: Lesson[];
    /** The licence of the data of the program; absent for other data. */
    licence?: string;
    shown?: Shown[];
  }

  /** A lesson for a class: states of the page by their addresses, each with a heading and a sentence. */
  interface Lesson {
    id: string;
    title: string;
    minutes: number;
    steps: { show: string; heading: string; tell: string; minutes?: number }[];
  }

  /** A chain of a single picture. */
  interface Shown {
    steps: [source: number, target: number, sign: Sign][];
    feedback?: Feedback;
  }

  interface Guide {
    id: string;
    title: string;
    about: string;
    kind: "chain" | "loop" | "sides";
    steps: { claim: string; tell: string }[];
  }

  /** The groups of the whole map, each in a column, and the group of each concept in it. */
  interface Places {
    nodes: [concept: number, group: number][];
    groups: { id: string; label: string; column: number }[];
    options: vis.Options;
  }

  interface Setting {
    single: (Partial<State> & { v: string }) | null;
    library: "linked" | "inline";
    built: { version: string; concepts: number; claims: number; sources: number };
  }

  // Answers of the graph.

  interface Search {
    source: number;
    target: number;
    start: Sign;
    ends: Sign[];
    k: number;
    maxHops: number;
    limit: number;
  }

  /** An influence of a search, with its weight there; a partial path, and what of it decides the order. */
  type Edge<S extends Step> = S & { of: S; weight: number };
  interface Entry<S extends Step> {
    total: number;
    spent: number;
    hops: number;
    node: number;
    key: Sign;
    direction: Sign;
    parent: Entry<S> | null;
    edge?: Edge<S>;
  }

  interface Link {
    influence: Influence;
    from: string;
    to: string;
    before: Sign;
    after: Sign;
    stated: boolean;
    disputed: boolean;
    claims: number[];
    kinds: number[];
  }

  interface Chain {
    sign: Sign;
    confidence: string;
    steps: Link[];
    weakest: number;
    bridges: number[];
    feedback?: Feedback;
  }

  /** A quantity and its direction. */
  type Place = [n: number, direction: Sign];

  /** The step that stands for a change of the quantity n, which the chain reverses later. */
  interface Feedback {
    step: number;
    n: number;
    direction: Sign;
  }

  interface Paths {
    verdict: "none" | "coherent" | "incoherent";
    chains: Chain[];
    opposite: Chain | null;
    examined?: number;
    why?: string;
  }

  interface Named {
    n: number;
    name: string;
  }

  /** How near a name is to what was typed. */
  interface Found extends Named {
    place: number[];
  }

  // What is concluded; kg/reasoning/judgement.py tells the rules.

  /** An influence of possible worlds, its ends numbered in the order of names, and the influence that it stands for. */
  interface Acts {
    s: number;
    t: number;
    sign: number;
    conf: number;
    n: number;
  }

  interface Draws {
    arcs: Map<number, Map<number, Acts[]>>;
    acting(tail: number, head: number, even: boolean): Float64Array;
    decay(n: number): Float64Array;
  }

  interface Weight {
    sign: Sign;
    weight: number;
  }

  /** What chains determine, or sources found. */
  interface Outcome {
    sign: Sign;
    reason: string;
  }

  /** A quantity with a direction, and a shortest walk there. */
  interface Reached {
    node: number;
    sign: Sign;
    walk: Influence[];
  }

  /** `source` and `target` are what was judged, which may stand in for what was asked. */
  interface Verdict extends Outcome {
    certainty: "certain" | "likely" | "open";
    source: number;
    target: number;
    support: Support | null;
    weight: number | null;
    leaning: Sign | null;
    population: string | null;
  }

  interface Move extends Verdict {
    n: number;
  }

  interface Situation {
    verdict(target: number): Verdict;
    targets(): number[];
  }

  /** What the rules need of the graph. */
  interface Rules {
    influences: Influence[];
    used: Influence[];
    rank: number[];
    order(a: string, b: string): number;
    leading(n: number, pool?: Influence[]): Influence[];
  }

  /** What a situation asks the graph. */
  interface Judging extends Rules {
    concepts: Concept[];
    known: Judged;
    firm: Influence[];
    nulls: Map<string, Influence>;
    without: Set<number>;
    denied: Set<string>;
    grade(i: Influence): number;
    studied(i: Influence): boolean;
    limits(i: Influence): string[][];
    isLevel(n: number): boolean;
    kinds(n: number): number[];
    above(n: number): number[];
    below(n: number): number[];
    indicates(n: number): number | undefined;
    excludes(n: number): string[] | undefined;
    structures(n: number): Map<number, string>;
    standIns(n: number): number[];
    byStatement(n: number, instead: number): boolean;
    leftOut(n: number): Set<number>;
    draws(pool: Influence[] | null): Draws;
  }

  interface Judge {
    moves(n: number, way?: Way): Move[];
    verdict(n: number, way: Way, target: number): Verdict | null;
    words(name: string): string;
  }

  /** What the data says, whatever is asked. */
  interface Facts {
    data: Data;
    concepts: Concept[];
    claims: Claim[];
    evidence: Evidence[];
    influences: Influence[];
    used: Influence[];
    rank: number[];
    whole(i: Joined, n: number): Influence;
    concept(n: number | undefined): Concept | null;
    byId(id: string | undefined): number;
    label(n: number | undefined): string;
    quantity(n: number | undefined): number;
    direction(n: number | undefined): Way;
    sign(n: number): Sign;
    states(n: number): number[];
    kinds(n: number): Kinds | undefined;
    generic(n: number): boolean;
    kin(a: number, b: number): boolean;
    claimId(n: number): string;
    claimById(id: string): number;
    sentence(n: number): string;
    source(evidence: number): number;
    link(evidence: number): string | null;
    leading(n: number, pool?: Influence[]): Influence[];
    rated(rated: Rated): string;
    rung(evidence: number): number;
    outranked(influence: Influence): boolean;
    side(sum: Part[], stance: Stance): number;
    calculation(sum: Part[]): string[];
  }

  interface Chains {
    paths(question: { a: number; b: number; k?: number; maxHops?: number }): Paths;
    best(part: Influence[], question: Search): Influence[][] | null;
    chain(a: number, b: number, along: Influence[]): Chain;
    distances(part: Influence[], root: number): Map<number, number>;
  }

  interface Graph extends Facts, Chains, Quiz, Judge {
    search(text: string): Named[];
  }

  type Doubt = "unsigned" | "opposing" | "contested" | "outranked";

  interface ChainQuestion extends Omit<Chain, "steps"> {
    a: number;
    b: number;
    steps: (Link & { claim: number; answer: number; choices: number[] })[];
  }

  interface ChainOptions {
    most?: number;
    guides?: Guide[];
    fit?: (influence: Influence) => boolean;
    about?: (n: number) => boolean;
  }

  /** The cards of a quiz. */
  interface Deck {
    doubt(influence: Influence): Doubt | null;
    alike(a: number, b: number): boolean;
    sourced(claim: number): boolean;
    holds(card: SignAsked): boolean;
    within(topic: string | undefined): (n: number) => boolean;
    candidates(seed: number, topic?: string): SignAsked[];
    deck(seed?: number, fit?: (card: SignAsked) => boolean): SignAsked[];
    people(card: SignAsked): string[];
    topics(): { id: string; label: string }[];
  }

  interface Quiz {
    doubt: Deck["doubt"];
    deck: Deck["deck"];
    people: Deck["people"];
    topics: Deck["topics"];
    chainQuestions(seed?: number, options?: ChainOptions): ChainQuestion[];
    asked(seed?: number, options?: { n?: number; topic?: string; guides?: Guide[] }): Asked[];
  }

  // Pictures.

  interface Point {
    x: number;
    y: number;
  }

  interface Size {
    w: number;
    h: number;
  }

  /** A box to be drawn; `arrow` is the way in which it moves. */
  interface Box {
    n: number;
    role?: string;
    arrow?: string;
    /** Its direction is only probable. */
    maybe?: boolean;
    label?: string;
    /** Not drawn yet. */
    late?: boolean;
  }

  interface Placed extends Box, Point, Size {
    lines?: string[];
  }

  interface Ends {
    from: number;
    to: number;
  }

  interface Arrow extends Ends {
    id: string | number;
    sign: Drawn;
    conf: string;
    claims: number[];
    contested: boolean;
    count?: number;
    chosen?: boolean;
    faint?: boolean;
    /** Chosen, but without a halo, where that would hide the others. */
    bare?: boolean;
    best?: boolean;
    late?: boolean;
    /** Of a bundle, whatever its confidence. */
    width?: number;
    points?: Point[];
    /** What happens in a chain, where that is drawn and not what the arrow says; and the word beside it. */
    look?: Drawn;
    word?: string;
  }

  /** An arrow of a worksheet, and what of it is left blank. */
  interface Blank {
    i: Influence;
    blank: "sign" | "box" | null;
  }

  /** How an arrow stands out: grey if something else is chosen, strong under the mouse. */
  interface Shade {
    grey: boolean;
    strong: boolean;
  }

  /** What sources disagree about: its claims and evidence, and what each side comes to. */
  interface Debate {
    claims: number[];
    yes: number[];
    no: number[];
    open: number[];
    pro: number;
    contra: number;
    titles: [yes: string, no: string];
    /** Not whether, but which way. */
    way?: boolean;
  }

  interface Heading {
    label: string;
    x: number;
  }

  interface Picture<A extends Arrow = Arrow> {
    boxes: Placed[];
    arrows: A[];
    down?: boolean;
    /** It scrolls with the page and is as high as it needs to be. */
    tall?: boolean;
    /** The least scale. */
    least?: number;
    columns?: Heading[];
    start?: number;
    name?: string;
    /** What is drawn with dashes and does not answer: what comes next in a story. */
    ghosts?: { boxes: Placed[]; arrows: (A & { points: Point[] })[] };
  }

  interface Room {
    wrap?: number;
    aisle?: number;
  }

  /** A box or an arrow; or also the ring of a disputed arrow. */
  type Chosen = ["concept", number] | ["arrow", string | number];
  type Thing = Chosen | ["dispute", string | number];

  /** What is told of a box ("concept", n) or an arrow ("arrow", id) that was chosen. */
  type Pick = (...chosen: Chosen) => void;

  interface Hooks {
    legend?: boolean;
    tools?: HTMLElement;
    pick?: Pick;
  }

  /** What an arrow of a plain picture must know of the others. */
  interface Around {
    picture: Picture;
    boxes: Map<number, Placed>;
    crowd: Map<number, number>;
    some: boolean;
    taken: (Point & { w: number })[];
  }

  interface Drawing {
    show(picture: Picture, hooks: Hooks): void;
    fit(whole?: boolean): void;
    settle(): void;
    fly(n: number): void;
    spots(): { scale: number; boxes: ({ n: number } & Point)[]; arrows: object[] };
  }

  /** Boxes that stand below each other, the heights at which an arrow crosses them, and how far they reach. */
  interface Column {
    boxes: Placed[];
    gaps: number[];
    left: number;
    right: number;
  }

  /** The frame of a picture, and where the picture stands in it. */
  class Stage {
    constructor(place: HTMLElement);
    place: HTMLElement;
    frame: HTMLElement;
    zooms: HTMLElement;
    nodes: vis.DataSet<vis.Item>;
    edges: vis.DataSet<vis.Item & { arrow: number }>;
    network: vis.Network;
    picture: Picture;
    cursor: number | null;
    touched: boolean;
    point(event: MouseEvent): Point;
    fit(whole?: boolean): void;
    zoom(turn: number, at?: Point): void;
    settle(): void;
    size(): void;
    fly(n: number): void;
    reveal(point: Point): void;
    spots(): { scale: number; boxes: ({ n: number } & Point)[]; arrows: object[] };
  }

  /** What a column holds: boxes by their number, and the lanes of arrows that pass it. */
  type Item = number | string;
  type Pair = [from: number, to: number];
  /** The items that stand next to each. */
  type Near = Map<Item, Item[]>;
  type Laid = { n: number } & Point & Size;

  /** What an arrow passes from box to box. */
  interface Track extends Ends {
    lanes: { key: string; c: number }[];
    way: Way;
    items: Item[];
  }

  interface Layout {
    width(text: string): number;
    FONT: number;
    LINE: number;
    measure(label: string, wrap?: number): Size & { lines: string[] };
    levels(nodes: number[], arrows: Ends[]): number[][];
    place(columns: number[][], arrows: Ends[], sizes: Map<number, Size>, aisle?: number): {
      boxes: Laid[];
      routes: Point[][];
    };
    picture<B extends Box, A extends Ends>(
      boxes: B[],
      arrows: A[],
      options?: Room & { columns?: number[][]; down?: boolean },
    ): { down: boolean; boxes: (B & Placed)[]; arrows: (A & { points: Point[] })[] };
    roomiest<P extends { boxes: Placed[] }>(layouts: (() => P)[], stage: HTMLElement): P;
    extent(columns: number[][], arrows: Ends[], room?: Room): Size;
  }

  /** A neighbour of the concept in focus, by its arrows, the best first; a cause stands at -1, an effect at 1. */
  interface Neighbour {
    n: number;
    arrows: Arrow[];
    side: Way;
  }

  /** The question of a what-if: the concept that was named, the quantity that is held, and the sign in which it is. */
  interface Held {
    n: number;
    way: Way;
    held: number;
    sign: Sign;
  }

  interface WhatIfParts {
    heading: HTMLElement;
    bar: HTMLElement;
    up: HTMLElement;
    down: HTMLElement;
    vote: HTMLElement;
    count: HTMLElement;
    strip: HTMLElement;
    picture: HTMLElement;
    list: HTMLElement;
    replay: HTMLButtonElement;
    picker: Picker;
  }

  /** A guide or loop as it is told: its claims by number, and where the first quantity goes. */
  interface Story {
    kind: "chain" | "loop" | "sides";
    title: string;
    about: string;
    steps: { claim: number; tell: string }[];
    start?: Sign;
  }

  /** A step of a story with its ends and signs; `to` is -1 where the object of its claim is a value. */
  interface Told extends Ends {
    claim: number;
    tell: string;
    conf: string;
    contested: boolean;
    denied: boolean;
    influence: Influence | null;
    sign: Drawn;
    before: Sign | "";
    after: Sign | "";
  }

  /** An answer that can be chosen: its value, its mark and its words. */
  type Option = [value: string, mark: string, label: string];
  interface Task {
    ask: string;
    options: Option[];
    right: string;
    claim: number;
  }

  interface StoryParts {
    title: HTMLElement;
    ask: HTMLElement;
    bars: HTMLElement;
    place: HTMLElement;
    tell: HTMLElement;
    back: HTMLButtonElement;
    next: HTMLButtonElement;
    tools: HTMLElement;
    picture: HTMLElement;
    below: HTMLElement;
  }

  /** What sources say of a pair; "!": they disagree. */
  type Reply = "+" | "-" | "!";
  interface SignAsked {
    sort: "sign";
    influence: number;
    claim: number;
    claims: number[];
    evidence: number[];
    from: number;
    to: number;
    answer: Reply;
  }
  type ChainAsked = ChainQuestion & { sort: "chain" };
  type Asked = SignAsked | ChainAsked;

  /** A claim that was missed, its box, and the day of its next question. */
  type Card = [id: string, box: number, day: number];
  interface Cards {
    read(text: string | null, known: (id: string) => boolean, today: number): Card[];
    moved(cards: Card[], id: string, right: boolean, today: number): Card[];
    due(cards: Card[], today: number): string[];
  }

  interface Answer {
    q: number;
    right: boolean;
    choice?: Reply;
  }

  /** A quiz: its questions, the answers so far, and of chains the links so far, each right or wrong. */
  interface Round {
    key: string;
    questions: Asked[];
    answers: (Answer | undefined)[];
    built: Record<number, boolean[]>;
    note?: { q: number; note: string };
  }

  /** How much room a picture has; the height counts for nothing where there is little. */
  interface Free extends Size {
    small: boolean;
  }

  // Elements and views.

  /** What becomes the content of an element: text stays text, lists are taken apart, null and false are left out. */
  type Child = Node | string | number | boolean | null | undefined | readonly Child[];
  type Listeners = Record<string, (event: Event) => void>;
  type Attribute = string | number | boolean | null | undefined;

  interface Props {
    on?: Listeners;
    data?: Record<string, string>;
    [attribute: string]: Attribute | Listeners | Record<string, string>;
  }

  type Theme = "dark" | "light";
  /** How high the panel of a phone stands. */
  type Sheet = "closed" | "rest" | "half" | "full";

  /** What the address says after "#". */
  interface Said {
    v: string;
    c?: string;
    a?: string;
    b?: string;
    up?: string;
    down?: string;
    claim?: string;
    debate?: string;
    d?: number;
    k?: number;
    page?: number;
    all?: number;
    chain?: number;
    step?: number;
    loop?: number;
    q?: number;
    seed?: number;
    n?: number;
    topic?: string;
    guess?: string;
    group?: string;
    guide?: string;
    off?: string[];
    sort?: string;
    find?: string;
    effect?: string;
  }

  /** The state of the page: the address, and what belongs to the reader alone. */
  interface State extends Said {
    theme?: Theme;
    sheet?: Sheet;
  }

  /** Changes of the state; null takes a part out. */
  type Changes = { [K in keyof State]?: State[K] | null };

  /** What a reader does. */
  type Action =
    | { type: "address"; hash: string; link?: boolean }
    | { type: "change"; changes: Changes }
    | { type: "look"; c: string }
    | { type: "quiz"; seed: number; n?: number; topic?: string | null }
    | { type: "theme"; theme: Theme }
    | { type: "sheet"; sheet: Sheet };

  /** What the state is told of the page: which names there are. */
  interface Known {
    single: (Partial<Said> & { v: string }) | null;
    view(name: string): boolean;
    concept(text: string): string | undefined;
    claim(text: string): string | undefined;
    guide(text: string): boolean;
    first(claim: string | undefined): string | undefined;
  }

  interface States {
    parse(hash: string): State;
    lost(hash: string): boolean;
    address(state: Changes): string;
    reduce(state: State, action: Action): State;
  }

  /** What stands beside the view: nothing; the panel; or the panel, and the legend of a picture. */
  type Frame = "bare" | "panel" | "picture";

  interface View {
    label: string;
    frame(state: State): Frame;
    show(state: State, place: HTMLElement): void;
  }

  interface PickerOptions {
    label: string;
    key?: string;
    clear?: boolean;
    hint?: boolean;
  }

  interface Picker {
    input: HTMLInputElement;
    set(n: number): void;
  }

  interface Panel {
    fill(title: Child, ...content: Child[]): void;
    claim(n: number): void;
    concept(n: number): void;
    claims(numbers: number[]): Child;
    said(numbers: number[]): Child;
    sides(numbers: number[], sum: Part[]): Child;
    sum(rated: Rated): Child;
    modalities(numbers: number[]): Child;
    best(numbers: number[]): number[];
    tag(text: string, kind?: string): HTMLElement;
    actions(...buttons: Child[]): HTMLElement;
  }

  interface Legend {
    key(picture: Picture): void;
    filters(picture: Picture, all: Arrow[]): void;
    filter<A extends Arrow>(arrows: A[], anchor: number): A[];
    off(): Set<string>;
  }

  /** Entries of the legend: of which arrows, or of which evidence, they are. */
  interface Group {
    prefix: string;
    title: string;
    about?: string;
    of?: (arrow: Arrow) => string;
    evidence?: (evidence: number) => string;
  }

  type OfArrows = Group & { of: NonNullable<Group["of"]> };
  type OfEvidence = Group & { evidence: NonNullable<Group["evidence"]> };

  interface Band {
    id: Level;
    words: string;
  }

  /** What the scripts share. */
  interface KG {
    // paths.js to quiz.js
    times(a: Sign, b: Sign): Sign;
    rankedPaths<S extends Step>(influences: S[], rank: number[], question: Search): Generator<S[] | null, void>;
    feedback(influences: Step[]): (chain: Place[]) => Feedback | null;
    bestPaths<S extends Step>(influences: S[], rank: number[], question: Search): S[][] | null;
    product(hundredths: number[]): string;
    confidence: {
      together(side: Points): number;
      calculation(support: Points, dispute: Points): string[];
      level(confidence: number): Level;
      words(conf: string, support: Points, dispute: Points): string;
      two(number: number): string;
    };
    bar(value: number): SVGElement;
    /** The confidence of a chain with two digits. */
    two(chain: { confidence: string }): string;
    crc32(text: string): number;
    random(seed: number, many: number): Float64Array;
    rounded(x: number): number;
    draws(acts: Acts[], names: string[]): Draws;
    WORLDS: number;
    EVEN: number;
    plus(total: Float64Array | undefined, one: Float64Array, other: Float64Array): Float64Array;
    steady(
      base: Map<number, Float64Array>, acting: Map<number, Map<number, Float64Array>>,
    ): Map<number, Float64Array>;
    worlds(draws: Draws, held: number, way: number): (target: number) => Weight | null;
    MOST_WEIGHT: number;
    reached(pool: Influence[], starts: [node: number, sign: Sign][],
      barred?: (i: Influence, walk: Influence[]) => boolean): Map<string, Reached>;
    passed(pool: Influence[], start: number, targets: number[]): number[];
    situation(judge: Judging, held: number, sign: Sign): Situation;
    judge(graph: Rules, data: Data): Judge;
    own<T>(table: Record<string, T> | undefined, name: string | number): T | undefined;
    order(a: string, b: string): number;
    normal(text: string): string;
    claimName(subject: string, relation: string, object: string): string;
    search(facts: Facts): (text: string) => Named[];
    facts(data: Data): Facts;
    load(data: Data): Graph;
    meant(typed: string, concepts: { label: string; syn?: string[] }[]): Named[];
    // deck.js
    deck(graph: Facts & Judge, data: Data): Deck;
    dice(seed: number): () => number;
    shuffled<T>(values: Iterable<T>, dice: () => number): T[];
    quiz(graph: Facts & Chains & Judge, data: Data): Quiz;
    // state.js
    states(known: Known): States;
    // base.js
    data: Data;
    map: Places;
    guides: Guide[];
    setting: Setting;
    graph: Graph;
    single: Setting["single"];
    sourceOf(evidence: number): Source;
    kindOf(source: Source): string;
    apart(evidence: number[]): number[][];
    sideOf(n: number): string;
    nameOf(source: Source): string;
    firmly(item: { mod?: string }): string | undefined;
    find(id: string): HTMLElement;
    el<K extends keyof HTMLElementTagNameMap>(tag: K, props?: Props, ...children: Child[]): HTMLElementTagNameMap[K];
    svg<K extends keyof SVGElementTagNameMap>(tag: K, props?: Props, ...children: Child[]): SVGElementTagNameMap[K];
    button(text: Child, act: (event: Event) => void, props?: Props): HTMLButtonElement;
    copier(
      name: string, text: () => string, words: string, area: HTMLTextAreaElement, props?: Props,
    ): HTMLButtonElement;
    copy(event: Event, text: string, words: string, area: HTMLTextAreaElement): Promise<void>;
    out(href: string | null | undefined, ...children: Child[]): HTMLElement;
    slug(text: string): string;
    count(n: number, one: string, many?: string): string;
    say(text: string, seen?: boolean): void;
    views: Record<string, View>;
    address(state: Changes): string;
    link(changes: Changes): string;
    state: State;
    read(): void;
    /** The state of an address. */
    parse(hash: string): State;
    /** Whether the address names a concept that is not there. */
    lost: boolean;
    steps: number;
    dispatch(action: Action, options?: { replace?: boolean }): void;
    go(changes: Changes, options?: { replace?: boolean }): void;
    sentenceButton(n: number, props?: Props): HTMLElement;
    conceptButton(n: number, props?: Props): HTMLElement;
    focusOn(n: number): string;
    EFFECT: Record<Drawn, string>;
    VERB: Record<Drawn, string>;
    ARROW: Record<Sign, string>;
    /** How what is only probable is marked, by its arrow. */
    PROBABLY: Record<string, string>;
    sign(relation: string): Drawn;
    BANDS: Band[];
    band(confidence: number): Level;
    KINDS: string[];
    colour(name: string): string;
    dark(): boolean;
    theme(wanted?: Theme): void;
    NARROW: MediaQueryList;
    PHONE: MediaQueryList;
    small(place: HTMLElement): boolean;
    // the other scripts
    labels: {
      measure: Layout["measure"];
      width: Layout["width"];
      FONT: number;
      LINE: number;
      WRAP: number;
    };
    columns: {
      levels: Layout["levels"];
      start(columns: number[][], column: Map<number, number>, tracks: Track[]): Item[][];
      sweep(order: Item[][], left: Near, right: Near): Item[][];
      mean(values: number[], otherwise: number): number;
    };
    layout: Layout;
    ways(arrows: Arrow[], boxes: Placed[]): (Arrow & { points: Point[] })[];
    Stage: typeof Stage;
    TURN: number;
    draw(place: HTMLElement, picture: Picture, hooks?: Hooks): Drawing;
    drawing?: Drawing;
    /** The last picture that was drawn, and where. */
    shown?: { picture: Picture; place: HTMLElement };
    csv(claims: number[]): string;
    worksheet(claims: number[]): Promise<Blank[][]>;
    /** Concepts with a worksheet that share a word with another one. */
    topics(n: number): Promise<string[]>;
    printed(sheet: Blank[][], title: string): string;
    save(blob: Blob, ending: string): void;
    cards: Cards;
    question(card: SignAsked): string[];
    reply(card: SignAsked, value: Reply): string;
    card: {
      today(): number;
      cards(): Card[];
      file(claim: number, right: boolean): void;
      due(): SignAsked[];
      keep(answers: object): void;
      kept(key: string): Record<string, unknown[]> | null;
      shown(evidence: number[]): HTMLElement;
      said(claim: number): number;
      draw(place: HTMLElement, asked: Asked): void;
      teacher(of: () => SignAsked[]): HTMLElement;
    };
    ask: {
      MOVES: Option[];
      change(way: Sign): string;
      before(step: Told): Task;
      three(story: Story, steps: Told[]): Task[];
      sign(mark: string): HTMLElement | null;
      buttons(task: Task, act: (choice: string) => void, chosen?: string): HTMLElement;
      posed(task: Task): HTMLElement;
    };
    story: {
      asked(state: State): Story | null;
      guide(body: Guide): Story | null;
      signed(story: Story): Told[];
      picture(story: Story, steps: Told[], shown: number, now: number): Picture;
      LOOPS: Record<string, string>;
    };
    sheet(): void;
    lower(): boolean;
    lesson(name: string): void;
    /** The address of the step of the lesson that is running; empty if none is. */
    vector(picture: Picture): SVGSVGElement;
    plain(place: HTMLElement): Drawing;
    legend: Legend;
    joined(claims: number[]): { conf: string; count: number; contested: boolean };
    cite: { plain(n: number): string; bibtex(n: number): string };
    panel: Panel;
    sentence(n: number): Child[];
    pick(arrows: Arrow[], box: (n: number) => void): Pick;
    picker(place: HTMLElement, options: PickerOptions, choose: (n: number) => void): Picker;
    chainLine(chain: Chain): string;
    arrowId(influence: Step): string;
    chained(chains: Chain[], bold: Chain, ends: number[]): {
      boxes: Box[]; arrows: Arrow[]; columns: number[][];
    };
    debates(): Debate[];
    debateOf(claims: number[]): string;
    look: {
      FONT: string;
      COLOUR: Record<string, string>;
      palette(): Record<string, string>;
      node(box: Placed, look: Record<string, string>, here: boolean, grey: boolean): vis.Item;
      way(
        arrow: Arrow, i: number, look: Record<string, string>, shade: Shade, smooth: object, down?: boolean,
      ): [points: vis.Item[], parts: (vis.Item & { arrow: number })[]];
      bend(arrow: Arrow, twin: number, picture: Picture): object;
    };
    moves: {
      sorts(moved: Move[], cost: (n: number) => number): [sort: string, some: Move[]][];
      strip(sorted: [sort: string, some: Move[]][]): HTMLElement[];
      list(sorted: [sort: string, some: Move[]][], target: number, cost: (n: number) => number): HTMLElement[];
      words(question: Held): string;
      concluded(question: Held, move: Move): string;
      overview(question: Held, moved: Move[], root: number): void;
      detail(question: Held, target: number, move: Move | undefined, found: Chain[]): void;
    };
    marks: {
      headings(pen: CanvasRenderingContext2D, network: vis.Network, columns: Heading[]): void;
      draw(pen: CanvasRenderingContext2D, picture: Picture): void;
      disputed(picture: Picture, point: Point): Arrow | null;
    };
    hover(place: HTMLElement, over: (thing: Thing | null) => void): {
      move(thing: Thing | null, picture: Picture, at: Point, wait?: number): void;
    };
    show(): void;
  }
}

/** The few things of vis-network that the page asks for. */
declare namespace vis {
  interface Options {
    interaction: Record<string, boolean | number>;
    [name: string]: unknown;
  }

  /** A box, a stop of an arrow, or a piece of one, with whatever says how it looks. */
  interface Item {
    id: string;
    [look: string]: unknown;
  }

  class DataSet<T extends Item> {
    update(items: T[]): void;
    clear(): void;
    get(id: string): T;
  }

  class Network {
    constructor(
      frame: HTMLElement,
      data: { nodes: DataSet<Item>; edges: DataSet<Item & { arrow: number }> },
      options: Options,
    );
    interactionHandler: { options: Record<string, boolean> };
    on(event: "click", act: (event: { pointer: { DOM: Page.Point } }) => void): void;
    on(event: "beforeDrawing" | "afterDrawing", act: (pen: CanvasRenderingContext2D) => void): void;
    on(event: "dragStart" | "zoom", act: () => void): void;
    moveTo(to: { position?: Page.Point; scale?: number; animation?: object }): void;
    getScale(): number;
    setSize(width: string, height: string): void;
    redraw(): void;
    canvasToDOM(point: Page.Point): Page.Point;
    DOMtoCanvas(point: Page.Point): Page.Point;
    getNodeAt(point: Page.Point): string | undefined;
    getEdgeAt(point: Page.Point): string | undefined;
  }
}

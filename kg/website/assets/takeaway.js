// Share and save: a link, the picture as SVG or PNG, the claims in view as CSV, a worksheet, a citation, and the report
// of an error as a text to copy. Nothing is sent anywhere.
(() => {
  "use strict";
  const { KG } = window;
  const { el, button, copier, data, graph } = KG;
  const version = data.version || "unknown";
  const SHARPNESS = 2; // Pixels of a PNG per pixel of the picture.
  const HEADER = ["claim", "sentence", "effect", "confidence", "contested", "for", "against", "sources"];
  const WRONG = "What is wrong: ", REPORT = "Report an error in this claim";
  // The reports as far as they were written, by claim.
  /** @type {Map<number, string>} */
  const written = new Map();
  /** @type {ReturnType<typeof parts> | null} */
  let made = null;

  // What is in view.

  // The picture in view; undefined where the view has none.
  function picture() {
    const { shown } = KG;
    if (!shown?.picture.boxes.length || !shown.place.clientWidth || shown.place.closest("[hidden]")) return undefined;
    return shown.picture;
  }

  // The claims in view: those of the picture, or the rows of the table, and the open one.
  function claims() {
    const rows = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#claims tbody tr"))]
      .filter((row) => row.offsetParent).map((row) => graph.claimById(String(row.dataset.claim)));
    const open = KG.state.claim ? [graph.claimById(KG.state.claim)] : [];
    const drawn = picture()?.arrows.flatMap((arrow) => arrow.claims) ?? [];
    return [...new Set([...open, ...drawn, ...rows])].filter((n) => n >= 0);
  }

  const address = () => location.href.replace(/#.*/, "");
  const here = () => address() + KG.link({});
  const named = () => document.title.replace(/ – [^–]*$/, "");
  const file = () => KG.slug(named()).slice(0, 60) || "vitamin-d";

  // Texts.

  // A cell that a spreadsheet would take for a formula begins with an apostrophe.
  /** @param {string | number} value */
  function cell(value) {
    const text = String(value).replace(/^[=+\-@\t\r]/, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
  }

  /** @param {number} n */
  function row(n) {
    const { r, e, conf, contested } = data.claims[n];
    /** @param {Page.Stance} stance */
    const many = (stance) => e.filter((item) => data.evidence[item].st === stance).length;
    const sources = [...new Set(e.map((item) => KG.sourceOf(item).id))].join(" ");
    const effect = KG.VERB[KG.sign(r)];
    return [graph.claimId(n), graph.sentence(n), effect, conf, contested ? "yes" : "no", many(1), many(-1), sources];
  }

  KG.csv = (numbers) => [HEADER, ...numbers.map(row)].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");

  /** @param {string} text */
  const escaped = (text) => text.replace(/[{}\\&%$#_]/g, (c) => (c === "\\" ? "\\textbackslash{}" : `\\${c}`));

  // How to cite the view, and the sources of the open claim.
  const title = () => `${KG.find("title").textContent}: ${named()}`;
  function cited() {
    const claim = KG.state.claim ? `\n\n${KG.cite.plain(graph.claimById(KG.state.claim))}` : "";
    return `${title()}. Data version ${version}. ${here()}${claim}`;
  }
  function bibtex() {
    const claim = KG.state.claim ? `\n\n${KG.cite.bibtex(graph.claimById(KG.state.claim))}` : "";
    const url = here().replace(/[{}\\]/g, encodeURIComponent);
    const fields = [["title", escaped(title())], ["version", escaped(version)], ["url", url]]
      .map(([name, value]) => `  ${name} = {${value}}`).join(",\n");
    return `@misc{vitamin-d-kg-${KG.slug(version)},\n${fields}\n}${claim}`;
  }

  // The report of an error in the open claim: what it says and where, with room for what is wrong.
  /** @param {number} n */
  function report(n) {
    const said = data.claims[n].e.map((item) => {
      const { id, says } = data.evidence[item];
      return `- ${id} (${KG.sourceOf(item).name}, ${KG.sideOf(item)}): ${says}`;
    });
    return [`Error in claim ${graph.claimId(n)}`, `“${graph.sentence(n)}”`, "", WRONG,
      "What the source says, and where: ", "", `Data version ${version}. ${here()}`, "", "Evidence of the claim:",
      ...said].join("\n");
  }

  // Ways out.

  // A quiz is shared from its first question on.
  const linked = () => address() + KG.link(KG.state.q ? { q: 1, claim: null } : {});

  // The menu says what was done, on screen and to screen readers.
  /** @param {string} text */
  function tell(text) {
    KG.say(text);
    /** @type {ReturnType<typeof parts>} */ (made).note.textContent = text;
  }

  // The report of the open claim, with the cursor where it is to be completed.
  function offer() {
    const { area, copied } = /** @type {ReturnType<typeof parts>} */ (made);
    const n = graph.claimById(KG.state.claim ?? "");
    area.hidden = copied.hidden = false;
    area.value = written.get(n) ?? report(n);
    area.oninput = () => written.set(n, area.value);
    area.focus();
    const at = area.value.indexOf(WRONG) + WRONG.length;
    area.setSelectionRange(at, at);
    area.scrollTop = 0;
  }

  /** @param {Blob} blob @param {string} ending */
  function save(blob, ending) {
    const link = el("a", { download: `${file()}.${ending}` });
    link.href = URL.createObjectURL(blob);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    tell(`Saved ${link.download}.`);
  }
  KG.save = save;

  /** @param {Page.Picture} shown */
  function drawn(shown) {
    const whole = KG.vector(shown);
    whole.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    whole.setAttribute("role", "img");
    return whole;
  }
  /** @param {SVGElement} whole */
  const text = (whole) => new XMLSerializer().serializeToString(whole);

  /** @param {Page.Picture} shown */
  async function png(shown) {
    const whole = drawn(shown);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(whole))}`;
    await image.decode();
    const [width, height] = ["width", "height"].map((side) => Math.round(Number(whole.getAttribute(side)) * SHARPNESS));
    const canvas = el("canvas", { width, height });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => blob && save(blob, "png"), "image/png");
  }

  /** @param {(shown: Page.Picture) => void} act */
  const withPicture = (act) => () => {
    const shown = picture();
    if (shown) act(shown);
  };

  async function worksheet() {
    const made = await KG.worksheet(claims());
    const { v, a, b } = KG.state;
    const [from, to] = [a, b].map((id) => graph.label(graph.byId(id ?? "")));
    const page = KG.printed(made, `Worksheet: ${v === "path" && a && b ? `from ${from} to ${to}` : named()}`);
    if (made.length) save(new Blob([page], { type: "text/html" }), "worksheet.html");
    else {
      const others = await KG.topics(graph.byId(KG.state.c ?? ""));
      tell(`No well supported claims here for a worksheet; try ${
        others.length ? `a concept such as ${others.join(", ")}` : "another concept"}, or a path.`);
    }
  }

  // The menu. Its choices are those that the view has when it is opened.
  function parts() {
    const area = el("textarea", {
      id: "taken", rows: 8, hidden: true, spellcheck: "false", "aria-label": "Text to copy",
    });
    const note = el("p", { class: "source" });
    const svg = button("Picture as SVG", withPicture((shown) => {
      save(new Blob([text(drawn(shown))], { type: "image/svg+xml" }), "svg");
    }));
    const bitmap = button("Picture as PNG", withPicture((shown) => void png(shown)));
    const csv = button("Claims in view (CSV)", () => save(new Blob([KG.csv(claims())], { type: "text/csv" }), "csv"));
    const sheet = button("Worksheet, to print", () => void worksheet());
    const error = button(REPORT, () => {
      if (!KG.state.claim) return;
      offer();
      tell("Complete the text and copy it. Send it to a maintainer: the history of the project’s repository names "
        + "them. Nothing was sent.");
    });
    const copied = copier("Copy the report", () => area.value, "Report", area, { hidden: true });
    const menu = el("details", { id: "take", class: "take" }, el("summary", {}, "Save"), el("div", {},
      button("Dark or light", () => KG.find("theme").click(), { id: "shade" }), svg, bitmap, csv, sheet,
      copier("Copy citation", cited, "Citation", area),
      copier("Copy BibTeX", bibtex, "BibTeX", area), error, note, area, copied));
    menu.addEventListener("toggle", () => {
      svg.disabled = bitmap.disabled = !picture();
      csv.disabled = !claims().length;
      error.disabled = !KG.state.claim;
      error.textContent = KG.state.claim ? REPORT : "Report an error: first open a claim";
      if (!menu.open) {
        area.hidden = copied.hidden = true;
        area.oninput = null;
      }
      note.textContent = "";
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    // A click elsewhere, and a new view, close it.
    addEventListener("pointerdown", (event) => {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    });
    addEventListener("popstate", () => { menu.open = false; });
    return { menu, area, note, copied };
  }

  if (KG.single || !document.getElementById("theme")) return;
  made = parts();
  const { area } = made;
  // A link to a file is of no use to others.
  const share = button("Share", (event) => void (async () => {
    await KG.copy(event, linked(), "Link", area);
    if (location.protocol !== "file:") return;
    KG.say(`${KG.find("said").textContent} It works on this computer only. For others: send the file, or put its `
      + "folder on your school’s web space and share from there.", true);
  })(), { id: "share" });
  KG.find("theme").before(el("div", { class: "shares" }, share, made.menu));
})();

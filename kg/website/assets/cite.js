// How a claim is cited: made of what the data holds of each source.
(() => {
  "use strict";
  const { KG } = window;
  const { data, graph } = KG;

  const version = data.version || "unknown";
  /** @param {number} n */
  const cited = (n) => [...new Set(data.claims[n].e.map((e) => KG.sourceOf(e)))];

  /** @param {Page.Source} source */
  function reference(source) {
    const { publisher, title, url } = source;
    if (source.doc) return `${publisher}${title ? `, “${title}”` : ""}. ${url ?? ""}`.trim();
    const where = [source.volume, source.issue ? `(${source.issue})` : "", source.pages ? `:${source.pages}` : ""]
      .join("");
    const journal = [source.journal, source.year].filter(Boolean).join(" ");
    const parts = [source.authors, title, journal + (where ? `;${where}` : ""), source.doi ? `doi:${source.doi}` : url];
    return `${parts.filter(Boolean).join(". ")}.`;
  }

  /** @param {number} n */
  const plain = (n) => [`“${graph.sentence(n)}” (${graph.claimId(n)}, confidence ${graph.rated(data.claims[n])}). `
    + `${KG.find("title").textContent}, data version ${version}.`,
    ...cited(n).map((source) => `- ${reference(source)}`)].join("\n");

  /** @type {Record<string, string>} */
  const SPECIAL = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  /** @param {string | undefined} text */
  const escaped = (text) => String(text).replace(/[\\{}&%$#_~^]/g, (c) => SPECIAL[c] ?? `\\${c}`).replace(/\s+/g, " ");
  // "Freije A, Perna S" as BibTeX wants it; what has no initials is a body and stays whole.
  /** @param {string} text */
  const authors = (text) => text.split(/,\s*/).map((name) => {
    const found = /^(.+)\s+([A-Z][A-Z-]{0,3})$/.exec(name);
    return found ? `${escaped(found[1])}, ${found[2].split("").join(". ")}.` : name === "et al." ? "others"
      : `{${escaped(name)}}`;
  }).join(" and ");

  /** @param {Page.Source} source @param {number} n */
  function entry(source, n) {
    const key = source.id.replace(/[^A-Za-z0-9]+/g, "-");
    /** @type {Record<string, string | undefined>} */
    const fields = source.doc
      ? { author: `{${escaped(source.publisher)}}`, title: escaped(source.title || source.publisher) }
      : { author: source.authors && authors(source.authors), title: source.title && escaped(source.title),
        journal: source.journal && escaped(source.journal), year: source.year && escaped(source.year),
        volume: source.volume && escaped(source.volume), number: source.issue && escaped(source.issue),
        pages: source.pages && escaped(source.pages).replace(/(\d)-(\d)/g, "$1--$2"),
        doi: source.doi && escaped(source.doi) };
    if (source.url) fields.url = source.url.replace(/[\\{}]/g, encodeURIComponent);
    if (source.pmid) fields.pmid = escaped(source.pmid);
    fields.note = escaped(`Evidence for ${graph.claimId(n)}`);
    const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
    return `@${source.doc ? "misc" : "article"}{${key},\n${lines.join(",\n")}\n}`;
  }

  /** @param {number} n */
  const bibtex = (n) => cited(n).map((source) => entry(source, n)).join("\n\n");

  KG.cite = { plain, bibtex };
})();

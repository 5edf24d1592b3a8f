"""References, and the deck of cards."""

import json
import re
import sqlite3
import tempfile
import warnings
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from kg.model.core import Document, Study
from kg.model.graph import KnowledgeGraph
from tests.exchange.readers.common import SIDES, Facts, Result, result, signs, stance


def _wanted(graph: KnowledgeGraph) -> dict[str, dict[str, str]]:
    """What a reference of each source must say, as far as it is known."""
    found = {}
    for source in graph.sources.values():
        known = {"title": source.title, "url": _address(source.url)}
        if isinstance(source, Document):
            known["publisher"] = source.publisher
        else:
            known |= {"doi": source.doi, "pmid": source.pmid, "pmcid": source.pmcid, "journal": source.journal}
            known |= {"year": source.year, "volume": source.volume, "issue": source.issue, "pages": source.pages}
            names = [name.strip() for name in source.authors.split(",") if name.strip() not in ("", "et al.")]
            known["authors"] = " / ".join(name.removesuffix(" et al.") for name in names)
        if any(known.get(name) for name in ("title", "url", "doi", "pmid", "pmcid")):
            found[source.id.replace(":", "-")] = {name: " ".join(text.split()) for name, text in known.items() if text}
    return found


def _address(text: str) -> str:
    """An address, however it is percent-encoded."""
    return " ".join(unquote(text).split())


def _initials(name: str) -> str:
    """An author as the data have it: ``Silva, A. P.`` → ``Silva AP``; a suffix comes after the initials."""
    family, *rest = name.split(", ")
    rest.sort(key=lambda part: "." not in part)
    return " ".join([family, *(part.replace(".", "").replace(" ", "") for part in rest)])


def bibtex(graph: KnowledgeGraph, place: Path) -> Result:
    """BibTeX by bibtexparser, which also decodes what was escaped."""
    import bibtexparser
    from bibtexparser import middlewares
    from pylatexenc.latex2text import LatexNodes2Text

    text = place.read_text(encoding="utf-8")
    read = bibtexparser.parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    # An address is not TeX: it is taken as it stands. Names are separated while braces hold them together.
    apart = bibtexparser.parse_string(text, append_middleware=[middlewares.SeparateCoAuthors()]).entries
    raw = {entry.key: entry.fields_dict["url"].value for entry in apart if "url" in entry}
    people = {entry.key: entry.fields_dict["author"].value for entry in apart if "author" in entry}
    plain = LatexNodes2Text().latex_to_text
    found: Facts = {}
    for entry in read.entries:
        fields = {field.key: field.value for field in entry.fields}
        known = {
            name: _bare(fields[name])
            for name in ("title", "publisher", "volume", "year", "doi", "pmid", "pmcid")
            if name in fields
        }
        renamed = {"journal": "journal", "number": "issue"}
        known |= {mine: _bare(fields[name]) for name, mine in renamed.items() if name in fields}
        if "pages" in fields:
            known["pages"] = fields["pages"].replace("--", "-").replace("–", "-")
        if "author" in fields:
            listed = (plain(name) for name in people[entry.key] if name != "others")
            known["authors"] = " / ".join(_initials(_bare(name)) for name in listed)
        known |= {"url": _bare(_address(raw[entry.key]))} if entry.key in raw else {}
        found[entry.key] = {name: text for name, text in known.items() if text}
    failed = {str(number): str(block) for number, block in enumerate(read.failed_blocks)}
    # Braces may be dropped: in BibTeX they keep capitals.
    bare = {key: {name: _bare(text) for name, text in known.items()} for key, known in _wanted(graph).items()}
    wanted = {key: {name: text for name, text in known.items() if text} for key, known in bare.items()}
    return result(references=(wanted, found), errors=({}, failed))


def _bare(text: str) -> str:
    return re.sub("[{}]", "", text).replace("ˆ", "^")


#: What TeX prints for each command of the file, and for what keeps characters apart.
_TEX = {"{}": "", "{": "", "}": "", **{f"\\{c}": c for c in "&%$#_"}}
_TEX |= {"\\textbackslash{}": "\\", "\\textbraceleft{}": "{", "\\textbraceright{}": "}"}
_TEX |= {"\\textasciitilde{}": "~", "\\textasciicircum{}": "^"}


def bibtex_strict(graph: KnowledgeGraph, place: Path) -> Result:
    """BibTeX by pybtex, to which each warning is an error; commands are read as TeX defines them."""
    from pybtex.database import Person, parse_string

    def names(person: Person) -> str:
        family, given = ([*person.prelast_names, *person.last_names], [*person.first_names, *person.middle_names])
        parts = (_printed(" ".join(family)), " ".join(given), " ".join(person.lineage_names))
        return _initials(", ".join(filter(None, parts)))

    renamed = {"number": "issue", "journaltitle": "journal"}
    found: Facts = {}
    for key, entry in parse_string(place.read_text(encoding="utf-8"), "bibtex").entries.items():
        fields = {name: text for name, text in entry.fields.items() if name not in ("type", "note", "pages", "url")}
        known = {renamed.get(name, name): _printed(text) for name, text in fields.items()}
        known |= {name: _printed(entry.fields[name].replace("--", "-")) for name in ("pages",) if name in entry.fields}
        known |= {name: _address(entry.fields[name]) for name in ("url",) if name in entry.fields}
        people = entry.persons.get("author", ())
        known |= {"authors": " / ".join(names(one) for one in people if str(one) != "others")} if people else {}
        found[key] = {name: text for name, text in known.items() if text}
    return result(references=(_wanted(graph), found))


def _printed(text: str) -> str:
    """What TeX prints; a command that is not known stays, and is a difference."""
    parts = re.findall(r"\\(?:text\w+\{\}|.)|\{\}|.", text)
    assert not re.search(r"--|''|``|[?!]`|<<|>>|,,", text), text
    return "".join(_TEX.get(part, part) for part in parts)


def ris(graph: KnowledgeGraph, place: Path) -> Result:
    """RIS by rispy."""
    import rispy

    names = {
        "title": "title",
        "urls": "url",
        "publisher": "publisher",
        "doi": "doi",
        "accession_number": "pmid",
        "custom2": "pmcid",
        "secondary_title": "journal",
        "year": "year",
        "volume": "volume",
        "number": "issue",
    }
    found: Facts = {}
    for entry in rispy.loads(place.read_text(encoding="utf-8")):
        known = {mine: entry[name] for name, mine in names.items() if name in entry}
        known = {name: value[0] if isinstance(value, list) else value for name, value in known.items()}
        known |= {name: _address(known[name]) for name in ("url",) if name in known}
        if "start_page" in entry:
            known["pages"] = "-".join(filter(None, [entry["start_page"], entry.get("end_page")]))
        if "authors" in entry:
            known["authors"] = " / ".join(_initials(name.removesuffix(" et al.")) for name in entry["authors"])
        found[entry["id"]] = known
    return result(references=(_wanted(graph), found))


def csl_json(graph: KnowledgeGraph, place: Path) -> Result:
    """CSL-JSON by citeproc-py: each reference is read, and set in a style; nothing may be unknown to it."""
    told = json.loads(place.read_text(encoding="utf-8"))
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        source = CiteProcJSON(told)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for item in told:
            bibliography.register(Citation([CitationItem(item["id"])]))
        printed = [str(entry) for entry in bibliography.bibliography()]
    complaints = {str(w.message): None for w in said if not issubclass(w.category, DeprecationWarning)}
    found: Facts = {}
    for key, entry in source.items():
        known = {mine: "".join(map(str, entry[name])) for name, mine in CSL.items() if name in entry}
        known |= {name: _address(known[name]) for name in ("url",) if name in known}
        if "issued" in entry:
            known["year"] = str(entry["issued"].year)
        if "author" in entry:
            written = [_csl_name(name) for name in entry["author"]]
            known["authors"] = " / ".join(name for name in written if name)
        found[str(key)] = {name: text for name, text in known.items() if text}
    missing = {item["id"]: "not set" for item in told if item.get("title") and not _set(item["title"], printed)}
    return result(references=(_wanted(graph), found), complaints=({}, complaints), set=({}, missing))


CSL = {
    "title": "title",
    "URL": "url",
    "publisher": "publisher",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "page": "pages",
    "container_title": "journal",
    "volume": "volume",
    "issue": "issue",
}


def _csl_name(name: Any) -> str:
    parts = dict(name)
    if "literal" in parts:
        return str(parts["literal"]).removesuffix("et al.").strip()
    return _initials(", ".join(parts[name] for name in ("family", "given", "suffix") if name in parts))


def _set(title: str, printed: list[str]) -> bool:
    """Whether a title is among the references as they were set, whatever the style made of case and marks."""
    bare = re.sub(r"\W", "", title).casefold()
    return any(bare in re.sub(r"\W", "", entry).casefold() for entry in printed)


class _Links(HTMLParser):
    """The text of each item of a list, and where its link leads."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self.items.append(("", ""))
        elif tag == "a":
            self.items[-1] = (self.items[-1][0], dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        self.items[-1] = (self.items[-1][0] + data, self.items[-1][1])


def anki(graph: KnowledgeGraph, place: Path) -> Result:
    """The deck by SQLite, from Anki's own tables."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(place) as archive:
        archive.extract("collection.anki2", folder)
        database = sqlite3.connect(Path(folder) / "collection.anki2")
        try:
            (models,) = database.execute("SELECT models FROM col").fetchone()
            notes = database.execute("SELECT guid, mid, flds FROM notes").fetchall()
            (cards,) = database.execute("SELECT count(*) FROM cards WHERE nid IN (SELECT id FROM notes)").fetchone()
        finally:
            database.close()
    names = {key: [field["name"] for field in model["flds"]] for key, model in json.loads(models).items()}
    found: Facts = {}
    guids = set()
    for guid, model, fields in notes:
        card = dict(zip(names[str(model)], fields.split("\x1f"), strict=True))
        guids.add(guid)
        links = {}
        for field, side in (("For", "supports"), ("Against", "disputes"), ("Undecided", "inconclusive")):
            parser = _Links()
            parser.feed(card[field])
            links[side] = sorted((says.partition(": ")[2], link) for says, link in parser.items)
        found[card["Claim"]] = (_moves(card["Direction"]), card["Levels"].count(" is Low "), links)
    wanted_signs = signs(graph)
    wanted: Facts = {}
    for claim in graph.claims.values():
        states = [graph.concepts[end] for end in (claim.subject, claim.object) if end in graph.concepts]
        links = {
            side: sorted(
                (_says(graph, e.id), _link(graph, e.id))
                for e in graph.evidence_of[claim.id]
                if stance(graph, e) == side
            )
            for side in SIDES
        }
        wanted[claim.id] = (wanted_signs[claim.id], sum(state.level == "Low" for state in states), links)
    counts = ({"notes": len(wanted), "cards": len(wanted)}, {"notes": len(guids), "cards": cards})
    return result(cards=(wanted, found), tables=counts)


def _says(graph: KnowledgeGraph, evidence: str) -> str:
    """The words of an evidence, from behind the first colon of name and words."""
    item = graph.evidence[evidence]
    from kg.model.words import source_name

    return f"{source_name(graph.sources[item.source])}: {item.says}".partition(": ")[2]


def _link(graph: KnowledgeGraph, evidence: str) -> str:
    item = graph.evidence[evidence]
    source = graph.sources[item.source]
    if isinstance(source, Study) or not item.passage:
        return source.url
    fragment = graph.passages[item.passage].fragment
    return f"{source.url}#{fragment}" if fragment and source.url else source.url


def _moves(text: str) -> str:
    """The sign that a card tells in words."""
    words = {"rises.": "+", "falls.": "-", "does not change.": "0", "changes, in a direction that is not stated.": "?"}
    return next((sign for end, sign in words.items() if text.endswith(end)), "" if "no direction" in text else text)

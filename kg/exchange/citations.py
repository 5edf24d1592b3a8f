"""References of sources, for bibliographies: CSL-JSON, and from it BibTeX, RIS and plain text.

A document is a web page with its publisher and address. Unknown fields are left out; a source without title, identifier
and address cannot be cited and is left out too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, overload

from kg import registry
from kg.errors import UsageError
from kg.exchange.made import Made
from kg.model.answer import GraphAnswer
from kg.model.characters import one_line
from kg.model.core import Document, Evidence, Study
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.claims import Citation

#: A reference in CSL-JSON.
Reference = dict[str, Any]

UNCITABLE = "sources without title, identifier and address"
#: Field of CSL-JSON → tag of RIS, in the order of the file.
RIS = {
    "title": "TI",
    "container-title": "T2",
    "publisher": "PB",
    "volume": "VL",
    "issue": "IS",
    "DOI": "DO",
    "PMID": "AN",
    "PMCID": "C2",
    "URL": "UR",
    "genre": "M3",
    "note": "N1",
}
RIS_TYPES = {"article-journal": "JOUR", "webpage": "ELEC", "document": "GEN"}
#: Field of CSL-JSON → field of BibTeX.
BIBTEX = {
    "title": "title",
    "container-title": "journal",
    "publisher": "publisher",
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "DOI": "doi",
    "PMID": "pmid",
    "PMCID": "pmcid",
    "URL": "url",
    "genre": "type",
    "note": "note",
}
#: Characters that BibTeX would read as commands; it counts every brace, also one after a backslash.
ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def references(graph: KnowledgeGraph, sources: Iterable[str]) -> list[Reference]:
    """The sources as CSL-JSON; sources that cannot be cited are left out."""
    return [known for name in sources if (known := _reference(graph, graph.sources[name]))]


#: A source, given by its identifier or by evidence from it.
Named = str | Citation | Evidence


@overload
def cite(given: GraphAnswer, style: str = "plain", /) -> str: ...
@overload
def cite(given: KnowledgeGraph, sources: Iterable[Named], style: str = "plain") -> str: ...
def cite(given: GraphAnswer | KnowledgeGraph, sources: str | Iterable[Named] = (), style: str = "") -> str:
    """The references of an answer or of some sources: ``plain``, ``bibtex``, ``ris`` or ``csl-json``.

    ``kg.cite(answer, "bibtex")`` returns what ``--cite bibtex`` prints for that answer. ``kg.cite(graph, sources)``
    takes evidence items or identifiers of sources. Raises UsageError for an unknown style, or an answer that cites
    nothing.
    """
    if isinstance(given, GraphAnswer):
        style = str(sources or style)
    style = style or "plain"
    if style not in STYLES:
        raise UsageError(f"unknown style “{style}”; choose one of: {', '.join(STYLES)}")
    graph, items = (given.graph, _evidence(given)) if isinstance(given, GraphAnswer) else (given, sources)
    names = (item if isinstance(item, str) else item.source for item in items)
    return STYLES[style](references(graph, dict.fromkeys(names)))


def _evidence(answer: GraphAnswer) -> Iterable[Named]:
    """The evidence that an answer shows."""
    view = registry.view(type(answer).__module__)
    if "cite" not in dir(view):
        raise UsageError(f"{type(answer).__name__} cites no evidence; give the graph and the sources")
    found: Iterable[Named] = view.cite(answer)
    return found


def bibtex_file(graph: KnowledgeGraph) -> Made:
    """Every source as BibTeX."""
    return _made(graph, bibtex)


def ris_file(graph: KnowledgeGraph) -> Made:
    """Every source as RIS."""
    return _made(graph, ris)


def csl_json_file(graph: KnowledgeGraph) -> Made:
    """Every source as CSL-JSON."""
    return _made(graph, csl_json)


def _made(graph: KnowledgeGraph, style: Callable[[list[Reference]], str]) -> Made:
    asked = [name for name in graph.sources if name not in graph.filters.without]
    known = references(graph, asked)
    missing = len(asked) - len(known)
    return Made({"": style(known)}, {"references": len(known)}, {UNCITABLE: missing} if missing else {})


def _reference(graph: KnowledgeGraph, source: Document | Study) -> Reference:
    """A source as CSL-JSON; empty if it cannot be cited."""
    if not (source.title or source.url or (isinstance(source, Study) and (source.doi or source.pmid or source.pmcid))):
        return {}
    known = _page(graph, source) if isinstance(source, Document) else _study(graph, source)
    shown = {name: one_line(value) if isinstance(value, str) else value for name, value in known.items()}
    return {"id": source.id.replace(":", "-"), **{name: value for name, value in shown.items() if value}}


def _page(graph: KnowledgeGraph, source: Document) -> Reference:
    return {
        "type": "webpage",
        "title": source.title,
        "publisher": source.publisher,
        "URL": source.url,
        "genre": graph.terms[source.kind].label,
    }


def _study(graph: KnowledgeGraph, source: Study) -> Reference:
    article = source.journal or source.doi or source.pmid or source.pmcid
    status = graph.terms[source.trace_status]
    return {
        "type": "article-journal" if article else "webpage" if source.url else "document",
        "title": source.title,
        "author": [_name(name) for name in source.authors.split(",") if name.strip()],
        "container-title": source.journal,
        "issued": {"date-parts": [[int(source.year)]]} if re.fullmatch("[0-9]{1,4}", source.year) else None,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "DOI": source.doi,
        "PMID": source.pmid,
        "PMCID": source.pmcid,
        "URL": source.url,
        "note": "" if source.trace_status == "Verified" else f"{status.label}: {status.definition}",
    }


def _name(name: str) -> dict[str, str]:
    """An author: family name and initials, or the whole text if they cannot be separated.

    >>> _name("Carvalho Silva AP"), _name("Shillo et al.")
    ({'family': 'Carvalho Silva', 'given': 'A. P.'}, {'literal': 'Shillo et al.'})
    """
    name = one_line(name)
    match = re.fullmatch(r"(.+) ([A-Z]{1,4})", name)
    return {"family": match[1], "given": " ".join(f"{c}." for c in match[2])} if match else {"literal": name}


def _written(author: Mapping[str, str]) -> str:
    return f"{author['family']}, {author['given']}" if "family" in author else author["literal"]


def csl_json(known: list[Reference]) -> str:
    """References as CSL-JSON."""
    import json

    return json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def bibtex(known: list[Reference]) -> str:
    """References as BibTeX; titles keep their capitals, and addresses are not escaped."""
    entries = []
    for item in known:
        fields = {name: _field(name, str(item[field])) for field, name in BIBTEX.items() if field in item}
        if "author" in item:
            fields["author"] = " and ".join(map(_author, item["author"]))
        if "issued" in item:
            fields["year"] = str(_year(item))
        kind = "article" if item["type"] == "article-journal" else "misc"
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        key = re.sub(r"[^\w.+/:-]", lambda match: f"-{ord(match[0]):x}-", item["id"])
        entries.append(f"@{kind}{{{key},\n{body}}}\n")
    return "\n".join(entries)


def _author(author: Mapping[str, str]) -> str:
    """An author for BibTeX: braces keep a name in one piece, and “others” means et al."""
    written = "".join(ESCAPED.get(c, c) for c in _written(author))
    if "family" in author:
        return written
    stem = written.removesuffix("et al.").strip()
    rest = "others" if stem != written else ""
    return " and ".join(filter(None, [f"{{{stem}}}" if stem else "", rest]))


def _field(name: str, value: str) -> str:
    if name == "url":
        return value.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
    text = "".join(ESCAPED.get(c, c) for c in value).replace("--", "-{}-")
    if name == "pages":
        return re.sub(r"(?<=\w)-(?=\w)", "--", text)
    return f"{{{text}}}" if name == "title" else text


def ris(known: list[Reference]) -> str:
    """References as RIS; the PubMed identifier is the accession number."""
    lines = []
    for item in known:
        lines.append(f"TY  - {RIS_TYPES[item['type']]}")
        lines.append(f"ID  - {item['id']}")
        lines += [f"AU  - {_written(author)}" for author in item.get("author", ()) if author != {"literal": "et al."}]
        if "issued" in item:
            lines.append(f"PY  - {_year(item)}")
        if "page" in item:
            first, _, last = item["page"].partition("-")
            lines += [f"SP  - {first}", *([f"EP  - {last}"] if last else [])]
        lines += [f"{tag}  - {item[field]}" for field, tag in RIS.items() if field in item]
        lines += ["ER  - ", ""]
    return "\n".join(lines)


def plain(known: list[Reference]) -> str:
    """References as numbered text, in the style of medical journals."""
    return "".join(f"{number}. {_sentence(item)}\n" for number, item in enumerate(known, 1))


def _sentence(item: Reference) -> str:
    authors = ", ".join(_plain_name(author) for author in item.get("author", ()))
    issue = f"({item['issue']})" if "issue" in item else ""
    place = ":".join(filter(None, [f"{item.get('volume', '')}{issue}", item.get("page", "")]))
    dated = ";".join(filter(None, [str(_year(item)) if "issued" in item else "", place]))
    parts = [authors, item.get("title"), item.get("container-title"), item.get("publisher"), dated]
    ended = [part if part.endswith(("?", "!")) else f"{part.rstrip('.')}." for part in map(str, filter(None, parts))]
    notes = [f"[{item[field]}]" for field in ("genre", "note") if field in item]
    return " ".join([*ended, *notes, *filter(None, [item.get("URL")])])


def _plain_name(author: Mapping[str, str]) -> str:
    if "family" not in author:
        return author["literal"]
    return f"{author['family']} {author['given'].replace('.', '').replace(' ', '')}"


def _year(item: Reference) -> int:
    return int(item["issued"]["date-parts"][0][0])


#: Every style of citation by name.
STYLES: Mapping[str, Callable[[list[Reference]], str]] = {
    "plain": plain,
    "bibtex": bibtex,
    "ris": ris,
    "csl-json": csl_json,
}

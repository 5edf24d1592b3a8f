"""References as BibTeX, in which TeX prints each text as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

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
#: Characters before others with which TeX would join them, such as two hyphens to a dash.
JOINED = re.compile(r"([-'<>,])(?=\1)|[`?!](?=`)")


def bibtex(known: Iterable[Mapping[str, Any]]) -> str:
    """References in CSL-JSON as BibTeX; titles keep their capitals, and addresses are not escaped."""
    entries = []
    for item in known:
        fields = {name: _field(name, str(item[field])) for field, name in BIBTEX.items() if field in item}
        if "author" in item:
            fields["author"] = " and ".join(map(_author, item["author"]))
        if "issued" in item:
            fields["year"] = str(item["issued"]["date-parts"][0][0])
        kind = "article" if item["type"] == "article-journal" else "misc"
        body = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
        key = re.sub(r"[^\w.+/:-]", lambda match: f"-{ord(match[0]):x}-", item["id"])
        entries.append(f"@{kind}{{{key},\n{body}}}\n")
    return "\n".join(entries)


def _author(author: Mapping[str, str]) -> str:
    """An author for BibTeX: braces keep a name in one piece, and “others” means et al."""
    if "family" in author:
        family = _tex(author["family"])
        parts = [
            f"{{{family}}}" if "and" in family.casefold().split() else family,
            author.get("suffix"),
            author["given"],
        ]
        return ", ".join(filter(None, parts))
    written = _tex(author["literal"])
    stem = written.removesuffix("et al.").strip()
    rest = "others" if stem != written else ""
    return " and ".join(filter(None, [f"{{{stem}}}" if stem else "", rest]))


def _field(name: str, value: str) -> str:
    if name == "url":
        return value.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
    text = _tex(value)
    if name == "pages":
        return re.sub(r"(?<=\w)-(?=\w)", "--", text)
    return f"{{{text}}}" if name == "title" else text


def _tex(text: str) -> str:
    r"""A text that TeX prints as it is.

    >>> print(_tex("{50%} --"))
    \textbraceleft{}50\%\textbraceright{} -{}-
    """
    return JOINED.sub(r"\g<0>{}", "".join(ESCAPED.get(c, c) for c in text))

"""What a file of an unknown kind seems to be, in a few words."""

from __future__ import annotations

import json
import re

from kg.exchange.delimited import columns
from kg.exchange.families import omnipath, sif, signor
from kg.exchange.given import Given
from kg.exchange.kgx import reader
from kg.model.characters import one_line

#: The first bytes of files of well-known kinds.
_BYTES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK", "a zip archive in an archive"),
    (b"\xff\xfe", "UTF-16 text"),
    (b"\xfe\xff", "UTF-16 text"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"(\xb5/\xfd", "a zstd file"),
    (b"SQLite", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x89HDF", "an HDF5 file"),
)
#: The beginnings of texts.
_TEXTS = (
    (r"\s*(?:@prefix|@base|PREFIX|BASE)\s", "RDF in Turtle"),
    (r"\s*<[^>\s]+>\s+<[^>\s]+>\s+[<\"_]", "RDF in N-Triples"),
    (r"\s*(?:<!doctype html|<html)", "a web page"),
    (r"\s*(?:format-version:|\[(?:Term|Typedef|Instance)\])", "an ontology in OBO"),
    (r"\s*(?:di|strict )?graph\b", "a drawing in DOT"),
    (r"SET\s+(?:DOCUMENT|CITATION)", "a BEL script"),
)
#: The necessary columns of the formats that are tables with columns of fixed names.
_NEEDED = {
    "SIGNOR": sorted(signor.NEEDED),
    "OmniPath": sorted(omnipath.NEEDED),
    "SIF of Pathway Commons": sif.ENDS,
    "a KGX table of edges": reader.ENDS,
}
_JSON = re.compile(r"\s*[\[{]\s*(?:[\[\]{}\"\d-]|true|false|null|$)")
_OFFICE = ("[Content_Types].xml", "mimetype")
LISTED = 8
TABLE = "a table with the columns"


def seems(file: Given) -> str:
    """What a file seems to be, such as ``a table with the columns a, b``."""
    if file.inside in _OFFICE:
        return "a file of an office program (save the table as TSV)"
    if not file.head.strip():
        return "an empty file"
    known = next((what for start, what in _BYTES if file.head.startswith(start)), "")
    text = file.start
    known = known or next((what for form, what in _TEXTS if re.match(form, text, re.IGNORECASE)), "")
    return known or (_text(file, text) if text else "a binary file")


def lacking(file: Given) -> str:
    """A format of which a table has most of the columns, with those that it lacks; empty if there is none."""
    names = {name.casefold() for name in columns(file)}
    for title, needed in _NEEDED.items():
        missing = [name for name in needed if name.casefold() not in names]
        if 0 < 2 * len(missing) < len(needed):
            several = "the columns" if len(missing) > 1 else "the column"
            return f"{title} without {several} {', '.join(missing)}"
    return ""


def _text(file: Given, text: str) -> str:
    if text.lstrip().startswith("<"):
        root = re.search(r"<([A-Za-z][\w:.-]*)", text)
        return f"XML of <{root[1]}>" if root else "XML"
    if _JSON.match(text):
        return _json(text)
    names = [one_line(name) for name in columns(file)]
    if len(names) > 1:
        more = ", …" if len(names) > LISTED else ""
        return f"{TABLE} {', '.join(names[:LISTED])}{more}"
    return "plain text"


def _json(text: str) -> str:
    """Its keys, as far as they are at the beginning."""
    keys = dict.fromkeys(re.findall(r'"((?:[^"\\]|\\.){1,40})"\s*:', text[:4000]))
    names = []
    for key in list(keys)[:LISTED]:
        try:
            names.append(one_line(json.loads(f'"{key}"')))
        except ValueError:
            continue
    return f"JSON with the keys {', '.join(names)}" if names else "JSON"

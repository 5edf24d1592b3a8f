"""CTD, the Comparative Toxicogenomics Database: interactions of chemicals with genes, and associations with diseases.

The sign of an interaction is taken only if its sentence is about the chemical and the gene alone: "A inhibits the
reaction [B increases the expression of G]" has the action "increases expression", but not by A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.errors import DataError
from kg.exchange.delimited import rows
from kg.exchange.families import Edge, Item, Options
from kg.exchange.families.parts.signed import AFFECTS, ASSOCIATED, INTERACTS, Cells
from kg.exchange.given import Given
from kg.exchange.report import Report

#: Column of the identifier, column of the name, prefix and class of what the tables are about.
_THINGS: Mapping[str, tuple[str, str, str, str]] = {
    "chemical": ("ChemicalID", "ChemicalName", "MESH", "biolink:ChemicalEntity"),
    "gene": ("GeneID", "GeneSymbol", "NCBIGene", "biolink:Gene"),
    "disease": ("DiseaseID", "DiseaseName", "MESH", "biolink:Disease"),
}
_TEXT = ("Interaction", "InteractionActions", "GeneForms", "DirectEvidence", "PubMedIDs")
#: The columns that are read.
READ = (*(column for columns in _THINGS.values() for column in columns[:2]), *_TEXT)
UNSURE = "interaction whose sentence is not about chemical and gene alone, imported without a sign"
_DIRECTIONS = {"increases": "increased", "decreases": "decreased"}
#: What may rise and fall when a gene does.
_FORMS = frozenset({"", "mRNA", "protein", "gene"})


def recognises(file: Given) -> bool:
    """Whether the first lines name the columns of CTD."""
    return bool(_things(_header(file)))


def _header(file: Given) -> list[str]:
    """The names of the columns, which stand in a comment of the files for download."""
    for line in file.start.splitlines()[:100]:
        text = line.lstrip("# ").rstrip()
        names = [name.strip('" ') for name in re.split(r"[\t,]", text)]
        if _things(names):
            return names
        if text and not line.startswith("#"):
            break
    return []


def _things(header: Sequence[str]) -> list[str]:
    """The two things that the rows are about, if they have what says how they are related."""
    found = [thing for thing, (number, name, *_) in _THINGS.items() if number in header and name in header]
    tells = "InteractionActions" if found == ["chemical", "gene"] else "DirectEvidence"
    return found if len(found) > 1 and tells in header else []


def read(files: Sequence[Given], _: Options, report: Report) -> Iterator[Item]:
    """The interactions and associations of each file."""
    for file in files:
        header = _header(file)
        things = _things(header)
        if not things:
            raise DataError(f"{file.shown}: not a table of CTD; give a file for download with its comments or columns")
        for number, row in rows(file, "edges", READ, report, READ, header):
            place = file.place(number)
            ends = [_node(row, thing) for thing in things]
            if "disease" in things:
                said = _association(row.get("DirectEvidence", ""), things[0])
            else:
                said = _interaction(row, ends)
            if said is None:
                what = "association inferred from a third thing, left out"
                report.leave("edges", place, what, f"{ends[0]['name']}, {ends[1]['name']}")
                continue
            cells, notes, turned = said
            subject, object_ = ends[::-1] if turned else ends
            published = "|".join(f"PMID:{n}" for n in row.get("PubMedIDs", "").split("|") if n)
            stated = {"publications": published, "primary_knowledge_source": "CTD"}
            yield Edge(place, {"subject": subject["id"], "object": object_["id"], **cells, **stated}, (*ends,), notes)


def _node(row: Mapping[str, str], thing: str) -> dict[str, str]:
    column, name, prefix, category = _THINGS[thing]
    number = row.get(column, "")
    known = not number or ":" in number
    return {"id": number if known else f"{prefix}:{number}", "name": row.get(name, ""), "category": category}


Said = tuple[Cells, tuple[str, ...], bool]


def _association(evidence: str, thing: str) -> Said | None:
    """What direct evidence says; None if there is none.

    A chemical may be a treatment, which is hedged as CTD counts potential ones; the therapeutic role of a gene is that
    of a target, and a marker or mechanism has no sign.
    """
    said = set(filter(None, evidence.split("|")))
    if not said:
        return None
    if said == {"therapeutic"} and thing == "chemical":
        return {"predicate": "biolink:treats", "knowledge_level": "observation"}, (), False
    notes = () if said <= {"marker/mechanism"} else ("therapeutic role without a sign, imported as an association",)
    return ASSOCIATED, notes, False


def _interaction(row: Mapping[str, str], ends: Sequence[Mapping[str, str]]) -> Said:
    """What an interaction says, and whether the gene acts on the chemical."""
    chemical, gene = (end["name"] for end in ends)
    actions, text = row.get("InteractionActions", "").split("|"), row.get("Interaction", "")
    verb, _, aspect = actions[0].partition("^")
    if "[" in text or any(action.endswith(("^reaction", "^cotreatment")) for action in actions):
        return INTERACTS, ("interaction with a reaction or of several things, imported as an interaction",), False
    turned = text.startswith(f"{gene} ") and not text.startswith(f"{chemical} ")
    if len(actions) > 1:
        return AFFECTS, ("interaction with several actions, imported without a sign",), turned
    if actions == ["affects^binding"]:
        return INTERACTS, (), False
    if verb not in _DIRECTIONS:
        return AFFECTS, (), turned
    if not (_plain(text, verb, aspect, ends, turned=turned) if text else aspect == "expression" and _whole(row)):
        return AFFECTS, (UNSURE,), turned
    qualifiers = {"object_aspect_qualifier": aspect.replace(" ", "_"), "object_direction_qualifier": _DIRECTIONS[verb]}
    return {**AFFECTS, **qualifiers}, (), turned


def _whole(row: Mapping[str, str]) -> bool:
    """Whether the gene itself, its transcript or its protein is meant."""
    return set(row.get("GeneForms", "").split("|")) <= _FORMS


def _plain(text: str, verb: str, aspect: str, ends: Sequence[Mapping[str, str]], *, turned: bool) -> bool:
    """Whether a sentence says that one end, in no special form, raises or lowers this aspect of the other."""
    chemical, gene = (re.escape(end["name"]) for end in ends)
    form = rf"{gene}(?: (?:mRNA|protein|gene))?"
    first, second = (form, chemical) if turned else (chemical, form)
    words = re.escape(aspect)
    return re.fullmatch(rf"{first} results in {verb[:-1]}d {words} of {second}", text) is not None

"""INDRA statements as JSON: a list of them, one on each line, or an answer of the INDRA database.

Each publication of a statement is a row of its own. The sign is the one that INDRA itself gives a type of statement: an
activation or more of something raises, an inhibition or less of it lowers, an influence has the polarities of its ends.
Other effects, such as a phosphorylation, are kept without a sign. Hypotheses are hedged, negated evidence is evidence
against. INDRA's belief is kept with each evidence item as INDRA's own number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from kg.errors import DataError
from kg.exchange.families import Edge, Item, Options
from kg.exchange.families.parts.indra_agents import NESTED, Agent, agent
from kg.exchange.families.parts.whole import line_by_line, mapping, sequence, shown, value
from kg.exchange.given import Given
from kg.exchange.report import Report

#: What the object does, by the type of statement, and which aspect of it.
SIGNS = {
    **dict.fromkeys(("Activation", "GtpActivation"), ("increased", "activity")),
    "Inhibition": ("decreased", "activity"),
    "IncreaseAmount": ("increased", "abundance"),
    "DecreaseAmount": ("decreased", "abundance"),
}
_CHANGED = (
    "phosphoryl ubiquitin sumoyl hydroxyl acetyl glycosyl farnesyl geranylgeranyl palmitoyl myristoyl ribosyl methyl"
)
#: Types that change the form of their object, without a sign of what that does: the ends are an enzyme and a substrate.
CHANGES = {f"{prefix}{stem}ation".capitalize() for stem in _CHANGED.split() for prefix in ("", "de")}
#: Types that switch a small GTPase, which INDRA's own signed networks leave out.
SWITCHES = {"Gef": "gef", "Gap": "gap"}
#: Types about one thing alone.
ALONE = frozenset(
    "Autophosphorylation Transphosphorylation ActiveForm HasActivity Translocation Event Migration Unresolved".split()
)
#: The most members of a complex of which each pair is said to interact, as in INDRA's networks.
MEMBERS = 3
#: INDRA's programs that read texts; what else it names is a database, whose people did.
PROGRAMS = frozenset(
    "eidos trips reach sparser tees medscan rlimsp isi geneways gnbr semrep cwms hume sofia evex".split()
)
_POLARITY = {1: "increased", -1: "decreased"}
_SEEMS = re.compile(r'"type"\s*:\s*"[A-Z][A-Za-z]+"')
_ROW = re.compile(r'\{ ?"(?:type|id|belief|evidence|matches_hash|enz|sub|subj|obj|gef|gap|ras|members|agent)"')
_ENDS = re.compile(r'"(?:db_refs|source_api|matches_hash)"\s*:')


class Said(NamedTuple):
    """What a statement says about two agents."""

    subject: Agent
    cells: dict[str, str]
    object: Agent


def recognises(file: Given) -> bool:
    """Whether a file of JSON has types of statements, and agents or evidence of INDRA."""
    start = file.start
    return start.lstrip()[:1] in ("[", "{") and bool(_SEEMS.search(start) and _ENDS.search(start))


def read(files: Sequence[Given], _: Options, report: Report) -> Iterator[Item]:
    """Each publication of each statement, as an edge."""
    for file in files:
        number = 0
        for number, statement in enumerate(_statements(file), 1):
            place = f"statement {number} of {file.name}"
            known = mapping(statement)
            said = _said(known)
            if isinstance(said, str):
                report.leave("edges", place, said, shown(known.get("type")) or "no type")
            else:
                yield from _edges(place, known, said, report)
        if not number:
            raise DataError(f"{file.shown}: has no INDRA statements; give the JSON that INDRA writes")


def _statements(file: Given) -> Iterator[Any]:
    """The statements of a file, one by one."""
    if _ROW.match(file.start.lstrip()):
        yield from line_by_line(file)
        return
    found = value(file)
    if isinstance(found, dict):
        found = found.get("statements", [found])
    yield from found.values() if isinstance(found, dict) else sequence(found)


def meant(sort: str) -> dict[str, str] | None:
    """The cells of an effect or a complex that a type of statement stands for; None if it stands for neither."""
    if sort in SIGNS:
        return _signed(*SIGNS[sort])
    if changes(sort):
        return _unsigned("activity" if sort in SWITCHES else "molecular_modification")
    return {"predicate": "biolink:interacts_with"} if sort == "Complex" else None


def changes(sort: str) -> bool:
    """Whether a type of statement, or a verb for it, is about a change of form, which has no sign.

    >>> changes("Phosphorylation"), changes("ubiquitinates"), changes("Activation")
    (True, True, False)
    """
    noun = re.sub("ates$", "ation", sort).capitalize()
    return noun in CHANGES or sort in SWITCHES


def _said(known: dict[str, Any]) -> list[Said] | str:
    """What a statement says, of one pair of agents or of several; or why it is left out."""
    sort = shown(known.get("type"))
    if sort in ALONE:
        return "statement about one agent, left out"
    if sort in ("Complex", "Association"):
        return _together(known, sort)
    if sort == "Influence":
        return _influence(known)
    if sort == "Conversion":
        return _conversion(known)
    cells = meant(sort)
    if cells is None:
        return "statement of an unknown type, left out"
    first, second = (
        ("enz", "sub") if sort in CHANGES else (SWITCHES.get(sort, "subj"), "ras" if sort in SWITCHES else "obj")
    )
    return _joined(agent(known.get(first)), cells, agent(known.get(second)))


def _signed(direction: str, aspect: str = "") -> dict[str, str]:
    return {
        "predicate": "biolink:affects",
        "qualified_predicate": "biolink:causes",
        "object_direction_qualifier": direction,
        "object_aspect_qualifier": aspect,
    }


def _unsigned(aspect: str = "") -> dict[str, str]:
    return {"predicate": "biolink:affects", "object_aspect_qualifier": aspect}


def _joined(first: Agent | None, cells: dict[str, str], second: Agent | None) -> list[Said] | str:
    if first is None or second is None:
        return "statement without an agent at both ends, left out"
    if not (first.row and second.row):
        return NESTED
    if first.row["id"] == second.row["id"]:
        return "statement about one agent, left out"
    return [Said(first, cells, second)]


def _together(known: dict[str, Any], sort: str) -> list[Said] | str:
    """The pairs of a complex, or of an association of events."""
    members = sequence(known.get("members"))
    if len(members) > MEMBERS:
        return f"complex of more than {MEMBERS} agents, left out"
    events = [_event(member) for member in members]
    said: list[Said] = []
    for (first, one), (second, other) in combinations(events, 2):
        sign = one * other if one and other else None
        related = {1: "positively_correlated_with", -1: "negatively_correlated_with", None: "associated_with"}[sign]
        predicate = "interacts_with" if sort == "Complex" else related
        found = _joined(first, {"predicate": f"biolink:{predicate}"}, second)
        if isinstance(found, str):
            return found
        said += found
    return said or "statement about one agent, left out"


def _event(member: object) -> tuple[Agent | None, int | None]:
    """The agent of a member, and its polarity, if it is an event that has one."""
    known = mapping(member)
    return agent(known.get("concept", known)), _polarity(known.get("delta"))


def _polarity(delta: object) -> int | None:
    polarity = mapping(delta).get("polarity")
    return polarity if polarity in (1, -1) else None


def _influence(known: dict[str, Any]) -> list[Said] | str:
    """An influence between events. As in INDRA, its sign is the product of the polarities; one alone is the sign."""
    ends = []
    for end in ("subj", "obj"):
        found, polarity = _event(known.get(end))
        ends.append(
            (found, polarity or _polarity(known.get(f"{end}_delta")))
        )  # the latter as INDRA wrote it until 2019
    (subject, before), (object_, after) = ends
    cells = _signed(_POLARITY[after or 1]) if before or after else _unsigned()
    if before == -1:
        cells["subject_direction_qualifier"] = "decreased"
    return _joined(subject, cells, object_)


def _conversion(known: dict[str, Any]) -> list[Said] | str:
    """The conversion of one thing into one other; its enzyme has no sign."""
    before, after = (sequence(known.get(part)) for part in ("obj_from", "obj_to"))
    if len(before) != 1 or len(after) != 1:
        return "conversion of nothing or of several things, left out"
    first, second = agent(before[0]), agent(after[0])
    if first and known.get("subj"):
        first = first._replace(notes=(*first.notes, "conversion by an enzyme, kept without it"))
    return _joined(first, {"predicate": "biolink:has_metabolite"}, second)


def _edges(place: str, known: dict[str, Any], said: list[Said], report: Report) -> Iterator[Edge]:
    """A row for each pair of agents and each publication; the same from several programs is one row, merged."""
    belief, sort = shown(known.get("belief")), shown(known.get("type"))
    common = {"id": shown(known.get("id")), "has_confidence_score": f"INDRA belief {belief}" if belief else ""}
    items = [mapping(item) for item in sequence(known.get("evidence"))] or [{}]
    groups: dict[tuple[str, str, bool, str], list[str]] = {}
    for item in items:
        api = shown(item.get("source_api")) or "an unnamed source"
        certain = mapping(item.get("epistemics"))
        publication = _publication(item)
        level = "observation" if certain.get("hypothesis") is True else "knowledge_assertion"  # the former is hedged
        by = publication, "" if publication else api, certain.get("negated") is True, level
        groups.setdefault(by, []).append(api)
    for number, one in enumerate(said):
        name = common["id"] if len(said) == 1 else ""
        for count, ((publication, _, negated, level), apis) in enumerate(groups.items(), 1):
            evidence = place if len(groups) * len(said) == 1 else f"{place}, row {number * len(groups) + count}"
            for _ in apis[1:]:
                report.row("edges", evidence)
                report.became("merged")
                report.miss("evidence of the same publication for a statement, merged")
            row = {
                **common,
                **one.cells,
                "id": name,
                "subject": one.subject.row["id"],
                "object": one.object.row["id"],
                "negated": str(negated).lower(),
                "publications": publication,
                "primary_knowledge_source": f"INDRA ({', '.join(dict.fromkeys(apis))})",
                "knowledge_level": level,
                "agent_type": "text_mining_agent" if PROGRAMS.issuperset(apis) else "manual_agent",
            }
            notes = dict.fromkeys((*one.subject.notes, *one.object.notes))
            yield Edge(evidence, row, (one.subject.row, one.object.row), tuple(notes), sort)


def _publication(item: dict[str, Any]) -> str:
    """The publication of an evidence item: its PubMed identifier, else another of its references."""
    references = {name.upper(): shown(text) for name, text in mapping(item.get("text_refs")).items()}
    references["PMID"] = shown(item.get("pmid")) or references.get("PMID", "")
    for name in ("PMID", "PMCID", "DOI"):
        if text := references.get(name, ""):
            return f"{name}:{text}"
    return references.get("URL", "")

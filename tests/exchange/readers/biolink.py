"""KGX files, as a reader of the Biolink Model understands them, and the model itself on them."""

import json
import re
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.model.core import Study
from kg.model.graph import KnowledgeGraph
from tests.exchange.readers.common import NAMES, SIGNS, Facts, Result, ends, result, sides, signs

#: How the target of a Biolink predicate moves when its subject rises, as the model defines it.
BIOLINK = {
    **dict.fromkeys("causes contributes_to predisposes_to_condition exacerbates_condition".split(), 1),
    **dict.fromkeys("has_adverse_event has_phenotype has_metabolite positively_correlated_with".split(), 1),
    **dict.fromkeys("preventative_for_condition treats ameliorates_condition negatively_correlated_with".split(), -1),
}
WAYS = {"": 1, "increased": 1, "upregulated": 1, "decreased": -1, "downregulated": -1}


def kgx_tables(graph: KnowledgeGraph, place: Path) -> Result:
    """KGX tables, as a reader of Biolink understands them."""
    tables = {}
    for name in ("nodes", "edges"):
        header, *lines = (place / f"{name}.tsv").read_text(encoding="utf-8").rstrip("\n").split("\n")
        columns = header.split("\t")
        tables[name] = [dict(zip(columns, row.split("\t"), strict=True)) for row in lines]
    lists = {"publications", "category", "synonym", "xref"}
    rows = [{key: value.split("|") if key in lists else value for key, value in row.items()} for row in tables["edges"]]
    return _kgx(graph, {row["id"] for row in tables["nodes"]}, rows)


def kgx_lines(graph: KnowledgeGraph, place: Path) -> Result:
    """KGX JSON lines."""
    read = {
        name: [json.loads(line) for line in (place / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in ("nodes", "edges")
    }
    rows = [{**row, "negated": str(row["negated"]).lower()} for row in read["edges"]]
    return _kgx(graph, {row["id"] for row in read["nodes"]}, rows)


def _kgx(graph: KnowledgeGraph, nodes: set[str], rows: list[dict[str, Any]]) -> Result:
    wanted = signs(graph)
    published = sides(graph, lambda name: _publication(graph, name))
    told: Facts = {}
    read: Facts = {}
    for claim, by_side in published.items():
        for stance in ("supports", "disputes"):
            if by_side[stance]:
                asserted = (stance == "supports") != (wanted[claim] == "0")
                told[claim, asserted] = (_wanted_ends(graph, claim), wanted[claim], by_side[stance])
        if not by_side["supports"] and not by_side["disputes"]:
            told[claim, True] = ((graph.claims[claim].subject, graph.claims[claim].object), "", set())
    kinds = {(concept.id, genus) for concept in graph.concepts.values() for genus in concept.broader}
    read_kinds = set()
    for row in rows:
        if row.get("original_predicate") == "skos:broader":
            read_kinds.add((row["subject"], row["object"]))
            continue
        if not row.get("original_subject"):
            continue  # what a state is a state of
        known = (row["original_subject"], row["original_predicate"].removeprefix("vocab:"), row["original_object"])
        claim = next(c.id for c in graph.claims.values() if (c.subject, c.relation, c.object) == known)
        sign = _biolink_sign(row)
        if sign == "?" and wanted[claim] in ("0", ""):
            sign = wanted[claim]  # affects, negated for a null finding
        read[claim, row["negated"] == "false"] = (
            (row["subject"], row["object"]),
            sign,
            {*row.get("publications", [])} - {""},
        )
    known_ends = {end: end for row in rows for end in (row["subject"], row["object"])}
    return result(
        **{"sides of claims": (told, read)},
        kinds=(dict.fromkeys(kinds), dict.fromkeys(read_kinds)),
        ends=({end: end for end in known_ends if end in nodes}, known_ends),
    )


def _wanted_ends(graph: KnowledgeGraph, claim: str) -> tuple[str, str]:
    signed = signs(graph)[claim] in SIGNS
    return ends(graph, graph.claims[claim]) if signed else (graph.claims[claim].subject, graph.claims[claim].object)


def _biolink_sign(row: Mapping[str, Any]) -> str:
    predicate = row["predicate"].removeprefix("biolink:")
    tail, head = (row.get(f"{end}_direction_qualifier", "") for end in ("subject", "object"))
    if row.get("qualified_predicate") == "biolink:causes" and head:
        return NAMES[WAYS[tail] * WAYS[head]]
    if predicate in BIOLINK:
        return NAMES[BIOLINK[predicate] * WAYS[tail]]
    return "?" if predicate in ("affects", "associated_with") else ""


def _publication(graph: KnowledgeGraph, name: str) -> str:
    source = graph.sources[name]
    if isinstance(source, Study):
        known = {"PMID:": source.pmid, "DOI:": source.doi, "PMC:": source.pmcid[3:]}
        for prefix, value in known.items():
            if value:
                return prefix + value
    return source.url or f"https://w3id.org/vitamin-d-kg/{name.replace(':', '/')}"


@cache
def biolink_model() -> dict[str, Any]:
    """The Biolink Model, as its package ships it."""
    from importlib.resources import files

    import yaml

    text = (files("biolink_model") / "schema" / "biolink_model.yaml").read_text(encoding="utf-8")
    model: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return model


def above(kind: str, part: str) -> set[str]:
    """A class or slot of the model with everything that it is a kind of."""
    known = biolink_model()[part]
    found, open_ = set(), [kind]
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_ += [*filter(None, [known[name].get("is_a")]), *known[name].get("mixins", [])]
    return found


def spaced(name: str) -> str:
    """A class or predicate as the model's own file calls it: ``small molecule``, ``has phenotype``."""
    local = name.removeprefix("biolink:").replace("_", " ")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", local).lower()


def kgx_model(_: KnowledgeGraph, place: Path) -> Result:
    """KGX JSON lines against the Biolink Model: its classes in pydantic, and domain and range of each predicate."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from biolink_model.datamodel import pydanticmodel_v2 as model
        from pydantic import ValidationError
    category, valid, wrong = {}, {}, {}
    for part in ("nodes", "edges"):
        for line in (place / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            kind = row["category"][0].removeprefix("biolink:")
            category[row["id"]] = kind
            try:
                getattr(model, kind).model_validate(row)
            except ValidationError as error:
                # Biolink lets only some classes of association have directions: counted, not hidden.
                reasons = {(e["loc"][-1], e["type"]) for e in error.errors()}
                directed = all(str(name).split("_")[0] in ("subject", "object", "qualified") for name, _ in reasons)
                if not (kind == "Association" and directed and {sort for _, sort in reasons} == {"extra_forbidden"}):
                    wrong[row["id"]] = reasons
            else:
                valid[row["id"]] = None
            if part == "edges":
                for slot, end in (("domain", "subject"), ("range", "object")):
                    predicate = biolink_model()["slots"][spaced(row["predicate"])]
                    allowed = predicate.get(slot)
                    known = above(spaced(category[row[end]]), "classes")
                    if allowed and allowed not in known:
                        wrong[row["id"], slot] = f"{row['predicate']} needs {allowed}"
    compared = result(errors=({}, wrong))
    directed = len(category) - len(valid)
    sorts = {"nodes and edges": len(category), "of them plain associations that have directions": directed}
    return Result(sorts, compared.differences)

"""Small invented graphs: claims given as "subject relation object" lines."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kg.model.core import Claim, Concept, Document, Evidence, Passage, Stance, Study, Value
from kg.model.graph import KnowledgeGraph
from kg.turtle.names import claim_id
from kg.turtle.parse import vocabulary
from kg.turtle.write import turtle

DOCUMENTS = {
    f"document:{name}": Document(
        f"document:{name}",
        f"Page {name}",
        f"{name}.example",
        f"https://{name}.example/",
        "0" * 64,
        999,
        "UnreviewedWebPage",
        name,
    )
    for name in "abc"
}
#: Studies by the names that lines may give as their source.
DESIGNS = {
    "meta": "MetaAnalysis",
    "trial": "RandomisedTrial",
    "guideline": "Guideline",
    "cohort": "Cohort",
    "cohort2": "Cohort",
    "cell": "Cell",
    "import": "UnknownDesign",
    "import2": "UnknownDesign",
    "table": "UnknownDesign",
    "retracted": "MetaAnalysis",
    "lost": "Cohort",
}
#: What an imported graph calls its source of knowledge, where it names no publication.
TABLE = "a table"
#: The studies that count nothing: their trace status, and the status of their records.
VOID = {"retracted": ("Verified", "Retracted"), "lost": ("NotIdentified", None)}


def graph(
    *lines: str,
    states: dict[str, tuple[str, str]] | None = None,
    broader: dict[str, str] | None = None,
    beyond: Collection[str] = (),
    excludes: dict[str, tuple[str, ...]] | None = None,
    generic: Collection[str] = (),
) -> KnowledgeGraph:
    """A graph of claims such as ``"x increases y @a denied"``; without ``@`` document a asserts it.

    ``@trial`` and the other names of ``DESIGNS`` are studies, ``@table`` one that names none. ``prose`` gives the
    evidence a passage, ``undecided`` makes it inconclusive, ``#Adults`` limits it to a population and
    ``%Compensation`` to a condition. ``states`` maps a state to its quantity and level, ``broader`` a kind to its
    genus; the states in ``beyond`` are beyond the range, ``excludes`` maps a concept to the populations to which it
    cannot apply, and the concepts in ``generic`` are no quantities.
    """
    states, broader, excludes = states or {}, broader or {}, excludes or {}
    relations, terms = vocabulary()
    claims, evidence, names, studies, passages = {}, {}, set(), {}, {}
    for number, line in enumerate(lines):
        subject, relation, object_, *rest = line.split()
        names |= {subject, object_}
        source = next((word[1:] for word in rest if word.startswith("@")), "a")
        axes = {"#": "population", "%": "condition"}
        limits = tuple((axes[word[0]], word[1:]) for word in rest if word[0] in axes)
        plain = [word for word in rest if word[0] not in "@#%" and word not in ("prose", "undecided")]
        modality = plain[0].capitalize() if plain else "Asserted"
        claim = Claim(
            claim_id(f"concept:{subject}", relation, f"concept:{object_}"),
            f"concept:{subject}",
            relation,
            f"concept:{object_}",
        )
        claims[claim.id] = claim
        stance = "inconclusive" if "undecided" in rest else "disputes" if modality == "Denied" else "supports"
        if source in DESIGNS:
            traced, status = VOID.get(source, ("Verified", None))
            day = "2026-11-28" if status else ""
            known = {"record_status": status, "status_date": day, "title": TABLE if source == "table" else ""}
            studies[f"study:{source}"] = Study(f"study:{source}", DESIGNS[source], traced, **known)
        passage = f"passage:{source}-{number}" if "prose" in rest else None
        if passage:
            passages[passage] = Passage(passage, f"document:{source}", number, number + 1, "0" * 64)
        item = Evidence(
            f"evidence:{source}-{number:03d}",
            claim.id,
            Stance(stance),
            f"study:{source}" if source in DESIGNS else f"document:{source}",
            passage,
            modality,
            "ECO:0000303",
            f"Says {number}.",
            context=limits,
            origin=TABLE if source == "table" else "",
        )
        evidence[item.id] = item
    for name, (quantity, _) in states.items():
        names |= {name, quantity}
    for pair in broader.items():
        names |= set(pair)
    concepts = {}
    for name in sorted(names):
        quantity, level = states.get(name, (None, None))
        concepts[f"concept:{name}"] = Concept(
            f"concept:{name}",
            name.replace("-", " "),
            f"What {name} is.",
            "PhenotypicFeature",
            state_of=f"concept:{quantity}" if quantity else None,
            level=level,
            broader=(f"concept:{broader[name]}",) if name in broader else (),
            beyond_range=name in beyond,
            excludes=excludes.get(name, ()),
            generic=name in generic,
        )
    made = dict(sorted(claims.items()))
    return KnowledgeGraph(concepts, relations, made, evidence, passages, DOCUMENTS, studies, terms)


def of_categories(given: KnowledgeGraph, **categories: str) -> KnowledgeGraph:
    """The same graph with the Biolink classes of some concepts changed."""
    named = {f"concept:{name}": category for name, category in categories.items()}
    concepts = {
        name: replace(concept, category=named.get(name, concept.category)) for name, concept in given.concepts.items()
    }
    return replace(given, concepts=concepts)


def with_passages(given: KnowledgeGraph) -> KnowledgeGraph:
    """The same graph with a made-up passage for each evidence of a document, so that it can be written to a file."""
    stated = [item for item in given.evidence.values() if item.source in given.documents]
    passages = {
        f"passage:{item.source[9:]}-{n}": Passage(f"passage:{item.source[9:]}-{n}", item.source, n, n + 1, "0" * 64)
        for n, item in enumerate(stated)
    }
    items = zip(stated, passages, strict=True)
    evidence = {**given.evidence, **{item.id: replace(item, passage=passage) for item, passage in items}}
    return replace(given, passages=passages, evidence=evidence)


def valued(given: KnowledgeGraph, *lines: str) -> KnowledgeGraph:
    """A toy graph with values: lines such as ``"x hasThreshold m -20 ng/mL @a denied #Adults"``, open ends left out."""
    claims, evidence, values = dict(given.claims), dict(given.evidence), {}
    for number, line in enumerate(lines):
        subject, relation, of, span, unit, *rest = line.split()
        minimum, _, maximum = span.partition("-")
        source = next((word[1:] for word in rest if word.startswith("@")), "a")
        modality = next((word.capitalize() for word in rest if word[0] not in "@#"), "Asserted")
        limits = tuple(("population", word[1:]) for word in rest if word[0] == "#")
        value = Value(f"quantity:{of}-{span}", minimum, maximum, unit, None if of == "own" else f"concept:{of}")
        values[value.id] = value
        claim = Claim(f"claim:{subject}--{relation}--{of}-{span}", f"concept:{subject}", relation, value.id)
        claims[claim.id] = claim
        stance = {"Denied": Stance.DISPUTES, "Hedged": Stance.INCONCLUSIVE}.get(modality, Stance.SUPPORTS)
        item = Evidence(
            f"evidence:{source}-v{number}",
            claim.id,
            stance,
            f"document:{source}",
            None,
            modality,
            "ECO:0000303",
            "x",
            context=limits,
        )
        evidence[item.id] = item
    return replace(given, claims=claims, evidence=evidence, values=values)


def data_file(path: Path, *lines: str, **options: Any) -> Path:
    """Write a graph of claims as a data file."""
    path.write_text(turtle(with_passages(graph(*lines, **options))), encoding="utf-8", newline="\n")
    return path

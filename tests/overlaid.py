"""One graph as three graphs that overlap, for tests: split at random, one of them imported, under other identifiers."""

import random
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from kg.model.graph import KnowledgeGraph
from kg.turtle.names import claim_id
from kg.turtle.write import turtle
from tests import drawn
from tests.toy import with_passages

NAMES = ("one", "two", "three")
#: The imported graph, by its place.
IMPORTED = 1


class Files(NamedTuple):
    """The data file of the whole graph, those of the three, and mappings between their concepts."""

    whole: Path
    parts: list[Path]
    mappings: Path


def split(seed: int, folder: Path) -> Files:
    """Write a random graph, and the three graphs that together hold its claims, evidence and concepts."""
    dice = random.Random(f"split {seed}")
    whole = with_passages(drawn.judged(seed))
    studies = {name: replace(study, doi=f"10.1000/{name[6:]}") for name, study in whole.studies.items()}
    whole = replace(whole, studies=studies)
    held: dict[str, list[int]] = {}
    for name, item in whole.evidence.items():
        places = [place for place in range(3) if place != IMPORTED or item.source in studies]
        held[name] = sorted(dice.sample(places, dice.randint(1, len(places))))
    marked = {
        name: replace(item, graphs=tuple(sorted(NAMES[n] for n in held[name])), imported=held[name] == [IMPORTED])
        for name, item in whole.evidence.items()
    }
    renamed = dice.random() < 0.6
    parts = [_part(whole, {name for name, at in held.items() if n in at}) for n in range(3)]
    parts[0] = replace(parts[0], studies=studies, concepts=whole.concepts if renamed else parts[0].concepts)
    rest = {name: c for name, c in whole.concepts.items() if not any(name in part.concepts for part in parts)}
    parts[2] = replace(parts[2], concepts=dict(sorted({**parts[2].concepts, **_closed(whole, rest)}.items())))
    parts[IMPORTED] = _foreign(parts[IMPORTED], dice, renamed=renamed)
    rows = []
    if renamed:
        left = (name for name, concept in parts[IMPORTED].concepts.items() if not concept.exact)
        rows += [f"concept:{name[3:]}\tskos:exactMatch\t{name}\n" for name in left]
        rows += ["concept:q0\tskos:closeMatch\tEX:q1\n", "concept:q0\tskos:exactMatch\tEX:nothing\n"]
    files = Files(folder / "whole.ttl", [folder / f"{name}.ttl" for name in NAMES], folder / "mappings.tsv")
    written = zip((files.whole, *files.parts), (replace(whole, evidence=marked), *parts), strict=True)
    for path, graph in written:
        path.write_text(turtle(graph), encoding="utf-8", newline="\n")
    files.mappings.write_text("subject_id\tpredicate_id\tobject_id\n" + "".join(rows), encoding="utf-8")
    return files


def _part(whole: KnowledgeGraph, evidence: Collection[str]) -> KnowledgeGraph:
    """The part with this evidence, and what it names."""
    items = {name: item for name, item in whole.evidence.items() if name in evidence}
    claims = {name: claim for name, claim in whole.claims.items() if name in {i.claim for i in items.values()}}
    ends = {end for claim in claims.values() for end in (claim.subject, claim.object)}
    cited = {item.source for item in items.values()}
    return replace(
        whole,
        evidence=items,
        claims=claims,
        passages={name: p for name, p in whole.passages.items() if name in {i.passage for i in items.values()}},
        concepts=_closed(whole, ends),
        studies={name: study for name, study in whole.studies.items() if name in cited},
    )


def _closed(whole: KnowledgeGraph, names: Collection[str]) -> dict:
    """Some concepts, with all that they refer to."""
    found, open_ = set(), list(names)
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            concept = whole.concepts[name]
            open_ += [*concept.broader, *filter(None, [concept.state_of])]
    return {name: concept for name, concept in whole.concepts.items() if name in found}


def _foreign(part: KnowledgeGraph, dice: random.Random, *, renamed: bool) -> KnowledgeGraph:
    """The same graph as another project has it: knowing nothing of its studies, and perhaps with other names."""
    end = "-x" if renamed else ""

    def called(name: str) -> str:
        return name.replace("concept:", "EX:") if renamed else name

    concepts = {
        called(name): replace(
            concept,
            id=called(name),
            label=f"the {concept.label}" if renamed else concept.label,
            state_of=called(concept.state_of) if concept.state_of else None,
            broader=tuple(map(called, concept.broader)),
            exact=(name,) if renamed and dice.random() < 0.5 else (),
        )
        for name, concept in part.concepts.items()
    }
    claims, ids = {}, {}
    for name, claim in part.claims.items():
        ends = called(claim.subject), claim.relation, called(claim.object)
        ids[name] = claim_id(*ends)
        claims[ids[name]] = replace(claim, id=ids[name], subject=ends[0], object=ends[2])
    studies = {
        f"{name}{end}": replace(study, id=f"{name}{end}", design="UnknownDesign", trace_status="Plausible")
        for name, study in part.studies.items()
    }
    evidence = {
        name: replace(item, claim=ids[item.claim], source=f"{item.source}{end}") for name, item in part.evidence.items()
    }
    return replace(
        part, concepts=concepts, claims=claims, studies=studies, evidence=evidence, documents={}, passages={}
    )

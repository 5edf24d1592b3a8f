"""Small invented graphs: claims given as "subject relation object" lines."""

from msgspec.structs import replace
from msgspec.structs import replace as changed

from kg.model.core import Claim, Concept, Document, Evidence, Passage, Stance
from kg.model.graph import KnowledgeGraph
from kg.turtle.names import claim_id
from kg.turtle.parse import vocabulary

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


def graph(
    *lines: str, states: dict[str, tuple[str, str]] | None = None, broader: dict[str, str] | None = None
) -> KnowledgeGraph:
    """A graph of claims such as ``"x increases y @a denied"``; without ``@`` document a asserts it.

    ``states`` maps a state to its quantity and level, ``broader`` a kind to its genus.
    """
    states, broader = states or {}, broader or {}
    relations, terms = vocabulary()
    claims, evidence, names = {}, {}, set()
    for number, line in enumerate(lines):
        subject, relation, object_, *rest = line.split()
        names |= {subject, object_}
        source = next((word[1:] for word in rest if word.startswith("@")), "a")
        modality = next((word.capitalize() for word in rest if not word.startswith("@")), "Asserted")
        claim = Claim(
            claim_id(f"concept:{subject}", relation, f"concept:{object_}"),
            f"concept:{subject}",
            relation,
            f"concept:{object_}",
        )
        claims[claim.id] = claim
        stance = "disputes" if modality == "Denied" else "supports"
        item = Evidence(
            f"evidence:{source}-{number:03d}",
            claim.id,
            Stance(stance),
            f"document:{source}",
            None,
            modality,
            "ECO:0000303",
            f"Says {number}.",
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
        )
    return KnowledgeGraph(concepts, relations, dict(sorted(claims.items())), evidence, {}, DOCUMENTS, {}, terms)


def of_categories(given: KnowledgeGraph, **categories: str) -> KnowledgeGraph:
    """The same graph with the Biolink classes of some concepts changed."""
    named = {f"concept:{name}": category for name, category in categories.items()}
    concepts = {
        name: changed(concept, category=named.get(name, concept.category)) for name, concept in given.concepts.items()
    }
    return replace(given, concepts=concepts)


def with_passages(given: KnowledgeGraph) -> KnowledgeGraph:
    """The same graph with a made-up passage for each evidence, so that it can be written to a file."""
    passages = {
        f"passage:{item.source[9:]}-{n}": Passage(f"passage:{item.source[9:]}-{n}", item.source, n, n + 1, "0" * 64)
        for n, item in enumerate(given.evidence.values())
    }
    items = zip(given.evidence.values(), passages, strict=True)
    evidence = {item.id: changed(item, passage=passage) for item, passage in items}
    return replace(given, passages=passages, evidence=evidence)

"""BEL script, the Biological Expression Language 2.

A state is a term of its own, connected to its quantity by a correlation: negative for a low level, positive for a high
level. BEL has no negation, so disputing and inconclusive evidence is written in comments, and a claim that no source
supports is not a statement. The supporting texts are the curators' words, not those of the sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg import resources
from kg.exchange.made import OWN, Made, Statement, quoted, statements
from kg.model.characters import one_line
from kg.model.core import Concept, Document, Stance, Study
from kg.model.graph import KnowledgeGraph
from kg.model.words import source_name
from kg.turtle.dataset import creators
from kg.turtle.names import BASE

#: Relation → BEL relation, if BEL has one.
RELATIONS = {
    **dict.fromkeys("increases causes contributesTo predisposesTo worsens manifestsAs".split(), "increases"),
    **dict.fromkeys("convertsTo requiredFor hasAdverseEffect".split(), "increases"),
    **dict.fromkeys("decreases prevents treats relieves".split(), "decreases"),
    "affects": "regulates",
    "hasNoEffectOn": "causesNoChange",
    "associatedWith": "association",
    "positivelyAssociatedWith": "positiveCorrelation",
    "negativelyAssociatedWith": "negativeCorrelation",
    "isA": "isA",
    "partOf": "partOf",
}
ABOUT = "Claims, each with its sources. Supporting texts are the words of the curators."
#: Category → function; everything else is an abundance.
FUNCTIONS = {
    **dict.fromkeys("Protein Gene Polypeptide".split(), "p"),
    **dict.fromkeys(
        "Behavior BiologicalProcess ClinicalAttribute PhysiologicalProcess Procedure Treatment".split(), "bp"
    ),
    **dict.fromkeys("Disease PhenotypicFeature".split(), "path"),
}
#: Namespaces that readers of BEL know, in order of preference; a concept with none of them keeps our own.
NAMESPACES = {"p": ("HGNC",), "a": ("CHEBI", "UBERON", "CL"), "bp": ("GO",), "path": ("MONDO", "DOID", "HP")}


def bel(graph: KnowledgeGraph) -> Made:
    """Every claim for which BEL has a relation, once per supporting evidence item."""
    claims = statements(graph)
    kept = [s for s in claims if s.supported and s.claim.relation in RELATIONS]
    terms = _terms(graph, kept)
    missing = Counter(
        f"claims with “{graph.relations[s.claim.relation].label}”, a relation that BEL does not have"
        for s in claims
        if s.supported and s.claim.relation not in RELATIONS
    )
    unsupported = [s for s in claims if not s.supported]
    against = sum(len(s.evidence[side]) for s in claims for side in (Stance.DISPUTES, Stance.INCONCLUSIVE))
    left_out = {
        **dict(sorted(missing.items())),
        "claims that no source supports (in comments)": len(unsupported),
        "disputing and inconclusive evidence items (in comments)": against,
    }
    lines = [*_head(graph, terms), *_states(graph, terms)]
    for statement in kept:
        lines += ["", *_statement(graph, statement, terms)]
    for statement in unsupported:
        lines += ["", f"# no source supports: {one_line(statement.sentence)}", *_against(graph, statement)]
    counts = {"statements": sum(len(s.evidence[Stance.SUPPORTS]) for s in kept), "claims": len(kept)}
    return Made({"": "\n".join(lines) + "\n"}, counts, {what: count for what, count in left_out.items() if count})


def _terms(graph: KnowledgeGraph, kept: list[Statement]) -> dict[str, str]:
    """The term of each concept that the claims name, and of the quantity of each state among them."""
    named = {name for s in kept for name in (s.claim.subject, s.claim.object)}
    named |= {graph.concepts[name].state_of or name for name in named}
    return {name: _term(graph.concepts[name]) for name in sorted(named)}


def _term(concept: Concept) -> str:
    function = FUNCTIONS.get(concept.category, "a")
    known = {match.partition(":")[0]: match for match in reversed(concept.exact)}
    name = next((known[prefix] for prefix in NAMESPACES[function] if prefix in known), concept.id)
    prefix, _, local = name.partition(":")
    return f"{function}({prefix}:{quoted(local)} ! {quoted(concept.label)})"


def _name(graph: KnowledgeGraph) -> str:
    return quoted(graph.name or OWN)


def _head(graph: KnowledgeGraph, terms: dict[str, str]) -> list[str]:
    numbers = [part for part in graph.version.split(".") if part.isdigit()]
    prefixes = sorted({term.partition("(")[2].partition(":")[0] for term in terms.values()})
    modalities = sorted({item.modality for item in graph.evidence.values()})
    return [
        f"SET DOCUMENT Name = {_name(graph)}",
        f'SET DOCUMENT Version = "{".".join([*numbers, "0", "0", "0"][:3])}"',
        f'SET DOCUMENT Description = "{ABOUT}"',
        *(_made_by() if resources.is_bundled(graph.sha256) else ()),
        "",
        *(f'DEFINE NAMESPACE {prefix} AS PATTERN "^.+$"' for prefix in prefixes),
        "",
        'DEFINE ANNOTATION Claim AS PATTERN "^.+$"',
        'DEFINE ANNOTATION Evidence_ID AS PATTERN "^.+$"',
        'DEFINE ANNOTATION Status AS LIST {"supported", "contested"}',
        'DEFINE ANNOTATION Level AS LIST {"Low", "High"}',
        f"DEFINE ANNOTATION Modality AS LIST {{{', '.join(map(quoted, modalities))}}}",
    ]


def _made_by() -> Iterator[str]:
    """Who made the data that comes with the program; another graph does not say who made it."""
    yield f"SET DOCUMENT Authors = {quoted(', '.join(creators()))}"
    yield f'SET DOCUMENT ContactInfo = "{BASE}"'


def _states(graph: KnowledgeGraph, terms: dict[str, str]) -> Iterator[str]:
    """The quantity and level of each state, by definition."""
    states = [graph.concepts[name] for name in terms if graph.concepts[name].state_of]
    yield ""
    yield 'SET STATEMENT_GROUP = "states"'
    if states:
        own = resources.is_bundled(graph.sha256)
        where = f'"URL", "the graph itself", "{BASE}"' if own else f'"Other", "the graph itself", {_name(graph)}'
        yield f"SET Citation = {{{where}}}"
    for state in states:
        correlation = "negativeCorrelation" if state.level == "Low" else "positiveCorrelation"
        quantity = graph.concepts[str(state.state_of)].label
        text = f"By definition: {state.label} is a {state.level} level of {quantity}."
        yield from (f"SET SupportingText = {quoted(text)}", f"SET Level = {quoted(str(state.level))}")
        yield f"{terms[str(state.state_of)]} {correlation} {terms[state.id]}"
    yield "UNSET STATEMENT_GROUP"


def _statement(graph: KnowledgeGraph, statement: Statement, terms: dict[str, str]) -> Iterator[str]:
    claim = statement.claim
    yield from _against(graph, statement)
    for item in statement.evidence[Stance.SUPPORTS]:
        yield f"SET Citation = {_citation(graph.sources[item.source])}"
        known = {
            "SupportingText": item.says,
            "Claim": claim.id,
            "Evidence_ID": item.id,
            "Status": statement.status,
            "Modality": item.modality,
        }
        yield from (f"SET {name} = {quoted(value)}" for name, value in known.items())
        yield f"{terms[claim.subject]} {RELATIONS[claim.relation]} {terms[claim.object]}"


def _against(graph: KnowledgeGraph, statement: Statement) -> Iterator[str]:
    """Disputing and inconclusive evidence of a claim, as comments."""
    for stance, verb in ((Stance.DISPUTES, "disputes"), (Stance.INCONCLUSIVE, "is inconclusive on")):
        for item in statement.evidence[stance]:
            name = source_name(graph.sources[item.source])
            yield f"# {item.id} {verb} {statement.claim.id}: {one_line(f'{name}: {item.says}')}"


def _citation(source: Document | Study) -> str:
    numbers = {"PubMed": source.pmid, "DOI": source.doi} if isinstance(source, Study) else {}
    known = {**numbers, "URL": source.url, "Other": source.id}
    kind, reference = next((kind, reference) for kind, reference in known.items() if reference)
    return f"{{{quoted(kind)}, {quoted(source_name(source))}, {quoted(reference)}}}"

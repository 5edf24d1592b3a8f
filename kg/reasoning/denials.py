"""Which effects sources deny or dispute, and which effects studies looked for and did not find.

Denials are inherited: what is denied of a thing is open for its kinds as well, and what is denied of a kind of the
target, or of the concept directly above it, is open for the target. A null finding is a denial where something else
says that there is an effect.

Claims that something treats, prevents or relieves are about its use, not about whether it acts: a dispute about them
does not make an influence contested that also has an undisputed claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.model.confidence import witness
from kg.model.core import Claim, Sign, Stance
from kg.model.filters import TRIALS
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.influence import Influence, polarity
from kg.model.kept import kept
from kg.model.kinds import kind_of

#: Number of independent trials whose denial counts for what they treat.
SEVERAL = 2
#: The relations that are about the use of a treatment.
TREATMENTS = frozenset({"treats", "prevents", "relieves"})

Ends = tuple[str, str]


def contested(graph: KnowledgeGraph, used: Influence) -> bool:
    """Whether an influence is contested by more than a dispute about its use as a treatment."""
    if used.opposed or not used.confidence.contested:
        return used.opposed
    disputed = {claim.id: claim.relation for claim in used.claims if _has(graph, claim, Stance.DISPUTES)}
    sound = any(_has(graph, claim, Stance.SUPPORTS) for claim in used.claims if claim.id not in disputed)
    return not sound or not TREATMENTS.issuperset(disputed.values())


@kept(1)
def denials(graph: KnowledgeGraph) -> Mapping[Ends, tuple[Claim, ...]]:
    """The claims by which sources dispute or deny an influence, by its source and target; not the null findings."""
    known = {i.key: i for i in graph.influences}
    found: dict[Ends, tuple[Claim, ...]] = {}
    for claim, source, target, sign in denied(graph):
        used = known.get((source, target, sign))
        if used is None or contested(graph, used):
            found[source, target] = (*found.get((source, target), ()), claim)
    for used in graph.influences:
        if used.sign is not Sign.NULL and used.opposed:  # claims of either sign deny the other
            named = found.get(used.ends, ())
            found[used.ends] = (*named, *(claim for claim in used.claims if claim not in named))
    stated = {i.ends for i in graph.influences if i.sign is not Sign.NULL and _studied(graph, i.claims)}
    treated = _treated(graph)
    for ends, claim in (*_of_treatments(graph, known, treated), *_of_substances(graph, found, treated)):
        if ends not in stated and ends[0] != ends[1]:
            found[ends] = (*found.get(ends, ()), claim)
    return found


def _treated(graph: KnowledgeGraph) -> Mapping[str, set[str]]:
    """The quantities whose levels a treatment treats."""
    found: dict[str, set[str]] = {}
    for claim in graph.claims.values():
        used = claim.relation == "treats" and _has(graph, claim, Stance.SUPPORTS)
        if used and graph.concepts[claim.object].is_level:
            found.setdefault(claim.subject, set()).add(graph.concepts[claim.object].quantity)
    return found


def _of_substances(
    graph: KnowledgeGraph, found: Mapping[Ends, tuple[Claim, ...]], treated: Mapping[str, set[str]]
) -> Iterator[tuple[Ends, Claim]]:
    """What is denied of a supplement is denied of what is in it: the substances whose level it treats.

    What trials of a supplement deny is not claimed for a substance in it, unless a study states it of this substance.
    """
    for (source, target), claims in found.items():
        for quantity in treated.get(source, ()):
            for name in graph.narrower.get(quantity, ()):
                if kind_of(graph.concepts[name].category) == "substance":
                    yield from (((name, target), claim) for claim in claims)


def _of_treatments(
    graph: KnowledgeGraph, known: Mapping[tuple[str, str, Sign], Influence], treated: Mapping[str, set[str]]
) -> Iterator[tuple[Ends, Claim]]:
    """What several trials of a treatment deny and no study supports is denied of the quantity whose level it treats.

    Trials of a supplement count for the deficiency that it treats, unless a study states the effect of that deficiency.
    """
    for claim, source, target, sign in denied(graph):
        alike = known.get((source, target, sign))
        if not _tried(graph, claim) or (alike is not None and _studied(graph, alike.claims)):
            continue
        for quantity in treated.get(source, ()):
            yield (quantity, target), claim


def _tried(graph: KnowledgeGraph, claim: Claim) -> bool:
    """Whether several independent trials, or syntheses of trials, dispute a claim."""
    items = (item for item in graph.evidence_of[claim.id] if item.stance is Stance.DISPUTES and not item.imported)
    studies = (graph.studies[item.source] for item in items if item.source in graph.studies)
    return len({witness(study) for study in studies if study.design in TRIALS}) >= SEVERAL


def _studied(graph: KnowledgeGraph, claims: Iterable[Claim]) -> bool:
    """Whether a study supports one of some claims."""
    items = (item for claim in claims for item in graph.evidence_of[claim.id])
    read = (item for item in items if item.source in graph.literature and not item.imported)
    return any(item.stance is Stance.SUPPORTS for item in read)


@kept(1)
def nulls(graph: KnowledgeGraph) -> Mapping[Ends, Influence]:
    """The null findings, by source and target."""
    return {i.ends: i for i in graph.influences if i.sign is Sign.NULL}


def inherited(graph: KnowledgeGraph, source: str, target: str) -> list[Ends]:
    """The pairs of which a denial, a dispute or a null finding counts for a pair of quantities.

    Sources are the source and all concepts above it; targets are those of ``around``.
    """
    known = _doubted(graph)
    return [(name, found) for name in _doubting(graph, source) for found in known[name].get(target, ())]


@kept(32)
def _doubting(graph: KnowledgeGraph, source: str) -> tuple[str, ...]:
    """A source and all concepts above it, those with denials or null findings."""
    known = _doubted(graph)
    return tuple(name for name in above(graph, source) if name in known) if known else ()


@kept(1)
def _doubted(graph: KnowledgeGraph) -> Mapping[str, Mapping[str, list[str]]]:
    """The targets of denials and null findings, by their source and each target for which they count."""
    below = grouped((broader, concept.id) for concept in graph.concepts.values() for broader in concept.broader)
    found: dict[str, dict[str, list[str]]] = {}
    for source, target in sorted({*denials(graph), *nulls(graph)}):
        counting = found.setdefault(source, {})
        for name in {target, *above(graph, target), *below.get(target, ())}:
            counting.setdefault(name, []).append(target)
    return found


def around(graph: KnowledgeGraph, target: str) -> set[str]:
    """The targets of which a denial counts for a target: itself, its kinds, and the concepts directly above it."""
    return {target, *graph.kinds(target), *graph.concepts[target].broader}


def above(graph: KnowledgeGraph, *names: str) -> list[str]:
    """Some concepts and all concepts above them, nearest first."""
    order, met = [*names], {*names}
    for each in order:  # it grows during the loop
        more = [broader for broader in graph.concepts[each].broader if broader not in met]
        order += more
        met.update(more)
    return order


def denied_claims(graph: KnowledgeGraph, source: str, target: str) -> tuple[str, ...]:
    """The claims by which sources deny or dispute an effect of one quantity on another, or did not find it."""
    disputed, missed = denials(graph), nulls(graph)
    found: set[str] = set()
    for ends in inherited(graph, source, target):
        found |= {claim.id for claim in disputed.get(ends, ())}
        found |= {claim.id for claim in missed[ends].claims} if ends in missed else set()
    return tuple(sorted(found))


@kept(2)
def denied(graph: KnowledgeGraph, stance: Stance = Stance.DISPUTES) -> tuple[tuple[Claim, str, str, Sign], ...]:
    """The claims of an influence that a source disputes, each with source, target and sign of the influence.

    With another ``stance``, the claims on which a source takes that stance.
    """
    return tuple(_denied(graph, stance))


def _denied(graph: KnowledgeGraph, stance: Stance) -> Iterator[tuple[Claim, str, str, Sign]]:
    for name in sorted({item.claim for item in graph.counted.values() if item.stance is stance}):
        claim = graph.claims[name]
        sign = graph.relations[claim.relation].sign
        if sign not in (None, Sign.NULL):
            yield claim, *polarity(claim, graph.concepts, sign)


def _has(graph: KnowledgeGraph, claim: Claim, stance: Stance) -> bool:
    return any(item.stance is stance for item in graph.evidence_of[claim.id])

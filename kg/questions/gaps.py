"""What the graph leaves open, as questions for curation: disputes, claims without a study, and missing links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Unpack, get_args

from msgspec import Struct

from kg.model.answer import Data, ListAnswer
from kg.model.core import Sign
from kg.model.filters import Steps, filtered
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.model.words import KNOWLEDGE_SOURCE, counted, is_plural, sentence
from kg.questions.contested import contested
from kg.reasoning.likely import Likely, Link, directions
from kg.signature import Concept, asked

Kind = Literal["disputed", "unstudied", "direction", "association", "kind", "cause", "consequence"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: What each kind of gap means.
MEANS: dict[Kind, str] = {
    "disputed": "sources disagree; the dispute with the strongest second side comes first",
    "unstudied": "sources state it, and no study supports or denies it; what most of them state comes first",
    "direction": "something acts on something else, and no source says in which direction",
    "association": "two things are associated, and no source says that one acts on the other",
    "kind": "chains stop at a concept and go on from a kind of it, or the other way round",
    "cause": "a disease or symptom for which no source gives a cause",
    "consequence": "something changes, and no source says what follows; symptoms and diseases may end a chain",
}
_ENDS = ("PhenotypicFeature", "Disease")


class Gap(Struct, frozen=True):
    """One question for curation."""

    kind: Annotated[Kind, "The kind of gap."]
    question: Annotated[str, "The question that a source could answer."]
    source: Annotated[str | None, "What would act; null where that is the question."]
    target: Annotated[str | None, "What would be acted on; null where that is the question."]
    claims: Annotated[tuple[str, ...], "The claims in question, or what is known between the two."] = ()


class KindOfGap(Struct, frozen=True):
    """A kind of gap."""

    means: Annotated[str, "What such a gap is."]
    count: Annotated[int, "How many there are."]


class GapsQuestion(Struct, frozen=True):
    """What was asked."""

    concept: Annotated[str | None, "The concept, as it was typed; null for any."]
    kind: Annotated[Kind | None, "The kind that was asked for; null for any."]


class Gaps(ListAnswer, frozen=True, tag="kg-gaps/2"):
    """What is disputed, unstudied or missing, as questions."""

    question: Annotated[GapsQuestion, "What was asked."]
    kinds: Annotated[dict[Kind, KindOfGap], "The kinds of gaps."]
    gaps: Annotated[tuple[Gap, ...], "The gaps, each with a question for curation."]


@asked
def gaps(
    graph: KnowledgeGraph,
    *,
    concept: Annotated[Concept | None, "Only gaps about this concept."] = None,
    kind: Annotated[Kind | None, "Only gaps of this kind."] = None,
    **filters: Unpack[Steps],
) -> Gaps:
    """What is disputed, unstudied or missing, as questions for curation.

    Example: kg gaps --concept magnesium

    Raises UsageError or UnknownConcept.
    """
    graph = filtered(graph, *filter(None, [concept]), **filters)
    about = resolve(graph, concept).quantity if concept is not None else None
    found = [gap for gap in _all(graph) if kind in (None, gap.kind) and about in (None, gap.source, gap.target)]
    found.sort(key=lambda gap: (KINDS.index(gap.kind), not graph.generic.isdisjoint((gap.source, gap.target))))
    kinds = {name: KindOfGap(MEANS[name], sum(gap.kind == name for gap in found)) for name in KINDS}
    return Gaps(Data.of(graph), GapsQuestion(concept, kind), kinds, tuple(found))


def _all(graph: KnowledgeGraph) -> Iterator[Gap]:
    likely = Likely(graph)
    label = {name: concept.label for name, concept in graph.concepts.items()}
    yield from _disputes(graph)
    yield from _unstudied(graph)
    acting = {i.source for i in graph.influences if i.sign is not Sign.NULL}
    changed = {i.target for i in graph.influences if i.sign is not Sign.NULL}
    for link in sorted(directions(graph.influences), key=likely.rank):
        yield Gap("direction", link.question(graph), *link.ends, link.claims)
    yield from _associations(graph, likely)
    for kind, broader in sorted((c.id, b) for c in graph.concepts.values() for b in c.broader if not c.is_level):
        if broader in changed and broader not in acting and kind in acting:
            question = (
                f"does what changes {label[broader]} also change its kind {label[kind]}, and so what follows from that?"
            )
            yield Gap("kind", question, broader, kind)
        if kind in changed and kind not in acting and broader in acting:
            yield Gap("kind", _does_so(label[kind], label[broader]), kind, broader)
    for name in sorted(acting - changed, key=lambda name: (likely.acted_on(name), name)):
        if graph.concepts[name].category in _ENDS:
            yield Gap("cause", f"what causes {label[name]}?", None, name)
    for name in sorted(changed - acting, key=lambda name: (likely.acting(name), name)):
        if graph.concepts[name].category not in _ENDS:
            changes = "change" if is_plural(label[name]) else "changes"
            yield Gap("consequence", f"what follows when {label[name]} {changes}?", name, None)


def _disputes(graph: KnowledgeGraph) -> Iterator[Gap]:
    """What sources disagree on, with the sides."""
    for dispute in contested(graph).disputes:
        claims = tuple(dict.fromkeys(claim.id for side in dispute.sides for claim in side.claims))
        first = graph.claims[claims[0]]
        source, target = (
            graph.concepts[end].quantity if end in graph.concepts else None for end in (first.subject, first.object)
        )
        if dispute.kind == "value":
            question = f"{dispute.about}: which value? {', '.join(side.side for side in dispute.sides)}"
        else:
            question = f"{dispute.about}: what would settle it? {dispute.facing}"
        yield Gap("disputed", question, source, target, claims)


def _unstudied(graph: KnowledgeGraph) -> Iterator[Gap]:
    """Influences with a sign that web pages or sources of knowledge state and that no study is about."""
    found = []
    for i in graph.influences:
        sources = {item.source for claim in i.claims for item in graph.evidence_of[claim.id]}
        if i.sign is not Sign.NULL and i.sign is not Sign.UNKNOWN and sources.isdisjoint(graph.literature):
            found.append((-len(sources), -i.confidence.value, i.source, i.target, i, sources))
    for many, _, source, target, i, sources in sorted(found, key=lambda each: each[:4]):
        said = sentence(graph, i.claims[0])
        kinds = ((len(sources & graph.pages), "page"), (len(sources & graph.knowledge_sources), KNOWLEDGE_SOURCE))
        who = " and ".join(counted(number, noun) for number, noun in kinds if number)
        question = f"is there a study showing that {said}? {who} {'says' if many == -1 else 'say'} so"
        yield Gap("unstudied", question, source, target, tuple(claim.id for claim in i.claims))


def _associations(graph: KnowledgeGraph, likely: Likely) -> Iterator[Gap]:
    """Associated pairs of which none is known to act on the other, asked in the likely direction if there is one."""
    joined = {i.ends for i in graph.influences}
    found: list[tuple[Link, str]] = []
    for i in graph.project(associations=True):
        if i.association and not {i.ends, i.ends[::-1]} & joined and not likely.related(*i.ends):
            both = [Link(*ends, "associated", tuple(claim.id for claim in i.claims)) for ends in (i.ends, i.ends[::-1])]
            ways = [link for link in both if likely.acts(*link.ends)]
            question = ways[0].question(graph) if len(ways) == 1 else "does one act on the other?"
            found.append((ways[0] if ways else both[0], question))
    for link, question in sorted(found, key=lambda pair: likely.rank(pair[0])):
        names = " and ".join(graph.concepts[name].label for name in link.ends)
        yield Gap("association", f"{names} are associated: {question}", *link.ends, link.claims)


def _does_so(kind: str, broader: str) -> str:
    """Whether a kind acts as the broader concept does, as a question."""
    is_so = "are a kind of" if is_plural(kind) else "is a kind of"
    asked = "do they do" if is_plural(kind) else "does it do"
    return f"{kind} {is_so} {broader}: {asked} what {broader} {'do' if is_plural(broader) else 'does'}?"

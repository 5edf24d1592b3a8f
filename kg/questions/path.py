"""How one thing leads to another: the best signed, cited causal chains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, Unpack

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kg.model.answer import Data, GraphAnswer
from kg.model.core import Sign
from kg.model.filters import Sources, filtered
from kg.model.graph import Applied, KnowledgeGraph
from kg.model.lookup import pair
from kg.questions.parts.chains import Chain, End, Missing, Sentence, chain, end, ends, gap
from kg.reasoning import region
from kg.reasoning.chains import MOST_CHAINS, MOST_HOPS, AnyChain, Options, counted, find
from kg.reasoning.denials import denied_claims
from kg.reasoning.missing import why_none
from kg.signature import Concept, Metavar, Offered, Range, asked
from kg.store import engines

Verdict = Literal["coherent", "incoherent", "none"]
NO_FILTERS = Applied()
#: How many chains, and how many steps in each, without options.
K, HOPS = 5, 8


class PathQuestion(Struct, frozen=True):
    """What was asked, as it was interpreted."""

    source: Annotated[End, "Where chains begin."]
    target: Annotated[End, "Where chains end."]
    k: Annotated[int, "How many chains were asked for.", Range(1, MOST_CHAINS)]
    max_hops: Annotated[int, "Maximum number of steps in a chain.", Range(1, MOST_HOPS)]
    sign: Annotated[Sign | None, "The required sign of chains; null for any."]
    via: Annotated[tuple[str, ...], "Concepts that chains had to pass."]
    avoid: Annotated[tuple[str, ...], "Concepts or claims that chains had to avoid."]
    stated_only: Annotated[bool, "Whether mirrored steps were excluded."]
    min_confidence: Annotated[float, "Minimum confidence of a step.", Range(0, 1)]
    with_associations: Annotated[bool, "Whether associations counted as steps."]
    sentence: Annotated[Sentence | UnsetType, "The question in words; absent if it was given as two names."] = UNSET


class PathAnswer(GraphAnswer, frozen=True, tag="kg-path/2"):
    """The best causal chains between two concepts."""

    command: Annotated[str, "The command line that asks the same question."]
    question: Annotated[PathQuestion, "What was asked, as it was interpreted."]
    verdict: Annotated[
        Verdict,
        "coherent: no two of the chains have opposite signs; incoherent: some do; none: there is no chain. Chains that "
        "contradict themselves count only if there are no others.",
    ]
    denied: Annotated[tuple[str, ...], "Claims by which sources deny or dispute the effect itself that is asked for."]
    chains: Annotated[tuple[Chain, ...], "The chains, best first; those last that contradict themselves."]
    opposite: Annotated[
        Chain | None,
        "The best chain of the other sign, if all chains that count have one sign and a short search finds another. It "
        "contradicts itself only if no other is found.",
    ]
    examined: Annotated[
        int | UnsetType,
        "How many of the best chains were examined, if the search ended before enough were found that do not "
        "contradict themselves; otherwise absent.",
    ] = UNSET
    why: Annotated[str | UnsetType, "Why there is no chain; absent if there is one."] = UNSET
    gap: Annotated[
        Missing | UnsetType, "Which options hide the chains, or which claims are missing; absent if there is one."
    ] = UNSET

    @property
    def answered(self) -> bool:
        """Whether there is a chain."""
        return bool(self.chains)

    @property
    def source(self) -> End:
        """Where chains begin."""
        return self.question.source

    @property
    def target(self) -> End:
        """Where chains end."""
        return self.question.target


@asked
def path(
    graph: KnowledgeGraph,
    source: Annotated[Concept, "Where chains begin; or the whole question in words, without a target."],
    target: Annotated[Concept | None, "Where chains end."] = None,
    *,
    k: Annotated[int, "How many chains to show.", Range(1, MOST_CHAINS)] = K,
    max_hops: Annotated[int, "Maximum number of steps in a chain.", Range(1, MOST_HOPS)] = HOPS,
    sign: Annotated[
        Sign | Literal["+", "-", "?"] | None,
        "Only chains that raise (+) or lower (-) the target, or whose sign is unknown (?).",
    ] = None,
    via: Annotated[Sequence[Concept], "Only chains through all of these concepts."] = (),
    avoid: Annotated[Sequence[Concept], "Exclude chains through these concepts or claims."] = (),
    stated_only: Annotated[
        bool, "Only steps that a source states in the direction in which the chain uses them."
    ] = False,
    min_confidence: Annotated[float, "Only steps with at least this confidence.", Range(0, 1)] = 0.0,
    with_associations: Annotated[bool, "Let associations (“is linked to”) count as steps."] = False,
    engine: Annotated[
        engines.Name | None, "Search a store with DuckDB, or with Apache Spark on a cluster.", Offered.HERE
    ] = None,
    master: Annotated[
        str | None, "The cluster of Apache Spark; without it, this machine.", Metavar("spark://HOST:PORT"), Offered.HERE
    ] = None,
    edges: Annotated[
        str | None,
        "Where the engine reads the edges: edges.parquet of the store, or a folder of its parts.",
        Metavar("PLACE"),
        Offered.HERE,
    ] = None,
    **filters: Unpack[Sources],
) -> PathAnswer:
    """How one thing leads to another: the best causal chains.

    Each chain has a sign, and each step the passages and studies that support or dispute it. A chain may end at a kind
    of the target: a chain to low back pain is a chain to back pain.

    A question in words is read if it has two known names and words for an effect, such as “cause”, “is linked to” or
    “what happens to … when”.

    Example: kg path "vitamin D deficiency" "back pain"

    Chains are ordered by confidence, then by fewer steps, then by the names along them. Chains that contradict
    themselves come last: they reverse what one of their own steps stands for, such as the response of a regulator
    (docs/method.md). Raises UsageError,
    UnknownConcept, or SearchLimit.
    """
    source, target, sentence = ends(graph, source, target, "chains from {} to {}")
    wanted = None if sign is None else Sign(sign)
    options = Options(k, max_hops, wanted, tuple(via), tuple(avoid), stated_only, min_confidence, with_associations)
    where = engines.where(engine, master, edges)
    graph = filtered(region.chains(graph, source, target, options, filters, where), source, target, **filters)
    start, goal = pair(graph, source, target)
    found = find(graph, start, goal, options)
    question = PathQuestion(
        end(start),
        end(goal),
        k,
        max_hops,
        wanted,
        options.via,
        options.avoid,
        stated_only,
        min_confidence,
        with_associations,
        sentence,
    )
    chains = tuple(chain(graph, each) for each in found.chains)
    missing = None if chains else why_none(graph, start, goal, options)
    return PathAnswer(
        Data.of(
            graph,
            replace(graph.filters, avoid=options.avoid, stated_only=stated_only, min_confidence=min_confidence or None),
        ),
        command(question, graph.filters),
        question,
        verdict(chains),
        denied_claims(graph, start.quantity, goal.quantity),
        chains,
        chain(graph, found.opposite) if found.opposite else None,
        UNSET if found.examined is None else found.examined,
        missing.text if missing else UNSET,
        gap(graph, missing) if missing else UNSET,
    )


def verdict(chains: Sequence[AnyChain]) -> Verdict:
    """Whether the chains that count agree."""
    if not chains:
        return "none"
    return "incoherent" if {Sign.PLUS, Sign.MINUS} <= {each.sign for each in counted(chains)} else "coherent"


def command(question: PathQuestion, filters: Applied = NO_FILTERS) -> str:
    """The command line that asks the same question."""
    import shlex

    given: dict[str, Iterable[object]] = {
        "-k": [question.k] if question.k != K else (),
        "--max-hops": [question.max_hops] if question.max_hops != HOPS else (),
        "--sign": [question.sign.value] if question.sign else (),
        "--via": question.via,
        "--avoid": question.avoid,
        "--stated-only": [""] if question.stated_only else (),
        "--min-confidence": [question.min_confidence] if question.min_confidence else (),
        "--with-associations": [""] if question.with_associations else (),
        "--sources": [filters.sources] if filters.sources != NO_FILTERS.sources else (),
        "--population": filters.population,
        "--condition": filters.condition,
        "--since": [filters.since] if filters.since is not None else (),
        "--without": filters.without,
    }
    options = [word for flag, values in given.items() for value in values for word in (flag, str(value)) if word]
    return shlex.join(["kg", "path", question.source.label, question.target.label, *options])

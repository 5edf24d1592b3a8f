"""The agreement of two readers who annotated the same passages, or of a reader with the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from msgspec import Struct

from kg import files
from kg.curation import kappa
from kg.curation.annotations import NONE, Annotation, Annotations, of_graph, read
from kg.curation.kappa import Choices
from kg.curation.pairing import Pair, pairs
from kg.errors import DataError, OutputError
from kg.model.answer import Data, GraphAnswer
from kg.model.graph import KnowledgeGraph
from kg.signature import Metavar, asked

COLUMNS = ("passage", "differs", "first", "second")


class AgreementQuestion(Struct, frozen=True):
    """What was asked."""

    first: Annotated[str, "The table of the first reader."]
    second: Annotated[str | None, "The table of the second reader; null if that is the graph."]


class F1(Struct, frozen=True):
    """The F1 of claims."""

    f1: Annotated[float | None, "F1; null if neither reader found a claim."]
    low: Annotated[float | None, "Lower end of its 95 % interval."]
    high: Annotated[float | None, "Upper end of its 95 % interval."]
    matched: Annotated[int, "How many claims match."]


class Kappa(Struct, frozen=True):
    """Cohen's κ of one choice."""

    kappa: Annotated[float | None, "κ; null if there is nothing to compare, or both readers chose one category only."]
    low: Annotated[float | None, "Lower end of its 95 % interval."]
    high: Annotated[float | None, "Upper end of its 95 % interval."]
    agreed: Annotated[int, "How many items both readers put into the same category."]
    items: Annotated[int, "How many items both readers put into a category."]


class Disagreement(Struct, frozen=True):
    """A claim that only one reader found, or that the readers describe differently."""

    passage: Annotated[str, "The passage."]
    differs: Annotated[
        tuple[str, ...], "In what they differ: claim (only one has it), ends, relation, sign, stance, modality."
    ]
    first: Annotated[str, "The claim of the first reader with stance and modality; empty if there is none."]
    second: Annotated[str, "That of the second reader."]


class Agreement(GraphAnswer, frozen=True, tag="kg-agreement/1"):
    """The agreement of two readers."""

    question: Annotated[AgreementQuestion, "What was asked."]
    passages: Annotated[int, "How many passages were compared."]
    left_out: Annotated[tuple[str, ...], "Passages that the data does not have; not compared with the graph."]
    claims: Annotated[tuple[int, int], "How many claims each reader found."]
    exact: Annotated[F1, "Claims with the same subject, relation and object."]
    relaxed: Annotated[F1, "Claims of the same sign between the same quantities, or between broader or narrower ones."]
    claimed: Annotated[Kappa, "Whether a passage makes a claim."]
    relation: Annotated[Kappa, "The relation of paired claims."]
    sign: Annotated[Kappa, "The sign of paired claims."]
    modality: Annotated[Kappa, "The modality of paired claims."]
    stance: Annotated[Kappa, "The stance of paired claims."]
    disagreements: Annotated[tuple[Disagreement, ...], "The disagreements, by passage."]


@asked
def agreement(
    graph: KnowledgeGraph,
    first: Annotated[Path | str, "The annotations of one reader.", Metavar("A.tsv")],
    second: Annotated[
        Path | str | None, "The annotations of another reader; without it, the graph is the other.", Metavar("B.tsv")
    ] = None,
    *,
    output: Annotated[
        Path | str | None, "Write the disagreements to this file (tab-separated).", Metavar("FILE.tsv")
    ] = None,
) -> Agreement:
    """Measure how well two readers agree, or a reader and the graph.

    Reports F1 of the claims, Cohen's κ of sign, relation, modality and stance, 95 % intervals, and the disagreements.

    Example: kg agreement a.tsv b.tsv

    docs/curation.md describes the tables and the measures. Raises DataError, with a line for each invalid row, or
    OutputError.
    """
    one = read(graph, Path(first))
    left_out: tuple[str, ...] = ()
    if second is None:
        left_out = tuple(sorted(one.keys() - graph.passages.keys()))
        one = {passage: claims for passage, claims in one.items() if passage in graph.passages}
        two = of_graph(graph, one)
        if not one:
            raise DataError(f"{first}: has no passage of the data; compare it with another table")
    else:
        two = read(graph, Path(second))
        _same_passages(Path(first), one, Path(second), two)
    if output is not None and any(files.same(Path(output), Path(each)) for each in (first, second) if each is not None):
        raise OutputError(f"{output}: is one of the tables; choose another place")
    names = Path(first).name, None if second is None else Path(second).name
    found = _compared(graph, one, two, AgreementQuestion(*names), left_out)
    if output is not None:
        rows = ((each.passage, " ".join(each.differs), each.first, each.second) for each in found.disagreements)
        files.write(Path(output), "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows)))
    return found


def _same_passages(first: Path, one: Annotations, second: Path, two: Annotations) -> None:
    """Both readers read the same passages; raises DataError."""
    problems = [
        f"{path}: has no row for {passage}; give one, with the relation {NONE} if it makes no claim"
        for path, there, other in ((first, one, two), (second, two, one))
        for passage in sorted(other.keys() - there.keys())
    ]
    if problems:
        raise DataError(*problems)


def _compared(
    graph: KnowledgeGraph, one: Annotations, two: Annotations, question: AgreementQuestion, left_out: tuple[str, ...]
) -> Agreement:
    passages = sorted(one)
    paired = [tuple(pairs(graph, one[passage], two[passage])) for passage in passages]
    found = [len(one[passage]) + len(two[passage]) for passage in passages]

    def f1(match: Callable[[Pair], bool]) -> F1:
        matched = [sum(map(match, made)) for made in paired]
        counted = list(zip(matched, found, strict=True))
        return F1(kappa.f1(counted), *kappa.interval(kappa.f1, counted), sum(matched))

    def of(choices: Sequence[Sequence[Choices]]) -> Kappa:
        items = [choice for each in choices for choice in each]
        agreed = sum(first == second for first, second in items)
        return Kappa(kappa.kappa(choices), *kappa.interval(kappa.kappa, choices), agreed, len(items))

    def chosen(choice: Callable[[Annotation], str]) -> Kappa:
        return of([[(choice(pair.first), choice(pair.second)) for pair in made] for made in paired])

    claimed = [[(str(bool(one[name])), str(bool(two[name])))] for name in passages]
    return Agreement(
        Data.of(graph),
        question,
        len(passages),
        left_out,
        (sum(map(len, one.values())), sum(map(len, two.values()))),
        f1(lambda pair: pair.exact),
        f1(lambda pair: pair.same_sign),
        of(claimed),
        chosen(lambda claim: claim.relation.id),
        chosen(lambda claim: claim.sign),
        chosen(lambda claim: claim.modality),
        chosen(lambda claim: claim.stance),
        tuple(_disagreements(dict(zip(passages, paired, strict=True)), one, two)),
    )


def _disagreements(paired: Mapping[str, Iterable[Pair]], one: Annotations, two: Annotations) -> Iterable[Disagreement]:
    """The claims of one reader only, and the pairs that differ, in alphabetical order in each passage."""
    for passage, made in paired.items():
        rest = [list(claims[passage]) for claims in (one, two)]
        listed = []
        for pair in made:
            for claims, claim in zip(rest, (pair.first, pair.second), strict=True):
                claims.remove(claim)
            if pair.differs:
                listed.append(Disagreement(passage, pair.differs, pair.first.words, pair.second.words))
        listed += [Disagreement(passage, ("claim",), claim.words, "") for claim in rest[0]]
        listed += [Disagreement(passage, ("claim",), "", claim.words) for claim in rest[1]]
        yield from sorted(listed, key=lambda each: (each.first or each.second, each.second))

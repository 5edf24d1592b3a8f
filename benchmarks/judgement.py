"""How good the conclusions are: textbook pairs, leave-one-out, calibration, and a published physiology graph.

``python benchmarks/judgement.py [--rules] [FOLDER]``: asks the pairs of ``tests/textbook.tsv``, then each signed and
undisputed influence of the graph after hiding it, with the share of right answers for each range of weights. With
``--rules``, the same without each rule in turn. FOLDER contains ``nodes.tsv``, ``edges.tsv`` (KGX) and
``pairs_open.tsv`` of a physiology graph, with the columns gene, primary_intervention (``x -``, or ``a -; b -`` for both
at once), physiomap_variable and reference_direction. What is right, silent and wrong is always printed together.
"""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from unittest import mock

from msgspec.structs import replace

import kg
from kg.errors import UnknownConcept
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import resolve
from kg.reasoning import denials, judge
from kg.reasoning.judge import Judge
from kg.reasoning.judgement import Situation
from kg.reasoning.verdict import Certainty
from kg.reasoning.worlds import Worlds

TEXTBOOK = Path(__file__).parent.parent / "tests" / "textbook.tsv"
PREFIX = "PHYSIOMAP:"
RANGES = (0.5, 0.6, 0.75, 0.9, 0.95, 1.0)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a table with tabs."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def textbook(known: Judge, *, brief: bool = False) -> None:
    """Ask each pair; a sign told where the truth is disputed or unknown counts apart."""
    counts: Counter[str] = Counter()
    for row in table(TEXTBOOK):
        try:
            start, goal = (resolve(known.graph, row[end]) for end in ("source", "target"))
        except UnknownConcept as error:
            counts["silent"] += row["truth"] in "+-"
            if not brief:
                print(f"  not in the graph: {error}")
            continue
        found = Situation(known, {start.quantity: start.direction or Sign.PLUS}).verdict(goal.quantity)
        told = found.sign * (goal.direction or Sign.PLUS)
        if row["truth"] in "+-":
            kind = "right" if told == row["truth"] else "silent" if told is Sign.UNKNOWN else "wrong"
        else:
            kind = f"{row['truth']}, told as {found.support}" if told in (Sign.PLUS, Sign.MINUS) else "rightly open"
        counts[kind] += 1
        if (kind == "wrong" or "told" in kind) and not brief:
            print(f"  {kind}: {row['source']} → {row['target']}: {told} ({found.reason}, {found.support})")
    print(f"textbook: {', '.join(f'{count} {kind}' for kind, count in sorted(counts.items()))}")


def leave_one_out(graph: KnowledgeGraph, *, brief: bool = False) -> None:
    """Hide each signed undisputed influence and ask its ends, in a direction in which it is stated."""
    counts: Counter[tuple[str, str]] = Counter()
    weights: list[tuple[float, bool]] = []
    for number, hidden in enumerate(Judge(graph).firm, 1):
        print(f"\r  {number}", end="", file=sys.stderr)
        rest = Judge(graph.without(frozenset(claim.id for claim in hidden.claims)))
        way = min(hidden.stated)
        found = Situation(rest, {hidden.source: way}).verdict(hidden.target)
        truth = way * hidden.sign
        if found.weight is not None:
            weights.append((found.weight.weight, found.weight.sign is truth))
        if found.sign in (Sign.PLUS, Sign.MINUS):
            counts[found.certainty, "right" if found.sign is truth else "wrong"] += 1
        else:
            counts["", "silent"] += 1
    print(file=sys.stderr)
    for certainty in (Certainty.certain, Certainty.likely):
        print(f"leave one out, {certainty}: {counts[certainty, 'right']} right, {counts[certainty, 'wrong']} wrong")
    print(f"leave one out, silent: {counts['', 'silent']}")
    for least, most in pairwise(RANGES) if not brief else ():
        inside = [right for weight, right in weights if least <= weight < most]
        print(f"  weight from {least} to {most}: {sum(inside)} of {len(inside)} right")


def without_range(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The graph in which a state beyond the range is a level like others."""
    plain = {name: replace(concept, beyond_range=False) for name, concept in graph.concepts.items()}
    return replace(graph, concepts=plain)


def no_stand_ins(_: Judge, __: str) -> tuple[str, ...]:
    """Nothing stands in for a source."""
    return ()


#: Each rule with what is put in its place: an owner, the name of its part, and another part.
RULES: dict[str, list[tuple[object, str, object]]] = {
    "denials of pairs that include the pair": [(denials, "inherited", lambda _, source, target: [(source, target)])],
    "disputes about treatments": [(denials, "contested", lambda _, used: used.contested)],
    "populations": [(judge, "populations", lambda _, __: [])],
    "summaries": [(judge, "summaries", lambda _, __: frozenset())],
    "only mirrored": [(Situation, "_is_stated", lambda *_: True)],
    "weight": [(Worlds, "weight", lambda *_: None)],
    "stated by studies": [(Situation, "_stated", lambda *_: None)],
    "standing in": [(Judge, "stand_ins", no_stand_ins), (Judge, "indicated", {})],
}


def rules(graph: KnowledgeGraph) -> None:
    """The figures without each rule in turn."""
    print("without range:")
    figures(without_range(graph))
    for rule, parts in RULES.items():
        print(f"without {rule}:")
        with ExitStack() as stack:
            for owner, name, other in parts:
                stack.enter_context(mock.patch.object(owner, name, other))
            figures(graph)


def figures(graph: KnowledgeGraph) -> None:
    """The textbook and leave-one-out."""
    textbook(Judge(graph), brief=True)
    leave_one_out(graph, brief=True)


def imported(folder: Path) -> KnowledgeGraph:
    """The graph of the tables, as ``kg import`` makes it."""
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "imported.ttl"
        tables = [str(folder / f"{table}.tsv") for table in ("nodes", "edges")]
        subprocess.run([sys.executable, "-m", "kg", "import", *tables, f"--output={file}"], check=True)
        return kg.load(file)


def physiology(folder: Path) -> None:
    """Ask each pair of the physiology graph and compare with the directions recorded in patients."""
    known = Judge(imported(folder))
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    times = []
    with (folder / "pairs_open.tsv").open(encoding="utf-8", newline="") as stream:
        pairs = list(csv.DictReader(stream, delimiter="\t"))
    for pair in pairs:
        changes = [part.split() for part in pair["primary_intervention"].split(";")]
        held = {PREFIX + name: Sign(direction) for name, direction in changes}
        start = time.perf_counter()
        found = Situation(known, held).verdict(PREFIX + pair["physiomap_variable"])
        times.append(time.perf_counter() - start)
        if found.sign in (Sign.PLUS, Sign.MINUS):
            counts[f"{found.certainty} {'right' if found.sign == pair['reference_direction'] else 'wrong'}"] += 1
        else:
            counts["silent"] += 1
            reasons[found.reason] += 1
    print(f"physiology, {len(pairs)} pairs: {told(counts)}; {len(known.summaries)} summaries")
    print(f"  silent: {told(reasons)}")
    print(f"  time per question: median {statistics.median(times) * 1000:.1f} ms, maximum {max(times) * 1000:.1f} ms")


def told(counts: Counter[str]) -> str:
    """Counts in words."""
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


def main(folders: Iterable[str]) -> None:
    """Print all figures."""
    graph = kg.load()
    textbook(Judge(graph))
    leave_one_out(graph)
    for folder in folders:
        if folder == "--rules":
            rules(graph)
        else:
            physiology(Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Net effects on a published signed physiology graph, compared with directions recorded in patients.

``python benchmarks/physiomap.py FOLDER``: the folder contains ``nodes.tsv``, ``edges.tsv`` (KGX) and ``pairs_open.tsv``
with the columns gene, primary_intervention (``x -``, or ``a -; b -`` for both at once), physiomap_variable and
reference_direction. The script imports the tables like ``kg import`` and asks each pair like :func:`kg.effect`, or
like :func:`kg.what_if` for several interventions. It prints how many effects are determinate, correct and wrong.
"""

import csv
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import kg
from kg.model.core import Sign
from kg.reasoning.effects import Grades

PREFIX = "PHYSIOMAP:"


def main(folder: Path) -> None:
    """Import, ask every pair, count."""
    with tempfile.TemporaryDirectory() as made:
        file = Path(made) / "physiomap.ttl"
        tables = [f"--{table}={folder / table}.tsv" for table in ("nodes", "edges")]
        subprocess.run([sys.executable, "-m", "kg", "import", *tables, f"--output={file}"], check=True)
        graph = kg.load(file)
    with (folder / "pairs_open.tsv").open(encoding="utf-8", newline="") as stream:
        pairs = list(csv.DictReader(stream, delimiter="\t"))
    counts: Counter[str] = Counter()
    times = []
    grades = Grades(graph)
    for pair in pairs:
        changes = [part.split() for part in pair["primary_intervention"].split(";")]
        target = PREFIX + pair["physiomap_variable"]
        start = time.perf_counter()
        if len(changes) == 1:
            answer = kg.effect(graph, PREFIX + changes[0][0], target, changes[0][1])
            effect, reason = answer.effect, answer.reason
        else:
            held = {PREFIX + name: Sign(direction) for name, direction in changes}
            outcome = grades.outcomes(held, target).get(target)
            effect, reason = (outcome.sign.value, outcome.reason.value) if outcome else ("?", "no-path")
        times.append(time.perf_counter() - start)
        if effect in ("+", "-"):
            counts["determinate"] += 1
            counts["correct" if effect == pair["reference_direction"] else "wrong"] += 1
        else:
            counts[reason] += 1
    total = len(pairs)
    determinate, correct, wrong = (counts.pop(name, 0) for name in ("determinate", "correct", "wrong"))
    print(f"{total} pairs: {determinate} determinate ({determinate / total:.1%}), {correct} correct, {wrong} wrong")
    print("undetermined: " + ", ".join(f"{count} {reason}" for reason, count in counts.most_common()))
    print(f"time per question: median {statistics.median(times) * 1000:.1f} ms, maximum {max(times) * 1000:.1f} ms")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1], "pairs_open.tsv").is_file():  # noqa: PLR2004
        sys.exit("usage: python benchmarks/physiomap.py FOLDER (with nodes.tsv, edges.tsv and pairs_open.tsv)")
    main(Path(sys.argv[1]))

"""The time of an answer from a cold start, as a ratio to ``python -c pass``.

``python benchmarks/cold_start.py [ROUNDS]`` takes medians over interleaved rounds, with bytecode. An uncounted first
round makes the snapshot of the data.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

KG = str(Path(sys.executable).with_name("kg"))
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "kg path": [KG, "path", "vitamin D deficiency", "back pain"],
    "kg path --json": [KG, "path", "vitamin D deficiency", "back pain", "--json"],
    "kg show": [KG, "show", "osteomalacia"],
    "kg find": [KG, "find", "nerve", "growth"],
    "kg claims": [KG, "claims", "--contested"],
    "kg stats": [KG, "stats"],
    "kg effect": [KG, "effect", "vitamin D deficiency", "back pain"],
    "kg what-if": [KG, "what-if", "vitamin D supplementation", "up"],
    "kg effects": [KG, "effects", "vitamin D deficiency"],
    "kg why": [KG, "why", "back pain"],
    "kg loops": [KG, "loops"],
    "kg break": [KG, "break", "vitamin D deficiency", "back pain"],
    "kg bridges": [KG, "bridges", "vitamin D deficiency", "back pain"],
    "kg gaps": [KG, "gaps"],
    "kg contested": [KG, "contested"],
    "kg common": [KG, "common", "vitamin D deficiency", "magnesium"],
    "kg compare": [KG, "compare", "osteomalacia", "myopathy"],
}


def main(rounds: int) -> None:
    """Print median milliseconds and ratios."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            if number:
                times[name].append(time.perf_counter() - start)
    base = statistics.median(times["python -c pass"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:16} {median * 1000:7.1f} ms {median / base:6.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)

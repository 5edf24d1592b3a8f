"""The processor time of each command on graphs of growing size, and the exponent of its growth.

``python benchmarks/growth.py [CLAIMS …] [COMMAND …]`` makes the graphs of :func:`large.turtle` in a temporary folder
(default: 1,000, 3,000, 10,000 and 30,000 claims; the same in each run) and prints a table for the questions in one
process, and one for whole commands (*cold*, with the snapshot of an earlier run). ``first`` is the first question of
a kind on a graph that was just loaded, ``later`` the mean of the same question on other concepts after it. The
exponent is that of the line through the logarithms of sizes and seconds. A name of a command limits both tables to it.
"""

import gc
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from large import KG, PER_CONCEPT, turtle

import kg
from kg.errors import SearchLimit
from kg.model.graph import KnowledgeGraph

SIZES = [1_000, 3_000, 10_000, 30_000]
#: The later questions of each kind.
LATER = 3
Question = Callable[[KnowledgeGraph, str, str], object]

QUESTIONS: dict[str, Question] = {
    "path": kg.path,
    "effect": kg.effect,
    "effects": lambda graph, one, _: kg.effects(graph, one),
    "why": lambda graph, _, other: kg.why(graph, other),
    "what-if": lambda graph, one, _: kg.what_if(graph, [one]),
    "break": kg.break_,
    "loops": lambda graph, _one, _other: kg.loops(graph, max_length=3),
    "common": kg.common,
    "show": lambda graph, one, _: kg.show(graph, one),
    "find": lambda graph, one, _: kg.find(graph, one),
    "gaps": lambda graph, _one, _other: kg.gaps(graph),
    "contested": lambda graph, _one, _other: kg.contested(graph),
}
COLD = {
    "path": ["path", "{}", "{}"],
    "effect": ["effect", "{}", "{}"],
    "effects": ["effects", "{}"],
    "why": ["why", "{}"],
    "what-if": ["what-if", "{}", "up"],
    "break": ["break", "{}", "{}"],
    "loops": ["loops", "--max-length", "3"],
    "show": ["show", "{}"],
    "find": ["find", "{}"],
    "gaps": ["gaps"],
    "contested": ["contested"],
    "stats": ["stats"],
    "site": ["site", "--output", "site"],
}


def pairs(size: int) -> list[tuple[str, str]]:
    """The ends of the questions on a graph: concepts with many, some and few claims."""
    concepts = size // PER_CONCEPT
    return [(f"quantity {n + 1}", f"quantity {concepts * (n + 2) // 12 * 2}") for n in range(LATER + 1)]


def used(whose: int = resource.RUSAGE_SELF) -> float:
    """The processor seconds of this process, or of its children, until now."""
    spent = resource.getrusage(whose)
    return spent.ru_utime + spent.ru_stime


def asked(file: Path, question: Question, size: int) -> tuple[float, float]:
    """The seconds of a first question on a graph, and of a later one."""
    graph = kg.load(file)
    taken = []
    for one, other in pairs(size):
        gc.collect()
        begun = time.process_time()
        with suppress(SearchLimit):
            question(graph, one, other)
        taken.append(time.process_time() - begun)
    return taken[0], statistics.mean(taken[1:])


def cold(file: Path, words: list[str], size: int) -> float:
    """The seconds of a command in a new process, best of two."""
    ends = iter(pairs(size)[1])
    command = [*KG, *(word.format(next(ends)) if word == "{}" else word for word in words), "--data", str(file)]
    taken = []
    for _ in range(2):
        begun = used(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=file.parent, capture_output=True, check=False)
        taken.append(used(resource.RUSAGE_CHILDREN) - begun)
    return min(taken)


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of the line through the logarithms (least squares)."""
    return statistics.linear_regression([math.log(n) for n in sizes], [math.log(s) for s in seconds]).slope


def table(title: str, sizes: list[int]) -> None:
    """Print the head of a table."""
    print(f"\n| {title:20} | {' | '.join(f'{size:8,}' for size in sizes)} | exponent |")
    print(f"|---{'|---' * (len(sizes) + 1)}|")


def row(name: str, sizes: list[int], seconds: list[float]) -> None:
    """Print the seconds of each size."""
    slope = f"{exponent(sizes, seconds):8.2f}" if len(sizes) > 1 else ""
    print(f"| {name:20} | {' | '.join(f'{s:8.3f}' for s in seconds)} | {slope} |", flush=True)


def main(words: list[str]) -> None:
    """Print both tables."""
    sizes = [int(word) for word in words if word.isdecimal()] or SIZES
    wanted = [word for word in words if not word.isdecimal()] or list({**QUESTIONS, **COLD})
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        files = [Path(folder, f"{size}.ttl") for size in sizes]
        for file, size in zip(files, sizes, strict=True):
            with file.open("w", encoding="utf-8") as stream:
                stream.writelines(turtle(size))
            kg.load(file)
        table("in one process", sizes)
        for name in filter(QUESTIONS.__contains__, wanted):
            asked(files[0], QUESTIONS[name], sizes[0])  # what it imports is not counted
            taken = [asked(file, QUESTIONS[name], size) for file, size in zip(files, sizes, strict=True)]
            for when, seconds in zip(("first", "later"), zip(*taken, strict=True), strict=True):
                row(f"{name}, {when}", sizes, list(seconds))
        table("cold command", sizes)
        for name in filter(COLD.__contains__, wanted):
            row(f"kg {name}", sizes, [cold(file, COLD[name], size) for file, size in zip(files, sizes, strict=True)])


if __name__ == "__main__":
    main(sys.argv[1:])

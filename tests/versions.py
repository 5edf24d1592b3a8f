"""Two small versions of a data file that differ in many ways, and questions to ask of both."""

from pathlib import Path

from msgspec.structs import replace

from kg.model.core import Study
from kg.model.withdrawn import Withdrawal
from kg.turtle.write import turtle
from tests import toy

QUESTIONS = """
[[question]]
id = "a"
kind = "path"
source = "x"
target = "y"

[[question]]
id = "b"
kind = "path"
source = "x"
target = "zebra"

[[question]]
id = "c"
kind = "effect"
source = "v"
target = "y"
"""


def files(folder: Path) -> tuple[Path, Path, Path]:
    """The earlier version, the later one, and the questions, written to a folder."""
    lines = [f"a{n} increases b{n}" for n in range(3)]
    first = toy.graph("x increases y", "x increases y @b", "low-z causes y", *lines, states={"low-z": ("z", "Low")})
    first = replace(first, withdrawn={"claim:b--isA--y": Withdrawal("claim:b--isA--y", "No.", "2026-11-19", None, "b")})
    second = toy.graph(
        "x decreases y", "x increases y @b", "low-z causes y", "v isA y", states={"low-z": ("z", "High")}
    )
    instead = "claim:x--increases--y"
    records = (("claim:a0--increases--b0", "A slip.", None), ("claim:a1--increases--b1", "Wrong.", instead))
    concept = replace(second.concepts["concept:x"], label="the x", synonyms=("x",), close=("HP:0000001",))
    study = Study("study:a-2001", "Cohort", "Verified", "T", "A B", "J", "2001")
    second = replace(
        toy.with_passages(second),
        withdrawn={name: Withdrawal(name, why, "2026-11-21", by, "…") for name, why, by in records},
        concepts={**second.concepts, concept.id: concept},
        studies={study.id: study},
        version="2",
    )
    old, new, asked = (folder / name for name in ("old.ttl", "new.ttl", "asked.toml"))
    old.write_text(turtle(toy.with_passages(first)), encoding="utf-8")
    new.write_text(turtle(second), encoding="utf-8")
    asked.write_text(QUESTIONS, encoding="utf-8")
    return old, new, asked

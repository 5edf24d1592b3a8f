"""Checking a data file."""

import json

import msgspec
import pytest

import kg
from kg.errors import DataError


def test_check_tells_the_problems_of_a_file(file):
    """What the rules find and what the shapes find is reported, each subject once."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("vocab:modality vocab:Hedged", "vocab:modality vocab:Perhaps"), encoding="utf-8")
    problems = kg.check(file).problems
    assert [problem.rule for problem in problems if "vocab:Perhaps" in problem.message] == ["vocabulary"]
    file.write_text("tea", encoding="utf-8")
    with pytest.raises(DataError):
        kg.check(file)


def test_a_problem_has_a_line_and_a_repair(run, file):
    """The same problems in Python, as JSON and as a table."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("oa:end 45", "oa:end 9999"), encoding="utf-8")
    found = kg.check(str(file))
    assert not found.answered
    assert {problem.rule for problem in found.problems} >= {"offsets"}
    assert next(p.line for p in found.problems if p.subject == "passage:000-15") > 1
    assert json.loads(run("check", file, "--json").out) == json.loads(msgspec.json.encode(found))
    table = run("check", file, "--format", "csv").out.splitlines()
    assert table[0] == "line,rule,subject,message,repair"
    assert len(table) == len(found.problems) + 1
    assert str(found).startswith(f"{file}:")

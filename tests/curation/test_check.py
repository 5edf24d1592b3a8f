"""Checking a data file."""

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

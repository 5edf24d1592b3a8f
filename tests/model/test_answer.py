"""An answer as JSON, whatever was typed."""

import json

import msgspec
import pytest

import kg
from kg.curation.check import Check, check
from kg.questions.gaps import Gaps, GapsQuestion
from tests import ROOT, tea


def test_a_typed_text_that_utf8_has_no_bytes_for_is_shown_with_a_mark():
    """Half of a pair of code units, as a terminal may pass it on, becomes a question mark."""
    answer = Gaps(tea.graph(), question=GapsQuestion("te\ud800a", None), kinds={}, gaps=())
    assert json.loads(answer.to_json())["question"]["concept"] == "te?a"
    assert answer.plain()["question"] == {"concept": "te?a", "kind": None}
    assert list(answer.plain()) == list(kg.gaps(tea.graph()).plain())


def test_what_an_answer_keeps_for_its_view_is_not_in_its_json():
    """It is there with the answer that was made, and missing in one that was read."""
    made = check(ROOT / "data" / "triples.ttl")
    assert made.graph.claims
    with pytest.raises(KeyError, match="graph"):
        _ = msgspec.json.decode(made.to_json(), type=Check).graph

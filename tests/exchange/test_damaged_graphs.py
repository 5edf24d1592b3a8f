"""Graph files in which some part is something else: each is read, or refused in one line, and nothing else happens."""

import json
import random
import re

import pytest

from kg.errors import KgError
from kg.exchange.intake import take
from tests.exchange import graphs
from tests.exchange.peers import FIXTURES

JUNK = (None, True, 7, -1, 1.5, "", "x", "\u202e:\x00", "X:a", [], {}, [[]], [{}], {"x": []}, {"id": None}, "9" * 400)
TRIES = 60


def changed(value, dice):
    """A value of JSON, one part of which is replaced, dropped or doubled."""
    if isinstance(value, (list, dict)) and value and dice.random() < 0.95:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        key = dice.choice(keys)
        made = value.copy()
        if dice.random() < 0.1:
            del made[key]
        else:
            made[key] = changed(value[key], dice)
        return made
    return dice.choice(JUNK)


def cut(text, dice):
    """A text of XML of which a word is another, or a piece is dropped, doubled or put elsewhere."""
    if dice.random() < 0.7:
        word = dice.choice(list(re.finditer(r"\w+", text)))
        return text[: word.start()] + dice.choice(("x", "7", "-1", "n1", "nan", "false", "")) + text[word.end() :]
    start = dice.randrange(len(text) - 40)
    piece = text[start : start + 40]
    return text[:start] + dice.choice(("", piece * 2, "<x>", "&#1;", 'source="a"')) + text[start + 40 :]


@pytest.mark.parametrize("form", ["indra", "bel", "cx", "cx2", "node-link", "graphml"])
def test_a_damaged_file_is_read_or_refused(tmp_path, form):
    """Whatever part is damaged; some of the files are still read."""
    whole = FIXTURES / f"{form}.json"
    if form not in ("indra", "bel"):
        whole = tmp_path / "whole.txt"
        getattr(graphs, form.replace("-", "_"))(whole)
    text, dice, read = whole.read_text(encoding="utf-8"), random.Random(11), 0
    refused = []
    path = tmp_path / "damaged.txt"
    for _ in range(TRIES):
        made = cut(text, dice) if form == "graphml" else json.dumps(changed(json.loads(text), dice))
        path.write_text(made, encoding="utf-8")
        try:
            taken = take([path], "cx" if form == "cx2" else form)
        except KgError as error:
            refused.append(str(error))
        else:
            read += 1
            became = [number for (table, _), number in taken.report.counts.items() if table == "edges"]
            assert sum(became) <= taken.report.rows["edges"]
    assert read > TRIES / 10
    assert all(len(message.splitlines()) == 1 for message in refused)

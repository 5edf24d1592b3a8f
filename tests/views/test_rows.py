"""Rows as a table, in a terminal and in a notebook."""

import kg
from kg.model.core import Sign
from kg.questions.parts.chains import End
from tests.html import Page
from tests.website.test_website import BAD


def test_a_table_shows_all_columns_or_those_that_are_named():
    """Columns stand in the order in which the rows bring them, or as named; what a row lacks is empty."""
    rows = [{"a": 1, "b": True}, {"b": False, "c": None}]
    assert kg.table(rows) == kg.Table(("a", "b", "c"), (("1", "yes", ""), ("", "no", "")))
    signs = [End("concept:x", "x", "concept:x", Sign.MINUS)]
    assert kg.table(signs, "label", "direction") == kg.Table(("label", "direction"), (("x", "-"),))
    assert kg.table(iter(rows), "b", "a") == kg.Table(("b", "a"), (("yes", "1"), ("no", "")))


def test_parts_of_answers_are_rows(graph):
    """The fields of a part are columns; a sign or a side is shown as in JSON."""
    shown = kg.show(graph, "claim:vitamin-d-receptor--expressed-in--muscle-tissue")
    table = kg.table(shown.evidence.disputes, "direction", "source", "nothing")
    assert table.rows == tuple(("disputes", item.source, "") for item in shown.evidence.disputes) != ()
    assert kg.table([shown.confidence]).header == ("value", "for", "against", "direction", "parts")


def test_a_table_is_aligned_in_a_terminal():
    """Columns are as wide as their widest cell, in print and at the prompt; a cell is one line."""
    table = kg.table([{"claim": "a\n raises b", "n": 1}, {"claim": "c", "n": ("x", 2)}])
    assert str(table) == repr(table) == "claim       n\n----------  ----\na raises b  1\nc           x, 2"
    assert str(kg.table([], "claim")) == "claim\n-----"
    assert str(kg.table([])) == "\n"


def test_a_table_in_a_notebook_has_links_and_no_other_markup():
    """Addresses at https are links that tell their site; whatever else stands in a cell or a heading is text."""
    bad = ["javascript:alert(1)", "https://a.example/ x", 'https://a.example/"onclick="x']
    table = kg.table([{BAD: BAD, "url": url} for url in ("https://a.example/b?c&d#:~:text=e", *bad)])
    read = Page(table._repr_html_())
    assert {tag for tag, _ in read.elements} == {"table", "thead", "tbody", "tr", "th", "td", "a"}
    assert [link["href"] for link in read.all("a")] == ["https://a.example/b?c&d#:~:text=e", bad[2]]
    assert all(set(link) == {"href", "target", "rel"} for link in read.all("a"))
    assert read.text.count("a.example") == 2
    assert read.words().count(" ".join(BAD.split())) == 5

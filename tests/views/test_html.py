"""Answers in a notebook, at a prompt, and as data frames."""

import csv
import io
import sys
from types import SimpleNamespace

import pytest

import kg
from kg.model.characters import unread
from kg.views import html, page_of, registry
from kg.views.page import Page as Shown
from kg.views.wrap import lines
from tests import toy
from tests.html import Page
from tests.website.test_website import BAD, hostile

LINK = {"target": "_blank", "rel": "noopener noreferrer"}
#: Questions in Python, and as a command.
ASKED = {
    "find": (lambda g: kg.find(g, "nerve growth"), ("find", "nerve", "growth")),
    "find nothing": (lambda g: kg.find(g, "zebra"), ("find", "zebra")),
    "concept": (lambda g: kg.show(g, "hypocalcemia"), ("show", "hypocalcemia")),
    "claim": (lambda g: kg.show(g, "evidence:004-010"), ("show", "evidence:004-010")),
    "document": (lambda g: kg.show(g, "000"), ("show", "000")),
    "study": (lambda g: kg.show(g, "gokcek-2018"), ("show", "gokcek-2018")),
    "claims": (lambda g: kg.claims(g, contested=True), ("claims", "--contested")),
    "values": (lambda g: kg.values(g, "vitamin D"), ("values", "vitamin D")),
    "sources": (kg.sources, ("sources",)),
    "stats": (kg.stats, ("stats",)),
    "gaps": (lambda g: kg.gaps(g, concept="magnesium"), ("gaps", "--concept", "magnesium")),
    "contested": (lambda g: kg.contested(g, concept="back pain"), ("contested", "--concept", "back pain")),
    "common": (lambda g: kg.common(g, "bone pain", "falls"), ("common", "bone pain", "falls")),
    "compare": (lambda g: kg.compare(g, "osteomalacia", "myopathy"), ("compare", "osteomalacia", "myopathy")),
    "effect": (lambda g: kg.effect(g, "vitamin D", "serum calcium"), ("effect", "vitamin D", "serum calcium")),
    "what-if": (lambda g: kg.what_if(g, ["serum calcium down"]), ("what-if", "serum calcium", "down")),
    "break": (lambda g: kg.break_(g, "osteomalacia", "falls"), ("break", "osteomalacia", "falls")),
}


@pytest.fixture(params=ASKED)
def asked(request, graph):
    """An answer, and the command that gives it."""
    ask, command = ASKED[request.param]
    return ask(graph), command


@pytest.fixture
def pandas(monkeypatch):
    """What a data frame is made from; pandas need not be installed."""
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=lambda rows, columns: (columns, rows)))


def test_a_notebook_shows_the_words_of_the_command(asked, run, monkeypatch):
    """The same words in the same order, with each address as a link, and nothing else that acts."""
    answer, command = asked
    monkeypatch.setenv("COLUMNS", "100")
    shown, told = Page(answer._repr_html_()), run(*command).out
    assert "".join(shown.words().split()) == "".join(told.split())
    assert [link["href"] for link in shown.all("a")] == [w.strip() for w in told.split() if w.startswith("https://")]
    assert all({**link, **LINK} == link for link in shown.all("a"))
    assert {tag for tag, _ in shown.elements} <= {"div", "p", "br", "a"}


def test_at_a_prompt_an_answer_is_one_line_and_print_shows_it(asked, run, monkeypatch):
    """``print`` shows what the command does on a terminal of 100 columns."""
    answer, command = asked
    assert repr(answer).startswith(f"<{type(answer).__name__}, kg-{command[0]}")
    assert "\n" not in repr(answer)
    monkeypatch.setenv("COLUMNS", "100")
    assert f"{answer}\n" == run(*command).out
    assert str(answer) == "\n".join(lines(page_of(answer), 100))


@pytest.mark.usefixtures("pandas")
def test_a_data_frame_holds_the_rows_of_the_command(asked, run):
    """The columns and cells of ``--format csv``, without the marks that keep formulas from spreadsheets.

    What is empty there is missing here, and all other cells of a column have one type.
    """
    answer, command = asked
    columns, rows = answer.to_frame()
    header, *printed = csv.reader(io.StringIO(run(*command, "--format", "csv").out))
    assert header == columns
    for row, line in zip(rows, printed, strict=True):
        for cell, text in zip(row, line, strict=True):
            assert (
                (float(text) == cell) if isinstance(cell, float) else text == str("" if cell is None else unread(cell))
            )
    assert all(len({type(cell) for cell in column if cell is not None}) < 2 for column in zip(*rows, strict=True))


def test_without_pandas_a_data_frame_is_an_error_that_says_what_to_install(graph, monkeypatch):
    """One line, not a traceback."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(kg.KgError, match="a data frame needs pandas; install it: python3 -m pip install pandas"):
        kg.stats(graph).to_frame()


def test_a_graph_is_one_line(graph):
    """Its version and what it holds, not all of it."""
    assert repr(graph).startswith(f"<KnowledgeGraph {graph.version}: {len(graph.concepts):,} concepts, ")
    assert "\n" not in repr(graph) + repr(toy.graph("x increases y"))


@pytest.mark.parametrize(
    "ask",
    [
        lambda g: kg.find(g, "script"),
        lambda g: kg.show(g, "concept:x"),
        lambda g: kg.show(g, "claim:x--increases--y"),
        lambda g: kg.show(g, "document:a"),
        lambda g: kg.show(g, "study:bad"),
        kg.claims,
        kg.sources,
        lambda g: kg.common(g, "concept:x", "concept:y"),
        lambda g: kg.compare(g, "concept:x", "concept:y"),
    ],
)
def test_what_a_graph_says_is_never_markup(ask):
    """Labels, definitions, titles and quotes are shown as text; only addresses at https are links."""
    shown = Page(ask(hostile())._repr_html_())
    assert {tag for tag, _ in shown.elements} <= {"div", "p", "br", "a"}
    assert {name for _, attributes in shown.elements for name in attributes} <= {"style", "href", "target", "rel"}
    assert all(link["href"].startswith("https://") for link in shown.all("a"))
    assert (shown.scripts, shown.styles) == ([], [])
    assert " ".join(BAD.split()) in shown.words()


def test_a_table_in_a_notebook_has_links_and_no_other_markup(monkeypatch):
    """Cells and headings are text; an address in a cell is a link."""
    shown = Shown()
    shown.table(["claim", BAD], [[BAD, "see https://a.example/b?c&d"], ["\x1b[31m", ""]])
    monkeypatch.setattr(html, "page_of", lambda _: shown)
    read = Page(kg.stats(toy.graph("x increases y"))._repr_html_())
    assert {tag for tag, _ in read.elements} == {"div", "table", "thead", "tbody", "tr", "th", "td", "a"}
    assert [link["href"] for link in read.all("a")] == ["https://a.example/b?c&d"]
    assert read.words().count(" ".join(BAD.split())) == 2
    assert "\x1b" not in read.source


def test_an_answer_without_rows_of_its_own_has_those_of_its_first_list(graph, monkeypatch):
    """So that a new question needs no view of its rows."""
    monkeypatch.delattr(registry.view("kg.questions.claims"), "HEADER")
    from kg.views.table import table

    header, rows = table(kg.claims(graph, limit=2))
    assert header[:3] == ["id", "sentence", "subject"]
    assert len(rows) == 2


def test_a_notebook_links_the_name_of_a_source():
    """The name is the link, and its address is not shown; what is not safe is no link."""
    shown = Shown()
    shown.link("a <b>", "https://a.example/?x=1&y=2", "a")
    shown.link("c", "javascript:alert(1)")
    answer = SimpleNamespace(parts=shown.parts)
    made = Page("".join(html._part(part) for part in answer.parts))
    assert [link["href"] for link in made.all("a")] == ["https://a.example/?x=1&y=2"]
    assert "".join(made.words().split()) == "a<b>cjavascript:alert(1)"

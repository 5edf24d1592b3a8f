"""Lists that end where a screen does."""

import re

import pytest
from msgspec.structs import replace

import kg
from kg.views.page import Page
from kg.views.screen import LINES, Group, add_groups, entries, height
from tests import toy


def filled(*sizes, limit=None, tall=1, missing=0):
    """The lines of lists with these numbers of entries, each of some lines."""
    page = Page()
    groups = [
        Group(f"list {n}", entries(lambda part, i: part.put(*[f"{i}"] * tall), range(size)), missing)
        for n, size in enumerate(sizes)
    ]
    add_groups(page, groups, limit)
    return page, [part.text for part in page.parts]


@pytest.mark.parametrize(("sizes", "tall"), [((10, 10), 1), ((1000,), 1), ((1000, 5, 1000), 1), ((40, 40, 40), 7)])
def test_lists_fit_a_screen(sizes, tall):
    """At most 60 lines, and not much less if something is left out; what is left out is counted."""
    page, texts = filled(*sizes, tall=tall)
    assert height(page) <= LINES
    left = sum(int(text.split()[1].replace(",", "")) for text in texts if text.startswith("and "))
    assert sum(text.isdigit() for text in texts) == (sum(sizes) - left) * tall
    assert (left > 0) is (sum(sizes) * tall > LINES)
    assert not left or height(page) > LINES - tall * len(sizes)


def test_short_lists_leave_their_room_to_the_others():
    """A list that needs little is whole, and the other takes the rest of the screen."""
    _, texts = filled(3, 1000)
    assert texts[:5] == ["list 0", "0", "1", "2", ""]
    assert texts[-1] == "and 948 more (--limit 0 shows all)"


def test_each_list_shows_an_entry_however_tall():
    """One entry that does not fit is shown all the same, but no second one."""
    _, texts = filled(2, 2, tall=100)
    assert texts.count("0") == 200
    assert texts.count("and 1 more (--limit 0 shows all)") == 2


def test_a_limit_counts_entries():
    """A number of each list, or all; entries that the answer does not hold are counted, and empty lists not shown."""
    assert filled(3, 0, limit=2)[1] == ["list 0", "0", "1", "and 1 more (--limit 0 shows all)"]
    assert len(filled(1000, limit=0)[1]) == 1001
    assert filled(3, limit=5, missing=4)[1][-1] == "and 4 more (--limit 0 shows all)"
    assert filled(0, missing=4)[1] == []


@pytest.mark.parametrize(
    "command", ["contested", "gaps", "sources", "claims", "find calcium", "find vitamin d", "find a"]
)
def test_answers_fit_a_screen(run, command):
    """The lists of the real graph take at most 60 lines; with --limit 0 nothing is left out."""
    words = command.split()
    assert len(run(*words).out.splitlines()) <= LINES
    assert "more (" not in run(*words, "--limit", 0).out


def test_disputes_with_evidence_are_shown_whole(run):
    """The evidence of all disputes, unless a limit is given."""
    whole, short = run("contested", "--evidence").out, run("contested", "--evidence", "--limit", 1).out
    assert whole.startswith(short[: short.index("  and ")])
    assert re.search(r"^ *and [\d,]+ more \(", short, re.MULTILINE)
    assert not re.search(r"^ *and [\d,]+ more \(", whole, re.MULTILINE)
    assert "--evidence" not in whole
    assert "--evidence" in run("contested").out


def test_the_best_supported_come_first(graph):
    """Claims by confidence, sources by their claims."""
    lines = [
        line.split()[0] for line in str(kg.claims(graph, relation="increases")).splitlines() if line.endswith(" for)")
    ]
    assert lines == sorted(lines, reverse=True)
    assert len(lines) > 9
    studies = str(kg.sources(graph)).partition("Studies")[2]
    counts = [int(count.replace("no", "0")) for count in re.findall(r"; (\d+|no) claims?, ", studies)]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 9


def test_a_source_is_told_in_words(graph, run):
    """The kind of each source in words; whether a study was traced, and who cites it, only if there is something."""
    out = " ".join(str(kg.sources(graph)).split())
    told = r"unreviewed web page; 306 claims, \d+ from this source only; evidence: 356 for, 2 against, 1 undecided; ref"
    assert re.search(told, out)
    told = r"case series; 5 claims, \d from this source only; evidence: 3 for, 2 undecided; cited by 2 evidence items"
    assert re.search(told, " ".join(run("sources", "--limit", "0").out.split()))
    assert "; cited by 0" not in out
    one = graph.studies["study:uncited-leg-cramp-trial"]
    alone = replace(toy.graph("x increases y"), studies={one.id: one})
    assert "Studies (1)" in str(kg.sources(alone))
    assert str(kg.sources(alone)).endswith("; not traceable; no claims, 0 from this source only")

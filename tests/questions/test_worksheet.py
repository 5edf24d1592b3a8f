"""``kg worksheet``: blanks that can be filled in, answers that the sources give, the same sheet for the same seed."""

import json
import re
from itertools import pairwise

import pytest

from kg.questions.path import path
from kg.questions.worksheet import worksheet
from kg.views.worksheet import printed
from tests import toy
from tests.html import Page

BAD = "<script>alert(1)</script>"


@pytest.fixture
def chained():
    """Two chains from a to d that share their last step."""
    return toy.with_passages(toy.graph("a increases b", "b decreases d", "a decreases c @b", "c increases b @b"))


def test_a_chain_joins_end_to_end(chained):
    """The tasks of a chain follow each other, its ends are given, and no pair is asked twice."""
    sheet = worksheet(chained, "a", "d")
    for strip in sheet.strips:
        assert strip[0].source == "a"
        assert strip[-1].target == "d"
        assert all(one.target == other.source for one, other in pairwise(strip))
        assert strip[-1].blank != "box"
    asked = [(task.source, task.target) for task in sheet.blanks]
    assert sorted(asked) == sorted(set(asked)) == [("a", "b"), ("a", "c"), ("b", "d"), ("c", "b")]
    assert any(task.blank is None for task in sheet.tasks)


def test_a_chain_that_contradicts_itself_is_not_asked():
    """Where its first step may stand for a rise of c, a chain in which c falls is no task."""
    joined = "a increases b", "b decreases c", "c increases d", "a increases c"
    for more, asked in [((), True), (("c increases b",), False)]:
        sheet = worksheet(toy.with_passages(toy.graph(*joined, *more)), "a", "d")
        assert any((task.source, task.target) == ("b", "c") for task in sheet.tasks) is asked
        assert any((task.source, task.target) == ("a", "c") for task in sheet.tasks)


def test_signs_are_those_of_the_graph(graph):
    """Each answer has the sign of the graph between its two boxes, and sources that say so."""
    sheet = worksheet(graph, "vitamin D deficiency", "back pain")
    assert 3 <= len(sheet.blanks) <= 10
    steps = [step for chain in path(graph, "vitamin D deficiency", "back pain", k=12).chains for step in chain.steps]
    known = {(graph.concepts[s.subject].label, graph.concepts[s.object].label, s.sign) for s in steps}
    for task in sheet.tasks:
        assert (task.source, task.target, task.sign) in known
        assert {item.source for item in task.citations} <= {e.source for e in graph.evidence_of[task.claim]}
        assert task.citations


def test_the_seed_decides(graph):
    """The same seed gives the same sheet; another one leaves other things blank."""
    one, again, other = (worksheet(graph, "vitamin D", seed=seed) for seed in (1, 1, 2))
    assert printed(one) == printed(again)
    assert one.plain() == again.plain()
    assert [task.claim for task in one.tasks] != [task.claim for task in other.tasks]


def test_a_topic_has_no_weak_or_disputed_claim(graph):
    """Each task about a topic is on it, undisputed, and supported by a study."""
    sheet = worksheet(graph, "serum calcium", tasks=40)
    assert len(sheet.blanks) > 5
    for task in sheet.tasks:
        assert "serum calcium" in (task.source, task.target)
        assert not task.contested
        assert any(e.source in graph.studies for e in graph.evidence_of[task.claim])
    assert len(worksheet(graph, "serum calcium", tasks=3).blanks) == 3


def test_a_topic_has_no_claim_that_a_stronger_study_leaves_open():
    """A pooled trial that finds nothing outranks a cohort that does; the reverse does not."""
    weak, strong = (
        ["a increases b @cohort", "a increases b @meta undecided"],
        ["a increases c @meta", "a increases c @cohort undecided"],
    )
    sheet = worksheet(toy.graph(*weak, *strong), "a")
    assert [task.target for task in sheet.tasks] == ["c"]


def test_a_topic_of_which_only_pages_speak_gives_no_sheet(run, tmp_path):
    """Claims of web pages alone make no task; the command says so and fails, also for a page."""
    file = toy.data_file(tmp_path / "toy.ttl", "a increases b", "a increases b @b")
    for more in ([], ["--html"]):
        done = run("worksheet", "a", "--data", file, *more)
        assert (done.code, done.out.count("\n")) == (1, 1)
    assert run("worksheet", "a", "b", "--data", file, "--html").out.startswith("<!DOCTYPE html>")


def test_a_topic_without_a_sheet_names_one_that_has(graph):
    """A topic without well supported claims names others that share a word with it; each of them has a sheet."""
    refused = worksheet(graph, "muscle")
    assert not refused.answered
    said = str(refused)
    named = re.search(r"about muscle tissue; try a topic such as (.+), or two concepts", " ".join(said.split()))
    for name in named[1].split(", "):
        assert worksheet(graph, name).answered
    assert "try another topic, or" in str(worksheet(toy.graph("a increases b"), "a"))


def test_only_one_word_fits_in_a_blank_box(graph):
    """No other word of the sheet has an arrow with this sign from this source in the graph."""
    known = {(graph.concepts[i.source].label, i.sign, graph.concepts[i.target].label) for i in graph.influences}
    boxes = 0
    for topic in ("muscle strength", "vitamin D", "serum calcium", "osteomalacia"):
        for seed in range(6):
            sheet = worksheet(graph, topic, seed=seed, tasks=20)
            for task in sheet.tasks:
                if task.blank == "box":
                    boxes += 1
                    assert [w for w in sheet.words if (task.source, task.sign, w) in known] == [task.target]
    assert boxes > 20


def test_a_page_is_the_same_in_every_encoding(run, tmp_path):
    """The page is ASCII with character references, in a file or through a terminal of another encoding."""
    asked = ("worksheet", "vitamin D deficiency", "back pain", "--html")
    text = run(*asked).out
    assert text.isascii()
    assert "&#8722;" in text
    file = tmp_path / "sheet.html"
    done = run(*asked, "--output", file)
    assert (done.out, done.err) == ("", f"wrote {file}\n")
    assert file.read_text("ascii") == text
    assert run(*asked[:-1], "-o", file).code == 0
    file.write_text("my notes", encoding="ascii")
    refused = run(*asked[:-1], "-o", file)
    assert (refused.code, file.read_text("ascii")) == (2, "my notes")
    assert refused.err.startswith(f"kg: {file}: was not made by kg, so it is not replaced")
    file.unlink()
    assert run(*asked[:-1], "-o", file, "--json").code == 2


def test_the_licence_is_that_of_the_data_of_the_program(graph):
    """A sheet of the program's own data has its licence; one of other data has none."""
    assert "CC BY 4.0" in Page(printed(worksheet(graph, "serum calcium"))).words()
    other = toy.with_passages(toy.graph("a increases b"))
    assert "CC BY" not in printed(worksheet(other, "a", "b"))


def test_the_page_hides_the_answers(graph):
    """The page has as many blanks as tasks, the answers on a page of their own after them, and no script."""
    sheet = worksheet(graph, "vitamin D deficiency", "back pain")
    text = printed(sheet)
    page = Page(text)
    assert page.scripts == []
    assert text.index('class="answers"') > text.rindex('class="strip"')
    front = text[: text.index('class="answers"')]
    signs = sum(task.blank == "sign" for task in sheet.tasks)
    assert front.count('<span class="sign">&nbsp;</span>') == signs
    assert front.count('class="box blank"') == len(sheet.blanks) - signs
    assert "break-before: page" in text
    assert len(page.all("li")) == len(sheet.blanks)
    assert all(link["href"].startswith("https://") for link in page.all("a"))
    assert len(page.all("a")) > 3


def test_what_a_graph_says_stays_text():
    """Markup in a name is shown as it is, and an address that is not https is no link."""
    from msgspec.structs import replace

    given = toy.with_passages(toy.graph("a increases b"))
    concepts = {name: replace(c, label=f"{c.label} {BAD}") for name, c in given.concepts.items()}
    documents = {name: replace(d, url="javascript:alert(1)") for name, d in given.documents.items()}
    named = replace(given, concepts=concepts, documents=documents)
    page = Page(printed(worksheet(named, "concept:a", "concept:b")))
    assert page.scripts == []
    assert page.all("a") == []
    assert BAD in page.words()


def test_it_is_printed_in_each_form(run):
    """Text, JSON, csv and Markdown have the same tasks; a page cannot have another form."""
    asked = ("worksheet", "vitamin D deficiency", "back pain", "--tasks", "4")
    answer = json.loads(run(*asked, "--json").out)
    assert answer["schema"] == "kg-worksheet/1"
    number = len(answer["tasks"])
    assert len(run(*asked, "--format", "csv").out.splitlines()) == 1 + number
    assert len(run(*asked, "--format", "md").out.splitlines()) == 2 + number
    assert "Answers" in run(*asked).out.splitlines()
    assert run(*asked, "--html", "--json").code == 2


def test_a_sheet_without_blank_boxes_lists_no_words():
    """Words to choose from are listed only where a box is blank."""
    sheets = [worksheet(toy.with_passages(toy.graph("a increases b")), "a", "b", seed=seed) for seed in range(8)]
    assert {bool(sheet.words) for sheet in sheets} == {True, False}
    for sheet in sheets:
        assert ("Words: " in str(sheet)) is ("Words: " in printed(sheet)) is bool(sheet.words)

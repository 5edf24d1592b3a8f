"""Lessons: states of the page in order; a mistake in a file gives one clear line and no page."""

import pytest

from kg.errors import DataError
from kg.turtle.write import turtle
from kg.website import lessons
from tests import toy
from tests.html import Page

GOOD = """title = "A lesson"
minutes = 30
[[step]]
show = "#v=focus&c=concept:x"
heading = "One"
tell = "First."
[[step]]
show = "#v=path&a=concept%3Ax&b=concept:y&claim=claim:x--increases--y"
heading = "Two"
tell = "Then."
minutes = 5
"""


@pytest.fixture
def small():
    """A small graph."""
    return toy.with_passages(toy.graph("x increases y"))


@pytest.fixture
def written(tmp_path):
    """Writes a file of a lesson."""

    def write(text, name="my lesson.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_lesson_is_read_in_order(small, written):
    """Title, minutes and steps are those of the file, and its name comes from that of the file."""
    (lesson,) = lessons.load(small, [written(GOOD)])
    assert (lesson.id, lesson.title, lesson.minutes) == ("my-lesson", "A lesson", 30)
    assert [(step.heading, step.minutes) for step in lesson.steps] == [("One", 0), ("Two", 5)]


def test_a_lesson_is_read_as_editors_save_it(small, written, tmp_path):
    """A byte order mark is no part of the file; another encoding than UTF-8 is refused by its name."""
    assert lessons.load(small, [written("\ufeff" + GOOD)])[0].title == "A lesson"
    file = tmp_path / "other.toml"
    file.write_bytes(GOOD.encode("utf-16"))
    with pytest.raises(DataError, match="save it again as UTF-8"):
        lessons.load(small, [file])


def test_a_lesson_may_tell_the_stories_of_the_page(graph, written):
    """A story of the page is known where the page has it."""
    told = written(
        GOOD[: GOOD.index("[[step]]")]
        + """[[step]]
show = "#v=learn&guide=from-skin-to-bone&step=1"
heading = "One"
tell = "First."
"""
    )
    assert lessons.load(graph, [told], bundled=True)[-1].id == "my-lesson"
    with pytest.raises(DataError, match="from-skin-to-bone"):
        lessons.load(graph, [told])


def test_the_bundled_lesson_fills_its_time(graph):
    """Each step of the bundled lesson has its minutes, together those of the lesson; one shows a dispute."""
    (lesson,) = lessons.load(graph, bundled=True)
    assert sum(step.minutes for step in lesson.steps) == lesson.minutes == 30
    claims = [part.removeprefix("claim=") for s in lesson.steps for part in s.show.split("&") if "claim=" in part]
    assert any(graph.confidence(claim).contested for claim in claims)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "A lesson"', "", "title"),
        ('title = "A lesson"', 'title = " "', "title"),
        ('title = "A lesson"', f'title = "{"x" * 401}"', "title: Expected text of length <= 400"),
        ("minutes = 30", "", "minutes"),
        ("minutes = 30", "minutes = 0", "minutes"),
        ("minutes = 30", "minutes = true", "minutes"),
        ("minutes = 5", "minutes = 241", "step 2"),
        ("minutes = 30", "minutes = 30\nhours = 1", "hours"),
        ('heading = "Two"', "", "step 2"),
        ('tell = "First."', 'say = "First."', "say"),
        ('"#v=focus&c=concept:x"', '"https://a.example/"', "step 1"),
        ('"#v=focus&c=concept:x"', '"#v=focus&c=concept:z"', "concept:z"),
        ("claim:x--increases--y", "claim:x--increases--z", "claim:x--increases--z"),
        ("[[step]]", "[[steps]]", "steps"),
        (GOOD, "title = 'A'\nminutes = 1\nstep = []", "step"),
        (GOOD, "title = 'A'\nminutes = 1\nstep = [1]", "step 1"),
        (GOOD, "title = ", "TOML"),
        ('title = "A lesson"', "title = “A lesson”", "at line 1, column 9)); write straight quotes"),
        ("#v=focus&", "#v=debate&", "step 1: unknown view “debate”; use start, focus"),
        ("&a=concept%3Ax", "&guide=muscles", "step 2: unknown story “muscles”"),
        ("minutes = 5", "minutes = 31", "“minutes” is 30, but the steps have 31"),
        ('tell = "First."', 'tell = "First."\nminutes = 20', "“minutes” is 30, but the steps have 25"),
    ],
)
def test_a_mistake_is_told_in_one_line(small, written, old, new, said):
    """Each mistake is refused with the file and what is wrong; the file without it is read."""
    assert old in GOOD
    file = written(GOOD.replace(old, new))
    with pytest.raises(DataError) as error:
        lessons.load(small, [file])
    assert str(error.value).startswith(str(file))
    assert said in str(error.value).removeprefix(str(file))
    assert "\n" not in str(error.value)


def test_two_lessons_need_two_names(small, written):
    """Names of files that differ only in signs are refused, and one without a letter; others are read in order."""
    one, two, three = (written(GOOD, f"{name}.toml") for name in ("a b", "a-b", "c"))
    with pytest.raises(DataError):
        lessons.load(small, [one, two])
    with pytest.raises(DataError):
        lessons.load(small, [written(GOOD, "!.toml")])
    assert [lesson.id for lesson in lessons.load(small, [three, one])] == ["c", "a-b"]


def test_the_site_has_the_lessons(run, tmp_path, small, written):
    """``--lesson`` may be repeated; a bad file leaves no page, and a missing one neither."""
    data = tmp_path / "toy.ttl"
    data.write_text(turtle(small), encoding="utf-8")
    site = ("site", "--data", data, "--output", tmp_path / "out")
    for bad in (written("title = 1", "bad.toml"), tmp_path / "missing.toml"):
        done = run(*site, "--lesson", written(GOOD), "--lesson", bad)
        assert done.code == 2
        assert done.err.count("\n") == 1
        assert str(bad) in done.err
        assert not (tmp_path / "out").exists()
    done = run(*site, "--lesson", written(GOOD), "--lesson", written(GOOD, "b.toml"))
    assert done.code == 0
    assert done.err.splitlines()[1:] == [
        f"lesson: {tmp_path / 'out' / 'index.html'}#lesson={n}" for n in ("my-lesson", "b")
    ]
    page = Page((tmp_path / "out" / "index.html").read_text("utf-8"))
    assert [lesson["id"] for lesson in page.json["data"]["lessons"]] == ["my-lesson", "b"]

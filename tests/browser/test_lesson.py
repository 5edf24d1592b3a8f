"""A lesson as a teacher gives it: from a link, with the arrow keys, in big type."""

import pytest

from kg.website import build, guides, lessons
from tests.browser.conftest import LEAST, NARROW, WIDE

NAME = "deficiency-to-back-pain"


@pytest.fixture(scope="module")
def lesson(graph):
    """The bundled lesson."""
    (found,) = lessons.load(graph, bundled=True)
    return found


@pytest.fixture(scope="module")
def taught(graph, lesson, tmp_path_factory):
    """The site with its lesson."""
    file = tmp_path_factory.mktemp("lesson") / "index.html"
    file.write_text(build.html(graph, guides.load(graph), lessons=[lesson]), encoding="utf-8")
    return file


def test_the_arrow_keys_go_through_a_lesson(visit, taught, lesson):
    """From a link each step shows its heading and its state; the ends stop; Escape gives the page back."""
    tab = visit(taught, f"#lesson={NAME}")
    for n, step in enumerate(lesson.steps, 1):
        assert tab.text("#lesson-heading") == step.heading
        assert tab.text("#lesson-tell") == step.tell
        assert tab.text("#lesson-count").startswith(f"{n} of {len(lesson.steps)}")
        view = step.show.removeprefix("#v=").partition("&")[0]
        assert tab.page.locator(f"#view-{view}").is_visible()
        assert not tab.page.is_visible("#views")
        tab.press("ArrowRight")
    assert tab.text("#lesson-heading") == lesson.steps[-1].heading
    tab.press("ArrowLeft")
    assert tab.text("#lesson-heading") == lesson.steps[-2].heading
    tab.press("Escape")
    assert not tab.page.is_visible("#lesson")
    assert tab.page.is_visible("#views")
    assert "lesson" not in tab.ask("location.hash")


def test_a_step_has_an_address(visit, taught, lesson):
    """A reload, a link to a step and the browser's back button keep the step; an unknown lesson shows none."""
    tab = visit(taught, f"#lesson={NAME}&slide=3")
    assert tab.text("#lesson-heading") == lesson.steps[2].heading
    tab.page.click("#lesson-next")
    tab.reload()
    assert tab.text("#lesson-heading") == lesson.steps[3].heading
    tab.page.go_back()
    tab.page.wait_for_selector(f"#lesson-heading:text-is('{lesson.steps[2].heading}')")
    lost = visit(taught, "#lesson=nothing")
    assert not lost.page.is_visible("#lesson")
    assert lost.text("#said") == "No lesson of that name."


def test_a_lesson_is_shared_at_its_step(visit, taught, lesson):
    """The link opens the lesson at this step, wherever it began; after the end it opens what is in view."""
    for address in (f"#lesson={NAME}", "#v=learn"):
        tab = visit(taught, address, permissions=["clipboard-read", "clipboard-write"])
        if not address.startswith("#lesson"):
            tab.page.click("#lessons button")
        tab.press("ArrowRight", "ArrowRight")
        tab.page.click("#share")
        tab.page.wait_for_selector("#share[data-done]")
        link = tab.ask("navigator.clipboard.readText()")
        other = visit(taught, "#" + link.partition("#")[2])
        assert other.text("#lesson-heading") == lesson.steps[2].heading
        assert other.state() == tab.state()
    tab.page.bring_to_front()
    tab.page.click("#lesson-end")
    tab.page.wait_for_selector("#share:not([data-done])")
    tab.page.click("header #share")
    tab.page.wait_for_selector("#share[data-done]")
    ended = tab.ask("navigator.clipboard.readText()").partition("#")[2]
    assert not visit(taught, f"#{ended}").page.is_visible("#lesson")


def test_escape_closes_the_menu_before_it_ends_the_lesson(visit, taught):
    """In the open menu arrow keys and Escape are for the menu; then Escape ends the lesson."""
    tab = visit(taught, f"#lesson={NAME}&slide=3")
    tab.tab_to("#take summary")
    tab.press("Enter")
    tab.tab_to("#take button")
    tab.press("ArrowRight", "Escape")
    assert not tab.page.is_visible("#take button >> nth=0")
    assert tab.text("#lesson-count").startswith("3 of")
    assert tab.ask("document.activeElement.matches('#take summary')")
    tab.press("Escape")
    assert not tab.page.is_visible("#lesson")


def test_a_class_votes_before_it_reads_the_answer(visit, taught, lesson):
    """Until somebody votes, nothing has the answer; then it is there, why, and the whole picture: also by the link."""
    number = next(n for n, step in enumerate(lesson.steps, 1) if "guess=ask" in step.show)
    tab = visit(taught, f"#lesson={NAME}&slide={number}")
    answers = ("#whatif-list", "#whatif-picture", "#whatif-strip", "#panel")
    assert not any(tab.page.is_visible(part) for part in answers)
    assert "undetermined" not in tab.ask("document.body.innerText")
    for before in range(1, number):
        tab.go(f"#lesson={NAME}&slide={before}")
        assert "undetermined" not in tab.ask("document.body.innerText")
    tab.go(f"#lesson={NAME}&slide={number}")
    tab.page.click("#whatif-vote button >> nth=0")
    for voted in (tab, visit(taught, tab.ask("KG.link({})"))):
        assert voted.text("#whatif-vote").startswith("Vote: “It goes up”. The effect of a decrease in vitamin D")
        assert "The strongest chain" in voted.text("#panel")
        assert voted.text("#lesson-heading") == lesson.steps[number - 1].heading
        picture = voted.page.locator("#whatif-picture").bounding_box()
        assert picture["y"] + picture["height"] <= WIDE[1]
        assert picture["height"] > 300


def test_a_click_in_a_picture_is_aside_from_the_step(visit, taught, lesson):
    """Another concept has its own heading; the left arrow key leads to the step, the right one to the next."""
    tab = visit(taught, f"#lesson={NAME}")
    tab.ask("KG.drawing.spots && KG.go({ c: 'concept:osteomalacia' })")
    assert tab.text("#lesson-heading") == "osteomalacia: causes and effects"
    assert lesson.steps[0].heading in tab.text("#lesson-tell")
    tab.press("ArrowLeft")
    assert tab.text("#lesson-heading") == lesson.steps[0].heading
    assert tab.state()["c"] == "concept:vitamin-d-deficiency"
    tab.page.locator("#view-focus .canvas").first.focus()
    tab.press("ArrowRight")
    assert tab.text("#lesson-heading") == lesson.steps[1].heading


def test_typing_stays_typing(visit, taught, lesson):
    """Arrow keys in a field move its cursor, not the lesson."""
    tab = visit(taught, f"#lesson={NAME}&slide=6")
    tab.page.locator("#view-whatif input").first.focus()
    tab.press("ArrowRight", "ArrowLeft", "ArrowRight")
    assert tab.text("#lesson-heading") == lesson.steps[5].heading


@pytest.mark.parametrize("size", [WIDE, NARROW, LEAST])
def test_a_lesson_is_read_from_the_last_row(visit, taught, size):
    """Heading and sentence are larger than the rest, and nothing is wider than the screen."""
    tab = visit(taught, f"#lesson={NAME}&slide=5", size=size)
    sizes = [
        float(tab.ask(f"parseFloat(getComputedStyle(document.querySelector('{s}')).fontSize)"))
        for s in ("#lesson-heading", "#lesson-tell", "#panel p")
    ]
    assert sizes[0] > sizes[1] > sizes[2] >= 13
    assert tab.ask("document.documentElement.scrollWidth") <= size[0]


def test_lessons_are_listed(visit, taught, lesson):
    """The list under Learn starts a lesson; stories do not have it."""
    tab = visit(taught, "#v=learn")
    assert tab.page.locator("#lessons li").count() == 1
    tab.page.click(f"#lessons button:text-is('{lesson.title}')")
    assert tab.text("#lesson-heading") == lesson.steps[0].heading
    tab.page.click("#lesson-end")
    tab.go("#v=learn&guide=from-skin-to-bone&step=1")
    assert tab.page.locator("#lessons").count() == 0

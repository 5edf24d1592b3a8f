"""Five tasks of a reader, from a fresh page to the answer, in few actions."""

import pytest

from tests.browser.conftest import NARROW, WIDE

#: Whether the middle of an element can be seen: inside the window, and covered by nothing else.
SEEN = """(part) => {
  const { left, right, top, bottom } = part.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const whole = right > left && left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
  return whole && part.contains(document.elementFromPoint(x, y));
}"""
#: The middle of the part of an element that is inside the window.
MIDDLE = """(part) => {
  const { left, right, top, bottom } = part.getBoundingClientRect();
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  return [x, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2];
}"""
#: Whether a box that rises can be seen in the picture, by its label.
RISES = """(label) => {
  const box = KG.shown.picture.boxes.find(({ n }) => KG.graph.label(n) === label);
  const { x, y } = KG.drawing.spots().boxes.find(({ n }) => n === box.n);
  const frame = KG.shown.place.querySelector(".canvas");
  const { left, top } = frame.getBoundingClientRect();
  return box.arrow === KG.ARROW["+"] && frame.contains(document.elementFromPoint(left + x, top + y));
}"""


class TooMany(AssertionError):
    """A task takes more actions than it may."""


class Person:
    """Reads what can be seen, clicks or taps it, types; each of these counts, and so many are allowed."""

    def __init__(self, tab, most: int, *, touch: bool) -> None:
        self.tab, self.page, self.most, self.touch, self.done = tab, tab.page, most, touch, 0

    def act(self) -> None:
        """Count an action."""
        self.done += 1
        if self.done > self.most:
            raise TooMany(f"more than {self.most} actions")

    def click(self, selector: str) -> None:
        """Click or tap something that can be seen, without scrolling."""
        self.act()
        self.point(self.find(selector))
        self.tab.settle()

    def type(self, selector: str, text: str) -> None:
        """Go into a field and type."""
        self.act()
        self.point(self.find(selector))
        self.page.keyboard.type(text)

    def find(self, selector: str):
        """An element that can be seen."""
        found = self.page.locator(selector).first
        found.wait_for(state="visible")
        assert found.evaluate(SEEN), f"{selector} cannot be seen"
        return found

    def point(self, found) -> None:
        """The pointer or the finger, at the middle of an element."""
        place = found.evaluate(MIDDLE)
        (self.page.touchscreen.tap if self.touch else self.page.mouse.click)(*place)

    def read(self, selector: str) -> str:
        """The text of something that can be seen."""
        return " ".join(self.find(selector).inner_text().split())

    def link(self) -> str:
        """What was copied last."""
        return self.page.evaluate("navigator.clipboard.readText()")


def back_pain(person):
    """Find how vitamin D deficiency leads to back pain."""
    person.click(".door >> nth=1")
    assert person.page.input_value("#pick-from") == "vitamin D deficiency"
    assert person.read("#chains a[aria-current]").startswith("▲ back pain")


def trials(person):
    """Find whether trials agree that supplements help."""
    person.click(".door >> nth=2")
    person.click("#debate-list a:has-text('Does vitamin D supplementation prevent falls?')")
    assert person.read(".dispute h2") == "Does vitamin D supplementation prevent falls?"
    answer = person.read(".dispute .bottom")
    assert answer == "Yes rests on 4 meta-analyses, no on 2 meta-analyses."


def calcium(person):
    """Find what happens if calcium in the blood falls."""
    person.type("#search input", "calcium in the blood")
    person.click("#search [role=option]:has-text('serum calcium')")
    person.click("#panel a:has-text('What if it falls?')")
    assert person.page.input_value("#pick-what-if") == "serum calcium"
    assert "goes down" in person.read("#press-down[aria-pressed=true]")
    assert "rise" in person.read("#whatif-strip a:has-text('rise') >> nth=0")
    assert person.page.evaluate(RISES, "tetany")


def copy(person):
    """Copy the link of what is in view."""
    person.click("#share")
    assert person.read("#share") == "Copied"


def share(person):
    """Share what you see."""
    copy(person)
    assert person.link() == person.page.url.partition("#")[0] + "#v=start"


def class_quiz(person):
    """Give a class ten questions on bone."""
    person.click("#views a[data-view=quiz]")
    person.click("#quiz-topics [data-topic=bone]")
    copy(person)
    assert person.read("#view-quiz h2") == "Bone: question 1 of 10"
    question, link = person.read("#view-quiz .question"), person.link()
    person.page.goto("about:blank")
    person.page.goto(link)
    person.page.wait_for_selector("html[data-ready]", state="attached")
    assert person.read("#view-quiz h2") == "Bone: question 1 of 10"
    assert person.read("#view-quiz .question") == question


#: Each task with the most actions it may take, and those that it takes.
TASKS = {back_pain: (3, 1), trials: (2, 2), calcium: (3, 3), share: (1, 1), class_quiz: (3, 3)}


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def person(visit, request):
    """Opens a fresh page for somebody who may do so much."""
    size = request.param
    touch = {"has_touch": True, "is_mobile": True} if size == NARROW else {}

    def begin(most):
        tab = visit(size=size, permissions=["clipboard-read", "clipboard-write"], **touch)
        return Person(tab, most, touch=bool(touch))

    return begin


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_takes_few_actions(person, task):
    """From a fresh page the answer is in sight after so many actions, and not after fewer."""
    most, taken = TASKS[task]
    somebody = person(most)
    task(somebody)
    assert somebody.done == taken <= most
    with pytest.raises(TooMany):
        task(person(taken - 1))


@pytest.mark.parametrize("hide", ["margin-top: 2000px", "filter: none; transform: translateX(-100vw)", "z-index: -1"])
def test_what_cannot_be_seen_is_not_found(person, hide):
    """What is below or beside the window or covered is no answer, so that finding something means something."""
    somebody = person(1)
    somebody.find(".door >> nth=1")
    somebody.page.evaluate(
        """(hide) => {
          const doors = document.querySelector(".doors");
          for (const rule of `position: relative; ${hide}`.split("; ")) doors.style.setProperty(...rule.split(": "));
          if (hide.includes("z-index")) document.querySelector("#view").append(Object.assign(
            document.createElement("div"), { id: "cover" }));
          document.getElementById("cover")?.style.setProperty("position", "fixed");
          document.getElementById("cover")?.style.setProperty("inset", "0");
        }""",
        hide,
    )
    with pytest.raises(AssertionError, match="cannot be seen"):
        somebody.find(".door >> nth=1")

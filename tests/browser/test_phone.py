"""Pictures on a phone: whole from side to side, and not under the sheet while nothing is chosen."""

import pytest

from tests.browser.conftest import LEAST, NARROW, WIDE
from tests.browser.states import A, B

#: How many boxes of the picture in view are not whole in its frame.
CUT = """() => {
  const { clientWidth, clientHeight } = [...document.querySelectorAll(".canvas")].find((one) => one.clientWidth);
  return KG.drawing.spots().boxes.filter(({ x, y, w, h }) => x - w / 2 < -1 || x + w / 2 > clientWidth + 1
    || y - h / 2 < -1 || y + h / 2 > clientHeight + 1).length;
}"""
CONCEPTS = (A, "concept:vitamin-d", "concept:osteomalacia", "concept:serum-calcium", "concept:back-pain")


@pytest.mark.parametrize("size", [LEAST, NARROW], ids=["least", "narrow"])
def test_no_box_is_cut_on_a_phone(visit, size):
    """The chain of the start and the neighbours of a concept are whole; made larger they are not."""
    tab = visit(address="#v=start", size=size)
    found = {"start": tab.ask(CUT)}
    for concept in CONCEPTS:
        tab.go(f"#v=focus&c={concept}")
        found[concept] = tab.ask(CUT)
    assert {name: many for name, many in found.items() if many} == {}
    for _ in range(4):
        tab.ask("() => document.querySelector('#view-focus [aria-label=Larger]').click()")
    assert tab.ask(CUT) > 0


@pytest.mark.parametrize("size", [LEAST, NARROW], ids=["least", "narrow"])
def test_the_words_say_where_causes_stand(visit, size):
    """Where the causes stand above the effects the text says so, and where they stand at the side it says that."""
    tab = visit(address=f"#v=focus&c={A}", size=size)
    assert "causes above" in tab.text("#focus-bar .source")
    tab.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    tab.go("#v=focus&c=concept:osteomalacia")
    assert "causes left" in tab.text("#focus-bar .source")


@pytest.mark.parametrize("size", [LEAST, NARROW], ids=["least", "narrow"])
def test_the_evidence_of_a_claim_is_not_cut(visit, size):
    """Evidence with a long address in its note breaks it, and no line runs out of the sheet."""
    tab = visit(address="#v=focus&claim=claim:vitamin-d-deficiency--causes--osteomalacia", size=size)
    assert "read at https://" in tab.text("#panel")
    assert tab.ask("document.getElementById('side').scrollWidth") <= size[0]


def test_a_phone_says_why_there_is_no_chain(visit):
    """Where chains are listed, they are the answer; without one the reason is in view."""
    tab = visit(address="#v=path", size=NARROW)
    verdict = tab.page.locator("#verdict")
    assert verdict.bounding_box()["height"] > 10
    tab.go("#v=path&a=concept:falls&b=concept:rickets")
    assert tab.text("#verdict").startswith("No chain: ")
    assert verdict.bounding_box()["height"] > 10
    tab.go(f"#v=path&a={A}&b=concept:back-pain")
    assert verdict.bounding_box()["height"] < 2


def test_a_message_is_on_the_screen_of_a_phone(visit):
    """What Share says is in view, and announced; the next touch takes it away."""
    tab = visit(address="#v=quiz", size=NARROW, permissions=["clipboard-read", "clipboard-write"])
    said = tab.page.locator("#said[role=status]:not(.hidden)")
    assert said.count() == 0
    tab.page.click("#share")
    said.wait_for()
    assert "It works on this computer only" in said.inner_text()
    box = said.bounding_box()
    assert (box["y"] > 0, box["y"] + box["height"] < NARROW[1]) == (True, True)
    tab.page.mouse.click(200, 300)
    assert said.count() == 0


@pytest.mark.parametrize("size", [LEAST, NARROW, WIDE], ids=["least", "narrow", "wide"])
def test_a_class_guesses_before_it_sees_an_answer(visit, size):
    """A button hides the answer until somebody votes; the link after a vote does not say that its reader voted."""
    tab = visit(address=f"#v=whatif&down=concept:vitamin-d&b={B}", size=size)
    tab.page.locator("#panel .actions a", has_text="Let a class guess").click()
    for button in tab.page.locator("#whatif-vote button").all():
        box = button.bounding_box()
        assert box["y"] + box["height"] < size[1]
    assert not any(tab.page.is_visible(part) for part in ("#whatif-picture", "#legend", ".zoom"))
    assert "undetermined" not in tab.ask("document.body.innerText")
    tab.page.click("#whatif-vote button >> nth=0")
    friend = visit(address=tab.ask("KG.link({})"), size=size)
    for told in (tab.text("#whatif-vote"), friend.text("#whatif-vote")):
        assert told.startswith("Vote: “It goes up”. The effect of a decrease in vitamin D on back pain is undetermined")
        assert "You" not in told

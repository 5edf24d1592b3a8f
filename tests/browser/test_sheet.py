"""The sheet of a phone: a finger drags it, keys move it, and both close it."""

import pytest

from tests.browser.conftest import LEAST, NARROW
from tests.browser.states import CLAIM, A
from tests.browser.test_person import swipe

FOCUS = f"#v=focus&c={A}"


@pytest.fixture(params=[NARROW, LEAST], ids=["narrow", "least"])
def tab(visit, request):
    """The page on a phone, with its sheet at rest."""
    return visit(address=FOCUS, size=request.param, has_touch=True, is_mobile=True)


def top(tab):
    """How high the sheet reaches, from the foot of the views."""
    tab.settle()
    tabs, sheet = (tab.page.locator(one).bounding_box() for one in ("#views", "#side"))
    assert sheet["y"] + sheet["height"] == pytest.approx(tabs["y"], abs=2)
    return sheet["height"]


def grip(tab, part="#sheet"):
    """A point at which a finger takes hold."""
    box = tab.page.locator(part).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"], 20) / 2


def drag(tab, by, part="#sheet"):
    """Drag up by so many pixels, and give how high the sheet reaches then."""
    x, y = grip(tab, part)
    swipe(tab, (x, y), (x, y - by))
    return top(tab)


def test_a_finger_drags_the_handle(tab):
    """The sheet goes to the nearest height: up to half and full, down to rest, and closed; and up again."""
    heights = {}
    rest = top(tab)
    whole = tab.ask("innerHeight")
    heights["half"] = drag(tab, 0.55 * whole - rest - 30)
    assert tab.state()["sheet"] == "half"
    heights["full"] = drag(tab, 0.4 * whole)
    assert tab.state()["sheet"] == "full"
    assert rest < heights["half"] < heights["full"]
    assert drag(tab, -(heights["full"] - heights["half"] + 10)) == pytest.approx(heights["half"], abs=2)
    assert drag(tab, -(heights["half"] - rest)) == pytest.approx(rest, abs=2)
    assert drag(tab, -rest) < 40
    assert tab.state()["sheet"] == "closed"
    assert tab.page.locator("#panel h2").is_hidden()
    assert drag(tab, rest - 20) == pytest.approx(rest, abs=2)


def test_a_finger_drags_the_content(tab):
    """What is in the sheet drags it up until it is full, then scrolls; from its top it drags it down again."""
    rest = top(tab)
    assert drag(tab, 250, "#panel h2") > rest + 50
    assert drag(tab, 300, "#panel h2") > tab.ask("innerHeight") - 150
    assert tab.ask("document.getElementById('side').scrollTop") == 0
    full = drag(tab, 120, "#panel h2")
    scrolled = tab.ask("document.getElementById('side').scrollTop")
    assert scrolled > 60
    assert full == top(tab)
    x, y = grip(tab)
    swipe(tab, (x, y + 60), (x, y + 100))
    assert tab.ask("document.getElementById('side').scrollTop") < scrolled
    assert top(tab) == full
    tab.ask("() => { document.getElementById('side').scrollTop = 0; }")
    assert drag(tab, -300, "#panel h2") < full - 100


def test_a_short_touch_is_no_drag(tab):
    """A finger that hardly moves leaves the sheet as it is; a link in it is still a link."""
    rest = top(tab)
    assert drag(tab, 2, "#panel h2") == rest
    tab.page.locator("#panel .actions a:text-is('Path from here')").scroll_into_view_if_needed()
    tab.page.locator("#panel .actions a:text-is('Path from here')").tap()
    assert tab.state()["v"] == "path"


def test_keys_move_the_sheet(tab):
    """On the handle arrow keys go up and down to closed; Enter opens again; the names tell what happens."""
    rest = top(tab)
    tab.page.focus("#sheet")
    name = "document.getElementById('sheet').getAttribute('aria-label')"
    tab.press("ArrowUp", "ArrowUp", "ArrowUp")
    full = top(tab)
    assert full > rest
    assert tab.ask(name) == "Make the evidence smaller"
    tab.press("ArrowDown", "ArrowDown")
    assert top(tab) == pytest.approx(rest, abs=2)
    tab.press("ArrowDown", "ArrowDown")
    assert top(tab) < 40
    assert tab.ask(name) == "Show the evidence"
    assert tab.ask("document.getElementById('sheet').getAttribute('aria-expanded')") == "false"
    assert tab.ask("document.activeElement.id") == "sheet"
    tab.press("Enter")
    assert top(tab) == pytest.approx(rest, abs=2)


def test_escape_lowers_and_closes_the_sheet(tab):
    """Escape lowers a raised sheet, closes the claim, then the sheet; the focus is on its handle, and it comes back."""
    tab.page.locator("#panel a.sentence >> nth=0").click()
    assert tab.state()["sheet"] == "half"
    claim = tab.state()["claim"]
    tab.press("Escape")
    assert (tab.state()["sheet"], tab.state()["claim"]) == ("rest", claim)
    tab.press("Escape")
    assert "claim" not in tab.state()
    tab.page.focus("#panel a >> nth=0")
    tab.press("Escape")
    assert top(tab) < 40
    assert tab.ask("document.activeElement.id") == "sheet"
    tab.go(f"{FOCUS}&claim={CLAIM}")
    tab.page.locator("#sheet").tap()
    assert top(tab) > 60
    assert tab.page.locator("#panel h2").is_visible()


def test_back_lowers_a_raised_sheet(tab):
    """Back lowers the sheet that was pulled up and stays in the view; the next one leaves it."""
    address, rest = tab.ask("location.hash"), top(tab)
    tab.page.locator("#sheet").tap()
    assert top(tab) > rest
    tab.page.go_back()
    assert top(tab) == pytest.approx(rest, abs=2)
    assert tab.ask("location.hash") == address

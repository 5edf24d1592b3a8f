"""The header at every width: nothing cut, nothing over another, and an answer where the reader looks."""

import pytest

from tests.browser.conftest import LEAST, NARROW, WIDE

WIDTHS = (320, 360, 390, 761, 768, 820, 912, 1001, 1024, 1101, 1180, 1280, 1366, 1920)
MENU = "document.querySelector('.take > div').getBoundingClientRect()"
LIST = "document.querySelector('#search [role=listbox]')"
#: What is wrong with the header: a page that scrolls sideways, a control that is cut, outside, or under another.
FAULTS = """() => {
  const rows = [...document.querySelectorAll(".brand a, #views a, #search input, header button, header summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".take > div"))
    .map((one) => [one.id || one.textContent, one.getBoundingClientRect(), one]);
  const found = rows.flatMap(([name, box, one], i) => [
    ...(box.left < -0.5 || box.right > innerWidth + 0.5 || box.bottom > innerHeight + 0.5 ? [`${name} is out`] : []),
    ...(one.matches("input") || one.scrollWidth <= one.clientWidth + 2 || !one.clientWidth ? [] : [`${name} is cut`]),
    ...rows.slice(i + 1).filter(([, other]) => Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
      && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 1)
      .map(([under]) => `${name} lies over ${under}`)]);
  if (document.documentElement.scrollWidth > innerWidth) found.push("sideways");
  return rows.length < 8 ? ["too few controls"] : found;
}"""


def test_the_header_fits_at_every_width(visit):
    """Every control is whole and in the window, from a small phone to a wide screen."""
    tab = visit(address="#v=debates")
    found = {}
    for width in WIDTHS:
        tab.page.set_viewport_size({"width": width, "height": 768})
        found[width] = tab.ask(FAULTS)
    assert {width: faults for width, faults in found.items() if faults} == {}


@pytest.mark.parametrize(
    "style",
    ["#search { margin-right: -30px; }", ".brand { flex: none; width: 2000px; }", ".brand a { margin-left: -90px; }"],
)
def test_a_torn_header_would_be_seen(visit, style):
    """A control over another, a page that is too wide, and a name out of the window are found."""
    tab = visit(size=(1024, 768))
    assert tab.ask(FAULTS) == []
    tab.page.evaluate(
        "(rule) => document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length)", style
    )
    assert tab.ask(FAULTS) != []


@pytest.mark.parametrize("size", [LEAST, NARROW])
def test_the_menu_of_a_phone_lies_in_the_window(visit, size):
    """It also changes the theme, for which the header has no room; a wide one has a button for it, and no choice."""
    tab = visit(address="#v=focus", size=size)
    assert not tab.page.is_visible("#theme")
    tab.page.click("#take summary")
    assert tab.ask(f"{MENU}.left") >= 0
    assert tab.ask(f"{MENU}.right <= innerWidth")
    before = tab.ask("document.documentElement.dataset.theme")
    tab.page.click("#shade")
    assert {before, tab.ask("document.documentElement.dataset.theme")} == {"light", "dark"}
    wide = visit(address="#v=focus")
    wide.page.click("#take summary")
    assert wide.page.is_visible("#theme")
    assert not wide.page.is_visible("#shade")


def test_what_was_copied_is_said_at_its_button(visit):
    """A second press before the button has its name again does not lose the name."""
    tab = visit(address="#v=focus", permissions=["clipboard-read", "clipboard-write"])
    name = tab.text("#share")
    for _ in range(2):
        tab.page.click("#share")
        tab.page.wait_for_selector("#share[data-done]")
    tab.page.wait_for_selector("#share:not([data-done])")
    assert tab.text("#share") == name


@pytest.mark.parametrize("size", [LEAST, WIDE])
@pytest.mark.parametrize(("typed", "options"), [("ricets", True), ("qqqq zzzz", False), ("rickets", None)])
def test_a_guess_is_read_above_the_list(visit, size, typed, options):
    """Who misspells a name, or types one that is not there, sees so at the field; a known name has no such note."""
    tab = visit(address="#v=focus", size=size)
    tab.press("/")
    tab.page.keyboard.type(typed)
    note = tab.ask(f"getComputedStyle({LIST}, '::before').content")
    if options is None:
        assert note == "none"
        return
    assert note.strip('"') == tab.ask("document.getElementById('said').textContent").replace('"', "")
    assert tab.page.is_visible("#search [role=listbox]")
    assert bool(tab.page.locator("#search [role=option]").count()) is options
    assert tab.ask(f"{LIST}.getBoundingClientRect().right <= innerWidth")
    tab.press(*["Backspace"] * len(typed))
    tab.page.keyboard.type("rickets")
    assert tab.ask(f"getComputedStyle({LIST}, '::before').content") == "none"

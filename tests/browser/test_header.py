"""The header at every width: nothing cut, nothing over another, and an answer where the reader looks."""

import pytest

WIDTHS = (320, 360, 390, 761, 768, 820, 912, 1001, 1024, 1101, 1180, 1280, 1366, 1920)
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

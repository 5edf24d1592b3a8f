"""The map by groups: a reader opens a group, finds a concept, and can read every label."""

import pytest

from tests.browser.conftest import LEAST, NARROW, WIDE
from tests.browser.test_page import DRAWN
from tests.browser.test_person import swipe

#: The size of letters on the screen, and the boxes that can be seen, by their label.
SEEN = """() => {
  const { scale, boxes } = KG.drawing.spots();
  const frame = document.querySelector("#map-picture .canvas");
  const inside = ({ x, y }) => x > 0 && y > 0 && x < frame.clientWidth && y < frame.clientHeight;
  const label = (n) => KG.shown.picture.boxes.find((box) => box.n === n).label;
  return { size: scale * KG.layout.FONT, seen: boxes.filter(inside).map(({ n }) => label(n)), many: boxes.length };
}"""
#: Where on the page a box is, by the beginning of its label.
SPOT = """(name) => {
  const { n } = KG.shown.picture.boxes.find((box) => box.label.startsWith(name));
  const { x, y } = KG.drawing.spots().boxes.find((box) => box.n === n);
  const { left, top } = document.querySelector("#map-picture .canvas").getBoundingClientRect();
  return [left + x, top + y];
}"""
TABLET = (768, 1024)
#: How many boxes reach beyond the left or the right of the frame.
CUT = """() => {
  const { clientWidth } = document.querySelector("#map-picture .canvas");
  return KG.drawing.spots().boxes.filter(({ x, w }) => x - w / 2 < -1 || x + w / 2 > clientWidth + 1).length;
}"""
OVERLAPS = """() => {
  const { boxes } = KG.shown.picture;
  const apart = (a, b) => Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= (a.h + b.h) / 2;
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => !apart(a, b)).map((b) => [a.label, b.label]));
}"""


#: The concepts of the picture, and the ends of its arrows within the group.
JOINED = """(() => {
  const { boxes, arrows } = KG.shown.picture;
  const inside = arrows.filter(({ from, to }) => from >= 0 && to >= 0);
  return [boxes.map(({ n }) => n).filter((n) => n >= 0), inside.flatMap(({ from, to }) => [from, to])];
})()"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_group_opens_in_place(visit, size):
    """A click on a group shows its concepts among the other groups; the link closes it."""
    tab = visit(address="#v=map", size=size)
    groups = tab.ask(SEEN)["many"]
    tab.page.mouse.click(*tab.ask(SPOT, "Minerals"))
    assert tab.state()["group"] == "minerals"
    opened = tab.ask(SEEN)
    assert opened["many"] > (groups + 5 if size == WIDE else 5)  # on a phone the other groups are left out
    assert "serum calcium" in tab.ask("KG.shown.picture.boxes.map(({ label }) => label)")
    drawn, joined = (set(each) for each in tab.ask(JOINED))
    assert drawn == joined
    tab.page.click("#map-close")
    assert tab.ask(SEEN)["many"] == groups
    assert "group" not in tab.state()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_labels_can_be_read_however_small(visit, size):
    """No label is below 11 px, at rest and in each open group, however small a reader makes it; none is covered."""
    tab = visit(address="#v=map", size=size)
    assert len(tab.ask(SEEN)["seen"]) == tab.ask(SEEN)["many"] or size == NARROW
    small, covered = {}, {}
    for name in ["", *tab.ask("KG.map.groups.map(({ id }) => id)")]:
        tab.go(f"#v=map&group={name}" if name else "#v=map")
        for _ in range(4):
            tab.page.click("[aria-label=Smaller]")
        tab.page.click("text=Whole picture")
        if (drawn := tab.ask(SEEN)["size"]) < 11 - 0.01:
            small[name] = drawn
        if found := tab.ask(OVERLAPS):
            covered[name] = found
    assert small == {}
    assert covered == {}


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_search_flies_to_a_concept(visit, size, motion):
    """What is found opens its group, and is in sight with its arrows full."""
    tab = visit(address="#v=map", size=size, reduced_motion=motion)
    for typed, label in (("osteomal", "osteomalacia"), ("waddling", "waddling gait")):
        tab.press("/")
        tab.page.keyboard.type(typed)
        tab.press("Enter")
        tab.settle()
        assert tab.state()["v"] == "map"
        assert label in tab.ask(SEEN)["seen"]
        assert tab.text("#panel h2") == label
        chosen = tab.ask("KG.shown.picture.arrows.filter(({ chosen }) => chosen).length")
        assert chosen > 0
    assert tab.ask("KG.shown.picture.boxes.some(({ label }) => label === 'osteomalacia')") is False


def test_a_bundle_is_as_wide_as_it_is_full(visit):
    """Each bundle between two groups counts its influences, and the fullest is drawn; wide ones are the full ones."""
    tab = visit(address="#v=map")
    told = tab.ask(
        "KG.shown.picture.arrows.filter((one) => one.count > 1).map(({ from, to, count }) => [from, to, count])"
    )
    wanted = tab.ask(
        """() => {
      const group = new Map(KG.map.nodes), found = {};
      for (const { s, t } of KG.graph.influences) {
        const key = `${-1 - group.get(s)}/${-1 - group.get(t)}`;
        if (group.get(s) !== group.get(t)) found[key] = (found[key] ?? 0) + 1;
      }
      return found;
    }"""
    )
    assert len(told) > 10
    assert {f"{a}/{b}": many for a, b, many in told} == {f"{a}/{b}": wanted[f"{a}/{b}"] for a, b, _ in told}
    assert max(wanted.values()) == max(many for *_, many in told)
    widths = tab.ask("KG.shown.picture.arrows.map(({ count, width }) => [count, width])")
    assert sorted(widths) == sorted(widths, key=lambda one: one[1])


@pytest.mark.parametrize("size", [WIDE, TABLET, NARROW, LEAST], ids=["wide", "tablet", "narrow", "least"])
def test_the_map_at_rest_is_whole(visit, size):
    """Every group is in the picture with a bundle, whole from side to side, or named above it; one of these opens."""
    tab = visit(address="#v=map", size=size)
    drawn = tab.ask("KG.shown.picture.boxes.map(({ n, label }) => label.replace(/ [0-9]+$/, ''))")
    also = tab.texts("#map-bar .source a")
    assert sorted(drawn + also) == sorted(tab.texts("#panel .points a"))
    ends = tab.ask("KG.shown.picture.arrows.flatMap(({ from, to }) => [from, to])")
    assert set(tab.ask("KG.shown.picture.boxes.map(({ n }) => n)")) == set(ends)
    assert tab.ask(CUT) == 0
    tab.page.locator("#map-bar .source a >> nth=0").click()
    assert "group" in tab.state()


@pytest.mark.parametrize("size", [WIDE, NARROW, LEAST], ids=["wide", "narrow", "least"])
def test_no_arrow_runs_behind_a_box(visit, size):
    """In each open group, and around a concept with many arrows, arrows pass beside the boxes."""
    tab = visit(address="#v=map", size=size)
    names = [f"#v=map&group={name}" for name in tab.ask("KG.map.groups.map(({ id }) => id)")]
    marked = [f"#v=map&c=concept:{name}" for name in ("serum-calcium", "vitamin-d", "osteomalacia", "muscle-weakness")]
    through, drawn = {}, 0
    for address in [*names, *marked]:
        tab.go(address)
        found = tab.ask(DRAWN)
        drawn += len(tab.ask("KG.shown.picture.arrows"))
        if found["through"]:
            through[address] = found["through"]
    assert through == {}
    assert drawn > 100
    # An arrow without a way of its own would be found.
    tab.ask(
        """() => {
      const { picture } = KG.shown;
      const far = picture.boxes.filter(({ n }) => n >= 0).sort((a, b) => a.x - b.x || a.y - b.y);
      const arrow = { ...picture.arrows[0], from: far[0].n, to: far.at(-1).n,
        points: [far[0], far.at(-1)].map(({ x, y }) => ({ x, y })) };
      KG.drawing.show({ ...picture, arrows: [arrow] }, {});
    }"""
    )
    assert tab.ask(DRAWN)["through"]


@pytest.mark.parametrize("size", [NARROW, LEAST], ids=["narrow", "least"])
def test_an_open_group_scrolls_with_the_page_of_a_phone(visit, size):
    """Each open group is one column that is seen whole across; a finger scrolls the page, and moves no picture."""
    tab = visit(address="#v=map", size=size, has_touch=True, is_mobile=True)
    where = "KG.drawing.spots().boxes.map(({ x, y, w, h }) => [x - w / 2, x + w / 2, y - h / 2, y + h / 2])"
    for name in tab.ask("KG.map.groups.map(({ id }) => id)"):
        tab.go(f"#v=map&group={name}")
        frame = tab.page.locator("#map-picture").bounding_box()
        spots = tab.ask(where)
        assert all(left > 0 and right < frame["width"] for left, right, _, _ in spots), name
        assert all(top > 0 and bottom < frame["height"] for _, _, top, bottom in spots), name
        assert frame["width"] <= size[0]
    tab.go("#v=map&group=minerals")
    before = tab.ask(where)
    swipe(tab, (size[0] / 2, 350), (size[0] / 2, 150))
    assert tab.ask("scrollY") > 100
    assert tab.ask(where) == before


def test_a_concept_that_is_found_comes_above_the_sheet(visit):
    """On a phone the page scrolls to what the search found, which the sheet does not cover."""
    tab = visit(address="#v=map", size=NARROW, has_touch=True, is_mobile=True)
    tab.press("/")
    tab.page.keyboard.type("serum calcium")
    tab.press("Enter")
    tab.until(
        "((y) => document.querySelector('header').clientHeight < y"
        f" && y < document.getElementById('side').getBoundingClientRect().y)(({SPOT})('serum calcium')[1])"
    )

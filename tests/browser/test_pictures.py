"""Pictures fit their frames, however a reader comes to them: by clicks, not by an address."""

import pytest

from kg.website import guides
from tests.browser.conftest import NARROW, WIDE
from tests.browser.states import A, B

#: How far the canvas is from the size of its frame, and how many boxes are not wholly inside the frame. Some pixels are
#: for the line around the frame and the rounding of the canvas.
FIT = """() => {
  const frame = [...document.querySelectorAll(".canvas")].find((one) => one.clientWidth);
  if (!frame) return { off: 0, outside: 0 };
  const canvas = frame.querySelector("canvas").getBoundingClientRect();
  const { width, height } = frame.getBoundingClientRect();
  const outside = KG.drawing.spots().boxes.filter(({ x, y, w, h }) =>
    x - w / 2 < -1 || y - h / 2 < -1 || x + w / 2 > width + 1 || y + h / 2 > height + 1);
  return { off: Math.round(Math.max(Math.abs(canvas.width - width), Math.abs(canvas.height - height)) / 3),
    outside: outside.length };
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30))))"
FITS = {"off": 0, "outside": 0}


def fit(tab):
    """What does not fit once the page has come to rest."""
    tab.ask(FRAMES)
    return tab.ask(FIT)


def misfits(found):
    """The pictures that do not fit."""
    return {name: how for name, how in found.items() if how != FITS}


def test_every_step_of_every_guide_fits_its_frame(visit, graph):
    """Click Next through all guides and loops: the canvas is as large as its frame, and no box is cut off."""
    tab, found = visit(address="#v=learn"), {}
    names = [f"guide={guide.id}" for guide in guides.load(graph)]
    names += [f"loop={n}" for n in range(tab.ask("KG.data.loops.length"))]
    for name in names:
        tab.go("#v=learn")
        tab.page.click(f".card a[href*='{name}&step=1'], .card a[href*='step=1&{name}']")
        found[name, 1] = fit(tab)
        step = 1
        while tab.page.locator("#guide-next").is_enabled():
            tab.page.click("#guide-next")
            step += 1
            found[name, step] = fit(tab)
    assert len(found) > 40
    assert misfits(found) == {}


def test_every_what_if_row_fits_its_frame(visit):
    """Choose each thing that moves, one after the other: each time the picture fits."""
    tab, found = visit(address="#v=whatif&up=concept:vitamin-d"), {}
    for fold in tab.page.locator("#whatif-list details").all():
        fold.evaluate("(one) => { one.open = true; }")
    hrefs = tab.ask("() => [...document.querySelectorAll('#whatif-list a')].map((a) => a.getAttribute('href'))")
    for href in hrefs[::6]:
        tab.ask("(href) => document.querySelector(`#whatif-list a[href='${href}']`)?.click()", href)
        found[href] = fit(tab)
    assert len(found) > 8
    assert misfits(found) == {}


def test_every_path_fits_its_frame(visit):
    """Choose each chain of some paths, coming from a view without a panel: each time the picture fits."""
    tab, found = visit(address="#v=table"), {}
    for a, b in ((A, B), ("concept:sun-exposure", "concept:osteomalacia"), (A, "concept:muscle-cramp")):
        tab.go("#v=table")
        tab.go(f"#v=path&a={a}&b={b}")
        for n in range(tab.page.locator("#chains a").count()):
            tab.page.click(f"#chains li:nth-child({n + 1}) a")
            found[a, b, n] = fit(tab)
    assert len(found) > 6
    assert misfits(found) == {}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_picture_that_does_not_fit_would_be_seen(visit, size):
    """A canvas that is wider than its frame is measured as such."""
    tab = visit(address=f"#v=path&a={A}&b={B}", size=size)
    tab.ask("() => { document.querySelector('#path-picture canvas').style.width = '5000px'; }")
    assert tab.ask(FIT) != FITS

"""What the page shows is what the program answers; tests/website/test_site_graph.py compares hundreds of pairs more."""

from decimal import Decimal

import pytest

import kg
from kg.model.confidence import limited, places
from kg.model.core import Sign
from kg.questions.parts.chains import arrows
from kg.reasoning.verdict import Certainty
from kg.views.effect import REASON, SUPPORT
from tests.browser.conftest import LEAST, NARROW, WIDE

PAIRS = [
    ("vitamin-d-deficiency", "back-pain"),
    ("vitamin-d-deficiency", "osteomalacia"),
    ("vitamin-d-deficiency", "muscle-cramp"),
    ("vitamin-d-receptor", "neuropathy"),
    ("sun-exposure", "osteomalacia"),
    ("back-pain", "vitamin-d"),
]
#: The mark of a box, by the arrow that the program prints after its name.
MARK = {"↑": "▲", "↓": "▼", "?": "?"}


def row(graph, chain):
    """A chain as the page lists it: what comes after its start, and how well it is supported."""
    boxes = [f"{MARK[box[-1]]} {box[:-2]}" for box in arrows(graph, chain.steps).split(" → ")[1:]]
    value = Decimal(str(chain.confidence))
    length = limited(places(value)) if value >= Decimal("0.005") else "below 0.01"
    return f"{' → '.join(boxes)} {length} · {len(boxes)} step{'s'[: len(boxes) > 1]}"


def test_the_chains_are_those_of_the_program(visit, graph):
    """The view of paths lists the chains of ``kg path``: in its order, with sign, confidence and every step."""
    tab = visit()
    for a, b in PAIRS:
        tab.go(f"#v=path&a=concept:{a}&b=concept:{b}&k=5")
        answer = kg.path(graph, f"concept:{a}", f"concept:{b}", k=5)
        told = [row(graph, chain) for chain in answer.chains]
        assert [" ".join(text.split()) for text in tab.texts("#chains a")] == told
        assert bool(told) is not tab.text("#verdict").startswith("No chain")
        if len(told) > 1:
            assert tab.text("#verdict").startswith(("All ", "Both ") if answer.verdict == "coherent" else "Of ")


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_paths_say_what_all_chains_conclude(visit, graph, size):
    """Beside the best chains, which may all agree, is the conclusion of ``kg effect``; without chains there is none."""
    tab = visit(size=size)
    for a, b in PAIRS:
        tab.go(f"#v=path&a=concept:{a}&b=concept:{b}")
        answer = kg.effect(graph, f"concept:{a}", f"concept:{b}")
        verb = {Sign.PLUS: "raises", Sign.MINUS: "lowers", Sign.UNKNOWN: "undetermined, "}[answer.effect]
        probably = "probably " if answer.certainty is Certainty.likely else ""
        rests = REASON[answer.reason] if answer.effect is Sign.UNKNOWN else f"({SUPPORT[answer.support]})"
        told = tab.text("#concluded")
        if tab.texts("#chains a"):
            assert told.startswith(f"All chains together: {probably}{verb}")
            assert told.endswith(f"{rests}.")
            assert tab.page.locator("#concluded").bounding_box()["height"] > 10
        else:
            assert told == ""


STARTS = [
    ("vitamin-d", "up"),
    ("vitamin-d", "down"),
    ("vitamin-d-deficiency", "up"),
    ("serum-calcium", "down"),
    ("parathyroid-hormone", "up"),
    ("older-age", "up"),
]
#: The rows of what-if in their order: the name, the mark, the sort, and what it rests on.
ROWS = """() => [...document.querySelectorAll("#whatif-list .move")].map((item) => [
  item.querySelector("a").firstChild.textContent, item.querySelector(".arrow").textContent,
  item.closest("section").querySelector("h3").id.replace("moves-", ""),
  item.querySelector(".source").textContent.trim()])"""
MARKS = {"+": "↑", "-": "↓", "0": "=", "?": "?"}
ORDER = "rises falls probably-rises probably-falls stays disputed unknown".split()


def sort(move):
    """Where a move is listed."""
    if move.effect is Sign.UNKNOWN:
        return "disputed" if move.reason.value == "contested-step" else "unknown"
    if move.effect.value == "0":
        return "stays"
    way = "rises" if move.effect is Sign.PLUS else "falls"
    return f"probably-{way}" if move.certainty.value == "likely" else way


@pytest.mark.parametrize(("name", "way"), STARTS)
def test_what_moves_is_what_the_program_says(visit, graph, name, way):
    """The list of what-if has each thing of ``kg what-if`` with the same direction, certainty and support."""
    tab = visit(address=f"#v=whatif&{way}=concept:{name}")
    rows = tab.ask(ROWS)
    moves = kg.what_if(graph, [f"concept:{name} {way}"]).moves
    told = {move.label: (MARKS[move.effect.value], sort(move)) for move in moves}
    assert {label: (mark, where) for label, mark, where, _ in rows} == told
    assert len(rows) == len(moves) > 5
    assert [where for *_, where, _ in rows] == sorted((where for *_, where, _ in rows), key=ORDER.index)
    rests = {label: rest for label, _, _, rest in rows}
    for move in moves:
        if move.effect in (Sign.PLUS, Sign.MINUS):
            sure = move.certainty.value != "likely"
            assert rests[move.label].endswith(SUPPORT[move.support])
            assert sure or rests[move.label] == SUPPORT[move.support]
        else:
            assert rests[move.label]
    counts = [int(text.split()[0]) for text in tab.texts("#whatif-strip li")]
    assert sum(counts) == len(moves)


HIDDEN = """() => Object.values(networks.find(({ canvas }) =>
  document.querySelector("#whatif-picture").contains(canvas.frame)).body.nodes)
  .filter((node) => node.options.shape === "box" && node.options.hidden).length"""


def test_what_moves_spreads_column_by_column(visit):
    """The picture begins with what is held; all is there in the end, and again after Replay; a row does not replay."""
    tab = visit(address="#v=whatif&up=concept:vitamin-d")
    tab.page.click("#press-down")
    first = tab.ask(HIDDEN)
    tab.until(f"({HIDDEN})() === 0")
    tab.page.click("#whatif-replay")
    assert tab.ask(HIDDEN) == first > 5
    tab.until(f"({HIDDEN})() === 0")
    tab.page.click("#whatif-list a >> nth=0")
    assert tab.ask(HIDDEN) == 0


def test_who_wants_no_movement_sees_all_at_once(visit):
    """With reduced motion nothing is held back, and there is nothing to replay."""
    tab = visit(address="#v=whatif&up=concept:vitamin-d", reduced_motion="reduce")
    assert tab.ask(HIDDEN) == 0
    tab.page.click("#press-down")
    assert tab.ask(HIDDEN) == 0
    assert not tab.page.is_visible("#whatif-replay")


CUT = """() => KG.drawing.spots().boxes.filter(({ x, w }) =>
  x - w / 2 < -1 || x + w / 2 > document.querySelector("#whatif-picture .canvas").clientWidth + 1).length"""


@pytest.mark.parametrize("size", [NARROW, LEAST], ids=["narrow", "least"])
def test_on_a_phone_no_picture_is_cut_at_the_side(visit, size):
    """Whatever is held and whichever row is chosen, each box is whole from left to right."""
    tab, cut = visit(size=size), {}
    for name, way in STARTS:
        tab.go(f"#v=whatif&{way}=concept:{name}")
        rows = tab.ask("[...document.querySelectorAll('#whatif-list a')].map((a) => a.getAttribute('href'))")
        for address in ("", *rows[::25]):
            tab.go(address or f"#v=whatif&{way}=concept:{name}")
            if found := tab.ask(CUT):
                cut[name, address] = found
    assert cut == {}


def test_the_strip_leads_to_its_list(visit):
    """A click on a part of the bar goes to the rows of that sort."""
    tab = visit(address="#v=whatif&down=concept:vitamin-d")
    tab.page.click("#whatif-strip .disputed a")
    assert tab.ask("document.activeElement.id") == "moves-disputed"
    assert tab.page.locator("#moves-disputed").bounding_box()["y"] < WIDE[1] - 100

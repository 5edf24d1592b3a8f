"""What the page shows is what the program answers; tests/website/test_site_graph.py compares hundreds of pairs more."""

import pytest

import kg
from kg.model.core import Sign
from kg.questions.parts.chains import arrows

PAIRS = [
    ("vitamin-d-deficiency", "back-pain"),
    ("vitamin-d-deficiency", "osteomalacia"),
    ("vitamin-d-deficiency", "muscle-cramp"),
    ("vitamin-d-receptor", "neuropathy"),
    ("sun-exposure", "osteomalacia"),
    ("back-pain", "vitamin-d"),
]
VERB = {Sign.PLUS: "raises", Sign.MINUS: "lowers", Sign.UNKNOWN: "may change"}


def test_the_chains_are_those_of_the_program(visit, graph):
    """The view of paths lists the chains of ``kg path``: in its order, with sign, confidence and every step."""
    tab = visit()
    for a, b in PAIRS:
        tab.go(f"#v=path&a=concept:{a}&b=concept:{b}&k=5")
        answer = kg.path(graph, f"concept:{a}", f"concept:{b}", k=5)
        told = [f"{VERB[chain.sign]} {chain.confidence:.4f} {arrows(graph, chain.steps)}" for chain in answer.chains]
        assert tab.texts("#chains a") == told
        assert bool(told) is not tab.text("#verdict").startswith("No chain")
        if len(told) > 1:
            assert f"{len(told)} chains, {answer.verdict}: " in tab.text("#verdict")


@pytest.mark.parametrize(
    ("name", "way"), [("vitamin-d", "up"), ("vitamin-d-deficiency", "up"), ("serum-calcium", "down")]
)
def test_what_moves_is_what_the_program_says(visit, graph, name, way):
    """The list of what-if has each thing of ``kg what-if`` with the same direction, and no other."""
    tab = visit(address=f"#v=whatif&{way}=concept:{name}")
    items = tab.ask(
        """() => [...document.querySelectorAll(".moves li")].map((item) =>
          [item.querySelector("a").firstChild.textContent, item.querySelector(".arrow").textContent])"""
    )
    answer = kg.what_if(graph, [f"concept:{name} {way}"])
    marks = {"+": "↑", "-": "↓", "0": "="}
    told = [(move.label, marks.get(move.effect.value, "?")) for move in answer.moves]
    assert sorted(map(tuple, items)) == sorted(told)
    assert len(told) > 5

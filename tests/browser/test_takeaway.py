"""What a reader takes along, and the pictures of a page without the drawing library."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from kg import worksheet
from tests.browser.conftest import KEEP, LEAST, NARROW, WIDE
from tests.browser.states import CLAIM, GUIDE, A, B

SVG = "{http://www.w3.org/2000/svg}"
PATH = f"#v=path&a={A}&b={B}"
#: The boxes of the visible picture that lie outside its frame, overlap, or have a label of less than 11 px.
FAULTS = """() => {
  const stage = [...document.querySelectorAll(".vector")].find((one) => one.clientWidth);
  const boxes = [...stage.querySelectorAll(".box rect")].map((one) => one.getBoundingClientRect());
  const whole = stage.querySelector("svg").getBoundingClientRect();
  const outside = boxes.filter((box) => box.left < whole.left || box.right > whole.right
    || box.top < whole.top || box.bottom > whole.bottom).length;
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const overlaps = boxes.filter((a, i) => boxes.slice(i + 1).some((b) => meet(a, b))).length;
  const labels = [...stage.querySelectorAll(".box text")].map((one) => 15 * Number(stage.dataset.scale));
  return { boxes: boxes.length, outside, overlaps, small: labels.filter((size) => size < 11).length,
    arrows: stage.querySelectorAll(".arrow").length };
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW, LEAST])
@pytest.mark.parametrize(
    ("view", "address"),
    [
        ("start", "#v=start"),
        ("focus", f"#v=focus&c={A}"),
        ("path", PATH),
        ("story", f"#v=learn&guide={GUIDE}&step=3&guess=show"),
    ],
)
def test_pictures_are_drawn_without_the_library(visit, linked, view, address, size):
    """Focus, path and stories show their boxes and arrows, readable and within the picture."""
    tab = visit(linked, address, size=size, complains=True)
    found = tab.ask(FAULTS)
    assert found["boxes"] >= 4, view
    assert found["arrows"] >= 3
    assert (found["outside"], found["overlaps"], found["small"]) == (0, 0, 0)
    assert not [line for line in tab.complaints if line.startswith("error: ")]


def test_a_plain_picture_answers_to_pointer_and_keys(visit, linked):
    """A click on an arrow opens its claim, Enter on a box goes there; a group of the map opens."""
    tab = visit(linked, PATH, complains=True)
    tab.page.locator("#path-picture .arrow path >> nth=1").dispatch_event("click")
    assert tab.state()["claim"].startswith("claim:")
    tab.page.focus("#path-picture .box >> nth=0")
    tab.press("Enter")
    assert tab.state()["v"] == "focus"
    tab.go("#v=map")
    tab.page.locator("#map-picture .box[aria-label^='Bone ']").click()
    assert tab.state()["group"] == "bone"
    assert tab.page.locator("#map-picture .box[aria-label='osteomalacia']").count() == 1


def saved(tab, choice):
    """What a choice of the menu saves: the name of the file, and its content."""
    with tab.page.expect_download() as waited:
        tab.page.click(f"#take button:text-is('{choice}')")
    return waited.value.suggested_filename, waited.value.path().read_bytes()


def test_pictures_and_claims_are_saved(visit, graph):
    """The SVG has every box of the picture and only shapes and text; the PNG is one; the CSV has the claims."""
    tab = visit(address=PATH)
    boxes = len(tab.ask("KG.shown.picture.boxes"))
    tab.page.click("#take summary")
    name, content = saved(tab, "Picture as SVG")
    drawn = ET.fromstring(content.decode())  # noqa: S314 - made by the page
    assert name.endswith(".svg")
    assert len([g for g in drawn.iter(f"{SVG}g") if g.get("class") == "box"]) == boxes
    assert {one.tag.removeprefix(SVG) for one in drawn.iter()} <= set("svg g rect path circle text tspan title".split())
    name, content = saved(tab, "Picture as PNG")
    assert (name[-4:], content[:8]) == (".png", b"\x89PNG\r\n\x1a\n")
    name, content = saved(tab, "Claims in view (CSV)")
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    shown = {claim for arrow in tab.ask("KG.shown.picture.arrows") for claim in arrow["claims"]}
    assert len(rows) == len(shown) > 3
    assert {row["claim"] for row in rows} <= set(graph.claims)
    assert all(row["confidence"] == str(graph.confidence(row["claim"]).value) for row in rows)


def test_a_cell_is_no_formula(visit):
    """A text that a spreadsheet would compute is written as text, quotes are doubled."""
    tab = visit()
    tab.ask("""() => { KG.graph.sentence = () => '=1+1,"x"'; }""")
    assert tab.ask("KG.csv([0])").splitlines()[1].split(",", 1)[1].startswith('"\'=1+1,""x""",')


def test_a_view_without_a_picture_offers_none(visit):
    """In the table the picture cannot be saved, and no error of an open claim be told; the claims can."""
    tab = visit(address="#v=table")
    tab.page.click("#take summary")
    assert tab.page.is_disabled("#take button:text-is('Picture as SVG')")
    assert tab.page.is_disabled("#take button:text-is('Report an error: first open a claim')")
    assert tab.page.is_enabled("#take button:text-is('Claims in view (CSV)')")
    tab.press("Escape")
    assert not tab.page.is_visible("#take button >> nth=0")


def test_what_is_seen_is_shared_by_one_click(visit):
    """The button copies an address that shows the same; where copying is forbidden the text is shown."""
    tab = visit(address=f"{PATH}&chain=2")
    tab.ask(KEEP)
    tab.page.click("#share")
    tab.page.wait_for_selector("#said:text('Link copied.')")
    assert tab.ask("copied").endswith(f"{PATH}&chain=2")
    tab.ask("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    tab.page.click("#share")
    tab.page.wait_for_selector("#taken", state="visible")
    assert tab.ask("document.activeElement.value").endswith("&chain=2")


def test_an_error_is_reported_as_a_text(visit, graph):
    """The report names the claim, its evidence and the version; it is text to complete, and nothing is sent."""
    tab = visit(address=f"{PATH}&claim={CLAIM}")
    tab.page.click("#take summary")
    tab.page.click("#take button:text-is('Report an error in this claim')")
    text = tab.page.input_value("#taken")
    assert CLAIM in text
    assert graph.version in text
    assert all(item.id in text for item in graph.evidence_of[CLAIM])
    tab.ask(KEEP)
    tab.page.keyboard.type("everything")
    tab.page.click("#view-path h2")
    assert not tab.page.is_visible("#taken")
    tab.page.click("#take summary")
    tab.page.click("#take button:text-is('Report an error in this claim')")
    tab.page.click("#take button:text-is('Copy the report')")
    assert "What is wrong: everything\n" in tab.ask("copied")
    tab.page.click("#take button:text-is('Copy BibTeX')")
    assert tab.ask("copied").count("\n@") == len({item.source for item in graph.evidence_of[CLAIM]})


#: The tasks of the worksheet of what is in view: ends, sign and blank.
TASKS = """async () => (await KG.worksheet([])).map((strip) => strip.map(({ i, blank }) => (
  [KG.graph.label(i.s), i.sign, KG.graph.label(i.t), blank])))"""


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        (PATH, (A, B)),
        ("#v=path&a=concept:vitamin-d&b=concept:fracture", ("concept:vitamin-d", "concept:fracture")),
        ("#v=focus&c=concept:serum-calcium", ("concept:serum-calcium",)),
        ("#v=whatif&down=concept:muscle-strength", ("concept:muscle-strength",)),
    ],
)
def test_a_worksheet_is_that_of_the_program(visit, graph, address, asked):
    """What is in view leaves the blanks that `kg worksheet` leaves."""
    made = worksheet(graph, *asked)
    wanted = [[[t.source, t.sign.value, t.target, t.blank] for t in strip] for strip in made.strips]
    found = visit(address=address).ask(TASKS)
    assert found == wanted
    assert sum(map(len, wanted)) > 2


def test_a_worksheet_is_printed_with_its_answers(visit, tmp_path):
    """The saved page has blanks and words, and each answer with sources on a page of its own; text is no markup."""
    tab = visit(address=PATH)
    tab.page.click("#take summary")
    name, content = saved(tab, "Worksheet, to print")
    assert name.endswith(".worksheet.html")
    file = tmp_path / name
    file.write_bytes(content)
    sheet = visit(file, ready=False)
    blanks = sheet.ask(
        "[...document.querySelectorAll('.strip .box, .sign')].filter((one) => !one.innerText.trim()).length"
    )
    answers = sheet.page.locator(".answers li")
    assert blanks == answers.count() > 3
    assert all(one.locator(".source").count() for one in answers.all())
    assert sheet.ask("getComputedStyle(document.querySelector('.answers')).breakBefore") == "page"
    assert sheet.page.locator("script").count() == 0
    tab.ask("() => { KG.graph.label = () => '<img src=x onerror=alert(1)>'; }")
    evil = tmp_path / "evil.html"
    evil.write_text(tab.ask("KG.worksheet([]).then((made) => KG.printed(made, '</title><script>alert(1)</script>'))"))
    shown = visit(evil, ready=False)
    assert shown.page.locator("img, script").count() == 0
    assert shown.text("h1") == "</title><script>alert(1)</script>"


def test_a_view_without_supported_claims_makes_no_worksheet(visit):
    """Where nothing can be asked, a line says what to do, and nothing is saved."""
    tab = visit(address="#v=start")
    tab.ask("() => { KG.shown = undefined; }")
    tab.page.click("#take summary")
    tab.page.click("#take button:text-is('Worksheet, to print')")
    tab.page.wait_for_selector("#said:has-text('try another concept, or a path')")


def test_what_was_written_in_a_report_stays(visit):
    """A click elsewhere closes the menu; the report of the same claim still has what was typed, of another one not."""
    tab = visit(address="#v=focus&claim=claim:vitamin-d--increases--intestinal-calcium-absorption")

    def report():
        tab.page.click("#take summary")
        tab.page.click("#take button:has-text('Report an error')")
        return tab.page.input_value("#taken")

    assert "Mistaken" not in report()
    tab.page.keyboard.type("Mistaken")
    tab.page.mouse.click(20, 400)
    assert not tab.page.is_visible("#taken")
    assert "Mistaken" in report()
    tab.page.mouse.click(20, 400)
    tab.go("#v=focus&claim=claim:vitamin-d-supplementation--relieves--chronic-low-back-pain")
    assert "Mistaken" not in report()

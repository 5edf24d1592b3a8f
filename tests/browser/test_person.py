"""What a person does with the page: a finger, a mouse, a reload, a typo, the first look."""

from pathlib import Path

import pytest

from kg.website import guides
from tests.browser.conftest import LEAST, NARROW, WIDE, Tab
from tests.browser.states import A, B

#: Sums up how far the layout shifts from before the first paint on.
SHIFTS = """(() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
})()"""
STANDING = "KG.drawing.spots().boxes.map(({ x, y }) => [Math.round(x), Math.round(y)])"
SCALE = "Number([...document.querySelectorAll('.canvas')].find((one) => one.clientWidth).dataset.scale)"
#: How the last piece of an arrow is drawn: its colour and its head.
DRAWN = """([from, to]) => {
  const frame = [...document.querySelectorAll(".canvas")].find((one) => one.clientWidth);
  const network = networks.find((one) => frame.contains(one.canvas.frame));
  const { quantity, byId } = KG.graph;
  const { arrows: all } = KG.drawing.spots();
  const i = all.findIndex((one) => quantity(one.from) === quantity(byId(from)) && one.to === byId(to));
  const pieces = Object.values(network.body.edges).filter(({ id }) => id.startsWith(`a${i}.`));
  const { color, arrows } = pieces.at(-1).options;
  return [color.color, arrows.to.type];
}"""
#: The colours of the pieces of arrows.
COLOURS = """() => {
  const frame = [...document.querySelectorAll(".canvas")].find((one) => one.clientWidth);
  const network = networks.find((one) => frame.contains(one.canvas.frame));
  return [...new Set(Object.values(network.body.edges).map(({ options }) => options.color.color))];
}"""
ARROW = """() => {
  const frame = [...document.querySelectorAll(".canvas")].find((one) => one.clientWidth);
  const network = networks.find((one) => frame.contains(one.canvas.frame));
  const { left, top } = frame.getBoundingClientRect();
  const edge = Object.values(network.body.edges).find(({ id }) => id === "a0.0");
  const { x, y } = network.canvasToDOM(edge.edgeType.getPoint(0.5));
  return [x + left, y + top];
}"""


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", ["", f"#v=focus&c={A}", f"#v=path&a={A}&b={B}"], ids=["start", "focus", "path"])
def test_nothing_moves_while_the_page_comes(browser, site, size, address):
    """From the first paint on hardly anything is pushed aside, and the page begins with few elements."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
    tab = Tab(context.new_page(), [])
    tab.page.add_init_script(SHIFTS)
    tab.page.goto(site.resolve().as_uri() + address)
    tab.page.wait_for_selector("html[data-ready]", state="attached")
    tab.settle()
    assert tab.ask("shifted") < 0.05
    assert tab.ask("document.querySelectorAll('*').length") < 6000
    assert tab.page.locator("#claims").count() == 0
    tab.ask("() => { document.querySelector('main').style.marginTop = '300px'; }")
    tab.until("shifted > 0.05")
    context.close()


def test_the_table_is_made_when_it_is_asked_for(visit, graph):
    """No row stands in the page before the table is opened; then all do."""
    tab = visit()
    assert tab.page.locator("tbody tr").count() == 0
    tab.page.click("#more a[data-view=table]")
    assert tab.page.locator("#claims tbody tr").count() == len(graph.claims)


def test_a_door_of_the_start_is_one_click(visit):
    """Each door leads to what it names: stories, a path with its chains, and debates."""
    for number, view in enumerate(("learn", "path", "debates")):
        tab = visit()
        tab.page.click(f".door >> nth={number}")
        assert tab.state()["v"] == view
        assert tab.page.locator(f"#view-{view} h2").first.is_visible()
    tab = visit()
    tab.page.click(".door >> nth=1")
    assert tab.page.locator("#chains a").count() == 4


def swipe(tab, start, end):
    """A finger that goes from one point to another."""
    session = tab.page.context.new_cdp_session(tab.page)
    steps = [[a + (b - a) * part / 8 for a, b in zip(start, end, strict=True)] for part in range(9)]
    for part, (x, y) in enumerate(steps):
        kind = "touchMove" if part else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    tab.settle()


def test_a_finger_pans_a_picture_that_was_made_larger(visit):
    """On a phone a larger picture goes up and down with the finger; one that is whole leaves the finger to the page."""
    tab = visit(address=f"#v=path&a={A}&b={B}", size=NARROW, has_touch=True, is_mobile=True)
    box = tab.page.locator("#path-picture").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    whole = tab.ask(STANDING)
    swipe(tab, middle, (middle[0], middle[1] - 60))
    assert [y for _, y in tab.ask(STANDING)] == [y for _, y in whole]
    tab.ask("() => scrollTo(0, 0)")
    tab.ask("() => { for (let i = 0; i < 3; i += 1) document.querySelector('[aria-label=Larger]').click(); }")
    before = tab.ask(STANDING)
    swipe(tab, middle, (middle[0] + 5, middle[1] - 60))
    after = tab.ask(STANDING)
    assert after[0][1] < before[0][1] - 30


@pytest.mark.parametrize("size", [NARROW, LEAST], ids=["narrow", "least"])
def test_a_tap_brings_the_evidence_into_sight(visit, size):
    """At rest the sheet has a handle and a title; a tap on a row raises it, Escape and the handle lower it again."""
    tab = visit(address="#v=whatif&up=concept:vitamin-d", size=size, has_touch=True, is_mobile=True)
    side = tab.page.locator("#side")
    rest = side.bounding_box()["height"]
    assert rest <= 72
    assert tab.page.locator("#panel h2").is_visible()
    tab.page.locator("#whatif-list a >> nth=1").scroll_into_view_if_needed()
    tab.page.locator("#whatif-list a >> nth=1").tap()
    tab.settle()
    heading = tab.page.locator("#panel h2").bounding_box()
    assert side.bounding_box()["height"] > size[1] / 3
    assert 0 < heading["y"] < size[1] - 100
    tab.press("Escape")
    tab.settle()
    assert side.bounding_box()["height"] == pytest.approx(rest, abs=2)
    tab.page.locator("#sheet").tap()
    tab.settle()
    assert side.bounding_box()["height"] > rest + 50


def test_a_phone_shows_the_picture_at_once(visit):
    """At 390 px the header is one row, and a path begins within the first 320 px."""
    tab = visit(address=f"#v=path&a={A}&b={B}", size=NARROW)
    assert tab.page.locator("header").bounding_box()["height"] <= 60
    assert tab.page.locator("#path-picture").bounding_box()["y"] < 320


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(visit):
    """A wheel leaves the picture as it is; with ctrl it zooms, but never beyond what can be seen."""
    tab = visit(address=f"#v=focus&c={A}")
    box = tab.page.locator("#focus-picture").bounding_box()
    tab.page.mouse.move(box["x"] + 300, box["y"] + 200)
    before = tab.ask(SCALE)
    tab.page.mouse.wheel(0, 400)
    assert tab.ask(SCALE) == before
    tab.page.keyboard.down("Control")
    tab.page.mouse.wheel(0, -200)
    assert tab.ask(SCALE) > before
    for _ in range(30):
        tab.page.mouse.wheel(0, -400)
    assert tab.ask(SCALE) <= 2.5
    for _ in range(60):
        tab.page.mouse.wheel(0, 400)
    tab.page.keyboard.up("Control")
    assert tab.ask(SCALE) >= before / 2 - 0.001


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("osteomalasia", "osteomalacia"),
        ("rikets", "rickets"),
        ("calcuim", "calcium"),
        ("vitamine d", "vitamin D"),
        ("vitD", "vitamin D"),
    ],
)
def test_a_name_with_a_typo_is_found(visit, typed, meant):
    """What is spelled a little differently is offered, and said to be a guess; Enter takes the first."""
    tab = visit()
    tab.press("/")
    tab.page.keyboard.type(typed)
    assert meant in tab.texts("#search [role=option]")[0]
    assert "Did you mean" in tab.text("#said")
    tab.press("Enter")
    assert meant in tab.texts("#view-focus h2")[0]


def test_a_path_to_a_concept_keeps_where_the_reader_was(visit):
    """From a concept in focus, a path to what its picture shows begins at it."""
    tab = visit(address=f"#v=focus&c={A}")
    tab.ask(f"() => KG.panel.concept(KG.graph.byId('{B}'))")
    tab.page.click("text=Path to here")
    assert (tab.state()["a"], tab.state()["b"]) == (A, B)
    assert tab.page.locator("#chains a").count() == 4
    tab.go(f"#v=focus&c={B}")
    tab.page.click("#views a[data-view=path]")
    assert (tab.state()["a"], tab.state().get("b")) == (B, None)


def test_ten_questions_on_bone_for_a_class(visit):
    """From a fresh page: the quiz, its topic, and Share. Who opens the link is asked the same, all about bone."""
    tab = visit()
    tab.page.click("#views a[data-view=quiz]")
    tab.page.click("[data-topic=bone]")
    tab.page.click("#share")
    state = tab.state()
    assert (state["topic"], state["n"], state["q"]) == ("bone", 10, 1)
    asked = "KG.graph.asked(KG.state.seed, { n: KG.state.n, topic: KG.state.topic, guides: KG.guides })"
    other = visit(address=tab.ask("location.hash"))
    assert other.ask(asked) == tab.ask(asked)
    assert len(other.ask(asked)) == 10
    assert other.text("#view-quiz .question") == tab.text("#view-quiz .question")
    assert other.text("#view-quiz .rail h2").endswith("1 of 10")
    plain = visit(address=tab.ask("location.hash").replace("bone", "no-such-topic"))
    assert plain.ask(asked) != tab.ask(asked)


def test_a_link_from_the_end_of_a_quiz_opens_its_first_question(visit):
    """Who opens what another reader copied at the end is asked the same from the beginning, not to choose a topic."""
    tab = visit(address="#v=quiz&q=6&seed=7&n=5&topic=bone")
    assert tab.text("#view-quiz .rail h2").endswith("1 of 5")
    assert tab.state()["q"] == 1


def test_a_disputed_pair_has_its_own_answer_and_both_sides(visit):
    """Where sources disagree, that is right: the evidence of both sides and the debate are there."""
    tab = visit(address="#v=quiz&q=1&seed=7")
    questions = tab.ask("KG.graph.asked(7, { guides: KG.guides }).map(({ answer }) => answer)")
    tab.go(f"#v=quiz&q={questions.index('!') + 1}&seed=7")
    tab.page.get_by_role("button", name="Sources disagree").click()
    assert tab.page.locator("#view-quiz .answers .wrong").count() == 0
    assert {"✓", "✗"} <= set(tab.texts("#quiz-outcome .marked li > span"))
    tab.page.click("#quiz-outcome a[href*='debates']")
    assert tab.state()["v"] == "debates"


def test_a_missed_card_comes_back_and_hostile_cards_do_not(visit):
    """A wrong answer keeps the card for tomorrow; then it is offered again. What cannot be a card is left alone."""
    tab = visit(address="#v=quiz&q=1&seed=7")
    right = tab.ask("KG.graph.asked(7, { guides: KG.guides })[0].answer")
    tab.page.click(f"#view-quiz .answers button >> nth={0 if right != '+' else 1}")
    kept = tab.ask("JSON.parse(localStorage.getItem('kg-cards'))")
    assert [box for _, box, _ in kept] == [1]
    tab.go("#v=quiz")
    assert tab.page.locator("#quiz-again").count() == 0
    put = "(cards) => localStorage.setItem('kg-cards', JSON.stringify(cards))"
    tab.ask(put, [["<img src=x onerror=alert(1)>", 1, 0], ["claim:none", 1, 0], 7, [kept[0][0], 1, kept[0][2] - 1]])
    tab.reload()
    assert "1 missed card" in tab.text("#quiz-again")
    tab.page.click("#quiz-again")
    assert tab.text("#view-quiz .rail h2").endswith("1 of 1")
    buttons = {"+": 0, "-": 1, "!": 2}
    tab.page.click(f"#view-quiz .answers button >> nth={buttons[right]}")
    assert [box for _, box, _ in tab.ask("JSON.parse(localStorage.getItem('kg-cards'))")] == [2]
    tab.reload()
    assert tab.text("#quiz-score") == "1 of 1 right"


def test_a_teacher_takes_cards_for_anki_and_claims_as_csv(visit):
    """Both files are made in the page: cards with question, answer and claim, and a table of claims."""
    tab = visit(address="#v=quiz&q=1&seed=7&topic=bone")
    tab.page.click("#view-quiz .teacher summary")
    with tab.page.expect_download() as anki:
        tab.page.click("#quiz-anki")
    lines = Path(anki.value.path()).read_text("utf-8").splitlines()
    cards = [line.split("\t") for line in lines if not line.startswith("#")]
    signs = tab.ask(
        "KG.graph.asked(7, { topic: 'bone', guides: KG.guides }).filter(({ sort }) => sort === 'sign').length"
    )
    assert len(cards) == signs
    assert all(len(card) == 3 and card[2].startswith("claim:") for card in cards)
    assert lines[:2] == ["#separator:tab", "#html:false"]
    with tab.page.expect_download() as table:
        tab.page.click("#quiz-csv")
    rows = Path(table.value.path()).read_text("utf-8").splitlines()
    assert rows[0].startswith("claim,sentence,effect")
    assert len(rows) > signs


def test_a_quiz_is_the_same_after_a_reload_and_for_a_class(visit):
    """The seed stands in the address: a reload keeps question and score, and another reader gets the same questions."""
    tab = visit(address="#v=quiz")
    tab.page.click("#quiz-start")
    seed = tab.state()["seed"]
    question = tab.text("#view-quiz .question")
    tab.page.click("#view-quiz .answers button >> nth=0")
    score = tab.text("#quiz-score")
    assert score.endswith("of 1 right")
    tab.reload()
    assert (tab.state()["seed"], tab.text("#view-quiz .question"), tab.text("#quiz-score")) == (seed, question, score)
    other = visit(address=f"#v=quiz&q=1&seed={seed}")
    assert other.text("#view-quiz .question") == question
    assert other.text("#quiz-score") == "No answer yet"
    questions = {visit(address=f"#v=quiz&q=1&seed={n}").text("#view-quiz .question") for n in (1, 2, 3)}
    assert len(questions) > 1


def test_a_fact_looks_the_same_in_focus_and_in_a_path(visit):
    """That deficiency causes osteomalacia is one colour and one head in Focus, in a path, and in what if."""
    tab = visit(address=f"#v=focus&c={A}")
    pair = [A, "concept:osteomalacia"]
    focus = tab.ask(DRAWN, pair)
    tab.go(f"#v=path&a={A}&b=concept:osteomalacia&k=1")
    assert tab.ask(DRAWN, pair) == focus
    tab.go(f"#v=whatif&up={A}")
    assert tab.ask(DRAWN, pair) == focus
    tab.go("#v=whatif&up=concept:vitamin-d")
    assert tab.ask(DRAWN, pair) != focus


def test_a_mouse_over_an_arrow_tells_its_claim(visit):
    """Over an arrow a tip tells what it says, and all else turns grey; away from it both are gone."""
    tab = visit(address=f"#v=focus&c={A}")
    before = len(tab.ask(COLOURS))
    x, y = tab.ask(ARROW)
    tab.page.mouse.move(x, y)
    tab.page.mouse.move(x + 1, y)
    tab.page.wait_for_selector(".tip", state="visible")
    assert "vitamin D deficiency" in tab.text(".tip >> visible=true")
    assert "confidence 0." in tab.text(".tip >> visible=true")
    assert len(tab.ask(COLOURS)) <= 2 <= before
    frame = tab.page.locator("#focus-picture").bounding_box()
    tip = tab.page.locator(".tip >> visible=true").bounding_box()
    assert tip["x"] >= frame["x"]
    assert tip["x"] + tip["width"] <= frame["x"] + frame["width"]
    tab.page.mouse.move(5, 5)
    tab.page.wait_for_selector(".tip", state="hidden")
    assert len(tab.ask(COLOURS)) == before


def test_no_word_in_a_picture_is_broken(visit, graph):
    """Every line of a label ends where a word does, or behind a stroke, slash or bracket."""
    tab = visit(size=NARROW)
    labels = [concept.label for concept in graph.concepts.values()]
    broken = tab.ask(
        """(labels) => labels.filter((label) => {
          const { lines } = KG.layout.measure(label, 70);
          const words = label.split(/(?<=[-)/])|\\s/).filter(Boolean);
          return lines.length < 4 && lines.some((line) => line.split(/(?<=[-)/])|\\s/).filter(Boolean)
            .some((part) => !words.includes(part)));
        })""",
        labels,
    )
    assert broken == []


def test_a_dispute_shows_both_sides(visit, graph):
    """Debates list what sources dispute, the best supported first; each has both sides, and links to their sources."""
    tab = visit(address="#v=debates")
    contested = [name for name in graph.claims if graph.confidence(name).contested]
    rows = tab.page.locator("#debate-list a")
    assert rows.count() >= len(contested) > 10
    weights = tab.ask("KG.debates().map(({ pro, contra }) => pro + contra)")
    assert weights == sorted(weights, reverse=True)
    for number in (0, 7, rows.count() - 1):
        rows.nth(number).click()
        assert rows.nth(number).get_attribute("aria-current") == "true"
        for side in ("yes", "no"):
            assert tab.page.locator(f".dispute .{side} .study").count() > 0
            assert tab.page.locator(f".dispute .{side} .study a[href^='https://']").count() > 0


def test_a_disputed_arrow_leads_to_its_debate(visit):
    """The ring on a contested arrow, and the mark in the panel of a contested claim, open the debate."""
    tab = visit(address="#v=path&a=concept:vitamin-d-deficiency&b=concept:back-pain")
    ring = """() => {
      const frame = document.querySelector("#path-picture .canvas").getBoundingClientRect();
      for (let x = 0; x < frame.width; x += 4) for (let y = 0; y < frame.height; y += 4) {
        if (KG.drawing.at?.({ x, y })?.[0] === "dispute") return [frame.left + x + 2, frame.top + y + 2];
      }
      return null;
    }"""
    place = tab.ask(ring)
    assert place
    tab.page.mouse.click(*place)
    tab.page.wait_for_selector("#view-debates", state="visible")
    assert "back pain" in tab.texts(".dispute h2")[0]
    tab.page.click(".dispute .actions a.button")
    tab.page.click("#panel a.tag")
    assert tab.state()["v"] == "debates"


def test_stories_end_in_the_same_frame(visit, graph):
    """The panel stands beside a story from its first step to its end, and never moves the picture."""
    guide = guides.load(graph)[0]
    tab = visit(address=f"#v=learn&guide={guide.id}&step=1")
    first = tab.page.locator("#guide-picture").bounding_box()
    for _ in range(2 * len(guide.steps)):
        tab.page.click("#guide-next")
        now = tab.page.locator("#guide-picture").bounding_box()
        assert (now["x"], now["width"]) == (first["x"], first["width"])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_debate_far_down_the_list_opens_at_its_top(visit, size):
    """A click on a late row shows the question at once, and has the focus there; the list stays where it was."""
    tab = visit(address="#v=debates", size=size)
    row = tab.page.locator("#debate-list a >> nth=22")
    row.scroll_into_view_if_needed()
    before = row.bounding_box()["y"]
    row.click()
    title = tab.page.locator("#debate-title")
    assert 0 < title.bounding_box()["y"] < size[1] / 2
    assert title.evaluate("(one) => one === document.activeElement")
    if size == NARROW:
        tab.page.click(".dispute .back a")
    assert row.bounding_box()["y"] == pytest.approx(before, abs=2)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_teacher_finds_the_way_from_the_start(visit, size):
    """One click from the start leads to the worksheet's command and the how-to, in sight."""
    tab = visit(size=size)
    tab.page.click("#view-start a:text-is('For teachers')")
    heading = tab.page.locator("#teachers").bounding_box()
    assert 0 < heading["y"] < size[1] - 150
    section = tab.text("#teachers + ul")
    assert "kg worksheet" in section
    assert (Path(__file__).parents[2] / "docs" / "how-to" / "teach.md").exists()
    assert "docs/how-to/teach.md" in section


def test_a_story_is_read_from_afar_beside_its_picture(visit):
    """At 1366 px the step is 34 px high, left of its picture, which runs downwards and is seen whole."""
    tab = visit(address="#v=learn&guide=from-skin-to-bone&step=2")
    tell, picture = (tab.page.locator(one).bounding_box() for one in ("#guide-tell", "#guide-picture"))
    assert tab.ask("getComputedStyle(document.getElementById('guide-tell')).fontSize") == "34px"
    assert tell["x"] + tell["width"] <= picture["x"]
    assert picture["y"] < tell["y"]
    assert picture["y"] + picture["height"] < WIDE[1]
    assert tab.ask("KG.shown.picture.down")
    buttons = tab.page.locator(".told .answers button")
    assert len({round(one.bounding_box()["x"]) for one in buttons.all()}) == 1 < buttons.count()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_what_comes_next_in_a_story_is_a_ghost(visit, size):
    """Steps to come are drawn without names but the last, do not answer to the mouse, and become boxes when told."""
    tab = visit(address="#v=learn&guide=from-skin-to-bone&step=2", size=size)
    ghosts = "KG.shown.picture.ghosts.boxes.map(({ lines }) => lines.join(' '))"
    standing = "KG.shown.picture.boxes.map(({ n, x, y }) => [n, x, y])"
    first, before = tab.ask(ghosts), tab.ask(standing)
    assert first == ["?", "?", "bone strength"]
    spot = """() => {
      const frame = [...document.querySelectorAll(".canvas")].find((one) => one.clientWidth);
      const network = networks.find((one) => frame.contains(one.canvas.frame));
      const { x, y } = KG.shown.picture.ghosts.boxes[0];
      const at = network.canvasToDOM({ x, y });
      return [KG.drawing.at(at), at.y > 0 && at.y < frame.clientHeight];
    }"""
    assert tab.ask(spot) == [None, True]
    assert len(tab.ask("KG.shown.picture.arrows")) == 1
    tab.page.click("#guide-next")
    tab.page.click("#guide-next")
    assert tab.ask(ghosts) == ["?", "bone strength"]
    assert tab.ask(standing)[: len(before)] == before
    for _ in range(6):
        tab.page.click("#guide-next")
    assert tab.ask(ghosts) == []

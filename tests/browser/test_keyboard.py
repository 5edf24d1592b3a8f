"""Everything can be done by keyboard alone."""

import re

from kg.website import guides
from tests.browser.states import GUIDE

FOCUS = "document.activeElement"


def test_the_skip_link_comes_first_and_leads_to_the_content(visit):
    """The first stop is the skip link; after it the next stop is in the view, not in the header."""
    tab = visit()
    tab.press("Tab")
    assert tab.ask(f"{FOCUS}.className") == "skip"
    assert tab.page.locator(".skip").bounding_box()["y"] >= 0
    tab.press("Enter")
    assert tab.ask(f"{FOCUS}.id") == "view"
    tab.press("Tab")
    assert tab.ask(f"document.querySelector('#view').contains({FOCUS})")


def test_from_a_search_to_the_passage_of_a_claim(visit):
    """Find osteomalacia, open a claim about it, and reach the link that jumps to the passage on its page."""
    tab = visit()
    tab.press("/")
    assert tab.ask(f"{FOCUS}.id") == "pick-find-a-concept"
    tab.page.keyboard.type("osteomal")
    tab.press("ArrowDown", "Enter")
    assert tab.state()["c"] == "concept:osteomalacia"
    assert tab.texts("#view-focus h2") == ["osteomalacia: causes and effects"]
    tab.tab_to("#panel .sentence")
    sentence = tab.ask(f"{FOCUS}.textContent")
    assert "osteomalacia" in sentence
    tab.press("Enter")
    assert tab.text("#panel h2") == sentence
    tab.tab_to("#panel .evidence a[href*='#:~:text=']")
    href = tab.ask(f"{FOCUS}.href")
    assert re.fullmatch(r"https://[\w.-]+/\S*#:~:text=\S+", href)
    assert tab.ask(f"{FOCUS}.rel") == "noopener noreferrer"
    assert tab.ask(f"{FOCUS}.textContent").startswith("Read the passage on its page")


def test_a_synonym_is_found_and_a_nonsense_is_told(visit, graph):
    """The search knows synonyms, and says aloud when there is nothing."""
    concept = next(c for c in graph.concepts.values() if c.id == "concept:vitamin-d-deficiency" and c.synonyms)
    tab = visit(address="#v=map")
    tab.press("/")
    tab.page.keyboard.type(concept.synonyms[0])
    assert tab.texts("[role=option] >> nth=0")[0].startswith(concept.label)
    tab.press("Escape")
    assert not tab.page.locator("[role=listbox]").first.is_visible()
    tab.page.fill("#pick-find-a-concept", "qqqq zzzz")
    assert tab.text("#said") == "Nothing found for “qqqq zzzz”."


def test_from_two_names_to_the_steps_of_a_chain(visit):
    """Choose the view, type two names, and read the chains from deficiency to back pain, each step with a source."""
    tab = visit()
    tab.tab_to("#views a[data-view=path]")
    tab.press("Enter")
    for box, words in (("#pick-from", "vitamin D deficiency"), ("#pick-to", "back pain")):
        tab.tab_to(box)
        tab.page.keyboard.type(words)
        tab.press("Enter")
    assert {name: tab.state()[name] for name in "vab"} == {
        "v": "path",
        "a": "concept:vitamin-d-deficiency",
        "b": "concept:back-pain",
    }
    assert tab.text("#verdict").startswith("All four chains end with more back pain")
    first, second = tab.texts("#chains a")[:2]
    assert first.startswith("▲ back pain")
    steps = tab.page.locator("#panel .steps > li").count()
    assert steps == first.count("→") + 1
    tab.tab_to("#chains li:nth-child(2) a")
    tab.press("Enter")
    assert tab.state()["chain"] == 2
    assert tab.page.locator("#panel .steps > li").count() == second.count("→") + 1
    tab.tab_to("#panel .steps a[href^='https://']")


def test_a_guided_chain_from_its_first_step_to_its_end(visit, graph):
    """Choose a story, go on step by step with Enter alone, and see the whole at its end."""
    guide = next(guide for guide in guides.load(graph) if guide.id == GUIDE)
    tab = visit()
    tab.tab_to("#views a[data-view=learn]")
    tab.press("Enter")
    tab.tab_to(f".card a[href*='guide={GUIDE}']")
    tab.press("Enter")
    assert tab.ask(f"{FOCUS}.id") == "guide-next"
    for number, step in enumerate(guide.steps, 1):
        assert tab.text("#guide-place") == f"Step {number} of {len(guide.steps)}"
        assert step.tell not in tab.text("#guide-tell")
        assert tab.page.locator("#panel .evidence").count() == 0
        tab.press("Enter")
        assert tab.text("#guide-tell").startswith(step.tell)
        assert tab.page.locator("#panel .evidence").count() > 0
        tab.press("Enter")
    assert tab.text("#guide-place") == "The whole story"
    assert tab.page.locator("#guide-steps li").count() == len(guide.steps)
    assert "Confidence 0." in tab.text("#guide-below")
    assert tab.page.locator("#guide-three > ol > li").count() == 3
    assert tab.ask(f"{FOCUS}.id") == "guide-back"


def test_a_guess_before_a_step_by_key_and_its_answer(visit):
    """2 says that it falls: the story tells whether sources agree, Enter goes on, and Back shows what was told."""
    tab = visit(address="#v=learn&guide=why-muscles-cramp&step=2")
    boxes = len(tab.ask("KG.shown.picture.boxes"))
    arrows = len(tab.ask("KG.shown.picture.arrows"))
    tab.page.focus("#guide-next")
    tab.press("2")
    assert tab.state()["guess"] == "falls"
    assert "That is right" in tab.text("#view-learn .ask")
    assert len(tab.ask("KG.shown.picture.boxes")) == boxes
    assert len(tab.ask("KG.shown.picture.arrows")) == arrows + 1
    tab.press("Enter", "1")
    assert (tab.state()["step"], tab.state()["guess"]) == (3, "rises")
    tab.page.click("#guide-back")
    assert tab.state()["step"] == 2
    assert tab.page.locator("#panel .evidence").count() > 0


def test_a_quiz_question_and_its_source(visit):
    """Start the quiz, answer a question, and read who says so; the score tells right from wrong."""
    tab = visit()
    tab.tab_to("#views a[data-view=quiz]")
    tab.press("Enter")
    tab.tab_to("#quiz-start")
    tab.press("Enter")
    assert tab.text("#view-quiz h2") == "Question 1 of 10"
    tab.tab_to("#view-quiz .answers button")
    tab.press("Enter")
    assert tab.ask(f"{FOCUS}.id") == "quiz-next"
    chosen = tab.page.locator("#view-quiz .answers .wrong").count()
    assert tab.text("#quiz-score") == f"{1 - chosen} of 1 right"
    assert tab.page.locator("#quiz-outcome .marked a[href^='https://']").count() >= 1
    assert len(tab.ask("KG.shown.picture.arrows")) >= 1
    tab.press("Enter")
    assert tab.text("#view-quiz h2") == "Question 2 of 10"


def test_a_whole_quiz(visit):
    """Ten questions can be answered one after the other; at the end each claim is there to look up."""
    tab = visit(address="#v=quiz")
    tab.page.click("#quiz-start")
    kinds = set()
    for _ in range(10):
        while tab.page.locator("#quiz-next").count() == 0:
            kinds.add(tab.texts("#view-quiz .question")[0].split()[0])
            tab.page.click("#view-quiz .answers button >> nth=0")
        tab.page.click("#quiz-next")
    assert kinds == {"What", "Build"}
    assert tab.text("#view-quiz h2") == "How it went"
    assert re.match(r"\d of 10 right\.", tab.text("#quiz-score"))
    assert tab.page.locator("#view-quiz ol > li").count() == 10
    tab.page.click("#view-quiz ol a.sentence >> nth=0")
    assert tab.page.locator("#panel .evidence").count() > 0


def test_the_picture_is_walked_with_arrow_keys(visit):
    """Left is a cause, right an effect; each move is said aloud, Enter opens, plus zooms, 0 shows all."""
    tab = visit(address="#v=focus")
    tab.tab_to(".canvas")
    tab.press("ArrowRight")
    assert tab.text("#said").startswith("vitamin D deficiency, ")
    tab.press("ArrowRight")
    effect = tab.text("#said").partition(",")[0]
    assert effect != "vitamin D deficiency"
    tab.press("ArrowLeft")
    assert tab.text("#said").startswith("vitamin D deficiency, ")
    tab.press("ArrowLeft", "ArrowDown")
    assert not tab.text("#said").startswith(("vitamin D deficiency", effect))
    tab.press("ArrowRight", "ArrowRight", "Enter")
    assert tab.ask("KG.graph.label(KG.graph.byId(KG.state.c))") == effect
    scale = "Number(document.querySelector('#focus-picture .canvas').dataset.scale)"
    tab.tab_to(".canvas")
    before = tab.ask(scale)
    tab.press("+")
    assert tab.ask(scale) > before
    tab.press("0")
    assert tab.ask(scale) <= before + 0.001

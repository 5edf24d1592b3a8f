"""What is suggested for a name that is not known."""

import pytest
from msgspec.structs import replace

from kg.errors import UnknownConcept
from kg.model import nearest as module
from kg.model.lookup import normal, resolve
from kg.model.nearest import nearest, slip
from kg.model.spelling import fold
from tests import toy

#: Names of general medicine that are not in the graph.
UNKNOWN = """aspirin; ibuprofen; paracetamol; warfarin; metformin; insulin; iron; zinc; selenium; copper; folate;
biotin; heparin; cortisol; thyroxine; estrogen; testosterone; dopamine; leptin; ferritin; cholesterol; hypertension;
hypotension; stroke; migraine; epilepsy; psoriasis; cancer; leukemia; pneumonia; hepatitis; pancreatitis; gastritis;
arthritis; gout; lupus; scoliosis; insomnia; anxiety; pregnancy; retina; glaucoma; spleen; lung; bladder; hyperkalemia;
hyponatremia; acidosis; sepsis; vitamin K; iron deficiency; knee pain; rheumatoid arthritis; breast cancer; heart attack
; kidney failure; calcium channel blocker; muscle relaxant""".replace("\n", " ").split(";")


def problem(graph, text):
    """The error for a name that is not known."""
    with pytest.raises(UnknownConcept) as caught:
        resolve(graph, text)
    return caught.value


def distance(one, other):
    """How many letters must be added, removed or replaced to make one word of the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        corner, row[0] = row[0], i
        for j, wanted in enumerate(other, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (letter != wanted))
    return row[-1]


def related(typed, name):
    """Whether two names have a word in common, or words that are spelled nearly alike."""
    one, other = (set(fold(normal(text)).split()) for text in (typed, name))
    return bool(one & other) or any(distance(a, b) <= min(len(a), len(b)) / 4 for a in one for b in other)


def test_the_measure_tells_what_is_related():
    """Statin is not constipation."""
    assert related("osteomalcia", "osteomalacia")
    assert related("iron deficiency", "deficiencies of magnesium")
    assert not related("statin", "constipation")
    assert not related("insulin", "inflammation")


@pytest.mark.parametrize("typed", [word.strip() for word in UNKNOWN])
def test_what_is_suggested_is_near(graph, typed):
    """No suggestion shares neither a word nor a close spelling with what was typed, and there are at most three."""
    error = problem(graph, typed)
    names = {concept.label: concept.names for concept in graph.concepts.values()}
    assert len(error.candidates) <= 3
    for label in (*error.candidates, *error.kin):
        assert any(related(typed, name) for name in names[label]), label
    assert all(resolve(graph, label).label == label for label in error.candidates)
    assert not (error.candidates and error.kin)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("osteomalcia", "osteomalacia"),
        ("calcuim", "calcium"),
        ("rikets", "rickets"),
        ("lumbgo", "low back pain"),
        ("magnesum", "magnesium"),
        ("magnesum deficency", "magnesium deficiency"),
        ("muscel pain", "muscle pain"),
        ("backpane", "back pain"),
        ("nerve growth", "nerve growth factor"),
        ("high osteomalcia", "osteomalacia"),
        ("FGFF23", "FGF23"),
    ],
)
def test_a_slip_is_met_with_what_was_meant(graph, typed, label):
    """It is the first suggestion."""
    assert problem(graph, typed).candidates[0] == label


@pytest.mark.parametrize("typed", ["aspirin", "ibuprofen", "insulin", "cancer", "arthritis", "sideways", "of the", ""])
def test_where_nothing_is_near_nothing_is_suggested(graph, typed):
    """The message says so, and points to the search."""
    error = problem(graph, typed)
    assert (error.candidates, error.kin) == ((), ())
    assert str(error) == f"unknown concept “{typed}”; no similar name; try: kg find WORDS"


def test_a_missing_kind_is_met_with_what_there_is_of_it(graph):
    """The last words count most; the shortest names come first, and the search finds all."""
    error = problem(graph, "iron deficiency")
    assert (error.shared, error.kin[:2]) == ("deficiency", ("magnesium deficiency", "vitamin D deficiency"))
    assert str(error) == (
        "unknown concept “iron deficiency”; concepts with “deficiency”: magnesium deficiency, "
        f"vitamin D deficiency, nutritional deficiency and {len(error.kin) - 3} more; try: kg find deficiency"
    )
    assert problem(graph, "iron deficiency anaemia").shared == "deficiency anemia"
    assert problem(graph, "knee pains").shared == "pains"
    assert "back pain" in problem(graph, "knee pains").kin
    heart = problem(graph, "low heart attack")
    assert str(heart).endswith("; concepts with “heart”: heart disease; try: kg find heart")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("iron", "ion"),
        ("statin", "satan"),
        ("neuritis", "arthritis"),
        ("calcium", "calculi"),
        ("melanin", "melatonins"),
    ],
)
def test_words_that_are_no_slips(one, other):
    """Short words, another first letter, or too many letters that differ."""
    assert not slip(one, other)


def test_the_order_of_suggestions():
    """The names with most words in common come first, then the shorter ones; a whole name leaves the others out."""
    graph = toy.graph("red-tea increases red-green-tea", "red-tea-pot increases tea", "x increases red")
    assert nearest(graph, "red tea pot lid") == ("red tea pot",)
    assert nearest(graph, "green tea") == ("red green tea",)
    assert nearest(graph, "tea and red") == ("red tea",)
    partly = toy.graph("red-green-tea increases red-black-pot-tea", "red-blue-tea increases green")
    assert nearest(partly, "tea red") == ("red blue tea", "red green tea", "red black pot tea")
    assert nearest(partly, "tea red", 1) == ("red blue tea",)
    assert nearest(partly, "coffee") == ()
    assert nearest(toy.graph(), "tea") == ()


def test_a_text_of_many_words_is_no_name():
    """Ten words may be one; with more, nothing is compared."""
    graph = toy.graph("b-c-d-e-f-g-h-i-j-tea increases x")
    assert problem(graph, "b c d e f g h i k tea").candidates == ("b c d e f g h i j tea",)
    assert problem(graph, "k l m n o p q r s tea").kin == ("b c d e f g h i j tea",)
    for text in ("b c d e f g h i j k tea", "k l m n o p q r s t tea"):
        error = problem(graph, text)
        assert (error.candidates, error.kin) == ((), ())


def test_names_are_compared_with_the_few_that_could_be_meant(monkeypatch):
    """Those with the first letter and about the length of a typed word; the words of names are found once."""
    graph = toy.graph(
        "calcium increases tea", "calcination decreases cal", "magnesium increases calculation-of-calcite"
    )
    compared = []
    monkeypatch.setattr(module, "slip", lambda word, other: compared.append((word, other)) or slip(word, other))
    assert nearest(graph, "calcuim") == ("calcium",)
    assert sorted({other for word, other in compared}) == ["calcite", "calcium"]
    monkeypatch.setattr(module, "_Names", None)
    assert nearest(graph, "magnesum") == ("magnesium",)


def test_one_label_of_two_concepts_is_suggested_once():
    """The nearer of the two counts."""
    graph = toy.graph("calcium increases tea", "magnesium increases tea")
    concepts = {
        name: replace(concept, label="salt", synonyms=(concept.label,)) for name, concept in graph.concepts.items()
    }
    assert nearest(replace(graph, concepts=concepts), "calcuim") == ("salt",)
    assert nearest(replace(graph, concepts=concepts), "magnesum") == ("salt",)
    assert problem(replace(graph, concepts=concepts), "iron salt").kin == ("salt",)


def test_a_short_name_may_have_one_letter_more_when_it_is_typed():
    """Not one less, nor another: EGF and EGFS are other genes."""
    graph = toy.graph("egfr increases myc")
    assert nearest(graph, "EGFRR") == nearest(graph, "EEGFR") == ("egfr",)
    assert nearest(graph, "EGF") == nearest(graph, "EGFS") == nearest(graph, "MYCC") == ()

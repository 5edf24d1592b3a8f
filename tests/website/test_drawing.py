"""Pictures from Python, as a notebook shows them."""

import pytest

import kg
from kg.errors import NoChain, OutputError, UnknownConcept, UsageError
from tests import toy
from tests.html import Page
from tests.website import scripts
from tests.website.test_website import hostile


def test_a_picture_is_what_the_command_renders(run, graph, tmp_path):
    """The same page by either way, saved whole."""
    ends = ("vitamin D deficiency", "back pain")
    asked = {
        "focus": (["--focus", "osteomalacia"], kg.draw(graph, focus="osteomalacia")),
        "path": (["--path", *ends], kg.draw(graph, path=ends)),
        "two": (["--path", *ends, "-k", "2"], kg.draw(graph, path=ends, k=2)),
    }
    for name, (options, picture) in asked.items():
        target = tmp_path / f"{name}.html"
        assert run("render", *options, "--output", target).code == 0
        assert target.read_text("utf-8") == picture.html
        picture.save(tmp_path / "saved.html")
        assert (tmp_path / "saved.html").read_bytes() == target.read_bytes()
    assert asked["path"][1].html != asked["two"][1].html
    with pytest.raises(OutputError, match="cannot be written"):
        asked["two"][1].save(tmp_path / "none" / "x.html")
    (tmp_path / "mine.html").write_text("mine")
    with pytest.raises(OutputError, match="was not made by kg"):
        asked["two"][1].save(tmp_path / "mine.html")
    with pytest.raises(OutputError, match=r"new\.png: the page is HTML; name it new\.html$"):
        asked["two"][1].save(tmp_path / "new.png")
    assert not (tmp_path / "new.png").exists()


def test_an_excess_is_drawn_without_its_quantity(graph):
    """A state beyond the range may be in a picture in which its quantity is not."""
    excesses = [concept.id for concept in graph.concepts.values() if concept.beyond_range]
    assert excesses
    for name in excesses:
        assert kg.draw(graph, focus=name).title


def test_an_answer_is_drawn_as_it_is(graph):
    """The chains of an answer make the picture that the same question makes; options that change nothing are no bar."""
    ends = ("vitamin D deficiency", "back pain")
    assert kg.draw(kg.path(graph, *ends, k=3)) == kg.draw(graph, path=ends, k=3)
    narrow = kg.path(graph, *ends, via=["osteomalacia"], k=1)
    assert kg.draw(narrow).title == "vitamin D deficiency → back pain"
    less = kg.path(graph, *ends, without=["000"])
    assert kg.draw(less) == kg.draw(graph.without_sources(["000"]), path=ends)


def test_what_a_picture_would_not_show_is_not_drawn(graph):
    """A picture shows the best chains between two concepts: those of another direction, or worse ones, are refused."""
    down = kg.path(graph, "serum calcium down", "parathyroid hormone")
    with pytest.raises(UsageError, match="leave out directions and options"):
        kg.draw(down)
    with pytest.raises(NoChain, match="back pain → vitamin D: no chain; "):
        kg.draw(kg.path(graph, "back pain", "vitamin D"))
    for option in ({"k": 2}, {"focus": "vitamin D"}, {"path": ("vitamin D", "falls")}, {"sign": "+"}):
        with pytest.raises(UsageError, match="an answer takes no focus"):
            kg.draw(down, **option)


def test_a_long_chain_is_drawn_on_request():
    """As the message advises where the usual number of steps finds none."""
    given = toy.graph(*(f"n{step} increases n{step + 1}" for step in range(9)))
    with pytest.raises(NoChain, match="try --max-hops 9"):
        kg.draw(given, path=("n0", "n9"))
    assert kg.draw(given, path=("n0", "n9"), max_hops=9).title == "n0 → n9"


def test_only_chains_of_a_sign_are_drawn():
    """As kg path finds them; a sign that no chain has is one line, and so is one for a concept alone."""
    given = toy.graph("x increases y", "y increases z", "x increases w", "w decreases z")
    for sign, way in (("+", "y"), ("-", "w")):
        data = Page(kg.draw(given, path=("x", "z"), sign=sign).html).json["data"]
        assert {concept["label"] for concept in data["concepts"]} == {"x", way, "z"}
        assert [len(chain["steps"]) for chain in data["shown"]] == [2]
    with pytest.raises(NoChain, match="x → z: no chain"):
        kg.draw(given, path=("x", "z"), sign="?")
    with pytest.raises(UsageError, match="k, max_hops and sign are about chains"):
        kg.draw(given, focus="x", sign="+")


def test_a_notebook_shows_a_picture_in_a_frame(graph):
    """The frame holds the page itself, has a title, and may run its scripts but not reach the notebook."""
    picture = kg.draw(graph, path=("vitamin D deficiency", "back pain"), k=1)
    shown = Page(picture._repr_html_())
    assert [tag for tag, _ in shown.elements] == ["iframe"]
    (frame,) = shown.all("iframe")
    assert frame["title"] == "vitamin D deficiency → back pain"
    assert frame["srcdoc"] == picture.html
    assert "allow-scripts" in frame["sandbox"].split()
    assert "allow-same-origin" not in frame["sandbox"]
    assert "src" not in frame
    assert repr(picture) == "Picture(title='vitamin D deficiency → back pain')"


def test_hostile_data_stays_in_the_frame():
    """Markup in the data ends neither the frame nor its title."""
    given = hostile()
    for picture in (kg.draw(given, focus="concept:x"), kg.draw(given, path=("concept:x", "concept:z"))):
        read = Page(picture._repr_html_())
        assert [tag for tag, _ in read.elements] == ["iframe"]
        assert read.words() == ""
        (frame,) = read.all("iframe")
        assert frame["srcdoc"] == picture.html
        assert frame["title"] == picture.title
        assert set(frame) == {"title", "sandbox", "srcdoc", "style"}


@pytest.mark.parametrize(
    ("asked", "error", "message"),
    [
        ({}, UsageError, "give either a focus or a path; kg site draws the whole graph"),
        ({"focus": "x", "path": ("x", "y")}, UsageError, "give either a focus or a path"),
        ({"focus": "osteomalacia", "k": 2}, UsageError, "k, max_hops and sign are about chains; give them with a path"),
        ({"focus": "osteomalcia"}, UnknownConcept, "did you mean “osteomalacia”"),
        ({"path": "back pain"}, UsageError, "a path needs two concepts"),
        ({"path": "ab"}, UsageError, "a path needs two concepts"),
        ({"path": ("back pain",)}, UsageError, "a path needs two concepts"),
        ({"path": ("vitamin D", "back pain"), "k": 0}, UsageError, "k is 0"),
        ({"path": ("back pain", "vitamin D")}, NoChain, "back pain → vitamin D: no chain; "),
    ],
)
def test_a_wrong_question_is_one_clear_line(graph, asked, error, message):
    """What cannot be drawn says what to give instead."""
    with pytest.raises(error, match=message) as caught:
        kg.draw(graph, **asked)
    assert "\n" not in str(caught.value)


@scripts.needs_node
def test_a_picture_holds_the_chains_of_the_answer():
    """Also those that contradict themselves, in their place: the mechanisms behind that are not in the picture."""
    graph = toy.graph("x increases c", "c decreases r", "x decreases r", "r increases c", "c increases y")
    answer = kg.path(graph, "x", "y", k=2)
    (whole, lower) = (Page(kg.draw(each).html).json["data"] for each in (answer, kg.path(graph, "x", "y", sign="-")))
    place = {concept["id"][8:]: n for n, concept in enumerate(whole["concepts"])}
    raising = {"steps": [[place["x"], place["c"], "+"], [place["c"], place["y"], "+"]]}
    lowering = {
        "steps": [[place["x"], place["r"], "-"], [place["r"], place["c"], "+"], [place["c"], place["y"], "+"]],
        "feedback": {"step": 0, "n": place["c"], "direction": "+"},
    }
    assert whole["shown"] == [raising, lowering]
    assert [list(chain) for chain in lower["shown"]] == [["steps", "feedback"]]
    calls = [["paths", {"a": place["x"], "b": place["y"], "k": 2}]]
    found = scripts.run([whole, calls])[0][0][0]
    assert [[step["to"] for step in chain["steps"]] for chain in found["chains"]] == [
        ["c", "y"],
        ["less r", "less c", "less y"],
    ]
    assert [chain.get("feedback") for chain in found["chains"]] == [None, lowering["feedback"]]
    assert (found["verdict"], found["opposite"]) == ("coherent", None)


def test_associations_are_not_drawn():
    """The page knows no steps but those that say that one thing acts on another."""
    graph = toy.graph("x associatedWith y")
    with pytest.raises(UsageError, match="leave out directions and options"):
        kg.draw(kg.path(graph, "x", "y", with_associations=True))

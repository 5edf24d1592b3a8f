"""A picture is one page that needs nothing, hides nothing, and trusts nothing."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import combinations, pairwise
from urllib.parse import unquote

import pytest

from kg.chains import path
from kg.model import Document, Passage, Study
from kg.turtle.write import turtle
from kg.website import layout, page, panel, picture
from tests import toy

VOID = {"meta", "rect", "path", "circle", "br"}


class Page(HTMLParser):
    """A page as a browser reads it: elements with attributes, text, scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements, self.open, self.text, self.scripts, self.styles = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Open an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Close the element that is open."""
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        """Keep text by the kind of element that it stands in."""
        tag, attributes = self.open[-1] if self.open else ("", {})
        if tag == "script" and "type" not in attributes:
            self.scripts.append(data)
        elif tag == "script":
            self.data = json.loads(data)
        elif tag == "style":
            self.styles.append(data)
        else:
            self.text.append(data)

    def words(self) -> str:
        """All that a reader sees, in one line."""
        return " ".join(" ".join(self.text).split())

    def all(self, tag: str) -> list[dict]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def arrows(self) -> list[dict]:
        """The last piece of each arrow."""
        return list({edge["link"]: edge for edge in self.data["edges"]}.values())


def focus(graph, name, **options):
    """Picture and page of one concept."""
    drawn = picture.focus(graph, graph.concepts[f"concept:{name}"], **options)
    return drawn, Page(page.html(graph, drawn))


@pytest.fixture(scope="module")
def pages(graph):
    """The three kinds of picture of the real data, each with its page and its text."""
    drawn = [
        picture.focus(graph, graph.concepts["concept:vitamin-d-deficiency"]),
        picture.chains(graph, path(graph, "vitamin D deficiency", "back pain")),
        picture.overview(graph),
    ]
    texts = [page.html(graph, one) for one in drawn]
    return [(one, Page(text), text) for one, text in zip(drawn, texts, strict=True)]


def test_the_same_bytes_whatever_the_hash_seed():
    """Two processes with different hash seeds write the same pages."""
    code = (
        "import sys, kg, hashlib\n"
        "from kg.website import page, picture\n"
        "g = kg.load()\n"
        "for p in (picture.focus(g, g.concepts['concept:vitamin-d']), picture.overview(g),\n"
        "          picture.chains(g, kg.path(g, 'vitamin D', 'back pain'))):\n"
        "    print(hashlib.sha256(page.html(g, p).encode()).hexdigest())\n"
    )
    seen = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        ).stdout
        for seed in ("1", "4711")
    ]
    assert seen[0] == seen[1]
    assert len(seen[0].split()) == 3


def test_nothing_is_fetched(pages, graph):
    """Only links to the sources lead out of a page, over https; no attribute or style loads anything."""
    known = {source.url for source in graph.sources.values()}
    for _, read, text in pages:
        for _, attributes in read.elements:
            assert not attributes.keys() & {"src", "srcset", "data", "action", "background", "poster", "style", "ping"}
            assert not any(name.startswith("on") for name in attributes)
        outside = [a["href"] for a in read.all("a") if not a["href"].startswith("#")]
        assert outside
        assert all(href.startswith("https://") and href.partition("#")[0] in known for href in outside)
        assert not read.all("link")
        assert not re.search(r"url\(|@import", read.styles[0])
        assert "sourceMappingURL" not in text


def test_the_policy_names_every_script_and_style(pages):
    """The hashes of the content security policy are those of the scripts and the style, and all else is forbidden."""
    for _, read, _ in pages:
        policy = next(m["content"] for m in read.all("meta") if m.get("http-equiv") == "Content-Security-Policy")

        def named(text):
            return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
        assert rules["script-src"].split() == [named(script) for script in read.scripts]
        assert rules["style-src"].split() == [named(style) for style in read.styles]
        assert len(read.scripts) == 2


def test_a_page_is_sound_html(pages):
    """Language, title, viewport, one h1, one main, a skip link; ids are unique, inner links lead somewhere."""
    for drawn, read, text in pages:
        assert text.startswith("<!DOCTYPE html>\n")
        assert read.open == []
        assert read.all("html") == [{"lang": "en"}]
        assert len(read.all("main")) == len(read.all("h1")) == len(read.all("title")) == 1
        assert any(meta.get("name") == "viewport" for meta in read.all("meta"))
        ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        inside = [a["href"] for a in read.all("a") if a["href"].startswith("#")]
        assert inside[0] == "#list"
        assert {unquote(href[1:]) for href in inside} <= set(ids)
        assert read.words().count("not medical advice") == 1
        assert drawn.title in read.words()


def test_every_claim_and_its_evidence_stand_in_the_html(pages, graph):
    """Without a script the page tells every claim that is drawn, with all its evidence."""
    for drawn, read, _ in pages:
        words = read.words()
        ids = {attributes.get("id") for _, attributes in read.elements}
        for link in drawn.links:
            for influence in (link.influence, *link.vaguer):
                for claim in influence.claims:
                    assert claim.id in ids
                    assert all(item.says in words for item in graph.evidence_of[claim.id])


def test_hostile_data_stays_text():
    """Markup in names, definitions, sayings and addresses is shown as it is, and never becomes an element or a link."""
    bad = '</script><img src=x onerror="alert(1)">{{7*7}}&amp;'
    given = toy.graph("x increases y", "y decreases z @b", "z increases x @c")
    concepts = {
        name: concept._replace(label=f"{name} {bad}", definition=bad, synonyms=(bad,))
        for name, concept in given.concepts.items()
    }
    documents = {
        name: document._replace(publisher=bad, url=f"javascript:alert(1)//{bad}")
        for name, document in given.documents.items()
    }
    evidence = {name: item._replace(says=bad, context=((bad, bad),)) for name, item in given.evidence.items()}
    hostile = replace(given, concepts=concepts, documents=documents, evidence=evidence, version=bad)
    answer = path(hostile, "concept:x", "concept:z")
    for drawn in (
        picture.focus(hostile, concepts["concept:x"]),
        picture.overview(hostile),
        picture.chains(hostile, answer),
    ):
        text = page.html(hostile, drawn)
        read = Page(text)
        assert not read.all("img")
        assert len(re.findall("</script", text)) == 3
        assert all(a["href"].startswith("#") for a in read.all("a"))
        assert read.words().count(bad) > 5
        assert all("src=x" not in str(attributes) for tag, attributes in read.elements if tag in ("script", "a"))
        labels = " ".join(node["label"] for node in read.data["nodes"])
        assert "<img" in labels


@pytest.mark.parametrize(
    ("url", "own", "safe"),
    [
        ("https://a.example/x#:~:text=a", "https://a.example/x", True),
        ("http://a.example/x", "http://a.example/", True),
        ("http://a.example/x", "https://a.example/", False),
        ("http://a.example/x", "", False),
        ("javascript:alert(1)", "javascript:alert(1)", False),
        ("data:text/html,x", "data:text/html,x", False),
        (" https://a.example/", "", False),
        ("https://a.example/ x", "", False),
        ("https://a.example/\njavascript:x", "", False),
        ("HTTPS://a.example/", "", False),
        ("", "", False),
        (None, "", False),
    ],
)
def test_only_safe_addresses_become_links(url, own, safe):
    """Https is linked, http only where the document itself is at http, nothing else ever."""
    assert panel.address(url, own) == (url if safe else None)


def test_columns_bear_cycles():
    """Every node of a graph full of cycles gets a column, and only arrows that close a cycle go left."""
    arrows = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "d"), ("e", "d"), ("d", "b")]
    level = layout.levels("abcdef", arrows)
    assert set(level) == set("abcdef")
    assert sum(level[a] >= level[b] for a, b in arrows if a != b) <= 2
    assert level["e"] == level["d"] - 1
    assert level["f"] == 0


def laid(drawn):
    """The layout of a picture, with its boxes at a size of 150 × 40."""
    arrows = [(link.influence.source, link.influence.target) for link in drawn.links]
    return layout.place(drawn.columns, arrows, {box.concept.id: (150, 40) for box in drawn.boxes})


def test_no_box_covers_another_and_no_arrow_runs_through_one(pages):
    """Boxes keep apart, arrows end at their own boxes, and pass the others in lanes between them."""
    for drawn, _, _ in pages:
        place = laid(drawn)
        frames = list(place.frames.values())
        for a, b in combinations(frames, 2):
            assert abs(a.x - b.x) >= (a.width + b.width) / 2 or abs(a.y - b.y) >= (a.height + b.height) / 2 + 5
        for link, route in zip(drawn.links, place.routes, strict=True):
            ends = place.frames[link.influence.source], place.frames[link.influence.target]
            for (x, y), frame in zip((route[0], route[-1]), ends, strict=True):
                assert abs(x - frame.x) == pytest.approx(frame.width / 2, abs=0.2)
                assert abs(y - frame.y) <= frame.height / 2
            for (x1, y1), (x2, y2) in list(pairwise(route))[1:-1:2]:
                assert y1 == y2
                assert not any(min(x1, x2) < f.x < max(x1, x2) and abs(f.y - y1) < f.height / 2 + 4 for f in frames)


def test_everything_has_a_place_of_its_own(pages):
    """No two boxes or ends of arrows stand on the same spot, and all are finite numbers."""
    for _, read, _ in pages:
        spots = [(node["x"], node["y"]) for node in read.data["nodes"]]
        assert len(spots) == len(set(spots))
        assert all(abs(x) < 1e5 and abs(y) < 1e5 for x, y in spots)


def test_causes_stand_left_and_effects_right():
    """In a focus, causes are left and effects right; what is both stands right, with an arrow back."""
    given = toy.graph("cause increases me", "me decreases effect", "me increases both", "both decreases me")
    drawn, read = focus(given, "me")
    x = {node["id"].removeprefix("concept:"): node["x"] for node in read.data["nodes"]}
    assert x["cause"] < x["me"] < x["effect"] == x["both"]
    assert [title for title, _ in drawn.groups] == ["What changes it", "What it changes"]
    assert [len(links) for _, links in drawn.groups] == [2, 2]
    back = next(e for e in read.arrows() if e["ends"] == ["concept:both", "concept:me"])
    assert x[back["from"]] > x[back["to"]] > x["me"]


def test_a_long_side_takes_two_columns():
    """More effects than a column holds stand in two, the arrows to the far one in lanes; likewise causes."""
    lines = [f"me increases effect-{n:02d}" for n in range(20)] + [f"cause-{n:02d} decreases me" for n in range(20)]
    drawn, read = focus(toy.graph(*lines), "me")
    assert [len(column) for column in drawn.columns] == [10, 10, 1, 10, 10]
    pieces = [sum(edge["link"] == arrow["link"] for edge in read.data["edges"]) for arrow in read.arrows()]
    assert sorted(set(pieces)) == [1, 3]


def test_at_most_eighty_boxes_and_the_page_says_so():
    """Of too many neighbours the best supported stay, and the page tells how many are left out."""
    weak = [f"me increases weak-{n:03d} hedged" for n in range(60)]
    strong = [f"me increases strong-{n:03d}" for n in range(40)]
    given = toy.graph(*weak, *strong)
    drawn, read = focus(given, "me")
    names = {box.concept.id for box in drawn.boxes}
    assert len(names) == picture.MOST_BOXES == 80
    assert drawn.left_out == 21
    assert "Only the 80 best supported quantities are drawn; 21 more are left out." in read.words()
    assert sum("strong" in name for name in names) == 40
    _, all_of_them = focus(given, "strong-000")
    assert "left out" not in all_of_them.words()


def test_opposite_signs_are_two_arrows_apart():
    """A raise and a lowering between the same two boxes are two arrows that touch the boxes at different places."""
    drawn, read = focus(toy.graph("x increases y", "x decreases y @b"), "x")
    place = laid(drawn)
    (a, b), (c, d) = place.routes
    assert abs(a[1] - c[1]) >= 5
    assert abs(b[1] - d[1]) >= 15
    assert sorted(edge["style"] for edge in read.arrows()) == ["lowers", "raises"]


def test_an_arrow_onto_its_own_box_is_a_loop():
    """What acts on itself is drawn from a box to itself, and is listed once."""
    drawn, read = focus(toy.graph("x increases x", "x increases y"), "x")
    loop = next(edge for edge in read.data["edges"] if edge["from"] == edge["to"])
    assert loop["from"] == "concept:x"
    assert [len(links) for _, links in drawn.groups] == [1, 1]


def test_what_is_told_without_a_sign_goes_with_the_sign():
    """A vaguer claim about the same step draws no second arrow; its evidence stands under the signed one."""
    drawn, read = focus(toy.graph("x increases y", "x affects y @b", "x decreases y @c hedged", "x affects z"), "x")
    assert sorted(edge["style"] for edge in read.arrows()) == ["changes", "lowers", "raises"]
    raising = next(link for link in drawn.links if link.style == "raises")
    assert [i.sign.value for i in raising.vaguer] == ["?"]
    assert "The same step, told without a direction" in read.words()


def test_signs_differ_by_head_and_by_style():
    """Each sign has its own head; null is dotted, contested dashed, all else solid; support makes an arrow wide."""
    given = toy.graph(
        "x increases a", "x decreases b", "x affects c", "x hasNoEffectOn d", "x increases e", "x increases f hedged"
    )
    items = list(given.evidence.values())
    against = items[4]._replace(id="evidence:b-900", stance="disputes", source="document:b", modality="Hedged")
    given = replace(given, evidence={**given.evidence, against.id: against})
    _, read = focus(given, "x")
    by = {edge["ends"][1][-1]: edge for edge in read.arrows()}
    heads = [by[name]["arrows"]["to"]["type"] for name in "abcd"]
    assert heads == ["arrow", "bar", "circle", "diamond"]
    assert [by[name]["dashes"] for name in "abc"] == [False, False, False]
    assert by["d"]["dashes"] == [2, 5]
    assert by["e"]["dashes"] == [9, 6]
    assert by["e"]["width"] < by["f"]["width"] < by["a"]["width"]
    assert "contested" in read.words()


def test_the_legend_has_exactly_what_is_drawn(pages):
    """One entry for each style of arrow, box and mark in the picture, and no more."""
    small = [focus(toy.graph("x increases y"), "x"), focus(toy.graph("y hasNoEffectOn z", "x increases y"), "x")]
    for drawn, read in [*((one, seen) for one, seen, _ in pages), *small]:
        edges = read.arrows()
        wanted = {edge["style"] for edge in edges} | {"width"}
        wanted |= {"contested"} if any(edge["dashes"] == [9, 6] for edge in edges) else set()
        wanted |= {"best"} if any(edge["best"] for edge in edges) else set()
        wanted |= {node["group"] for node in read.data["nodes"]} & {"focus", "end"}
        wanted |= {"moves"} if any(box.arrow for box in drawn.boxes) else set()
        assert [li["data-style"] for li in read.all("li") if "data-style" in li] == [
            entry["style"] for entry in page.legend(drawn)
        ]
        assert {entry["style"] for entry in page.legend(drawn)} == wanted


def test_a_concept_without_claims_is_one_box():
    """A quantity of which nothing causal is known is drawn alone, and the page says why."""
    given = toy.graph("x associatedWith y", "x increases z denied")
    drawn, read = focus(given, "x")
    assert (len(drawn.boxes), drawn.links, drawn.undrawn) == (1, (), 2)
    assert "No causal claim about it has support. 2 further claims about it" in read.words()
    assert page.legend(drawn) == [{"style": "focus", "words": "the quantity asked for"}]
    empty = picture.overview(given)
    assert (empty.boxes, empty.columns, empty.left_out) == ((), (), 3)
    assert page.html(given, empty)


def test_a_state_is_told_as_its_quantity():
    """The picture of a deficiency is that of its quantity, and the page says how to read the arrows."""
    given = toy.graph("low-x causes y", "much-x causes z", states={"low-x": ("x", "Low"), "much-x": ("x", "High")})
    drawn, read = focus(given, "low-x")
    assert {box.concept.id for box in drawn.boxes if box.role == "focus"} == {"concept:x"}
    assert "low x is one going down" in read.words()
    assert "much x is one going up" in focus(given, "much-x")[1].words()


def test_chains_run_from_left_to_right(graph):
    """The union of the chains: source leftmost, target rightmost, the best chain marked, each chain told in words."""
    answer = path(graph, "vitamin D deficiency", "back pain", k=8)
    drawn = picture.chains(graph, answer)
    read = Page(page.html(graph, drawn))
    x = {node["id"]: node["x"] for node in read.data["nodes"] if node["group"] != "stop"}
    assert min(x, key=x.get) == "concept:vitamin-d"
    assert max(x, key=x.get) == "concept:back-pain"
    best = answer.chains[0]
    assert {tuple(edge["ends"]) for edge in read.arrows() if edge["best"]} == {
        (step.influence.source, step.influence.target) for step in best.steps
    }
    words = read.words()
    assert f"confidence {best.confidence} = " in words
    assert "The sign of a chain is arithmetic" in words
    assert words.count("Bridge: no single source") == sum(len(chain.bridges) for chain in answer.chains)
    buttons = [button["data-links"].split() for button in read.all("button") if "data-links" in button]
    assert [len(links) for links in buttons] == [len(chain.steps) for chain in answer.chains]
    assert "as a source states it" in words
    assert "mirrored: sources state it for the other direction only" in words


def test_chains_that_disagree_bear_cycles_and_kinds():
    """Chains of both signs are drawn together, a loop between them too; a box that moves both ways has no arrow."""
    given = toy.graph(
        "s increases a",
        "a increases b",
        "s decreases b",
        "b increases a",
        "a increases kind-of-t",
        "b increases t",
        broader={"kind-of-t": "t"},
    )
    answer = path(given, "s", "t")
    drawn = picture.chains(given, answer)
    read = Page(page.html(given, drawn))
    assert answer.verdict == "incoherent"
    assert "they disagree on the sign (incoherent)" in read.words()
    assert {box.concept.id: box.arrow for box in drawn.boxes}["concept:a"] == ""
    assert {box.concept.id: box.arrow for box in drawn.boxes}["concept:s"] == "↑"
    assert "Stated of kind of t, a kind of t" in read.words()
    assert {tuple(edge["ends"]) for edge in read.arrows()} >= {
        ("concept:a", "concept:b"),
        ("concept:b", "concept:a"),
    }


def test_the_overview_draws_every_influence(graph, pages):
    """Every pair of quantities that the graph joins has an arrow, and every claim behind them is listed once."""
    drawn, read, _ = pages[2]
    assert {tuple(edge["ends"]) for edge in read.arrows()} == {(i.source, i.target) for i in graph.influences}
    listed = [c.id for link in drawn.links for i in (link.influence, *link.vaguer) for c in i.claims]
    assert sorted(listed) == sorted(c.id for i in graph.influences for c in i.claims)
    quantities = [concept for concept in graph.concepts.values() if concept.state_of is None]
    assert len(drawn.boxes) + drawn.left_out == len(quantities)
    assert sorted(n for _, numbers in drawn.groups for n in numbers) == list(range(len(drawn.links)))


def test_evidence_tells_what_it_counts():
    """What counts shows its points; a witness heard before, undecided evidence and a bad reference are told."""
    given = toy.graph("x increases y", "x increases y")
    study = Study("study:lost", "Cohort", "NotTraceable")
    moved = Study("study:other", "Cohort", "Misdescribed")
    passage = Passage("passage:a-1", "document:a", 1, 2, "0" * 64, "Section one", ":~:text=word")
    first, second = given.evidence.values()
    items = [
        first._replace(cites=("study:lost",), passage=passage.id),
        first._replace(id="evidence:a-100", says="The same page again.", modality="Hedged", cites=("study:other",)),
        first._replace(id="evidence:a-101", says="Undecided.", stance="inconclusive"),
        first._replace(id="evidence:l-102", says="A study.", source="study:lost"),
        second._replace(id="evidence:b-103", source="document:b", stance="disputes", context=(("dose", "High"),)),
    ]
    documents = {**given.documents, "document:b": given.documents["document:b"]._replace(url="ftp://b.example/")}
    given = replace(
        given,
        evidence={item.id: item for item in items},
        passages={passage.id: passage},
        documents=documents,
        studies={study.id: study, moved.id: moved},
    )
    _, read = focus(given, "x")
    words = read.words()
    assert "https://a.example/#:~:text=word" in [a["href"] for a in read.all("a")]
    assert "“Section one”" in words
    assert "Its own reference cannot be traced." in words
    assert "Its own reference says something else." in words
    assert "Undecided, so it counts for neither side." in words
    assert "Not counted again: this witness counts once, with its best evidence." in words
    assert "Counts +0.0875 = kind 0.35 × modality 1.0 × citation 0.5 × rank 0.5." in words
    assert "Counts −0.35 =" in words
    assert "ftp://b.example/" in words
    assert "dose: High" in words
    assert "Confidence 0.19 ≈ 0.45 + 0.0875 − 0.35." in words


def test_a_long_name_is_cut_in_its_box_only():
    """A name of many words takes at most four lines of its box; the list says it whole."""
    given = toy.graph("x increases y")
    long = " ".join(["very"] * 60)
    concepts = {**given.concepts, "concept:y": given.concepts["concept:y"]._replace(label=long)}
    concepts["concept:x"] = concepts["concept:x"]._replace(label="")
    _, read = focus(replace(given, concepts=concepts), "x")
    labels = {node["id"]: node["label"] for node in read.data["nodes"]}
    assert labels["concept:y"].count("\n") == 3
    assert labels["concept:y"].endswith("…")
    assert long in read.words()
    assert labels["concept:x"] == "(no name)"


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_colours_can_be_told_apart(pages):
    """In both themes text has a contrast of at least 7, and arrows and borders of at least 3, on what they stand on."""
    themes = re.findall(r":root \{(.*?)\}", pages[0][1].styles[0], flags=re.DOTALL)
    assert len(themes) == 2
    for theme in themes:
        colour = dict(re.findall(r"--([\w-]+): (#\w{6});", theme))

        def contrast(a, b, colour=colour):
            low, high = sorted([luminance(colour[a]), luminance(colour[b])])
            return (high + 0.05) / (low + 0.05)

        texts = [("ink", ground) for ground in ("page", "panel", "box", "marked")]
        texts += [(text, ground) for text in ("soft", "link") for ground in ("page", "panel")]
        assert min(contrast(*pair) for pair in texts) >= 7
        lines = [(line, "page") for line in ("raises", "lowers", "changes", "null", "line", "box-line", "marked-line")]
        lines += [(line, "halo") for line in ("raises", "lowers", "changes", "null")]
        assert min(contrast(*pair) for pair in lines) >= 3


def test_render_writes_what_was_asked_for(run, tmp_path):
    """Each form of the command writes a page and says so on standard error only."""
    for number, options in enumerate(
        ([], ["--focus", "vitamin D deficiency"], ["--path", "vitamin D deficiency", "back pain", "-k", "2"])
    ):
        target = tmp_path / f"{number}.html"
        done = run("render", *options, "--output", target)
        assert (done.code, done.out) == (0, "")
        assert done.err.startswith(f"wrote {target}: ")
        assert done.err.count("\n") == 1
        assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "2 chains, left to right" in Page((tmp_path / "2.html").read_text(encoding="utf-8")).words()


def test_render_takes_another_data_file(run, tmp_path):
    """--data names the file that is drawn."""
    file = tmp_path / "toy.ttl"
    file.write_text(turtle(toy.with_passages(toy.graph("x increases y"))), encoding="utf-8")
    done = run("render", "--focus", "x", "-o", tmp_path / "x.html", "--data", file)
    assert (done.code, done.err) == (0, f"wrote {tmp_path / 'x.html'}: 2 quantities, 1 arrows\n")


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--focus", "osteomalacia", "--path", "vitamin D", "back pain"], 2, "give one of them"),
        (["--focus", "osteomalacia", "-k", "3"], 2, "-k counts chains"),
        (["--focus", "osteomalcia"], 2, "did you mean “osteomalacia”"),
        (["--path", "back pain", "nonsense word"], 2, "no concept is called"),
        (["--path", "vitamin D", "vitamin D"], 2, "the same quantity"),
        (["--path", "back pain", "vitamin D"], 1, "back pain → vitamin D: no chain; "),
    ],
)
def test_render_says_what_is_wrong_and_writes_nothing(run, tmp_path, options, code, message):
    """A wrong question and one without an answer leave no file, and one line on standard error."""
    target = tmp_path / "no.html"
    done = run("render", *options, "--output", target)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    assert done.err.count("\n") == 1
    assert not target.exists()


def test_render_needs_a_place_to_write(run, tmp_path):
    """Without --output, or with one that cannot be written, the command fails in one line."""
    assert run("render").code == 2
    done = run("render", "--focus", "osteomalacia", "--output", tmp_path / "none" / "x.html")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "cannot be written" in done.err


def test_pictures_are_loaded_only_to_draw():
    """Importing the command loads neither pyvis nor Jinja."""
    code = "import sys, kg, kg.cli.draw; print(sorted({'pyvis', 'jinja2', 'IPython'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"


def test_confidence_is_told_as_its_sum(graph):
    """The number in front is the confidence; the terms add up to it, or the limit that holds it is named."""
    for influence in graph.influences:
        told = panel._sum(influence.confidence)
        value, terms = re.split(r" [=≈] |, the .* sum is ", told)
        assert Decimal(value) == influence.confidence.value
        total = sum(Decimal(term.replace("−", "-").replace(" ", "")) for term in re.findall(r"[−]? ?[\d.]+", terms))
        assert abs(total - Decimal(value)) <= Decimal("0.005") or ", the " in told


def test_documents_at_http_are_linked_as_they_are():
    """A document whose own address is http is linked there."""
    given = toy.graph("x increases y")
    documents = {
        "document:a": Document("document:a", "t", "p", "http://a.example/", "0" * 64, 9, "UnreviewedWebPage", "a")
    }
    _, read = focus(replace(given, documents={**given.documents, **documents}), "x")
    assert "http://a.example/" in [a["href"] for a in read.all("a")]

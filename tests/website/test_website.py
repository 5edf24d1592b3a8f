"""The site is one page that needs nothing, hides nothing, and trusts nothing."""

import base64
import gzip
import hashlib
import re
import subprocess
import sys
import webbrowser
from collections import Counter
from pathlib import Path

import pytest
import pyvis
from msgspec.structs import replace

import kg
from kg import resources
from kg.errors import UsageError
from kg.exchange import made
from kg.model.core import Document, Stance, Study
from kg.model.words import sentence
from kg.questions.path import path
from kg.website import build, chart, guides, pages, picture
from kg.website.data import safe
from tests import toy
from tests.html import Page, colours, contrast

BAD = '</script><!--<script><img src=x onerror="alert(1)">\'{{7*7}}&amp;'


@pytest.fixture(scope="module")
def page(site):
    """The site of the real graph, read."""
    return Page(site.read_text("utf-8"))


@pytest.fixture
def file(tmp_path):
    """A small data file."""
    return toy.data_file(tmp_path / "toy.ttl", "x increases y", "y decreases z @b")


def hostile():
    """A graph whose every text is markup, with addresses that no page may link to."""
    given = toy.graph("x increases y", "y decreases z @b", "z increases x @c")
    concepts = {
        name: replace(
            c, label=f"{name} {BAD}", definition=BAD, synonyms=(BAD,), exact=(f"HP:{BAD}", "javascript:alert")
        )
        for name, c in given.concepts.items()
    }
    documents = {
        name: replace(d, publisher=BAD, title=BAD, url=f"javascript:alert(1)//{BAD}")
        for name, d in given.documents.items()
    }
    study = Study("study:bad", "Cohort", "Verified", BAD, BAD, BAD, verified_at=f"https://x.example/ {BAD}")
    evidence = {name: replace(e, says=BAD, context=((BAD, BAD),)) for name, e in given.evidence.items()}
    first = next(iter(evidence.values()))
    evidence[first.id] = replace(first, source=study.id)
    return replace(
        given,
        concepts=concepts,
        documents=documents,
        studies={study.id: study},
        evidence=evidence,
        version=BAD,
    )


def test_the_same_bytes_whatever_the_hash_seed(site, graph):
    """Another process with another hash seed makes the same site and the same pictures."""
    code = (
        "import sys, kg, hashlib\n"
        "from kg.questions import path as chains\n"
        "from kg.website import guides\n"
        "from kg.website import build, dataset, picture, lessons\n"
        "g = kg.load()\n"
        "whole = build.html(g, guides.load(g), dataset=dataset.described(), lessons=lessons.load(g, bundled=True))\n"
        "for text in (whole, picture.focus(g, g.concepts['concept:osteomalacia']),\n"
        "             picture.chains(chains.path(g, 'vitamin D deficiency', 'back pain'))):\n"
        "    print(hashlib.sha256(text.encode()).hexdigest())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": "4711"}, capture_output=True, check=True, text=True
    )
    own = [
        site.read_bytes(),
        picture.focus(graph, graph.concepts["concept:osteomalacia"]).encode(),
        picture.chains(path(graph, "vitamin D deficiency", "back pain")).encode(),
    ]
    assert done.stdout.split() == [hashlib.sha256(text).hexdigest() for text in own]


def test_the_page_keeps_within_its_budget(site, page):
    """With vis-network inside, the page has at most 2.0 MB, 430 kB when packed."""
    text = site.read_bytes()
    assert page.json["setting"]["built"]["claims"] > 1_000
    assert len(text) <= 2_000_000
    assert len(gzip.compress(text, mtime=0)) <= 430_000


def test_nothing_is_fetched(page):
    """No attribute, style or comment of the page loads anything, and no handler or style stands in the markup."""
    for _, attributes in page.elements:
        assert not attributes.keys() & {"src", "srcset", "data", "action", "background", "poster", "style", "ping"}
        assert not any(name.startswith("on") for name in attributes)
    assert not page.all("link")
    assert not re.search(r"url\(|@import", page.styles[0])
    assert "sourceMappingURL" not in page.source


def test_the_policy_names_every_script_and_style(page):
    """The hashes of the content security policy are those of the scripts and the style, and all else is forbidden."""

    def named(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    rules = page.policy()
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    assert rules["script-src"] == [named(script) for script in page.scripts]
    assert rules["style-src"] == [named(style) for style in page.styles]
    assert rules["img-src"] == ["data:", "blob:"]
    assert len(page.scripts) == 3  # what runs early, vis-network, and all others as one


def test_the_scripts_make_no_markup():
    """No script of ours writes markup, evaluates text, asks a network, or sets a style as a text."""
    forbidden = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|fetch\(|XMLHttpRequest|WebSocket"
        r"|import\(|setAttribute\(\"(on|style)"
    )
    for name in build.SCRIPTS:
        assert not re.search(forbidden, build._asset(f"{name}.js")), name


def test_lines_of_comments_and_types_stay_out_of_the_page(page):
    """What speaks to those who change a script is not sent to readers; code keeps what stands beside or within it."""
    written = """// What f does.
  /** @param {number} n */
  /**
   * @param {string} text
   * @returns {string} */
  const f = (text) => `${text}; // kept`; // What is left.
  /** @type {Page.Box} */ (box).n = 1; /* kept */
  link("https://a.example/");

  say("[] // kept");
"""
    assert build.bare(written).splitlines() == [
        "const f = (text) => `${text}; // kept`;",
        "(box).n = 1; /* kept */",
        'link("https://a.example/");',
        'say("[] // kept");',
    ]
    scripts = [build._asset(f"{name}.js") for name in (build.EARLY, *build.SCRIPTS)]
    own = [page.scripts[0], *page.scripts[2:]]  # the second is vis-network
    assert "".join(own) == "".join(map(build.bare, scripts))
    assert not re.search(r"/\*\*|^//|^\s", "".join(own), re.MULTILINE)
    assert not re.search(r"/\*|^\s", page.styles[0], re.MULTILINE)


def test_the_linked_page_refers_to_the_library(graph):
    """With --linked the page holds all but the library: that it may fetch, with the digest that pyvis itself gives."""
    small = made.part(graph, list(graph.claims)[:9])
    linked, whole = Page(build.html(small, linked=True)), Page(build.html(small))
    (library,) = [script for script in linked.all("script") if "src" in script]
    assert library == {**build.LINKED, "crossorigin": "anonymous"}
    template = (Path(pyvis.__file__).parent / "templates" / "template.html").read_text("utf-8")
    own = re.search(r'src="(\S+/vis-network\.min\.js)" integrity="(\S+)"', template)
    assert own
    assert (library["src"], library["integrity"]) == own.groups()
    assert linked.policy()["script-src"][-1] == library["src"]
    assert linked.scripts == [whole.scripts[0], *whole.scripts[2:]]
    assert linked.json == {**whole.json, "setting": {**whole.json["setting"], "library": "linked"}}
    assert not any("src" in script for script in whole.all("script"))


def test_the_page_is_sound_html(page):
    """Language, title, viewport, one h1 and main, a skip link; ids are unique and inner links lead to one."""
    assert page.source.startswith("<!DOCTYPE html>\n")
    assert page.open == []
    assert page.all("html") == [{"lang": "en"}]
    assert len(page.all("main")) == len(page.all("h1")) == len(page.all("title")) == 1
    assert any(meta.get("name") == "viewport" for meta in page.all("meta"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = [a["href"] for a in page.all("a")]
    assert inside == ["#view"]
    assert "view" in ids
    assert page.words().count("not medical advice") == 1


def test_the_page_of_another_graph_has_a_neutral_title(graph):
    """A graph that was imported says nothing about vitamin D; a version of the data keeps its title."""
    other = Page(build.html(toy.graph("x increases y")))
    assert "<title>Causes and effects</title>" in other.source
    assert "vitamin D acts" not in other.source[:5000]
    own = picture.focus(graph, graph.concepts["concept:tetany"])
    assert "<title>Vitamin D mechanisms</title>" in own


def test_every_claim_stands_in_the_table(page, graph):
    """Without a script the page tells every claim once, with its confidence, its evidence and its sources."""
    assert len(page.all("tr")) == 1 + len(graph.claims)
    words = page.words()
    for claim in graph.claims.values():
        assert f"{sentence(graph, claim)} " in words


def test_a_row_counts_the_evidence():
    """A row tells effect, sides and sources; a contested claim has evidence on two of them."""
    given = toy.graph("x increases y", "x increases y @b denied", "x associatedWith z", "y affects z @c")
    study = Study("study:ross-2011", "Cohort", "Verified", authors="Ross A, Manson J", year="2011", journal="J Test")
    (first, second, *rest) = given.evidence.values()
    undecided = replace(first, id="evidence:ross-1", source=study.id, stance=Stance.INCONCLUSIVE)
    items = [first, second, *rest, undecided]
    rows = build.table(replace(given, evidence={e.id: e for e in items}, studies={study.id: study}))
    assert [row["sentence"] for row in rows] == ["x increases y", "x is associated with z", "y affects z"]
    assert [row["effect"] for row in rows] == ["raises", "is not causal", "changes"]
    contested = rows[0]
    assert contested["contested"] is True
    assert [contested[side] for side in ("supports", "disputes", "inconclusive")] == [1, 1, 1]
    assert contested["sources"] == ["Ross A et al. 2011", "a.example", "b.example"]
    assert rows[1]["contested"] is False


def test_the_guides_stand_in_the_page_of_the_own_graph(page, graph):
    """The site of the program's own data holds all guided chains, each step a claim that is in the page."""
    assert [guide["id"] for guide in page.json["guides"]] == [guide.id for guide in guides.load(graph)]
    assert {step["claim"] for guide in page.json["guides"] for step in guide["steps"]} <= graph.claims.keys()
    assert page.json["setting"] == {
        "single": None,
        "library": "inline",
        "built": {
            "version": graph.version,
            "concepts": len(graph.concepts),
            "claims": len(graph.claims),
            "sources": len(graph.sources),
        },
    }


def test_the_map_has_a_group_for_everything_that_acts(page):
    """Each influence has both ends in a group of the map; no group is empty, and none holds most of them."""
    held = dict(page.json["map"]["nodes"])
    assert {n for i in page.json["data"]["influences"] for n in (i["s"], i["t"])} == held.keys()
    sizes = Counter(held.values())
    assert sorted(sizes) == list(range(len(page.json["map"]["groups"])))
    assert max(sizes.values()) < len(held) / 5
    assert page.json["map"]["options"]["physics"] == {"enabled": False}


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("osteomalacia", "bone"),
        ("muscle-strength", "muscle"),
        ("nerve-excitability", "nerve"),
        ("serum-calcium", "minerals"),
        ("parathyroid-hormone", "hormones"),
        ("ultraviolet-radiation", "sun"),
        ("sunscreen-use", "sun"),
        ("fatty-fish", "food"),
        ("calcium-intake", "food"),
        ("vitamin-d-supplementation", "treatment"),
        ("statin", "treatment"),
        ("muscle-pain", "pain"),
        ("falls", "symptom"),
        ("older-age", "life"),
    ],
)
def test_a_concept_stands_in_its_group(graph, name, group):
    """By category where that settles it, else by name, what is broader, and definition."""
    assert chart.GROUPS[chart.group(graph.concepts, f"concept:{name}")].id == group


def test_a_group_follows_from_what_is_broader():
    """A name that says nothing goes with its genus, also over one that says nothing; a circle ends."""
    made = toy.graph("x increases bone", "z increases bone", broader={"x": "y", "y": "bone", "z": "w", "w": "z"})
    found = {name.partition(":")[2]: chart.GROUPS[chart.group(made.concepts, name)].id for name in made.concepts}
    assert (found["x"], found["y"], found["z"]) == ("bone", "bone", "symptom")


def test_hostile_data_stays_text():
    """Markup in names, definitions, sayings and addresses is shown as it is, and never becomes an element or a link."""
    given = hostile()
    guide = guides.Guide(id="g", title=BAD, about=BAD, steps=(guides.Step(next(iter(given.claims)), BAD),) * 3)
    answer = path(given, "concept:x", "concept:z")
    pages = [build.html(given, [guide])]
    pages += [picture.focus(given, given.concepts["concept:x"]), picture.chains(answer)]
    for text in pages:
        read = Page(text)
        kinds = {tag for tag, _ in read.elements}
        assert not kinds & {"img", "svg", "iframe", "object", "link", "base"}
        assert text.count("</script") == len(read.all("script"))
        assert "<!--" not in text
        assert "<img" not in text
        assert not any(name.startswith("on") for _, attributes in read.elements for name in attributes)
        assert [a["href"] for a in read.all("a")] == ["#view"]
        assert not any("url" in source for source in read.json["data"]["sources"])
        same = [name for concept in read.json["data"]["concepts"] for name in concept["same"]]
        assert set(same) == {"javascript:alert"}  # the page puts the address of a resolver before it
        assert read.json["data"]["concepts"][0]["def"] == BAD
    whole = Page(pages[0])
    assert whole.words().count(BAD) == 2 * 3 + 3 + 1  # labels, one source of each claim, the version
    assert whole.json["guides"][0]["steps"][0]["tell"] == BAD


@pytest.mark.parametrize(
    ("url", "own", "linked"),
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
def test_only_safe_addresses_become_links(url, own, linked):
    """Https is linked, http only where the document itself is at http, nothing else ever."""
    assert safe(url, own) == (url if linked else None)


def test_every_address_of_the_data_is_safe(page):
    """The page of the real data holds https links only, to sources; and plain names in vocabularies, for links."""
    data = page.json["data"]
    urls = [source["url"] for source in data["sources"] if "url" in source]
    assert len(urls) > 100
    assert all(re.fullmatch(r"https://[\w.-]+(:443)?/\S*", url) for url in urls)
    same = [name for concept in data["concepts"] for name in concept.get("same", [])]
    assert len(same) > 100
    assert all(re.fullmatch(r"[A-Za-z]+:[\w.-]+", name) for name in same)


def test_documents_at_http_are_linked_as_they_are():
    """A document whose own address is http is linked there."""
    given = toy.graph("x increases y")
    old = Document("document:a", "t", "p", "http://a.example/", "0" * 64, 9, "UnreviewedWebPage", "a")
    read = Page(build.html(replace(given, documents={**given.documents, "document:a": old})))
    assert read.json["data"]["sources"][0]["url"] == "http://a.example/"


def test_a_part_of_the_graph_holds_what_its_claims_need(graph):
    """A part keeps the claims that are asked for with their concepts, evidence, passages and sources, and no more."""
    claims = [c.id for c in graph.claims.values() if "concept:osteomalacia" in (c.subject, c.object)]
    found = made.part(graph, claims, {"concept:sun-exposure"})
    assert sorted(found.claims) == sorted(claims)
    assert {e.claim for e in found.evidence.values()} == set(claims)
    assert {e.source for e in found.evidence.values()} <= set(found.sources)
    assert {e.passage for e in found.evidence.values() if e.passage} == set(found.passages)
    assert all(
        c.quantity in found.concepts and set(c.broader) <= found.concepts.keys() for c in found.concepts.values()
    )
    assert "concept:sun-exposure" in found.concepts
    assert len(found.concepts) < len(graph.concepts) / 3
    for claim in claims:
        assert found.confidence(claim).value == graph.confidence(claim).value


def test_colours_can_be_told_apart(page):
    """In both themes text has a contrast of at least 4.5, marks and arrows of at least 3, on all that they stand on."""
    themes = colours(page.styles[0])
    assert {len(theme) for theme in themes} == {15}
    for colour in themes:
        grounds = [colour[name] for name in ("paper", "surface", "sink", "sun-soft")]
        for text in ("ink", "ink-2", "ink-3", "rise", "fall"):
            assert min(contrast(colour[text], ground) for ground in grounds) >= 4.5, text
        assert contrast(colour["sun-ink"], colour["sun-soft"]) >= 4.5
        assert contrast(colour["on-ink"], colour["ink"]) >= 7
        for direction in ("rise", "fall"):
            assert contrast(colour[direction], colour["halo"]) >= 3, direction
        assert min(contrast(colour["mark"], colour[ground]) for ground in ("paper", "surface", "sink")) >= 3
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_the_figures_of_a_finding_are_told(page, graph):
    """An evidence item with a sample or an effect has both as words; one without has none."""
    shown = {item["id"]: item.get("fig", []) for item in page.json["data"]["evidence"]}
    for item in graph.counted.values():
        assert bool(shown[item.id]) is bool(item.sample or item.effect)
        assert not item.effect or shown[item.id][-1] == item.effect
    assert any(words[0].endswith(" people") for words in shown.values() if words)
    people = [source.get("people") for source in page.json["data"]["sources"]]
    assert any(people)
    assert not all(people)


def test_site_writes_one_page(run, tmp_path, file):
    """The page stands in the folder that is named, made if need be, and one line on standard error says so."""
    folder = tmp_path / "a" / "b"
    done = run("site", "--output", folder, "--data", file)
    assert (done.code, done.out) == (0, "")
    assert re.fullmatch(rf"wrote {folder}/index\.html: \d+ kB\n", done.err)
    assert [path.name for path in folder.iterdir()] == ["index.html"]
    read = Page((folder / "index.html").read_text("utf-8"))
    assert "x increases y" in read.words()
    assert read.json["guides"] == []
    assert run("site", "--output", folder, "--data", file, "--linked").code == 0
    assert "vis-network.min.js" in (folder / "index.html").read_text("utf-8")


def test_site_does_not_overwrite_what_was_not_named(run, tmp_path, file, monkeypatch):
    """Without --output the page is written here, but never over an index.html."""
    monkeypatch.chdir(tmp_path)
    assert run("site", "--data", file).code == 0
    page = tmp_path / "index.html"
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    page.write_text("mine", encoding="utf-8")
    done = run("site", "--data", file)
    assert (done.code, done.out) == (2, "")
    assert done.err == "kg: index.html already exists here; name a folder with --output\n"
    assert page.read_text("utf-8") == "mine"
    for content in ("mine", "<!DOCTYPE html>\n<title>mine</title>"):
        page.write_text(content, encoding="utf-8")
        done = run("site", "--data", file, "--output", ".")
        told = "kg: index.html: was not made by kg, so it is not replaced; remove it, or choose another place\n"
        assert done == (2, "", told)
        assert page.read_text("utf-8") == content


def test_a_page_of_the_program_or_an_empty_file_is_replaced(run, tmp_path, file):
    """Also one of an earlier version, which had only its description."""
    page, command = tmp_path / "index.html", ("site", "--data", file, "--output", tmp_path)
    page.touch()
    assert run(*command).code == 0
    text = page.read_text("utf-8")
    mark = '<meta name="generator" content="vitamin-d-kg">\n'
    assert mark in text
    described = text.replace(f'content="{pages.NEUTRAL}"', f'content="{pages.DESCRIPTION}"')
    older = described.replace(mark, "").replace("x increases y", "older")
    assert older != text
    page.write_text(older, encoding="utf-8")
    assert run(*command).code == 0
    assert page.read_text("utf-8") == text


def test_render_replaces_neither_its_data_nor_anything_that_is_no_page(run, tmp_path, file):
    """One line, and the file stays."""
    before = file.read_bytes()
    done = run("render", "--focus", "x", "--data", file, "--output", file)
    told = f"kg: {file}: was not made by kg, so it is not replaced; remove it, or choose another place\n"
    assert done == (2, "", told)
    assert file.read_bytes() == before
    notes = tmp_path / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    assert run("render", "--focus", "x", "--data", file, "--output", notes).code == 2
    assert notes.read_text("utf-8") == "mine"
    for _ in range(2):  # a picture may be made anew
        assert run("render", "--focus", "x", "--data", file, "--output", tmp_path / "x.html").code == 0


def test_the_site_is_written_in_python(run, tmp_path, file, monkeypatch):
    """What the command writes, and the program's own graph is known by its digest."""
    monkeypatch.chdir(tmp_path)
    written = kg.site(kg.load(file), tmp_path / "python", linked=True)
    run("site", "--data", file, "--output", "command", "--linked")
    assert written.read_bytes() == (tmp_path / "command" / "index.html").read_bytes()
    own = kg.site(kg.load(), str(tmp_path / "own"), linked=True)
    assert Page(own.read_text("utf-8")).json["guides"]
    assert kg.site(kg.load(file)) == Path("index.html")
    with pytest.raises(UsageError, match=r"index\.html already exists here"):
        kg.site(kg.load(file))


def test_site_says_when_it_cannot_write(run, file):
    """A folder that cannot be made is a wrong use, told in one line."""
    done = run("site", "--data", file, "--output", file / "below")
    assert (done.code, done.out) == (2, "")
    assert "cannot be created" in done.err
    assert done.err.count("\n") == 1


def test_site_opens_the_page(run, tmp_path, file, monkeypatch):
    """With --open the browser gets the address of the file."""
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    assert run("site", "--data", file, "--output", tmp_path).code == 0
    assert opened == []
    assert run("site", "--data", file, "--output", tmp_path, "--open").code == 0
    assert opened == [(tmp_path / "index.html").resolve().as_uri()]


def test_site_tells_whether_the_page_is_fresh(run, tmp_path, file):
    """A page of either form is fresh; one that differs in a byte, or is not there, is not; nothing is written."""
    page = tmp_path / "index.html"
    check = ("site", "--data", file, "--output", tmp_path, "--check")
    done = run(*check)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"kg: {page} is missing; rebuild it: kg site --linked --output {tmp_path}\n"
    assert not page.exists()
    for form in ([], ["--linked"]):
        run("site", "--data", file, "--output", tmp_path, *form)
        done = run(*check)
        assert (done.code, done.err) == (0, f"{page} is up to date\n")
    text = page.read_text("utf-8") + " "
    page.write_text(text, encoding="utf-8")
    done = run(*check)
    assert done.code == 1
    assert " is out of date; rebuild it: " in done.err
    assert page.read_text("utf-8") == text


def test_the_check_looks_at_the_site_of_the_program(run, tmp_path, file, monkeypatch):
    """Without --output the page that comes with the program is checked."""
    (tmp_path / "data").symlink_to(resources.data().parent)
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    run("site", "--data", file, "--output", tmp_path / "site")
    done = run("site", "--data", file, "--check")
    assert (done.code, done.err) == (0, f"{tmp_path / 'site' / 'index.html'} is up to date\n")


def test_render_writes_what_was_asked_for(run, tmp_path, graph):
    """Each form of the command writes a page with its own view only, and says so on standard error."""
    forms = {
        "focus": (["--focus", "vitamin D deficiency"], {"v": "focus", "c": "concept:vitamin-d-deficiency"}),
        "path": (
            ["--path", "vitamin D deficiency", "back pain", "-k", "2"],
            {"v": "path", "a": "concept:vitamin-d-deficiency", "b": "concept:back-pain", "k": 2},
        ),
    }
    for name, (options, single) in forms.items():
        target = tmp_path / f"{name}.html"
        done = run("render", *options, "--output", target)
        assert (done.code, done.out, done.err) == (0, "", f"wrote {target}\n")
        read = Page(target.read_text("utf-8"))
        assert read.json["setting"]["single"] == single
        assert read.json["guides"] == []
        assert not read.all("table")
        assert 2 < len(read.json["data"]["claims"]) < len(graph.claims) / 2
    five = run("render", "--path", "vitamin D deficiency", "back pain", "--output", tmp_path / "five.html")
    assert five.code == 0
    assert Page((tmp_path / "five.html").read_text("utf-8")).json["setting"]["single"]["k"] == 5


def test_a_picture_of_a_state_holds_its_quantity_too(graph):
    """The picture of a concept holds all claims about its quantity and its levels, and no others."""
    read = Page(picture.focus(graph, graph.concepts["concept:vitamin-d-deficiency"]))
    data = read.json["data"]
    family = {c.id for c in graph.concepts.values() if "concept:vitamin-d" in (c.id, c.state_of)}
    about = [c for c in graph.claims.values() if family & {c.subject, c.object}]
    assert len(data["claims"]) == len(about)
    assert read.json["setting"]["built"]["claims"] == len(about)


def test_render_takes_another_data_file(run, tmp_path, file):
    """--data names the file that is drawn."""
    done = run("render", "--focus", "x", "-o", tmp_path / "x.html", "--data", file)
    assert done.code == 0
    read = Page((tmp_path / "x.html").read_text("utf-8"))
    assert [concept["label"] for concept in read.json["data"]["concepts"]] == ["x", "y"]


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        ([], 2, "give either a focus or a path"),
        (["--focus", "osteomalacia", "--path", "vitamin D", "back pain"], 2, "give either a focus or a path"),
        (["--focus", "osteomalacia", "--sign", "+"], 2, "k, max_hops and sign are about chains"),
        (["--path", "vitamin D", "falls", "--sign", "x"], 2, "--sign"),
        (["--focus", "osteomalacia", "-k", "3"], 2, "k, max_hops and sign are about chains"),
        (["--focus", "osteomalcia"], 2, "did you mean “osteomalacia”"),
        (["--path", "back pain", "nonsense word"], 2, "unknown concept"),
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


def test_pages_are_built_only_to_draw():
    """Importing the commands loads neither pyvis nor Jinja."""
    code = "import sys, kg.cli.render, kg.cli.site; print(sorted({'pyvis', 'jinja2', 'IPython'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"


def test_the_page_of_the_repository_is_fresh(run):
    """What stands in site/ is what the data and the assets give now."""
    assert run("site", "--check").err.endswith("site/index.html is up to date\n")

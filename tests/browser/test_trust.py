"""The page trusts nothing: data stays text, strange scripts do not run, and nothing is asked of a network."""

import re

import pytest

from kg.questions.path import path
from kg.website import build, guides, picture
from tests.browser.conftest import KEEP, NARROW
from tests.browser.states import CLAIM, A, B, states
from tests.website.test_website import BAD, hostile

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
#: Would run if the policy and the escaping both failed.
ATTACK = (
    '<script>document.body.dataset.hacked = "script";</script><img src="x:" onerror="document.body.dataset.image = 1">'
)
HACKED = "[document.body.dataset.hacked, document.body.dataset.image].filter(Boolean).length"


@pytest.fixture(scope="module")
def bad_page(tmp_path_factory):
    """The page of a graph whose every text is markup, without its content security policy."""
    given = hostile()
    guide = guides.Guide(id="g", title=BAD, about=BAD, steps=(guides.Step(next(iter(given.claims)), BAD),) * 3)
    text, found = POLICY.subn("", build.html(given, [guide]))
    assert found == 1
    file = tmp_path_factory.mktemp("bad") / "index.html"
    file.write_text(text, encoding="utf-8")
    return file


def test_hostile_data_is_shown_as_text(visit, bad_page):
    """Without the policy, too, markup in the data stays text in every view, and no link leads to a script."""
    tab = visit(bad_page)
    claim = tab.ask("KG.graph.claimId(0)")
    addresses = [
        "#v=focus&c=concept:x",
        f"#v=focus&claim={claim}",
        "#v=path&a=concept:x&b=concept:z",
        *(
            "#v=map",
            "#v=table",
            "#v=whatif&up=concept:x",
            "#v=learn",
            "#v=learn&guide=g&step=1",
            "#v=learn&guide=g&step=4",
        ),
        *("#v=learn&loop=0&step=1", "#v=quiz", "#v=about"),
    ]
    shown = 0
    for address in addresses:
        tab.go(address)
        assert tab.ask("document.querySelectorAll('img, iframe, object, embed, form').length") == 0
        assert tab.ask("document.querySelectorAll('script').length") == 7
        assert tab.ask("[...document.links].every((a) => /^(https:|file:)/.test(a.protocol))")
        shown += BAD.split("'")[0] in tab.text("main")
    assert shown >= len(addresses) - 2
    tab.page.fill("#pick-find-a-concept", "x")
    assert tab.texts("[role=option] >> nth=0")[0].startswith(f"concept:x {BAD[:20]}")


@pytest.mark.parametrize("policy", [True, False])
def test_the_policy_stops_a_strange_script(visit, site, tmp_path, policy):
    """Were something not escaped, the policy would stop it: the same page without its policy runs it."""
    text = site.read_text("utf-8").replace('<main id="main">', f'<main id="main">{ATTACK}', 1)
    file = tmp_path / "index.html"
    file.write_text(text if policy else POLICY.sub("", text), encoding="utf-8")
    tab = visit(file, complains=True)
    assert tab.ask(HACKED) == (0 if policy else 2)
    refused = [line for line in tab.complaints if "Content Security Policy" in line]
    assert bool(refused) is policy


def test_the_policy_stops_requests(visit):
    """No script in the page can fetch or load anything."""
    tab = visit(complains=True)
    assert tab.ask("fetch('https://a.example/').then(() => 'fetched', () => 'refused')") == "refused"
    tab.ask(
        """() => new Promise((done) => {
          const image = document.body.appendChild(new Image());
          image.onerror = done;
          image.src = "https://a.example/x.png";
        })"""
    )
    assert len([line for line in tab.complaints if "Content Security Policy" in line]) >= 2


def test_the_linked_page_works_without_a_network(visit, graph, linked):
    """Where the library cannot be fetched, all but the map is drawn; table, panel, chains and quiz work."""
    phone = visit(linked, "#v=start", complains=True, size=NARROW)
    assert phone.page.locator("#start-picture").bounding_box()["height"] > 200
    assert phone.page.locator("#start-picture .arrow").count() > 1
    tab = visit(linked, complains=True)
    tab.go("#v=focus")
    assert tab.page.locator("#focus-picture svg .box").count() > 3
    for name, address in states(graph, guides.load(graph)).items():
        tab.go(address)
        assert tab.page.locator("#view > :not([hidden]) h2").count() >= 1, name
    tab.go(f"#v=path&a={A}&b={B}")
    assert tab.page.locator("#chains li").count() == 4
    tab.go(f"#v=focus&claim={CLAIM}")
    assert tab.page.locator("#panel .evidence").count() > 2
    tab.go("#v=table")
    assert tab.page.locator("#claims tbody tr:not([hidden])").count() == len(graph.claims)
    others = [line for line in tab.complaints if "vis-network" not in line and "ERR_INTERNET_DISCONNECTED" not in line]
    assert others == []
    assert sum(line.startswith("request: ") for line in tab.complaints) == 1


def test_a_single_picture_shows_one_view(visit, graph, tmp_path):
    """A picture of ``kg render`` has its view and its panel, and neither search nor other views."""
    file = tmp_path / "index.html"
    file.write_text(picture.chains(path(graph, A, B, k=3)), encoding="utf-8")
    tab = visit(file)
    assert tab.page.locator("#chains li").count() == 3
    assert not tab.page.locator("#search").is_visible()
    assert tab.page.locator("#views a").count() == 0
    tab.page.click("#panel .steps .sentence >> nth=0")
    assert tab.page.locator("#panel .evidence").count() > 0
    tab.page.click("#panel h2 button >> nth=0")
    assert tab.text("#panel h2") == "vitamin D deficiency"
    file.write_text(picture.focus(graph, graph.concepts["concept:osteomalacia"]), encoding="utf-8")
    tab = visit(file, "#v=map&c=concept:vitamin-d")
    assert tab.texts("#view-focus h2") == ["osteomalacia: causes and effects"]
    assert tab.page.locator("canvas").count() == 1


def test_a_citation_is_copied(visit, graph):
    """A claim is copied as text and as BibTeX, each source once; where copying is forbidden it is shown."""
    tab = visit(address=f"#v=focus&claim={CLAIM}")
    tab.ask(KEEP)
    sources = {item.source for item in graph.evidence_of[CLAIM]}
    tab.page.click("text=Copy as text")
    tab.page.wait_for_selector("#said:text('Citation copied.')")
    plain = tab.ask("copied").splitlines()
    assert plain[0].startswith("“vitamin D increases intestinal calcium absorption” (claim:vitamin-d--increases--")
    assert len(plain) == 1 + len(sources)
    tab.page.click("text=Copy as BibTeX")
    tab.page.wait_for_selector("#said:text('BibTeX copied.')")
    bibtex = tab.ask("copied")
    keys = re.findall(r"^@(?:misc|article)\{([\w-]+),$", bibtex, flags=re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(sources)
    assert bibtex.count("{") == bibtex.count("}")
    tab.page.click("#panel >> text=Copy link")
    tab.page.wait_for_selector("#said:text('Link copied.')")
    assert tab.ask("copied").endswith(f"&claim={CLAIM}")
    tab.ask("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    tab.page.click("text=Copy as text")
    tab.page.wait_for_selector("#copied", state="visible")
    assert tab.ask("document.activeElement.value").splitlines() == plain

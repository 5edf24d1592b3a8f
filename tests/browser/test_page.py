"""The page in a real browser: drawn, readable, usable by everyone, silent."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from kg.website import guides
from tests.browser.conftest import LEAST, NARROW, READY, TOOLS, WIDE
from tests.browser.states import A, B, states

AXE = TOOLS / "axe-core" / "axe.min.js"
VALIDATE = TOOLS / ".bin" / "html-validate"
CONFIG = Path(__file__).parent / ".htmlvalidate.cjs"
#: What differs between the themes is colour alone.
COLOUR = ["color-contrast", "link-in-text-block"]
#: What axe finds in the page; the views that are hidden, in which it would find nothing, are taken out meanwhile.
LOOK = """async (rules) => {
  const view = document.getElementById("view");
  const all = [...view.children];
  view.replaceChildren(...all.filter((one) => !one.hidden));
  const { violations } = await axe.run(document, { resultTypes: ["violations"], preload: false, ...rules });
  view.replaceChildren(...all);
  return violations.map(({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary]);
}"""
#: The document as it is, without what scripts hold, the views that are hidden, and what is for readers without scripts.
SHOWN = """() => {
  const whole = document.documentElement.cloneNode(true);
  for (const part of whole.querySelectorAll("#view > [hidden], noscript")) part.remove();
  for (const part of whole.querySelectorAll("script, style")) part.textContent = "";
  return `<!DOCTYPE html>\n${whole.outerHTML}`;
}"""
#: Boxes and labels as they are drawn: boxes that overlap, arrows that run through a strange box, the smallest label in
#: pixels of the screen, and how many colours the canvas shows.
DRAWN = """() => {
  const frame = [...document.querySelectorAll(".canvas")].find((one) => one.clientWidth);
  const network = networks.find((one) => frame.contains(one.canvas.frame));
  const boxes = Object.values(network.body.nodes).filter((node) => node.options.shape === "box");
  const frames = boxes.map((node) => ({ node, ...node.shape.boundingBox }));
  let overlaps = 0;
  frames.forEach((a, i) => frames.slice(i + 1).forEach((b) => {
    overlaps += a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }));
  const ways = new Map();
  for (const edge of Object.values(network.body.edges)) {
    const way = edge.id.split(".")[0];
    if (!ways.has(way)) ways.set(way, []);
    ways.get(way).push(edge);
  }
  const through = [];
  const arrows = KG.drawing.spots().arrows;
  for (const [way, edges] of ways) {
    const { from, to } = arrows[Number(way.slice(1))];
    const points = edges.flatMap((edge) => [...Array(21).keys()].map((n) => edge.edgeType.getPoint(n / 20)));
    for (const { node, left, right, top, bottom } of frames) {
      if (node.id === `n${from}` || node.id === `n${to}`) continue;
      if (points.some(({ x, y }) => x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1)) {
        through.push([`${KG.graph.label(from)} to ${KG.graph.label(to)}`, node.options.label]);
      }
    }
  }
  const shown = frame.querySelector("canvas");
  const canvas = new OffscreenCanvas(shown.width, shown.height);
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(shown, 0, 0);
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let i = 0; i < pixels.length; i += 4 * 7) colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
  const scale = network.getScale();
  const seen = frame.getBoundingClientRect();
  const outside = frames.filter(({ left, right, top, bottom }) => {
    const [first, last] = [network.canvasToDOM({ x: left, y: top }), network.canvasToDOM({ x: right, y: bottom })];
    return first.x < 0 || first.y < 0 || last.x > seen.width || last.y > seen.height;
  }).length;
  const wide = Math.max(...frames.map(({ node }) => node.shape.width - node.options.widthConstraint.minimum - 8));
  return { boxes: boxes.length, overlaps, through, colours: colours.size, outside, wide,
    label: Math.min(...boxes.map((node) => node.options.font.size)) * scale };
}"""


@pytest.fixture(scope="module")
def addresses(graph):
    """The address of each state by name."""
    return states(graph, guides.load(graph))


@pytest.fixture(scope="module")
def shots(tmp_path_factory):
    """A folder for the pages as they are in each state."""
    return tmp_path_factory.mktemp("states")


def answer_first(tab):
    """Begin the quiz and answer its first question."""
    tab.page.click("#quiz-start")
    tab.page.click("#view-quiz .answers button >> nth=0")
    tab.page.wait_for_selector("#quiz-next, #view-quiz .answers")


def test_the_page_is_ready_and_silent(visit):
    """From a file, without a network, the page is soon ready, asks for nothing and says nothing on the console."""
    tab = visit()
    assert int(tab.ask("document.documentElement.dataset.ready")) <= READY
    assert tab.state()["v"] == "start"
    assert len(tab.texts("#view-start .door")) == 3
    assert not tab.page.locator("#legend").is_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_is_accessible(visit, addresses, size, theme):
    """axe-core finds nothing in any state, theme and width; what differs in the dark is looked at in the dark."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm install --no-package-lock")
    tab = visit(size=size, theme=theme)
    assert tab.ask("document.documentElement.dataset.theme") == theme
    tab.ask(AXE.read_text("utf-8"))
    rules = {"runOnly": COLOUR} if theme == "dark" else {"rules": {"target-size": {"enabled": True}}}
    found = {}
    for name, address in addresses.items():
        tab.go(address)
        found[name] = tab.ask(LOOK, rules)
        if name == "quiz":
            answer_first(tab)
            found["quiz answered"] = tab.ask(LOOK, rules)
    assert {name: violations for name, violations in found.items() if violations} == {}


def test_axe_would_find_a_fault(visit):
    """A button without a name and a text that is hardly seen are found, so that finding nothing means something."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm install --no-package-lock")
    tab = visit(address=f"#v=focus&c={A}")
    tab.ask(AXE.read_text("utf-8"))
    tab.ask(
        """() => {
          const text = document.createElement("p");
          text.textContent = "hardly seen";
          text.style.color = "#ddd";
          document.querySelector("#panel").append(document.createElement("button"), text);
        }"""
    )
    found = tab.ask("async () => (await axe.run('#panel')).violations.map(({ id }) => id)")
    assert {"button-name", "color-contrast"} <= set(found)


def test_every_state_is_valid_html(visit, addresses, site, shots):
    """html-validate accepts the page as it is written, and the document in each state."""
    if not VALIDATE.exists():
        pytest.skip("html-validate is not installed: run npm install --no-package-lock")
    plain = subprocess.run([VALIDATE, "--preset", "recommended", site], capture_output=True, check=False, text=True)
    assert (plain.stdout, plain.returncode) == ("", 0)
    tab, files = visit(), []
    for name, address in addresses.items():
        tab.go(address)
        files.append(shots / f"{name}.html")
        files[-1].write_text(tab.ask(SHOWN), encoding="utf-8")
    report = shots / "report.json"
    command = [VALIDATE, "--config", CONFIG, "--formatter", f"json={report}", *files]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    found = {
        (Path(result["filePath"]).stem, message["ruleId"], message["message"], message["line"])
        for result in json.loads(report.read_text("utf-8"))
        for message in result["messages"]
    }
    assert found == set()
    assert done.returncode == 0, done.stderr


def test_links_and_ids_resolve(visit, addresses, graph):
    """In every state each link within the page leads to an element or a state there is, and no id stands twice."""
    tab = visit()
    guide_ids = {guide.id for guide in guides.load(graph)}
    known = {
        "v": {"start", "focus", "path", "map", "debates", "table", "whatif", "learn", "quiz", "about"},
        **{key: set(graph.concepts) for key in ("c", "a", "b", "up", "down")},
        "claim": set(graph.claims),
        "debate": set(graph.claims),
        "guide": guide_ids,
        "loop": {str(n) for n in range(tab.ask("KG.data.loops.length"))},
    }
    seen = set()
    for name, address in addresses.items():
        tab.go(address)
        hrefs, ids, refs = tab.ask(
            """() => {
              const all = (selector) => [...document.querySelectorAll(selector)];
              const words = (name) => all(`[${name}]`).flatMap((one) => one.getAttribute(name).split(" "));
              return [all("a").map((a) => a.getAttribute("href")), all("[id]").map(({ id }) => id),
                ["for", "aria-controls", "aria-labelledby", "aria-describedby"].flatMap(words)];
            }"""
        )
        assert len(ids) == len(set(ids)), name
        assert set(refs) <= set(ids), name
        for href in set(hrefs):
            if href.startswith("#") and "=" not in href:
                assert href[1:] in ids, (name, href)
            elif href.startswith("#"):
                for part in href[1:].split("&"):
                    key, _, value = part.partition("=")
                    assert unquote(value) in known.get(key, {unquote(value)}), (name, href)
                seen.add(href)
            else:
                assert re.fullmatch(r"https://[\w.-]+(:443)?/\S*", href), (name, href)
    assert len(seen) > 500


@pytest.mark.parametrize("size", [LEAST, (768, 1024)], ids=["least", "tablet"])
def test_nothing_goes_sideways_on_a_small_screen(visit, addresses, size):
    """On a small phone and on a tablet no state needs sideways scrolling."""
    tab = visit(size=size)
    width = "document.documentElement.scrollWidth - innerWidth"
    found = {}
    for name, address in addresses.items():
        tab.go(address)
        found[name] = tab.ask(width)
    tab.go(addresses["quiz"])
    answer_first(tab)
    found["quiz answered"] = tab.ask(width)
    assert {name: by for name, by in found.items() if by > 0} == {}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pictures_can_be_read(visit, addresses, size):
    """Boxes keep apart and hold their labels, no arrow runs through a strange box, and the canvas is not empty."""
    tab = visit(size=size, reduced_motion="reduce")
    found = {}
    for name in ("focus", "two-steps", "path", "what-if", "what-moves", "guide", "loop", "concept", "claim", "map"):
        tab.go(addresses[name])
        found[name] = tab.ask(DRAWN)
    assert {name: drawn["overlaps"] for name, drawn in found.items() if drawn["overlaps"]} == {}
    assert {name: drawn["wide"] for name, drawn in found.items() if drawn["wide"] > 1} == {}
    assert {name: drawn["through"] for name, drawn in found.items() if drawn["through"] and name != "map"} == {}
    assert min(drawn["colours"] for drawn in found.values()) > 8
    assert max(drawn["boxes"] for name, drawn in found.items() if name != "map") <= 80
    if size == WIDE:
        assert found["focus"]["label"] >= 12
        assert found["concept"]["label"] >= 12
        assert found["focus"]["outside"] == found["concept"]["outside"] == found["map"]["outside"] == 0


def test_labels_can_be_read_for_every_concept(visit, graph):
    """At one step, on a wide screen, each concept has labels of at least 12 px and no box over another."""
    tab = visit()
    few, small, over = 0, {}, {}
    names = sorted(name for name, concept in graph.concepts.items() if name != A)[::9]
    for name in names:
        tab.go(f"#v=focus&c={name}")
        drawn = tab.ask(DRAWN)
        few += drawn["boxes"] < 2
        if drawn["label"] < 12 - 0.01:
            small[name] = drawn["label"]
        if drawn["overlaps"]:
            over[name] = drawn["overlaps"]
    assert small == {}
    assert over == {}
    assert few < len(names) / 3


def test_the_table_is_complete_without_scripts(visit, graph):
    """Without JavaScript every claim is seen in the table, and no control that would do nothing."""
    tab = visit(script=False)
    rows = tab.page.locator("#claims tbody tr")
    assert rows.count() == len(graph.claims)
    assert rows.first.is_visible()
    assert rows.last.is_visible()
    for selector in ("#search", "#theme", "#legend", "#side", "button", "input", "nav a"):
        assert not any(one.is_visible() for one in tab.page.locator(selector).all()), selector


@pytest.mark.parametrize(
    "address",
    [
        "#v=nothing&c=concept:none&claim=claim:none&guide=none&step=999999&loop=77777",
        "#%E0%A4%A",
        "#v=%E0%A4%A&c=%",
        "#c=<img src=x onerror=alert(1)>&v=<script>alert(1)</script>",
        "#v=__proto__&c=constructor&off=a.b,__proto__.x&sort=toString+",
        "#javascript:alert(1)",
        "#" + "v=nothing&" * 2000,
    ],
)
def test_a_strange_address_shows_the_default(visit, address):
    """An unknown, broken or hostile address falls back to the start, and says if it named a concept."""
    tab = visit(address=address)
    assert tab.text("#said") == ("No concept of that name." if "c=" in address else "")
    assert (tab.page.locator("#said").get_attribute("class") == "hidden") is ("c=" not in address)
    assert tab.state()["v"] == "start"
    assert len(tab.texts("#view-start .door")) == 3
    assert tab.ask("document.images.length") == 0


@pytest.mark.parametrize("address", ["#v=focus", f"#c={A}", "#v=focus&c=concept:none&d=1", "#" + "v=focus&" * 2000])
def test_an_old_address_still_leads_to_its_concept(visit, address):
    """An address of the first edition, which named no view or no concept, shows what it showed."""
    tab = visit(address=address)
    assert tab.texts("#view > :not([hidden]) h2") == ["vitamin D deficiency: causes and effects"]


def test_the_back_button_goes_back(visit):
    """Each change of view or concept is a step in the history of the browser."""
    tab = visit(address="#v=focus")
    tab.page.click("#views a[data-view=path]")
    tab.page.click("text=Show me an example")
    assert tab.state()["a"] == A
    tab.page.go_back()
    tab.page.wait_for_selector("#path-picture", state="hidden")
    assert "b" not in tab.state()
    tab.page.go_back()
    tab.page.wait_for_selector("#view-focus", state="visible")
    assert tab.state()["v"] == "focus"
    tab.page.go_forward()
    tab.page.wait_for_selector("#view-path", state="visible")


def test_box_and_arrow_open_what_they_show(visit):
    """A click on a box goes to its concept, a click on an arrow opens its claim."""
    tab = visit(address="#v=focus")
    places = """() => {
      const network = networks[0];
      const frame = document.querySelector("#focus-picture .canvas").getBoundingClientRect();
      const at = (point) => { const { x, y } = network.canvasToDOM(point); return [x + frame.left, y + frame.top]; };
      const edge = Object.values(network.body.edges).find(({ id }) => id === "a0.0");
      const box = Object.values(network.body.nodes).filter(({ options }) => options.shape === "box").at(-1);
      return [at(edge.edgeType.getPoint(0.5)), at(box), KG.data.concepts[Number(box.id.slice(1))].id];
    }"""
    arrow, box, name = tab.ask(places)
    tab.page.mouse.click(*arrow)
    tab.page.wait_for_selector("#panel .evidence")
    assert tab.state()["claim"].startswith("claim:")
    tab.page.mouse.click(*box)
    tab.page.wait_for_selector(f"#panel code:text-is('{name}')")
    assert tab.state()["c"] == name
    assert "claim" not in tab.state()


def test_the_legend_is_a_filter(visit):
    """What is unticked in the legend is not drawn and stands in the address; the address brings it back."""
    tab = visit(address="#v=focus")
    tab.page.click("#legend-all > summary")
    drawn = "KG.drawing.spots().arrows.filter(({ sign }) => sign === '+').length"
    assert tab.ask(drawn) > 3
    tab.page.uncheck("#legend label:has-text('raises') input")
    assert tab.ask(drawn) == 0
    assert len(tab.ask("KG.drawing.spots().arrows")) > 3
    again = visit(address=tab.ask("location.hash"))
    again.page.click("#legend-all > summary")
    assert again.ask(drawn) == 0
    assert not again.page.locator("#legend label:has-text('raises') input").is_checked()
    again.page.check("#legend label:has-text('raises') input")
    assert again.ask(drawn) > 3


def test_the_table_sorts_and_finds(visit, graph):
    """A heading sorts by its column, the second time the other way; what is typed leaves the rows that hold it."""
    tab = visit(address="#v=table")
    heading = tab.page.locator("#claims th button", has_text="Confidence")
    first = "#claims tbody tr:not([hidden]) >> nth=0 >> td >> nth=2"
    rated = sorted((graph.confidence(name) for name in graph.claims), key=lambda one: one.value)
    lowest, highest = (str(rated[place].value) for place in (0, -1))
    heading.click()
    assert tab.text(first).startswith(f"{lowest} (")
    heading.click()
    assert tab.text(first).startswith(f"{highest} (")
    assert tab.page.locator("#claims th[aria-sort=descending]").count() == 1
    tab.page.fill("#table-find", "osteomalacia")
    shown = tab.page.locator("#claims tbody tr:not([hidden])")
    assert 0 < shown.count() < len(graph.claims) / 5
    assert tab.text("#table-count") == f"{shown.count()} of {len(graph.claims)} claims"
    assert all("osteomalacia" in text.lower() for text in shown.all_inner_texts())


def test_motion_is_reduced_where_it_is_asked_for(visit):
    """With reduced motion nothing moves by itself."""
    tab = visit(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one);
      return animationName !== "none" || Number.parseFloat(transitionDuration) > 0 || scrollBehavior !== "auto";
    }).length"""
    assert tab.ask(moving) == 0
    tab.ask("""() => { const style = document.querySelector("#panel").style; style.transition = "all 2s"; }""")
    assert tab.ask(moving) == 0
    assert tab.ask("document.getAnimations().length") == 0


def test_print_shows_content_without_controls(visit, addresses):
    """On paper stand the picture and the panel, light whatever the theme, and no control."""
    tab = visit(address=addresses["claim"], theme="dark")
    tab.page.emulate_media(media="print")
    assert tab.page.locator("#panel .evidence").first.is_visible()
    assert tab.page.locator("#focus-picture canvas").is_visible()
    for selector in ("#search", "#views", "#theme", "#legend", ".zoom", ".tools", ".actions", ".skip"):
        assert not any(one.is_visible() for one in tab.page.locator(selector).all()), selector
    tab.page.emulate_media(media="screen")
    tab.ask("() => dispatchEvent(new Event('beforeprint'))")
    assert tab.ask("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 250, 247)"
    tab.ask("() => dispatchEvent(new Event('afterprint'))")
    assert tab.ask("getComputedStyle(document.documentElement).backgroundColor") != "rgb(251, 250, 247)"
    assert len(tab.page.pdf()) > 20_000


def test_paper_as_wide_as_a_phone_has_the_title_and_all_chains(visit, addresses):
    """Paper is as narrow as a phone, but has the heading and all chains of a path, which a phone hides or shifts."""
    tab = visit(address=addresses["path"], size=NARROW)
    title = tab.page.locator("#path-bar h2")
    assert title.bounding_box()["height"] < 2
    tab.page.emulate_media(media="print")
    assert title.bounding_box()["height"] > 20
    assert tab.ask(
        "[...document.querySelectorAll('#chains a')].every((a) => a.getBoundingClientRect().right <= innerWidth)"
    )
    assert (
        tab.ask("(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('#chains'))")
        == 0
    )


def test_a_path_needs_two_concepts(visit):
    """Without a question the view of paths asks for one; two things of one quantity are told to be one."""
    tab = visit(address="#v=path")
    assert tab.text("#verdict") == "Choose two concepts, or look at an example."
    tab.go(f"#v=path&a=concept:none&b={A}")
    assert tab.text("#verdict").startswith("No concept of that name.")
    tab.go(f"#v=path&a={B}&b={A}")
    assert tab.text("#verdict").startswith("No chain: ")


def test_the_evidence_that_counts_most_comes_first(visit, addresses):
    """On each side of a claim web pages and studies are listed apart, each by the points that they count."""
    tab = visit(address=addresses["claim"])
    lists = tab.ask(
        """() => {
          const claim = KG.data.claims[KG.graph.claimById(KG.state.claim)];
          const points = new Map(claim.sum.map((part) => [KG.slug(KG.data.evidence[part[0]].id), Number(part[4])]));
          return [...document.querySelectorAll("#panel .side ul")].map((list) =>
            [...list.children].map((item) => points.get(item.id) ?? 0));
        }"""
    )
    assert max(map(len, lists)) > 3
    assert max(map(max, lists)) > 0
    assert all(points == sorted(points, reverse=True) for points in lists)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_committed_page_is_accessible_without_a_network(visit, linked, addresses, size, theme):
    """axe-core finds nothing in the plain pictures, in each step of a running lesson, and in the open menu "Save"."""
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run npm install --no-package-lock")
    tab = visit(linked, size=size, theme=theme, complains=True)
    assert tab.ask("window.vis === undefined || !window.vis.Network")
    tab.ask(AXE.read_text("utf-8"))
    rules = {"runOnly": COLOUR} if theme == "dark" else {"rules": {"target-size": {"enabled": True}}}
    found = {}

    def look(name):
        if violations := tab.ask(LOOK, rules):
            found[name] = violations

    for name, address in addresses.items():
        tab.go(address)
        look(name)
    for address in ("path", "table", "claim"):
        tab.go(addresses[address])
        tab.page.click("#take summary")
        look(f"menu in {address}")
    tab.page.click("#take button:text-is('Report an error in this claim')")
    look("report")
    tab.press("Escape")
    tab.go("#v=learn")
    tab.page.click("#lessons button")
    many = tab.ask("KG.data.lessons[0].steps.length")
    for step in range(1, many + 1):
        look(f"step {step}")
        if step in {1, many}:
            tab.page.click("#take summary")
            look(f"menu in step {step}")
            tab.press("Escape")
        if step < many:
            tab.page.click("#lesson-next")
    assert tab.text("#lesson-count").startswith(f"{many} of")
    assert found == {}
    # Only the library, which cannot be fetched, is complained of.
    assert {line for line in tab.complaints if "cdnjs" not in line and "ERR_INTERNET_DISCONNECTED" not in line} == set()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_committed_page_is_used_by_keyboard(visit, linked, size):
    """Keys alone reach boxes and arrows of plain pictures, every choice of the menu, and every step of a lesson."""
    tab = visit(linked, f"#v=path&a={A}&b={B}", size=size, complains=True)
    tab.tab_to("#path-picture g.arrow[role=button]")
    tab.press("Enter")
    assert tab.state()["claim"].startswith("claim:")
    tab.go(f"#v=path&a={A}&b={B}")
    tab.tab_to("#take summary")
    tab.press("Enter")
    tab.page.wait_for_selector("#take button:disabled")
    for choice in tab.texts("#take button:enabled:visible"):
        tab.tab_to(f"#take button:enabled:nth-of-type({1 + tab.texts('#take button').index(choice)})")
        assert tab.ask("document.activeElement.textContent") == choice
    tab.press("Escape")
    assert tab.ask("document.activeElement.matches('#take summary')")
    tab.go("#v=learn")
    tab.tab_to("#lessons button")
    tab.press("Enter")
    many = tab.ask("KG.data.lessons[0].steps.length")
    for step in range(2, many + 1):
        tab.tab_to("#lesson-next")
        tab.press("Enter")
        assert tab.text("#lesson-count").startswith(f"{step} of")
        assert tab.ask("document.activeElement.id") == "lesson-heading"
    tab.tab_to("#share")
    tab.tab_to("#take summary")
    tab.press("Enter", "Escape")
    assert tab.page.is_visible("#lesson")
    tab.page.focus("#lesson-back")
    tab.tab_to("#lesson-end")
    tab.press("Enter")
    assert not tab.page.is_visible("#lesson")
    assert tab.ask("document.activeElement.tagName") == "H2"

"""A page opened from a file in a real browser: drawn, readable, silent."""

import json
import re
import shutil
import subprocess
from html import escape
from pathlib import Path

import pytest

from kg.chains import path
from kg.website import page, picture

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install chromium to run these")

WIDTH = 1366
#: Keeps hold of the network that the page makes, so that a test can ask it.
HOLD = """<script>
var seen;
const Made = vis.Network;
vis.Network = class extends Made { constructor(...given) { super(...given); seen = this; } };
</script>"""
#: What a test wants to know, told to the window at the top when the page is ready.
ASK = """<script>
addEventListener("load", () => setTimeout(() => {
  const planned = new Map(JSON.parse(document.getElementById("data").textContent).nodes
    .map((node) => [node.id, node.heightConstraint?.minimum + 2 * node.margin]));
  const boxes = Object.values(seen.body.nodes).filter((node) => node.options.shape === "box");
  const frames = boxes.map((node) => node.shape.boundingBox);
  let overlaps = 0;
  frames.forEach((a, i) => frames.slice(i + 1).forEach((b) => {
    overlaps += a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }));
  const canvas = document.querySelector("canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let i = 0; i < pixels.length; i += 4 * 7) colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
  const emit = (at) => seen.body.emitter.emit("click", { pointer: { DOM: seen.canvasToDOM(at) } });
  const open = () => [...document.querySelectorAll("details.arrow[open], details.box[open]")].map((entry) => entry.id);
  const closed = open();
  const box = boxes[0];
  emit(box);
  const byBox = open();
  const last = Object.values(seen.body.edges).find((edge) => edge.options.arrows.to.enabled);
  emit(seen.body.edges[last.id].edgeType.getPoint(0.5));
  const byArrow = open();
  document.querySelector("details.box summary").click();
  const bySummary = open();
  location.hash = "#%E0%A4%A";
  document.querySelector(".claim a").click();
  setTimeout(() => top.postMessage(JSON.stringify({
    overlaps, closed, byBox, box: box.id, byArrow, bySummary, byClaim: open(),
    claimed: document.querySelector(".claim a").closest("details").id,
    width: innerWidth, sideways: document.documentElement.scrollWidth - innerWidth,
    text: Math.min(...boxes.map((node) => node.options.font.size)) * Number(document.documentElement.dataset.scale),
    grown: Math.max(...boxes.map((node) => node.shape.height - planned.get(node.id))),
    colours: colours.size, stops: document.querySelectorAll("#canvas [tabindex='0']").length,
  }), "*"), 100);
}, 300));
</script>"""
HEAR = '<script>addEventListener("message", (told) => { document.title = told.data; });</script>'


def browse(folder: Path, text: str) -> tuple[str, list[str]]:
    """The document as the browser has it in the end, and what its console said."""
    file = folder / "page.html"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size={WIDTH},768",
            "--virtual-time-budget=4000",
            "--enable-logging=stderr",
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=60,
        text=True,
    )
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@pytest.fixture(scope="module")
def texts(graph):
    """A page of each kind."""
    drawn = {
        "focus": picture.focus(graph, graph.concepts["concept:vitamin-d-deficiency"]),
        "chains": picture.chains(graph, path(graph, "vitamin D deficiency", "back pain")),
        "overview": picture.overview(graph),
    }
    return {name: page.html(graph, one) for name, one in drawn.items()}


@pytest.mark.parametrize("kind", ["focus", "chains", "overview"])
def test_a_page_is_drawn_and_silent(tmp_path, texts, kind):
    """From a file, under its own policy, a page gets ready and says nothing on the console."""
    document, console = browse(tmp_path, texts[kind])
    ready = re.search(r'<html[^>]* data-ready="(\d+)"', document)
    assert ready
    assert console == []


def test_the_policy_stops_a_strange_script(tmp_path, texts):
    """A script that is not the page's own does not run."""
    document, console = browse(
        tmp_path, texts["chains"].replace("</body>", "<script>document.title = 'x';</script></body>")
    )
    assert "<title>x</title>" not in document
    assert any("Content Security Policy" in line for line in console)


@pytest.mark.parametrize(("kind", "width"), [("focus", 0), ("overview", 0), ("chains", 320)])
def test_a_page_can_be_read_and_used(tmp_path, texts, kind, width):
    """Labels are at least 12 px, boxes apart, nothing goes sideways; box, arrow, list and address open the evidence."""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", texts[kind])
    before, script, after = text.rpartition("<script>")
    whole = before + HEAR + HOLD + script + after.replace("</body>", ASK + "</body>")
    if width:  # a window is never as narrow as a phone, a frame may be
        whole = f'<title></title>{HEAR}<iframe width="{width}" height="640" srcdoc="{escape(whole)}"></iframe>'
    document, console = browse(tmp_path, whole)
    seen = json.loads(re.search("<title>(.*?)</title>", document)[1])
    assert console == []
    assert seen["width"] == (width or WIDTH)
    assert seen["grown"] <= 0.5
    assert seen["overlaps"] == 0
    assert seen["sideways"] <= 0
    assert seen["text"] >= 12
    assert seen["colours"] > 5
    assert seen["stops"] == 0
    assert seen["closed"] == []
    assert seen["byBox"] == [seen["box"]]
    assert len(seen["byArrow"]) == 1
    assert seen["byArrow"][0].startswith("arrow-")
    assert len(seen["bySummary"]) == 1
    assert seen["bySummary"] != seen["byArrow"]
    assert seen["byClaim"] == [seen["claimed"]]

"""A picture in a notebook: drawn in its frame, without a network, also where the notebook was made a page."""

import base64
import subprocess
import sys

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output

import kg
from tests import ROOT

#: The page of a notebook names no address with these.
OFFLINE = {"mathjax_url": "", "require_js_url": ""}
#: How many colours each canvas that is seen has.
COLOURS = """() => [...document.querySelectorAll("canvas")].filter((canvas) => canvas.offsetParent).map((canvas) => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
})"""


@pytest.mark.parametrize(
    "asked", [{"focus": "osteomalacia"}, {"path": ("vitamin D deficiency", "back pain")}], ids=["focus", "path"]
)
def test_a_picture_is_drawn_in_the_page_of_a_notebook(visit, graph, tmp_path, asked):
    """The canvas is not blank, an arrow opens its evidence, no address is asked for, and nothing is complained of."""
    picture = kg.draw(graph, **asked)
    data = {"text/html": picture._repr_html_(), "text/plain": repr(picture)}
    output = new_output("execute_result", data=data, execution_count=1)
    book = new_notebook(cells=[new_code_cell("kg.draw(…)", outputs=[output], execution_count=1)])
    nbformat.validate(book)
    text, _ = HTMLExporter(**OFFLINE).from_notebook_node(book)
    file = tmp_path / "notebook.html"
    file.write_text(text, encoding="utf-8")
    tab = visit(file, ready=False)
    (frame,) = tab.page.frames[1:]
    frame.wait_for_selector("html[data-ready]", state="attached")
    assert tab.page.locator("iframe").get_attribute("title") == picture.title
    (colours,) = frame.evaluate(COLOURS)
    assert colours > 50
    assert frame.evaluate("KG.state.claim ?? null") is None
    frame.locator("a.sentence").first.click()
    frame.locator("#panel", has_text="Web pages").wait_for()
    assert frame.evaluate("KG.state.claim") in graph.claims
    assert frame.locator("#panel .actions button").all_inner_texts() == ["Copy as text", "Copy as BibTeX"]
    assert frame.evaluate("() => { try { return String(parent.document); } catch { return 'apart'; } }") == "apart"


def test_the_image_of_a_picture_is_its_drawing(graph, tmp_path):
    """It is a PNG, as large as the drawing, and not blank."""
    (tmp_path / "page.html").write_text(kg.draw(graph, focus="osteomalacia").html, encoding="utf-8")
    code = "import sys, notebooks; print(*notebooks.take(open(sys.argv[1]).read()), notebooks.SHARPNESS)"
    command = [sys.executable, "-c", code, tmp_path / "page.html"]
    done = subprocess.run(command, cwd=ROOT / "docs", capture_output=True, check=True)
    image, width, sharpness = done.stdout.decode().split()
    taken = base64.b64decode(image)
    assert taken.startswith(b"\x89PNG\r\n\x1a\n")
    assert abs(int.from_bytes(taken[16:20]) - int(width) * float(sharpness)) <= 2
    assert len(taken) > 10_000

"""Run the notebooks and keep their outputs: ``python docs/notebooks.py [--check]``.

Each notebook is run once, and kept with its texts, tables and pictures, without anything that differs between two runs:
counts, times, versions of the machine. The interactive picture of ``kg.draw`` is kept as an image, which is shown where
no script runs; Chromium takes it again if the data of the picture has changed. ``--check`` needs no Chromium.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
FRAME = re.compile(r'<iframe [^>]*srcdoc="([^"]*)"')
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)
#: The picture that a page shows, as SVG.
VECTOR = "new XMLSerializer().serializeToString(KG.vector(KG.shown.picture))"
#: Pixels of an image per pixel of its picture.
SHARPNESS = 1.25


def run(book: NotebookNode, folder: Path) -> NotebookNode:
    """A notebook with its outputs of now; raises CellExecutionError if a cell fails."""
    client = NotebookClient(
        nbformat.from_dict(book),
        timeout=120,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(folder)}},
    )
    return client.execute()


def outputs(book: NotebookNode) -> Iterator[NotebookNode]:
    """All outputs of a notebook."""
    for cell in book.cells:
        yield from cell.get("outputs", ())


def tidy(book: NotebookNode) -> None:
    """Remove what differs between two runs."""
    book.metadata = nbformat.from_dict(METADATA)
    for cell in book.cells:
        cell.metadata = NotebookNode()
        if cell.cell_type == "code":
            cell.execution_count = None
    for output in outputs(book):
        if "execution_count" in output:
            output.execution_count = None
        if "text/html" in output.get("data", ()):
            output.data.pop("text/plain", None)  # the same in another form


def freeze(book: NotebookNode, before: NotebookNode, *, draw: bool) -> None:
    """Replace the interactive pictures by images: the earlier one if it shows the same data, else one that is drawn."""
    known = {
        output.metadata.get("shows"): output for output in outputs(before) if "image/png" in output.get("data", ())
    }
    for output in outputs(book):
        if not (found := FRAME.match(output.get("data", {}).get("text/html", ""))):
            continue
        page = unescape(found[1])
        (data,) = DATA.findall(page)
        shows = hashlib.sha256(data.encode()).hexdigest()
        del output.data["text/html"]
        if shows in known:
            output.data["image/png"], output.metadata = known[shows].data["image/png"], known[shows].metadata
        elif draw:
            image, width = take(page)
            output.data["image/png"] = image
            output.metadata = nbformat.from_dict({"image/png": {"width": width}, "shows": shows})


def take(text: str) -> tuple[str, int]:
    """The image of the picture of a page, as Base64, and the width of the picture."""
    from screenshots import chromium

    with TemporaryDirectory() as folder, chromium() as browser:
        file = Path(folder) / "picture.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(device_scale_factor=SHARPNESS, color_scheme="light", offline=True)
        page, blank = context.new_page(), context.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", state="attached")
        blank.set_content(f"<body style='margin: 0'>{page.evaluate(VECTOR)}</body>")
        picture = blank.locator("svg")
        return base64.b64encode(picture.screenshot()).decode(), round(picture.bounding_box()["width"])


def differing(book: NotebookNode, other: NotebookNode) -> list[str]:
    """The names of the cells that differ."""
    return [cell.id for cell, now in zip(book.cells, other.cells, strict=True) if cell != now]


def main(arguments: list[str]) -> int:
    """Run all notebooks and keep what changed, or with ``--check`` only list it; return 1 if there was any."""
    check, stale = "--check" in arguments, False
    for path in sorted(ROOT.glob("notebooks/*.ipynb")):
        text = path.read_text(encoding="utf-8")
        before = nbformat.reads(text, as_version=4)
        now = run(before, path.parent)
        freeze(now, before, draw=not check)
        tidy(now)
        if (kept := nbformat.writes(now) + "\n") != text:
            stale = True
            cells = ", ".join(differing(before, now)) or "its form"
            sys.stderr.write(f"{path.relative_to(ROOT)}: out of date: {cells}\n")
            if not check:
                path.write_text(kept, encoding="utf-8")
    return int(stale and check)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The notebooks stand in the repository with their outputs: the same on every machine, shown where no script runs."""

import json
import re

import nbformat
import pytest

from tests import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
#: What an output must not hold.
BAD = {
    "a path of a machine": re.compile(r"(?<![\w.])/(tmp|home|root|Users|var|work)/"),
    "an address of an object": re.compile(r"\b0x[0-9a-f]{6,}"),
    "a script": re.compile(r"<(script|iframe)\b"),
}
MOST = 600_000


def complaints(book) -> list[str]:
    """What a notebook holds that it must not."""
    found = [] if book.metadata == METADATA else ["metadata of a machine"]
    for number, cell in enumerate(book.cells, 1):
        found += [] if cell.get("id") == f"cell-{number:02d}" else [f"the identifier of cell {number}"]
        found += [f"metadata of cell {number}"] if cell.metadata else []
        found += [f"an attachment of cell {number}"] if cell.get("attachments") else []
        outputs = cell.get("outputs", [])
        counted = [part.get("execution_count") for part in (cell, *outputs)]
        found += [f"a count of cell {number}"] if any(count is not None for count in counted) else []
        found += [f"an error of cell {number}" for output in outputs if output.get("name") == "stderr"]
        shown = [output.get("text", "") + json.dumps(output.get("data", "")) for output in outputs]
        found += [f"{what} of cell {number}" for what, bad in BAD.items() if any(map(bad.search, shown))]
    return found


def test_there_are_six():
    """Each in its place, by number; together they are small."""
    assert [path.name[:2] for path in NOTEBOOKS] == ["1-", "2-", "3-", "4-", "5-", "6-"]
    assert sum(path.stat().st_size for path in NOTEBOOKS) < MOST


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_the_same_on_every_machine(path):
    """It is valid, and holds no counts, metadata or paths of a machine; its cells are numbered."""
    book = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(book)
    assert complaints(book) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_page_for_a_reader(path):
    """It begins with its title, says once that it is no advice, has a picture or two, and ends with what to do next."""
    book = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    words = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    images = [output for cell in code for output in cell.outputs if "image/png" in output.get("data", ())]
    assert words.startswith("# ")
    assert words.count("[not medical advice](../README.md)") == 1
    assert "**In short:** " in words
    assert book.cells[-1].source.startswith("## Next\n")
    assert all((path.parent / target).exists() for target in re.findall(r"\]\(([^)#:]+)\)", words))
    assert 1 <= len(images) == sum("kg.draw(" in cell.source for cell in code) <= 2
    assert any("assert " in cell.source for cell in code)

"""The notebooks stand in the repository as they were written, not as some machine ran them; pytest runs them too."""

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def complaints(book) -> list[str]:
    """What a notebook holds that it must not."""
    found = [] if book.metadata == METADATA else ["metadata of a machine"]
    for number, cell in enumerate(book.cells, 1):
        found += [] if cell.get("id") == f"cell-{number:02d}" else [f"the identifier of cell {number}"]
        found += [f"metadata of cell {number}"] if cell.metadata else []
        found += [f"an attachment of cell {number}"] if cell.get("attachments") else []
        found += [f"an output of cell {number}"] if cell.get("outputs") else []
        found += [f"a count of cell {number}"] if cell.get("execution_count") is not None else []
    return found


def test_there_are_five():
    """Each in its place, by number."""
    assert [path.name[:2] for path in NOTEBOOKS] == ["1-", "2-", "3-", "4-", "5-"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_stands_as_it_was_written(path):
    """It is valid, and has no outputs, counts or metadata of a machine; its cells are numbered."""
    book = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(book)
    assert complaints(book) == []


def test_a_notebook_that_was_run_is_refused():
    """Outputs, counts and what a machine leaves behind are found, each where it is."""
    cells = [
        new_markdown_cell("# x", id="cell-01", attachments={"x.png": {"image/png": ""}}),
        new_code_cell("1", id="cell-02", execution_count=1),
        new_code_cell("2", id="cell-03", outputs=[new_output("stream", text="2")]),
        new_code_cell("3", id="a4f2", metadata={"scrolled": True}),
    ]
    metadata = {**METADATA, "language_info": {"name": "python", "version": "3.11.7"}}
    assert complaints(new_notebook(cells=cells, metadata=metadata)) == [
        "metadata of a machine",
        "an attachment of cell 1",
        "a count of cell 2",
        "an output of cell 3",
        "the identifier of cell 4",
        "metadata of cell 4",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_a_page_for_a_reader(path):
    """It begins with its title and says once that it is no advice; links lead to files; it has a picture or two."""
    book = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    words = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
    assert words.startswith("# ")
    assert words.count("[not medical advice](../README.md)") == 1
    assert all((path.parent / target).exists() for target in re.findall(r"\]\(([^)#:]+)\)", words))
    assert 1 <= code.count("kg.draw(") <= 2
    assert "assert " in code
    assert not re.search(rf"{re.escape(str(ROOT))}|/(tmp|home|root|Users)/", words + code)

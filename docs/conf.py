"""Configuration of Sphinx, which builds the documentation site: ``python -m sphinx -W -b html docs build/docs``."""

import os
import re
import shutil
from pathlib import Path
from typing import Any

from pygments.lexer import inherit
from pygments.lexers.rdf import SparqlLexer
from pygments.lexers.special import TextLexer
from pygments.token import Operator

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
COPIES = DOCS / "copied"

project = "vitamin-d-kg"
extensions = ["myst_nb", "sphinx.ext.autodoc"]

html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["notebooks.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "none"
toc_object_entries_show_parents = "hide"
python_maximum_signature_line_length = 88
#: Every reference must resolve. References to other projects are left out, because nothing is fetched.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(collections[.]abc|decimal|networkx|pathlib)[.].*|Decimal")]

#: The notebooks have their outputs; docs/notebooks.py runs them.
nb_execution_mode = "off"

#: Pages outside this folder, with their place in the site; the index page replaces the README.
ELSEWHERE = {
    path: COPIES / path.relative_to(ROOT)
    for path in (
        *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
        *sorted((ROOT / "notebooks").glob("*.ipynb")),
    )
}
PLACES = {ROOT / "README.md": DOCS / "index.md", **ELSEWHERE}
LINK = re.compile(r"\]\(([^()#:\s]+)")


def moved(text: str, folder: Path, place: Path) -> str:
    """A text moved to another place, with its links changed to point to the pages of this site."""

    def link(match: re.Match[str]) -> str:
        target = Path(os.path.normpath(folder / match[1]))
        return f"]({os.path.relpath(PLACES.get(target, target), place)}"

    return LINK.sub(link, text)


def copy() -> None:
    """Copy the pages outside this folder to where Sphinx finds them."""
    shutil.rmtree(COPIES, ignore_errors=True)
    for path, place in ELSEWHERE.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(moved(path.read_text(encoding="utf-8"), path.parent, place.parent), encoding="utf-8")


class Sparql(SparqlLexer):
    """SPARQL with property paths, which Pygments does not support."""

    tokens = {"root": [(r"[|/^]", Operator), inherit]}  # noqa: RUF012 - Pygments requires it


def setup(app: Any) -> None:
    """Make Sphinx resolve links as on the pages of the repository, and omit uninformative docstrings."""

    def read(_app: Any, name: str, source: list[str]) -> None:
        if not name.startswith(COPIES.name):
            folder = (DOCS / name).parent
            source[0] = moved(source[0], folder, folder)

    def skip(_app: Any, _what: str, _name: str, member: Any, skipped: bool, _options: Any) -> bool:
        return skipped or type(member).__name__ == "_tuplegetter"  # a field, shown in the signature

    copy()
    app.add_lexer("sparql", Sparql)
    app.add_lexer("tsv", TextLexer)
    app.connect("source-read", read)
    app.connect("autodoc-skip-member", skip)

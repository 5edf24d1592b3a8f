"""How Sphinx makes the documentation into a site: ``python -m sphinx -W -b html docs build/docs``."""

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
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
toc_object_entries_show_parents = "hide"
python_maximum_signature_line_length = 88
#: Every reference must lead somewhere. Other projects are left out: nothing is fetched, so they are not at hand.
nitpicky = True
nitpick_ignore_regex = [("py:.*", r"(collections[.]abc|decimal|networkx|pathlib)[.].*|Decimal")]

#: The notebooks are run when the site is made; an error in one is an error of the site.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120

#: Pages that stand outside this folder, and where Sphinx finds them; the first page stands for the README.
ELSEWHERE = {
    path: COPIES / path.relative_to(ROOT)
    for path in (ROOT / "CHANGELOG.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "notebooks").glob("*.ipynb")))
}
PLACES = {ROOT / "README.md": DOCS / "index.md", **ELSEWHERE}
LINK = re.compile(r"\]\(([^()#:\s]+)")


def moved(text: str, folder: Path, place: Path) -> str:
    """A text from a folder with links that hold from another place, and lead to the pages of this site."""

    def link(match: re.Match[str]) -> str:
        target = Path(os.path.normpath(folder / match[1]))
        return f"]({os.path.relpath(PLACES.get(target, target), place)}"

    return LINK.sub(link, text)


def copy() -> None:
    """Copy the pages that stand elsewhere to where Sphinx finds them."""
    shutil.rmtree(COPIES, ignore_errors=True)
    for path, place in ELSEWHERE.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(moved(path.read_text(encoding="utf-8"), path.parent, place.parent), encoding="utf-8")


class Sparql(SparqlLexer):
    """SPARQL, with the paths of properties that Pygments does not know."""

    tokens = {"root": [(r"[|/^]", Operator), inherit]}  # noqa: RUF012 - Pygments wants it so


def setup(app: Any) -> None:
    """Let Sphinx read links as they hold on a page of the repository, and leave out what tells nothing."""

    def read(_app: Any, name: str, source: list[str]) -> None:
        if not name.startswith(COPIES.name):
            folder = (DOCS / name).parent
            source[0] = moved(source[0], folder, folder)

    def skip(_app: Any, _what: str, _name: str, member: Any, skipped: bool, _options: Any) -> bool:
        return skipped or type(member).__name__ == "_tuplegetter"  # a field, which the signature tells

    copy()
    app.add_lexer("sparql", Sparql)
    app.add_lexer("tsv", TextLexer)
    app.connect("source-read", read)
    app.connect("autodoc-skip-member", skip)

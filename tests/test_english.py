"""Everything a reader sees is plain English: no word of a short list of quaint ones."""

import ast
import io
import re
import tokenize

import nbformat
import pyoxigraph
import pytest

from kg.registry import COMMANDS
from tests import ROOT

QUAINT = re.compile(
    r"\b(evidences|told of|mend(s|ed|ing)?|heed(s|ed|ing)?|reckon(s|ed|ing)?|whoever|hangs? on|(speaks?|spoken) of"
    r"|for want of|somebody else[’']s|made good|the lack|went with|held to be|put down to)\b",
    re.IGNORECASE,
)
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")] + [
    path for path in sorted((ROOT / "docs").rglob("*.md")) if "copied" not in path.parts
]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
DATA = sorted((ROOT / "data").glob("*.ttl"))
#: What the page shows: its scripts, styles and template, with the guides, lessons and questions; and the ready queries.
SITE = [
    *sorted((ROOT / "kg" / "website" / "assets").glob("*.*")),
    *sorted((ROOT / "data").rglob("*.toml")),
    *sorted((ROOT / "queries").glob("*.rq")),
]
#: Properties by which a data file quotes: titles, headings, and the names that users search by.
QUOTED = frozenset({"title", "section", "place", "fragment", "journal", "altLabel", "hiddenLabel"})


def quaint(text: str) -> list[str]:
    """The quaint words of a text, also across lines."""
    return [match[0] for match in QUAINT.finditer(" ".join(text.split()))]


def prose(page: str) -> str:
    """A page without code, in which a word may be the name of a field; transcripts and help remain."""
    blocks = re.compile(r"^( *)```(\w*)\n.*?^\1```$", re.DOTALL | re.MULTILINE)
    page = blocks.sub(lambda block: block[0] if block[2] in {"console", "text"} else "", page)
    return re.sub(r"`[^`\n]+`", "", page)


def texts(source: str) -> str:
    """The comments and strings of a module, without the strings that are names or lists of names."""
    found = [t.string for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type == tokenize.COMMENT]
    tree = ast.parse(source)
    lists = {
        node.func.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in lists:
            found += [node.value] if len(node.value.split()) > 1 else []
    return "\n".join(found)


def sentences(turtle: str) -> str:
    """The texts of a data file, without those that it quotes."""
    found = [
        quad.object.value
        for quad in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
        if isinstance(quad.object, pyoxigraph.Literal) and re.split("[/#]", quad.predicate.value)[-1] not in QUOTED
    ]
    return "\n".join(found)


def cells(notebook: str) -> str:
    """The prose of a notebook, and the comments and strings of its code."""
    book = nbformat.reads(notebook, as_version=nbformat.NO_CONVERT)
    return "\n".join((prose if cell.cell_type == "markdown" else texts)(cell.source) for cell in book.cells)


def script(source: str) -> str:
    """A script or template in one text, also where a comment goes on in the next line."""
    return re.sub(r"^\s*(//|\*)", "", source, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two Evidences, so\nspeaks of it.", ["Evidences", "speaks of"]),
        ("Whoever heeds somebody else’s graph mended it.", ["Whoever", "heeds", "somebody else’s", "mended"]),
        (
            "it hangs\n    on a claim, for want of one; reckon; told of",
            ["hangs on", "for want of", "reckon", "told of"],
        ),
        ("The lack\nwas made good.", ["The lack", "made good"]),
        ("A lack of vitamin D; Recommended: two evidence items, amended; evidence speaks for it.", []),
    ],
)
def test_a_quaint_word_is_found(text, words):
    """Each word of the list is found, in capitals and across lines, and no word that only contains it."""
    assert quaint(text) == words


#: How a file is read, by the end of its name; scripts, styles and templates are others.
READERS = {".md": prose, ".py": texts, ".ipynb": cells, ".ttl": sentences}


@pytest.mark.parametrize("path", [*PAGES, *MODULES, *NOTEBOOKS, *DATA, *SITE], ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_read_is_plain(path):
    """No page, comment, docstring, message, cell of a notebook or sentence of the data has a quaint word."""
    assert quaint(READERS.get(path.suffix, script)(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_plain(run, name):
    """No help text has a quaint word."""
    assert quaint(run(*filter(None, [name]), "--help").out) == []

"""Everything a reader sees is plain English: no word of a short list of quaint ones."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from kg.registry import COMMANDS
from tests import ROOT

QUAINT = re.compile(
    r"\b(evidences|told of|mend(s|ed|ing)?|heed(s|ed|ing)?|reckon(s|ed|ing)?|whoever|hangs? on|(speaks?|spoken) of"
    r"|for want of|somebody else[’']s)\b",
    re.IGNORECASE,
)
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + [
    path for path in sorted((ROOT / "docs").rglob("*.md")) if "copied" not in path.parts
]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
#: The words of the page and of the ready queries, with the comments of the scripts.
WORDS = [
    *sorted((ROOT / "kg" / "website" / "assets").glob("*.*")),
    *sorted((ROOT / "data").rglob("*.toml")),
    *sorted((ROOT / "queries").glob("*.rq")),
]


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two Evidences, so\nspeaks of it.", ["Evidences", "speaks of"]),
        ("Whoever heeds somebody else’s graph mended it.", ["Whoever", "heeds", "somebody else’s", "mended"]),
        (
            "it hangs\n    on a claim, for want of one; reckon; told of",
            ["hangs on", "for want of", "reckon", "told of"],
        ),
        ("Recommended: two evidence items, amended; evidence speaks for it.", []),
    ],
)
def test_a_quaint_word_is_found(text, words):
    """Each word of the list is found, in capitals and across lines, and no word that only contains it."""
    assert quaint(text) == words


def test_the_words_of_a_module_are_its_comments_and_strings():
    """A comment, a docstring and a message count; the name of a field does not."""
    module = '"""Whoever\nreads."""\nX = "a evidences".split()\nY = {"evidences": 1}  # heed\nZ = f"{Y} mends it"\n'
    assert quaint(texts(module)) == ["heed", "Whoever", "mends"]


def test_the_words_of_a_page_are_those_of_its_text_and_transcripts():
    """The name of a field in code does not count; what a command prints does."""
    page = (
        "`evidences` heed\n\n```json\n{evidences}\n```\n\n```console\n$ kg x\nmend\n```\n\nreckon\n\n```text\nx\n```\n"
    )
    assert quaint(prose(page)) == ["heed", "mend", "reckon"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_plain(path):
    """No page has a quaint word."""
    assert quaint(prose(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_modules_are_plain(path: Path):
    """No comment, docstring or message has a quaint word."""
    assert quaint(texts(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", WORDS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_the_page_is_plain(path: Path):
    """No script, style or text of the page has a quaint word, and no ready query."""
    assert quaint(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_plain(run, name):
    """No help text has a quaint word."""
    assert quaint(run(*filter(None, [name]), "--help").out) == []

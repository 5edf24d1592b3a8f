"""The commands that the documentation shows are run as they stand, page by page."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kg import resources
from tests import tea, test_docs
from tests.conftest import Result
from tests.serving.test_serve import get, serving
from tests.test_docs import ROOT, WRITTEN, blocks

pytestmark = pytest.mark.slow
#: What is not run: making an environment and installing into it, all of .ci/run, and a server, which waits until it is
#: asked (test_serve.py does). That commands, options and extras exist is tested for them as well.
NOT_RUN = ("python3 -m ", ". venv/", ".ci/run", "kg serve")
#: Pages that speak of a document whose text the reader has: here an invented one.
ON_A_DOCUMENT = {"add", "add-a-claim", "coverage", "locate", "verify", "withdraw"}
#: What stands in the pages for words, or a version, of the reader.
MEANT = {"first words … last words": "Strong tea … awake.", "REVISION": "HEAD"}
#: A claim that its passage does not make.
CLAIM = {
    "document": "000",
    "passage": "Strong tea keeps people awake.",
    "subject": "tea",
    "relation": "increases",
    "object": "sleep",
    "stance": "supports",
    "modality": "Asserted",
    "says": "Tea brings sleep.",
    "context": "",
    "cites": "",
    "type": "ECO:0000303",
    "section": "",
}


def sheet(file, *rows):
    """Write a table."""
    file.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def commands(text):
    """The commands of a page, one after the other."""
    lines = [line.strip() for block in blocks(text, "sh") for line in re.split(r"\n|&&", block)]
    return [line for line in lines if line and not line.startswith(NOT_RUN)]


def lay_out(path, folder, run):
    """Put into a folder what a page takes for granted, and the files that it shows."""
    own = folder / "data" / "triples.ttl"
    if path.stem in ON_A_DOCUMENT:
        tea.data_file(own)
        tea.folder(folder / "texts")
        (told,) = json.loads(run("coverage", "--documents", "texts", "--json").out)["documents"]
        left = [(span["start"], tea.TEXT[span["start"] : span["end"]]) for span in told["missing"]]
        rows = (("000", f"@{start} {words}", "Heading", "") for start, words in left)
        sheet(folder / "left.tsv", ("document", "passage", "reason", "section"), *rows)
        sheet(folder / "sheet.tsv", CLAIM, CLAIM.values())
        for name in ("left.tsv", "sheet.tsv") if path.stem == "withdraw" else ("left.tsv",):
            assert run("add", name, "--documents", "texts").code == 0
    if path.stem == "with":
        tables = [ROOT / "tests" / "turtle" / "physiomap" / f"{name}.tsv" for name in ("nodes", "edges")]
        assert run("import", *tables, "--output", folder / "physiomap.ttl").code == 0
    tea.data_file(folder / "my-graph.ttl")
    shutil.copy(own, folder / "old.ttl")
    for page in (ROOT / "docs" / "how-to" / "import-your-graph.md", path):
        test_docs.lay_out(page, folder)


def follow(line, run, graph):
    """Do what a line says."""
    line, _, file = line.partition(" > ")
    for placeholder, meant in MEANT.items():
        line = line.replace(placeholder, meant)
    words = shlex.split(line, comments=True)
    if words[0] == "curl":
        asked = urlsplit(words.pop())
        assert (words, asked.scheme, asked.netloc) == (["curl"], "http", "127.0.0.1:8000")
        with serving(graph) as port:
            got = get(port, f"{asked.path}?{asked.query}")
        done = Result(got.code - 200, got.body.decode(), "")
    elif words[0] == "kg" and words[1] != "mcp":
        done = run(*words[1:])
    else:
        program, cwd = {"git": (["git"], ROOT), "kg": ([sys.executable, "-m", "kg"], None)}[words[0]]
        given = {"cwd": cwd, "stdin": subprocess.DEVNULL}
        ended = subprocess.run([*program, *words[1:]], **given, capture_output=True, check=False)
        done = Result(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
    if file:
        Path(file).write_text(done.out, encoding="utf-8")
    return done


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder to work in, whose data the commands take for that of the checkout."""
    own, there = tmp_path / "data" / "triples.ttl", resources.data
    own.parent.mkdir()
    shutil.copy(resources.data(), own)
    shutil.copytree(resources.data("agreement"), own.with_name("agreement"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(resources, "data", lambda name=own.name: own if name == own.name else there(name))
    monkeypatch.setattr(webbrowser, "open", lambda _: True)
    return tmp_path


@pytest.mark.parametrize("path", [p for p in WRITTEN if commands(p.read_text("utf-8"))], ids=lambda p: p.stem)
def test_the_commands_of_a_page_succeed(path, run, desk, graph):
    """Each does what it is there for, in the order of the page; versions may differ or not."""
    lay_out(path, desk, run)
    for line in commands(path.read_text(encoding="utf-8")):
        if line.startswith("git ") and not (ROOT / ".git").exists():
            pytest.skip("there is no history here")
        done = follow(line, run, graph)
        assert done.code in ({0, 1} if line.startswith("kg diff") else {0}), (line, done.out[-500:], done.err)


def test_extras_that_are_installed_exist():
    """Whatever a page installs with the program is one of its extras."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    named = [
        extra.strip()
        for page in WRITTEN
        for block in blocks(page.read_text("utf-8"), "sh")
        for extras in re.findall(r"pip install .*?(?:\.|vitamin-d-kg)\[([^\]]*)\]", block)
        for extra in extras.split(",")
    ]
    assert {"dev", "mcp", "serve"} <= set(named) <= known.keys()

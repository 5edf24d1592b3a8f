"""The documentation says what the program does."""

import json
import re
import shlex
import tomllib
from textwrap import dedent

import pytest
import rdflib

import kg
from kg.registry import COMMANDS
from kg.sparql.check import check, prepared
from kg.turtle.names import PREFIXES
from tests import ROOT

FENCE = re.compile(r"^( *)```(\S*)(?: \S+)?\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
PAGES = [p for p in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))) if "copied" not in p.parts]
WRITTEN = [*PAGES, ROOT / "CONTRIBUTING.md"]


def blocks(text, *languages):
    """The blocks of code of a page in some languages."""
    return [dedent(body) for _, language, body in FENCE.findall(text) if language in languages]


@pytest.fixture
def generate(tmp_path, monkeypatch):
    """The generator, at work on an empty folder."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    import generate

    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("# x\n", encoding="utf-8")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    return generate


def test_a_stale_transcript_is_found(generate, tmp_path, capsys):
    """A transcript that no longer holds is named, and refreshed if asked, as far as it is shown."""
    page = tmp_path / "README.md"
    asked = "$ kg find zebra\nold\n\n$ kg stats\n1\n…\n\n$ kg sources\n1\n…\n2\n"
    page.write_text(f"# x\n\n```console\n{asked}```\n", encoding="utf-8")
    assert generate.main(["--check"]) == 1
    assert "README.md: out of date\n" in capsys.readouterr().err
    assert "old" in page.read_text(encoding="utf-8")
    assert generate.main([]) == 0
    assert "README.md: updated\n" in capsys.readouterr().err
    text = page.read_text(encoding="utf-8")
    assert "$ kg find zebra\nno match for “zebra”; try fewer or other words\n\n$ kg stats\n" in text
    assert f"Data version: {kg.load().version}\n…\n\n$ kg sources\nDocuments (5)" in text
    assert re.search(r"\n…\n  and \d+ more \(--limit 0 shows all\)\n```\n$", text)
    assert generate.main(["--check"]) == 0


def lay_out(path, folder):
    """Write the files that a page shows."""
    for name, body in re.findall(
        r"`(\S+\.(?:tsv|txt|toml|json|cx2))`:\n\n```\S+\n(.*?)```", path.read_text("utf-8"), re.DOTALL
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(body, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("path", [p for p in PAGES if "```python" in p.read_text("utf-8")], ids=lambda p: p.name)
def test_python_examples_run(path, capsys, tmp_path, monkeypatch):
    """The Python blocks of a page run as they stand, one after the other, beside the files that it shows."""
    lay_out(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    known = {}
    for block in blocks(path.read_text(encoding="utf-8"), "python"):
        exec(compile(block, path.name, "exec"), known)  # noqa: S102 - our own documentation
    capsys.readouterr()


def unknown(command, run):
    """What of a command line of ours does not exist: the command, or an option of it."""
    words = shlex.split(command, comments=True)
    if words[:1] != ["kg"]:
        return []
    name = words[1] if words[1:] and not words[1].startswith("-") else None
    if name not in (None, *COMMANDS):
        return [name]
    told = run(*([name] if name else []), "--help").out
    return [word for word in words if re.match("--?[a-z]", word) and not re.search(rf"(?<!\S){word}(?![\w-])", told)]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.name)
def test_commands_that_are_shown_exist(path, run):
    """Each of our commands in a block for the shell, or in the text, is there with the options that it is given."""
    text = path.read_text(encoding="utf-8")
    lines = [line for block in blocks(text, "sh") for line in re.split(r"\n|&&", block)]
    lines += re.findall(r"`(kg [a-z-]+(?: [^`…]*)?)`", text)
    assert [(line, word) for line in lines for word in unknown(line, run)] == []


def turtle(text):
    """Parse Turtle with the prefixes of the project."""
    rdflib.Graph().parse(data="".join(f"@prefix {n}: <{iri}> .\n" for n, iri in PREFIXES.items()) + text)


def table(text):
    """Read a tab-separated table, whose rows are all as wide."""
    widths = {line.count("\t") for line in text.splitlines()}
    assert len(widths) == 1, widths
    assert widths != {0}


READERS = {
    "json": json.loads,
    "sparql": lambda text: check(prepared(text)),
    "toml": tomllib.loads,
    "tsv": table,
    "turtle": turtle,
    "python": lambda text: compile(text, "", "exec"),
}
#: Blocks of commands are run by test_docs_commands.py, transcripts and directives by those who make the pages.
OTHERS = {"sh", "console", "text", "{toctree}", "{eval-rst}", "{literalinclude}"}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.name)
def test_every_block_of_code_is_well_formed(path):
    """Each block says in which language it is, and can be read in it; none is fenced in another way."""
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(r"^\s*(?:```|~~~)", text, re.MULTILINE)) == 2 * len(FENCE.findall(text))
    for _, language, body in FENCE.findall(text):
        assert language in READERS.keys() | OTHERS, body
        READERS.get(language, str)(dedent(body))


def test_the_python_reference_is_whole():
    """Every name of the package stands on its page."""
    named = set(
        re.findall(r"^\.\. auto\w+:: kg\.(\w+)", (ROOT / "docs" / "python.md").read_text("utf-8"), re.MULTILINE)
    )
    left = set(kg.__all__) - named
    assert not left, f"docs/python.md: run python docs/generate.py for questions, and add autofunction lines for {left}"


@pytest.fixture
def checked(monkeypatch, tmp_path):
    """What the check of the built site finds in a page beside a good one."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    from check import problems

    def found(page):
        (tmp_path / "style.css").write_text("a { background: url(data:image/png;base64,AA) } @import 'more.css';")
        (tmp_path / "good.html").write_text('<h1 id="a%b">x</h1>')
        (tmp_path / "page.html").write_text(page, encoding="utf-8")
        return [line.removeprefix("page.html: ") for line in problems(tmp_path)]

    return found


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ('<script src="https://host.example/x.js"></script>', "would fetch https://host.example/x.js"),
        ('<link rel="stylesheet" href="//host.example/x.css">', "would fetch //host.example/x.css"),
        ('<link rel="preconnect" href="https://host.example">', "would fetch https://host.example"),
        ('<img srcset="HTTPS://host.example/x.png 2x">', "would fetch HTTPS://host.example/x.png 2x"),
        ("<style>@import url('https://host.example/x.css')</style>", "would fetch https://host.example/x.css"),
        ('<p style="background: url(//host.example/x)">', "would fetch //host.example/x"),
        ('<iframe srcdoc="&lt;img src=https://host.example/x&gt;">', "would fetch https://host.example/x"),
        ('<a href="gone.html">x</a>', "gone.html does not exist"),
        ('<img src="gone.png">', "gone.png does not exist"),
        ('<a href="good.html#b">x</a>', "good.html#b has no such anchor"),
        ('<a href="#b">x</a>', "#b has no such anchor"),
    ],
)
def test_a_page_that_fetches_or_leads_nowhere_is_found(checked, page, wrong):
    """Whatever a page would ask of a host is named, in a frame as well, and every dead link."""
    assert checked(page) == [wrong]


def test_a_page_that_keeps_to_itself_passes(checked):
    """Links to sources, data in the page, and links to what is there are good."""
    page = (
        '<a href="https://host.example/">a</a><a href="good.html#a%25b">b</a><a id="c" href="#c">c</a>'
        '<a href="mailto:x">d</a><img src="data:image/png;base64,AA"><link rel="canonical" href="https://host.example/">'
        "<script>'https://host.example'</script><p>url(https://host.example)</p>"
    )
    assert checked(page) == []
    assert checked("<style>a { b: url('style.css') }</style>") == []


def test_a_style_sheet_that_fetches_is_found(checked, tmp_path):
    """A font of a host is named."""
    (tmp_path / "fonts.css").write_text('@font-face { src: url("https://host.example/f.woff") }')
    assert checked("") == ["fonts.css: would fetch https://host.example/f.woff"]


def test_links_between_pages_hold():
    """Every relative link leads to a file of the repository."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_is_short_and_begins_with_the_two_lines():
    """Install and test stand at the top; the page stays within 150 lines; it says once that it is no advice."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    head = text.splitlines()[:6]
    assert 'python3 -m pip install . && kg path "vitamin D deficiency" "back pain"' in head
    assert "python3 -m pip install '.[dev]' && python3 -m pytest" in head
    assert text.count("not medical advice") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name):
    """It stands in the README and the list, and has a page that says when to use it, with an example that runs."""
    generated = f"- [`kg {name}`](commands/{name}.md): "
    assert generated in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"), "run python docs/generate.py"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"`kg {name}[ `]", readme) is not None, f"README.md: name `kg {name}`"
    page = (ROOT / "docs" / "commands" / f"{name}.md").read_text(encoding="utf-8")
    assert "\n\nUse it when " in page, f"docs/commands/{name}.md: add a paragraph that begins “Use it when”"
    example = re.search(rf"```(console\n[$] |sh\n([^`]*\n)?)kg {name} ?", page)
    assert example is not None, f"docs/commands/{name}.md: add a block console or sh with kg {name}"
    assert page.count(f"```text\nUsage: kg {name} ") == 1


def test_no_page_is_left_of_a_command_that_is_gone():
    """The pages are those of the commands."""
    assert {path.stem for path in (ROOT / "docs" / "commands").iterdir()} == set(COMMANDS)


def test_the_list_of_commands_has_their_whole_summaries(run, monkeypatch):
    """In kg --help no summary is cut off, however long the name of another command is."""
    longer = {"shared-sources-of-two-concepts": COMMANDS["stats"]}
    monkeypatch.setattr("kg.cli.app.COMMANDS", {**COMMANDS, **longer})
    listed = " ".join(run("--help").out.partition("Commands:\n")[2].split())
    assert listed == " ".join(f"{name} {command.summary}" for name, command in {**COMMANDS, **longer}.items())


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_no_page_names_a_folder_of_some_machine(path):
    """What is shown can be done anywhere."""
    assert not re.search(
        rf"{re.escape(str(ROOT))}|(?<![\w.-])/(tmp|home|root|Users)/", path.read_text(encoding="utf-8")
    )

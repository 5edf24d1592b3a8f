"""The documentation says what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"```python\n(.*?)```", re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_generated_parts_are_up_to_date():
    """Every transcript is what the command prints now, and each page of a command has its help as it is."""
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


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
    text = page.read_text(encoding="utf-8")
    assert "$ kg find zebra\nnothing speaks of “zebra”; try fewer or other words\n\n$ kg stats\n" in text
    assert " concepts\n…\n\n$ kg sources\ndocument 000," in text
    assert re.search(r"\n…\n.*named by \d+\n```\n$", text)
    assert generate.main(["--check"]) == 0


def test_the_page_of_a_command_keeps_what_was_written_by_hand(generate, tmp_path):
    """A missing page is started; in one that is there only title, first line and help are refreshed."""
    assert generate.main([]) == 0
    page = tmp_path / "docs" / "commands" / "stats.md"
    started = page.read_text(encoding="utf-8")
    assert started.startswith("# kg stats\n\nCount what is in the graph.\n")
    assert "```text\nUsage: kg stats [OPTIONS]\n" in started
    ours = started.replace("graph.\n", "graph.\n\nWritten by hand.\n", 1)
    page.write_text(ours.replace("# kg stats\n\nCount", "# Stats\n\nOld", 1).replace("--json", "--yaml"), "utf-8")
    assert generate.main(["--check"]) == 1
    assert generate.main([]) == 0
    assert page.read_text(encoding="utf-8") == ours


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_python_examples_run(path, capsys):
    """Each Python block of a page runs as it stands."""
    for block in FENCE.findall(path.read_text(encoding="utf-8")):
        exec(compile(block, path.name, "exec"), {})  # noqa: S102 - our own documentation
    capsys.readouterr()


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
    assert re.search(rf"`kg {name}[ `]", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert f"- [`kg {name}`](commands/{name}.md): " in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "commands" / f"{name}.md").read_text(encoding="utf-8")
    assert "\n\nUse it when " in page
    assert re.search(rf"```(console\n[$] |sh\n)kg {name} ?", page)
    assert page.count(f"```text\nUsage: kg {name} ") == 1


def test_no_page_is_left_of_a_command_that_is_gone():
    """The pages are those of the commands."""
    assert {path.stem for path in (ROOT / "docs" / "commands").iterdir()} == set(COMMANDS)


def test_the_list_of_commands_fits_its_lines(run):
    """In kg --help each command is told in one whole sentence."""
    lines = run("--help").out.partition("Commands:\n")[2].splitlines()
    assert sorted(line.split()[0] for line in lines) == sorted(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in lines), lines


@pytest.mark.parametrize("name", [name for name, module in COMMANDS.items() if module != "draw"])
def test_help_gives_an_example(run, name):
    """The help of each command has a line to begin with."""
    assert f"\n  Example: kg {name}" in run(name, "--help").out


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_no_page_names_a_folder_of_some_machine(path):
    """What is shown can be done anywhere."""
    assert not re.search(rf"{re.escape(str(ROOT))}|/(tmp|home|root|Users)/", path.read_text(encoding="utf-8"))

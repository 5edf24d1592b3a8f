"""The documentation says what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_generated_parts_are_up_to_date():
    """Every transcript is what the command prints now, and the command reference is the help as it is."""
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")


def test_a_stale_transcript_is_found(tmp_path, monkeypatch):
    """A transcript that no longer holds is named, and refreshed if asked."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    import generate

    (tmp_path / "docs").mkdir()
    page = tmp_path / "README.md"
    page.write_text("# x\n\n```console\n$ kg find zebra\nold\n$ kg stats\n1\n…\n```\n", encoding="utf-8")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.main(["--check"]) == 1
    assert "old" in page.read_text(encoding="utf-8")
    assert generate.main([]) == 0
    text = page.read_text(encoding="utf-8")
    assert "$ kg find zebra\nnothing speaks of “zebra”; try fewer or other words\n$ kg stats\n" in text
    assert text.endswith("concepts\n…\n```\n")
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name)
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


def test_every_command_is_documented():
    """No command is missing from the reference or the README."""
    reference = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"## kg {name}\n" in reference
        assert f"kg {name}" in readme

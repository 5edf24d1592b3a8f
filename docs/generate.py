"""Update the generated parts of the documentation: ``python docs/generate.py [--check]``.

``docs/commands.md`` lists the commands. Each command has a page in ``docs/commands/``: its title, first line and help
(the ``text`` block that begins with "Usage") are generated, the rest is written by hand; a missing page is created.
The pages of schemas and queries are generated completely (:mod:`reference`). Between ``<!-- generated: NAME -->`` and
``<!-- end -->`` a page has a list of :data:`LISTS`.
In README.md and every page under docs/, the commands of each ``console`` block are run and their output is inserted. A
line ``…`` shortens a transcript: the lines above it begin the output, the lines below it end it.
"""

import contextlib
import functools
import io
import os
import re
import shlex
import sys
import textwrap
from pathlib import Path

import reference

from kg.cli.app import run
from kg.model.schema import answers, contract
from kg.registry import COMMANDS, function, identifier
from kg.serving.questions import questions

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
HEAD = re.compile(r"\A# .*\n\n.*\n")
HELP = re.compile(r"```text\nUsage: .*?```", re.DOTALL)
LIST = re.compile(r"(<!-- generated: (\w+) -->\n).*?(?=<!-- end -->)", re.DOTALL)


@functools.cache
def output(command: str) -> str:
    """The output of a command line on a terminal of 80 columns, including standard error."""
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        run(shlex.split(command)[1:])
    return "\n".join(line.rstrip() for line in stream.getvalue().rstrip().splitlines())


def transcript(match: re.Match[str]) -> str:
    """A console block with current output, shortened as before."""
    parts = re.split(r"^\$ (kg .*)\n", match[1], flags=re.MULTILINE)
    text = parts[0]
    for command, shown in zip(parts[1::2], parts[2::2], strict=True):
        lines, old = output(command).split("\n"), shown.rstrip("\n").split("\n")
        if "…" in old:
            above = old.index("…")
            below = len(old) - above - 1
            lines = [*lines[:above], "…", *lines[len(lines) - below :]]
        gap = "\n" if shown.endswith("\n\n") else ""
        text += f"$ {command}\n" + "\n".join(lines) + "\n" + gap
    return f"```console\n{text}```"


def pages(root: Path) -> list[Path]:
    """The pages of the documentation, without the copies made for Sphinx."""
    return [root / "README.md", *(p for p in sorted((root / "docs").rglob("*.md")) if "copied" not in p.parts)]


def index() -> str:
    """The list of all commands."""
    parts = [
        "# Commands",
        "Each command has a page with its purpose, an example and its help. `kg NAME --help` prints the help.",
    ]
    for title in dict.fromkeys(command.group for command in COMMANDS.values()):
        names = [name for name, command in COMMANDS.items() if command.group == title]
        parts.append(f"## {title}")
        parts.append("\n".join(f"- [`kg {name}`](commands/{name}.md): {COMMANDS[name].summary}" for name in names))
    listed = "\n".join(f"commands/{name}" for name in COMMANDS)
    return "\n\n".join([*parts, f"```{{toctree}}\n:hidden:\n\n{listed}\n```"]) + "\n"


def asked() -> str:
    """The questions over HTTP and for agents."""
    quick = [f"`{name}`" for name, question in questions().items() if question.lookup]
    names = [f"`{name}`" for name in questions()]
    text = f"The questions are {', '.join(names[:-1])} and {names[-1]}."
    text += f" The lookups among them are {', '.join(quick[:-1])} and {quick[-1]}."
    return textwrap.fill(text, 120, break_on_hyphens=False) + "\n"


def functions() -> str:
    """The questions in Python, except those that the page describes at length, and the schemas of their answers."""
    names = [name for name, it in COMMANDS.items() if it.module.startswith("kg.questions.")]
    names = [name for name in names if name not in ("path", "effect")]
    rows = ["| function | answer |", "|---|---|"]
    for name in names:
        kinds = [contract(kind) for kind in answers(function(name))]
        links = ", ".join(f"[{kind}](schemas.md#{kind.replace('/', '-')})" for kind in kinds)
        rows.append(f"| `{identifier(name)}` | {links} |")
    directives = [f".. autofunction:: kg.{identifier(name)}" for name in names]
    return "\n".join([*rows, "", "```{eval-rst}", *directives, "```", ""])


#: The generated lists by name.
LISTS = {"questions": asked, "functions": functions}


def page(name: str, text: str) -> str:
    """The page of a command with its generated parts updated, or a new page."""
    head, help_ = f"# kg {name}\n\n{COMMANDS[name].summary}\n", f"```text\n{output(f'kg {name} --help')}\n```"
    if not text:
        return f"{head}\n## Help\n\n{help_}\n"
    return HELP.sub(lambda _: help_, HEAD.sub(lambda _: head, text))


def wanted() -> dict[Path, str]:
    """The current content of each file with generated parts."""
    texts = {path: path.read_text(encoding="utf-8") for path in pages(ROOT)}
    for name in COMMANDS:
        path = ROOT / "docs" / "commands" / f"{name}.md"
        texts[path] = page(name, texts.get(path, ""))
    return {
        **{path: BLOCK.sub(transcript, LIST.sub(lambda m: m[1] + LISTS[m[2]](), text)) for path, text in texts.items()},
        ROOT / "docs" / "commands.md": index(),
        **dict(reference.pages(ROOT / "docs")),
    }


def main(arguments: list[str]) -> int:
    """Update outdated files, or with ``--check`` only list them; return 1 if there were any."""
    stale = 0
    with contextlib.chdir(ROOT):
        texts = wanted()
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            sys.stderr.write(f"{path.relative_to(ROOT)}: {'out of date' if '--check' in arguments else 'updated'}\n")
            if "--check" not in arguments:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    return stale if "--check" in arguments else 0


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    sys.exit(main(sys.argv[1:]))

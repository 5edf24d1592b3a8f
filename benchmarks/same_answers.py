"""Compare the answers of two checkouts: ``python benchmarks/same_answers.py OLD NEW``.

The script runs the standing questions of ``data/questions.toml`` and every command on the pages of OLD, each with
``--json`` on the data of OLD, and compares the answers byte by byte.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

#: Commands that answer with JSON and read only the data.
ASKED = (
    "path effect what-if effects why loops break bridges gaps contested common compare find show claims sources stats"
).split()


def questions(root: Path) -> list[str]:
    """The command lines to compare, without repeats."""
    standing = tomllib.loads((root / "data" / "questions.toml").read_text("utf-8"))["question"]
    lines = [shlex.join(["kg", q["kind"], q["source"], q["target"]]) for q in standing]
    for page in [root / "README.md", *sorted((root / "docs").rglob("*.md")), *sorted((root / "kg").rglob("*.py"))]:
        lines += re.findall(r"^\s*(?:\$ |Example: )?(kg [a-z].*)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return [line for line in dict.fromkeys(map(plain, lines)) if line]


def plain(line: str) -> str:
    """A command line with ``--json``; empty if the command has other output."""
    try:
        words = shlex.split(line, comments=True)
    except ValueError:
        return ""
    if len(words) < 2 or words[1] not in ASKED or {"|", ">", "--data", "--cite", "--help"} & set(words):  # noqa: PLR2004
        return ""
    kept, skip = [], False
    for word in words[1:]:
        if skip or word in ("--json", "--explain", "--all-evidence", "--open"):
            skip = False
        elif word in ("--format", "--by"):
            skip = True
        else:
            kept.append(word)
    if words[1] in ("what-if", "effects", "why") and "--limit" in kept:
        place = kept.index("--limit")
        del kept[place : place + 2]
    return shlex.join([*kept, "--json"])


def answer(root: Path, line: str, data: Path, folder: str) -> tuple[int, bytes]:
    """The exit code and answer of a checkout."""
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-m", "kg", *shlex.split(line), "--data", str(data)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout


def main(old: Path, new: Path) -> int:
    """Print the differences; return 1 if there are any."""
    asked, different = questions(old), 0
    with tempfile.TemporaryDirectory() as folder:
        for line in asked:
            was, now = (answer(root, line, old / "data" / "triples.ttl", folder) for root in (old, new))
            if was != now:
                different += 1
                print(f"kg {line}: {was[0]}, {len(was[1])} bytes; now {now[0]}, {len(now[1])} bytes")
    print(f"{len(asked)} asked, {different} different")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main(*(Path(name).resolve() for name in sys.argv[1:3])))

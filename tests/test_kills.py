"""What is left when a writer is killed (kill -9): the old file or the new one, and nothing else after the next run."""

import json
import os
import subprocess
import sys

import pytest

from kg.curation.sheets import CONCEPTS
from tests import tea

pytestmark = pytest.mark.slow
#: How often each writer is killed; where it takes fewer steps, once before each.
KILLS = 20
#: Runs a command again and again, each time in a child that is killed before one step of writing.
KILLER = """
import json, os, signal, sys
from pathlib import Path

place, target, first, command, kills = json.loads(sys.argv[1])
target = Path(target)
from kg.cli.app import run

def state():
    if target.is_file():
        return {"": target.read_bytes()}
    return {p.name: p.read_bytes() for p in target.iterdir() if p.name[0] != "."} if target.is_dir() else {}

def reset(wanted):
    for path in [target, *target.glob("[!.]*"), *Path(place).glob("cache/*/*.json")]:
        if path.is_file():
            path.unlink()
    for name, content in wanted.items():
        (target / name if name else target).write_bytes(content)

def forked(arguments, last=0):
    read, write = os.pipe()
    if (child := os.fork()) == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1), os.dup2(silent, 2)
        steps = 0
        def step():
            nonlocal steps
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)
        def watch(event, given):
            near = any(place in os.fsdecode(part) for part in given if isinstance(part, (str, bytes)))
            if event == "open":
                if near and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR):
                    step()
            elif event in ("os.remove", "os.rmdir", "ctypes.dlsym") or (near and event.startswith("os.")):
                step()
        sys.addaudithook(watch)
        synced = os.fsync
        os.fsync = lambda handle: (step(), synced(handle))
        run(arguments)
        os.write(write, str(steps).encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as stream:
        return int(stream.read() or 0)

for arguments in first:
    forked(arguments)
old = state()
if target.suffix != ".kg":  # what it imports would start threads, which do not live on in a child
    run(command)
    reset(old)
forked(command)
new = state()
reset(old)
steps, torn, left = forked(command), [], 0
points = sorted({1 + (steps - 1) * n // (kills - 1) for n in range(kills)})
for point in points:
    reset(old)
    forked(command, point)
    now = state()
    parts = all(now.get(name) in (old.get(name), new.get(name)) for name in {*old, *new})
    if not (parts if target.name == "kgx" else now in (old, new)):
        torn.append(point)
    left += any(".kg-" in path.name for path in Path(place).rglob("*"))
reset(old)
forked(command)
litter = [str(p) for p in Path(place).rglob("*") if ".kg-" in p.name or (p.parent.name == "tmp")]
print(json.dumps([old != new, state() == new, len(points), torn, left, litter]))
"""
WRITERS = "add fmt withdraw import import-store export export-folder export-anki site render snapshot".split()


def commands(name, place):
    """What is written, the commands before, and the command that is killed."""
    data = tea.data_file(place / "tea.ttl")
    (place / "sheet.tsv").write_text(
        "\t".join(CONCEPTS) + "\ncocoa\tcocoa\tFood\t\tA drink." + "\t" * 6 + "\n", "utf-8"
    )
    for number in "12":
        rows = f"id\tsubject\tpredicate\tobject\ne\tX:a\tbiolink:causes\tX:{number}\n"
        (place / f"edges{number}.tsv").write_text(rows, "utf-8")
    (place / "out.csv").write_text("old")
    of = ["--data", str(data)]
    ttl, kg, page, drawn, deck, kgx = (
        place / part for part in ("out.ttl", "out.kg", "site", "x.html", "deck.apkg", "kgx")
    )
    first, second = (["import", str(place / f"edges{number}.tsv"), "--force", "-o"] for number in "12")
    named = {
        "add": (data, [], ["add", str(place / "sheet.tsv"), *of]),
        "fmt": (data, [], ["fmt", str(data)]),
        "withdraw": (data, [], ["withdraw", "claim:tea--affects--trouble", "--reason", "Misread.", *of]),
        "import": (ttl, [[*first, str(ttl)]], [*second, str(ttl)]),
        "import-store": (kg, [[*first, str(kg)]], [*second, str(kg)]),
        "export": (place / "out.csv", [], ["export", "csv", "-o", str(place / "out.csv"), "--force", *of]),
        "export-folder": (kgx, [], ["export", "kgx-tsv", "-o", str(kgx), "--force", *of]),
        "export-anki": (deck, [], ["export", "anki", "-o", str(deck), "--force", *of]),
        "site": (page, [["site", "--linked", "-o", str(page), *of]], ["site", "-o", str(page), *of]),
        "render": (
            drawn,
            [["render", "--focus", "sleep", "-o", str(drawn), *of]],
            ["render", "--focus", "tea", "-o", str(drawn), *of],
        ),
        "snapshot": (place / "cache" / "vitamin-d-kg", [], ["stats", *of]),
    }
    if name == "fmt":
        data.write_bytes(data.read_bytes().replace(b" ;\n    vocab:", b";vocab:"))
    return named[name]


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path, name):
    """Killed before each of its steps, a writer tears nothing; the next run removes what it left."""
    (tmp_path / "tmp").mkdir()
    target, first, command = commands(name, tmp_path)
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(tmp_path / "tmp")}
    given = json.dumps([str(tmp_path), str(target), first, command, KILLS])
    done = subprocess.run([sys.executable, "-c", KILLER, given], env=env, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    differs, finished, killed, torn, left, litter = json.loads(done.stdout.decode().splitlines()[-1])
    assert (differs, finished, torn, litter) == (True, True, [], [])
    assert left > 0  # the kills did hit it while it wrote
    assert killed >= 5

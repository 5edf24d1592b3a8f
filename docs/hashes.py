"""Write ``requirements-hashed.txt``: the versions of ``constraints.txt`` with the digests of their files.

``python docs/hashes.py`` asks pip which file it would install of each package on Linux (x86-64), macOS (Apple silicon)
and Windows (x86-64) with Python 3.11 to 3.13, in about five minutes, with a network. Run it after each change of
``constraints.txt``. Configuration of pip is ignored, so that the files are those that everybody gets.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
SYSTEMS = (
    [f"manylinux{name}_x86_64" for name in ("_2_28", "_2_27", "_2_24", "_2_17", "2014", "_2_12", "2010", "_2_5", "1")],
    ["macosx_14_0_arm64"],
    ["win_amd64"],
)
#: A package may need a repaired release of a version of Python.
PYTHONS = ("3.11.9", "3.12.9", "3.13.3")
HEAD = """\
# Made by docs/hashes.py from constraints.txt, for Linux (x86-64), macOS (Apple silicon) and Windows (x86-64) with
# Python 3.11 to 3.13. Install the program with exactly these files, from a checkout:
#   python3 -m pip install --no-deps --require-hashes -r requirements-hashed.txt
#   python3 -m pip install --no-deps --no-build-isolation .
"""


def chosen(lines: list[str], *options: str) -> Iterator[tuple[str, str, bool]]:
    """The name, the digest and whether it is a wheel, of each file that pip would install for some requirements."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "lines.txt").write_text("\n".join(lines), "utf-8")
        command = [sys.executable, "-m", "pip", "install", "--isolated", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--no-deps", "--report", "report.json", "--requirement", "lines.txt", *options]
        subprocess.run(command, cwd=place, env={**os.environ, "PIP_CONFIG_FILE": os.devnull}, check=True)
        report = json.loads((place / "report.json").read_text("utf-8"))
    for item in report["install"]:
        file = item["download_info"]
        name = canonicalize_name(item["metadata"]["name"])
        yield name, file["archive_info"]["hashes"]["sha256"], file["url"].endswith(".whl")


def main() -> None:
    """Write the file."""
    pins = re.findall(r"^[^#\s]+==\S+", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    names = {pin: canonicalize_name(pin.partition("==")[0]) for pin in pins}
    digests: dict[str, set[str]] = {name: set() for name in names.values()}
    sources = set()
    for name, digest, wheel in chosen(pins):
        digests[name].add(digest)
        sources |= set() if wheel else {name}
    wheels = [pin for pin in pins if names[pin] not in sources]
    for platforms in SYSTEMS:
        for python in PYTHONS:
            where = [word for platform in platforms for word in ("--platform", platform)]
            how = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python, "--target", "none"]
            for name, digest, _ in chosen(wheels, *how, *where):
                digests[name].add(digest)
            print(f"{platforms[-1]}, Python {python}: done", flush=True)
    parts = (" \\\n    ".join((p, *(f"--hash=sha256:{d}" for d in sorted(digests[names[p]])))) for p in pins)
    (ROOT / "requirements-hashed.txt").write_text(HEAD + "\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()

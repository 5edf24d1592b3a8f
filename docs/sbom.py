"""Write the list of all software that this program was tested with: ``python docs/sbom.py [--check]``.

``sbom.json`` is an SBOM in CycloneDX 1.6. Versions come from ``constraints.txt``, licences and dependencies from the
metadata of what is installed, which must be these versions, with Python 3.11 on Linux. The same input gives the same
file: there is no time and no serial number in it. The scope is ``required`` for what the program always needs,
``optional`` for extras, and ``excluded`` for what only its development needs.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kg.website.build import VIS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
#: Extras that only development or a person at a screen needs.
TOOLS = {"dev", "notebooks"}
#: For which system dependencies are listed.
SYSTEM = {
    "python_version": "3.11",
    "python_full_version": "3.11.7",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "os_name": "posix",
    "platform_system": "Linux",
    "sys_platform": "linux",
    "platform_machine": "x86_64",
}
Json = dict[str, Any]


def pinned(constraints: str) -> dict[str, str]:
    """The version of each package, by its canonical name."""
    found = re.findall(r"^([^#=\s]+)==(\S+)", constraints, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def sbom(constraints: str) -> Json:
    """The list for some constraints; raises ValueError if something else is installed."""
    versions = pinned(constraints)
    found = {name: _installed(name, version) for name, version in sorted(versions.items())}
    needs = {name: _needs(dist) & versions.keys() if dist else set() for name, dist in found.items()}
    own = {canonicalize_name(Requirement(text).name) for text in PROJECT["dependencies"]} & versions.keys()
    extras = PROJECT["optional-dependencies"]
    optional = {canonicalize_name(Requirement(t).name) for e in extras.keys() - TOOLS for t in extras[e]}
    required = _closed(own, needs)
    scopes = {**dict.fromkeys(_closed(optional, needs), "optional"), **dict.fromkeys(required, "required")}
    (vis,) = re.findall(r"/vis-([\d.]+)/", VIS)
    page = f"pkg:npm/vis-network@{vis}"
    root = f"pkg:pypi/{PROJECT['name']}@{PROJECT['version']}"
    about = {"type": "application", "bom-ref": root, "name": PROJECT["name"], "version": PROJECT["version"]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**about, "licenses": [{"expression": PROJECT["license"]}], "purl": root}},
        "components": [
            _component(name, versions[name], scopes.get(name, "excluded"), _licences(dist))
            for name, dist in found.items()
        ]
        + [
            {
                "type": "library",
                "bom-ref": page,
                "name": "vis-network",
                "version": vis,
                "description": "Part of pyvis; a copy is in every page that kg site makes.",
                "scope": "required",
                "licenses": [{"expression": "Apache-2.0 OR MIT"}],
                "purl": page,
            }
        ],
        "dependencies": [
            {"ref": root, "dependsOn": [*(_purl(name, versions) for name in sorted(own)), page]},
            *({"ref": _purl(n, versions), "dependsOn": [_purl(m, versions) for m in sorted(needs[n])]} for n in found),
        ],
    }


def _installed(name: str, version: str) -> Distribution | None:
    """What is installed of a package: nothing, if it is for another system only."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None
    if found.version != version:
        raise ValueError(f"{name} {found.version} is installed, not {version}; install with constraints.txt")
    return found


def _needs(found: Distribution) -> set[str]:
    """The packages that a package needs without extras."""
    wanted = map(Requirement, found.requires or ())
    met = (r for r in wanted if r.marker is None or r.marker.evaluate({**SYSTEM, "extra": ""}))
    return {canonicalize_name(r.name) for r in met}


def _closed(names: Iterable[str], needs: dict[str, set[str]]) -> set[str]:
    """Some packages with all that they need, directly or not."""
    found: set[str] = set()
    open_ = [*names]
    while open_:
        name = open_.pop()
        if name in needs and name not in found:
            found.add(name)
            open_ += needs[name]
    return found


def _licences(found: Distribution | None) -> list[Json]:
    """The licence as the package states it, as an expression of SPDX if it is one."""
    about = found.metadata.json if found else {}
    if stated := about.get("license_expression"):
        return [{"expression": stated}]
    names = [c.rpartition(" :: ")[2] for c in about.get("classifier", ()) if c.startswith("License :: ")]
    short = str(about.get("license", "")).strip()
    names = names or ([short] if short and len(short) < 60 and "\n" not in short else [])  # noqa: PLR2004 - no text of one
    return [{"license": {"name": name}} for name in names]


def _component(name: str, version: str, scope: str, licences: list[Json]) -> Json:
    purl = f"pkg:pypi/{name}@{version}"
    listed = {"licenses": licences} if licences else {}
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": version, "scope": scope, **listed, "purl": purl
    }  # fmt: skip


def _purl(name: str, versions: dict[str, str]) -> str:
    return f"pkg:pypi/{name}@{versions[name]}"


def main() -> None:
    """Write the file, or with ``--check`` only compare it."""
    path = ROOT / "sbom.json"
    text = json.dumps(sbom((ROOT / "constraints.txt").read_text("utf-8")), indent=1, ensure_ascii=False) + "\n"
    if "--check" not in sys.argv:
        path.write_text(text, "utf-8")
    elif path.read_text("utf-8") != text:
        sys.exit("sbom.json is out of date; run: python docs/sbom.py")


if __name__ == "__main__":
    main()

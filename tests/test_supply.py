"""The list of software (SBOM) and the digests of its files agree with the constraints."""

import json
import re
import tomllib

import pytest

from tests import ROOT

CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture
def script(monkeypatch):
    """The program that makes the list."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    import sbom

    return sbom


def test_the_list_is_that_of_the_constraints(script):
    """The same packages and versions in order, what each needs, and nothing that changes from run to run."""
    text = (ROOT / "sbom.json").read_text(encoding="utf-8")
    made = json.loads(text)
    *packages, page = made["components"]
    pinned = script.pinned(CONSTRAINTS)
    assert [(item["name"], item["version"]) for item in packages] == sorted(pinned.items())
    assert page["purl"].startswith("pkg:npm/vis-network@")
    assert made["metadata"]["component"]["version"] == PROJECT["version"]
    assert not re.search("timestamp|serialNumber|://", text)
    known = {item["bom-ref"] for item in (made["metadata"]["component"], *made["components"])}
    assert {ref for item in made["dependencies"] for ref in (item["ref"], *item["dependsOn"])} == known
    scopes = {item["name"]: item["scope"] for item in packages}
    assert (scopes["rdflib"], scopes["starlette"], scopes["pytest"]) == ("required", "optional", "excluded")
    own = [re.split("[<>=]", line)[0] for line in PROJECT["dependencies"]]
    assert {scopes[name] for name in own} == {"required"}


def test_each_constraint_has_digests():
    """Those of the files, and no address; packages that are compiled have one for each system."""
    text = (ROOT / "requirements-hashed.txt").read_text(encoding="utf-8")
    blocks = re.findall(r"^(\S+==\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", text, re.MULTILINE)
    assert [pin for pin, _ in blocks] == re.findall(r"^[^#\s]+==\S+", CONSTRAINTS, re.MULTILINE)
    digests = {pin.partition("==")[0]: hashes.count("sha256:") for pin, hashes in blocks}
    assert digests["msgspec"] >= 9  # three systems, three versions of Python
    assert digests["networkx"] == 1
    assert "://" not in text

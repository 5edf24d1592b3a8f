"""The packages are as docs/architecture.md says; import-linter checks the layers by the contracts in pyproject.toml."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import ROOT

MODULES = sorted((ROOT / "kg").rglob("*.py"))
KNOWN = frozenset(f"kg.{'.'.join(path.relative_to(ROOT / 'kg').with_suffix('').parts)}" for path in MODULES)


def name_of(path: Path) -> str:
    """The dotted name of a module below kg."""
    return ".".join(path.relative_to(ROOT / "kg").with_suffix("").parts)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_long(path):
    """A module has at most 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def layers(text):
    """The layers of a table of docs/architecture.md, the highest first: the names of the packages of each."""
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", text, re.MULTILINE)
    names = [(int(layer), name) for layer, cell in rows for name in re.findall(r"`kg/(\w+)(?:/|[.]py)`", cell)]
    return [{name for at, name in names if at == layer} for layer in sorted(dict(names), reverse=True)]


def test_the_layers_are_those_of_the_contract():
    """The table of the layers and the contract in pyproject.toml agree."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contract = next(each for each in linter["contracts"] if each["type"] == "layers")
    assert layers((ROOT / "docs" / "architecture.md").read_text("utf-8")) == [
        set(re.findall(r"\w+", layer)) for layer in contract["layers"]
    ]
    assert layers("| 1 | `kg/b/` | x |\n| 2 | `kg/a.py`, `kg/c/` | y |\n") == [{"a", "c"}, {"b"}]


def named(text, graph):
    """The concepts and claims of a graph that a text names: by identifier, or by a name of several words."""
    plain = f" {' '.join(re.findall(r'[a-z0-9]+', text.casefold()))} "
    names = {" ".join(re.findall(r"[a-z0-9]+", n.casefold())) for c in graph.concepts.values() for n in c.names}
    found = {name for name in names if " " in name and f" {name} " in plain}
    return found | {name for name in (*graph.concepts, *graph.claims) if name in text}


def test_no_rule_knows_a_concept_of_the_data(graph):
    """What may be concluded depends on kinds of claims, never on what they are about."""
    for path in sorted((ROOT / "kg" / "reasoning").rglob("*.py")):
        assert named(path.read_text(encoding="utf-8"), graph) == set(), path.name
    assert named('if end == "concept:falls":  # and bone-resorption', graph) == {"concept:falls", "bone resorption"}


@pytest.mark.parametrize("package", ["questions", "views", "cli"])
def test_answers_have_types(package):
    """Where answers are made and shown, nothing is a mere dictionary of anything."""
    paths = (ROOT / "kg" / package).rglob("*.py")
    assert [path.name for path in paths if "dict[str, Any]" in path.read_text(encoding="utf-8")] == []


def test_a_question_loads_nothing_heavy():
    """Answering loads none of the heavy libraries."""
    code = (
        "import sys, kg, kg.cli.command, kg.views; g = kg.load(); kg.load(); "
        "str(kg.path(g, 'vitamin D deficiency', 'back pain')); "
        "print(sorted({'networkx', 'rdflib', 'numpy', 'pyvis', 'rich', 'jinja2', 'pyshacl'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"


def test_a_command_loads_no_copy_of_typing():
    """msgspec is imported without typing_extensions, which can be imported afterwards; one that was there stays."""
    code = (
        "import sys; from kg.cli.app import run; run(['find', 'nerve']); names = sys.modules.keys(); "
        "print('msgspec' in names, 'typing_extensions' in names); "
        "import typing_extensions as kept; run(['stats']); import typing_extensions; print(typing_extensions is kept)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    lines = done.stdout.splitlines()
    assert ("True False" in lines, lines[-1]) == (True, "True")


def imported(path):
    """The modules of kg that a module imports anywhere, also inside functions; not those for types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    named = {name for node in found for name in (node.module, *(f"{node.module}.{each.name}" for each in node.names))}
    return named & KNOWN


def circles(paths):
    """The pairs of modules that import each other."""
    uses = {f"kg.{name_of(path)}": imported(path) for path in paths}
    return {(one, other) for one, used in uses.items() for other in used if one < other and one in uses[other]}


def test_no_modules_import_each_other():
    """But for the methods of the graph that look up names, and the suggestions of the look-up."""
    lookups = {("kg.model.graph", "kg.model.lookup"), ("kg.model.lookup", "kg.model.nearest")}
    assert circles(MODULES) == lookups

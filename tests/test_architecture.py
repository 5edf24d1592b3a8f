"""The house is built as docs/architecture.md says."""

import ast
import re
from pathlib import Path

import pytest

from tests import ROOT

MODULES = sorted((ROOT / "kg").rglob("*.py"))
DOORS = {
    "rdflib": ("kg.turtle", "kg.sparql", "kg.cli.curate"),
    "pyoxigraph": ("kg.turtle", "kg.sparql", "kg.export.rdf", "kg.export.nanopubs"),
    "pyshacl": ("kg.turtle",),
    "networkx": ("kg.influence", "kg.export.networks"),
    "genanki": ("kg.export.cards",),
    "pyvis": ("kg.website",),
    "jinja2": ("kg.website",),
    "markupsafe": ("kg.website",),
    "typer": ("kg.cli",),
    "starlette": ("kg.serving.web",),
    "uvicorn": ("kg.serving.web",),
    "mcp": ("kg.serving.agents",),
}


def layers() -> dict[str, int]:
    """The table of the page: module or package → layer."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", text, flags=re.MULTILINE)
    return {name: int(layer) for layer, names in rows for name in re.findall(r"`(.+?)`", names)}


def name_of(path: Path) -> str:
    """The dotted name of a module below kg; a package is named by itself."""
    parts = path.relative_to(ROOT / "kg").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def layer_of(name: str, table: dict[str, int]) -> int | None:
    """The layer of a module: its own row, or that of the package it is in."""
    while name:
        if name in table:
            return table[name]
        name = name.rpartition(".")[0]
    return None


def imports(tree: ast.AST) -> set[str]:
    """All modules that are imported anywhere in a module, inside functions too, but not for type checking only."""
    found: set[str] = set()
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        found |= imports(node)
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def violations(name: str, source: str, table: dict[str, int]) -> list[str]:
    """What a module imports that it must not."""
    bad = []
    own = layer_of(name, table)
    for imported in sorted(imports(ast.parse(source))):
        library = imported.partition(".")[0]
        if library in DOORS and not f"kg.{name}".startswith(DOORS[library]):
            bad.append(f"{name} opens {library}")
        target = imported.removeprefix("kg.")
        other = layer_of(target, table) if imported.startswith("kg.") else None
        same_package = name.partition(".")[0] == target.partition(".")[0]
        if other is not None and other >= own and not (same_package and other == own):
            bad.append(f"{name} (layer {own}) imports {target} (layer {other})")
    return bad


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_stands_on_its_layer(path):
    """A module is in the table, imports from lower layers only, and opens no door that is not its own."""
    table = layers()
    assert layer_of(name_of(path), table) is not None or name_of(path) == "turtle"
    assert name_of(path) == "__init__" or violations(name_of(path), path.read_text(encoding="utf-8"), table) == []


def test_a_wrong_import_is_found():
    """The check rejects an import from above, a strange door, and one hidden in a function."""
    table = layers()
    above = ["paths (layer 8) imports cli (layer 17)", "paths (layer 8) imports cli.app (layer 17)"]
    assert violations("paths", "from kg.cli import app", table) == above
    assert violations("graph", "def f():\n    import rdflib.term", table) == ["graph opens rdflib"]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_long(path):
    """A module has at most 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_a_question_loads_nothing_heavy():
    """Answering loads none of the heavy libraries."""
    import subprocess
    import sys

    code = (
        "import sys, kg, kg.cli.questions; g = kg.load(); kg.load(); "
        "kg.path(g, 'vitamin D deficiency', 'back pain'); "
        "print(sorted({'networkx', 'rdflib', 'numpy', 'pyvis', 'rich', 'jinja2', 'pyshacl'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"

"""The wheel holds what a checkout holds, and works by itself."""

import re
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain

import pytest

from kg import resources
from tests import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        folder,
        ROOT,
    ]
    subprocess.run(build, check=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_bundles_the_data(wheel):
    """Every file of data/, queries/ and site/ is in it byte for byte, and the parts of the page."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert not any(name.endswith(".ipynb") for name in names)
        for path in (ROOT / "data").rglob("*.*"):
            assert archive.read(f"kg/_bundled/{path.relative_to(ROOT).as_posix()}") == path.read_bytes()
        for path in (ROOT / "queries").iterdir():
            assert archive.read(f"kg/_bundled/queries/{path.name}") == path.read_bytes()
        for path in (ROOT / "kg").rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.relative_to(ROOT).as_posix() in names
        for path in (ROOT / "kg" / "website" / "assets").iterdir():
            assert archive.read(f"kg/website/assets/{path.name}") == path.read_bytes()
        assert archive.read("kg/_bundled/site/index.html") == (ROOT / "site" / "index.html").read_bytes()


def test_a_checkout_uses_its_own_data(tmp_path, monkeypatch):
    """Without a bundle beside the package, the data of the repository is used."""
    package = tmp_path / "kg"
    package.mkdir()
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    assert resources.root.__wrapped__() == tmp_path
    (package / "_bundled").mkdir()
    assert resources.root.__wrapped__() == package / "_bundled"


def test_each_dependency_is_told_once_and_pinned():
    """No requirement stands in two places, and the constraints pin all of them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *chain.from_iterable(project["optional-dependencies"].values())]
    names = [re.split(r"[\[<>=]", requirement)[0].lower() for requirement in required]
    names = [name for name in names if name not in (project["name"], "jupyterlab")]  # ourselves, and a program
    assert len(set(names)) == len(names)
    pinned = re.findall(r"^(\S+)==", (ROOT / "constraints.txt").read_text(encoding="utf-8").lower(), re.MULTILINE)
    assert set(names) - set(pinned) == set()

"""Take screenshots of the site: every view, light and dark, on a wide and a narrow screen.

    python docs/screenshots.py                          the ones in docs/images
    python docs/screenshots.py --output DIR [NAME …]    all, or the named ones, such as focus-light-1366

Needs Chromium and the development tools, but no network.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

import kg
from kg.website import build, guides

ROOT = Path(__file__).resolve().parent.parent
VIEWS = {
    "start": "",
    "debates": "#v=debates",
    "focus": "#v=focus&c=concept:vitamin-d-deficiency",
    "two-steps": "#v=focus&c=concept:osteomalacia&d=2",
    "path": "#v=path&a=concept:vitamin-d-deficiency&b=concept:back-pain",
    "map": "#v=map",
    "table": "#v=table",
    "what-if": "#v=whatif&down=concept:vitamin-d",
    "what-moves": "#v=whatif&down=concept:vitamin-d&b=concept:osteomalacia",
    "learn": "#v=learn",
    "guide": "#v=learn&guide=from-skin-to-bone&step=3",
    "story": "#v=learn&guide=why-muscles-cramp&step=99",
    "loop": "#v=learn&loop=0&step=1",
    "quiz": "#v=quiz",
    "about": "#v=about",
    "claim": "#v=focus&claim=claim:vitamin-d--increases--intestinal-calcium-absorption",
}
THEMES = ("light", "dark")
SIZES = {1366: 768, 390: 844}
IMAGES = ROOT / "docs" / "images"
#: The screenshots in the documentation.
KEPT = [
    "start-light-1366",
    "focus-light-1366",
    "path-light-1366",
    "debates-dark-1366",
    "guide-light-1366",
    "what-if-light-1366",
    "path-light-390",
]
#: Make the quiz the same in each run.
DICE = "Math.random = () => 0.25"


class Shot(NamedTuple):
    """One screenshot: a view, a theme and a screen width."""

    view: str
    theme: str
    width: int

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.view}-{self.theme}-{self.width}"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine, without a window."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        sys.exit("Chromium not found; install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def shots(only: list[str]) -> Iterator[Shot]:
    """All screenshots, or the named ones."""
    for shot in map(Shot._make, product(VIEWS, THEMES, SIZES)):
        if not only or shot.name in only:
            yield shot


def take(browser: Browser, site: Path, shot: Shot, folder: Path) -> Path:
    """Write one screenshot."""
    size = {"width": shot.width, "height": SIZES[shot.width]}
    context = browser.new_context(viewport=size, color_scheme=shot.theme, reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.add_init_script(DICE)
    page.goto(site.as_uri() + VIEWS[shot.view])
    page.wait_for_selector("html[data-ready]", state="attached")
    if shot.view == "quiz":
        answer(page)
    page.wait_for_timeout(200)
    file = folder / f"{shot.name}.png"
    page.screenshot(path=file)
    context.close()
    return file


def answer(page: Page) -> None:
    """Start the quiz and answer its first question."""
    page.click("#quiz-start")
    page.click("#view-quiz .answers button >> nth=0")


def main() -> None:
    """Take the screenshots."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--output", type=Path, default=IMAGES, metavar="DIR")
    given = parser.parse_args()
    names = given.names or (KEPT if given.output == IMAGES else [])
    given.output.mkdir(parents=True, exist_ok=True)
    graph = kg.load()
    with TemporaryDirectory() as folder, chromium() as browser:
        site = Path(folder) / "index.html"
        site.write_text(build.html(graph, guides.load(graph)), encoding="utf-8")
        for shot in shots(names):
            file = take(browser, site, shot, given.output)
            print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

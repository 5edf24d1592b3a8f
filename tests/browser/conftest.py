"""One browser for all tests, and pages in it whose every complaint and request is a failure."""

import shutil
from pathlib import Path

import pytest

from kg.website import build, guides, lessons

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TOOLS = Path(__file__).parents[2] / "node_modules"
#: What the loaded page takes at most, in milliseconds. docs/performance.md tells what it takes on an idle machine;
#: tests may run beside other work.
READY = 4000
WIDE, NARROW, LEAST = (1366, 768), (390, 844), (320, 640)
#: Keeps hold of the networks that a page makes, so that a test can ask them where they drew what. Not those of a frame:
#: there it may come when the scripts of the frame have begun, and would take their library away.
HOLD = """(() => {
  if (window !== window.top) return;
  let made;
  window.networks = [];
  const hold = (library) => {
    let own = library.Network;
    Object.defineProperty(library, "Network", { configurable: true, enumerable: true, get: () => own, set: (Base) => {
      own = class extends Base { constructor(...given) { super(...given); window.networks.push(this); } };
    } });
    return library;
  };
  const set = (library) => { made = hold(library); };
  Object.defineProperty(window, "vis", { configurable: true, get: () => made, set });
})()"""
#: Goes to an address within the page, and waits until it is shown and drawn.
GO = """(hash) => new Promise((done) => {
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)));
  if (location.hash === hash) return drawn();
  addEventListener("popstate", drawn, { once: true });
  location.hash = hash;
})"""

#: Waits until nothing moves: no transition runs, and two frames later picture, page and sheet are where they were.
REST = """() => new Promise((done) => {
  const frames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const where = () => JSON.stringify([scrollY, document.getElementById("side")?.scrollTop, KG.drawing?.spots?.(),
    document.getAnimations().filter(({ playState }) => playState === "running").length]);
  const look = () => {
    const before = where();
    frames(() => (where() === before && before.endsWith(",0]") ? done() : look()));
  };
  frames(look);
})"""
#: Keeps what is copied, as the system's clipboard is not there.
KEEP = "() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }"


def pytest_collection_modifyitems(items):
    """Mark all tests of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


class Tab:
    """A page that was opened from a file, without a network."""

    def __init__(self, page, complaints) -> None:
        self.page, self.complaints = page, complaints

    def go(self, address: str) -> None:
        """Go to an address within the page."""
        self.page.evaluate(GO, address)

    def ask(self, script: str, *given):
        """The value of a script in the page."""
        return self.page.evaluate(script, *given)

    def until(self, condition: str) -> None:
        """Wait until an expression is true (as a function: the policy of the page forbids to evaluate text again)."""
        self.page.wait_for_function(f"() => {condition}")

    def settle(self) -> None:
        """Wait until nothing in the page moves."""
        self.page.evaluate(REST)

    def reload(self) -> None:
        """Load the page again."""
        self.page.reload()
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def text(self, selector: str) -> str:
        """The text of one element, in one line."""
        return " ".join(self.page.locator(selector).inner_text().split())

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements, each in one line."""
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]

    def state(self) -> dict:
        """What the address says."""
        return self.ask("KG.state")

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, selector: str, *, most: int = 150) -> None:
        """Press Tab until an element has the focus; fails if that takes too long."""
        reached = "(selector) => document.activeElement?.matches(selector) ?? false"
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.ask(reached, selector):
                return
        pytest.fail(f"{selector} is not reached by {most} times Tab")


@pytest.fixture(scope="package")
def browser():
    """The browser that is installed; it goes with this package, as Playwright keeps an event loop running meanwhile."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: install chromium to run the browser tests")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright drives the browser: pip install '.[dev]'"
    )
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="package")
def linked(graph, tmp_path_factory):
    """The site as it is committed, with its lesson: it links to the library, which is not there without a network."""
    file = tmp_path_factory.mktemp("linked") / "index.html"
    known = lessons.load(graph, bundled=True)
    file.write_text(build.html(graph, guides.load(graph), linked=True, lessons=known), encoding="utf-8")
    return file


@pytest.fixture
def visit(browser, site):
    """Opens a page (the site if no other is named) and gives its tab; what a page complains of fails the test."""
    contexts, tabs = [], []

    def opened(file=None, address="", *, size=WIDE, theme="light", complains=False, script=True, ready=True, **more):
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            offline=True,
            java_script_enabled=script,
            **more,
        )
        contexts.append(context)
        page, complaints = context.new_page(), []
        own = (file or site).resolve().as_uri()
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.partition("#")[0] == own or request.url.startswith(("data:", "blob:"))
                else complaints.append(f"request: {request.url}")
            ),
        )
        if script:
            page.add_init_script(HOLD)
        page.goto(own + address)
        if script and ready:
            page.wait_for_selector("html[data-ready]", state="attached")
        if not complains:
            tabs.append(complaints)
        return Tab(page, complaints)

    yield opened
    for context in contexts:
        context.close()
    for complaints in tabs:
        assert complaints == []

"""Check the built site: ``python docs/check.py FOLDER``. It must fetch nothing and have no dead links."""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: Attributes with which an element fetches something when the page opens.
LOADS = {"src", "srcset", "poster", "data", "background"}
#: Relations of a <link> that fetch nothing.
INERT = {"canonical", "index", "search", "next", "prev", "author", "copyright"}
STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?\s*([a-zA-Z][\w+.-]*:|//)[^)\"']*")
REMOTE = re.compile(r"\s*(?:https?:|wss?:|ftp:|//)", re.IGNORECASE)


class Page(HTMLParser):
    """What a page loads, its links, and its link targets, including those of pages in frames."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self._style = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record what an element loads, its links and its name."""
        self._style = tag == "style"
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        self.loads += [value for name, value in given.items() if name in LOADS]
        self.loads += styles(given.get("style", ""))
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif "href" in given and not set(given.get("rel", "").split()) & INERT:
            self.loads.append(given["href"])
        if "srcdoc" in given:
            self.loads += Page(given["srcdoc"]).loads

    def handle_data(self, data: str) -> None:
        """Record what a style sheet in the page loads."""
        if self._style:
            self.loads += styles(data)

    def handle_endtag(self, _tag: str) -> None:
        """Record the end of a style sheet."""
        self._style = False


def styles(text: str) -> list[str]:
    """The addresses in a style sheet that have a scheme or a host."""
    return [
        match[0].removeprefix("@import").strip().removeprefix("url(").strip(" \"'") for match in STYLE.finditer(text)
    ]


def problems(folder: Path) -> Iterator[str]:
    """One line per address that a page or style sheet would fetch, and per dead link."""
    pages = {p: Page(p.read_text("utf-8")) for p in sorted(folder.rglob("*.html")) if "_downloads" not in p.parts}
    for path in sorted(folder.rglob("*.css")):
        for address in filter(REMOTE.match, styles(path.read_text("utf-8"))):
            yield f"{path.relative_to(folder)}: would fetch {address}"
    for path, page in pages.items():
        name = path.relative_to(folder)
        for address in filter(REMOTE.match, page.loads):
            yield f"{name}: would fetch {address}"
        for link in (*page.links, *(load for load in page.loads if not REMOTE.match(load))):
            target = urlsplit(link)
            if target.scheme or target.netloc or link.startswith(("data:", "#!")):
                continue
            place = (path.parent / unquote(target.path)).resolve() if target.path else path
            if not place.exists():
                yield f"{name}: {link} does not exist"
            elif target.fragment and place in pages and unquote(target.fragment) not in pages[place].anchors:
                yield f"{name}: {link} has no such anchor"


if __name__ == "__main__":
    found = list(problems(Path(sys.argv[1]).resolve()))
    sys.stderr.writelines(f"{line}\n" for line in found)
    sys.exit(bool(found))

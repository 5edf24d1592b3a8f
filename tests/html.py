"""A page as a reader of HTML sees it."""

import json
import re
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "input", "img"}


class Page(HTMLParser):
    """Elements with their attributes, texts, and what stands in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.source, self.elements, self.open, self.text = text, [], [], []
        self.scripts, self.styles, self.json = [], [], {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Open an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Close the element that is open."""
        if tag not in VOID:
            assert self.open.pop()[0] == tag

    def handle_data(self, data):
        """Keep text by the kind of element that it stands in."""
        tag, attributes = self.open[-1] if self.open else ("", {})
        if tag == "script" and attributes.get("type") == "application/ld+json":
            self.json["ld"] = json.loads(data)
        elif tag == "script" and attributes.get("type") == "application/json":
            self.json[attributes["id"]] = json.loads(data)
        elif tag == "script":
            self.scripts.append(data)
        elif tag == "style":
            self.styles.append(data)
        else:
            self.text.append(data)

    def words(self) -> str:
        """All that is read without a script, in one line."""
        return " ".join(" ".join(self.text).split())

    def all(self, tag: str) -> list[dict]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]

    def policy(self) -> dict[str, list[str]]:
        """The rules of the content security policy."""
        text = next(m["content"] for m in self.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
        return {name: values for name, *values in (rule.split() for rule in text.split(";"))}


def colours(style: str) -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the light and the dark theme, by name."""
    found = re.findall(r"--([\w-]+): var\(--L, (#\w{6})\) var\(--D, (#\w{6})\);", style)
    return {name: light for name, light, _ in found}, {name: dark for name, _, dark in found}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours #rrggbb, as WCAG 2.2 defines it: 1 to 21."""
    low, high = sorted([_luminance(one), _luminance(other)])
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

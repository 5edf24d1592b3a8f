"""Texts of files and questions on the way to a terminal."""

import json

import pytest

from kg.cli.output import as_json_text
from kg.model.characters import harmless
from kg.views.page import Page
from kg.views.wrap import hyperlink, lines


@pytest.mark.parametrize("mark", "\x00\x07\x0b\x1b\x7f\x9b\u2028\u202a\u202e\u2066\u2067\u2069\ud800")
def test_what_could_steer_a_terminal_is_replaced(mark):
    """Control characters, and those that turn text round; in JSON they are escaped, so that nothing is lost."""
    assert harmless(f"a{mark}b") == "a\ufffdb"
    text = as_json_text({"a": f"a{mark}b"})
    assert mark not in text
    assert json.loads(text) == {"a": f"a{mark}b"}


def test_other_characters_stay_as_they_are():
    """Tabs, lines, arrows and letters of any script; a line ends with one character."""
    assert harmless("a\tb\r\nc → μ é 𝛼") == "a\tb\nc → μ é 𝛼"


@pytest.mark.parametrize("mark", "\u00ad\u061c\u200b\u200d\u200e\u2060\ufeff\U000e0041\U000e0100")
def test_what_cannot_be_seen_is_removed(mark):
    """Zero-width and direction marks, tags; in JSON they are escaped, so that nothing is lost."""
    assert harmless(f"a{mark}b") == "ab"
    text = as_json_text({"a": f"a{mark}b"})
    assert text.isascii()
    assert json.loads(text) == {"a": f"a{mark}b"}


def shown(address, link=None, width=40):
    """The lines of a link, by its name of several words."""
    page = Page()
    page.link("a name of several words that are long", address, "a name", indent=2, hang=2)
    return list(lines(page, width, link=link))


def test_an_address_is_shown_once_after_its_name():
    """Where links are not possible: on the line, below if it only fits there, and on the line if it fits nowhere."""
    assert shown("https://a.example/") == ["  a name https://a.example/"]
    assert shown(f"https://{'a' * 26}/") == ["  a name", f"    https://{'a' * 26}/"]
    assert shown(f"https://{'a' * 99}/") == [f"  a name https://{'a' * 99}/"]


@pytest.mark.parametrize("address", ["", "http://a.example/", "javascript:alert(1)"])
def test_only_safe_addresses_are_links(address):
    """Any other address is a text like the rest."""
    assert " ".join("".join(shown(address, hyperlink)).split()).endswith(f"are long {address}".strip())
    assert "\x1b" not in "".join(shown(address, hyperlink))


def test_a_link_is_on_each_line_and_keeps_the_width():
    """Each line is linked without its indent; what is seen has the width that was asked for."""
    address = "https://a.example/"
    linked = shown(address, hyperlink, width=24)
    assert linked == [
        f"  \x1b]8;;{address}\x1b\\a name of several\x1b]8;;\x1b\\",
        f"    \x1b]8;;{address}\x1b\\words that are long\x1b]8;;\x1b\\",
    ]


@pytest.mark.parametrize("mark", "\x00\x07\x1b\x9c\n ß\u202e\ud800")
def test_an_address_cannot_end_its_link(mark):
    """Anything but printable ASCII is escaped in the address."""
    link = hyperlink("a", f"https://a.example/{mark}b")
    inside = link.removeprefix("\x1b]8;;").partition("\x1b\\")[0]
    assert inside.isascii()
    assert inside.isprintable()
    assert inside.endswith("b")
    assert mark not in inside
    assert "\x1b" not in "".join(shown(f"https://a.example/{mark}b"))

"""Texts of files and questions on the way to a terminal."""

import json

import pytest

from kg.cli.output import as_json_text
from kg.views.wrap import harmless


@pytest.mark.parametrize("mark", "\x00\x07\x0b\x1b\x7f\x9b\u2028\u202a\u202e\u2066\u2067\u2069\ud800")
def test_what_could_steer_a_terminal_is_replaced(mark):
    """Control characters, and those that turn text round; in JSON they are escaped, so that nothing is lost."""
    assert harmless(f"a{mark}b") == "a\ufffdb"
    text = as_json_text({"a": f"a{mark}b"})
    assert mark not in text
    assert json.loads(text) == {"a": f"a{mark}b"}


def test_other_characters_stay_as_they_are():
    """Tabs, lines, arrows and letters of any script; a line ends with one character."""
    assert harmless("a\tb\r\nc → μ é 𝛼\u200b") == "a\tb\nc → μ é 𝛼\u200b"

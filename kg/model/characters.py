"""Characters that a reader does not see, or that could manipulate a terminal."""

from __future__ import annotations

import re

#: Control characters and characters that change the text direction: they could manipulate a terminal.
STEERING = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
#: Characters without a shape, such as zero-width spaces and Unicode tags: a text hidden in them reaches only programs.
INVISIBLE = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff"
)
#: The first characters of formulas of spreadsheets, also as wide ones of East Asian keyboards.
FORMULA = "=+-@＝＋－＠"


def harmless(text: str) -> str:
    r"""A text without invisible characters; � marks each that could manipulate a terminal.

    >>> harmless("a\x1b[2J"), harmless("vita\u200bmin")
    ('a�[2J', 'vitamin')
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(f"[{STEERING}]", "\ufffd", re.sub(f"[{INVISIBLE}]", "", text.replace("\r\n", "\n")))


def one_line(text: str) -> str:
    r"""A text as one line of visible characters.

    >>> one_line("two\n lines\x00"), one_line("vita\u034fmin"), one_line("a\u200bb")
    ('two lines', 'vitamin', 'a b')
    """
    shown = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return " ".join(harmless(shown).split())


def escaped(text: str) -> str:
    r"""A JSON text with these characters as escapes.

    >>> print(escaped('"\u202e"'))
    "\u202e"
    """
    import json

    return re.sub(f"[{STEERING}{INVISIBLE}]", lambda match: json.dumps(match[0])[1:-1], text)


def hidden(text: str) -> str:
    r"""The name of the first of these characters in a text; empty if there is none.

    >>> hidden("vita\u200bmin"), hidden("a\x1b[2J"), hidden("two\nlines")
    ('U+200B (zero width space)', 'U+001B (control character)', '')
    """
    if text.isascii() and text.isprintable():
        return ""
    found = re.search(f"[{STEERING}{INVISIBLE}]", text)
    if found is None:
        return ""
    import unicodedata

    return f"U+{ord(found[0]):04X} ({unicodedata.name(found[0], 'control character').lower()})"


def unread(value: object, mark: str = "'", starts: str = FORMULA) -> object:
    """A cell with a mark in front if a spreadsheet would read it as a formula; signs and numbers are not formulas.

    >>> unread("=1+1"), unread("-2+3"), unread("−"), unread("-"), unread("-0.5"), unread(-1)
    ("'=1+1", "'-2+3", '−', '-', '-0.5', -1)
    """
    formula = isinstance(value, str) and value.lstrip()[:1] in {*starts}
    return f"{mark}{value}" if formula and not re.fullmatch(r"[-+?0 ]*|[-+]?\d+(\.\d+)?", str(value)) else value

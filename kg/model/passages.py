"""Passages of documents: offsets, digests and text fragments, and the units of a text.

Offsets are Unicode code points of the UTF-8 text exactly as given, with its newlines unchanged.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from kg.errors import DataError, UsageError, unreadable
from kg.model.core import Passage

_WORD = re.compile(r"[^\W_]+")
_BULLET = re.compile(r"\s*(?:[-•*]|\d+\.)\s+")
# A sentence ends at . ! or ? (and closing quotes or brackets) before white space and a capital, digit or quote.
_SENTENCE = re.compile(r"(?<!vs\.)(?<!e\.g\.)(?<!i\.e\.)(?<=[.!?])[”\"')\]]*\s+(?=[A-Z0-9“\"(])")
#: Words that a text fragment quotes at each end, and the number of words in a row that count as copied.
EDGE, RUN = 4, 8
#: Maximum number of words in a heading, and letters of a long word: most long words of a heading are capitalised.
HEADING, LONG_WORD = 14, 4


def digest(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of ``text``, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def document_path(folder: Path, document: str) -> Path:
    """The file of a document in a folder: ``000.txt`` or ``000_anything.txt`` for ``document:000``.

    Raises DataError if the folder has none, or several.
    """
    name = document.partition(":")[2]
    if not folder.is_dir():
        raise DataError(f"{folder}: not a folder; give the folder that holds the texts of the documents")
    found = sorted(p for p in folder.glob("*.txt") if p.stem == name or p.stem.startswith(f"{name}_"))
    if len(found) != 1:
        problem = "no text of" if not found else f"{len(found)} texts of"
        raise DataError(f"{folder}: {problem} {document}; exactly one file {name}.txt or {name}_….txt is needed")
    return found[0]


def read_text(path: Path) -> str:
    """The text of a file with its newlines unchanged; bytes that are not UTF-8 become lone surrogates."""
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise unreadable(path, error) from None


def verify(passage: Passage, text: str) -> str | None:
    """The problem of a passage, compared with the text of its document, in one line, or None."""
    if passage.end > len(text):
        return f"{passage.id}: ends at {passage.end}, but the text has {len(text)} code points"
    if digest(text[passage.start : passage.end]) != passage.digest:
        return f"{passage.id}: the text at {passage.start}–{passage.end} is not what was cited (digest differs)"
    return None


def fragment(span: str) -> str:
    """URL text fragment that takes a browser to ``span``: fewer than eight words whole, else up to four at each end.

    It never holds eight words in a row.

    >>> fragment("Bone pain")
    ':~:text=Bone%20pain'
    >>> fragment("Low levels of it lead, over time, to soft bones.")
    ':~:text=Low%20levels%20of%20it,time%2C%20to%20soft%20bones.'
    >>> fragment("They lead, over time, to very soft bones.")
    ':~:text=They%20lead%2C%20over,very%20soft%20bones.'
    """
    words = span.split()
    edge = min(EDGE, len(words) // 2)
    if not edge or (max(len(words), len(_comparable(span))) < RUN and "\n" not in span):
        return ":~:text=" + _encode(words)
    while edge > 1 and _copies(words, edge):
        edge -= 1
    return f":~:text={_encode(words[:edge])},{_encode(words[-edge:])}"


def _copies(words: list[str], edge: int) -> bool:
    """Whether ``edge`` words at each end hold a run of eight words as they are compared."""
    ends = [words[:edge], words[-edge:]] if len(words) > 2 * edge else [words]
    return any(len(_comparable(" ".join(end))) >= RUN for end in ends)


def _comparable(text: str) -> list[str]:
    """The words of a text as they are compared: runs of letters and digits, in lower case."""
    return re.findall(r"[a-z0-9]+", text.lower())


def _encode(words: list[str]) -> str:
    from urllib.parse import quote

    return quote(" ".join(words), safe="", errors="surrogateescape").replace("-", "%2D")


class Span(Struct, frozen=True):
    """A piece of a text, in code points."""

    start: int
    end: int


def units(text: str) -> Iterator[Span]:
    """The sentences, list items and ``|`` table cells of a text, in order, without bullets and outer white space."""
    for line in re.finditer(r"[^\n]+", text):
        bullet = _BULLET.match(line.group())
        start = line.start() + (bullet.end() if bullet else 0)
        if line.group().lstrip().startswith("|"):
            pieces = [(m.start() + line.start(), m.end() + line.start()) for m in re.finditer(r"[^|]+", line.group())]
        else:
            body = text[start : line.end()]
            cuts = [0, *(c for m in _SENTENCE.finditer(body) for c in (m.start(), m.end())), len(body)]
            pieces = [(start + a, start + b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
            pieces = _close_quotes(text, pieces)
        for a, b in pieces:
            piece = text[a:b]
            left, right = a + len(piece) - len(piece.lstrip()), b - len(piece) + len(piece.rstrip())
            if left < right and _WORD.search(text[left:right]):
                yield Span(left, right)


def _close_quotes(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give each sentence the closing quotes and brackets that follow its full stop."""
    closed = []
    for a, b in pieces:
        end = b
        while end < len(text) and text[end] in "”\"')]":
            end += 1
        closed.append((a, end))
    return closed


def section(text: str, start: int) -> str:
    """The heading above a position; empty if there is none."""
    lines = text[:start].split("\n")
    for number in range(len(lines) - 2, -1, -1):
        before = lines[number - 1].strip() if number else ""
        if _is_heading(lines[number], alone=not before and not lines[number + 1].strip()):
            return lines[number].strip()
    return ""


def _is_heading(line: str, *, alone: bool) -> bool:
    stripped = line.strip()
    words = re.findall(r"[A-Za-z]+", stripped)
    if not words or _BULLET.match(line) or stripped.startswith("|") or len(words) > HEADING or stripped[-1] in ".;:,!”":
        return False
    long = [word for word in words if len(word) >= LONG_WORD]
    capitals = sum(word[0].isupper() for word in long)
    return stripped.endswith("?") or alone or (bool(long) and capitals > 0.6 * len(long))


def locate(text: str, words: str) -> list[Span]:
    """The spans of ``words`` in a text, ignoring white space, case and style of quotes; ``first … last`` gives a span.

    Raises UsageError if there are no words.
    """
    ends = [re.escape(part.strip()) for part in re.split(r"…|\.\.\.", words)]
    patterns = [re.sub(r"(?:\\\s|\s)+", r"\\s+", part) for part in ends if part]
    if not patterns:
        raise UsageError("no words to search for; give some words of the passage")
    patterns = [re.sub('[“”"]', '[“”"]', re.sub("[‘’']", "[‘’']", pattern)) for pattern in patterns]
    found = []
    for match in re.finditer(patterns[0], text, re.IGNORECASE):
        end = match.end()
        for pattern in patterns[1:]:
            last = re.compile(pattern, re.IGNORECASE).search(text, end)
            if last is None:
                break
            end = last.end()
        else:
            found.append(Span(match.start(), end))
    return found


def enclosing(text: str, span: Span) -> Span:
    """The whole sentence, list item or table cell around a span; if it touches several units, all of them."""
    touched = [u for u in units(text) if u.start < span.end and span.start < u.end]
    return Span(touched[0].start, touched[-1].end) if touched else span


def make_passage(document: str, text: str, span: Span, heading: str | None = None, taken: bool = False) -> Passage:
    """The passage at a span; if ``taken``, another passage begins there and the identifier includes the end."""
    cited = text[span.start : span.end]
    name = document.partition(":")[2]
    identifier = f"passage:{name}-{span.start}" + (f"-{span.end}" if taken else "")
    return Passage(
        identifier,
        document,
        span.start,
        span.end,
        digest(cited),
        section(text, span.start) if heading is None else heading,
        fragment(cited),
    )


class Runs:
    """The runs of eight words of a text, to find copied wording: curation takes over facts, not sentences.

    >>> Runs("one two three four five six seven eight nine").shared("It says: two three four five six seven eight nine")
    'two three four five six seven eight nine'
    """

    def __init__(self, text: str) -> None:
        words = _comparable(text)
        self.known = {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}

    def shared(self, own: str) -> str | None:
        """The first run of words that ``own`` shares with the text, or None."""
        words = _comparable(own)
        for i in range(len(words) - RUN + 1):
            if tuple(words[i : i + RUN]) in self.known:
                return " ".join(words[i : i + RUN])
        return None

"""A deck of Anki cards: one per claim, with what its sources say.

A card keeps its identity from export to export, so importing again updates it and keeps the learning progress.
"""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from html import escape
from itertools import count
from typing import TYPE_CHECKING
from zlib import crc32

from kg.errors import UsageError
from kg.exchange.made import Made, Statement, label, level, on_web, statements
from kg.model.characters import one_line
from kg.model.core import Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.claims import citation

if TYPE_CHECKING:
    import genanki

#: Fixed numbers by which Anki identifies our deck and the note type; they must never change.
DECK, MODEL = 1_735_201_846, 1_735_201_847
#: The least number of the deck of another graph; its name gives the rest.
OTHERS = 1 << 31
FIELDS = "Claim Question Answer Direction Levels Confidence For Against Undecided".split()
MOVES = {
    Sign.PLUS: "rises",
    Sign.MINUS: "falls",
    Sign.NULL: "does not change",
    Sign.UNKNOWN: "changes, in a direction that is not stated",
}
ANSWERS = {
    "supported": "Sources support it.",
    "contested": "Contested: some sources support it, and some dispute it.",
    "disputed": "No source supports it, and some dispute it.",
    "undecided": "No source supports it; those that looked are undecided.",
}
BACK = """{{FrontSide}}<hr id="answer"><p><b>{{Answer}}</b> Confidence {{Confidence}}.</p>
<p>{{Direction}}</p><p>{{Levels}}</p>
{{#For}}<p>For:</p><ul>{{For}}</ul>{{/For}}
{{#Against}}<p>Against:</p><ul>{{Against}}</ul>{{/Against}}
{{#Undecided}}<p>Undecided:</p><ul>{{Undecided}}</ul>{{/Undecided}}
<p>For learning, not medical advice.</p>"""
#: The earliest time a zip archive can hold; a fixed time makes the bytes reproducible.
EPOCH = (1980, 1, 1, 0, 0, 0)


def anki(graph: KnowledgeGraph) -> Made:
    """The deck as an .apkg file; raises UsageError if genanki is not installed."""
    try:
        import genanki
    except ImportError:
        raise UsageError("anki needs genanki; install it: python3 -m pip install 'vitamin-d-kg[anki]'") from None
    template = {"name": "Claim", "qfmt": "{{Question}}", "afmt": BACK}
    model = genanki.Model(MODEL, "Claim and its sources", [{"name": name} for name in FIELDS], [template])
    number = OTHERS + crc32(graph.name.encode()) if graph.name else DECK
    deck = genanki.Deck(number, graph.name or "Vitamin D mechanisms", "Claims, and what sources say about them.")
    for statement in statements(graph):
        fields = list(_fields(graph, statement).values())
        deck.add_note(genanki.Note(model, fields, tags=[statement.status], guid=genanki.guid_for(statement.claim.id)))
    return Made({"": _packed(deck)}, {"cards": len(graph.claims), "claims": len(graph.claims)})


def _packed(deck: genanki.Deck) -> bytes:
    """The archive of a deck, made in memory, with a fixed time so that its bytes are reproducible."""
    import genanki

    with closing(sqlite3.connect(":memory:")) as base:
        genanki.Package(deck).write_to_db(base.cursor(), 0, count())
        base.commit()
        parts = {"collection.anki2": base.serialize(), "media": b"{}"}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _fields(graph: KnowledgeGraph, statement: Statement) -> dict[str, str]:
    """The content of each field, as HTML."""
    texts = {
        "Claim": statement.claim.id,
        "Question": f"“{statement.sentence}”: what do sources say?",
        "Answer": ANSWERS[statement.status],
        "Direction": _direction(graph, statement),
        "Levels": _levels(graph, statement),
        "Confidence": str(statement.confidence),
    }
    sides = {name: "".join(_side(graph, statement, stance)) for name, stance in SIDES.items()}
    return {**{name: _shown(text) for name, text in texts.items()}, **sides}


def _shown(text: str) -> str:
    r"""A text as HTML in which Anki finds nothing to play, to speak or to set with TeX.

    >>> _shown("a < b [sound:x.mp3]")
    'a &lt; b &#91;sound:x.mp3]'
    """
    return re.sub(r"\[(?=sound:|anki:|latex\]|\$)", "&#91;", escape(one_line(text)), flags=re.IGNORECASE)


SIDES = {"For": Stance.SUPPORTS, "Against": Stance.DISPUTES, "Undecided": Stance.INCONCLUSIVE}


def _direction(graph: KnowledgeGraph, statement: Statement) -> str:
    """How the object's quantity changes when the subject's quantity rises, if the claim holds."""
    if statement.sign is None:
        return "It states no direction."
    source, target = (label(graph.concepts[name]) for name in (statement.source, statement.target))
    causal = graph.relations[statement.claim.relation].causal
    hold = "If it holds: when" if causal else "If it holds, and without a cause: where"
    return f"{hold} {source} rises, {target} {MOVES[statement.sign]}."


def _levels(graph: KnowledgeGraph, statement: Statement) -> str:
    """The level and quantity of each state that the claim names."""
    named = [graph.concepts[name] for name in (statement.claim.subject, statement.claim.object) if level(graph, name)]
    return " ".join(f"{s.label} is {s.level} {graph.concepts[s.state_of or s.id].label}." for s in named)


def _side(graph: KnowledgeGraph, statement: Statement, stance: Stance) -> Iterator[str]:
    """The sources of one side, each with a link and what it says in our words."""
    for item in statement.evidence[stance]:
        cited = citation(graph, item)
        name, says = _shown(cited.source_name), _shown(item.says)
        linked = f'<a href="{escape(cited.url)}">{name}</a>' if cited.url and on_web(cited.url) else name
        yield f"<li>{linked}: {says}</li>"

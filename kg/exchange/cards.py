"""A deck of Anki cards: one per claim, with what its sources say.

A card keeps its identity from export to export, so importing again updates it and keeps the learning progress.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from html import escape
from pathlib import Path

from kg.errors import UsageError
from kg.exchange.made import Made, Statement, label, level, statements
from kg.model.characters import one_line
from kg.model.core import Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.questions.parts.claims import citation

#: Fixed numbers by which Anki identifies the deck and the note type; they must never change.
DECK, MODEL = 1_735_201_846, 1_735_201_847
FIELDS = "Claim Question Answer Direction Levels Confidence For Against Undecided".split()
MOVES = {
    Sign.PLUS: "rises",
    Sign.MINUS: "falls",
    Sign.NULL: "does not change",
    Sign.UNKNOWN: "changes, how is not told",
}
ANSWERS = {
    "supported": "Sources support it.",
    "contested": "Contested: sources speak for it and against it.",
    "disputed": "No source supports it, and some speak against it.",
    "undecided": "No source supports it; those that looked leave it open.",
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
    model = genanki.Model(MODEL, "Claim of vitamin D mechanisms", [{"name": name} for name in FIELDS], [template])
    deck = genanki.Deck(DECK, "Vitamin D mechanisms", "Claims and what sources say of them.")
    for statement in statements(graph):
        fields = [_field(graph, statement, name) for name in FIELDS]
        deck.add_note(genanki.Note(model, fields, tags=[statement.status], guid=genanki.guid_for(statement.claim.id)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "deck.apkg"
        genanki.Package(deck).write_to_file(file, timestamp=0)
        packed = _repacked(file)
    return Made({"": packed}, {"cards": len(graph.claims), "claims": len(graph.claims)})


def _repacked(file: Path) -> bytes:
    """The same archive with a fixed time, so that its bytes are reproducible."""
    stream = io.BytesIO()
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in made.namelist():
            packed.writestr(zipfile.ZipInfo(name, EPOCH), made.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _field(graph: KnowledgeGraph, statement: Statement, name: str) -> str:
    """The content of a field, as HTML."""
    if name in SIDES:
        return "".join(f"<li>{entry}</li>" for entry in _side(graph, statement, SIDES[name]))
    texts = {
        "Claim": statement.claim.id,
        "Question": f"“{statement.sentence}”: what do sources say?",
        "Answer": ANSWERS[statement.status],
        "Direction": _direction(graph, statement),
        "Levels": _levels(graph, statement),
        "Confidence": str(statement.confidence),
    }
    return escape(one_line(texts[name]))


SIDES = {"For": Stance.SUPPORTS, "Against": Stance.DISPUTES, "Undecided": Stance.INCONCLUSIVE}


def _direction(graph: KnowledgeGraph, statement: Statement) -> str:
    """How the object's quantity changes when the subject's quantity rises, if the claim holds."""
    if statement.sign is None:
        return "It tells no direction."
    source, target = (label(graph.concepts[name]) for name in (statement.source, statement.target))
    causal = graph.relations[statement.claim.relation].causal
    hold = "If it holds: when" if causal else "If it holds, and without a cause: where"
    return f"{hold} {source} rises, {target} {MOVES[statement.sign]}."


def _levels(graph: KnowledgeGraph, statement: Statement) -> str:
    """The level and quantity of each state that the claim names."""
    named = [graph.concepts[name] for name in (statement.claim.subject, statement.claim.object) if level(graph, name)]
    levels = [f"{state.label} is {state.level} {graph.concepts[state.state_of or state.id].label}." for state in named]
    return " ".join(levels)


def _side(graph: KnowledgeGraph, statement: Statement, stance: Stance) -> list[str]:
    """The sources of one side, each with a link and what it says in our words."""
    entries = []
    for item in statement.evidence[stance]:
        cited = citation(graph, item)
        name, says = escape(one_line(cited.source_name)), escape(one_line(item.says))
        linked = f'<a href="{escape(cited.url)}">{name}</a>' if cited.url else name
        entries.append(f"{linked}: {says}")
    return entries

"""Look up a typed text: its concept and direction, or suggestions."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kg.errors import UnknownConcept, UsageError
from kg.model.core import Concept, Sign
from kg.model.graph import KnowledgeGraph

#: Words before or after a name that give the direction of its quantity.
DOWN = frozenset({"low", "lower", "lowered", "lack", "reduced", "decreased", "impaired", "poor", "falling", "less"})
UP = frozenset({"high", "higher", "raised", "increased", "elevated", "excess", "excessive", "rising", "more"})
MARKS = {"↑": Sign.PLUS, "↓": Sign.MINUS, "+": Sign.PLUS, "-": Sign.MINUS, "−": Sign.MINUS}
ARROWS = {"up": Sign.PLUS, "down": Sign.MINUS, **MARKS}
LEVELS = {**ARROWS, **dict.fromkeys(DOWN, Sign.MINUS), **dict.fromkeys(UP, Sign.PLUS)}
BEFORE = {**LEVELS, "lack of": Sign.MINUS}
AFTER = {**LEVELS, **dict.fromkeys(("deficiency", "insufficiency", "deficit"), Sign.MINUS)}
#: Minimum similarity of a name that is suggested, from 0 to 1.
LIKENESS = 0.5


class Selection(Struct, frozen=True):
    """A concept and the direction of its quantity; ``direction`` is None if none was given."""

    concept: Concept
    direction: Sign | None
    label: str

    @property
    def quantity(self) -> str:
        """Identifier of the quantity."""
        return self.concept.quantity


#: A space for each ASCII character that is no letter or digit.
_SPACES = {code: " " for code in range(128) if not chr(code).isalnum()}


def normal(text: str) -> str:
    """The form in which names are compared: without case, accents, punctuation and British spelling.

    >>> normal("Vitamin-D  deficiency"), normal("hypocalcaemia"), normal("Bone mineralisation")
    ('vitamin d deficiency', 'hypocalcemia', 'bone mineralization')
    """
    plain = text.translate(_SPACES) if text.isascii() else _plain(text)
    return " ".join(plain.casefold().split()).replace("ae", "e").replace("isation", "ization")


def _plain(text: str) -> str:
    import unicodedata

    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain.casefold())


def find(graph: KnowledgeGraph, text: str) -> Concept | None:
    """The concept with this identifier, grounding, label or synonym; None if there is none.

    Raises UsageError if there are several.
    """
    text = text.strip()
    if text in graph.concepts:
        return graph.concepts[text]
    wanted, found = text.casefold(), list[Concept]()
    if ":" in text:
        found = [c for c in graph.concepts.values() if c.id.casefold() == wanted]
        found = found or [c for c in graph.concepts.values() if wanted in map(str.casefold, c.exact)]
        found = found or [c for c in graph.concepts.values() if wanted in map(str.casefold, c.close)]
    found = found or list(graph.named.get(wanted, ()))
    if not found and (wanted := normal(text)):
        found = [c for c in graph.concepts.values() if any(normal(n) == wanted for n in c.names)]
    if len(found) > 1:
        ids = ", ".join(c.id for c in found[:5])
        raise UsageError(f"“{text}” names {len(found)} concepts ({ids}); give one of these identifiers")
    return found[0] if found else None


def resolve(graph: KnowledgeGraph, text: str) -> Selection:
    """The concept and direction of a typed text: a name, an identifier, or a name with words or an arrow.

    "low back pain" is low back pain because that is a name; "low calcium absorption" is calcium absorption going down.
    Raises UnknownConcept, with the three most similar concepts, if nothing matches.
    """
    words = text.split()
    marked = len(words) > 1 and words[-1] in MARKS  # a mark has priority: names are compared without punctuation
    if not marked and (concept := find(graph, text)) is not None:
        return _select(concept, None)
    for cut in (2, 1):
        for table, word, rest in (
            (BEFORE, words[:cut], words[cut:]),
            (AFTER, words[-cut:], words[:-cut]),
        ):
            direction = table.get(" ".join(word).casefold())
            if direction is not None and rest and (concept := find(graph, " ".join(rest))) is not None:
                return _select(concept, direction)
    raise UnknownConcept(text, nearest(graph, text))


def pair(graph: KnowledgeGraph, source: str, target: str) -> tuple[Selection, Selection]:
    """The two concepts of a question; raises UsageError if they are the same quantity."""
    start, goal = resolve(graph, source), resolve(graph, target)
    if start.quantity == goal.quantity:
        same = f"“{start.label}” and “{goal.label}” are the same quantity"
        raise UsageError(f"{same}; give two different concepts")
    return start, goal


def group(words: Sequence[str], most: int) -> list[str]:
    """Join a direction that was typed as a separate word to the name before it; raises UsageError on a wrong count.

    >>> group(["serum calcium", "up", "back pain"], 2)
    ['serum calcium up', 'back pain']
    """
    joined = join_directions(words)
    if len(joined) != most:
        wanted = "1 concept" if most == 1 else f"{most} concepts"
        raise UsageError(
            f"expected {wanted}, got {len(joined)} ({' | '.join(joined)}); put names of several words in quotes"
        )
    return joined


def join_directions(words: Sequence[str]) -> list[str]:
    """Join a direction that was typed as a separate word to the name before it.

    >>> join_directions(["serum calcium", "down", "magnesium"])
    ['serum calcium down', 'magnesium']
    """
    joined: list[str] = []
    for word in words:
        if joined and word.casefold() in ARROWS:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def nearest(graph: KnowledgeGraph, text: str, most: int = 3) -> tuple[str, ...]:
    """Labels of the concepts with the names most similar to ``text``, best first."""
    from difflib import SequenceMatcher

    wanted = normal(text)
    words = set(wanted.split())
    scored = []
    for concept in graph.concepts.values():
        best = 0.0
        for name in map(normal, concept.names):
            shared = len(words & set(name.split())) / max(len(words), len(name.split()), 1)
            best = max(best, shared, SequenceMatcher(None, wanted, name).ratio())
        scored.append((-best, concept.label))
    return tuple(label for score, label in sorted(scored)[:most] if score <= -LIKENESS)


def moving(selection: Selection, direction: Sign) -> Selection:
    """A selection that moves in a direction, with its new label; for a deficiency, + means that it holds."""
    if direction is not Sign.MINUS:
        return selection
    concept = selection.concept
    return _select(concept, (selection.direction or Sign.PLUS) * concept.direction * direction)


def direction_of(text: Sign | str) -> Sign:
    """The direction of a typed text, such as ``+``, ``-``, ``up`` or ``down``; raises UsageError.

    >>> direction_of("down") is direction_of("-") is Sign.MINUS
    True
    """
    named = text if isinstance(text, Sign) else ARROWS.get(text.casefold())
    if named in (Sign.PLUS, Sign.MINUS):
        return named
    raise UsageError(f"unknown direction “{text}”; choose one of: up, down")


def _select(concept: Concept, direction: Sign | None) -> Selection:
    if direction is None:
        return Selection(concept, concept.direction if concept.is_level else None, concept.label)
    moved = concept.direction * direction
    return Selection(concept, moved, level_label(concept, direction))


def level_label(concept: Concept, direction: Sign) -> str:
    """The label of a level that has no name: "low bone resorption", but "less back pain".

    Symptoms and diseases get "more" or "less", because "low back pain" means something else.
    """
    more, less = ("more", "less") if concept.category in ("Disease", "PhenotypicFeature") else ("high", "low")
    return f"{less if direction is Sign.MINUS else more} {concept.label}"

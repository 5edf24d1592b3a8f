"""Look up a typed text: its concept and direction, or suggestions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kg.errors import UsageError
from kg.model.core import Concept, Sign
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.kept import kept
from kg.model.spelling import compact
from kg.model.withdrawn import WithdrawnConcept

T_co = TypeVar("T_co", covariant=True)
#: Maximum number of characters of a typed text in which a name is searched.
LONGEST = 1_000
MARKS = {"↑": Sign.PLUS, "↓": Sign.MINUS, "+": Sign.PLUS, "-": Sign.MINUS, "−": Sign.MINUS}
ARROWS = {"up": Sign.PLUS, "down": Sign.MINUS, **MARKS}
#: The words after a name that may be typed outside its quotes; no verbs, because "A lower B" is a question.
SEPARATE = frozenset({*ARROWS, "low", "high"})
#: Words before or after a name for a level of its quantity, which may be a named state.
LOW = "low|lack|poor|impaired|deficient|inadequate|insufficient"
HIGH = "high|raised|elevated|excess|excessive"
#: Words before or after a name for a move of its quantity.
DOWN = "lower|lowered|reduced|decreased|falling|less"
UP = "higher|increased|rising|more"
_MOVES = {**ARROWS, **dict.fromkeys(DOWN.split("|"), Sign.MINUS), **dict.fromkeys(UP.split("|"), Sign.PLUS)}
_STATES = {**dict.fromkeys(LOW.split("|"), Sign.MINUS), **dict.fromkeys(HIGH.split("|"), Sign.PLUS)}
_LACKS = ("deficiency", "insufficiency", "deficit")
_LACKING = ("lack of", "deficiency of", "shortage of", "too little", "not enough")
BEFORE = {
    **_MOVES,
    **_STATES,
    **dict.fromkeys(_LACKING, Sign.MINUS),
    **dict.fromkeys(("excess of", "too much"), Sign.PLUS),
    **dict.fromkeys(("fall in", "drop in", "decrease in"), Sign.MINUS),
    **dict.fromkeys(("rise in", "increase in"), Sign.PLUS),
}
AFTER = {**_MOVES, **_STATES, **dict.fromkeys(_LACKS, Sign.MINUS)}
#: The words for a level, as opposed to a move.
LEVELS = frozenset({*_STATES, *_LACKS, *_LACKING, "excess of", "too much"})


class Selection(Struct, frozen=True):
    """A concept and the direction of its quantity; ``direction`` is None if none was given.

    If ``typed`` is neither a name of the concept nor the label, ``read`` says how it was read.
    """

    concept: Concept
    direction: Sign | None
    label: str
    typed: str = ""
    read: str = ""

    @property
    def quantity(self) -> str:
        """Identifier of the quantity."""
        return self.concept.quantity


#: A space for each ASCII character that is not a letter or digit.
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
    """The concept with this identifier, grounding, label or synonym, or that replaces it; None if there is none.

    Raises UsageError if there are several.
    """
    return used(graph, text) or replacement(graph, text)


def replacement(graph: KnowledgeGraph, text: str) -> Concept | None:
    """The concept that replaces a withdrawn one of this identifier or label; None if no withdrawn one has it.

    Raises UsageError if nothing replaces it, or several concepts do.
    """
    gone = withdrawn(graph, text)
    if gone is None:
        return None
    if len(gone.replaced_by) == 1:
        return graph.concepts[gone.replaced_by[0]]
    repair = f"choose one of: {', '.join(gone.replaced_by)}" if gone.replaced_by else "nothing replaces it"
    raise UsageError(f"“{text}” was withdrawn on {gone.date}; {repair} (kg show {gone.id} shows why)")


def withdrawn(graph: KnowledgeGraph, text: str) -> WithdrawnConcept | None:
    """The withdrawn concept with this identifier or label; None if there is none."""
    if not graph.withdrawn_concepts:
        return None
    name, wanted = text.strip(), normal(text)
    for known in (name, f"concept:{name}"):
        if known in graph.withdrawn_concepts:
            return graph.withdrawn_concepts[known]
    return next((gone for gone in graph.withdrawn_concepts.values() if normal(gone.label) == wanted), None)


def used(graph: KnowledgeGraph, text: str) -> Concept | None:
    """The concept with this identifier, grounding, label or synonym; None if there is none.

    Raises UsageError if there are several.
    """
    text = text.strip()
    if text in graph.concepts:
        return graph.concepts[text]
    wanted, found = text.casefold(), list[Concept]()
    if ":" in text:
        found = next(([*near] for known in identified(graph) if (near := known.get(wanted, ()))), found)
    found = found or [*graph.named.get(wanted, ())]
    if not found and (wanted := normal(text)):
        spelled = _spelled(graph, wanted)
        found = [c for c in spelled if any(normal(n) == wanted for n in c.names)] or list(spelled)
    if len(found) > 1:
        ids = ", ".join(c.id for c in found[:5])
        raise UsageError(f"“{text}” names {len(found)} concepts ({ids}); give one of these identifiers")
    return found[0] if found else None


class Lookup(Protocol[T_co]):
    """As much of a mapping of texts as lookups need."""

    def get(self, text: str, default: tuple[()], /) -> Collection[T_co]:
        """What has a text, or the default if nothing has it."""


@kept(1)
def identified(graph: KnowledgeGraph) -> Sequence[Lookup[Concept]]:
    """The concepts with each identifier, with each exact match and with each close match, without case."""
    named: tuple[Callable[[Concept], Sequence[str]], ...] = lambda c: (c.id,), lambda c: c.exact, lambda c: c.close
    return [
        grouped((n, c) for c in graph.concepts.values() for n in dict.fromkeys(map(str.casefold, names(c))))
        for names in named
    ]


def resolve(graph: KnowledgeGraph, text: str) -> Selection:
    """The concept and direction of a typed text: a name, an identifier, or a name with words or an arrow.

    "low back pain" is low back pain because that is a name. A level, "high serum calcium", is a state of that name, or
    the only state beyond the range; otherwise it is a move of the quantity, as "serum calcium up" always is. Raises
    UnknownConcept, with suggestions, if nothing matches.
    """
    words = text.split()
    marked = len(words) > 1 and words[-1] in MARKS  # a mark has priority: names are compared without punctuation
    if not marked and (concept := used(graph, text)) is not None:
        return _select(concept, None)
    if not marked and (concept := replacement(graph, text)) is not None:
        return replace(_select(concept, None), typed=text.strip(), read=f"now {concept.label}")
    if len(text) > LONGEST:
        raise UsageError(
            f"a name has {len(text):,} characters, more than {LONGEST:,}; give a shorter name, or an identifier"
        )
    for cut in (2, 1):
        for table, word, rest in (
            (BEFORE, words[:cut], words[cut:]),
            (AFTER, words[-cut:], words[:-cut]),
        ):
            level, name = " ".join(word).casefold(), " ".join(rest)
            direction = table.get(level)
            if direction is not None and rest and (concept := find(graph, name)) is not None:
                return _level(graph, concept, direction, " ".join(words), level, name)
    from kg.model.nearest import unknown

    raise unknown(graph, text)


def _level(graph: KnowledgeGraph, concept: Concept, direction: Sign, typed: str, level: str, name: str) -> Selection:
    """A level of a concept: a state that has this name or is the only one beyond its range, or a move."""
    beyond = [s for s in graph.states.get(concept.id, ()) if s.beyond_range and _goes(s, direction)]
    if level in LEVELS:
        word = level.removesuffix(" of")
        forms = (f"{word} {name}", f"{word} of {name}", f"{name} {word}")
        named = {c.id: c for form in forms for c in _spelled(graph, form) if c.state_of and _goes(c, direction)}
        meant = [*named.values()] or beyond
        if len(meant) == 1:
            return replace(_select(meant[0], None), typed=typed, read=meant[0].label)
    label = level_label(concept, direction)
    other = next((c for c in _spelled(graph, label) if c.quantity != concept.quantity), None)
    note = ", within its range" if beyond else f" (“{label}” is {other.label})" if other else ""
    if note:
        label = f"{'rising' if direction is Sign.PLUS else 'falling'} {concept.label}"
    moved = Selection(concept, concept.direction * direction, label)
    return replace(moved, typed=typed, read=label + note) if note or normal(typed) != normal(label) else moved


def _goes(state: Concept, direction: Sign) -> bool:
    """Whether a state is a level in this direction."""
    return (state.level == "Low") is (direction is Sign.MINUS)


def _spelled(graph: KnowledgeGraph, text: str) -> Collection[Concept]:
    """The concepts with this name in any spelling."""
    return graph.spelled.get(compact(normal(text)), ())


def pair(graph: KnowledgeGraph, source: str, target: str) -> tuple[Selection, Selection]:
    """The two concepts of a question; raises UsageError if they are the same quantity."""
    start, goal = resolve(graph, source), resolve(graph, target)
    if start.quantity == goal.quantity:
        same = f"“{start.label}” and “{goal.label}” are the same quantity"
        raise UsageError(f"{same}; give two different concepts")
    return start, goal


def several(graph: KnowledgeGraph, texts: Sequence[str]) -> list[Selection]:
    """Two concepts or more; raises UsageError for fewer."""
    found = [resolve(graph, text) for text in texts]
    if len(found) < 2:  # noqa: PLR2004
        raise UsageError(f"expected two concepts or more, got {len(found)}; put names of several words in quotes")
    return found


def join_directions(words: Sequence[str]) -> list[str]:
    """Join a direction or a level that was typed as a separate word to the name before it.

    >>> join_directions(["serum calcium", "down", "magnesium", "low"])
    ['serum calcium down', 'magnesium low']
    """
    joined: list[str] = []
    for word in words:
        if joined and word.casefold() in SEPARATE:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


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

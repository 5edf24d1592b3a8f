"""Questions in words: two known names with words for an effect, or one name and what is asked about it.

Nothing is guessed: the names are those of the graph, the other words those of :mod:`kg.model.phrases`; what is left is
reported.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from msgspec import Struct

from kg.errors import UnknownConcept, UnknownName, UsageError
from kg.model import phrases
from kg.model.core import Concept
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import AFTER, BEFORE, find, resolve

USE = "supplementation"
#: No word of a name alone.
_NO_NAME = phrases.SMALL | phrases.ACTIVE
#: Names of more words than this are not looked for.
MOST_WORDS = 8
ADVICE = "put names of several words in quotes, or ask in words: does A help B?"
#: The number of names in a question.
TWO = 2


class Named(Struct, frozen=True):
    """A name in a sentence, from one word to another, with its level: "low levels of A", "A levels are too low"."""

    concept: Concept
    start: int
    end: int
    text: str
    first: int
    last: int

    @property
    def bare(self) -> bool:
        """Whether it has no level."""
        return (self.first, self.last) == (self.start, self.end)


class Effect(Struct, frozen=True):
    """The places of the words for an effect, in order; ``active`` if the first name is the source."""

    active: bool
    places: Sequence[int]


class Sentence(Struct, frozen=True):
    """The words of a question, as typed and for comparison, and the names among them."""

    words: Sequence[str]
    plain: Sequence[str]
    names: Sequence[Named]

    @property
    def unknown(self) -> str:
        """The words that could be names that are not known."""
        inside = {place for name in self.names for place in range(name.first, name.last)}
        rest = [n for n in range(len(self.words)) if n not in inside and self.plain[n] not in _NO_NAME]
        return " ".join(self.words[n] for n in rest)


def split(graph: KnowledgeGraph, text: str) -> tuple[str, str, str]:
    """The source and the target of a question in words, and the words that were ignored.

    Raises UsageError, or UnknownName if it has fewer than two known names.
    """
    asked = _sentence(graph, text)
    _refuse(asked)
    if len(asked.names) != TWO:
        error = UnknownName if len(asked.names) < TWO else UsageError
        found = _about_one(asked)
        raise error(_hint(*found) if found else _count(graph, asked))
    first, second = asked.names
    effect = _effect(asked, first, second)
    if effect is None:
        if first.last - first.first + second.last - second.first == len(asked.words):  # nothing but two names
            quoted = " ".join(f'"{name.text}"' for name in asked.names)
            raise UsageError(f"put each name in quotes: {quoted}; or ask in words: does A help B?")
        both = f"“{first.concept.label}” and “{second.concept.label}”"
        raise UsageError(f"expected a word for an effect between {both}, such as “cause” or “help”; {ADVICE}")
    if effect.places[0] < first.last:  # "does A fall due to B": the move is the effect
        first = _named(asked.words, asked.plain, first, before=first.first, after=first.end)
    if second.first <= effect.places[-1]:  # "does A lower B"
        second = _named(asked.words, asked.plain, second, before=effect.places[-1] + 1, after=len(asked.plain))
    source, target = (first, second) if effect.active else (second, first)
    read = source.text
    if source.bare and _taken(asked.plain, effect):
        used = find(graph, f"{read} {USE}")
        read = used.label if used else read
    inside = {*range(first.first, first.last), *range(second.first, second.last), *effect.places}
    rest = [word for n, word in enumerate(asked.plain) if n not in inside]
    return read, target.text, " ".join(word for word in rest if word not in phrases.SMALL | phrases.JOINED)


def single(graph: KnowledgeGraph, text: str, command: str) -> str:
    """The name in a question of this command about one name, "what raises B?"; raises UsageError for another question.

    A text that is a name, or no such question, is returned as it is.
    """
    try:
        resolve(graph, text)
    except UnknownConcept:
        asked = _sentence(graph, text)
    else:
        return text
    found = _about_one(asked)
    if found is not None:
        if found[0] != command:
            raise UsageError(_hint(*found))
        return found[1]
    if len(asked.names) == TWO and _effect(asked, *asked.names) is not None:
        source, target, _ = split(graph, text)
        raise UsageError(f"this asks about two things; try: kg effect {shlex.join((source, target))}")
    return text


def _refuse(asked: Sentence) -> None:
    """Raise UsageError for a word that would change the question."""
    named = {place for name in asked.names for place in range(name.start, name.end)}
    words = [word for place, word in enumerate(asked.plain) if place not in named]
    if said := next((word for word in words if word in phrases.REFUSED or word.endswith("n't")), ""):
        raise UsageError(f"a question with “{said}” cannot be read; ask for the effect itself: does A help B?")


def _sentence(graph: KnowledgeGraph, text: str) -> Sentence:
    words = [stripped for word in text.split() if (stripped := word.strip("?!.,;:\"'“”‘’"))]
    plain = [word.casefold().replace("’", "'") for word in words]
    return Sentence(words, plain, _names(graph, words, plain))


def _names(graph: KnowledgeGraph, words: Sequence[str], plain: Sequence[str]) -> list[Named]:
    """The names in a sentence, from left to right; the longest from each word on."""
    found, start = list[Named](), 0
    while start < len(words):
        end = min(len(words), start + MOST_WORDS)
        while end > start and (concept := _known(graph, words[start:end], plain[start])) is None:
            end -= 1
        if concept is not None and not (found and end == start + 1 and _is_verb(plain, start, found[-1])):
            found.append(Named(concept, start, end, "", start, end))
        start = max(end, start + 1)
    edges = [0, *(name.end for name in found)], [*(name.start for name in found), len(words)]
    return [_named(words, plain, name, before=edges[0][n], after=edges[1][n + 1]) for n, name in enumerate(found)]


def _known(graph: KnowledgeGraph, words: Sequence[str], first: str) -> Concept | None:
    if (len(words) == 1 and first in _NO_NAME) or not all(any(map(str.isalnum, word)) for word in words):
        return None
    return find(graph, " ".join(words))


def _is_verb(plain: Sequence[str], place: int, name: Named) -> bool:
    """Whether a word that could be a name is a verb: "when A falls", "does A fall"."""
    return plain[place] in phrases.MOVED and name.end == place and not phrases.HELPING.isdisjoint(plain[: name.start])


def _named(words: Sequence[str], plain: Sequence[str], name: Named, *, before: int, after: int) -> Named:
    """A name with its level, among the words from ``before`` to ``after``."""
    first, last, lead, tail = name.start, name.end, list[str](), list[str]()
    place = name.start - 2 if " ".join(plain[max(before, name.start - 2) : name.start]) in phrases.OF_LEVEL else first
    for size in (2, 1):
        if place - size >= before and " ".join(plain[place - size : place]) in BEFORE and not lead:
            first, lead = place - size, list(plain[place - size : place])
    place = name.end
    while place < after and plain[place] in phrases.BEFORE_LEVEL:
        place += 1
    for size in (2, 1):
        said = " ".join(plain[place : place + size])
        if not lead and not tail and place + size <= after and (said in AFTER or said in phrases.MOVED):
            last, tail = place + size, [phrases.MOVED.get(said, said)]
    text = " ".join([*lead, *words[name.start : name.end], *tail])
    return Named(name.concept, name.start, name.end, text, first, last)


def _effect(asked: Sentence, first: Named, second: Named) -> Effect | None:
    """The effect of one name on the other; None if there is none."""
    plain, start = asked.plain, first.last
    between = plain[start : second.first]
    before = " ".join(word for word in plain[: first.first] if word not in phrases.ARTICLES)
    core = [n for n, word in enumerate(between, start) if word not in phrases.ARTICLES]
    joined = _joined(before, [plain[n] for n in core], first, alone=not before and second.last == len(plain))
    if joined is not None:
        return Effect(joined, core[:1])
    conditional = not phrases.CONDITIONS.isdisjoint(plain[: first.first])
    if found := _spoken(plain, start if conditional else first.end, second.start):
        return found
    return Effect(True, (start,)) if conditional and between and set(between) <= phrases.SMALL else None


def _joined(before: str, core: Sequence[str], first: Named, *, alone: bool) -> bool | None:
    """Whether words without a verb join two names in their order, True, or in reverse, False; None if they do not."""
    if not core:
        return None
    word, single_ = core[0], len(core) == 1
    if single_ and any(noun in before and word in joined for noun, joined in phrases.NOUNS.items()):
        return True
    if single_ and word in phrases.JOINED and (alone or before.endswith("between" if word == "and" else "from")):
        return True
    if single_ and ((word == "of" and before.endswith(phrases.NOUNS_ON)) or (word == "from" and alone)):
        return False
    happens = before.endswith(phrases.HAPPENS) or (single_ and bool(before) and not first.bare)
    return False if happens and word in phrases.CONDITIONS | phrases.NEAR else None


def _spoken(plain: Sequence[str], first: int, end: int) -> Effect | None:
    """The first effect that is said between two places; the longest from there."""
    for start in range(first, end):
        for stop in range(end, start, -1):
            said = " ".join(plain[start:stop])
            if said in phrases.PASSIVE:
                return Effect(False, range(start, stop))
            if said in phrases.ACTIVE or said in phrases.INTRANSITIVE:
                turned = [stop + place for place in _turned(said, plain[stop:end])]
                if turned or said in phrases.ACTIVE:
                    return Effect(not turned, [*range(start, stop), *turned])
    return None


def _turned(said: str, rest: Sequence[str]) -> Sequence[int]:
    """The places of the words after a verb that reverse the question: "increases with", "decrease due to"."""
    participle = phrases.PARTICIPLES.get(said, "help") != "help"
    if said not in phrases.CHANGING and not participle:
        return ()
    for place in range(len(rest)):
        for end in range(len(rest), place, -1):
            far = " ".join(rest[place:end])
            if far in phrases.FAR or (participle and far == "by"):
                return range(place, end)
    return range(1) if rest and rest[0] in phrases.NEAR else ()


def _taken(plain: Sequence[str], effect: Effect) -> bool:
    """Whether a question is about taking something: "does X help", "can taking X cause"."""
    said = [plain[place] for place in effect.places]
    verbs = {" ".join(said), phrases.FORMS.get(said[0], "")}
    return not ({"take", "taking", "takes"}.isdisjoint(plain) and phrases.TAKEN.isdisjoint(verbs))


def _about_one(asked: Sentence) -> tuple[str, str] | None:
    """The command that answers a question about one name, and the name; None for another question."""
    if len(asked.names) != 1 or not asked.plain:
        return None
    (name,), plain = asked.names, asked.plain
    if name.first and plain[name.first] in phrases.VERBS and plain[name.first - 1] in phrases.BEFORE_VERB:
        name = _named(asked.words, plain, name, before=name.start, after=len(plain))  # "what can lower B"
    before = [word for word in plain[: name.first] if word not in phrases.ARTICLES]
    after, asking = plain[name.last :], plain[0] in phrases.ASKING
    small = phrases.SMALL | phrases.THINGS
    lead = next((n for n in range(len(before)) if " ".join(before[n:]) in phrases.ACTIVE), len(before))
    if not set(before[:lead]) <= small or not set(after) <= small | phrases.ACTIVE | {"due"}:
        return None
    if lead < len(before):
        helped = phrases.HELPING_NAME.isdisjoint(before[:lead]) and set(after) <= phrases.SMALL
        return ("why", name.text) if helped and (asking or lead == 0) else None
    return _asked_of(before, after, name) if before else None


def _asked_of(before: Sequence[str], after: Sequence[str], name: Named) -> tuple[str, str] | None:
    """The command of a question whose verb is behind the name, or that has none."""
    said, asking = " ".join(after), before[0] in phrases.ASKING
    if asking and (before[0] == "why" or said in phrases.PASSIVE or said.endswith((" by", "due to"))):
        return "why", name.text
    happens = not {"happens", "happen"}.isdisjoint(before) or before[-2:] in (["effect", "of"], ["effects", "of"])
    does = asking and before[0] != "how" and bool(after) and after[0] in phrases.ACTIVE | {"do"}
    return ("effects", name.text) if happens or does else None


def _hint(command: str, name: str) -> str:
    what = {"why": "what leads to one thing", "effects": "what one thing leads to"}[command]
    return f"this asks {what}; try: kg {command} {shlex.quote(name)}"


def _count(graph: KnowledgeGraph, asked: Sentence) -> str:
    """What is wrong where a text has not two names."""
    labels = [name.concept.label for name in asked.names]
    listed = f" ({' | '.join(labels)})" if labels else ""
    said, hint = asked.unknown, ADVICE
    if said and len(labels) < TWO:
        from kg.model.nearest import nearest

        near = " or ".join(f"“{label}”" for label in nearest(graph, said))
        meant = f"did you mean {near}? Otherwise try:" if near else "try:"
        hint = f"no known name in “{said}”; {meant} kg find {said}"
    return f"expected 2 concepts, got {len(labels)}{listed}; {hint}"

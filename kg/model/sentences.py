"""Questions in words: two known names with a verb of effect between them.

Nothing is guessed: the names are those of the graph, the verbs those below, and other words are reported.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kg.errors import UsageError
from kg.model.core import Concept
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import AFTER, BEFORE, find

_VERBS = (
    "affect aggravate alleviate block cause change cure decrease drive ease help impair improve increase influence "
    "inhibit lower prevent promote raise reduce relieve stimulate suppress treat trigger worsen"
).split()
_PAST = [f"{verb}d" if verb.endswith("e") else f"{verb}ed" for verb in _VERBS]
_ACTIVE = (
    "lead to|leads to|result in|results in|contribute to|contributes to|protect against|protects against|do to|does to|"
    "have on|has on|cause of|causes of|good for|bad for|risk factor for|responsible for|needed for|required for|"
    "treatment for"
)
_PASSIVE = (
    "treated with|due to|because of|come from|comes from|result of|consequence of|symptom of|sign of|complication of"
)
#: What stands between the source and the target of an effect.
ACTIVE = frozenset(
    [*_VERBS, *(f"{verb}es" if verb.endswith("ss") else f"{verb}s" for verb in _VERBS), *_ACTIVE.split("|")]
)
#: Verbs of what people take: with them, a substance is read as its use, if the graph has that.
TAKEN = frozenset("alleviate cure ease help improve prevent protect reduce relieve treat".split())
USE = "supplementation"
#: What stands between the target and the source.
PASSIVE = frozenset([*(f"{past} by" for past in _PAST), *_PASSIVE.split("|")])
#: What stands before both, with "on" between them: the effect of one on the other.
NOUNS = ("effect of", "effects of", "influence of", "impact of")
#: Words that change nothing.
SMALL = frozenset(
    "a an and any are be been being by can could did do does effect effects for from get had has have how i if in is "
    "it levels may me might my of on or people really should so some someone taking that the their there to was were "
    "what what's when which why will with would you your impact influence cause causes risk".split()
)
#: No word of a name alone.
_NO_NAME = SMALL | ACTIVE
#: Words that would change the question, as those that end in "n't" would.
REFUSED = frozenset({"not", "no", "never", "without", "cannot", "than", "versus", "vs"})
#: Names and effects of more words than this are not looked for.
LONGEST = 8
ADVICE = "put names of several words in quotes, or ask in words: does A help B?"
#: The number of names in a question.
TWO = 2


class Named(Struct, frozen=True):
    """A name in a sentence, from one word to another."""

    concept: Concept
    start: int
    end: int


def split(graph: KnowledgeGraph, text: str) -> tuple[str, str, str]:
    """The source and the target of a question in words, and the words that were ignored; raises UsageError."""
    words = [stripped for word in text.split() if (stripped := word.strip("?!.,;:\"'“”‘’"))]
    plain = [word.casefold().replace("’", "'") for word in words]
    names = _names(graph, words, plain)
    if len(names) != TWO:
        raise UsageError(_count(names, words, plain))
    if said := next((w for w in plain if w in REFUSED or w.endswith("n't")), ""):
        raise UsageError(f"“{said}” cannot be read in a question; ask what the effect is, without it")
    first, second = names
    before, between, after = plain[: first.start], plain[first.end : second.start], plain[second.end :]
    effect = _effect(before, between)
    if effect is None:
        both = f"“{first.concept.label}” and “{second.concept.label}”"
        raise UsageError(f"expected an effect between {both}, such as “cause” or “help”; {ADVICE}")
    active, start, end = effect
    left = _level(before, last=True), _level(between[:start], last=False)
    right = _level(between[end:], last=True), _level(after, last=False)
    ends = [
        " ".join([*lead, *words[name.start : name.end], *tail])
        for name, (lead, tail) in zip(names, (left, right), strict=True)
    ]
    rest = before[: len(before) - len(left[0])] + between[len(left[1]) : start]
    rest += between[end : len(between) - len(right[0])] + after[len(right[1]) :]
    ignored = " ".join(word for word in rest if word not in SMALL)
    if active and len(left[0]) + len(left[1]) == 0 and _taken(plain, between[start:end]):
        used = find(graph, f"{ends[0]} {USE}")
        ends[0] = used.label if used else ends[0]
    source, target = ends if active else reversed(ends)
    return source, target, ignored


def _names(graph: KnowledgeGraph, words: Sequence[str], plain: Sequence[str]) -> list[Named]:
    """The names in a sentence, from left to right; the longest from each word on."""
    found, start = list[Named](), 0
    while start < len(words):
        end = min(len(words), start + LONGEST)
        while end > start and (concept := _named(graph, words[start:end], plain[start])) is None:
            end -= 1
        if concept is not None:
            found.append(Named(concept, start, end))
        start = max(end, start + 1)
    return found


def _named(graph: KnowledgeGraph, words: Sequence[str], first: str) -> Concept | None:
    return None if len(words) == 1 and first in _NO_NAME else find(graph, " ".join(words))


def _effect(before: Sequence[str], between: Sequence[str]) -> tuple[bool, int, int] | None:
    """Whether the first name is the source, and where between the names the effect stands; None if there is none."""
    if list(between) == ["on"] and any(noun in " ".join(before) for noun in NOUNS):
        return True, 0, 1
    for start in range(len(between)):
        for end in range(len(between), start, -1):
            said = " ".join(between[start:end])
            if said in ACTIVE or said in PASSIVE:
                return said in ACTIVE, start, end
    return None


def _taken(plain: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a question is about taking something: "does X help", "can taking X cause"."""
    verb = said[0] if said else ""
    return bool({"take", "taking", "takes"}.intersection(plain)) or bool(
        TAKEN.intersection((verb, verb.removesuffix("s"), verb.removesuffix("es"))) or " ".join(said) == "good for"
    )


def _level(words: Sequence[str], *, last: bool) -> Sequence[str]:
    """The words for a level or a move at the end of some words, before a name; or at their start, after it."""
    for size in (2, 1):
        part = words[-size:] if last else words[:size]
        if " ".join(part) in (BEFORE if last else AFTER):
            return part
    return ()


def _count(names: Sequence[Named], words: Sequence[str], plain: Sequence[str]) -> str:
    """What is wrong where a text has not two names."""
    inside = {place for name in names for place in range(name.start, name.end)}
    other = [word for i, word in enumerate(words) if i not in inside and plain[i] not in _NO_NAME]
    labels = [name.concept.label for name in names]
    listed = f" ({' | '.join(labels)})" if labels else ""
    said = " ".join(other)
    hint = f"no name is known in “{said}”; try: kg find {said}" if other and len(names) < TWO else ADVICE
    return f"expected 2 concepts, got {len(names)}{listed}; {hint}"

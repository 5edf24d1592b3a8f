"""What to suggest where no concept has the typed name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kg.errors import UnknownConcept
from kg.model.core import Concept
from kg.model.graph import KnowledgeGraph
from kg.model.grouped import grouped
from kg.model.kept import kept
from kg.model.lookup import BEFORE, normal
from kg.model.phrases import MOVED
from kg.model.spelling import fold

#: Minimum share of the words that a typed and a suggested name have in common.
SHARED = 0.5
#: The same if the suggested name lacks a typed word.
SHARED_IN_PART = 0.7
#: From these lengths, a word may differ from the typed one by one letter, and by two.
ONE_SLIP, TWO_SLIPS = 5, 8
#: From this length, a word may have one letter more when it is typed.
ONE_MORE = 4
MOST_SLIPS = 2
#: A text of more words is not a name.
MOST_WORDS = 10
#: Words for a direction or a level, which are not names.
DIRECTIONS = frozenset({*BEFORE, *MOVED, "raise", "reduce"})
#: Words that name nothing alone.
SMALL = frozenset("a an and at by for from in of on or the to with without all".split())


class _Names:
    """The concepts of a graph by the words of their names, so that only those are compared that could be meant."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.concepts = tuple(graph.concepts.values())
        spelled = [(place, _spelled(name)) for place, concept in enumerate(self.concepts) for name in concept.names]
        #: The places of the concepts with each word in a name, and of those with each name without spaces.
        self.with_word = grouped((word, place) for place, name in spelled for word in name)
        self.joined = grouped(("".join(name), place) for place, name in spelled)
        self.words, self.wholes = _by_start(self.with_word), _by_start(self.joined)

    def having(self, word: str) -> Sequence[Concept]:
        """The concepts with a word in a name."""
        return [self.concepts[place] for place in dict.fromkeys(self.with_word.get(word, ()))]


def _by_start(words: Iterable[str]) -> Mapping[tuple[str, int], Sequence[str]]:
    """Words by their first letter and length: no others can be a misspelling."""
    return grouped(((word[:1], len(word)), word) for word in words)


@kept(1)
def _names(graph: KnowledgeGraph) -> _Names:
    """The names of a graph by their words."""
    return _Names(graph)


def unknown(graph: KnowledgeGraph, text: str) -> UnknownConcept:
    """The error for a name that no concept has, with similar names, or what the graph has with some of its words."""
    if not graph.concepts:
        return UnknownConcept(text, (), hint="this graph has no concepts; check the data file")
    near = nearest(graph, text)
    shared, kin = ("", ()) if near else _kin(graph, _words(text))
    if not near and not kin and text.strip().casefold() in DIRECTIONS:
        return UnknownConcept(text, (), hint='for a direction, put up or down after a name: "serum calcium" down')
    return UnknownConcept(text, near, shared, kin)


def nearest(graph: KnowledgeGraph, text: str, most: int = 3) -> tuple[str, ...]:
    """Labels of the concepts with the names nearest to ``text``, best first.

    Such a name is spelled nearly so, but for spaces, or it is a label that shares most of the words. A text of many
    words is not a name.
    """
    typed = _large(" ".join(_words(text)))
    if not typed:
        return ()
    names = _names(graph)
    like = {word: {word, *_slips(word, names.words)} for word in typed}
    whole = _slips("".join(typed), names.wholes)
    places = {place for words in like.values() for word in words for place in names.with_word.get(word, ())}
    places.update(place for name in whole for place in names.joined[name])
    scores: dict[str, float] = {}
    for place in sorted(places):
        concept = names.concepts[place]
        label, *others = map(_spelled, concept.names)
        met = any(_share(like, name) == 1 or "".join(name) in whole for name in (label, *others))
        scores[concept.label] = max(1.0 if met else _share(like, label), scores.get(concept.label, 0.0))
    best = max(scores.values(), default=0.0)
    found = [label for label, score in scores.items() if score and (best < 1 or score == 1)]
    return tuple(sorted(found, key=lambda label: (-scores[label], len(label), label))[:most])


def _slips(word: str, known: Mapping[tuple[str, int], Sequence[str]]) -> set[str]:
    """The known words that were probably meant by a word."""
    sizes = range(len(word) - MOST_SLIPS, len(word) + MOST_SLIPS + 1)
    return {other for size in sizes for other in known.get((word[:1], size), ()) if slip(word, other)}


def slip(word: str, other: str) -> bool:
    """Whether one word is probably the other, mistyped: a letter or two too many, too few, wrong or swapped.

    >>> slip("calcuim", "calcium"), slip("osteomalcia", "osteomalacia"), slip("statin", "station"), slip("iron", "ion")
    (True, True, True, False)
    >>> slip("egfrr", "egfr"), slip("egfr", "egfrr")
    (True, False)
    """
    short = min(len(word), len(other))
    one_more = len(word) == short + 1 > ONE_MORE
    allowed = (short >= ONE_SLIP or one_more) + (short >= TWO_SLIPS)
    if not allowed or word[0] != other[0] or abs(len(word) - len(other)) > allowed:
        return False
    if len({*word} ^ {*other}) > 2 * allowed:  # each letter that is wrong makes a difference of two
        return False
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                row[-1] = min(row[-1], before[j - 2] + 1)
        before, last = last, row
    return last[-1] <= allowed


def _words(text: str) -> list[str]:
    """The words of a text, without words for directions; none if there are too many for a name."""
    words = normal(text).split()
    return [word for word in words if word not in BEFORE] if len(words) <= MOST_WORDS else []


def _spelled(name: str) -> list[str]:
    return _large(normal(name))


def _large(name: str) -> list[str]:
    """The words of a name in one spelling, without small words."""
    return [word for word in fold(name).split() if word not in SMALL]


def _share(like: Mapping[str, Collection[str]], name: Sequence[str]) -> float:
    """The share of words that the typed words and a name have in common; 0 if it is too low."""
    found = [word for word, known in like.items() if not set(known).isdisjoint(name)]
    share = len(found) / max(len(like), len(name), 1)
    return share if share >= (SHARED if len(found) == len(like) else SHARED_IN_PART) else 0.0


def _kin(graph: KnowledgeGraph, typed: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The last words of a name that labels end with, or else its first words; and these labels, shortest first."""
    places = range(1, len(typed))
    for part, last in [*((typed[i:], True) for i in places), *((typed[:-i], False) for i in places)]:
        if part[0] not in SMALL and part[-1] not in SMALL:
            wanted, size = [fold(word) for word in part], len(part)
            ends = {each.label: fold(normal(each.label)).split() for each in _names(graph).having(wanted[-last])}
            found = [label for label, words in ends.items() if wanted == (words[-size:] if last else words[:size])]
            if found:
                return " ".join(part), tuple(sorted(found, key=lambda label: (len(label), label)))
    return "", ()

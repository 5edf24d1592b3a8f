"""What to suggest where no concept has the typed name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from kg.errors import UnknownConcept
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import BEFORE, normal
from kg.model.spelling import fold

#: Minimum share of the words that a typed and a suggested name have in common.
SHARED = 0.5
#: The same if the suggested name lacks a typed word.
SHARED_IN_PART = 0.7
#: From these lengths, a word may differ from the typed one by one letter, and by two.
ONE_SLIP, TWO_SLIPS = 5, 8
#: Words that name nothing alone.
SMALL = frozenset("a an and at by for from in of on or the to with without all".split())


def unknown(graph: KnowledgeGraph, text: str) -> UnknownConcept:
    """The error for a name that no concept has, with similar names, or what the graph has with some of its words."""
    near = nearest(graph, text)
    return UnknownConcept(text, near, *(("", ()) if near else _kin(graph, _words(text))))


def nearest(graph: KnowledgeGraph, text: str, most: int = 3) -> tuple[str, ...]:
    """Labels of the concepts with the names nearest to ``text``, best first.

    Such a name is spelled nearly so, but for spaces, or it is a label that shares most of the words.
    """
    typed = _large(" ".join(_words(text)))
    names = {concept: [_large(normal(name)) for name in concept.names] for concept in graph.concepts.values()}
    known = {word for spelled in names.values() for name in spelled for word in name}
    like = {word: {word, *(other for other in known if slip(word, other))} for word in typed}
    scores = {}
    for concept, (label, *others) in names.items():
        whole = any(_share(like, name) == 1 or slip("".join(typed), "".join(name)) for name in (label, *others))
        scores[concept.label] = 1.0 if whole else _share(like, label)
    best = max(scores.values(), default=0.0)
    found = [label for label, score in scores.items() if score and (best < 1 or score == 1)]
    return tuple(sorted(found, key=lambda label: (-scores[label], len(label), label))[:most])


def slip(word: str, other: str) -> bool:
    """Whether one word is probably the other, mistyped: a letter or two too many, too few, wrong or swapped.

    >>> slip("calcuim", "calcium"), slip("osteomalcia", "osteomalacia"), slip("statin", "station"), slip("iron", "ion")
    (True, True, True, False)
    """
    short = min(len(word), len(other))
    allowed = (short >= ONE_SLIP) + (short >= TWO_SLIPS)
    if not allowed or word[0] != other[0] or abs(len(word) - len(other)) > allowed:
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
    """The words of a text, without words for directions."""
    return [word for word in normal(text).split() if word not in BEFORE]


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
    labels = {concept.label: fold(normal(concept.label)).split() for concept in graph.concepts.values()}
    places = range(1, len(typed))
    for part, last in [*((typed[i:], True) for i in places), *((typed[:-i], False) for i in places)]:
        if part[0] not in SMALL and part[-1] not in SMALL:
            wanted, size = [fold(word) for word in part], len(part)
            found = [label for label, words in labels.items() if wanted == (words[-size:] if last else words[:size])]
            if found:
                return " ".join(part), tuple(sorted(found, key=lambda label: (len(label), label)))
    return "", ()

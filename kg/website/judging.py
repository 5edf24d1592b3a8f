"""What the page needs to conclude as :mod:`kg.reasoning.judgement` does.

The rules are those of ``judge.js`` and ``situation.js``.

What the chains between two quantities determine (:mod:`kg.reasoning.outcomes`) is computed here. The rest is short
enough to be computed in the page: support, denials, what stands in, and the weight over possible worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.reasoning.judge import Judge, judge_of
from kg.reasoning.judgement import Situation
from kg.reasoning.outcomes import Outcome, Reason
from kg.reasoning.support import ORDER, grade, studied
from kg.turtle.fields import AXES
from kg.views.effect import REASON, SUPPORT

#: One letter for each outcome that is open, ``.`` for no chain; the others are given by their sign.
LETTERS = {Reason.contested: "c", Reason.opposing: "o", Reason.feedback: "f", Reason.unsigned: "u"}


def judging(graph: KnowledgeGraph, place: Mapping[str, int], *, pairs: bool = True) -> dict[str, Any]:
    """What the rules need, with concepts and influences by their places in the lists of the page.

    ``rows`` holds for each acting quantity, fixed high, one letter per quantity in ``targets``, run-length encoded; if
    it is fixed low, ``+`` and ``-`` swap. Without ``pairs`` there are no rows. ``supports`` holds one digit per
    influence: the rank of its support, and 4 more if a study of known design says something of it. ``statuses`` are
    populations that limit nothing; ``words`` has reasons, supports and the values of contexts in words.
    """
    judge = judge_of(graph)
    every = judge.of(graph.generic)
    influences = every.network.influences
    quantities = [name for name, concept in graph.concepts.items() if not concept.is_level]
    structures = {name: _structures(judge, name) for name in sorted(every.acting) if pairs}
    targets = [name for name in quantities if any(found.get(name) for found in structures.values())]
    concepts = graph.concepts.values()
    return {
        "targets": [place[name] for name in targets],
        "rows": {
            place[name]: _packed("".join(_letter(found.get(target)) for target in targets))
            for name, found in structures.items()
        },
        "supports": "".join(str(ORDER.index(grade(graph, i)) + len(ORDER) * studied(graph, i)) for i in influences),
        "contested": [n for n, i in enumerate(influences) if i.key in every.contested],
        "denied": [[place[source], place[target]] for source, target in sorted(judge.denied)],
        "indicates": {place[name]: place[what] for name, what in judge.indicated.items()},
        "excludes": {place[concept.id]: list(concept.excludes) for concept in concepts if concept.excludes},
        "statuses": sorted(graph.statuses),
        "words": {
            **{reason.value: words for reason, words in REASON.items()},
            **{support.value: words for support, words in SUPPORT.items()},
            **{term.id: term.label for term in graph.terms.values() if term.scheme.lower() in AXES},
        },
    }


def _structures(judge: Judge, source: str) -> dict[str, Outcome | None]:
    """What the chains from a quantity determine for each other one."""
    situation = Situation(judge, {source: Sign.PLUS}).know_all()
    return {name: situation.structure(name) for name in judge.graph.concepts}


def _letter(outcome: Outcome | None) -> str:
    return LETTERS.get(outcome.reason, outcome.sign.value) if outcome else "."


def _packed(letters: str) -> str:
    """Each letter with the length of its run."""
    return "".join(f"{letter}{len(list(run))}" for letter, run in groupby(letters))

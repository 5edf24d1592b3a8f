"""What edges state → claims with their evidence items and studies, each once.

A large graph names the same things, relations and publications again and again: what is made of them is made once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from operator import attrgetter

from msgspec.structs import replace

from kg.exchange.kgx.readings import Reading, Row
from kg.exchange.kgx.sources import Studies
from kg.exchange.report import Report, short
from kg.model.characters import one_line
from kg.model.core import Claim, Evidence, Stance, Study
from kg.turtle.names import BASE, claim_id
from kg.turtle.parse import vocabulary

#: How certain the other graph says an edge is: a number, or a number with the name of what it is.
SCORE = "has_confidence_score"
UNNAMED = "an unnamed source"
_SAYS = {Stance.SUPPORTS: "Stated", Stance.DISPUTES: "Denied", Stance.INCONCLUSIVE: "Studied, without a conclusion,"}
#: Modalities, the firmest first.
_FIRMEST = ("Asserted", "Denied", "Hedged", "Emerging")


class Claims:
    """The claims of edges, and their evidence items."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._studies = Studies(report)
        self._claims: dict[str, Claim] = {}
        self._first: dict[str, Evidence] = {}  # of each claim: most have no other
        self._others: dict[tuple[str, Stance, str], Evidence] = {}
        self._last: dict[str, int] = {}
        self._ends: dict[str, tuple[str, str]] = {}

    def add(self, reading: Reading, row: Row, label: str) -> str:
        """Add a claim, with an evidence item for each publication, or one for the table itself.

        Returns what the edge became, by the names of the counts.
        """
        claim = self._claim(reading)
        origin = _origin(row.get("primary_knowledge_source", ""))
        if not origin:
            self._report.miss("edge without a primary_knowledge_source, kept", label)
            origin = UNNAMED
        published = self._studies.publications(row.get("publications", ""))
        table = "vitamin-d-kg" if origin == BASE else f"the table of {short(origin)}"
        named = ", which names this publication" if published else ""
        turned = " The edge is about the lowered subject; its sign is reversed here." if reading.reversed else ""
        says = f"{_SAYS[reading.stance]} in {table} (edge {label}){named}.{turned}"
        score = "" if origin == BASE else _score(row.get(SCORE, ""))  # of our own tables claims are rated anew
        studies = published or [self._studies.source(origin)]
        new = [self._item(claim, reading, study, says, score, origin) for study in studies]
        if not any(new):
            return "merged"
        return "denied" if reading.stance is Stance.DISPUTES else _sort(reading.relation)

    def done(self) -> tuple[Mapping[str, Claim], Mapping[str, Evidence], Mapping[str, Study]]:
        """The claims, the evidence items and the studies by identifier, in its order; nothing can be added then."""
        found = [*self._first.values(), *self._others.values()]
        for index in (self._first, self._others, self._last, self._ends):
            index.clear()  # the memory is needed now
        found.sort(key=attrgetter("id"))
        evidence = {item.id: item for item in found}
        claims, studies = self._claims, self._studies.studies
        return (
            {name: claims[name] for name in sorted(claims)},
            evidence,
            {name: studies[name] for name in sorted(studies)},
        )

    def _claim(self, reading: Reading) -> str:
        """The identifier of the claim that an edge states; the claim is added if it is new."""
        (subject, first), (object_, second) = self._end(reading.subject), self._end(reading.object)
        name = f"claim:{first}{_between(reading.relation)}{second}"
        return self._claims.setdefault(name, Claim(name, subject, reading.relation, object_)).id

    def _end(self, name: str) -> tuple[str, str]:
        """A subject or object, as one text in all its claims, and its part in their identifiers."""
        found = self._ends.get(name)
        if found is None:
            part = claim_id(name, "", "").removeprefix("claim:").removesuffix("----")
            found = self._ends[name] = name, name if part == name else part
        return found

    def _item(self, claim: str, reading: Reading, study: str, says: str, score: str, origin: str) -> bool:
        """Add an evidence item, and say whether it is new; of two by one source the firmer stays, with both scores."""
        known = self._known(claim, reading.stance, study)
        if known is None:
            number = self._last[study] = self._last.get(study, 0) + 1
            name = f"evidence:{study.partition(':')[2]}-{number:03d}"
        elif _FIRMEST.index(reading.modality) < _FIRMEST.index(known.modality):
            name, score = known.id, _joined(known.score, score)
        else:
            self._keep(replace(known, score=_joined(known.score, score)))
            return False
        said = reading.stance, study, None, reading.modality, reading.type, says
        self._keep(Evidence(name, claim, *said, context=reading.limits, score=score, origin=origin))
        return known is None

    def _known(self, claim: str, stance: Stance, study: str) -> Evidence | None:
        """The evidence item of a study with a stance on a claim, if there is one."""
        first = self._first.get(claim)
        if first is None or (first.stance is stance and first.source == study):
            return first
        return self._others.get((claim, stance, study))

    def _keep(self, item: Evidence) -> None:
        """Keep an evidence item, in the place of the one that is known."""
        first = self._first.setdefault(item.claim, item)
        if first.stance is item.stance and first.source == item.source:
            self._first[item.claim] = item
        else:
            self._others[item.claim, item.stance, item.source] = item


#: A source of knowledge as it is shown.
_origin = lru_cache(maxsize=1024)(one_line)


@cache
def _between(relation: str) -> str:
    """What stands between subject and object in the identifiers of the claims of a relation."""
    return claim_id("", relation, "").removeprefix("claim:")


@cache
def _sort(relation: str) -> str:
    """What an edge of a relation becomes, by the names of the counts."""
    known = vocabulary()[0][relation]
    return known.sign.value if known.sign else "associations" if known.correlation else "not_causal"


@lru_cache(maxsize=1024)
def _score(text: str) -> str:
    """How certain another graph says an edge is."""
    text = one_line(text)
    try:
        return f"confidence score {float(text):g}"
    except ValueError:
        return text


def _joined(known: str, new: str) -> str:
    """Scores, each once."""
    return "; ".join(dict.fromkeys(filter(None, (*known.split("; "), new))))

"""How the answer of ``kg common`` is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kg.model.confidence import significant
from kg.model.core import Sign
from kg.model.words import counted
from kg.questions.common import Between, Common, Mediator, PathLine, Shared, Together
from kg.questions.parts.claims import InfluenceLine
from kg.reasoning.chains import MOST_HOPS
from kg.views.evidence import CONTESTED, rated
from kg.views.page import Page
from kg.views.screen import Group, Limit, add_groups, entries

HEADER = "part id label together concept sign hops strength contested claims".split()
VERB = {Sign.PLUS: "raises", Sign.MINUS: "lowers", Sign.UNKNOWN: "changes"}
UNSURE = "unknown sign, or paths differ"
CAUSE = {
    Together.RAISE: "raises all",
    Together.LOWER: "lowers all",
    Together.OPPOSITE: "raises one, lowers another",
    Together.UNKNOWN: UNSURE,
}
EFFECT = {
    Together.RAISE: "all raise it",
    Together.LOWER: "all lower it",
    Together.OPPOSITE: "one raises it, another lowers it",
    Together.UNKNOWN: UNSURE,
}


def text(page: Page, answer: Common, *, limit: Limit = None) -> None:
    """Shared causes, shared effects, and what lies between the concepts."""
    hops = answer.question.max_hops
    within = f"within {hops} step{'s' if hops > 1 else ''}"
    labels = " and ".join(end.label for end in answer.question.concepts)
    counts = (
        f"{counted(len(answer.causes), 'cause', 'no')} and {counted(len(answer.effects), 'effect', 'no')} in common"
    )
    page.add(f"{labels}: {counts}, {within}", hang=2, bold=True)
    groups = [
        Group("What changes all", entries(partial(_shared, cause=True), answer.causes)),
        Group("What all change", entries(partial(_shared, cause=False), answer.effects)),
        *map(_between, answer.between),
    ]
    add_groups(page, groups, limit)
    if not answer.answered:
        more = f"; try: --max-hops {hops + 1}" if hops < MOST_HOPS else ""
        page.add(f"nothing is shared {within}{more}")


def rows(answer: Common) -> Iterator[list[object]]:
    """One row per path, and per step directly from one concept to another."""
    for part, things in (("causes", answer.causes), ("effects", answer.effects)):
        for thing in things:
            for path in thing.paths:
                yield [part, thing.id, thing.label, thing.together, *_facts(path)]
    for pair in answer.between:
        part = f"{pair.source.id} to {pair.target.id}"
        for step in pair.direct:
            facts = [pair.target.id, step.sign, 1, step.confidence]
            yield [part, "", "", step.sign, *facts, step.contested, _claims([step])]
        for between in pair.through:
            for path in between.paths:
                yield [part, between.id, between.label, between.sign, *_facts(path)]


def _facts(path: PathLine) -> list[object]:
    contested = any(step.contested for step in path.steps)
    return [path.concept, path.sign, path.hops, path.strength, contested, _claims(path.steps)]


def _claims(steps: Sequence[InfluenceLine]) -> str:
    return " ".join(claim.id for step in steps for claim in step.claims)


def _shared(page: Page, shared: Shared, *, cause: bool) -> None:
    page.add(f"{shared.label}: {(CAUSE if cause else EFFECT)[shared.together]}", indent=2, hang=2, bold=True)
    for path in shared.paths:
        _path(page, path, *(("", path.label) if cause else (path.label, "it")))


def _between(pair: Between) -> Group:
    """What leads from one of the concepts to another, as a list."""
    source, target = pair.source.label, pair.target.label

    def direct(page: Page, step: InfluenceLine) -> None:
        page.add(f"directly, {_step(step)}", indent=2, hang=2)

    def through(page: Page, between: Mediator) -> None:
        page.add(f"through {between.label}: {VERB[between.sign]} {target}", indent=2, hang=2, bold=True)
        for path, ends in zip(between.paths, ((source, "it"), ("it", target)), strict=True):
            _path(page, path, *ends)

    return Group(f"From {source} to {target}", [*entries(direct, pair.direct), *entries(through, pair.through)])


def _path(page: Page, path: PathLine, subject: str, object_: str) -> None:
    acts = " ".join(filter(None, [subject, VERB[path.sign], object_]))
    page.add(f"{acts}, {_steps(path.steps, path.strength, path.along)}", indent=4, hang=2)


def _steps(steps: Sequence[InfluenceLine], strength: float, along: Sequence[str]) -> str:
    """The support of a path: the claim of a single step, or the quantities along several."""
    if len(steps) == 1:
        return _step(steps[0])
    contested = CONTESTED[any(step.contested for step in steps)]
    return f"{significant(strength)} in {len(steps)} steps: {' → '.join(along)}{contested}"


def _step(step: InfluenceLine) -> str:
    """The support of a single step, and its best claim."""
    first, *more = step.claims
    return f"{rated(step)}: {first.sentence}{f' (and {len(more)} more)' if more else ''}{CONTESTED[step.contested]}"

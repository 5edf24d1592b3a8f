"""How a net effect is shown: what is concluded, what it rests on, and the best chain of each sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated

from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted
from kg.questions.effect import EffectAnswer
from kg.questions.parts.chains import Chain
from kg.questions.parts.claims import Citation
from kg.questions.parts.stated import Side, Stated
from kg.reasoning.judgement import Certainty
from kg.reasoning.outcomes import Reason
from kg.reasoning.support import Support
from kg.views import chains
from kg.views.chains import Shown, add_head, add_step, evidence_of
from kg.views.page import Page
from kg.views.references import References, add_short, cited
from kg.views.screen import height

#: The most lines of the short form, and the most chains and denials that it cites.
LINES, CHAINS, DENIED = 25, 2, 3
HEADER = ["effect", "certainty", "weight", "support", "reason", "leaning", *chains.HEADER]
#: What each effect means, for a reader.
MOVES = {Sign.PLUS: "raises it", Sign.MINUS: "lowers it", Sign.NULL: "no effect found", Sign.UNKNOWN: "undetermined"}
#: What each support means, for a reader.
SUPPORT = {
    Support.strong: "trials or several studies",
    Support.moderate: "a study for each step",
    Support.weak: "web pages alone",
}
#: What each reason means, for a reader.
REASON = {
    Reason.agreeing: "each has this sign, and no feedback can reverse it",
    Reason.worlds: "some disagree, but it goes this way in nearly all possible worlds",
    Reason.studies: "some disagree, but a study states it and no source disputes it",
    Reason.null: "sources looked for one, and no chain suggests one",
    Reason.contested: "sources dispute it, or it depends on a disputed claim",
    Reason.opposing: "chains of both signs lead there",
    Reason.feedback: "feedback may reverse the chain",
    Reason.unsigned: "no source gives the direction of a step",
    Reason.mirrored: "only web pages say so, and only of the contrary case",
    Reason.beyond: "no claim about the excess itself leads there",
    Reason.populations: "what leads there was found in other people",
    Reason.none: "no chain leads there; kg path says why",
}


def text(
    page: Page,
    answer: EffectAnswer,
    *,
    evidence: Annotated[bool, "Show what each source says, with a link to each passage."] = False,
    explain: Annotated[bool, "Show the rule, the weights and how each confidence is calculated."] = False,
) -> None:
    """The conclusion, what sources state, what the literature alone and all chains give, then chains and references."""
    ends = f"{answer.source.label} → {answer.target.label}"
    page.add(f"{ends}: {concluded(answer)}", hang=2, bold=True)
    if answer.answered_for:
        source, target = answer.answered_for
        page.add(f"Answered for {source.label} → {target.label}, which includes what was asked.", hang=2)
    references = References(answer.graph)
    page.add(f"Stated: {_stated(answer.graph, answer.stated)}.{_denied(answer, references)}", hang=2)
    alone = answer.literature
    page.add(f"Literature alone: {_reasoned(alone.effect, alone.certainty, alone.reason)}.", hang=2)
    page.add(f"All chains: {_reasoned(answer.effect, answer.certainty, answer.reason)}{_leaning(answer)}.", hang=2)
    if explain:
        _add_rule(page, answer)
    if evidence or explain:
        _add_long(page, answer, explain=explain)
    else:
        _add_short(page, answer, references)


def concluded(answer: EffectAnswer) -> str:
    """The conclusion in words, with what it rests on."""
    told = _told(answer.effect, answer.certainty)
    if answer.support is None or answer.certainty is Certainty.open:
        return told
    people = f", {answer.graph.terms[answer.population].label} only" if answer.population else ""
    weight = f", weight {answer.weight:.2f}" if answer.certainty is Certainty.likely and answer.weight else ""
    if answer.support is Support.weak:
        return f"web pages alone say that it {told}{weight}{people}"
    return f"{told} ({SUPPORT[answer.support]}{weight}{people})"


def _told(effect: Sign, certainty: Certainty) -> str:
    return f"probably {MOVES[effect]}" if certainty is Certainty.likely else MOVES[effect]


def _reasoned(effect: Sign, certainty: Certainty, reason: Reason) -> str:
    return f"{_told(effect, certainty)}: {REASON[reason]}"


def _leaning(answer: EffectAnswer) -> str:
    if answer.leaning not in (Sign.PLUS, Sign.MINUS):
        return ""
    weight = f", weight {answer.weight:.2f}" if answer.weight else ""
    return f"; leaning: {MOVES[answer.leaning]}{weight}"


def _denied(answer: EffectAnswer, references: References) -> str:
    if not answer.denied:
        return ""
    more = f" and {len(answer.denied) - DENIED} more" if len(answer.denied) > DENIED else ""
    return f" Denied, disputed or not found: {cited(map(references.of_claim, answer.denied[:DENIED]))}{more}."


def _stated(graph: KnowledgeGraph, stated: Stated) -> str:
    """What sources state of the very pair."""
    sides = [
        _side(graph, stated.up, "{} that it raises it"),
        _side(graph, stated.down, "{} that it lowers it"),
        _side(graph, stated.none, "{} that there is no effect"),
        f"{counted(stated.undecided, 'source')} undecided" if stated.undecided else "",
    ]
    return "; ".join(filter(None, sides)) or "no source says anything of these two directly"


def _side(graph: KnowledgeGraph, side: Side | None, what: str) -> str:
    if side is None:
        return ""
    sources = [counted(number, noun) for number, noun in ((side.pages, "page"), (side.studies, "study")) if number]
    told = what.format("say" if side.pages + side.studies > 1 else "says")
    against = f", {counted(side.against, 'source')} against" if side.against else ""
    return f"{' and '.join(sources) or 'no source'} {told}{against}, {graph.confidence(*side.claims)}"


def _add_short(page: Page, answer: EffectAnswer, references: References) -> None:
    """The best chain of each sign in two lines, what would settle it, and the references."""
    if answer.chains or answer.loop:
        page.add()
    disputed = answer.reason is Reason.contested
    ranked = sorted(_shown(answer), key=lambda chain: disputed and not chain.contested)
    for number, chain in enumerate(ranked[:CHAINS], 1):
        add_short(page, chain, f"{number}." if chain is not answer.loop else "loop", references)
    if more := len(ranked) - CHAINS if len(ranked) > CHAINS else 0:
        page.add(f"and {counted(more, 'more chain')} (--evidence shows all)", dim=True)
    if answer.decisive:
        settling = cited(map(references.of_claim, answer.decisive))
        page.add(f"It would be known without any one of {settling}.", hang=2)
    if references.listed:
        page.add()
        references.add(page, LINES - height(page))


def _add_rule(page: Page, answer: EffectAnswer) -> None:
    """The rule that decided, with the shares of worlds and the summaries that were left out."""
    page.add(f"Rule: {answer.reason.value}, {answer.certainty.value}.", hang=2, colour="cyan")
    if worlds := answer.worlds:
        shares = f"in {worlds.up:.1%} of the possible worlds it goes up, in {worlds.down:.1%} down"
        stated = f"; stated directly with chance {worlds.stated_up:.2f} up, {worlds.stated_down:.2f} down"
        page.add(f"Worlds: {shares}{stated}; weight {answer.weight}.", hang=2, colour="cyan")
    if answer.summaries:
        page.add(f"Summaries left out: {', '.join(answer.summaries)}.", hang=2, colour="cyan")


def _add_long(page: Page, answer: EffectAnswer, *, explain: bool) -> None:
    """The chains, and each step that decides with its evidence."""
    for chain in _shown(answer):
        page.add()
        add_head(page, answer.graph, chain, "loop" if chain is answer.loop else chain.sign.symbol)
    if answer.because:
        page.add()
        page.add("Because:")
    shown = Shown(all_evidence=True, explain=explain)
    for place, step in enumerate(answer.because, 1):
        add_step(page, answer.graph, step, str(place), shown)


def _shown(answer: EffectAnswer) -> list[Chain]:
    """The chains, and the loop if there is one."""
    return [*answer.chains, *filter(None, [answer.loop])]


def rows(answer: EffectAnswer) -> Iterator[list[object]]:
    """The answer, in a row for each evidence item of each step of the chains and the loop, or in one by itself."""
    weight = None if answer.weight is None else Decimal(str(answer.weight))
    told = [answer.effect, answer.certainty, weight, answer.support, answer.reason, answer.leaning]
    listed = chains.rows(answer.graph, _shown(answer)) or [[None] * len(chains.HEADER)]
    yield from ([*told, *row] for row in listed)


def cite(answer: EffectAnswer) -> Iterable[Citation]:
    """The evidence of the chains, the loop and the supporting steps."""
    return evidence_of([*(step for chain in _shown(answer) for step in chain.steps), *answer.because])


__all__ = ["HEADER", "MOVES", "REASON", "SUPPORT", "cite", "concluded", "rows", "text"]

"""How a net effect is shown: what is concluded, what it rests on, and the best chain of each sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated

from kg.model.core import Sign, Stance
from kg.model.words import KNOWLEDGE_SOURCE, counted, design, sentence
from kg.questions.effect import Conclusion, EffectAnswer
from kg.questions.parts.chains import Chain
from kg.questions.parts.claims import Citation, citation
from kg.questions.parts.stated import Stated, Statements
from kg.reasoning.judgement import LIKELY
from kg.reasoning.outcomes import Reason
from kg.reasoning.support import Support
from kg.reasoning.verdict import Certainty
from kg.views import chains
from kg.views.chains import Shown, add_head, evidence_of, told
from kg.views.page import Page
from kg.views.references import References, add_short, cited
from kg.views.screen import height

#: The most lines of the short form, the most chains in it, and the most claims that are cited for a statement.
LINES, CHAINS, CITED = 25, 2, 2
#: What is stated about two things if no source says anything about them.
NOTHING = Stated(None, None, None, 0)
ANSWER = ["effect", "certainty", "weight", "support", "reason", "leaning"]
PAIR = [*ANSWER, "population", "unfiltered"]
#: What each effect means, for a reader.
MOVES = {Sign.PLUS: "raises it", Sign.MINUS: "lowers it", Sign.NULL: "no effect found", Sign.UNKNOWN: "undetermined"}
#: What each support means, for a reader.
SUPPORT = {
    Support.strong: "trials or several studies",
    Support.moderate: "a study for each step",
    Support.unnamed: "no study named",
    Support.weak: "web pages alone",
}
#: What each reason means, for a reader.
REASON = {
    Reason.agreeing: "all chains agree, and no feedback can reverse them",
    Reason.worlds: "chains disagree, but the effect has this sign in nearly all possible worlds",
    Reason.studies: "chains disagree, but a study states it and no source disputes it",
    Reason.null: "sources looked for an effect, and no chain suggests one",
    Reason.contested: "sources dispute it or did not find it, or it depends on a disputed claim",
    Reason.opposing: "chains of both signs lead to the target",
    Reason.feedback: "feedback may reverse the chain",
    Reason.unsigned: "no source gives the direction of a step",
    Reason.mirrored: "only web pages say so, and only for the opposite case",
    Reason.beyond: "the chains are about the normal range, not about a state beyond it",
    Reason.populations: "the chains were found in other populations",
    Reason.none: "no chain leads to the target",
}


def text(
    page: Page,
    answer: EffectAnswer,
    *,
    evidence: Annotated[bool, "Show what each source says, with a link to each passage."] = False,
    explain: Annotated[bool, "Show the rule, the weights and how each confidence is calculated."] = False,
) -> None:
    """The conclusion, what sources state, what the literature alone and all chains give, then chains and references."""
    beside, part = None if evidence or explain else CITED, Page()
    _add(part, answer, beside, evidence=evidence, explain=explain)
    while beside and height(part) > LINES:
        beside, part = beside - 1, Page()
        _add(part, answer, beside, evidence=evidence, explain=explain)
    page.parts += part.parts


def _add(page: Page, answer: EffectAnswer, beside: int | None, *, evidence: bool, explain: bool) -> None:
    """The answer with all, or at most so many, associations and so many trials of something else ``beside`` it."""
    ends = f"{answer.source.label} → {answer.target.label}"
    page.add(f"{ends}: {concluded(answer)}", hang=2, bold=True)
    if answer.answered_for:
        source, target = answer.answered_for
        page.add(f"This answer is for {source.label} → {target.label}: no chain links what was asked.", hang=2)
    if (other := answer.unfiltered) and _brief(other) != _brief(answer):
        page.add(f"Without these exclusions: {_reasoned(other.effect, other.certainty, other.reason)}.", hang=2)
    references = References(answer.graph, None if beside is None else CITED)
    references.of_ends(answer.chains)
    if answer.stated != NOTHING or answer.denied:
        page.add(f"Stated: {_stated(answer, references)}.", hang=2)
    _add_beside(page, answer, references, beside)
    if answer.reason is not Reason.none:
        until = f" (read until {answer.data.read_until})" if answer.data.read_until else ""
        page.add(f"Literature alone{until}: {_literature(answer)}.", hang=2)
        page.add(f"All chains: {_reasoned(answer.effect, answer.certainty, answer.reason)}{_leaning(answer)}.", hang=2)
    if explain:
        _add_rule(page, answer)
    if evidence or explain:
        _add_long(page, answer, references, explain=explain)
    else:
        _add_short(page, answer, references)


def concluded(answer: EffectAnswer) -> str:
    """The conclusion in words, with what it rests on."""
    if answer.reason is Reason.none:
        return "this graph has no chain that links them; kg path says what is missing"
    told = _told(answer.effect, answer.certainty)
    if answer.certainty is Certainty.open and (alone := answer.literature).certainty is not Certainty.open:
        return f"{told}; the literature alone{_designs(answer)}: {_told(alone.effect, alone.certainty)}"
    if answer.certainty is Certainty.open and (denying := _denying(answer)):
        return f"{told}; {_sources(0, denying)} that there is no such effect"
    if answer.support is None or answer.certainty is Certainty.open:
        return told
    people = f", {answer.graph.terms[answer.population].label} only" if answer.population else ""
    if answer.support is Support.weak:
        what = "has no effect" if answer.effect is Sign.NULL else told
        paged = (side := answer.stated.side(answer.effect)) and side.pages
        return (f"web pages alone say that it {what}" if paged else f"{told}, if web pages are right") + people
    weight = f", weight {answer.weight:.2f}" if answer.certainty is Certainty.likely and answer.weight else ""
    return f"{told} ({SUPPORT[answer.support]}{weight}{people})"


def _brief(answer: EffectAnswer | Conclusion) -> tuple[Sign, Certainty, bool]:
    """The conclusion, and whether there is a chain."""
    return answer.effect, answer.certainty, answer.reason is Reason.none


def _told(effect: Sign, certainty: Certainty) -> str:
    return f"probably {MOVES[effect]}" if certainty is Certainty.likely else MOVES[effect]


def _reasoned(effect: Sign, certainty: Certainty, reason: Reason) -> str:
    return f"{_told(effect, certainty)}: {REASON[reason]}"


def _leaning(answer: EffectAnswer) -> str:
    if answer.leaning not in (Sign.PLUS, Sign.MINUS):
        return ""
    weight = f", weight {int(answer.weight * 100) / 100:.2f}" if answer.weight else ""  # never rounded up to likely
    return f"; leaning: {MOVES[answer.leaning]}{weight}"


def _literature(answer: EffectAnswer) -> str:
    alone = answer.literature
    said = "no chain" if alone.reason is Reason.none else _reasoned(alone.effect, alone.certainty, alone.reason)
    said += _designs(answer)
    return f"{said}; {counted(denying, 'study')} against" if (denying := _denying(answer)) else said


def _designs(answer: EffectAnswer) -> str:
    """The kinds of the studies that state what the literature alone gives: " (1 cell experiment)"."""
    kinds = Counter(design(answer.graph, answer.graph.studies[name]) for name in answer.literature.studies)
    return f" ({', '.join(counted(number, kind) for kind, number in kinds.items())})" if kinds else ""


def _denying(answer: EffectAnswer) -> int:
    """The number of studies that deny the effect, if no study states it."""
    sides = [side for side in (answer.stated.up, answer.stated.down) if side]
    return 0 if any(side.studies for side in sides) else sum(side.against_studies for side in sides)


def _add_beside(page: Page, answer: EffectAnswer, references: References, most: int | None) -> None:
    """The best supported associations of the two, and trials of what acts on the source."""
    graph = answer.graph
    for other in answer.tested[:most]:
        said = "; ".join(_statements(other.stated, references))
        page.add(f"Also studied: {other.label} → {answer.target.label}: {said}.", hang=2)
    ranked = sorted(answer.associations, key=lambda name: -graph.confidence(name).value)[:most]
    told = [f"{sentence(graph, graph.claims[name])} {cited([references.of_claim(name)])}" for name in ranked]
    if told:
        more = f"; and {len(answer.associations) - len(told)} more" if len(answer.associations) > len(told) else ""
        page.add(f"Associated: {'; '.join(told)}{more}.", hang=2)


def _stated(answer: EffectAnswer, references: References) -> str:
    """What sources state about this very pair, and what they deny about a broader or narrower one."""
    stated = answer.stated
    told = list(_statements(stated, references))
    own = {claim for side in (stated.up, stated.down, stated.none) if side for claim in side.claims}
    if others := [claim for claim in answer.denied if claim not in own]:
        told.append(f"denied for a broader or narrower concept {references.of_claims(others)}")
    return "; ".join(told)


def _statements(stated: Stated, references: References) -> Iterator[str]:
    """What sources state about a pair, for each side."""
    for side, does, do in ((stated.up, "raises it", "raise it"), (stated.down, "lowers it", "lower it")):
        if side:
            yield from _side(references, side, does, do)
    if none := stated.none:
        who = _sources(none.pages, none.studies, none.knowledge_sources, none.independent)
        yield f"{who} that it has no effect {references.of_claims(none.claims)}"
    if stated.undecided:
        yield f"{counted(stated.undecided, 'source')} undecided"


def _side(references: References, side: Statements, does: str, do: str) -> Iterator[str]:
    """The sources that state a sign, and those that deny it."""
    if who := _sources(side.pages, side.studies, side.knowledge_sources, side.independent):
        confidence, named = references.graph.confidence(*side.claims), _with(references, side, Stance.SUPPORTS)
        yield f"{who} that it {does}, {confidence} {references.of_claims(named)}"
    against = side.against_pages, side.against_studies, side.against_knowledge_sources
    if who := _sources(*against, side.against_independent):
        named = _with(references, side, Stance.DISPUTES)
        yield f"{who} that it does not {do} {references.of_claims(named)}"


def _with(references: References, side: Statements, stance: Stance) -> list[str]:
    """The claims of a side that have evidence of this stance."""
    evidence = references.graph.evidence_of
    return [claim for claim in side.claims if any(item.stance is stance for item in evidence[claim])]


def _sources(pages: int, studies: int, others: int = 0, independent: int = 0) -> str:
    """The number of sources, with a verb: "3 pages and 4 studies (6 independent) say"; empty if there are none."""
    counts = {"page": pages, "study": studies, KNOWLEDGE_SOURCE: others}
    named, every = [counted(number, noun) for noun, number in counts.items() if number], sum(counts.values())
    among = f" ({independent} independent)" if 0 < independent < every else ""
    return f"{' and '.join(named)}{among} {'say' if every > 1 else 'says'}" if named else ""


def _add_short(page: Page, answer: EffectAnswer, references: References) -> None:
    """The best chain of each sign in two lines, what would settle it, and the references."""
    if ranked := _shown(answer):
        page.add()
    for number, chain in enumerate(ranked[:CHAINS], 1):
        add_short(page, chain, f"{number}." if chain is not answer.loop else "loop", references)
    if more := len(ranked) - CHAINS if len(ranked) > CHAINS else 0:
        page.add(f"and {counted(more, 'more chain')} (--evidence shows all)", dim=True)
    if answer.decisive:
        settling = cited(map(references.of_claim, answer.decisive))
        page.add(f"Removing any one of these claims would settle the effect: {settling}.", hang=2)
    if references.listed:
        page.add()
        references.add(page, LINES - height(page))


def _add_rule(page: Page, answer: EffectAnswer) -> None:
    """The rule that decided, with the shares of worlds and the summaries that were left out."""
    page.add(f"Rule: {answer.reason.value}, {answer.certainty.value}{_decided(answer)}.", hang=2, colour="cyan")
    if worlds := answer.worlds:
        shares = f"by the chains alone, it goes up in {worlds.up:.1%} of the possible worlds, down in {worlds.down:.1%}"
        chances = worlds.stated_up, worlds.stated_down
        stated = f"; what sources state directly holds with chance {chances[0]:.2f} (up), {chances[1]:.2f} (down)"
        both = f"{stated}; together they give the weight" if any(chances) else "; weight"
        page.add(f"Worlds: {shares}{both} {answer.weight}.", hang=2, colour="cyan")
    if answer.summaries:
        count, some = len(answer.summaries), ", ".join(answer.summaries[:CITED])
        more = f" and {count - CITED} more (--json lists all)" if count > CITED else ""
        told = f"Left out as summaries of the chains: {counted(count, 'claim')} whose sign a longer chain of other"
        page.add(f"{told} claims gives (docs/method.md, “Effects”): {some}{more}.", hang=2, colour="cyan")


def _decided(answer: EffectAnswer) -> str:
    """Which of the two decided, if chains disagree: the weight, or the statement of a study."""
    if answer.reason not in (Reason.worlds, Reason.studies):
        return ""
    if answer.reason is Reason.worlds:
        return f": the weight decides, because {answer.weight} is at least {LIKELY:.2f}"
    other = f"{answer.weight} is below {LIKELY:.2f}" if answer.weight else "there is none"
    return f": a study that states the effect itself decides, not the weight, because {other}"


def _add_long(page: Page, answer: EffectAnswer, references: References, *, explain: bool) -> None:
    """The chains, and each claim that is cited and each step, with all that their sources say."""
    for chain in _shown(answer):
        page.add()
        add_head(page, answer.graph, chain, "loop" if chain is answer.loop else chain.sign.symbol, told(chain))
    for step in [*answer.because, *(step for chain in _shown(answer) for step in chain.steps)]:
        references.of_step(step)
    if references.listed:
        page.title("References")
        references.add_long(page, Shown(all_evidence=True, explain=explain))


def _shown(answer: EffectAnswer) -> list[Chain]:
    """The chains, best first, those last that contradict themselves; then the loop if there is one."""
    return [*sorted(answer.chains, key=lambda c: (bool(c.feedback), -c.confidence)), *filter(None, [answer.loop])]


def header(answer: EffectAnswer) -> list[str]:
    """The columns: those of the answer, then those of a step and its evidence."""
    return [*ANSWER, *chains.header(answer.graph)]


def rows(answer: EffectAnswer) -> Iterator[list[object]]:
    """The answer, in a row for each evidence item of the chains, the loop and the other claims, or in one by itself."""
    cells = (getattr(answer, name) for name in ANSWER)
    told = [Decimal(str(cell)) if isinstance(cell, float) else cell for cell in cells]
    listed = [*chains.rows(answer.graph, _shown(answer)), *chains.claim_rows(answer.graph, answer.beside)]
    yield from ([*told, *row] for row in listed or [[None] * len(chains.header(answer.graph))])


def pair(answer: EffectAnswer) -> list[object]:
    """The answer of one of many pairs in a row, with the effect without the filters."""
    return [*(getattr(answer, name) for name in PAIR[:-1]), answer.unfiltered.effect if answer.unfiltered else None]


def cite(answer: EffectAnswer) -> Iterable[Citation]:
    """The evidence of the chains, the loop, the supporting steps, and the other claims that are cited."""
    yield from evidence_of([*(step for chain in _shown(answer) for step in chain.steps), *answer.because])
    items = (item for claim in answer.beside for item in answer.graph.evidence_of[claim])
    yield from (citation(answer.graph, item) for item in items)

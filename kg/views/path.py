"""How the chains of a path are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from kg.model.confidence import significant, tabled
from kg.model.core import Sign
from kg.model.words import counted
from kg.questions.parts.chains import Chain, arrows
from kg.questions.parts.claims import Citation
from kg.questions.path import PathAnswer
from kg.reasoning.chains import counted as chosen
from kg.views import chains
from kg.views.chains import Shown, add_chain, add_missing, evidence_of, told
from kg.views.page import Page
from kg.views.references import References, add_short, cited
from kg.views.screen import height

#: The most lines of the short form on a screen, where there is a choice.
LINES = 40
ANSWER = ["verdict", "denied", "chain", "chain_sign", "chain_confidence", "chain_feedback"]
DENIED = "Sources deny or dispute the effect itself"


def text(
    page: Page,
    answer: PathAnswer,
    *,
    evidence: Annotated[bool, "Show what each source says, with a link to each passage."] = False,
    explain: Annotated[bool, "Show how each confidence is calculated; implies --evidence."] = False,
) -> None:
    """The verdict, then the chains with numbered references, or each chain with the evidence of its steps."""
    ends = f"{answer.source.label} → {answer.target.label}"
    if answer.why:
        page.add(f"{ends}: no chain", bold=True)
        page.add(answer.why if answer.why.endswith("?") else f"{answer.why}.")
    if answer.gap:
        add_missing(page, answer.gap)
    if not answer.chains:
        return
    page.add(ends, bold=True)
    other = answer.opposite
    against = ", contradicts itself" if other and other.feedback else ""
    best = f"at best {significant(other.confidence)}{against}" if other else ""
    hint = f" (--sign {other.sign.value} shows the other sign, {best})" if other else ""
    page.add(f"{_verdict(answer)}{hint}", bold=True, hang=2)
    if answer.examined:
        page.add(f"Only the best {answer.examined} chains were examined.", dim=True)
    if evidence or explain:
        _add_long(page, answer, explain=explain)
    else:
        _add_short(page, answer)
    if answer.data.read_until:
        page.add(f"Literature read until {answer.data.read_until}.", dim=True)


def _add_long(page: Page, answer: PathAnswer, *, explain: bool) -> None:
    """Each chain with all evidence of its steps."""
    if answer.denied:
        names = ", ".join(answer.denied)
        page.add(f"{DENIED}: {names}", colour="red", hang=2)
    shown = Shown(all_evidence=True, explain=explain)
    for number, chain in enumerate(answer.chains, 1):
        add_chain(page, answer.graph, chain, str(number), shown, told(chain))


def _add_short(page: Page, answer: PathAnswer) -> None:
    """The chains in two lines each, then the references, first those for the effect itself."""
    references = References(answer.graph)
    references.of_ends(answer.chains)
    if answer.denied:
        page.add(f"{DENIED} {cited(map(references.of_claim, answer.denied))}", colour="red")
    page.add()
    for number, chain in enumerate(answer.chains, 1):
        add_short(page, chain, f"{number}.", references)
    page.add()
    references.add(page, LINES - height(page) - bool(answer.data.read_until))


def _verdict(answer: PathAnswer) -> str:
    """What the chains do to the target: "2 chains: all raise back pain", "3 chains: 1 raises it, 2 lower it"."""
    chains = chosen(answer.chains)
    head = f"{counted(len(chains), 'chain')}: {_agreed(chains, answer.target.label)}"
    if any(chain.feedback for chain in chains):
        return f"{head}, but {_contradict(len(chains))}"
    more = len(answer.chains) - len(chains)
    return f"{head}; {more} more {_contradict(more)}" if more else head


def _contradict(count: int) -> str:
    return "contradict themselves (feedback)" if count > 1 else "contradicts itself (feedback)"


def _agreed(chains: Sequence[Chain], target: str) -> str:
    counts = Counter(chain.sign for chain in chains)
    signs = [sign for sign in Sign if sign in counts]
    if len(signs) == 1:
        every = "all " if len(chains) > 1 else ""
        return f"{every}{_verb(signs[0], len(chains))} {target}"
    pairs = zip(signs, [target, *["it"] * (len(signs) - 1)], strict=True)
    return ", ".join(f"{counts[sign]} {_verb(sign, counts[sign])} {name}" for sign, name in pairs)


def _verb(sign: Sign, count: int) -> str:
    verb = {Sign.PLUS: "raise", Sign.MINUS: "lower"}.get(sign, "change")
    return verb if count > 1 else f"{verb}s"


def header(answer: PathAnswer) -> list[str]:
    """The columns: those of the answer and its chain, then those of a step and its evidence."""
    return [*ANSWER, *chains.header(answer.graph)[1:]]


def rows(answer: PathAnswer) -> Iterator[list[object]]:
    """One row per evidence item of each step, with the answer and the chain in front."""
    for number, chain in enumerate(answer.chains, 1):
        confidence = tabled(chain.confidence)
        found = [answer.verdict, answer.denied, number, chain.sign, confidence, told(chain)]
        yield from ([*found, *step] for _, *step in chains.rows(answer.graph, [chain]))


#: The columns of an answer in one row, with the best chain.
PAIR = ("verdict", "chains", "sign", "confidence", "hops", "chain", "feedback", "why")


def pair(answer: PathAnswer) -> list[object]:
    """The answer in one row."""
    best = answer.chains[0] if answer.chains else None
    shown: list[object] = [None] * 5
    if best:
        shown = [best.sign, best.confidence, best.hops, arrows(answer.graph, best.steps), told(best)]
    return [answer.verdict, len(answer.chains), *shown, answer.why]


def cite(answer: PathAnswer) -> Iterable[Citation]:
    """The evidence of the chains."""
    return evidence_of(step for chain in answer.chains for step in chain.steps)

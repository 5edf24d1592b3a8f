"""Short chains with numbered references: each is a claim with its sources, whose addresses follow once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from kg.model.confidence import points, significant
from kg.model.core import Document, Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.words import counted, design, sentence, source_name
from kg.questions.parts.chains import Chain, Step, arrows
from kg.questions.parts.claims import Citation, ClaimLine, citation, claim_line
from kg.views.chains import Shown, add_claim, add_step, limits, told
from kg.views.evidence import rated, within
from kg.views.page import Page
from kg.views.screen import height

#: The most sources that a reference names.
NAMED = 3
#: The note beside the sources.
SHOWN = "--evidence shows what each says"
#: What a step does, where no claim says it in one sentence.
VERB = {Sign.PLUS: "raises", Sign.MINUS: "lowers", Sign.UNKNOWN: "changes", Sign.NULL: "has no effect on"}
#: Short words for kinds of sources.
SHORT = {"UnreviewedWebPage": "page", "RandomisedTrial": "trial", "MendelianRandomisation": "genetic study"}


class Reference(NamedTuple):
    """A claim in a sentence, with the evidence of the step that uses it, or its own."""

    number: int
    sentence: str
    confidence: str
    evidence: Sequence[Citation]
    of: Step | ClaimLine


class References:
    """The references of an answer, numbered in the order in which they are first cited.

    Of several claims for the same thing, at most the first ``most`` are cited, or all.
    """

    def __init__(self, graph: KnowledgeGraph, most: int | None = None) -> None:
        self.graph, self.most = graph, most
        self.listed: dict[str, Reference] = {}
        self.within: dict[str, int] = {}  # the number of the step that a claim belongs to

    def of_step(self, step: Step) -> int:
        """The number of the reference for a step: its first claim, or the step as a whole if others are about kinds."""
        concepts = self.graph.concepts
        claims = [self.graph.claims[name] for name in step.claims]
        ends = {(concepts[claim.subject].quantity, concepts[claim.object].quantity) for claim in claims}
        limited = limits(self.graph, step)
        held = f" ({', '.join(limited)})" if limited else ""
        if len(ends) == 1:
            text = sentence(self.graph, claims[0])
        else:
            tail, head = concepts[step.subject].label, concepts[step.object].label
            text = f"{tail} {VERB[step.sign]} {head} ({counted(len(claims), 'claim')} together)"
        number = self._number(" ".join(step.claims), text + held, step.evidence, step)
        for name in step.claims:
            self.within.setdefault(name, number)
        return number

    def of_ends(self, chains: Iterable[Chain]) -> None:
        """Number the chains of one step first: it is about the two ends themselves."""
        for chain in chains:
            if len(chain.steps) == 1:
                self.of_step(chain.steps[0])

    def of_claim(self, name: str) -> int:
        """The number of the reference for a claim, or for the step that it belongs to."""
        if name in self.within:
            return self.within[name]
        evidence = [citation(self.graph, item) for item in self.graph.evidence_of[name]]
        claim = claim_line(self.graph, self.graph.claims[name])
        text = claim.sentence + (f" ({within(claim.graphs)})" if claim.graphs else "")
        return self._number(name, text, evidence, claim)

    def of_claims(self, names: Sequence[str]) -> str:
        """The numbers of the references for some claims in brackets, and how many more claims there are."""
        numbers = dict.fromkeys(map(self.of_claim, names[: self.most]))
        more = len(names) - self.most if self.most and len(numbers) == self.most else 0
        return cited(numbers) + (f" and {more} more" if more > 0 else "")

    def _number(self, claims: str, text: str, evidence: Sequence[Citation], of: Step | ClaimLine) -> int:
        number = self.listed[claims].number if claims in self.listed else len(self.listed) + 1
        self.listed[claims] = Reference(number, text, rated(of), evidence, of)
        return number

    def add_long(self, page: Page, shown: Shown) -> None:
        """Add each reference with all that its sources say."""
        for one in self.listed.values():
            place = cited([one.number])
            if isinstance(one.of, Step):
                add_step(page, self.graph, one.of, place, shown)
            else:
                add_claim(page, self.graph, one.of, place, shown)

    def add(self, page: Page, room: int) -> None:
        """Add the references, then the sources that they name; without ``room``, fewer sources, then fewer references.

        References are left out, the last ones, only if a third of them fit.
        """
        for named in range(NAMED, -1, -1):
            listed, sources = self._pages(named)
            if height(listed) + 1 + height(sources) <= room:
                break
        cut = _first(sources, room - height(listed) - 2) if height(listed) + 1 + height(sources) > room else sources
        if cut.parts:
            page.parts += listed.parts
            page.add(f"Sources ({SHOWN}):", dim=True)
            page.parts += cut.parts
            if more := len(sources.parts) - len(cut.parts):
                page.add(f"and {counted(more, 'more source')}", dim=True)
            return
        fitting = _first(listed, room - 1)
        shown = fitting if 3 * len(fitting.parts) >= len(listed.parts) else listed
        page.parts += shown.parts
        more = len(listed.parts) - len(shown.parts)
        left = f"and {counted(more, 'more reference')}; " if more else ""
        page.add(f"{left}{counted(len(sources.parts), 'source')} ({SHOWN})", dim=True)

    def _pages(self, named: int) -> tuple[Page, Page]:
        """The references with at most so many sources ``named`` on a side, and these sources."""
        listed, addresses, sources = Page(), Page(), dict[str, None]()
        for one in self.listed.values():
            head, sides = f"[{one.number}] {one.sentence} {one.confidence}", self._sides(one, named, sources)
            listed.add(f"{head}: {'; '.join(sides)}", hang=4)
        for name in sources:
            source = self.graph.sources[name]
            kind = "" if isinstance(source, Document) else f" ({design(self.graph, source)})"
            key, title = _key(name), source_name(source)
            address = f"{title if key in title else f'{key}: {title}'}{kind}"
            addresses.link(address, source.url, f"{key}{kind}", hang=4)
        return listed, addresses

    def _sides(self, one: Reference, named: int, sources: dict[str, None]) -> Iterable[str]:
        """The strongest sources on each side, and how many more there are."""
        least = max(1, named)
        most = {Stance.SUPPORTS: least, Stance.DISPUTES: max(1, least - 1), Stance.INCONCLUSIVE: least - 1}
        for stance in Stance:
            given = (i for i in one.evidence if i.direction is stance and i.source not in self.graph.void)
            names = self._by_strength(given, sources)
            shown = names[: most[stance]]
            sources.update(dict.fromkeys(shown))
            rest = len(names) - len(shown) if named else 0
            if shown:
                side = "" if stance is Stance.SUPPORTS else f"{stance.side} "
                yield f"{side}{', '.join(map(_key, shown))}" + (f" +{rest}" if rest else "")

    def _by_strength(self, items: Iterable[Citation], named: Collection[str]) -> list[str]:
        """The sources of evidence items, the strongest first, of equal ones those already named."""
        strength: dict[str, float] = {}
        for item in items:
            size = float(points(self.graph.evidence[item.id], self.graph.sources, self.graph.claims).points)
            strength[item.source] = max(strength.get(item.source, 0), size)
        return sorted(strength, key=lambda name: (-strength[name], name not in named, name))


def _first(page: Page, room: int) -> Page:
    """As many of the first parts of a page as have ``room``."""
    first = Page()
    for part in page.parts:
        first.parts.append(part)
        if height(first) > room:
            first.parts.pop()
            break
    return first


def add_short(page: Page, chain: Chain, mark: str, references: References) -> None:
    """Add a chain in two lines: its sign, confidence and arrows; then its steps by reference, marks and sources."""
    graph, steps = references.graph, chain.steps
    numbers = [references.of_step(step) for step in steps]
    marks = {
        "weakest": [numbers[chain.weakest]] if len(steps) > 1 else [],
        "mirrored": [number for number, step in zip(numbers, steps, strict=True) if not step.stated],
        "contested": [number for number, step in zip(numbers, steps, strict=True) if step.contested],
        "association": [number for number, step in zip(numbers, steps, strict=True) if step.association],
    }
    facts = [f"{counted(len(steps), 'step')} {cited(numbers)}"]
    facts += [f"{name} {' '.join(map(str, named))}" for name, named in marks.items() if named]
    page.add(f"{mark} {chain.sign.symbol} {significant(chain.confidence)} {arrows(graph, steps)}", hang=3, bold=True)
    page.add(f"{', '.join(facts)}: {tally(graph, steps)}", indent=3, hang=2)
    if feedback := told(chain):
        page.add(f"feedback: {feedback}", indent=3, hang=2)


def cited(numbers: Iterable[int]) -> str:
    """Numbers of references in brackets.

    >>> cited([1, 4])
    '[1 4]'
    """
    return f"[{' '.join(map(str, numbers))}]"


def tally(graph: KnowledgeGraph, steps: Iterable[Step]) -> str:
    """The sources of some steps by kind and side: "3 pages, 2 reviews; 1 undecided"."""
    evidence = [item for step in steps for item in step.evidence if item.source not in graph.void]
    sources = {stance: sorted({i.source for i in evidence if i.direction is stance}) for stance in Stance}
    kinds = Counter(_kind(graph, name) for name in sources[Stance.SUPPORTS])
    sides = [", ".join(counted(count, kind) for kind, count in kinds.items())]
    sides += [f"{len(names)} {stance.side}" for stance, names in sources.items() if names and stance.side != "for"]
    return "; ".join(sides)


def _kind(graph: KnowledgeGraph, name: str) -> str:
    source = graph.sources[name]
    kind = source.kind if isinstance(source, Document) else source.design
    return SHORT.get(kind) or design(graph, source)


def _key(source: str) -> str:
    """The short name of a source, as --without accepts it.

    >>> _key("document:002")
    '002'
    """
    return source.partition(":")[2]

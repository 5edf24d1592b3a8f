"""How chains of cited steps are printed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kg.cli.output import Text
from kg.model.confidence import points
from kg.model.core import Evidence
from kg.model.graph import KnowledgeGraph
from kg.model.words import sentence
from kg.questions.legacy import Json, arrows, citation, sum_lines, sum_of
from kg.reasoning.network import Chain, Step

MARK = {"supports": "+", "disputes": "−", "inconclusive": "~"}
COLOUR = {"supports": "green", "disputes": "red", "inconclusive": "yellow"}


class Shown(Struct, frozen=True):
    """How to print, and what was printed: ``seen`` tells where the evidence of an influence was shown first."""

    seen: dict[tuple[str, str, str], str]
    all_evidence: bool = False
    explain: bool = False


def print_chain(text: Text, graph: KnowledgeGraph, chain: Chain, name: str, shown: Shown) -> None:
    """A chain under a name such as "1": its arrows, its confidence as a product, each step with its evidence."""
    text.add()
    print_head(text, graph, chain, f"{name}.")
    for place, step in enumerate(chain.steps, 1):
        print_step(text, graph, step, f"{name}.{place}", shown)
        if place - 1 in chain.bridges:
            bridge = f"bridge: no single source joins step {place} and step {place + 1}"
            text.add(bridge, indent=7, hang=2, fg="yellow")


def print_head(text: Text, graph: KnowledgeGraph, chain: Chain, mark: str) -> None:
    """A chain in two lines: its arrows, and its confidence as a product."""
    text.add(f"{mark} {arrows(graph, chain.steps)}", hang=3, bold=True)
    product = " × ".join(str(step.influence.confidence.value) for step in chain.steps)
    steps = len(chain.steps)
    plural, weakest = ("s", f", weakest step {chain.weakest + 1}") if steps > 1 else ("", "")
    head = f"net sign {chain.sign.symbol}, {steps} step{plural}, confidence {chain.confidence} = {product}{weakest}"
    text.add(head, indent=3, hang=2)


def print_step(text: Text, graph: KnowledgeGraph, step: Step, place: str, shown: Shown) -> None:
    """A step: its best supported claim, its marks, and its evidence where that was not shown before."""
    used = step.influence
    marks = {"mirrored": not step.stated, "contested": step.contested, "association": used.association}
    named = [name for name, holds in marks.items() if holds]
    first = shown.seen.setdefault((used.source, used.target, used.sign.value), place)
    tail = f" [{', '.join(named)}]" if named else ""
    again = f" (evidence: see {first})" if first != place else ""
    said = sentence(graph, step.claims[0])
    text.add(f"{place} {said}{tail} {used.confidence.value}{again}", indent=3, hang=4)
    if first == place:
        if len(step.claims) > 1:
            also = "; ".join(sentence(graph, claim) for claim in step.claims[1:])
            text.add(f"also: {also}", indent=7, hang=2, dim=True)
        if shown.explain:
            print_sum(text, graph, sum_of(used.confidence)["parts"], indent=7)
        _evidence(text, graph, step, shown)
    if step.kinds:
        names = " and ".join(kind.label for kind in step.kinds)
        kind = "a kind" if len(step.kinds) == 1 else "kinds"
        text.add(
            f"{names}: {kind} of {graph.concepts[used.target].label} by this graph's own hierarchy",
            indent=7,
            hang=2,
            dim=True,
        )


def print_sum(text: Text, graph: KnowledgeGraph, parts: Sequence[Json], indent: int) -> None:
    """A confidence as the sum that it is."""
    for line in sum_lines(graph, parts):
        text.add(line, indent=indent, hang=4, fg="cyan")


def _evidence(text: Text, graph: KnowledgeGraph, step: Step, shown: Shown) -> None:
    """Each source with its firmest statement on each side, or all of them if asked for."""
    by_source: dict[tuple[str, str], list[Evidence]] = {}
    for item in step.evidence:
        by_source.setdefault((item.stance, item.source), []).append(item)
    for items in by_source.values():
        firmest = sorted(items, key=lambda item: (-points(item, graph.sources).modality, item.id))
        told = firmest if shown.all_evidence else firmest[:1]
        for item in told:
            cited = citation(graph, item)
            section = f", “{cited['section']}”" if cited["section"] else ""
            unsound = [c["trace"] for c in cited["cites"] if c["trace"] in ("nottraceable", "misdescribed")]
            caveat = " (its own reference cannot be traced or says something else)" if unsound else ""
            who = f"{MARK[item.stance]} {cited['source_name']} ({cited['kind']}){section}"
            text.add(f"{who}, {cited['modality']}: {item.says}{caveat}", indent=7, hang=2, fg=COLOUR[item.stance])
            if cited["url"]:
                text.add(cited["url"], indent=9, dim=True)
        if rest := len(items) - len(told):
            more = f"and in {rest} more passage{'s' if rest > 1 else ''} (--all-evidence shows them)"
            text.add(more, indent=9, hang=2, dim=True)

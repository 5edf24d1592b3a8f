"""Commands that reason: path."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, NamedTuple

import typer

from kg import chains
from kg.cli import options
from kg.cli.app import app
from kg.cli.output import Format, Text, View, show
from kg.confidence import points
from kg.explain import arrows, citation, path_json, sentence
from kg.graph import KnowledgeGraph
from kg.lookup import group
from kg.model import Evidence, Sign
from kg.steps import Chain, Step
from kg.turtle.read import load

MARK = {"supports": "+", "disputes": "−", "inconclusive": "~"}
COLOUR = {"supports": "green", "disputes": "red", "inconclusive": "yellow"}


class Shown(NamedTuple):
    """What was printed: ``seen`` tells where (chain and step) the evidence of an influence was shown first."""

    seen: dict[tuple[str, str, str], tuple[int, int]]
    all_evidence: bool


@app.command()
def path(
    words: options.Words,
    k: Annotated[int, typer.Option("-k", help="How many chains to show.")] = 5,
    max_hops: Annotated[int, typer.Option(help="The most steps that a chain may have.")] = 8,
    sign: Annotated[str | None, typer.Option(help="Only chains of this net sign: +, - or ?.")] = None,
    via: Annotated[list[str] | None, options.concept("Only chains through this concept (repeatable).")] = None,
    avoid: Annotated[
        list[str] | None, options.concept("No chain through this concept or claim (repeatable).", "CONCEPT|CLAIM")
    ] = None,
    stated_only: Annotated[
        bool, typer.Option("--stated-only", help="Only steps that a source states in this direction.")
    ] = False,
    min_confidence: Annotated[float, typer.Option(help="Only steps of at least this confidence, 0 to 1.")] = 0.0,
    with_associations: Annotated[
        bool, typer.Option("--with-associations", help="Let associations count as steps.")
    ] = False,
    all_evidence: Annotated[
        bool, typer.Option("--all-evidence", help="Every passage, not only the firmest of each source.")
    ] = False,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """How one thing leads to another: the best causal chains, signed and cited.

    Example: kg path "vitamin D deficiency" "back pain"
    """
    source, target = group(words, 2)
    graph = load(data)
    answer = chains.path(
        graph,
        source,
        target,
        k=k,
        max_hops=max_hops,
        sign=sign,
        via=via or (),
        avoid=avoid or (),
        stated_only=stated_only,
        min_confidence=min_confidence,
        with_associations=with_associations,
    )
    show(_view(graph, answer, all_evidence=all_evidence), form, as_json=as_json)


HEADER = "chain step subject object sign stated confidence claims stance source section says url".split()


def _view(graph: KnowledgeGraph, answer: chains.PathAnswer, *, all_evidence: bool) -> View:
    def text(page: Text) -> None:
        _head(page, answer)
        shown = Shown({}, all_evidence)
        for number, chain in enumerate(answer.chains, 1):
            _chain(page, graph, chain, number, shown)

    return View(lambda: path_json(graph, answer), text, HEADER, lambda: _rows(graph, answer), bool(answer.chains))


def _rows(graph: KnowledgeGraph, answer: chains.PathAnswer) -> list[list[object]]:
    return [
        [
            number,
            place,
            f"{step.subject_label} {step.before.arrow}",
            f"{step.object_label} {step.after.arrow}",
            step.influence.sign.value,
            "stated" if step.stated else "mirrored",
            step.influence.confidence.value,
            " ".join(claim.id for claim in step.claims),
            item.stance,
            item.source,
            cited["section"] or "",
            item.says,
            cited["url"] or "",
        ]
        for number, chain in enumerate(answer.chains, 1)
        for place, step in enumerate(chain.steps, 1)
        for item in step.evidence
        for cited in [citation(graph, item)]
    ]


def _head(text: Text, answer: chains.PathAnswer) -> None:
    ends = f"{answer.source.label} → {answer.target.label}"
    if not answer.chains:
        text.add(f"{ends}: no chain", bold=True)
        text.add(f"{answer.why}.")
        return
    counts = Counter(chain.sign for chain in answer.chains)
    told = [f"{counts[sign]} {_verb(sign, counts[sign])} it" for sign in Sign if sign in counts]
    chain = "chain" if len(answer.chains) == 1 else "chains"
    verdict = "" if answer.options.sign else f", {answer.verdict}"
    text.add(f"{ends}: the best {len(answer.chains)} {chain}{verdict}; {', '.join(told)}", bold=True)
    if (other := answer.opposite) is not None:
        contrary = (
            f"--sign {other.sign.value} shows chains of the other sign, the best with confidence {other.confidence}"
        )
        text.add(contrary, dim=True)


def _verb(sign: Sign, count: int) -> str:
    verb = {Sign.PLUS: "raise", Sign.MINUS: "lower"}.get(sign, "change")
    return verb if count > 1 else f"{verb}s"


def _chain(text: Text, graph: KnowledgeGraph, chain: Chain, number: int, shown: Shown) -> None:
    text.add()
    text.add(f"{number}. {arrows(chain.steps, graph)}", hang=3, bold=True)
    product = " × ".join(str(step.influence.confidence.value) for step in chain.steps)
    steps = len(chain.steps)
    plural, weakest = ("s", f", weakest step {chain.weakest + 1}") if steps > 1 else ("", "")
    head = f"net sign {chain.sign.symbol}, {steps} step{plural}, confidence {chain.confidence} = {product}{weakest}"
    text.add(head, indent=3, hang=2)
    for place, step in enumerate(chain.steps, 1):
        _step(text, graph, step, (number, place), shown)
        if place - 1 in chain.bridges:
            bridge = f"bridge: no single source joins step {place} and step {place + 1}"
            text.add(bridge, indent=7, hang=2, fg="yellow")


def _step(text: Text, graph: KnowledgeGraph, step: Step, place: tuple[int, int], shown: Shown) -> None:
    used = step.influence
    marks = {"mirrored": not step.stated, "contested": step.contested, "association": used.association}
    named = [name for name, holds in marks.items() if holds]
    first = shown.seen.setdefault((used.source, used.target, used.sign.value), place)
    tail = f" [{', '.join(named)}]" if named else ""
    again = f" (evidence: see {first[0]}.{first[1]})" if first != place else ""
    said = sentence(graph, step.claims[0])
    text.add(f"{place[0]}.{place[1]} {said}{tail} {used.confidence.value}{again}", indent=3, hang=4)
    if first == place:
        if len(step.claims) > 1:
            also = "; ".join(sentence(graph, claim) for claim in step.claims[1:])
            text.add(f"also: {also}", indent=7, hang=2, dim=True)
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

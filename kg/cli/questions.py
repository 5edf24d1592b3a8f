"""Commands that reason: path."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from kg import chains
from kg.cli import options
from kg.cli.app import app
from kg.cli.output import Format, Text, View, show
from kg.explain import arrows, citation, path_json, sentence
from kg.graph import KnowledgeGraph
from kg.lookup import group
from kg.model import Sign
from kg.turtle.read import load

MARK = {"supports": "+", "disputes": "−", "inconclusive": "~"}
#: Where the evidence of an influence was shown first: chain and step.
Seen = dict[tuple[str, str, str], tuple[int, int]]
COLOUR = {"supports": "green", "disputes": "red", "inconclusive": "yellow"}


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
    show(_view(graph, answer), form, as_json=as_json)


HEADER = "chain step subject object sign stated confidence claims stance source section says url".split()


def _view(graph: KnowledgeGraph, answer: chains.PathAnswer) -> View:
    def text(page: Text) -> None:
        _head(page, answer)
        seen: Seen = {}
        for number, chain in enumerate(answer.chains, 1):
            _chain(page, graph, chain, number, seen)

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
            " ".join(claim.id for claim in step.influence.claims),
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
    told = [f"{count} {_verb(sign, count)} it" for sign, count in sorted(counts.items(), key=lambda c: -c[1])]
    chain = "chain" if len(answer.chains) == 1 else "chains"
    text.add(f"{ends}: {len(answer.chains)} {chain}, {answer.verdict}; {', '.join(told)}", bold=True)


def _verb(sign: Sign, count: int) -> str:
    verb = {Sign.PLUS: "raise", Sign.MINUS: "lower"}.get(sign, "change")
    return verb if count > 1 else f"{verb}s"


def _chain(text: Text, graph: KnowledgeGraph, chain: chains.Chain, number: int, seen: Seen) -> None:
    text.add()
    text.add(f"{number}. {arrows(chain.steps, graph)}", hang=3, bold=True)
    product = " × ".join(str(step.influence.confidence.value) for step in chain.steps)
    steps = len(chain.steps)
    weakest = f", weakest step {chain.weakest + 1}" if steps > 1 else ""
    plural = "s" if steps > 1 else ""
    head = f"net sign {chain.sign.symbol}, {steps} step{plural}, confidence {chain.confidence} = {product}{weakest}"
    text.add(head, indent=3, hang=2)
    for place, step in enumerate(chain.steps, 1):
        used = step.influence
        key = (used.source, used.target, used.sign.value)
        marks = [] if step.stated else ["mirrored"]
        marks += ["contested"] if step.contested else []
        marks += ["association"] if used.association else []
        said = "; ".join(sentence(graph, claim) for claim in used.claims)
        tail = f" [{', '.join(marks)}]" if marks else ""
        if key in seen:
            first = seen[key]
            text.add(f"{number}.{place} {said}{tail} (evidence: see {first[0]}.{first[1]})", indent=3, hang=4)
        else:
            seen[key] = (number, place)
            text.add(f"{number}.{place} {said}{tail}", indent=3, hang=4)
            _evidence(text, graph, step)
        if step.kinds:
            names = " and ".join(kind.label for kind in step.kinds)
            text.add(
                f"{names}: a kind of {step.object_label} by this graph's own hierarchy", indent=7, hang=2, dim=True
            )
        if place - 1 in chain.bridges:
            text.add(f"bridge: no single source joins step {place} and step {place + 1}", indent=7, hang=2, fg="yellow")


def _evidence(text: Text, graph: KnowledgeGraph, step: chains.Step) -> None:
    for item in step.evidence:
        cited = citation(graph, item)
        section = f", “{cited['section']}”" if cited["section"] else ""
        unsound = [c["trace"] for c in cited["cites"] if c["trace"] in ("nottraceable", "misdescribed")]
        caveat = " (its own reference cannot be traced or says something else)" if unsound else ""
        who = f"{MARK[item.stance]} {cited['source_name']} ({cited['kind']}){section}"
        text.add(f"{who}, {cited['modality']}: {item.says}{caveat}", indent=7, hang=2, fg=COLOUR[item.stance])
        if cited["url"]:
            text.add(cited["url"], indent=9, dim=True)

"""Commands that ask how one thing leads to another: path, effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.app import app
from kg.cli.chain import Shown, print_chain, print_head, print_step
from kg.cli.output import Format, Text, View, put, show
from kg.errors import UsageError
from kg.model.core import Sign
from kg.model.graph import KnowledgeGraph
from kg.model.lookup import group
from kg.questions import path as chains
from kg.questions.answers import effect_json, path_json
from kg.questions.legacy import citation
from kg.reasoning import effects as outcomes
from kg.reasoning.network import Chain, Step


@app.command()
def path(
    words: options.Words,
    k: Annotated[int, typer.Option("-k", help="How many chains to show.")] = 5,
    max_hops: Annotated[int, typer.Option(help="The most steps that a chain may have.")] = 8,
    sign: Annotated[
        str | None,
        typer.Option(help="Only chains that raise (+) or lower (-) the target, or whose sign is not known (?)."),
    ] = None,
    via: Annotated[list[str] | None, options.concept("Only chains through this concept (repeatable).")] = None,
    avoid: Annotated[
        list[str] | None, options.concept("No chain through this concept or claim (repeatable).", "CONCEPT|CLAIM")
    ] = None,
    stated_only: Annotated[
        bool,
        typer.Option(
            "--stated-only", help="Only steps that a source states in the direction in which the chain uses them."
        ),
    ] = False,
    min_confidence: Annotated[float, typer.Option(help="Only steps of at least this confidence, 0 to 1.")] = 0.0,
    with_associations: Annotated[
        bool, typer.Option("--with-associations", help="Let associations (“is linked to”) count as steps.")
    ] = False,
    all_evidence: Annotated[
        bool, typer.Option("--all-evidence", help="Every passage, not only the firmest of each source.")
    ] = False,
    explain: options.Explain = False,
    cite: options.Cite = None,
    without: options.Without = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """How one thing leads to another: the best causal chains.

    Each chain has a sign, and each step the passages and studies that it is cited to.

    Example: kg path "vitamin D deficiency" "back pain"
    """
    source, target = group(words, 2)
    graph = options.graph(data, without)
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
    view = _path(graph, answer, Shown({}, all_evidence, explain))
    _show(graph, view, form, as_json, cite, [step for chain in answer.chains for step in chain.steps])


def _show(
    graph: KnowledgeGraph, view: View, form: Format, as_json: bool, cite: str | None, steps: Sequence[Step]
) -> None:
    """Print an answer, or, if there is one and they are asked for, the references of all sources of its steps."""
    if cite and (as_json or form is not Format.text):
        raise UsageError("--cite prints references alone; leave --format and --json out")
    if cite and view.answered:
        from kg.exchange import citations

        put(citations.cite(graph, citations.cited(item for step in steps for item in step.evidence), cite))
    else:
        show(view, form, as_json=as_json)


HEADER = "chain step subject object sign stated confidence claims stance source section says url".split()


def _path(graph: KnowledgeGraph, answer: chains.PathAnswer, shown: Shown) -> View:
    def text(page: Text) -> None:
        _head(page, graph, answer)
        for number, chain in enumerate(answer.chains, 1):
            print_chain(page, graph, chain, str(number), shown)

    rows = lambda: _rows(graph, answer.chains)  # noqa: E731 - made only when wanted
    return View(lambda: path_json(graph, answer), text, HEADER, rows, bool(answer.chains))


def _rows(graph: KnowledgeGraph, shown: Sequence[Chain]) -> list[list[object]]:
    return [
        [
            number,
            place,
            f"{graph.concepts[step.influence.source].label} {step.before.arrow}",
            f"{graph.concepts[step.influence.target].label} {step.after.arrow}",
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
        for number, chain in enumerate(shown, 1)
        for place, step in enumerate(chain.steps, 1)
        for item in step.evidence
        for cited in [citation(graph, item)]
    ]


def _head(text: Text, graph: KnowledgeGraph, answer: chains.PathAnswer) -> None:
    ends = f"{answer.source.label} → {answer.target.label}"
    if answer.why:
        text.add(f"{ends}: no chain", bold=True)
        text.add(f"{answer.why}{'' if answer.why.text.endswith('?') else '.'}")
        for link in answer.why.missing[1:]:
            source, target = graph.concepts[link.source].label, graph.concepts[link.target].label
            text.add(f"or: does {source} act on {target}? ({HINT[link.hint]})", indent=2, hang=2)
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


#: What speaks for asking whether a claim is missing.
HINT = {
    "associated": "they are associated",
    "kind": "one is a kind of the other",
    "kin": "both are kinds of the same",
    "near": "nearest to the two ends",
}
#: What each reason means, for a reader.
REASON = {
    "agreeing-chains": "every chain agrees, one at least without a dispute, and no feedback can overrule them",
    "found-no-effect": "sources looked and found none, and no chain says otherwise",
    "contested-step": "it hangs on what sources dispute",
    "opposing-chains": "chains of both signs lead there",
    "feedback-loop": "feedback may overrule the chain",
    "unsigned-step": "no source says in which direction a step goes",
    "no-path": "no chain leads there; kg path tells why",
}
MOVES = {"+": "raises it", "-": "lowers it", "0": "does not change it", "?": "cannot be told"}


@app.command()
def effect(
    words: options.Words,
    all_evidence: Annotated[
        bool, typer.Option("--all-evidence", help="Every passage, not only the firmest of each source.")
    ] = False,
    explain: options.Explain = False,
    cite: options.Cite = None,
    without: options.Without = None,
    data: options.Data = None,
    form: options.Output = Format.text,
    as_json: options.Json = False,
) -> None:
    """The net effect of one thing on another: +, −, 0, or ?.

    It heeds all chains at once, feedback, and what is disputed; with ? it tells why the effect cannot be told.

    Example: kg effect "vitamin D deficiency" "serum calcium"
    """
    source, target = group(words, 2)
    graph = options.graph(data, without)
    answer = outcomes.effect(graph, source, target)
    shown = Shown({}, all_evidence, explain)

    def text(page: Text) -> None:
        ends = f"{answer.source.label} → {answer.target.label}"
        sign = "−" if answer.effect == "-" else answer.effect
        page.add(
            f"{ends}: {sign}  {MOVES[answer.effect]}: {REASON[answer.reason]} ({answer.reason})", hang=2, bold=True
        )
        for chain in answer.chains:
            page.add()
            print_head(page, graph, chain, chain.sign.symbol)
        if answer.loop:
            page.add()
            print_head(page, graph, answer.loop, "loop")
        if answer.because:
            page.add()
            page.add("Because:")
        for place, step in enumerate(answer.because, 1):
            print_step(page, graph, step, str(place), shown)

    told = [*answer.chains, *([answer.loop] if answer.loop else [])]
    answered = answer.reason != outcomes.Reason.none.value
    view = View(lambda: effect_json(graph, answer), text, HEADER, lambda: _rows(graph, told), answered)
    steps = [*(step for chain in told for step in chain.steps), *answer.because]
    _show(graph, view, form, as_json, cite, steps)

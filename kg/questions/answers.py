"""The answers of path and effect as in their JSON contracts."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.graph import KnowledgeGraph
from kg.questions.legacy import Json, chain_json, end_json, gap_json, stamp, step_json
from kg.questions.path import PathAnswer
from kg.reasoning.effects import EffectAnswer


def path_json(graph: KnowledgeGraph, answer: PathAnswer) -> Json:
    """The answer of ``kg path`` as in the JSON contract ``kg-path/1``."""
    options = answer.options
    body = {
        **stamp(graph, "kg-path/1"),
        "command": command(answer, graph.left_out),
        "question": {
            "source": end_json(answer.source),
            "target": end_json(answer.target),
            "k": options.k,
            "max_hops": options.max_hops,
            "sign": options.sign.value if options.sign else None,
            "via": list(options.via),
            "avoid": list(options.avoid),
            "stated_only": options.stated_only,
            "min_confidence": options.min_confidence,
            "with_associations": options.with_associations,
        },
        "verdict": answer.verdict,
        "paths": [chain_json(graph, chain) for chain in answer.chains],
        "opposite": chain_json(graph, answer.opposite) if answer.opposite else None,
    }
    return body if answer.why is None else {**body, "why": answer.why.text, "gap": gap_json(graph, answer.why)}


def command(answer: PathAnswer, without: Sequence[str] = ()) -> str:
    """The command line that asks the same question."""
    import shlex

    line = ["kg", "path", answer.source.label, answer.target.label]
    options = answer.options
    for flag, value, default in (("-k", options.k, 5), ("--max-hops", options.max_hops, 8)):
        line += [flag, str(value)] if value != default else []
    line += ["--sign", options.sign.value] if options.sign else []
    for name in options.via:
        line += ["--via", name]
    for name in options.avoid:
        line += ["--avoid", name]
    line += ["--stated-only"] if options.stated_only else []
    line += ["--min-confidence", str(options.min_confidence)] if options.min_confidence else []
    line += ["--with-associations"] if options.with_associations else []
    for name in without:
        line += ["--without", name]
    return shlex.join(line)


def effect_json(graph: KnowledgeGraph, answer: EffectAnswer) -> Json:
    """The answer of ``kg effect`` as in the JSON contract ``kg-effect/1``."""
    return {
        **stamp(graph, "kg-effect/1"),
        "question": {"source": end_json(answer.source), "target": end_json(answer.target)},
        "effect": answer.effect,
        "reason": answer.reason,
        "because": [step_json(graph, step) for step in answer.because],
        "chains": [chain_json(graph, chain) for chain in answer.chains],
        "loop": chain_json(graph, answer.loop) if answer.loop else None,
    }

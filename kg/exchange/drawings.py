"""The chains of a path as text for other tools: DOT for Graphviz, Mermaid, and DAGitty.

In DOT and Mermaid a node is a quantity that goes up or down, so a deficiency is drawn as ``vitamin D ↓``; an arrow
shows the relation, its sign and its sources. The graph, not a source, composes the chains, and the drawing says so.
"""

from __future__ import annotations

import json

from msgspec import Struct

from kg.exchange.made import Made, joined, quoted, unique
from kg.model.characters import one_line
from kg.model.core import Sign, Stance
from kg.model.graph import KnowledgeGraph
from kg.model.words import source_name
from kg.questions.parts.chains import Step
from kg.questions.path import PathAnswer

#: A note for readers of the drawing.
NOTE = "Each chain is composed by the graph (a logical entailment), each arrow is stated by the sources that it names."
#: Characters that Mermaid treats as syntax.
ESCAPED = str.maketrans({'"': "#quot;", "#": "#35;", ";": "#59;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"})
Node = tuple[str, Sign]


class Arrow(Struct, frozen=True):
    """One step of one or more chains."""

    tail: Node
    head: Node
    step: Step
    chains: tuple[int, ...]


def dot(graph: KnowledgeGraph, answer: PathAnswer) -> Made:
    """A directed graph; each arrow has its label, sign, claims and sources as attributes."""
    nodes, arrows = _drawing(answer)
    lines = [
        "digraph chains {",
        f"  graph [{_attributes({'label': _title(answer), 'comment': ' '.join([NOTE, *_feedback(answer)])})}];",
        '  rankdir="LR";',
        '  node [shape="box"];',
    ]
    for node, name in nodes.items():
        known = {"label": _label(graph, node), "concept": node[0], "direction": node[1].value}
        lines.append(f"  {name} [{_attributes(known)}];")
    for arrow in arrows:
        for_, against, open_ = _cited(arrow)
        known = {
            "label": _relation(graph, arrow),
            "sign": arrow.step.sign.value,
            "claims": joined(arrow.step.claims),
            "supported_by": joined(for_),
            "disputed_by": joined(against),
            "undecided_by": joined(open_),
            "chains": " ".join(map(str, arrow.chains)),
            "confidence": f"{arrow.step.confidence:.2f}",
            "style": "dashed" if arrow.step.contested else "solid",
            "arrowhead": "tee" if arrow.step.sign is Sign.MINUS else "normal",
        }
        lines.append(f"  {nodes[arrow.tail]} -> {nodes[arrow.head]} [{_attributes(known)}];")
    return Made({"": "\n".join([*lines, "}"]) + "\n"}, {"chains": len(answer.chains)})


def mermaid(graph: KnowledgeGraph, answer: PathAnswer) -> Made:
    """A flowchart; the numbers on the arrows refer to the sources, listed in comments at the end."""
    nodes, arrows = _drawing(answer)
    numbers: dict[str, int] = {}
    title = json.dumps(one_line(_title(answer)), ensure_ascii=False)
    lines = ["---", f"title: {title}", "---", "flowchart LR", _comment(NOTE), *map(_comment, _feedback(answer))]
    lines += [f"  {name}[{_quoted(_label(graph, node))}]" for node, name in nodes.items()]
    for arrow in arrows:
        sides = []
        for mark, side in zip(("", "against ", "undecided "), _cited(arrow), strict=True):
            if side:
                marks = [numbers.setdefault(source, len(numbers) + 1) for source in side]
                sides.append(f"{mark}{' '.join(f'({number})' for number in sorted(marks))}")
        link = "-.->" if arrow.step.contested else "-->"
        text = _quoted(f"{arrow.step.sign.symbol} {_relation(graph, arrow)} {', '.join(sides)}")
        lines.append(f"  {nodes[arrow.tail]} {link}|{text}| {nodes[arrow.head]}")
        places = f"chains {' '.join(map(str, arrow.chains))}"
        lines.append(_comment(f"{places}: {joined(arrow.step.claims)}"))
    for source, number in numbers.items():
        item = graph.sources[source]
        lines.append(_comment(f"({number}) {source} {source_name(item)} {item.url}"))
    return Made({"": "\n".join(lines) + "\n"}, {"chains": len(answer.chains)})


def dagitty(graph: KnowledgeGraph, answer: PathAnswer) -> Made:
    """The quantities of the chains as a causal diagram for DAGitty, with all influences between them.

    A diagram has neither signs nor sources. The starts of the chains are exposures, their ends outcomes. Causes that
    are on no chain, and so may confound, are not in it.
    """
    import networkx as nx

    labels = unique(graph)
    names = {name: _diagram(text) for name, text in labels.items()}
    starts = {chain.steps[0].subject for chain in answer.chains}
    ends = {chain.steps[-1].object for chain in answer.chains}
    met = sorted({end for chain in answer.chains for step in chain.steps for end in (step.subject, step.object)})
    used = [i for i in graph.influences if i.sign is not Sign.NULL and {*i.ends}.issubset(met)]
    arrows = dict.fromkeys(i.ends for i in used)
    roles = {**dict.fromkeys(ends, " [outcome]"), **dict.fromkeys(starts, " [exposure]")}
    lines = ["dag {", *(f"{names[name]}{roles.get(name, '')}" for name in met)]
    lines += [f"{names[source]} -> {names[target]}" for source, target in arrows]
    loops = [sorted(part) for part in nx.strongly_connected_components(nx.DiGraph(list(arrows))) if len(part) > 1]
    between = [", ".join(labels[name] for name in loop) for loop in sorted(loops)]
    disputed = sum(i.contested for i in used)
    warnings = (
        *(
            f"not acyclic, and DAGitty analyses acyclic diagrams only; delete arrows of the feedback between {known}"
            for known in between
        ),
        *([f"sources dispute {disputed} of the arrows; kg contested shows both sides"] if disputed else []),
        "causes that are on no chain are not in the diagram; add possible confounders before you adjust for anything",
    )
    left_out = {"signs": len(used), "chains in words and their sources": len(answer.chains)}
    counts = {"quantities": len(met), "arrows": len(arrows)}
    return Made({"": "\n".join([*lines, "}"]) + "\n"}, counts, left_out, warnings)


def _drawing(answer: PathAnswer) -> tuple[dict[Node, str], list[Arrow]]:
    """The nodes with their names, and the arrows; an arrow that several chains share is drawn once."""
    nodes: dict[Node, str] = {}
    arrows: dict[tuple[Node, Node, Sign], Arrow] = {}
    for number, chain in enumerate(answer.chains, 1):
        for step in chain.steps:
            tail, head = (step.subject, step.subject_direction), (step.object, step.object_direction)
            for node in (tail, head):
                nodes.setdefault(node, f"n{len(nodes) + 1}")
            key = (tail, head, step.sign)
            known = arrows[key].chains if key in arrows else ()
            arrows[key] = Arrow(tail, head, step, (*known, number))
    return nodes, list(arrows.values())


def _title(answer: PathAnswer) -> str:
    marks = [f"{chain.sign.symbol}{' (feedback)' if chain.feedback else ''}" for chain in answer.chains]
    signs = ", ".join(f"{number}: {mark}" for number, mark in enumerate(marks, 1))
    return f"{answer.source.label} → {answer.target.label} (net sign of chain {signs})"


def _feedback(answer: PathAnswer) -> list[str]:
    """How each chain that contradicts itself does so."""
    chains = enumerate(answer.chains, 1)
    return [one_line(f"Chain {number}, feedback: {chain.feedback}.") for number, chain in chains if chain.feedback]


def _label(graph: KnowledgeGraph, node: Node) -> str:
    return f"{graph.concepts[node[0]].label} {node[1].arrow}"


def _relation(graph: KnowledgeGraph, arrow: Arrow) -> str:
    """The relation of the step's first claim, as the sources put it."""
    claim = graph.claims[arrow.step.claims[0]]
    subject, object_ = (graph.concepts[name].label for name in (claim.subject, claim.object))
    mirrored = "" if arrow.step.stated else " (mirrored)"
    return f"{subject} {graph.relations[claim.relation].label} {object_}{mirrored}"


def _cited(arrow: Arrow) -> tuple[tuple[str, ...], ...]:
    """The sources for, against and undecided, without repeats."""
    sides = tuple(Stance)
    return tuple(tuple(dict.fromkeys(e.source for e in arrow.step.evidence if e.direction is side)) for side in sides)


def _attributes(known: dict[str, str]) -> str:
    return ", ".join(f"{name}={quoted(value)}" for name, value in known.items())


def _diagram(text: str) -> str:
    r"""A quoted name of DAGitty, which knows no escapes: quotes and backslashes are replaced.

    >>> print(_diagram('a "b" \\N'))
    "a 'b' /N"
    """
    plain = text.replace('"', "'").replace("\\", "/")
    return f'"{plain}"'


def _quoted(text: str) -> str:
    """A quoted Mermaid text, with the characters that Mermaid treats as syntax escaped, also the start of a directive.

    >>> _quoted('a "b" <i> %%{init: {}}%%')
    '"a #quot;b#quot; #lt;i#gt; %#37;{init: {}}%%"'
    """
    escaped = one_line(text).translate(ESCAPED).replace("%{", "#37;{")
    return f'"{escaped}"'


def _comment(text: str) -> str:
    """A comment of Mermaid.

    >>> _comment("a %%{init: {}}%%")
    '  %% a %% {init: {}}%%'
    """
    return f"  %% {one_line(text).replace('%{', '% {')}"

"""Tables, BEL, and the drawings of chains."""

import csv as table
import re
import shlex
import warnings
from pathlib import Path

from kg.model.core import Concept, Study
from kg.model.graph import KnowledgeGraph
from kg.questions.path import PathAnswer
from tests.exchange.readers.common import SIGNS, Facts, Result, ends, result, sides, signs, stance, supported, turned

WORDS = {"increase": "+", "decrease": "-", "no change": "0", "not told": "?", "": ""}


def csv(graph: KnowledgeGraph, place: Path) -> Result:
    """CSV by Python's csv module; no cell may begin as a formula does."""
    with place.open(encoding="utf-8", newline="") as stream:
        rows = list(table.DictReader(stream))
    formulas = {
        (row["evidence"], name): cell for row in rows for name, cell in row.items() if cell[:1] in tuple("=+-@\t")
    }
    wanted = signs(graph)
    told: Facts = {}
    for item in graph.evidence.values():
        claim, source = graph.claims[item.claim], graph.sources[item.source]
        concepts = [graph.concepts.get(name) for name in (claim.subject, claim.object)]
        states = [(concept.quantity, concept.level or "") if concept else (claim.object, "") for concept in concepts]
        doi = source.doi if isinstance(source, Study) else ""
        told[item.id] = (claim.id, stance(graph, item), wanted[claim.id], *states, item.source, doi, item.says)
    read: Facts = {
        row["evidence"]: (
            row["claim"],
            row["stance"],
            WORDS[row["sign"]],
            (row["subject_quantity"], row["subject_level"]),
            (row["object_quantity"], row["object_level"]),
            row["source"],
            row["doi"],
            row["says"],
        )
        for row in rows
    }
    return result(evidence=(told, read), formulas=({}, formulas))


# BEL ------------------------------------------------------------------------------------------------------------------

TERM = r'(?P<{0}f>p|a|bp|path)\((?P<{0}n>[A-Za-z0-9_.-]+):(?P<{0}i>"(?:[^"\\]|\\.)*") ! (?P<{0}l>"(?:[^"\\]|\\.)*")\)'
RELATION = "increases|decreases|regulates|causesNoChange|association|positiveCorrelation|negativeCorrelation|isA|partOf"
STATEMENT = re.compile(f"{TERM.format('s')} (?P<relation>{RELATION}) {TERM.format('o')}")
TEXT = r'"(?:[^"\\]|\\.)*"'
#: Every other line that a BEL script of ours may have.
LINES = re.compile(
    rf"#.*||SET DOCUMENT \w+ = {TEXT}|SET Citation = \{{{TEXT}, {TEXT}, {TEXT}\}}|SET \w+ = {TEXT}|UNSET \w+"
    rf"|DEFINE (NAMESPACE|ANNOTATION) [\w.-]+ AS (PATTERN {TEXT}|LIST \{{{TEXT}(, {TEXT})*\}})"
)
SIGN = {"increases": "+", "positiveCorrelation": "+", "decreases": "-", "negativeCorrelation": "-"}
SIGN |= {"regulates": "?", "association": "?", "causesNoChange": "0", "isA": "", "partOf": ""}
SPOKEN = frozenset(
    "increases causes contributesTo predisposesTo worsens manifestsAs convertsTo requiredFor hasAdverseEffect "
    "decreases prevents treats relieves affects hasNoEffectOn associatedWith positivelyAssociatedWith "
    "negativelyAssociatedWith isA partOf".split()
)


def bel(graph: KnowledgeGraph, place: Path) -> Result:
    """BEL script by a reader written here: each line by the grammar, then states, statements and citations."""
    text = place.read_text(encoding="utf-8")
    bad = {
        number: line
        for number, line in enumerate(text.split("\n"), 1)
        if not STATEMENT.fullmatch(line) and not LINES.fullmatch(line)
    }
    statements: list[tuple[str, str, str, dict[str, str]]] = []
    annotations: dict[str, str] = {}
    for line in text.split("\n"):
        if line.startswith("SET Citation"):
            annotations = {"Citation": line.partition("= ")[2]}
        elif line.startswith("SET "):
            name, _, value = line[4:].partition(" = ")
            annotations[name] = _unquoted(value)
        elif match := STATEMENT.fullmatch(line):
            terms = [f"{match[f'{end}n']}:{_unquoted(match[f'{end}i'])}" for end in "so"]
            statements.append((terms[0], match["relation"], terms[1], dict(annotations)))
    return bel_facts(graph, statements, bad)


def bel_facts(graph: KnowledgeGraph, statements: list[tuple[str, str, str, dict[str, str]]], bad: Facts) -> Result:
    """Compare statements of BEL, with their annotations, with the graph; states tell the signs between quantities."""
    named = {name: concept.id for concept in graph.concepts.values() for name in (concept.id, *concept.exact)}
    levels: Facts = {}
    for subject, relation, object_, known in statements:
        if "Level" in known and "Claim" not in known:
            levels[named[object_]] = (named[subject], {"positiveCorrelation": "High"}.get(relation, "Low"))
    wanted = signs(graph)
    read: Facts = {}
    for subject, relation, object_, known in statements:
        if "Claim" in known:
            pair, sign = (named[subject], named[object_]), SIGN[relation]
            if sign in SIGNS:
                low = (levels.get(end, ("", ""))[1] == "Low" and not graph.concepts[end].beyond_range for end in pair)
                sign = turned(sign, low)
            read[known["Evidence_ID"]] = (known["Claim"], *pair, sign, known["Status"], known["Citation"])
    told: Facts = {}
    by_side = sides(graph)
    for item in graph.evidence.values():
        claim = graph.claims[item.claim]
        if stance(graph, item) == "supports" and claim.relation in SPOKEN:
            against = bool(by_side[claim.id]["disputes"])
            status = "contested" if against else "supported"
            told[item.id] = (claim.id, claim.subject, claim.object, wanted[claim.id], status, item.source)
    spoken = {end for row in told.values() for end in row[1:3]}
    states = {c.id: (c.state_of, c.level) for c in graph.concepts.values() if c.state_of and c.id in spoken}
    for name, row in read.items():
        item = graph.evidence.get(name)
        if item and _bel_source(graph, item.source) in row[5]:
            read[name] = (*row[:5], item.source)
    return result(statements=(told, read), states=(states, levels), lines=({}, bad))


def _bel_source(graph: KnowledgeGraph, name: str) -> str:
    source = graph.sources[name]
    known = [source.pmid, source.doi] if isinstance(source, Study) else []
    return next(filter(None, [*known, source.url, name]))


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


# Drawings -------------------------------------------------------------------------------------------------------------


def _steps(answer: PathAnswer) -> Facts:
    """Each arrow that a drawing must have: ends with their directions, then sign, claims, sources by side, chains."""
    told: Facts = {}
    for number, chain in enumerate(answer.chains, 1):
        for step in chain.steps:
            ends = (step.subject, step.subject_direction.value, step.object, step.object_direction.value)
            key = (*ends, step.sign.value)
            by_side = tuple(
                frozenset(e.source for e in step.evidence if e.direction == side)
                for side in ("supports", "disputes", "inconclusive")
            )
            before = told.get(key, (None, None, ()))[2]
            told[key] = (frozenset(step.claims), by_side, (*before, number))
    return told


def dot(_: KnowledgeGraph, place: Path, answer: PathAnswer) -> Result:
    """DOT by pydot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pydot calls pyparsing by its old names
        import pydot

        (read,) = pydot.graph_from_dot_data(place.read_text(encoding="utf-8"))
    nodes = {}
    for node in read.get_nodes():
        if "concept" in node.get_attributes():
            nodes[node.get_name()] = tuple(shlex.split(node.get(name))[0] for name in ("concept", "direction"))
    found: Facts = {}
    for edge in read.get_edges():
        known = {name: value.strip('"').split() for name, value in edge.get_attributes().items()}
        key = (*nodes[edge.get_source()], *nodes[edge.get_destination()], known["sign"][0])
        by_side = tuple(frozenset(known[name]) for name in ("supported_by", "disputed_by", "undecided_by"))
        found[key] = (frozenset(known["claims"]), by_side, tuple(map(int, known["chains"])))
    return result(arrows=(_steps(answer), found))


def dagitty(graph: KnowledgeGraph, place: Path, answer: PathAnswer) -> Result:
    """DAGitty by pydot: its language is that of DOT but for the first word."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import pydot

        text = place.read_text(encoding="utf-8")
        (read,) = pydot.graph_from_dot_data(text.replace("dag {", "digraph {", 1)) or [pydot.Dot()]
    ids = {_diagram(concept.label): concept.id for concept in graph.concepts.values()}
    found = {ids[node.get_name()]: tuple(node.get_attributes()) for node in read.get_nodes() if node.get_name() in ids}
    drawn = {(ids[edge.get_source()], ids[edge.get_destination()]): 1 for edge in read.get_edges()}
    roles: Facts = {}
    for chain in answer.chains:
        for step in chain.steps:
            roles |= {end: roles.get(end, ()) for end in (step.subject, step.object)}
        roles[chain.steps[-1].object] = ("outcome",)
    roles |= {chain.steps[0].subject: ("exposure",) for chain in answer.chains}
    wanted, known = signs(graph), supported(graph)
    stated = [graph.claims[name] for name in known if graph.relations[graph.claims[name].relation].causal]
    effects = {ends(graph, claim): 1 for claim in stated if wanted[claim.id] in ("+", "-", "?")}
    between = {pair: 1 for pair in effects if roles.keys() >= {*pair} and pair[0] != pair[1]}
    return result(quantities=(roles, found), arrows=(between, drawn))


def _diagram(text: str) -> str:
    plain = " ".join(text.split()).replace('"', "'").replace("\\", "/")
    return f'"{plain}"'


def sif(graph: KnowledgeGraph, place: Path) -> Result:
    """SIF by a reader written here: names are separated by tabs; after the relation come one or more targets."""
    found: Facts = {}
    for line in place.read_text(encoding="utf-8").splitlines():
        source, relation, *targets = line.split("\t")
        found |= {(source, relation, target): 1 for target in targets}
    told: Facts = {}
    wanted, label = signs(graph), {name: concept.label for name, concept in graph.concepts.items()}
    for name in supported(graph):
        claim = graph.claims[name]
        if claim.object in label and wanted[name] != "0":
            causal = graph.relations[claim.relation].causal and wanted[name]
            word = {"+": "increases", "-": "decreases", "?": "affects"}[wanted[name]] if causal else claim.relation
            pair = ends(graph, claim) if wanted[name] else (claim.subject, claim.object)
            told[label[pair[0]], word, label[pair[1]]] = 1
    told |= {(c.label, "isA", label[broader]): 1 for c in graph.concepts.values() for broader in c.broader}
    return result(arrows=(told, found))


ARROWS = {"↑": "+", "↓": "-", "?": "?"}
NODE = re.compile(r'  (?P<name>n\d+)\["(?P<label>[^"]*)"\]')
LINK = re.compile(r'  (?P<tail>n\d+) (?P<link>-->|-\.->)\|"(?P<text>[^"]*)"\| (?P<head>n\d+)')
CLAIMS = re.compile(r"  %% chains (?P<chains>[\d ]+): (?P<claims>.+)")
MARKS = re.compile(
    r".*?(?P<for>(?: \(\d+\))*)(?:,? against(?P<against>(?: \(\d+\))+))?(?:,? undecided(?P<open>(?: \(\d+\))+))?"
)
SOURCE = re.compile(r"  %% \((?P<number>\d+)\) (?P<source>\S+) .+")


def mermaid(graph: KnowledgeGraph, place: Path, answer: PathAnswer) -> Result:
    """Mermaid by a reader written here for flowcharts."""
    lines = place.read_text(encoding="utf-8").splitlines()
    bad = {} if lines[:1] == ["---"] and lines[2:4] == ["---", "flowchart LR"] else {"head": lines[:4]}
    labels = {concept.label: concept.id for concept in graph.concepts.values() if isinstance(concept, Concept)}
    nodes, sources = {}, {}
    links: list[tuple[re.Match[str], re.Match[str]]] = []
    last: re.Match[str] | None = None
    for line in lines[5:]:
        if match := NODE.fullmatch(line):
            label, _, arrow = _plain(match["label"]).rpartition(" ")
            nodes[match["name"]] = (labels[label], ARROWS[arrow])
        elif match := LINK.fullmatch(line):
            last = match
        elif (match := CLAIMS.fullmatch(line)) and last:
            links.append((last, match))
        elif match := SOURCE.fullmatch(line):
            sources[int(match["number"])] = match["source"]
        else:
            bad[line] = "not understood"
    found: Facts = {}
    for link, claims in links:
        text = _plain(link["text"])
        sign = {"−": "-"}.get(text[0], text[0])
        marks = MARKS.fullmatch(text)
        assert marks, text
        by_side = tuple(
            frozenset(sources[int(number)] for number in re.findall(r"\((\d+)\)", marks[side] or ""))
            for side in ("for", "against", "open")
        )
        key = (*nodes[link["tail"]], *nodes[link["head"]], sign)
        found[key] = (frozenset(claims["claims"].split()), by_side, tuple(map(int, claims["chains"].split())))
    return result(arrows=(_steps(answer), found), lines=({}, bad))


def _plain(text: str) -> str:
    """A text of Mermaid with its entities resolved."""
    entities = {"quot": '"', "lt": "<", "gt": ">", "amp": "&"}
    return re.sub(r"#(\w+);", lambda m: entities.get(m[1]) or chr(int(m[1])), text)

"""A table for spreadsheets and statistics: one row per evidence item of each claim.

Signs are words. A text that a spreadsheet would read as a formula (it begins with ``=``, ``+``, ``-`` or ``@``) gets a
leading apostrophe.
"""

from __future__ import annotations

import csv as table
import io

from kg.exchange.made import Made, Statement, joined, label, level, statements
from kg.model.characters import one_line, unread
from kg.model.core import Evidence, Sign, Study
from kg.model.graph import KnowledgeGraph
from kg.model.words import design, source_name, status
from kg.questions.parts.claims import citation

#: A sign in words; empty if the claim has none.
WORDS = {None: "", Sign.PLUS: "increase", Sign.MINUS: "decrease", Sign.NULL: "no change", Sign.UNKNOWN: "not told"}
HEADER = (
    "claim sentence subject subject_label subject_quantity subject_level relation object object_label object_quantity "
    "object_level causal sign status confidence confidence_for confidence_against evidence stance modality "
    "evidence_type says context source source_name source_kind title year doi pmid pmcid section start end url cites "
    "source_status read_at accessed place sample effect score"
).split()


def csv(graph: KnowledgeGraph) -> Made:
    """Every evidence item with its claim and source; ``sign`` is the sign between the two quantities."""
    stream = io.StringIO()
    writer = table.writer(stream, lineterminator="\n")
    writer.writerow(HEADER)
    for statement in statements(graph):
        claim = [*_claim(graph, statement)]
        for items in statement.evidence.values():
            for item in items:
                writer.writerow(map(_cell, [*claim, *_evidence(graph, item)]))
    return Made({"": stream.getvalue()}, {"rows": len(graph.evidence), "claims": len(graph.claims)})


def _claim(graph: KnowledgeGraph, statement: Statement) -> list[object]:
    claim = statement.claim
    ends: list[object] = []
    for name in (claim.subject, claim.object):
        item = graph.concepts.get(name) or graph.values[name]
        ends += [name, label(item), getattr(item, "quantity", name), level(graph, name)]
    causal = graph.relations[claim.relation].causal
    confidence = statement.confidence
    rated = [statement.status, confidence.value, confidence.for_, confidence.against]
    effect = ["yes" if causal else "no", WORDS[statement.sign]]
    return [claim.id, statement.sentence, *ends[:4], claim.relation, *ends[4:], *effect, *rated]


def _evidence(graph: KnowledgeGraph, item: Evidence) -> list[object]:
    source, cited = graph.sources[item.source], citation(graph, item)
    study = source if isinstance(source, Study) else None
    known = [study.year, study.doi, study.pmid, study.pmcid] if study else ["", "", "", ""]
    context = "; ".join(f"{axis}: {value}" for axis, value in item.context)
    said = [item.id, item.stance, item.modality, item.type, item.says, context]
    where = [item.source, source_name(source), design(graph, source), source.title, *known]
    place = [cited.section, cited.start, cited.end, cited.url]
    read = [status(graph, source), item.read_at, item.accessed, item.place, item.sample, item.effect, item.score]
    return [*said, *where, *place, joined(item.cites), *read]


def _cell(value: object) -> object:
    r"""A value that no spreadsheet reads as a formula.

    >>> _cell("=1+1"), _cell("a\nb"), _cell(5)
    ("'=1+1", 'a b', 5)
    """
    return unread(one_line(value)) if isinstance(value, str) else value

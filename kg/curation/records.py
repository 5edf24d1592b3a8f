"""Integrity rules about the literature: which studies count, and where they were read."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model.core import Problem
from kg.turtle.description import flaw
from kg.turtle.read import Loaded


def evidence_traced(loaded: Loaded) -> Iterator[Problem]:
    """Only studies that were read count as evidence."""
    graph = loaded.graph
    for item in graph.evidence.values():
        study = graph.studies.get(item.source)
        if study is not None and study.trace_status in ("Plausible", "NotTraceable"):
            yield flaw(
                "trace",
                item.id,
                f"rests on {study.id}, which is {graph.terms[study.trace_status].label}",
                "remove it: only a study that was read counts as evidence",
            )


def records_whole(loaded: Loaded) -> Iterator[Problem]:
    """What counts as a study can be cited and found: who wrote it, when, its title, and an identifier or address."""
    cited = {item.source for item in loaded.graph.evidence.values()}
    for study in loaded.graph.studies.values():
        if study.id in cited and not study.is_void:
            known = {"title": study.title, "identifier": study.url or study.verified_at}
            if study.trace_status != "RecordIncomplete":
                known |= {"authors": study.authors, "year": study.year, "identifier": study.url}
            if missing := [name for name, value in known.items() if not value]:
                yield flaw(
                    "record",
                    study.id,
                    f"counts as evidence, but has no {' and no '.join(missing)}",
                    "complete it, or say by its trace status what is not known",
                )


def readings(loaded: Loaded) -> Iterator[Problem]:
    """Only a study has a place where it was read, and that has its day."""
    for item in loaded.graph.evidence.values():
        if item.passage is not None and (item.read_at or item.accessed or item.place):
            yield flaw(
                "reading",
                item.id,
                "cites a passage, but says where a study was read",
                "remove vocab:readAt, vocab:accessed and vocab:place",
            )
        elif bool(item.read_at) != bool(item.accessed):
            yield flaw(
                "reading", item.id, "has only one of readAt and accessed", "give where the study was read, and the day"
            )

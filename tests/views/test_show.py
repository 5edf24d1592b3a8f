"""What is shown of one concept, claim or source, as text."""

import kg
from kg.views.table import table
from tests import tea


def test_a_withdrawn_claim_is_shown():
    """What it said, why it was withdrawn, and what replaces it."""
    gone = kg.show(tea.with_withdrawn(), "claim:tea--prevents--sleep")
    assert "withdrawn on 2026-11-21: The passage speaks of poor sleep." in str(gone)
    assert "replaced by: tea causes poor sleep  (claim:tea--causes--poor-sleep)" in str(gone)
    alone = kg.show(tea.with_withdrawn(), "claim:tea--relieves--trouble")
    assert str(alone).endswith("nothing replaces it")
    assert alone.plain()["schema"] == "kg-show-withdrawn/2"
    header, (row,) = table(alone)
    assert header == ["claim", "reason", "date", "replaced_by", "statement"]
    assert row[2:] == ["2026-11-21", "", "tea prevents sleep"]


def test_a_claim_shows_what_its_evidence_is_limited_to_and_relies_on():
    """The population and dose, and the studies that the document cites."""
    shown = str(kg.show(tea.graph(), "claim:tea--causes--poor-sleep"))
    assert "\n    population: adults; dose: one cup\n" in shown
    assert "\n    relies on study:oak-2001 (verified)\n" in shown
    assert str(kg.show(tea.graph(), "oak-2001")).count("cited by: evidence:000-001") == 1


def test_a_passage_is_shown_with_its_digest(graph):
    """The claim shows the start of the digest, the passage all of it with its address and claims; a study has none."""
    item = next(e for e in graph.evidence.values() if e.passage)
    known = graph.passages[item.passage]
    claim, shown = str(kg.show(graph, item.claim)), kg.show(graph, known.id)
    assert f"{known.id}, SHA-256 {known.digest[:16]}…" in claim
    text = str(shown)
    assert known.digest in text
    assert f"{known.start}–{known.end} of its text" in text
    assert item.id in text
    assert "makes no claim" not in text
    header, rows = table(shown)
    assert [row[header.index("claim")] for row in rows].count(item.claim) == 1
    omission = next(iter(graph.omissions.values()))
    assert f"makes no claim: {graph.terms[omission.reason].label}" in str(kg.show(graph, omission.passage))
    alone = [c for c, items in graph.evidence_of.items() if items and not any(e.passage for e in items)]
    assert "SHA-256" not in str(kg.show(graph, alone[0]))

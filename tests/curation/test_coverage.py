"""What of each document is cited or left out."""

import json

from msgspec.structs import replace

import kg
from kg.curation.coverage import covered
from kg.curation.sheets import OMISSIONS
from tests import tea
from tests.curation.sheet import sheet


def test_coverage_tells_what_is_missing_until_all_is_accounted_for(run, file, texts, tmp_path):
    """Pieces that no evidence cites and no omission explains are listed with their place; then the share is 100 %."""
    result = run("coverage", "--documents", texts, "--data", file)
    assert result.code == 1
    assert result.out.splitlines()[1:] == [
        "  0–13: Tea and Sleep",
        "  80–91: So they say",
        "  94–103: Who knows",
        "  135–146: A dark room",
        "  149–154: Drink",
        "  157–163: Effect",
    ]
    body = json.loads(run("coverage", "--documents", texts, "--data", file, "--json").out)
    (document,) = body["documents"]
    assert (document["document"], document["evidence_items"], document["omissions"]) == ("document:000", 4, 1)
    assert document["missing"][0] == {"start": 0, "end": 13}
    assert 0.5 < document["share"] < 1
    listed = run("coverage", "--documents", texts, "--data", file, "--format", "csv").out.splitlines()
    assert listed[1].endswith(",4,1,0,13,Tea and Sleep")
    twice = sheet(tmp_path / "t.tsv", OMISSIONS, {"document": "000", "passage": "Warm milk", "reason": "LeadIn"})
    cited = run("add", twice, "--documents", texts, "--data", file)
    assert "t.tsv:2: omission:000-120 omits passage:000-120, which is cited as evidence" in cited.err
    rows = [
        {"document": "000", "passage": words, "reason": "LeadIn"}
        for words in ("Tea and Sleep", '"So they say."', "Who knows?", "A dark room", "Drink", "Effect")
    ]
    omissions = sheet(tmp_path / "o.tsv", OMISSIONS, *rows)
    assert run("add", omissions, "--documents", texts, "--data", file).code == 0
    assert run("check", file).code == 0
    result = run("coverage", "--documents", texts, "--data", file)
    assert result == (0, "document:000: 100.00% accounted for, 4 evidence items, 7 omissions\n", "")
    assert run("coverage", "--documents", texts, "--data", file, "--format", "csv").out.splitlines()[1].endswith(",,,")
    again = run("add", omissions, "--documents", texts, "--data", file)
    assert "o.tsv:2: passage:000-0 is already omitted" in again.err


def test_an_empty_document_is_covered():
    """Where nothing is written, nothing is missing."""
    assert covered(tea.graph(), "document:000", "").share == 1.0


def test_what_another_document_cites_covers_nothing_here():
    """A passage counts for its own document."""
    graph = tea.graph()
    assert covered(graph, "document:000", tea.TEXT).accounted > 0
    moved = {name: replace(place, document="document:001") for name, place in graph.passages.items()}
    assert covered(replace(graph, passages=moved), "document:000", tea.TEXT).accounted == 0


def test_coverage_is_reported_in_python(file, texts):
    """Each document with its share, and the pieces that are missing."""
    found = kg.coverage(kg.load(file), str(texts))
    (document,) = found.documents
    assert (found.answered, document.document, document.missing[0].end) == (False, "document:000", 13)
    assert "0–13: Tea and Sleep" in str(found)

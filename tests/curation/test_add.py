"""Curating in Python, and documents of one's own."""

from functools import partial

import pytest

import kg
from kg.curation.sheets import CONCEPTS, DOCUMENTS, EVIDENCE
from kg.errors import DataError, UsageError
from kg.model.core import Document
from kg.model.passages import digest
from tests import tea
from tests.curation.sheet import sheet as written

LETTER = "A Letter\n\nCocoa at night lets people sleep.\n"
ROW = {"id": "900", "title": "A Letter", "publisher": "Letters", "kind": "UnreviewedWebPage"}
CLAIM = {
    "document": "900",
    "passage": "Cocoa at night",
    "subject": "cocoa",
    "relation": "increases",
    "object": "sleep",
    "stance": "supports",
    "modality": "Asserted",
    "says": "Cocoa helps.",
    "type": "ECO:0000303",
}
COCOA = {"id": "cocoa", "label": "cocoa", "category": "Food", "definition": "A drink."}


@pytest.fixture
def texts(tmp_path):
    """A folder with the text of the document that is known, and that of a letter."""
    folder = tea.folder(tmp_path / "texts")
    (folder / "900_letter.txt").write_text(LETTER, encoding="utf-8")
    return folder


@pytest.fixture
def sheet(tmp_path):
    """Writes a sheet with some cells by name; the others are empty."""
    return partial(written, tmp_path / "sheet.tsv")


def test_a_document_of_ones_own_takes_part_in_the_answers(file, texts, sheet):
    """Document, concept and claim are added from sheets, proved against the text, and make a chain."""
    assert kg.add(file, sheet(DOCUMENTS, {**ROW, "url": "https://a.example/"}), texts).added.documents == 1
    noted = kg.add(str(file), str(sheet(CONCEPTS, COCOA)))
    assert [problem.subject for problem in noted.notes] == ["concept:cocoa"]
    told = str(kg.add(file, sheet(EVIDENCE, CLAIM), str(texts)))
    assert told == f"{file}: added 1 claim, 1 passage, 1 evidence item"
    assert kg.check(file).answered
    graph = kg.load(file)
    known = graph.documents["document:900"]
    assert known == Document(
        "document:900",
        "A Letter",
        "Letters",
        "https://a.example/",
        digest(LETTER),
        len(LETTER),
        "UnreviewedWebPage",
        "Letters",
    )
    assert kg.verify(graph, texts).holds
    (step,) = kg.path(graph, "cocoa", "sleep").chains[0].steps
    assert step.evidence[0].source_name == "document 900, Letters"
    assert kg.sentence(graph, graph.claims[step.claims[0]]) == "cocoa increases sleep"


def test_documents_of_one_group_are_one_witness(file, texts, sheet):
    """A document stands for its publisher unless a group is given."""
    kg.add(file, sheet(DOCUMENTS, {**ROW, "group": "tea.example"}), texts)
    assert kg.load(file).documents["document:900"].group == "tea.example"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "000"}, "document:000 already exists"),
        ({"id": "my letter"}, "“my letter” is not an identifier"),
        ({"id": "901"}, "no text of document:901"),
        ({"kind": "Letter"}, "document:900 has the unknown DocumentKind vocab:Letter"),
    ],
)
def test_a_bad_document_is_named_and_nothing_is_written(file, texts, sheet, row, message):
    """A document has an identifier of its own, a text at hand and a kind that is known."""
    before = file.read_bytes()
    with pytest.raises(DataError, match=rf"sheet.tsv:2: .*{message}"):
        kg.add(file, sheet(DOCUMENTS, {**ROW, **row}), texts)
    assert file.read_bytes() == before


def test_a_document_is_described_once_and_needs_its_text(file, texts, sheet):
    """The second row of the same number is refused; without a folder no text can be read."""
    with pytest.raises(DataError, match=r"sheet.tsv:3: document:900 already exists"):
        kg.add(file, sheet(DOCUMENTS, ROW, ROW), texts)
    with pytest.raises(DataError, match=r"sheet.tsv:2: a document needs its text; give --documents DIR"):
        kg.add(file, sheet(DOCUMENTS, ROW))


def test_documents_can_be_verified_one_by_one(file, texts, sheet):
    """With ``only``, texts that are not at hand are not asked for, and their passages are not counted."""
    kg.add(file, sheet(DOCUMENTS, ROW), texts)
    kg.add(file, sheet(CONCEPTS, COCOA))
    kg.add(file, sheet(EVIDENCE, CLAIM), texts)
    (texts / "000_tea.txt").unlink()
    graph = kg.load(file)
    with pytest.raises(DataError, match="no text of document:000"):
        kg.verify(graph, texts)
    proved = kg.verify(graph, str(texts), only=["document:900"])
    assert (proved.holds, proved.passages) == (True, 1)
    (texts / "900_letter.txt").write_text(LETTER.replace("Cocoa", "Coffee"), encoding="utf-8")
    found = kg.verify(graph, texts, only=["document:900"])
    assert (found.holds, len(found.broken), len(found.changed)) == (False, 1, 1)
    with pytest.raises(UsageError, match="unknown document “900”; choose one of: document:000, document:900"):
        kg.verify(graph, texts, only=["900"])


def test_references_are_given_once(graph):
    """A source that is cited twice is one reference, plain if no style is named."""
    twice = ["study:al-faraj-2003", "document:000", "study:al-faraj-2003"]
    assert kg.cite(graph, twice).splitlines() == kg.cite(graph, twice[:2], "plain").splitlines()
    assert len(kg.cite(graph, iter(twice)).splitlines()) == 2
    with pytest.raises(UsageError, match="unknown style “harvard”"):
        kg.cite(graph, twice, "harvard")


def test_a_chain_is_told_in_a_line(graph):
    """Its quantities, each with its direction."""
    (chain,) = kg.path(graph, "vitamin D deficiency", "osteomalacia", k=1).chains
    assert kg.arrows(graph, chain.steps) == "vitamin D ↓ → osteomalacia ↑"

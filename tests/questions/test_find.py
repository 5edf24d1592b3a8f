"""A search for words, in Python."""

import pytest

import kg
from kg.model.lookup import normal
from kg.model.spelling import fold
from kg.model.words import sentence, source_name
from tests import toy


def find(graph, words, **options):
    """The answer as plain values."""
    return kg.find(graph, words, **options).plain()


def test_find_puts_the_name_itself_first(graph):
    """An exact name comes before names that contain the words, and these before definitions."""
    found = find(graph, "bone pain")
    assert found["concepts"][0]["id"] == "concept:bone-pain"
    assert any("bone pain" in claim["sentence"] for claim in found["claims"])
    assert find(graph, "zadro")["sources"][0]["id"] == "study:zadro-2018"


def test_generic_concepts_are_found_last_but_by_their_name():
    """Of what has the words in its name or definition; a name that was typed in full stays first."""
    graph = toy.graph("bone-health increases health", "a increases bone-health-score", generic=["bone-health"])
    found = [concept.id for concept in kg.find(graph, "health").concepts]
    assert found == ["concept:health", "concept:bone-health-score", "concept:bone-health"]
    assert [c.id for c in kg.find(graph, "bone health").concepts] == [
        "concept:bone-health",
        "concept:bone-health-score",
    ]


@pytest.mark.parametrize("words", ["calcium", "vitamin d", "of the", "s", "oestrogen women", "TNF-α", "fractures 2018"])
def test_what_is_found_has_all_the_words_in_one_text(graph, words):
    """The texts are looked through together; that finds what looking at each text by itself finds."""
    spelled = [{word, fold(word)} for word in normal(words).split()]

    def has(text):
        return all(any(form in normal(text) for form in forms) for forms in spelled)

    found = kg.find(graph, words)
    former = [(name, gone.label) for gone in graph.withdrawn_concepts.values() for name in gone.replaced_by]
    named = [(c.id, text) for c in graph.concepts.values() for text in (*c.names, c.definition)]
    said = [(c.id, sentence(graph, c)) for c in graph.claims.values()]
    said += [(item.claim, item.says) for item in graph.evidence.values()]
    titled = [(s.id, f"{s.title} {source_name(s)} {s.id}") for s in graph.sources.values()]
    assert {concept.id for concept in found.concepts} == {name for name, text in named + former if has(text)}
    assert {claim.id for claim in found.claims} == {name for name, text in said if has(text)}
    assert {source.id for source in found.sources} == {name for name, text in titled if has(text)}


def test_nothing_found_is_an_empty_answer():
    """Words are looked for in definitions, too."""
    graph = toy.graph("x increases y")
    empty = kg.find(graph, "zebra")
    assert (empty.concepts, empty.claims, empty.sources, empty.answered) == ((), (), (), False)
    assert [c.id for c in kg.find(graph, "what is").concepts] == ["concept:x", "concept:y"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("concept:back-pain", "concept:back-pain"),
        ("Concept:Back-Pain", "concept:back-pain"),
        ("MONDO:0100471", "concept:vitamin-d-deficiency"),
        ("hp: 0003418", "concept:back-pain"),
        ("CHEBI:26020", "concept:serum-phosphate"),
        ("claim:vitamin-d--increases--bone-growth", "claim:vitamin-d--increases--bone-growth"),
        ("evidence:000-001", "claim:vitamin-d--increases--bone-growth"),
        ("document:002", "document:002"),
        ("study:zadro-2018", "study:zadro-2018"),
    ],
)
def test_an_identifier_finds_only_what_has_it(graph, typed, found):
    """Of concepts also those of other vocabularies; of evidence its claim."""
    answer = kg.find(graph, typed)
    assert [item.id for item in (*answer.concepts, *answer.claims, *answer.sources)] == [found]
    assert sum(answer.plain()["found"].values()) == 1


def test_a_study_is_found_by_its_numbers(graph):
    """By DOI, PMID and PMC number, also as an address."""
    study = next(s for s in graph.studies.values() if s.doi and s.pmid)
    kept = next(s for s in graph.studies.values() if s.pmcid)
    address = f"https://pubmed.ncbi.nlm.nih.gov/{study.pmid}/"
    for typed in (
        study.doi,
        f"DOI: {study.doi}",
        f"https://doi.org/{study.doi}",
        study.pmid,
        f"PMID {study.pmid}",
        address,
    ):
        assert [s.id for s in kg.find(graph, typed).sources] == [study.id]
    assert [s.id for s in kg.find(graph, kept.pmcid.lower()).sources] == [kept.id]


@pytest.mark.parametrize("typed", ["MONDO:9999999", "claim:none", "PMID:99999999", "doi:10.1000/none", "concept:back"])
def test_an_identifier_of_nothing_finds_nothing(graph, typed):
    """It is not taken for words that are near."""
    assert not kg.find(graph, typed).answered


def test_words_are_found_in_either_spelling_and_number(graph):
    """British spelling and plurals find what is written in American spelling and in the singular."""
    for typed, written in (("tumour", "tumor"), ("osteomalacias", "osteomalacia"), ("behaviours", "behavior")):
        assert find(graph, typed)["found"] == find(graph, written)["found"]
    assert find(graph, "tumour")["concepts"][0]["id"] == "concept:tumor-necrosis-factor"


def test_a_limit_keeps_the_best_supported_and_tells_how_many_there_are(graph):
    """Each list is cut; claims come with the best support first."""
    whole, cut = find(graph, "bone"), find(graph, "bone", limit=3)
    assert cut["found"] == whole["found"] == {part: len(whole[part]) for part in whole["found"]}
    assert cut["concepts"] == whole["concepts"][:3]
    assert cut["sources"] == whole["sources"][:3]
    best = sorted((claim["confidence"] for claim in whole["claims"]), reverse=True)
    assert [claim["confidence"] for claim in cut["claims"]] == best[:3]
    assert best[0] > whole["claims"][0]["confidence"]

"""Text that is read in parts: it gives what the whole gives, whatever its order, and odd text is read as a whole."""

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from kg.errors import DataError
from kg.model.core import Problem
from kg.turtle import description, facts, shacl, shapes, write
from kg.turtle.names import expand
from kg.turtle.parse import Scattered, descriptions, parse
from kg.turtle.read import examine
from kg.turtle.write import canonical, turtle
from tests import tea
from tests.curation.test_shapes import DECOYS, broken

HEAD = (
    "PREFIX concept: <https://w3id.org/vitamin-d-kg/concept/>\n"
    "PREFIX x: <https://x.example/>\n"
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
)
GOOD = (
    HEAD + 'x:a\n    a x:B ;\n    x:p "c"@en , -1.5 , 3 , true , "2026-11-21"^^xsd:date ,\n        """a\n"b" """ ;\n.\n'
)
ODD = {
    "a comment": GOOD + "# note\n",
    "single quotes": GOOD + "x:b x:p 'c' .\n",
    "an escape by number": GOOD + 'x:b x:p "\\u00e9" .\n',
    "the datatype of texts": GOOD + 'x:b x:p "c" , "c"^^xsd:string .\n',
    "a language in capitals": GOOD + 'x:b x:p "c"@EN .\n',
    "a base": "BASE <https://x.example/>\n" + GOOD,
    "a version": 'VERSION "1.2"\n' + GOOD,
    "two semicolons": GOOD + "x:b x:p 1 ; ; x:q 2 .\n",
    "a blank node": GOOD + "x:b x:p [] .\n",
    "a leading zero": GOOD + "x:b x:p 034 .\n",
    "a plus sign": GOOD + "x:b x:p +1 .\n",
    "an exponent": GOOD + "x:b x:p 1e3 .\n",
    "a carriage return": GOOD.replace("\n", "\r\n"),
    "another xsd": GOOD.replace("XMLSchema#", "Schema#"),
    "an escaped name": GOOD + "x:b\\#c x:p 1 .\n",
    "a letter beyond ASCII in a name": GOOD + "x:é x:p 1 .\n",
}


def outcome(function, *arguments):
    """What a function returns, or what its error says."""
    try:
        return function(*arguments)
    except DataError as error:
        return str(error)


def as_a_whole(monkeypatch, function, *arguments):
    """The outcome if no text can be read in parts."""

    def scattered(*_):
        raise Scattered

    with monkeypatch.context() as patch:
        patch.setattr(write, "runs", scattered)
        patch.setattr(shacl, "_by_parts", lambda _: None)
        return outcome(function, *arguments)


@pytest.mark.parametrize(
    "text",
    [
        *ODD.values(),
        GOOD,
        turtle(tea.full()),
        GOOD + "x:0 x:p 1 , 1 .\n\nx:a x:q 2 .\n",
        GOOD + 'x:b x:p "034"^^xsd:integer , "2.50"^^xsd:decimal .\nx:0 x:p "1"^^xsd:boolean .\n',
        GOOD + 'x:b x:p "2026-02-30"^^xsd:date , "0800"^^xsd:gYear , "x"^^xsd:integer .\n',
        GOOD + "x:b x:p .\n",
        GOOD + "concept:a%41 x:p concept:a.b .\n",
    ],
)
def test_text_in_parts_is_formatted_as_a_whole_is(monkeypatch, tmp_path, text):
    """The same text, or the same refusal, whether it is formatted in parts or as a whole."""
    file, data = tmp_path / "x.ttl", text.encode()
    monkeypatch.setattr(write, "PART", 2)
    assert outcome(canonical, data, file) == as_a_whole(monkeypatch, canonical, data, file)


def test_the_form_of_a_value():
    """Only values of known datatypes in their one form are settled."""
    assert not facts.settled("x", expand("xsd:duration"))
    assert not facts.settled("2026-02-30", expand("xsd:date"))
    assert facts.settled("2026-02-28", expand("xsd:date"))


def test_no_shape_is_beyond_the_quick_look():
    """All components in data/shapes.ttl are known, so that good data never waits for pySHACL; another one is not."""
    found = shapes.Shapes()
    assert not any(test is shapes.unknown for test in found.used.values())
    assert not shapes.unknown(None)(None)


def together():
    """A file that breaks most shapes at once."""
    text = turtle(tea.full())
    for _, subject, there, instead in DECOYS:
        start = text.index(f"\n{subject}\n")
        if text[start : text.index("\n.\n", start)].count(there) == 1:
            made = broken(text, subject, there, instead)
            text = text if isinstance(outcome(parse, made.encode(), Path("x.ttl")), str) else made
    return text


@pytest.mark.parametrize(
    "text",
    [
        together(),
        turtle(tea.full()) + '\nconcept:tea skos:prefLabel "brew"@en .\n',
        turtle(tea.full()) + "\nvocab:Sub rdfs:subClassOf skos:Concept .\ndocument:000 a vocab:Sub .\n",
        turtle(tea.full()) + '\nconcept:rum a skos:Concept ; skos:inScheme skos:Concept ; skos:prefLabel "rum"@en .\n',
        turtle(tea.full()) + '\nclaim:x a vocab:Claim ; rdf:type "Claim" ; rdf:subject concept:tea .\n',
    ],
    ids=["many faults", "scattered", "subclasses", "one value by two paths", "a class that is a text"],
)
def test_shapes_are_told_the_same_in_parts(monkeypatch, tmp_path, text):
    """pySHACL on the doubtful descriptions, some at a time, finds what it finds on the whole file."""
    monkeypatch.setattr(shacl, "MOST", 5)
    found = shacl.validate(text.encode(), tmp_path / "x.ttl")
    assert found
    assert found == as_a_whole(monkeypatch, shacl.validate, text.encode(), tmp_path / "x.ttl")


@pytest.mark.parametrize("text", [*ODD.values(), GOOD, GOOD + "x:a x:q 1 .\n", GOOD + "x:b x:p .\n"])
def test_descriptions_come_one_by_one_or_not_at_all(tmp_path, text):
    """Descriptions in one piece are as in the whole; where they are not, or the text is not valid, it is said."""
    try:
        found = dict(descriptions(text.encode()))
    except Scattered:
        assert "blank" in str(outcome(parse, text.encode(), tmp_path)) or "x:a x:q" in text or "x:p ." in text
    else:
        assert found == parse(text.encode(), tmp_path / "x.ttl")


def test_a_prefix_that_is_declared_late_counts_for_the_whole_file(tmp_path):
    """Names are shortened by all prefixes of a file, wherever they are declared."""
    full = "".join(f"<https://y.example/{name}> a <https://y.example/B> .\n" for name in "ab")
    late = f"{full}PREFIX y: <https://y.example/>\ny:c a y:B .\n"
    with pytest.raises(Scattered):
        list(descriptions(late.encode()))
    file = tmp_path / "x.ttl"
    file.write_text(late, encoding="utf-8")
    assert [subject for subject, _ in examine(file).descriptions] == ["y:a", "y:b", "y:c"]


@pytest.mark.parametrize("seed", range(3))
def test_a_file_in_any_order_gives_the_same_graph(tmp_path, seed):
    """Triples that are shuffled give the graph that they give in order, and the same problems but for their order."""
    import rdflib

    good = turtle(tea.full()).replace("vocab:Hedged", "vocab:Sure")
    triples = rdflib.Graph().parse(data=good, format="turtle").serialize(format="nt").splitlines()
    random.Random(seed).shuffle(triples)
    ordered, shuffled = tmp_path / "a.ttl", tmp_path / "b.ttl"
    ordered.write_text(good, encoding="utf-8")
    shuffled.write_text("\n".join(triples), encoding="utf-8")
    one, other = examine(ordered), examine(shuffled)
    assert (one.scattered, other.scattered) == (False, True)
    assert replace(one.graph, sha256="") == replace(other.graph, sha256="")
    assert one.problems
    assert sorted(map(told, one.problems)) == sorted(map(told, other.problems))


def told(problem: Problem) -> str:
    """A problem as a text."""
    return f"{problem.message}; {problem.repair}"


def test_any_number_of_sorts_of_descriptions_is_read(monkeypatch, tmp_path):
    """How a sort is read is forgotten when there are too many, and found out again."""
    file = tea.data_file(tmp_path / "tea.ttl")
    wanted = examine(file).graph
    monkeypatch.setattr(description, "MOST_PLANS", 1)
    assert examine(file).graph == wanted

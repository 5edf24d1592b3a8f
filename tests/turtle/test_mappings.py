"""Tables of mappings in SSSOM."""

import re
from pathlib import Path

import pytest

import kg
from kg import resources
from kg.errors import DataError
from kg.turtle import mappings
from kg.turtle.mappings import Mapping

HEADER = "subject_id\tpredicate_id\tobject_id\n"
EXACT = "skos:exactMatch"


def read(text):
    """The rows of a text."""
    return mappings.read(Path("map.tsv"), text.encode())


def test_a_table_is_read_with_its_prefixes():
    """Comments, other columns, quotes, Windows newlines and empty lines; addresses and other prefixes become ours."""
    text = (
        "#curie_map:\r\n#  VD: https://w3id.org/vitamin-d-kg/concept/\n#  same: 'http://www.w3.org/2004/02/skos/core#'\n"
        "#  PHYSIOMAP: https://w3id.org/physiomap/node/\n#title: a: b\n#  HP: https://x.example/\n\n"
        "comment\tobject_id\tsubject_id\tpredicate_id\tpredicate_modifier\r\n"
        'none\tPHYSIOMAP:pth\tVD:parathyroid-hormone\tsame:exactMatch\r\n\n"x"\t"HP:1"\tHP:0000001\tskos:closeMatch\t\t\n'
        "x\thttp://purl.obolibrary.org/obo/HP_0000001\tconcept:a\tskos:exactMatch\tNot\n"
    )
    assert read(text) == [
        Mapping("concept:parathyroid-hormone", EXACT, "PHYSIOMAP:pth"),
        Mapping("HP:0000001", "skos:closeMatch", "HP:1"),
        Mapping("concept:a", f"not {EXACT}", "HP:0000001"),
    ]
    assert [row.predicate == mappings.EXACT for row in read(text)] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "map.tsv: is empty; give an SSSOM table"),
        ("#curie_map:\n\n", "map.tsv: is empty"),
        ("a,b,c\n", "map.tsv:1: not an SSSOM table; give tab-separated columns"),
        (f"# x\n{HEADER.strip()}\tobject_id\n", "map.tsv:2: not an SSSOM table"),
        (f"{HEADER}a:1\t{EXACT}\n", "map.tsv:2: object_id is “”; give a CURIE, such as HP:0003419"),
        (f"{HEADER}a:1\t{EXACT}\tb:1\n\nvitamin D\t{EXACT}\tb:1\n", "map.tsv:4: subject_id is “vitamin D”"),
        (f"{HEADER}a:1\texactMatch\tb:1\n", "map.tsv:2: predicate_id is “exactMatch”"),
        (f"{HEADER}a:1\t{EXACT}\tb:1\tx\n", "map.tsv:2: has 4 cells, more than the 3 columns; separate them by tabs"),
        ("a\0", "map.tsv: has a NUL character"),
    ],
)
def test_what_is_malformed_is_told_in_one_line(text, message):
    """The line, what is wrong, and what to do."""
    with pytest.raises(DataError, match=re.escape(message)) as error:
        read(text)
    assert "\n" not in str(error.value)


def test_text_that_is_no_utf8_is_rejected():
    """With the line."""
    with pytest.raises(DataError, match=r"map\.tsv:2: not UTF-8"):
        mappings.read(Path("map.tsv"), b"a\n\xff")


def test_mappings_of_the_program_are_found_by_name(tmp_path, monkeypatch):
    """A file of that name has priority, and a folder in the name means a file."""
    monkeypatch.chdir(tmp_path)
    assert mappings.located("physiomap") == resources.data("mappings/physiomap.sssom.tsv")
    assert mappings.located("./x/physiomap") == Path("x/physiomap")
    assert mappings.located("nothing") == Path("nothing")
    (tmp_path / "physiomap").write_text(HEADER, encoding="utf-8")
    assert mappings.located("physiomap") == Path("physiomap")


def test_the_mappings_of_the_program_hold(graph):
    """Each row names a concept by its label, once; what joins is one to one, and no level of something."""
    text = resources.data("mappings/physiomap.sssom.tsv").read_text("utf-8")
    table = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    rows = mappings.read(resources.data("mappings/physiomap.sssom.tsv"))
    assert len(rows) == len(table) - 1 >= 25
    assert all(graph.concepts[cells[0]].label == cells[1] for cells in table[1:])
    assert len({(row.subject, row.object) for row in rows}) == len(rows)
    exact = [row for row in rows if row.predicate == mappings.EXACT]
    assert len({row.subject for row in exact}) == len({row.object for row in exact}) == len(exact)
    assert not any(graph.concepts[row.subject].state_of for row in exact)
    assert {row.object.partition(":")[0] for row in rows} == {"PHYSIOMAP"}
    assert "CC BY 4.0" in text
    assert kg.load().overlay is None

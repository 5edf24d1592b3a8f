"""Whatever names and texts hold, a program that did not write the file reads back what the graph says."""

import csv
import io
import re
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

import kg
from kg.cli.output import table_text
from kg.exchange.citations import STYLES, references
from kg.exchange.export import FORMATS
from kg.model.characters import harmless, one_line
from kg.model.core import Study
from tests import toy
from tests.exchange.readers import READERS
from tests.exchange.test_formats import small

#: What means something in one of the formats, to a spreadsheet, a browser or a terminal.
PIECES = [
    *("=1+1", "-1+1", "@x", "\t=1", "\u200b=1", "＝1", "'", '"', "''", "``", "`", "?`", "{", "}", "}}", "{{Question}}"),
    *(
        "\\",
        '\\"',
        "\\N",
        "|",
        "&amp;",
        "&#1;",
        "&",
        "#quot;",
        "%%{init: {'theme': 'forest'}}%%",
        "%0A",
        "$x$",
        "^",
        "~",
    ),
    *("<b>", "</script>", "<!--", "]]>", "[x](javascript:alert(1))", "![x](y)", "*a*", "_", "~~a~~", "[sound:x]", "--"),
    *(
        "---",
        "-->",
        "ER  - ",
        "TY  - JOUR",
        "@article{x,",
        "and",
        ", ",
        ";",
        "\n",
        "\r\n",
        "\r",
        "\x00",
        "\x0b",
        "\x1b[2J",
    ),
    *(
        "\x85",
        "\u2028",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\U000e0041",
        "\ufffe",
        "\U0001ffff",
        "\ud800",
        "ß漢👨",
        "e\u0301",
    ),
    *("a" * 3_000, "null", "2020", "\N{NO-BREAK SPACE}", " "),
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=5).map("".join)
ADDRESSES = st.lists(st.sampled_from([*"a#&~_();:'%$=@é", "%7B", "%20", "?a=1"]), max_size=5).map("".join)
AUTHORS = st.lists(st.one_of(TEXTS, st.sampled_from(["Silva AP", "Bone and Mind AB", "et al."])), max_size=3)
#: These keep texts as they are, so they cannot hold half of a character; the others show them on one line.
RAW = ("json-ld", "n-triples", "trig", "owl")
TABLES = ["kgx-tsv", "graphml", "cx2", "csv", "bel", "dot", "mermaid", "dagitty", "bibtex", "ris", "csl-json", "anki"]


def examples(number):
    """So many examples, the same each time."""
    unhealthy = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=number,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=unhealthy,
    )


def changed(graph, text, address, authors):
    """A graph whose names, texts and addresses are drawn."""
    study = {
        "title": f"T{text()}",
        "authors": ",".join(name.replace(",", "") for name in authors()),
        "journal": text(),
        "volume": text(),
        "pages": re.sub("-+", "-", text()),  # two are a range in BibTeX
        "doi": f"10.1/{address()}",
    }
    return replace(
        graph,
        concepts={
            key: replace(c, label=f"L {text()} {key[8:]}", definition=text(), synonyms=(f"s{text()}",))
            for key, c in graph.concepts.items()
        },
        documents={
            key: replace(d, title=f"T{text()} {key}", publisher=text(), url=f"{d.url}{address()}")
            for key, d in graph.documents.items()
        },
        evidence={key: replace(e, says=f"S{text()}") for key, e in graph.evidence.items()},
        studies={**graph.studies, "study:x": Study("study:x", "Review", "Plausible", year="²", pmid="12", **study)},
    )


def mapped(graph, clean):
    """A graph as a reader shows it: each text as ``clean`` makes it."""

    def cleaned(items, *fields):
        return {
            key: replace(item, **{name: clean(getattr(item, name)) for name in fields}) for key, item in items.items()
        }

    studies = cleaned(graph.studies, "title", "journal", "volume", "pages")
    for key, study in studies.items():
        authors = ",".join(map(clean, study.authors.split(",")))
        studies[key] = replace(study, authors=authors, year="" if study.year == "²" else study.year)
    concepts = {
        key: replace(c, label=clean(c.label), definition=clean(c.definition), synonyms=(*map(clean, c.synonyms),))
        for key, c in graph.concepts.items()
    }
    documents = cleaned(graph.documents, "title", "publisher")
    evidence = cleaned(graph.evidence, "says")
    return replace(graph, concepts=concepts, documents=documents, evidence=evidence, studies=studies)


def round_trip(folder, name, reader, data):
    """Write a graph of drawn texts, have it read, and return where it differs."""
    graph = changed(small(), *(lambda some=some: data.draw(some) for some in (TEXTS, ADDRESSES, AUTHORS)))
    if name in RAW:
        graph = mapped(graph, lambda text: re.sub("[\ud800-\udfff]", "", text))
    extra = (kg.path(graph, "concept:lack", "concept:pain"),) if FORMATS[name].path else ()
    place = folder / "export"
    kg.export.write(graph, name, place, *extra)
    wanted = graph if name in RAW else mapped(graph, one_line)
    if name == "owl":  # XML has no control characters
        wanted = mapped(graph, lambda text: re.sub("[\x00-\x1f\x7f-\x9f\ufffe\uffff]", " ", text))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return reader.read(wanted, place, *extra).differences


@pytest.mark.parametrize("name", TABLES)
@examples(3)
@given(data=st.data())
def test_what_names_hold_comes_back(tmp_path, name, data):
    """Quotes, braces, tags, formulas, commands, control characters and half characters, by the strictest reader."""
    assert round_trip(tmp_path, name, READERS[name][-1], data) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_what_many_names_hold_comes_back(tmp_path, name):
    """The same for each format and each of its readers; those of RDF read the whole vocabulary each time."""

    @examples(3 if name in RAW or name == "kgx-jsonl" else 20)
    @given(data=st.data())
    def check(data):
        for reader in READERS[name]:
            assert round_trip(tmp_path, name, reader, data) == []

    check()


@examples(60)
@given(rows=st.lists(st.lists(TEXTS, min_size=2, max_size=2), min_size=1, max_size=3))
def test_tables_of_answers_come_back(rows):
    """As csv by Python, as Markdown by markdown-it: the same cells, no formula, and nothing but text."""
    read = list(csv.reader(io.StringIO(table_text(["a", "b"], rows, "csv"), newline=""), strict=True))
    flat = [cell for row in rows for cell in row]
    for cell, drawn in zip([cell for row in read[1:] for cell in row], flat, strict=True):
        assert cell in (harmless(drawn), f"'{harmless(drawn)}")
        assert not re.match(r"\s*[=+@＝-](?![\d.+-]*$)", cell)
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(table_text(["a", "b"], rows, "md"))
    cells = [token.children for token in parsed if token.type == "inline"][2:]
    assert {token.type for cell in cells for token in cell} <= {"text", "text_special"}
    assert ["".join(token.content for token in cell) for cell in cells] == [*map(spaced, flat)]


def spaced(text):
    """A text on one line; what stands for a line break is a space, any other control character a mark."""
    return " ".join(harmless(" ".join(text.split())).split())


def test_what_a_reader_would_run_is_not_written():
    """No card links to a script, plays or sets anything; no reference gives a script as an address."""
    graph = small()
    documents = {key: replace(d, url="javascript:alert(1)", title="[sound:x]") for key, d in graph.documents.items()}
    graph = replace(graph, documents=documents)
    assert "javascript" not in "".join(write(references(graph, documents)) for write in STYLES.values())
    evidence = {key: replace(item, says="[latex]x[/latex]") for key, item in graph.evidence.items()}
    deck = kg.export.make(replace(graph, evidence=evidence), "anki").files[""]
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        told = archive.read("collection.anki2").decode("utf-8", "replace")
    assert "&#91;latex]x" in told
    assert not re.search(r"<a|\[(?:sound|latex)", told)


def test_references_have_keys_of_their_own():
    """BibTeX makes no difference between small letters and capitals, and a colon is a hyphen in a key."""
    names = ("study:a-b", "study:a:b", "study:A-B")
    studies = {name: Study(name, "Review", "Verified", f"Title {name}") for name in names}
    known = references(replace(toy.graph("a increases b"), studies=studies), names)
    assert [item["id"] for item in known] == ["study-a-b", "study-a-b-2", "study-A-B-3"]

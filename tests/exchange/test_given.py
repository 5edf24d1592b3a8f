"""Files of an import are found out and unpacked within bounds; what is no graph, or no safe archive, is one line."""

import gzip
import io
import json
import tarfile
import zipfile
from contextlib import suppress

import pytest

import kg
from kg.errors import DataError, KgError, UsageError
from kg.exchange import given
from kg.exchange.intake import take

NODES = "id\tname\nX:a\talpha\nX:b\tbeta\n"
EDGES = "subject\tpredicate\tobject\nX:a\tbiolink:causes\tX:b\n"
SIGNED = "source\tsign\ttarget\na\t+\tb\nb\t-\tc\n"


def tar(path, files, mode="w:gz"):
    """A tar archive of some texts."""
    with tarfile.open(path, mode) as archive:
        for name, text in files.items():
            data = text if isinstance(text, bytes) else text.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def zipped(path, files):
    """A zip archive of some texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def write(path, content):
    """A file of a text or of bytes."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


PACKED = {
    "plain": lambda d: [write(d / "n.tsv", NODES), write(d / "e.tsv", EDGES)],
    "the other way round": lambda d: [write(d / "e.tsv", EDGES), write(d / "n.tsv", NODES)],
    "csv": lambda d: [write(d / "n.csv", NODES.replace("\t", ",")), write(d / "e.csv", EDGES.replace("\t", ","))],
    "semicolons": lambda d: [
        write(d / "n.csv", NODES.replace("\t", ";")),
        write(d / "e.csv", EDGES.replace("\t", ";")),
    ],
    "gz": lambda d: [write(d / "n.tsv.gz", gzip.compress(NODES.encode())), write(d / "e.tsv", EDGES)],
    "tar.gz": lambda d: [tar(d / "g.tar.gz", {"./edges.tsv": EDGES, "./nodes.tsv": NODES, "./._nodes.tsv": b"\0\5"})],
    "tgz in folders": lambda d: [tar(d / "g.tgz", {"out/kg/e.tsv": EDGES, "out/kg/n.tsv": NODES, "README": "hello"})],
    "tar": lambda d: [tar(d / "g.tar", {"e.tsv": EDGES, "n.tsv": NODES}, "w")],
    "tar of gz": lambda d: [tar(d / "g.tar", {"e.tsv.gz": gzip.compress(EDGES.encode()), "n.tsv": NODES}, "w")],
    "zip": lambda d: [zipped(d / "g.zip", {"e.tsv": EDGES, "n.tsv": NODES, "__MACOSX/n.tsv": "x", "a/": ""})],
}


@pytest.mark.parametrize("packed", PACKED)
def test_a_graph_is_the_same_however_it_is_packed(packed, tmp_path):
    """Plain or packed, in any order, with tabs, commas or semicolons."""
    taken = take(PACKED[packed](tmp_path))
    assert taken.form == "kgx"
    assert [c.label for c in taken.graph.concepts.values()] == ["alpha", "beta"]
    assert list(taken.graph.claims) == ["claim:X:a--causes--X:b"]
    assert taken.report.nodes.left_out == taken.report.edges.left_out == 0
    assert [name.rpartition(":")[2] for name in taken.others] == (["README"] if packed == "tgz in folders" else [])


def test_a_file_of_an_archive_that_is_not_used_is_named(tmp_path, run):
    """The report names it below its archive."""
    tar(tmp_path / "g.tgz", {"e.tsv": EDGES, "n.tsv": NODES, "README": "hello"})
    assert "g.tgz:README" in " ".join(
        run("import", tmp_path / "g.tgz", "--dry-run").out.split("unused files:")[1].split()
    )


def test_cells_of_commas_are_unquoted_over_lines(tmp_path):
    """What a spreadsheet writes: quotes, commas and line breaks in a cell."""
    nodes = write(tmp_path / "n.csv", 'id,name,description\nX:a,"a, ""b""","one\ntwo"\nX:c,c\n')
    concepts = take([nodes]).graph.concepts
    assert (concepts["X:a"].label, concepts["X:a"].definition, concepts["X:c"].label) == ('a, "b"', "one two", "c")


def test_json_lines_may_have_other_keys_on_each_line(tmp_path):
    """What is not used is named, blank lines do no harm, and lines that are too long for a row are left out."""
    lines = '{"id": "X:a", "name": "alpha"}\n   \n{"id": "X:b", "colour": "red"}\n'
    taken = take([write(tmp_path / "n.jsonl", lines)])
    assert (list(taken.graph.concepts), taken.report.unused_columns.nodes) == (["X:a", "X:b"], ("colour",))
    taken = take([write(tmp_path / "n.csv", "id,name\nX:a,alpha,1\n,\nX:b,beta,\n")])
    assert (list(taken.graph.concepts), taken.report.nodes.left_out) == (["X:b"], 1)
    with pytest.raises(DataError, match=r"m\.csv:3: not comma-separated text \(field larger than field limit"):
        take([write(tmp_path / "m.csv", "id,name\nX:a,alpha\nX:b," + "x" * (2 << 20) + "\n")])


BROKEN = {
    "leaves": (lambda d: tar(d / "g.tgz", {"../n.tsv": NODES}), "g.tgz:../n.tsv: points outside the archive"),
    "leaves later": (lambda d: tar(d / "g.tgz", {"a/../../n.tsv": NODES}), "points outside the archive"),
    "absolute": (lambda d: zipped(d / "g.zip", {"/etc/n.tsv": NODES}), "g.zip:/etc/n.tsv: points outside the archive"),
    "drive": (lambda d: zipped(d / "g.zip", {"C:\\n.tsv": NODES}), "points outside the archive"),
    "backslashes": (lambda d: zipped(d / "g.zip", {"..\\n.tsv": NODES}), "points outside the archive"),
    "cut tar": (lambda d: write(d / "g.tgz", tar(d / "h", {"n.tsv": NODES * 9999}).read_bytes()[:-99]), "incomplete"),
    "cut zip": (lambda d: write(d / "g.zip", zipped(d / "h", {"n.tsv": NODES * 99}).read_bytes()[:-30]), "incomplete"),
    "cut gz": (lambda d: write(d / "n.gz", gzip.compress(NODES.encode() * 9999)[:-20]), "n.gz: is incomplete"),
    "no files": (lambda d: zipped(d / "g.zip", {}), "g.zip: an empty archive, which cannot be imported"),
    "too many": (lambda d: zipped(d / "g.zip", {f"{n}": "x" for n in range(1001)}), "g.zip: has more than 1,000 files"),
    "folder": (lambda d: d, "is a folder; name the files in it"),
    "missing": (lambda d: d / "none.tsv", "none.tsv: cannot be read (No such file"),
    "null": (lambda d: d / "a\0b", "is not a path (it has a null character)"),
    "xlsx": (lambda d: zipped(d / "t.xlsx", {"[Content_Types].xml": "<x/>"}), "t.xlsx: a file of an office program"),
    "other files": (lambda d: zipped(d / "g.zip", {"a.txt": "hello"}), "g.zip: plain text, which cannot be imported"),
    "pdf": (lambda d: write(d / "x", "%PDF-1.7"), "x: a PDF, which cannot be imported; give one of: KGX"),
    "image": (lambda d: write(d / "x", b"\x89PNG\r\n\x1a\n\0"), "x: an image"),
    "utf-16": (lambda d: write(d / "x", EDGES.encode("utf-16")), "x: UTF-16 text"),
    "binary": (lambda d: write(d / "x", b"ab\0\1"), "x: a binary file"),
    "turtle": (lambda d: write(d / "x", "@prefix a: <b> .\n"), "x: RDF in Turtle"),
    "web page": (lambda d: write(d / "x", "<!DOCTYPE html>"), "x: a web page"),
    "xml": (lambda d: write(d / "x", '<?xml version="1.0"?><sbml/>'), "x: XML of <sbml>"),
    "xml without a root": (lambda d: write(d / "x", "<"), "x: XML, which"),
    "lines of old computers": (lambda d: write(d / "x", "id,name\rX:a,alpha\r"), "x: plain text, which"),
    "json": (lambda d: write(d / "x", '[{"a": 1, "b\\u001b": "c", "\\q": 2}]'), "x: JSON with the keys a, b, which"),
    "json without keys": (lambda d: write(d / "x", "[1, 2]"), "x: JSON, which"),
    "json of a value": (lambda d: write(d / "x", "{1"), "x: JSON, which"),
    "table": (lambda d: write(d / "x", "gene,score,p\na,b,c\n"), "x: a table with the columns gene, score, p, which"),
    "wide table": (lambda d: write(d / "x", "\t".join("abcdefghijk")), "x: a table with the columns a, b, c, d,"),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_no_graph_or_no_safe_archive_is_one_line(broken, run, tmp_path):
    """The line says what the file seems to be, and nothing is written."""
    make, said = BROKEN[broken]
    path = make(tmp_path)
    with pytest.raises(DataError) as caught:
        take([path])
    assert said in str(caught.value)
    if "\0" not in str(path):
        assert str(caught.value).isprintable()
        result = run("import", path, "--output", tmp_path / "out.ttl")
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "out.ttl").exists()


def test_an_encrypted_archive_is_one_line(tmp_path):
    """Its contents cannot be read, and the line says why."""
    path = zipped(tmp_path / "g.zip", {"n.tsv": NODES})
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    path.write_bytes(data)
    with pytest.raises(DataError, match="is encrypted or packed in an unusual way"):
        take([path])


@pytest.mark.parametrize("packed", ["zip", "tar.gz", "gz", "plain"])
def test_what_is_too_large_when_unpacked_is_refused(packed, tmp_path, monkeypatch):
    """A small file that unpacks to very much ends with one line, wherever it is packed."""
    monkeypatch.setattr(given, "LARGEST", 1 << 20)
    text = NODES + "X:c\tgamma\n" * 200_000
    make = {
        "zip": lambda: zipped(tmp_path / "g.zip", {"n.tsv": text}),
        "tar.gz": lambda: tar(tmp_path / "g.tgz", {"n.tsv": text, "o.tsv": text}),
        "gz": lambda: write(tmp_path / "n.tsv.gz", gzip.compress(text.encode())),
        "plain": lambda: write(tmp_path / "n.tsv", text),
    }
    with pytest.raises(DataError, match="is larger than 1 MiB; split it"):
        take([make[packed]()])


def test_links_and_devices_in_an_archive_are_not_followed(tmp_path):
    """Only regular files count."""
    path = tmp_path / "g.tar"
    with tarfile.open(path, "w") as archive:
        for kind, name in ((tarfile.SYMTYPE, "link.tsv"), (tarfile.LNKTYPE, "hard.tsv"), (tarfile.CHRTYPE, "dev.tsv")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("n.tsv")
        info.size = len(NODES)
        archive.addfile(info, io.BytesIO(NODES.encode()))
    taken = take([path])
    assert [name.rpartition(":")[2] for name in taken.used] == ["n.tsv"]


def test_files_of_several_formats_and_files_that_may_be_several_ask(tmp_path):
    """The line names the formats, and --format decides."""
    nodes, sif = write(tmp_path / "n.tsv", NODES), write(tmp_path / "x.sif", "a\tinhibits\tb\n")
    with pytest.raises(
        UsageError, match=r"files of several formats: .*n\.tsv \(kgx\), .*x\.sif \(sif\); import them one"
    ):
        take([nodes, sif])
    both = write(
        tmp_path / "b.tsv", "subject\tpredicate\tobject\tsource\tsign\ttarget\nX:a\tbiolink:causes\tX:b\tX:b\t-\tX:a\n"
    )
    with pytest.raises(UsageError, match=r"b\.tsv: may be kgx or table; say which with --format"):
        take([both])
    assert list(take([both], "kgx").graph.claims) == ["claim:X:a--causes--X:b"]
    assert list(take([both], "table").graph.claims) == ["claim:X:b--decreases--X:a"]
    with pytest.raises(DataError, match=r"n\.tsv: has no file in the format sif"):
        take([tar(tmp_path / "n.tsv", {"n": NODES})], "sif")
    with pytest.raises(DataError, match="not a KGX table"):
        take([sif], "kgx")
    with pytest.raises(DataError, match="not a table of CTD"):
        take([sif], "ctd")


def test_one_file_given_twice_is_read_once(tmp_path):
    """Nothing is counted twice."""
    table = write(tmp_path / "t.tsv", SIGNED)
    assert take([table, table]).report.read.edges == 2


@pytest.mark.parametrize("form", ["kgx", "sif", "signor", "omnipath", "ctd", "table"])
@pytest.mark.parametrize("content", [b"", b"\0", b"\n", b"a", b"a\tb\tc\n\xff", b'"\n"', b"{", b"[[" * 50_000])
def test_any_bytes_in_any_format_end_in_a_line(form, content, tmp_path):
    """No format takes them for edges, and none fails otherwise."""
    with suppress(KgError):
        taken = take([write(tmp_path / "x", content)], form)
        assert (form, taken.graph.claims) == ("sif", {})  # a name on a line is a node


def test_import_wants_an_output_or_a_dry_run(run, tmp_path):
    """It says so."""
    result = run("import", write(tmp_path / "t.tsv", SIGNED))
    assert (result.code, result.err) == (
        2,
        "kg: give --output FILE.ttl, or --dry-run to see the result without writing it\n",
    )


def test_json_of_a_dry_run_has_every_row(tmp_path):
    """What each became, and why."""
    table = write(tmp_path / "t.tsv", SIGNED + "b\tup?\td\n\t+\td\na\t+\tb\n")
    answer = kg.import_([table], dry_run=True)
    assert [(row["place"], row["became"], row["reasons"]) for row in json.loads(answer.to_json())["rows"]] == [
        ("line 2 of t.tsv", "+", []),
        ("line 3 of t.tsv", "-", []),
        ("line 4 of t.tsv", "?", ["edge whose sign is not understood, imported without a sign"]),
        ("line 5 of t.tsv", "left_out", ["edge without subject, left out"]),
        ("line 6 of t.tsv", "merged", ["edge like another one, merged with it"]),
    ]
    assert answer.question.output is None
    assert kg.path(answer.graph, "a", "c").chains[0].sign == "-"

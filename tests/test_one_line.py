"""Whatever is too large, closed, marked or invisible: an answer, or one line that says what is wrong."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
from msgspec.structs import replace

import kg
from kg import cli
from kg.errors import LONGEST as LONGEST_MESSAGE
from kg.errors import DataError, UsageError, brief
from kg.model.lookup import LONGEST
from kg.sparql.evaluate import evaluate
from kg.turtle import parse
from tests import tea

MARK = "\ufeff"
TAGS = "".join(chr(0xE0000 + ord(c)) for c in "obey me")


@pytest.fixture
def good(tmp_path):
    """A data file that keeps all rules."""
    return tea.data_file(tmp_path / "tea.ttl")


def changed(good: Path, there: str, instead: str, count: int = 1) -> Path:
    """The data file with one text in place of another."""
    text = good.read_text(encoding="utf-8")
    assert there in text
    good.write_text(text.replace(there, instead, count), encoding="utf-8")
    return good


def refused(result, *words: str) -> None:
    """The command was refused in one line with these words, and printed nothing else."""
    assert (result.code, result.out) == (2, ""), result
    assert result.err.startswith("kg: ")
    assert result.err.count("\n") == 1
    assert len(result.err) <= LONGEST_MESSAGE + 200
    assert all(word in result.err for word in words), result.err


# -- sizes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["stats", "--data"], ["check"], ["fmt"], ["sparql", "ASK { ?s ?p ?o }", "--data"]])
def test_a_text_longer_than_the_parser_takes(run, good, command):
    """Every command refuses the file in one line; a text of a megabyte is none too long."""
    changed(good, "What sleep is.", "x" * (1 << 20))
    assert run(*command, good).code == 0
    changed(good, "x" * (1 << 20), "x" * (17 << 20))
    refused(run(*command, good), f"{good}: ")


def test_lack_of_memory_is_not_taken_for_a_long_text(good, monkeypatch):
    """Only a file that can hold such a text is said to."""

    def parse_none(*_, **__):
        raise MemoryError

    monkeypatch.setattr(pyoxigraph, "parse", parse_none)
    with pytest.raises(MemoryError):
        parse.parse(good.read_bytes(), good)
    with pytest.raises(DataError, match="needs too much memory"):
        evaluate("ASK {}", [(good, good.read_bytes())], 1)


@pytest.mark.parametrize("size", [0, -1])
def test_a_file_that_is_too_large(run, good, monkeypatch, size):
    """A file of the largest size is read, a larger one refused before it fills the memory."""
    monkeypatch.setattr(parse, "LARGEST", good.stat().st_size + size)
    result = run("stats", "--data", good)
    assert result.code == 0 if size == 0 else refused(result, "is larger than") is None


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
def test_a_file_without_an_end(run, monkeypatch):
    """It is not read for ever."""
    monkeypatch.setattr(parse, "LARGEST", 1 << 20)
    refused(run("stats", "--data", "/dev/zero"), "is larger than 1 MiB")


@pytest.mark.parametrize(("digits", "held"), [(15, True), (16, False), (5_000, False)])
def test_a_number_of_many_digits_in_a_file(run, good, digits, held):
    """A whole number has at most 15 digits."""
    length = f"vocab:codePoints {len(tea.TEXT)}"
    result = run("stats", "--data", changed(good, length, f"vocab:codePoints {'9' * digits}"))
    assert result.code == 0 if held else refused(result, "whole number, 0 or more, of at most 15 digits") is None


@pytest.mark.parametrize(("digits", "held"), [(31, True), (32, False), (5_000, False)])
def test_a_bound_of_many_digits(run, good, digits, held):
    """A bound has at most 31 digits before the point."""
    result = run("values", "tea", "--data", changed(good, "schema:maxValue 2.5", f"schema:maxValue {'9' * digits}.5"))
    assert result.code in (0, 1) if held else refused(result, "give a decimal number") is None


def test_a_name_with_a_number_of_many_digits(run, good):
    """The canonical form sorts names by their numbers, whatever their length."""
    changed(good, "concept:milk", f"concept:milk-{'9' * 5_000}", 1_000)
    assert run("fmt", good).code == 0
    assert run("fmt", "--check", good).code == 0


def test_identifiers_of_many_digits_do_not_count_in_a_sheet(run, good, tmp_path):
    """The next evidence item takes the next short number; a place of many digits is a text."""
    sheet = tmp_path / "sheet.tsv"
    columns = "document passage subject relation object stance modality says context cites type section".split()
    changed(good, "evidence:000-001", f"evidence:000-{'9' * 5_000}", 10)
    row = ["000", f"@{'9' * 5_000} tea", "concept:tea", "affects", "concept:milk", "supports", "Asserted"]
    sheet.write_text("\t".join(columns) + "\n" + "\t".join([*row, *[""] * 5]) + "\n", encoding="utf-8")
    result = run("add", sheet, "--documents", tea.folder(tmp_path / "texts"), "--data", good)
    refused(result, f"{sheet}:2: ")


LONG = {"digits": "9" * 5_000, "letters": "a" * 100_000, "words": "a b " * 20_000, "marks": "“" * 9_000}


@pytest.mark.parametrize("typed", LONG.values(), ids=LONG.keys())
@pytest.mark.parametrize(
    "command",
    [
        ["show"],
        ["path", "tea"],
        ["path", "tea", "sleep", "-k"],
        ["path", "tea", "sleep", "--avoid"],
        ["show", "tea", "--without"],
        ["show", "tea", "--format"],
        ["show", "tea", "--population"],
        ["show", "tea", "--data"],
        ["find"],
        ["sparql"],
        ["sparql", "--name"],
        ["export"],
        [],
    ],
)
def test_an_absurdly_long_argument(run, good, command, typed):
    """It is not told back in full, and is answered at once."""
    data = [] if command in ([], ["show", "tea", "--data"]) else ["--data", good]
    result = run(*command[:1], *data, *command[1:], typed)
    refused(result)


def test_a_long_option_is_one_short_line(run):
    """An option that does not exist is told in part."""
    refused(run("stats", "--" + "x" * 5_000), "No such option: --xxx", "…", "try: kg stats --help")


@pytest.mark.parametrize("number", ["9" * 400, "-" + "9" * 400, "1000000001", "101", "0"])
def test_a_number_out_of_range(run, number):
    """A whole number that is too large for a float is refused as any other."""
    refused(run("path", "tea", "sleep", "-k", number), "give a number from 1 to 100")


@pytest.mark.parametrize(
    ("number", "held"), [(10**9, True), (10**9 + 1, False), (10**5_000, False)], ids=["most", "more", "absurd"]
)
def test_a_number_without_an_upper_bound_has_one(number, held):
    """Where any number counts, it is one that programs can write."""
    if held:
        assert kg.find(tea.graph(), "tea", limit=number).concepts
    else:
        with pytest.raises(UsageError, match=r"^limit is out of range; give a number up to 1,000,000,000$"):
            kg.find(tea.graph(), "tea", limit=number)


def test_a_name_may_be_long_but_not_absurdly(good):
    """The longest name is looked for, a longer one only if it is a name."""
    graph = tea.graph()
    with pytest.raises(UsageError, match="unknown concept"):
        graph.resolve("a" * LONGEST)
    with pytest.raises(UsageError, match="a name has 1,001 characters, more than 1,000"):
        graph.resolve("a" * (LONGEST + 1))
    name = "a" * (LONGEST + 1)
    graph = kg.load(changed(good, '"sleep"', f'"{name}"'))
    assert graph.resolve(name).concept.id == "concept:sleep"


def test_a_message_is_cut_where_it_is_long():
    """Quotations, words and the whole; what is short stays."""
    assert brief("unknown concept “a b”; try:\nkg find") == "unknown concept “a b”; try: kg find"
    assert brief("/" + "a" * 500 + ":1: wrong") == f"/{'a' * 149}…{'a' * 57}:1:" + " wrong"
    assert len(brief("a b " * 9_000)) <= LONGEST_MESSAGE + 3


# -- years, formulas, links ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", ["²", "٣", "2" * 5_000, "", "in press"])
@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_a_year_that_is_none_is_left_out(run, good, form, year):
    """A reference without a year is better than none."""
    result = run("export", form, "--data", changed(good, '"2001"', f'"{year}"'))
    assert result.code == 0
    assert "10.1000/x1" in result.out
    assert not any(word in result.out for word in ("  year =", "PY  -", "issued"))


@pytest.mark.parametrize("title", ["{open", "close}", "}{", "a\\", "{\\}", "a {b} c"])
def test_braces_of_bibtex_are_balanced(title):
    """BibTeX counts braces even after a backslash."""
    graph = tea.graph()
    study = replace(graph.studies["study:oak-2001"], title=title, authors=f"{title}, Oak B", journal=title)
    graph = replace(graph, studies={study.id: study})
    text = kg.cite(graph, [study.id], "bibtex")
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        assert depth >= 0, text
    assert depth == 0, text
    assert all(f"\n  {field} = {{" in text for field in ("title", "journal", "author", "year", "doi"))


def test_the_key_of_bibtex_is_a_name():
    """Whatever the identifier of a source contains."""
    graph = tea.graph()
    study = replace(graph.studies["study:oak-2001"], id="study:a,b{c")
    text = kg.cite(replace(graph, studies={study.id: study}), [study.id], "bibtex")
    assert text.startswith("@article{study-a-2c-b-7b-c,\n")


FORMULAS = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", " =1+1", "=cmd|' /C calc'!A0"]


def name_of_sleep(run, good, name: str, form: str) -> str:
    """The cell for a name of a file, in csv as a program reads it, or in Markdown as it is written."""
    changed(good, '"sleep"', json.dumps(name, ensure_ascii=False))
    shown = run("find", "concept:sleep", "--data", good, "--format", form).out
    if form == "csv":
        return list(csv.reader(io.StringIO(shown)))[1][1]
    return shown.splitlines()[2].removeprefix("| concept:sleep | ").removesuffix(" |")


@pytest.mark.parametrize("name", FORMULAS)
def test_a_spreadsheet_reads_no_formula(run, good, name):
    """A cell of csv has an apostrophe in front, a cell of Markdown a backslash."""
    text = good.read_text(encoding="utf-8")
    assert name_of_sleep(run, good, name, "csv") == f"'{name}"
    good.write_text(text, encoding="utf-8")
    assert name_of_sleep(run, good, name, "md").replace("\\|", "|") == f"\\{name.strip()}"


@pytest.mark.parametrize("form", ["csv", "md"])
@pytest.mark.parametrize("name", ["a=b", "1-2", "−2+3", "'=1", "-0.5", "+3", "-", "?"])
def test_other_cells_stay_as_they_are(run, good, name, form):
    """What no spreadsheet takes for a formula has no mark."""
    assert name_of_sleep(run, good, name, form) == name


def test_signs_and_numbers_are_no_formulas(run):
    """Programs read them from csv."""
    rows = run("path", "vitamin D deficiency", "back pain", "--format", "csv").out
    assert ",+,0." in rows or ",-,0." in rows
    assert "'+" not in rows
    assert "'-," not in rows


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
        ("</td><!-- a -->", "&lt;/td>&lt;!-- a -->"),
        ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"),
        ("[a](javascript:alert(1))", "[a]\\(javascript:alert(1))"),
        ("![a](https://a.example/)", "![a]\\(https://a.example/)"),
        ("[a](&#106;avascript:alert(1))", "[a]\\(&amp;#106;avascript:alert(1))"),
        ("a | b \\| c", "a \\| b \\\\\\| c"),
        ("p < 0.05 & q <0.1 & AT&T", "p < 0.05 & q <0.1 & AT&T"),
    ],
)
def test_a_cell_of_markdown_is_text(run, good, said, shown):
    """HTML and links that a file contains are shown, not made."""
    assert name_of_sleep(run, good, said, "md") == shown


# -- marks and invisible characters -------------------------------------------------------------------------------


def test_a_byte_order_mark_is_ignored(run, good, tmp_path):
    """In a data file, in a file with a query, and in a query."""
    (tmp_path / "ask.rq").write_text(f"{MARK}ASK {{ ?s ?p ?o }}", encoding="utf-8")
    marked = tmp_path / "marked.ttl"
    marked.write_text(MARK + good.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("claims", "--data", marked).out == run("claims", "--data", good).out
    assert run("check", marked).code == 0
    for query in (tmp_path / "ask.rq", f"{MARK}ASK {{ ?s ?p ?o }}"):
        assert run("sparql", query, "--data", marked).out == "true\n"
    assert run("fmt", "--check", marked).code == 1
    assert run("fmt", marked).code == 0
    assert marked.read_bytes() == good.read_bytes()


@pytest.mark.parametrize("command", [["stats", "--data"], ["sparql"], ["add"], ["path", "--pairs"]])
def test_another_encoding_is_one_line(run, tmp_path, command):
    """A mark of UTF-16 is no mark that is ignored."""
    file = tmp_path / "wide.rq"
    file.write_text("ASK { ?s ?p ?o }", encoding="utf-16")
    data = ["--data", tea.data_file(tmp_path / "tea.ttl")] if command == ["add"] else []
    refused(run(*command, file, *data), "not UTF-8 (byte 0)")


@pytest.mark.parametrize(
    ("hidden", "shown", "name"),
    [
        (TAGS, "", "U+E006F (tag latin small letter o)"),
        ("\u200b", "", "U+200B (zero width space)"),
        ("\u200e", "", "U+200E (left-to-right mark)"),
        ("\ufeff", "", "U+FEFF (zero width no-break space)"),
        ("\u202e", "\ufffd", "U+202E (right-to-left override)"),
        ("\u2066", "\ufffd", "U+2066 (left-to-right isolate)"),
        ("\\u001B", "\ufffd", "U+001B (control character)"),
        ("\\u0000", "\ufffd", "U+0000 (control character)"),
    ],
)
def test_what_a_reader_does_not_see_does_not_reach_anyone(run, good, hidden, shown, name):
    """Neither terminals nor programs; ``kg check`` names it with its place."""
    changed(good, "What sleep is.", f"What sleep{hidden} is.")
    changed(good, '"sleep"', f'"slee{hidden}p"')
    graph = kg.load(good)
    assert graph.concepts["concept:sleep"].definition == f"What sleep{shown} is."
    assert json.loads(kg.show(graph, "concept:sleep").to_json())["concept"]["label"] == f"slee{shown}p"
    result = run("check", good)
    assert result.code == 1
    for predicate in ("skos:definition", "skos:prefLabel"):
        assert f": concept:sleep has {name} in {predicate}; remove it; answers do not show it" in result.out


def test_a_query_shows_none_of_it(run, good):
    """The rows of a query come from the file itself, and are cleaned when they are shown."""
    changed(good, '"sleep"', f'"sl{TAGS}ee\u202ep"')
    ask = ["sparql", "SELECT ?n { concept:sleep skos:prefLabel ?n }", "--data", good]
    for form in ("text", "csv", "md"):
        assert "slee\ufffdp" in run(*ask, "--format", form).out
    result = run(*ask, "--json").out
    assert result.isascii()
    assert json.loads(result)["rows"][0][0]["value"] == f"sl{TAGS}ee\u202ep"


@pytest.mark.parametrize("local", ["a%1Bb", "a%E2%80%AEb", "a\u202eb", "a%F3%A0%84%80b"])
def test_an_identifier_with_a_control_character_is_spelled_out(run, good, local):
    """It is its whole address, with the character as it is written there, so that every export can be read."""
    iri = "https://w3id.org/vitamin-d-kg/concept/"
    text = good.read_text(encoding="utf-8").replace("concept:milk", f"<{iri}{local}>")
    good.write_text(text, encoding="utf-8")
    name = iri + local.replace("\u202e", "%E2%80%AE")
    assert name in kg.load(good).concepts
    drawn = run("export", "graphml", "--data", good)
    assert drawn.code == 0
    nodes = ElementTree.fromstring(drawn.out).iter()  # noqa: S314 - our own
    assert name in {node.get("id") for node in nodes}
    assert "in its name; rename it" in run("check", good).out


def test_a_good_file_has_no_such_character(run, good):
    """Letters of any script, dashes and line ends are none."""
    changed(good, "What sleep is.", "Ångström — 25(OH)D → ümlaut\\nβ\\tπ")
    assert "characters" not in run("check", good, "--json").out


# -- streams ------------------------------------------------------------------------------------------------------


def closed(command: str, streams: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with closed streams in a shell."""
    line = f'exec "$PYTHON" -m kg {command} {streams}'
    own = {**os.environ, "PYTHON": sys.executable, "XDG_CACHE_HOME": str(tmp_path)}
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=own, check=False)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
@pytest.mark.parametrize(
    ("command", "streams", "code", "out", "err"),
    [
        ("stats", "2>&-", 0, "concepts", ""),
        ("stats", "<&-", 0, "concepts", ""),
        ("stats", "<&- 2>&-", 0, "concepts", ""),
        ("stats", ">&-", 2, "", "kg: the answer cannot be written (Bad file descriptor)\n"),
        ("stats", "<&- >&- 2>&-", 2, "", ""),
        ("", ">&-", 2, "", "kg: the answer cannot be written (Bad file descriptor)\n"),
        ("show nothing-of-that-name", "2>&-", 2, "", ""),
        ("path --pairs -", "<&-", 2, "", "kg: - has no pairs; give two columns, source and target\n"),
    ],
)
def test_a_closed_stream(tmp_path, command, streams, code, out, err):
    """An answer is printed where it can be; one that cannot be is an error."""
    done = closed(command, streams, tmp_path)
    assert (done.returncode, done.stderr) == (code, err)
    assert out in done.stdout
    assert bool(done.stdout) is bool(out)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_device(tmp_path):
    """A message that cannot be written does not change the exit code."""
    assert closed("stats", "2>/dev/full", tmp_path).returncode == 0
    assert closed("show nothing-of-that-name", "2>/dev/full", tmp_path).returncode == 2
    done = closed("", ">/dev/full", tmp_path)
    assert (done.returncode, done.stderr) == (2, "kg: the answer cannot be written (No space left on device)\n")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of Unix")
def test_a_file_is_written_with_all_streams_closed(tmp_path):
    """It does not get what is meant for a stream."""
    done = closed(f"export node-link --output {tmp_path}/out.json", "<&- >&- 2>&-", tmp_path)
    assert done.returncode in (0, 2)
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["nodes"]


def test_closed_streams_are_replaced(monkeypatch):
    """Input is empty, output fails, messages vanish; open streams stay."""
    kept = sys.stderr
    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, None)
    cli._replace_closed()
    replaced = sys.stdin, sys.stdout
    assert sys.stderr is kept
    assert replaced[0].read() == ""
    replaced[1].write("x")
    with pytest.raises(OSError, match="Bad file descriptor"):
        replaced[1].flush()
    monkeypatch.setattr(sys, "stderr", None)
    cli._replace_closed()
    sys.stderr.write("x")
    sys.stderr.close()
    replaced[0].close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        replaced[1].close()


def test_a_panic_of_a_library_is_a_bug_in_one_line(run, monkeypatch):
    """Errors of Rust are no Exceptions; a long message is cut."""

    class PanicError(BaseException):
        pass

    def panic(_):
        raise PanicError("at\nleast " + "x" * 9_000)

    monkeypatch.setattr("kg.cli.app.app", lambda *_, **__: panic)
    monkeypatch.setattr("kg.cli.app._run", panic)
    result = run("stats")
    assert result.code == 3
    assert result.err.startswith("kg: internal error: PanicError: at least xxx")
    assert result.err.count("\n") == 1
    assert len(result.err) < 500

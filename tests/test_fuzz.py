"""Whatever a file holds and whatever is typed: an answer, or one clear line, and nothing else is touched."""

import json
import os
import re
import string
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
import typer
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import kg
from kg import resources
from kg.cli import app as cli
from kg.errors import DataError, OutputError
from kg.files import folder, write
from kg.registry import COMMANDS
from tests import tea

pytestmark = pytest.mark.slow
#: What must not reach a terminal: it could steer it, or turn the text round.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
#: What reaches programs but no reader.
UNSEEN = re.compile("[\u061c\u200b-\u200f\u2060-\u2064\ufeff\U000e0000-\U000e01ef]")
#: Maximum length of a line on standard error, after the name of the program.
LONGEST = 2_100
#: Commands that serve until they are stopped.
SERVING = {"serve", "mcp"}


def fuzz(examples: int) -> settings:
    """So many examples, the same each time."""
    unhealthy = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],  # an example that fails is told as it is: making it smaller takes long
        suppress_health_check=unhealthy,
    )


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of our own to work in, with a data file, a text, a sheet and two tables."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    real = resources.data
    monkeypatch.setattr(
        resources, "data", lambda name="triples.ttl": work / "tea.ttl" if name == "triples.ttl" else real(name)
    )
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("a browser was opened"))
    tea.data_file(work / "tea.ttl")
    tea.folder(work / "texts")
    (work / "sheet.tsv").write_text("id\tminimum\tmaximum\tunit\tof\nsome\t1\t2\tug\tconcept:milk\n", encoding="utf-8")
    (work / "nodes.tsv").write_text("id\tname\tcategory\nX:a\talpha\tbiolink:Protein\nX:b\tbeta\t\n", encoding="utf-8")
    (work / "edges.tsv").write_text(
        "id\tsubject\tpredicate\tobject\tpublications\ne1\tX:a\tbiolink:causes\tX:b\tPMID:1\n", encoding="utf-8"
    )
    return work


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def ask(run, place, *arguments, writes=()):
    """Run a command and hold it to what every command promises."""
    before = contents(place)
    result = run(*arguments)
    said = f"{arguments}: {result}"
    assert result.code in (0, 1, 2), said
    assert "Traceback" not in result.err + result.out, said
    assert not STEERING.search(result.out + result.err), said
    assert not UNSEEN.search(result.out + result.err), said
    assert all(len(line) < LONGEST for line in result.err.splitlines()), said
    if result.code == 2 and result.err:
        assert re.fullmatch(r"kg: [^\n]+\n", result.err), said
    elif result.code == 2:
        assert result.out.startswith("Usage:"), said
    changed = {name for name, _ in before.items() ^ contents(place).items()}
    assert all(any(Path(name).is_relative_to(w) for w in writes) for name in changed), (said, changed)
    for name in changed:
        assert (place / name).is_file() or not before[name], said
    return result


# -- files --------------------------------------------------------------------------------------------------------

LINES = st.tuples(
    st.sampled_from(["cut", "double", "swap", "flip", "huge", "digits", "tags", "nest", "nul", "word", "formula"]),
    st.integers(0, 10**6),
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "utf-32"]


def mutated(data: bytes, changes: list[tuple[str, int]], encoding: str) -> bytes:
    """A valid file with some harm done to it."""
    for change, number in changes:
        lines = data.splitlines(keepends=True) or [b""]
        at = number % len(lines)
        middle = number % (len(data) + 1)
        if change == "cut":
            del lines[at]
            data = b"".join(lines)
        elif change == "double":
            data = b"".join([*lines[:at], lines[at], *lines[at:]])
        elif change == "swap":
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
            data = b"".join(lines)
        elif change == "flip" and data:
            flipped = bytearray(data)
            flipped[middle % len(data)] ^= 1 << number % 8
            data = bytes(flipped)
        else:
            put = {"huge": b"x" * 300_000, "nest": b"[(" * 5_000, "nul": b"\0", "word": b"\x1b]0;\xe2\x80\xae"}
            put |= {"digits": b"9" * 5_000, "tags": "\u200b\U000e0041".encode(), "formula": b"=1+1<b>{"}
            data = data[:middle] + put.get(change, b"") + data[middle:]
    try:
        return data.decode().encode(encoding)
    except UnicodeError:
        return data


HARM = st.tuples(st.lists(LINES, min_size=1, max_size=4), st.sampled_from(ENCODINGS))
BYTES = st.one_of(st.binary(max_size=300), st.text(max_size=60).map(lambda t: t.encode("utf-8", "surrogatepass")))


def harmed(place: Path, name: str, harm) -> None:
    """Write a file anew: any bytes, or what it was with harm done to it."""
    file = place / name
    good = place.parent / f"good-{name}"
    if not good.exists():
        good.write_bytes(file.read_bytes())
    file.write_bytes(harm if isinstance(harm, bytes) else mutated(good.read_bytes(), *harm))


@fuzz(40)
@given(st.one_of(HARM, HARM, BYTES))
def test_any_data_file_is_read_or_refused_in_one_line(run, place, harm):
    """Commands that read a data file answer, or say what is wrong with it."""
    harmed(place, "tea.ttl", harm)
    ask(run, place, "stats", "--data", "tea.ttl")
    ask(run, place, "find", "tea", "--data", "tea.ttl", "--format", "csv")
    ask(run, place, "show", "tea", "--data", "tea.ttl")
    ask(run, place, "fmt", "--check", "tea.ttl")
    ask(run, place, "export", "node-link", "--data", "tea.ttl", "--output", "out.json", "--force", writes=["out.json"])
    ask(run, place, "diff", place.parent / "good-tea.ttl", "tea.ttl")
    ask(run, place, "fmt", "tea.ttl", writes=["tea.ttl"])


@fuzz(12)
@given(st.one_of(HARM, BYTES))
def test_any_data_file_is_checked(run, place, harm):
    """The rules and the shapes say what is wrong with a file, whatever it is."""
    harmed(place, "tea.ttl", harm)
    ask(run, place, "check", "tea.ttl")


@fuzz(30)
@given(st.sampled_from(["nodes.tsv", "edges.tsv"]), st.one_of(HARM, BYTES))
def test_any_table_is_taken_or_refused_in_one_line(run, place, name, harm):
    """An import makes a data file that can be read, or none."""
    for table in ("nodes.tsv", "edges.tsv"):
        harmed(place, table, ([], "utf-8"))
    harmed(place, name, harm)
    (place / "new.ttl").unlink(missing_ok=True)
    result = ask(run, place, "import", "nodes.tsv", "edges.tsv", "--output", "new.ttl", writes=["new.ttl"])
    assert (place / "new.ttl").exists() == (result.code == 0)


@fuzz(30)
@given(st.one_of(HARM, BYTES))
def test_any_sheet_is_added_whole_or_not_at_all(run, place, harm):
    """A sheet that cannot be taken leaves the data file as it is, and names each bad row in a line."""
    harmed(place, "tea.ttl", ([], "utf-8"))
    harmed(place, "sheet.tsv", harm)
    before = (place / "tea.ttl").read_bytes()
    result = run("add", "sheet.tsv", "--documents", "texts")
    assert result.code in (0, 2)
    assert "Traceback" not in result.err
    assert not STEERING.search(result.err)
    assert result.code == 0 or (place / "tea.ttl").read_bytes() == before
    assert all("sheet.tsv" in line for line in result.err.splitlines() if result.code == 2)


# -- arguments ----------------------------------------------------------------------------------------------------

WORDS = ["tea", "sleep", "poor sleep", "milk", "up", "down", "+", "-", "−", "?", "concept:tea", "000", "oak-2001"]
WORDS += ["tea.ttl", "texts", "none.ttl", "--", "--json", "-k", "--help", "--data", "csv", "md", "", " "]
NUMBERS = ["0", "-1", "1", "99999999999999999999", "nan", "inf", "-inf", "1e308", "1e-400", "0x10", "٣", "1_0"]
NUMBERS += ["²", "9" * 400, "9" * 5_000, "-" + "9" * 5_000]
NASTY = [
    "\x1b[2J\x1b]0;x\x07",
    "\x9b31m",
    "a\nb",
    "a\rb",
    "\u202eabc",
    "\udcff",
    "ﬁ",
    "İ",
    "A" * 5_000,
    "a b " * 5_000,
    "\ufeffx",
    "vita\u200bmin \U000e0041",
    "=1+1",
    "%s{0}",
    "$(x)",
]
GARBAGE = st.one_of(
    st.sampled_from([*WORDS, *NUMBERS, *NASTY]),
    st.text(st.characters(codec="utf-8", exclude_characters="/.\0"), max_size=12),
    st.text(sorted({*string.printable} - {*"/."}), max_size=12),
)
NAMES = sorted(COMMANDS.keys() - SERVING)


def values(parameter) -> st.SearchStrategy[str]:
    """What may be typed for a parameter: mostly what it is made for."""
    kind = type(parameter.type).__name__
    if kind == "Choice":
        return st.sampled_from([*map(str, parameter.type.choices), "zebra"])
    if kind in ("IntParamType", "IntRange", "FloatParamType", "FloatRange"):
        return st.sampled_from(["1", "2", *NUMBERS])
    return GARBAGE


@st.composite
def lines(draw, name: str) -> list[str]:
    """A command line of one command, made from its own parameters and garbage."""
    command = typer.main.get_command(cli.app(whole=True)).commands[name]
    typed: list[str] = []
    for parameter in command.params:
        if parameter.name == "help" or "--open" in parameter.opts:
            continue
        argument = parameter.param_type_name == "argument"
        if not draw(st.booleans()) and not (argument or parameter.required):
            continue
        if not argument:
            typed.append(draw(st.sampled_from(parameter.opts)))
        if not getattr(parameter, "is_flag", False):
            count = draw(st.integers(1, 3)) if parameter.nargs == -1 else parameter.nargs
            typed += ["tea.ttl"] if "--data" in parameter.opts else [draw(values(parameter)) for _ in range(count)]
    for extra in draw(st.lists(GARBAGE, max_size=1)):
        typed.insert(draw(st.integers(0, len(typed))), extra)
    return typed


@pytest.mark.parametrize("name", NAMES)
@fuzz(25)
@given(st.data())
def test_any_words_end_in_an_answer_or_one_line(run, place, name, data):
    """Every command copes with whatever is typed behind it."""
    typed = data.draw(lines(name))
    harmed(place, "tea.ttl", ([], "utf-8"))
    outputs = [b for a, b in pairwise(typed) if a in ("-o", "--output")]
    own = ["tea.ttl"] if name in ("fmt", "add") else []
    ask(run, place, name, *typed, writes=[*own, *outputs, *(["index.html"] if name == "site" else [])])
    for left in contents(place).keys() - {"tea.ttl", "sheet.tsv", "nodes.tsv", "edges.tsv", "texts/000_tea.txt"}:
        (place / left).unlink()


@fuzz(150)
@given(st.lists(GARBAGE, max_size=4))
def test_any_line_ends_in_help_or_one_line(run, place, typed):
    """Whatever stands where the name of a command is expected."""
    ask(run, place, *typed)


# -- faults that were found ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "csv", "md", "json"])
def test_what_a_file_says_does_not_steer_the_terminal(run, place, form):
    """A sign stands for escape sequences and marks that turn text round, in every form."""
    said = "Sleep \x1b]0;x\x07\x9b31m\u202e."
    text = (place / "tea.ttl").read_text(encoding="utf-8")
    escaped = "".join(c if c.isascii() and c.isprintable() else f"\\u{ord(c):04X}" for c in said)
    (place / "tea.ttl").write_text(text.replace("What sleep is.", escaped), encoding="utf-8")
    result = ask(run, place, "show", "sleep", "--format", form)
    if form == "json":
        assert json.loads(result.out)["concept"]["definition"] == "Sleep \ufffd]0;x\ufffd\ufffd31m\ufffd."
    elif form == "text":
        assert "Sleep \ufffd]0;x\ufffd\ufffd31m\ufffd." in result.out


def test_what_is_typed_does_not_steer_the_terminal(run, place):
    """A question is told back in one line without control characters."""
    result = ask(run, place, "show", "x\x1b[2J\ny")
    assert result.err == "kg: unknown concept “x\ufffd[2J y”; no similar name; try: kg find WORDS\n"


@pytest.mark.parametrize("name", ["a\0b", "loop"])
def test_a_path_that_leads_nowhere_is_one_line(place, name):
    """A null character or a circle of links is told as any other path that cannot be read or written."""
    (place / "loop").symlink_to("loop")
    with pytest.raises(DataError, match=r"^[^\n]+; [^\n]+$"):
        kg.load(place / name)
    with pytest.raises(OutputError, match="cannot be written"):
        write(place / name, "x")
    with pytest.raises(OutputError, match="cannot be created"):
        folder(place / name / "x")


def test_a_data_file_may_come_through_a_pipe(run, place):
    """What can be read only once is read only once."""
    os.mkfifo(place / "pipe")
    data = (place / "tea.ttl").read_bytes().replace(b"What sleep is.", b"Rest.")
    writer = Thread(target=(place / "pipe").write_bytes, args=[data])
    writer.start()
    result = run("show", "sleep", "--data", "pipe")
    writer.join()
    assert (result.code, "Rest." in result.out) == (0, True)

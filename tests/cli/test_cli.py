"""Every command, plain and in other forms, with its exit codes."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import threading

import pytest
from msgspec.structs import replace

from kg import registry, resources, signature
from kg.cli import app as cli
from kg.cli import main, output
from kg.cli.options import completed
from kg.errors import SearchLimit
from kg.model.core import Passage, Study
from kg.registry import COMMANDS
from kg.turtle.write import turtle
from tests import toy
from tests.cli.test_reason import ANSWERS as REASONED

ANSWERS = [
    ("path", "vitamin D deficiency", "back pain", "-k", "2"),
    ("find", "nerve", "growth"),
    ("find", "zadro"),
    ("show", "osteomalacia"),
    ("show", "hypocalcemia"),
    ("show", "claim:vitamin-d-receptor--expressed-in--muscle-tissue"),
    ("show", "claim:vitamin-d-deficiency--causes--osteomalacia"),
    ("show", "000"),
    ("show", "study:zadro-2018"),
    ("show", "vitamin D supplementation"),
    ("claims", "--contested"),
    ("sources",),
    ("stats",),
    ("contested",),
    ("common", "vitamin D deficiency", "back pain", "--max-hops", "2"),
    ("compare", "nerve pain from vitamin D deficiency", "diabetic neuropathy"),
]
EVERY = ANSWERS + REASONED


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_answer_comes_in_every_form(run, command):
    """Text, JSON with a schema, csv with a header, and a Markdown table with as many rows."""
    text = run(*command)
    assert (text.code, text.err) == (0, "")
    assert "\x1b" not in text.out
    body = json.loads(run(*command, "--json").out)
    assert list(body)[:2] == ["schema", "data"]
    assert body["schema"].startswith(f"kg-{command[0]}")
    assert body == json.loads(run(*command, "--format", "json").out)
    rows = list(csv.reader(io.StringIO(run(*command, "--format", "csv").out)))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    table = run(*command, "--format", "md").out.splitlines()
    assert table[:2] == [f"| {' | '.join(cells)} |" for cells in (rows[0], ["---"] * len(rows[0]))]
    assert len(table) == len(rows) + 1


@pytest.mark.parametrize("columns", [60, 200])
@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_text_fits_the_terminal(run, monkeypatch, command, columns):
    """No line is wider than the terminal, but for addresses and identifiers, which must stay whole."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for line in run(*command).out.splitlines():
        assert len(line) <= columns or len(line.split()[-1]) > columns - 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("path", "vitamin D deficiency", "osteomalcia"), "did you mean “osteomalacia”"),
        (("path", "vitamin D", "vitamin D deficiency"), "are the same quantity"),
        (("path", "vitamin D"), "expected 2 concepts, got 1 (vitamin D)"),
        (("path",), "give two concepts, or a file of pairs with --pairs"),
        (("path", "x", "y", "--colour"), "No such option: --colour"),
        (("loops", "--concept", "PTH"), "No such option: --concept (Possible options: --through)"),
        (("common", "x", "y", "--max-length", "2"), "(Possible options: --max-hops)"),
        (("stats", "--concept", "x"), "(Possible options: --condition, --since)"),
        (("stats", "falls"), "extra argument(s) (falls); try: kg stats --help"),
        (("contested", "falls"), "extra argument(s) (falls); try: kg contested --concept NAME"),
        (("loops", "falls"), "extra argument(s) (falls); try: kg loops --through NAME"),
        (("path", "x", "y", "-k", "many"), "'many' is not a valid int"),
        (("path", "vitamin D", "back pain", "-k", "0"), "k is 0"),
        (("path", "vitamin D", "back pain", "--max-hops", "99"), "max hops is 99"),
        (("path", "vitamin D", "back pain", "--sign", "x"), "unknown sign “x”; choose one of: +, -, ?"),
        (("path", "vitamin D", "back pain", "--format", "xml"), "'xml' is not one of"),
        (("path", "vitamin D", "back pain", "--data", "/no/such/file.ttl"), "/no/such/file.ttl: cannot be read"),
        (("path", "vitamin D", "back pain", "--data", "/"), "/: is a folder; name a file in it"),
        (("path", "vitamin D", "back pain", "--data", os.devnull), "“vitamin D”; this graph has no concepts; check"),
        (("find", "--", "!"), "no words to search for"),
        (("show", "claim:none"), "unknown claim “claim:none”"),
        (("claims", "--relation", "hugs"), "unknown relation “hugs”; choose one of: "),
        (("nonsense",), "No such command 'nonsense'"),
        (("effect", "vitamin D", "nobody at all"), "unknown concept “nobody at all”"),
        (("effect", "vitamin D", "vitamin D deficiency"), "are the same quantity"),
        (("effect", "vitamin D"), "expected 2 concepts, got 1"),
        (("effect", "vitamin", "D", "back", "pain"), 'put each name in quotes: "vitamin D" "back pain"; or'),
        (
            ("effect", "vitamin D", "falls", "--without", "z"),
            "unknown source “z”; kg sources lists documents and studies",
        ),
        (("effect", "vitamin D", "falls", "--data", "/no/such/file"), "/no/such/file: cannot be read"),
        (("effect", "vitamin D", "falls", "--format", "xml"), "'xml' is not one of"),
        (("path", "vitamin D", "falls", "--without", "z"), "unknown source “z”"),
        (("what-if",), "Missing argument"),
        (("what-if", "vitamin D", "vitamin D down"), "“vitamin D” is changed twice; name it once"),
        (("what-if", "vitamin D", "sideways"), "unknown concept “sideways”; no similar name; try: kg find WORDS"),
        (("what-if", "vitamin D", "Raise"), "unknown concept “Raise”; for a direction, put up or down after a name:"),
        (("what-if", "up", "vitamin D"), "unknown concept “up”; for a direction, put up or down after a name:"),
        (("what-if", "vitamin D", "--kind", "colour"), "unknown kind “colour”; choose one of: symptom"),
        (("what-if", "vitamin D", "--by", "size"), "unknown by “size”; choose one of: kind, confidence"),
        (("what-if", "vitamin D", "--limit", "-1"), "limit is -1; give a number 0 or more"),
        (("what-if", "vitamin D", "--without", "z"), "unknown source “z”"),
        (("effects", "vitamin D", "falls"), "expected 1 concept, got 2 (vitamin D | falls)"),
        (("effects", "nobody"), "unknown concept “nobody”"),
        (("effects", "vitamin D", "--kind", "colour"), "unknown kind “colour”; choose one of: symptom"),
        (("effects", "vitamin D", "--limit", "x"), "'x' is not a valid int"),
        (("why", "back pain", "vitamin D"), "expected 1 concept, got 2"),
        (("why", "back pain", "--by", ""), "unknown by “”; choose one of: kind, confidence"),
        (("why", "back pain", "--without", "z"), "unknown source “z”"),
        (("loops", "--through", "nobody"), "unknown concept “nobody”"),
        (("loops", "--max-length", "0"), "max length is 0; give a number from 1 to 20"),
        (("loops", "-k", "0"), "k is 0; give a number from 1 to 100"),
        (("loops", "--kind", "vicious"), "unknown kind “vicious”; choose one of: reinforcing"),
        (("loops", "--without", "z"), "unknown source “z”"),
        (("break", "vitamin D"), "expected 2 concepts, got 1"),
        (("break", "vitamin D", "nobody"), "unknown concept “nobody”"),
        (("break", "vitamin D", "falls", "--without", "z"), "unknown source “z”"),
        (("bridges", "vitamin D", "falls", "-k", "0"), "k is 0; give a number from 1 to 100"),
        (("bridges", "vitamin D", "falls", "--max-hops", "0"), "max hops is 0; give a number from 1 to 20"),
        (("bridges", "vitamin D", "falls", "--without", "z"), "unknown source “z”"),
        (("gaps", "--kind", "hole"), "unknown kind “hole”; choose one of: disputed"),
        (("gaps", "--concept", "nobody"), "unknown concept “nobody”"),
        (("gaps", "--without", "z"), "unknown source “z”"),
        (("compare", "osteomalacia"), "expected two concepts or more, got 1"),
        (("compare", "osteomalcia", "myopathy"), "did you mean “osteomalacia”"),
        (("compare", "myopathy", "muscle disease"), "are the same"),
        (("common", "osteomalacia", "down"), "expected two concepts or more, got 1"),
        (("common", "osteomalacia", "rickets", "--max-hops", "0"), "max hops is 0"),
        (("common", "osteomalacia", "osteomalcia"), "did you mean “osteomalacia”"),
        (("contested", "--concept", "ricketts"), "did you mean “rickets”"),
        (("export",), "kg: give a format, one of: kgx-tsv, "),
        (("export", "xls"), "kg: unknown format “xls”; choose one of: "),
        (("export", "csv", "-k", "3", "--sign", "+"), "kg: -k and --sign: only for chains; use with --path"),
        (("export", "kgx-tsv"), "kg: kgx-tsv cannot be printed; give --output"),
        (("export", "csv", "--json"), "kg: the report cannot be printed; give --output"),
        (
            ("export", "csv", "--path", "vitamin D", "pain"),
            "kg: csv is not for a path; use one of: graphml, cx2, node-link, sif, dot, mermaid, dagitty",
        ),
        (("export", "dot"), "kg: dot draws the chains of a path; give --path"),
        (
            ("path", "--pairs", "/no/such.csv"),
            "cannot be read (No such file or directory); check the path and its perm",
        ),
        (("path", "--pairs", "/"), "is a folder; name a file in it"),
        (("path", "x", "y", "--pairs", "/"), "kg: --pairs replaces the two concepts"),
        (("effect", "--pairs", "/", "--cite", "plain"), "kg: --pairs replaces the two concepts"),
        (("effect",), "kg: give two concepts, or a file of pairs with --pairs"),
        (("why", "x", "--pairs", "/"), "No such option: --pairs"),
        (("claims", "--limit", "-1"), "kg: limit is -1; give a number 0 or more"),
    ],
)
def test_a_wrong_use_is_one_line_on_standard_error(run, arguments, message):
    """Nothing on standard output, one line that says what was wrong and what to try, exit code 2."""
    result = run(*arguments)
    assert (result.code, result.out) == (2, "")
    assert message in " ".join(result.err.split())
    assert result.err.count("\n") == 1
    assert result.err.startswith("kg: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("path", "back pain", "vitamin D"), "no chain"),
        (("find", "zebra"), "no match for “zebra”"),
        (("claims", "--document", "study:uncited-leg-cramp-trial"), "no claim matches all filters"),
        (("common", "numbness", "fracture"), "nothing is shared within 1 step; try: --max-hops 2"),
        (("contested", "--concept", "rickets"), "no sources disagree about “rickets”"),
        (("effect", "back pain", "vitamin D"), "this graph has no chain that links them"),
        (("what-if", "back pain"), "If back pain ↑: 0 things, 0 with a known direction"),
        (("effects", "back pain"), "What follows from back pain: 0 things"),
        (("why", "older age"), "What changes older age: 0 things"),
        (
            ("loops", "--through", "back pain"),
            "this graph has no feedback loop through back pain: it has nothing that back",
        ),
        (
            ("break", "back pain", "vitamin D"),
            "back pain → vitamin D: no chains this graph has nothing that “back pain”",
        ),
        (("bridges", "back pain", "vitamin D"), "back pain → vitamin D: no chains this graph has nothing"),
        (("gaps", "--concept", "back pain", "--kind", "direction"), "no questions"),
    ],
)
def test_a_question_without_an_answer_ends_with_1(run, arguments, said):
    """No answer is said in words, and as JSON and as a table all the same."""
    result = run(*arguments)
    assert (result.code, result.err) == (1, "")
    assert said in " ".join(result.out.split())
    as_json = run(*arguments, "--json")
    assert as_json.code == 1
    assert json.loads(as_json.out)["schema"].startswith(f"kg-{arguments[0]}")
    assert run(*arguments, "--format", "csv").code == 1


def test_a_chain_is_told_with_all_that_a_reader_needs(run):
    """Arrows, net sign, confidence as a product, weakest step, citations, mirrored steps, bridges, kinds, disputes."""
    out = " ".join(run("path", "vitamin D", "back pain", "-k", "9", "--evidence").out.split())
    for words in (
        "vitamin D ↑ → serum phosphate ↑ → osteomalacia ↓ → back pain ↓",
        "net sign −",
        "weakest step",
        "[mirrored]",
        "[contested]",
        "bridge: no single source connects step",
        "chronic low back pain and low back pain: kinds of back pain",
        "document 002, ntro.it.com (unreviewed web page), “Bone Pain (Osteomalacia)”",
        "https://ntro.it.com/",
        "(evidence: see ",
        "− Gao Z et al. 2024",
    ):
        assert words in out


def test_a_study_tells_who_relies_on_it(run):
    """A study that a page names is shown with the evidence that names it, and an evidence with what it relies on."""
    shown = run("show", "study:gokcek-2018").out
    named = re.search(r"cited by: (evidence:\d+-\d+)", shown)[1]
    assert "relies on study:gokcek-2018 (misdescribed)" in run("show", named).out


def test_chains_that_disagree_are_counted(run, tmp_path):
    """The head of the answer says how many chains raise, lower or change the target."""
    lines = ("x increases y", "x decreases z", "z increases y", "x affects w", "w causes y")
    file = toy.data_file(tmp_path / "toy.ttl", *lines)
    head = run("path", "x", "y", "--data", file).out.splitlines()[:2]
    assert head == ["x → y", "3 chains: 1 raises y, 1 lowers it, 1 changes it"]


def test_a_limit_says_what_is_left_out(run):
    """How many are left out; without a cut nothing is said of it, and JSON is cut only if a limit is given."""
    told = run("claims", "--limit", 2).out
    found, left = re.fullmatch(
        r"([\d,]+) of [\d,]+ claims\n.*\n  and ([\d,]+) more \(--limit 0 shows all\)\n", told, re.DOTALL
    ).groups()
    assert int(found.replace(",", "")) == int(left.replace(",", "")) + 2 > 1000
    assert "," in found
    assert run("find", "bone", "--limit", 1).out.count("more (--limit 0 shows all)") == 3
    assert "more (" not in run("find", "bone", "--limit", 10_000).out
    whole = json.loads(run("claims", "--json").out)
    assert len(whole["claims"]) == whole["found"]
    assert json.loads(run("claims", "--json", "--limit", 0).out)["claims"] == whole["claims"]


def test_contested_claims_are_listed_with_both_sides(run):
    """Each contested claim names who is for it and who is against it."""
    out = " ".join(run("claims", "--contested", "--limit", 0).out.split())
    pages = "document 002, ntro.it.com; document 004, snuggymom.com"
    assert f"for: {pages} against: Wang Y et al. 2011, Endocrinology undecided: Girgis" in out
    assert "for: document 003, ntro.it.com; document 004, snuggymom.com against: Demay MB et al. 2024" in out


def test_a_step_that_is_an_association_is_marked(run):
    """Associations that were let in are never taken for causes."""
    out = " ".join(run("path", "vitamin D deficiency", "neck pain", "--with-associations", "--evidence").out.split())
    assert "vitamin D deficiency is associated with neck pain [association]" in out


def test_a_citation_that_rests_on_a_doubtful_study_says_so(run, tmp_path):
    """Where the document's own reference cannot be traced, the reader is told."""
    toys = toy.graph("x increases y")
    study = Study("study:ghost", "RandomisedTrial", "NotTraceable")
    (item,) = toys.evidence.values()
    passage = Passage("passage:a-0", "document:a", 0, 3, "0" * 64)
    item = replace(item, cites=("study:ghost",), passage="passage:a-0")
    toys = replace(toys, studies={study.id: study}, evidence={item.id: item}, passages={passage.id: passage})
    file = tmp_path / "toy.ttl"
    file.write_text(turtle(toys))
    out = " ".join(run("path", "x", "y", "--evidence", "--data", file).out.split())
    assert "Says 0. (its own reference cannot be traced or says something else)" in out


def test_help_and_version(run):
    """Help lists every command; without a command the help is shown and the exit code is 2."""
    helped = run("--help")
    assert helped.code == 0
    assert all(f"\n  {name} " in helped.out for name in COMMANDS)
    assert "not medical advice" in " ".join(helped.out.split())
    alone = run()
    assert (alone.code, alone.out.strip()) == (2, helped.out.strip())
    assert run("--version").out.startswith("kg ")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run, command):
    """Each command explains itself, and each option has a text."""
    helped = run(command, "--help")
    assert helped.code == 0
    options_listed = [line for line in helped.out.splitlines() if line.startswith("  -")]
    assert options_listed
    assert all(len(line.split()) > 1 for line in options_listed)


def test_completion_offers_labels():
    """What was typed so far, in any case, is completed to labels of concepts."""
    assert "osteomalacia" in completed("OSTEO")
    assert completed("zzz") == []


def test_colour_only_for_people(run, monkeypatch, capsys):
    """In a pipe there is no colour; NO_COLOR turns it off on a terminal too."""
    monkeypatch.setattr(output.typer, "echo", lambda _, color=None, err=False: sys.stdout.write(f"{color} {err}\n"))
    run_out = run("stats").out
    assert run_out == "None False\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert run("stats").out == "False False\n"
    capsys.readouterr()


def test_progress_is_for_people_only(monkeypatch, capsys):
    """Long work shows that it goes on only where a person watches standard error."""
    output.progress("working")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    output.progress("working")
    assert capsys.readouterr().err == "working\n"


def test_a_closed_pipe_leaves_no_traceback(run, monkeypatch):
    """A reader that has seen enough gets silence."""
    monkeypatch.setattr(cli, "app", _raise(SystemExit(1)))
    assert run("stats") == (1, "", "")


def test_an_answer_that_cannot_be_written_is_one_line(run, monkeypatch):
    """A full disk behind standard output is told, not thrown."""
    monkeypatch.setattr(cli, "app", _raise(OSError(28, "No space left on device")))
    assert run("stats") == (2, "", "kg: the answer cannot be written (No space left on device)\n")


def test_a_terminal_without_arrows_gets_an_answer_all_the_same():
    """What the encoding of the terminal does not know is replaced."""
    command = [sys.executable, "-m", "kg", "path", "vitamin D", "osteomalacia", "-k", "1"]
    done = subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": "latin-1"}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"osteomalacia" in done.stdout


def test_the_other_sign_is_told_in_words(run, tmp_path):
    """The head of an answer says how to see the chains of the other sign, and gives no verdict for one sign alone."""
    lines = ("x increases y", "x increases z hedged", "z decreases y hedged")
    file = toy.data_file(tmp_path / "toy.ttl", *lines)
    head = run("path", "x", "y", "-k", "1", "--data", file).out.splitlines()[:2]
    assert head == ["x → y", "1 chain: raises y (--sign - shows the other sign, at best 0.020)"]
    assert "other sign" not in run("path", "x", "y", "--sign", "+", "--data", file).out


def test_a_bug_is_one_line_and_ends_with_3(run, monkeypatch):
    """What is neither a wrong question nor a wrong file is reported as a bug; KG_DEBUG=1 adds the traceback."""
    monkeypatch.delenv("KG_DEBUG", raising=False)
    monkeypatch.setattr(cli, "app", _raise(ZeroDivisionError("division\nby zero")))
    told = "kg: internal error: ZeroDivisionError: division by zero; please report it; KG_DEBUG=1 shows the details\n"
    assert run("stats") == (3, "", told)
    monkeypatch.setenv("KG_DEBUG", "1")
    result = run("stats")
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("Traceback (most recent call last):\n")
    assert result.err.endswith(told)
    monkeypatch.setattr(cli, "app", _raise(AssertionError()))
    assert "\nkg: internal error: AssertionError; please report it; KG_DEBUG=1" in run("stats").err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SearchLimit("the search was stopped; ask for less"), "kg: the search was stopped; ask for less\n"),
        (MemoryError(), "kg: not enough memory; ask for less\n"),
    ],
)
def test_what_is_given_up_ends_with_4(run, monkeypatch, error, said):
    """A limit on time or memory that was reached is no fault of the question, and no answer."""
    monkeypatch.setattr(cli, "app", _raise(error))
    assert run("stats") == (4, "", said)


def _raise(error):
    def app(*_, **__):
        raise error

    return app


def test_the_process_ends_with_the_exit_code(monkeypatch):
    """The program hands its exit code to the system, and collects no garbage on the way."""
    codes = []
    monkeypatch.setattr(os, "_exit", codes.append)
    monkeypatch.setattr("gc.disable", lambda: codes.append("no gc"))
    monkeypatch.setattr(sys, "argv", ["kg", "find", "zebra"])
    main()
    assert codes == ["no gc", 1]


def test_every_passage_is_shown_by_one_option(run):
    """It is named --evidence wherever there is one."""
    views = [
        registry.view(registry.function(name).__module__) for name in COMMANDS if ".cli." not in COMMANDS[name].module
    ]
    options = {option for view in views for option in signature.parameters(view.text)}
    assert {option for option in options if "evidence" in option} == {"evidence"}
    short, whole = (run("loops", "--through", "PTH", option).out for option in ("--explain", "--evidence"))
    assert "(--evidence shows them)" in " ".join(short.split())
    assert "more passage" not in whole
    short = run("loops", "--through", "PTH").out
    assert len(whole) > len(short)
    assert run("loops", "--all-evidence").code == 2


def test_every_command_is_where_the_registry_says():
    """Asked for one command, the command line has that one alone; for help it has all by name; for completion all."""
    assert [made.name for made in cli.app("stats").registered_commands] == ["stats"]
    for whole in (False, True):
        assert [made.name for made in cli.app(whole=whole).registered_commands] == list(COMMANDS)
    for command in COMMANDS.values():
        assert (resources.root() / f"{command.module.replace('.', '/')}.py").is_file()


def test_other_threads_may_import_meanwhile(monkeypatch):
    """A server that begins in the same process imports its parts; what was not loaded before is not there after."""
    monkeypatch.delitem(sys.modules, "typing_extensions", raising=False)
    ended = threading.Event()

    def importing():
        while not ended.is_set():
            for number in range(1000):
                sys.modules[f"module{number}"] = sys
            for number in range(1000):
                del sys.modules[f"module{number}"]

    thread, often = threading.Thread(target=importing), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    thread.start()
    try:
        for _ in range(100):
            cli.app("stats")
    finally:
        ended.set()
        thread.join()
        sys.setswitchinterval(often)
    assert "typing_extensions" not in sys.modules

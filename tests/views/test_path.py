"""Chains in short: two lines each, then numbered references, then the address of each source once."""

import csv
import io
import itertools
import json
import re

import pytest

import kg
from kg.errors import UnknownConcept
from kg.turtle.write import turtle
from kg.views import page_of
from kg.views.screen import height
from tests import toy

#: Questions as people ask them.
PAIRS = [
    ("vitamin D deficiency", "back pain"),
    ("vitamin D deficiency", "low back pain"),
    ("vitamin D deficiency", "difficulty rising from a chair"),
    ("vitamin D deficiency", "falls"),
    ("vitamin D deficiency", "muscle cramp"),
    ("vitamin D deficiency", "osteomalacia"),
    ("vitamin D deficiency", "serum calcium"),
    ("vitamin D supplementation", "low back pain"),
    ("vitamin D supplementation", "falls"),
    ("vitamin D supplementation", "muscle mass"),
    ("high-dose vitamin D", "falls"),
    ("chronic kidney disease", "parathyroid hormone"),
    ("celiac disease", "osteomalacia"),
    ("magnesium deficiency", "muscle cramp"),
    ("sun exposure", "back pain"),
    ("PTH", "bone resorption"),
]


#: What ends the line that stands in place of the sources if there is no room for any.
NO_ROOM = " (--evidence shows what each says)"


def parts(text):
    """The head, the chains, the references and the sources of an answer in short."""
    head, chains, rest = text.split("\n\n")
    references, _, sources = rest.partition("\nSources (--evidence shows what each says):\n")
    return head, chains, references.rpartition("\n")[0] if references.endswith(NO_ROOM) else references, sources


def left_out(text):
    """How many references are only counted, and how many sources are, for want of room."""
    found = re.search(r"\n(?:and (\d+) more references?; )?(\d+) sources? \(--evidence shows what each says\)$", text)
    more = re.search(r"\nand (\d+) more sources?$", text)
    return (int(found[1] or 0), int(found[2])) if found else (0, int(more[1]) if more else 0)


def joined(lines):
    """Lines with their continuation lines."""
    return re.sub(r"\n +", " ", lines).splitlines()


@pytest.mark.parametrize(("source", "target"), PAIRS, ids=lambda text: text.replace(" ", "-"))
def test_an_ordinary_answer_has_at_most_forty_lines(graph, run, source, target):
    """At 80 columns, with every chain, each step by the number of its reference, and each address once.

    References are left out only if no source has room, the last ones first, and never what is denied.
    """
    answer = kg.path(graph, source, target)
    text = run("path", source, target).out.rstrip()
    assert height(page_of(answer)) == len(text.splitlines()) <= 40
    text, _, last = text.rpartition("\n")
    assert last == f"Literature read until {graph.read_until}."
    head, chains, references, sources = parts(text)
    assert head.startswith(f"{answer.source.label} → {answer.target.label}\n")
    facts = re.findall(r"^\d+\. ([+−?]) ([\d.]+) .*?^   (\d+) steps? \[([\d ]+)\]", chains, re.MULTILINE | re.DOTALL)
    assert [(sign, float(product), int(hops)) for sign, product, hops, _ in facts] == [
        (chain.sign.symbol, float(f"{chain.confidence:.2g}"), chain.hops) for chain in answer.chains
    ]
    numbers = [int(number) for *_, cited in facts for number in cited.split()]
    listed = [int(line.partition("]")[0][1:]) for line in joined(references)]
    assert listed == list(range(1, len(listed) + 1))
    denied = {int(n) for n in re.findall(r"\d+", head.partition("effect itself")[2])}
    missing, uncounted = left_out(text)
    assert set(numbers) | denied == set(range(1, len(listed) + missing + 1))
    assert denied <= set(listed)
    assert not missing or (not sources and len(text.splitlines()) >= 36 and len(listed) >= missing / 2)
    cited = [line.partition("): ")[2] for line in joined(references)]
    named = {key for line in cited for key in re.findall(r"([\w-]+)(?: \+\d+)?(?=[,;]|$)", line)}
    told = {re.split("[ :]", line)[0] for line in joined(sources) if not line.startswith("and ")}
    assert told <= named
    assert len(named - told) <= uncounted if missing else len(named - told) == uncounted
    addresses = re.findall(r"https://\S+", text)
    assert len(addresses) == len(set(addresses))


def test_a_chain_is_told_in_two_lines(graph):
    """Arrows; sign, confidence, references, marks, and a tally of the sources in words."""
    lines = str(kg.path(graph, "vitamin D deficiency", "back pain", k=1)).splitlines()
    assert lines[4:6] == [
        "1. + 0.29 vitamin D ↓ → back pain ↑",
        "   1 step [1], contested 1: 3 pages, 1 genetic study; 1 against; 2 undecided",
    ]
    (head,) = [line for line in lines if line.startswith("[1] ")]
    assert head.startswith("[1] vitamin D lowers back pain (5 claims together) 0.29 (low; 0.52 for, 0.45 against): ")


@pytest.mark.parametrize(
    ("claims", "options", "facts"),
    [
        (["x increases y"], {}, "+ 0.20, 1 step [1]: 1 page"),
        (["x increases y @a", "x increases y @b"], {}, "+ 0.30, 1 step [1]: 2 pages"),
        (["x decreases y"], {"source": "low x"}, "+ 0.20, 1 step [1], mirrored 1: 1 page"),
        (["x increases y @a", "x increases y @b denied"], {}, "+ 0.16, 1 step [1], contested 1: 1 page; 1 against"),
        (["x associatedWith y"], {"with_associations": True}, "? 0.20, 1 step [1], association 1: 1 page"),
        (["x increases z", "z increases y hedged"], {}, "+ 0.028, 2 steps [1 2], weakest 2: 1 page"),
    ],
)
def test_marks_of_a_chain(claims, options, facts):
    """What is mirrored, contested or an association is marked with the number of its reference."""
    graph = toy.graph(*claims, states={"low-x": ("x", "Low")})
    text = str(kg.path(graph, options.pop("source", "x"), "y", **options))
    first, second = text.split("\n\n")[1].splitlines()
    assert (first.partition(" x ")[0], second.strip()) == (f"1. {facts.partition(', ')[0]}", facts.partition(", ")[2])


def test_a_step_is_listed_once_with_its_sources():
    """Chains share references; with room, three sources are named on each side."""
    graph = toy.graph("x increases m @a", "x increases m @b", "x increases m @c", "m increases y @c")
    _, chains, references, sources = parts(str(kg.path(graph, "x", "y")))
    assert "[1 2]" in chains
    assert references.splitlines() == ["[1] x increases m 0.30 (low): a, b, c", "[2] m increases y 0.20 (low): c"]
    assert sources.splitlines() == [f"{name} https://{name}.example/" for name in "abc"]


def test_sources_are_cut_to_fit(graph):
    """Without room only the strongest of a step are named, with the number of the others; at last without it."""
    some, few = (parts(str(kg.path(graph, "vitamin D deficiency", "back pain", k=k))) for k in (2, 20))
    assert re.search(r"\): [\w-]+(, [\w-]+)* \+\d", " ".join(joined(some[2])))
    assert not re.search(r" \+\d", few[2])
    assert len(few[3].splitlines()) < len(few[2].splitlines())


@pytest.mark.parametrize(("steps", "missing"), [(8, 0), (12, 4), (20, 0)])
def test_the_last_references_are_counted_if_there_is_no_room(steps, missing):
    """Unless only a few would be left; all sources are counted, also those of references that are left out."""
    long = "very-" * 13
    names = ["x", *(f"{long}{n}" for n in range(steps - 1)), "y"]
    lines = [f"{a} increases {b} @{'ab'[n % 2]}" for n, (a, b) in enumerate(itertools.pairwise(names))]
    text = str(kg.path(toy.graph(*lines), "x", "y", max_hops=20))
    assert left_out(text)[0] == missing, text


def test_a_denied_effect_is_in_the_header(run, tmp_path):
    """One line of warning with the number of a reference that says who denies it; the claims in JSON, csv and long."""
    lines = ("x increases y @a", "x increases y @b denied", "x increases z", "z increases y", "z increases w")
    file = toy.data_file(tmp_path / "toy.ttl", *lines)
    data, claim = ("--data", file), "claim:x--increases--y"
    options = ("path", "x", "y", "--avoid", claim, *data)
    text = run(*options).out
    assert "Sources deny or dispute the effect itself [1]" in text.splitlines()[:4]
    assert "\n[1] x increases y 0.16 (low; 0.20 for, 0.20 against): a; against b\n" in text
    assert f"Sources deny or dispute the effect itself: {claim}" in run(*options, "--evidence").out
    assert json.loads(run(*options, "--json").out)["denied"] == [claim]
    assert "deny" not in run("path", "x", "w", *data).out
    assert json.loads(run("path", "x", "w", *data, "--json").out)["denied"] == []
    (row, _) = csv.DictReader(io.StringIO(run(*options, "--format", "csv").out))
    assert (row["verdict"], row["denied"], row["chain_sign"]) == ("coherent", claim, "+")


def test_every_row_carries_the_answer(graph, run):
    """In csv and md: the verdict, and the sign and confidence of the chain."""
    answer = kg.path(graph, "vitamin D", "back pain", k=4)
    rows = list(csv.DictReader(io.StringIO(run("path", "vitamin D", "back pain", "-k", 4, "--format", "csv").out)))
    assert {row["verdict"] for row in rows} == {answer.verdict}
    for row in rows:
        chain = answer.chains[int(row["chain"]) - 1]
        assert (row["chain_sign"], float(row["chain_confidence"])) == (chain.sign, chain.confidence)
        assert row["sign"] == chain.steps[int(row["step"]) - 1].sign
    table = run("path", "vitamin D", "back pain", "-k", 4, "--format", "md").out.splitlines()
    assert table[0].startswith("| verdict | denied | chain | chain_sign | chain_confidence | chain_feedback | step |")
    assert all(line.startswith(f"| {answer.verdict} |") for line in table[2:])


def test_the_long_form_shows_every_passage(graph, run):
    """With --evidence, each evidence item of each step in its words; --explain implies it."""
    answer = kg.path(graph, "vitamin D deficiency", "back pain", k=2)
    says = {item.says for chain in answer.chains for step in chain.steps for item in step.evidence}
    for option in ("--evidence", "--explain"):
        out = " ".join(run("path", "vitamin D deficiency", "back pain", "-k", 2, option).out.split())
        assert all(" ".join(text.split()) in out for text in says)
        assert "more passage" not in out
    short = " ".join(run("path", "vitamin D deficiency", "back pain", "-k", 2).out.split())
    assert not any(" ".join(text.split()) in short for text in says)
    with pytest.raises(UnknownConcept):
        kg.path(graph, "vitamin D deficiency", "zebras")


@pytest.mark.parametrize(
    ("terminal", "variables", "linked"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"NO_COLOR": "1"}, False),
        (True, {"NO_COLOR": ""}, True),
        (True, {"TERM": "dumb"}, False),
    ],
)
def test_links_are_for_terminals(run, monkeypatch, terminal, variables, linked):
    """Never in a pipe, where colours are not wanted, or on a terminal that cannot show them."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    out = run("path", "vitamin D deficiency", "osteomalacia", "-k", 1).out
    assert ("\x1b]8;;https://" in out) is linked
    assert (" https://" in out) is not linked


REGULATED = ("x increases c", "c decreases r", "x decreases r", "r increases c", "c increases y")
NOTE = "feedback: step 1 already stands for c ↑"


def test_a_chain_that_contradicts_itself_says_how(run, tmp_path):
    """One line below it, short and long; the header counts it apart, and rows and pairs carry it."""
    graph = toy.graph(*REGULATED)
    short = str(kg.path(graph, "x", "y"))
    lines = short.splitlines()
    assert lines[1] == "1 chain: raises y; 1 more contradicts itself (feedback)"
    assert lines[lines.index("2. − 0.0080 x ↑ → r ↓ → c ↓ → y ↓") + 2].strip() == NOTE
    file = tmp_path / "toy.ttl"
    file.write_text(turtle(graph), "utf-8")
    long = run("path", "x", "y", "--data", file, "--evidence").out
    assert long.count(NOTE) == short.count(NOTE) == 1
    rows = list(csv.DictReader(io.StringIO(run("path", "x", "y", "--data", file, "--format", "csv").out)))
    assert {(row["chain"], row["chain_feedback"]) for row in rows} == {("1", ""), ("2", NOTE[10:])}
    (tmp_path / "pairs.csv").write_text("x,y\n", "utf-8")
    asked = ("path", "--pairs", tmp_path / "pairs.csv", "--data", file, "--format", "csv", "--sign", "-")
    (row,) = csv.DictReader(io.StringIO(run(*asked).out))
    assert (row["chains"], row["feedback"]) == ("1", NOTE[10:])


@pytest.mark.parametrize(
    ("more", "options", "header"),
    [
        ((), {"sign": "-"}, "1 chain: lowers y, but contradicts itself (feedback)"),
        ((), {"k": 1}, "1 chain: raises y (--sign - shows the other sign, at best 0.0080, contradicts itself)"),
        (("r increases e", "e increases c"), {}, "1 chain: raises y; 2 more contradict themselves (feedback)"),
        (
            ("r increases e", "e increases c"),
            {"sign": "-"},
            "2 chains: all lower y, but contradict themselves (feedback)",
        ),
    ],
)
def test_the_header_counts_chains_that_contradict_themselves_apart(more, options, header):
    """They come with the others, alone, or only as the other sign."""
    answer = kg.path(toy.graph(*REGULATED, *more), "x", "y", **options)
    assert str(answer).splitlines()[1] == header


def test_it_is_said_if_not_all_chains_were_examined(graph):
    """With as many chains as are examined at most, others may be left that do not contradict themselves."""
    answer = kg.path(graph, "vitamin D deficiency", "serum calcium", k=100)
    assert answer.examined == 100
    assert "Only the best 100 chains were examined." in str(answer).splitlines()
    assert "examined" not in kg.path(graph, "vitamin D deficiency", "serum calcium").plain()

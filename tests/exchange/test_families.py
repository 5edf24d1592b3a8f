"""Graphs of other projects: each row becomes what it states, is merged, or is left out for a reported reason."""

import json
import random
from collections import Counter
from itertools import islice, pairwise, product
from math import prod

import msgspec
import networkx
import pytest

import kg
from kg.exchange.families import FAMILIES, Form
from kg.exchange.intake import take
from kg.model.core import Sign
from kg.turtle.write import turtle
from tests.exchange import graphs, peers
from tests.exchange.peers import FIXTURES

#: Name → the format, the writer of a table or the files, and a reader that shares no code.
CASES = {
    "kgx": ("kgx", (peers.PHYSIOMAP.with_name("nodes.tsv"), peers.PHYSIOMAP), peers.told_by_kgx),
    "sif": ("sif", peers.sif, peers.told_by_sif),
    "table": ("table", peers.table, peers.told_by_table),
    "signor": ("signor", ("signor.tsv",), peers.told_by_signor),
    "omnipath": ("omnipath", ("omnipath.tsv",), peers.told_by_omnipath),
    "ctd": ("ctd", ("ctd.tsv",), peers.told_by_ctd),
    "ctd diseases": ("ctd", ("ctd-diseases.tsv",), peers.told_by_diseases),
    "indra": ("indra", ("indra.json",), graphs.told_by_indra),
    "bel": ("bel", ("bel.json",), graphs.told_by_bel),
    "cx": ("cx", graphs.cx, graphs.told_by_words),
    "cx2": ("cx", graphs.cx2, graphs.told_by_words),
    "graphml": ("graphml", graphs.graphml, graphs.told_by_words),
    "node-link": ("node-link", graphs.node_link, graphs.told_by_words),
}
LEAST = 50
HOPS = 4
#: How many pairs are asked, and how many chains kg path gives at most.
PAIRS, MOST = 10, 100
PLUS = {"+": 1, "-": -1, "?": 0}


@pytest.fixture(scope="module", params=CASES)
def case(request, tmp_path_factory):
    """The format, the files, and what each row of the last of them states."""
    form, files, told = CASES[request.param]
    if callable(files):
        path = tmp_path_factory.mktemp("peer") / "table.txt"
        files(path)
        paths = [path]
    else:
        paths = [FIXTURES / name for name in files]
    return form, paths, list(told(paths[-1]))


@pytest.fixture(scope="module")
def imported(case, tmp_path_factory):
    """The graph as it is read back from the file that was made of it."""
    file = tmp_path_factory.mktemp("made") / "made.ttl"
    kg.import_(case[1], output=file)
    return kg.load(file)


def test_the_format_is_found_out_and_every_row_is_counted_once(case):
    """Rows = what they became + merged + left out; each row that is left out or merged has its reason."""
    form, paths, told = case
    taken = take(paths, every=True)
    assert taken.form == form
    assert len(told) >= LEAST
    assert taken.report.read.edges == len(told)
    for table in ("nodes", "edges"):
        rows = [row for row in taken.report.outcomes if row.table == table]
        became = msgspec.to_builtins(getattr(taken.report, table))
        assert sum(became.values()) == getattr(taken.report.read, table) == len(rows)
        assert Counter(row.became for row in rows) == Counter(+Counter(became))
        assert all(row.reasons for row in rows if row.became in ("left_out", "merged"))


def test_each_row_becomes_what_another_reader_reads(case, imported):
    """The ends and signs of the influences are those of the rows; what states no effect is none."""
    told = {row for row in case[2] if row[2] is not None}
    assert {(i.source, i.target, i.sign.value) for i in imported.influences if not i.association} == told


def test_an_import_is_checked_and_says_what_is_known_only(case, imported, tmp_path):
    """It passes kg check as an imported graph: designs are unknown, so that no answer takes a row for a study."""
    file = tmp_path / "made.ttl"
    file.write_text(turtle(imported), encoding="utf-8")
    assert kg.check(file).problems == ()
    assert {study.design for study in imported.studies.values()} == {"UnknownDesign"}
    assert imported.documents == {}
    assert len(case[2]) >= len(imported.claims)


def paths_between(told, source, target, cutoff):
    """Simple paths as networkx finds them, with the signs of their steps; without a sign only where no row has one."""
    network = networkx.DiGraph()
    signs = {}
    for s, t, sign in told:
        if sign is not None and s != t:
            network.add_edge(s, t)
            signs.setdefault((s, t), set()).add(PLUS[sign])
    if source not in network or target not in network:
        return
    for nodes in networkx.all_simple_paths(network, source, target, cutoff):
        for steps in product(*(signs[step] - {0} or {0} for step in pairwise(nodes))):
            yield tuple(nodes), "?+-"[prod(steps)]


def chains(graph, source, target):
    """The chains that kg path finds, each with its sign."""
    answer = kg.path(graph, source, target, k=MOST, max_hops=HOPS)
    return {
        ((chain.steps[0].subject, *(step.object for step in chain.steps)), chain.sign.value) for chain in answer.chains
    }


@pytest.mark.thorough
def test_chains_and_effects_have_the_signs_of_all_simple_paths(case, imported):
    """For pairs of all kinds: kg path finds the same paths and signs; kg effect claims no sign that a path denies."""
    told = case[2]
    ends = sorted({end for s, t, sign in told if sign is not None and s != t for end in (s, t)})
    pairs = [(s, t) for s in ends for t in ends if s != t]
    dice = random.Random(17)
    dice.shuffle(pairs)
    joined = (pair for pair in pairs if any(paths_between(told, *pair, HOPS)))
    some = [*islice(joined, PAIRS), *pairs[:5]]
    signed = 0
    for source, target in some:
        expected = set(paths_between(told, source, target, HOPS))
        if len(expected) <= MOST:
            assert chains(imported, source, target) == expected
        answer = kg.effect(imported, source, target)
        if answer.effect in (Sign.PLUS, Sign.MINUS):
            every = {sign for _, sign in islice(paths_between(told, source, target, None), 2000)}
            assert answer.effect.value in every
            assert answer.certainty != "certain" or every == {answer.effect.value}
            signed += 1
    assert signed or not any(sign in ("+", "-") for *_, sign in told)


def test_every_family_is_in_the_registry_and_in_the_table_of_the_docs():
    """The names of --format are those of the registry; each has a row in the table of ways in."""
    assert set(FAMILIES) == set(Form.__args__)
    page = (peers.FIXTURES.parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    ways = page.partition("## Import formats\n")[2].partition("\n## ")[0]
    assert {line.split("|")[1].strip() for line in ways.splitlines() if line.startswith("| ")} >= set(FAMILIES)


def test_a_dry_run_tells_of_every_row_and_writes_nothing(case, run, tmp_path, monkeypatch):
    """Counts and first rows as text; all rows as JSON, the same as the import itself then counts."""
    monkeypatch.chdir(tmp_path)
    _, paths, told = case
    answer = json.loads(run("import", *paths, "--dry-run", "--json").out)
    assert list(tmp_path.iterdir()) == []
    assert [row["table"] for row in answer["rows"]].count("edges") == len(told)
    text = run("import", *paths, "--dry-run").out
    assert "dry run, nothing written" in text
    assert all(missed["what"][:40] in text for missed in answer["not_understood"])
    made = json.loads(run("import", *paths, "--output", "made.ttl", "--json").out)
    assert "rows" not in made
    assert (made["edges"], made["written"]) == (answer["edges"], answer["written"])

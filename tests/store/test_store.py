"""A store is asked as a graph in memory is, and gives the same answers."""

import ctypes
import json
import random
import sys

import pytest
from msgspec.structs import replace
from pyarrow import parquet

import kg
from kg import store
from kg.errors import DataError, OutputError, UsageError
from kg.model.core import Sign
from kg.model.withdrawn import WithdrawnConcept
from kg.reasoning import kin
from kg.store import rows, tables, writing
from kg.store.layout import ABOUT
from kg.turtle.write import PARTS
from tests.store.asked import answer, drawn, questions


@pytest.fixture(scope="module")
def own(tmp_path_factory, graph):
    """The program's own graph as a store."""
    return store.stored(graph, tmp_path_factory.mktemp("own") / "graph.kg")


def same(graph, place, seed, rounds=1):
    """Ask many questions of a graph and of the same graph in a store."""
    kept = store.stored(graph, place, force=True)
    for question in questions(graph, seed, rounds):
        assert answer(kept, *question) == answer(graph, *question), (seed, question)


@pytest.mark.parametrize("seed", range(8))
def test_a_random_graph_answers_from_a_store_as_in_memory(tmp_path, seed):
    """Chains, effects, breaks, lists, searches: the same JSON."""
    same(drawn(seed), tmp_path / "graph.kg", seed)


def test_no_chain_leads_on_from_a_generic_goal_in_a_store(tmp_path):
    """Though its kinds count as the goal, and act on other things."""
    made = drawn(9)
    kept = store.stored(made, tmp_path / "graph.kg")
    for source in set(made.concepts) - {"concept:k9"}:
        question = kg.path, (source, "concept:k9"), {}
        assert answer(kept, *question) == answer(made, *question), source


@pytest.mark.slow
def test_many_random_graphs_answer_from_a_store_as_in_memory(tmp_path):
    """The same for many more graphs."""
    for seed in range(100, 160):
        same(drawn(seed), tmp_path / "graph.kg", seed)


def test_the_graph_of_the_program_answers_from_a_store_as_in_memory(graph, own):
    """The same for the real graph."""
    for question in questions(graph, 5):
        assert answer(own, *question) == answer(graph, *question)


def test_everything_comes_back(graph, own):
    """Nothing of a graph is lost, in the same order."""
    kept = store.store_of(own)
    part = kept.part(range(len(kept.claims)), graph.concepts, graph.studies)
    for name in ("evidence_of", "sources"):
        assert list(getattr(own, name)) == list(getattr(graph, name))
        assert len(getattr(own, name)) == len(getattr(graph, name))
    for name in (*PARTS, "relations", "terms"):
        assert list(getattr(part, name).items()) == list(getattr(graph, name).items()), name
        assert list(getattr(own, name)) == list(getattr(graph, name)), name
    assert part.influences == graph.influences
    for name in ("named", "spelled", "states", "evidence_of", "evidence_from", "cited_by", "narrower", "sources"):
        whole = getattr(graph, name)
        assert {key: getattr(own, name)[key] for key in whole} == dict(whole), name
    assert (own.pages, own.void, own.generic) == (graph.pages, graph.void, graph.generic)
    assert (own.version, own.read_until) == (graph.version, graph.read_until)


def test_a_large_store_tells_why_there_is_no_chain(graph, own, monkeypatch):
    """Which option hides it, or that nothing leads from or to an end, as a small one does."""
    monkeypatch.setattr(kin, "MOST_CLAIMS", 0)
    dice, seen = random.Random(3), set()
    for _ in range(60):
        pair = dice.sample(sorted(graph.concepts), 2)
        for options in ({}, {"max_hops": 2}, {"sign": "-"}, {"sign": "+"}, {"min_confidence": 0.5, "max_hops": 4}):
            whole = answer(graph, kg.path, pair, options)
            if "gap" in whole:
                kept = answer(own, kg.path, pair, options)
                seen.add(whole["gap"]["cause"])
                assert kept["gap"]["cause"] == whole["gap"]["cause"], (pair, options)
                assert kept["gap"]["hides"] == whole["gap"]["hides"], (pair, options)
    assert seen == {"nothing-downstream", "nothing-upstream", "sign", "filter", "missing-claim"}


def test_what_is_not_in_a_store_is_not_found(own):
    """No mapping of a store makes up a thing."""
    for part in (own.concepts, own.named, own.spelled, own.evidence_of, own.sources, own.narrower):
        assert "nothing of this name" not in part
        with pytest.raises(KeyError):
            part["nothing of this name"]


def test_names_are_found_in_any_spelling_and_unknown_ones_get_suggestions(graph, own):
    """Names, spellings, identifiers and levels are read as in memory."""
    for text in ("Vitamin-D deficiency", "hypocalcaemia", "low serum calcium", "HP:0003419", "serum calcium up"):
        assert own.resolve(text) == graph.resolve(text)
    with pytest.raises(kg.KgError, match="did you mean “osteomalacia”"):
        kg.show(own, "osteomalacea")


def test_the_tables_hold_the_influences_and_the_evidence(graph, own):
    """Other programs read nodes, edges and evidence as Parquet."""
    folder = store.store_of(own).folder
    nodes, edges, items = (
        parquet.read_table(folder / f"{n}.parquet").to_pylist() for n in ("nodes", "edges", "evidence")
    )
    assert [row["id"] for row in nodes] == sorted(graph.concepts)
    told = {(row["source"], row["target"], row["sign"], round(row["confidence"], 2), row["claims"]) for row in edges}
    listed = [(i, " ".join(claim.id for claim in i.claims)) for i in graph.influences]
    assert told == {(*i.key[:2], i.sign.value, float(i.confidence.value), claims) for i, claims in listed}
    assert {(row["id"], row["claim"], row["stance"], row["source"]) for row in items} == {
        (item.id, item.claim, item.stance.value, item.source) for item in graph.evidence.values()
    }


def test_the_rows_of_a_table_are_written_in_groups(tmp_path, monkeypatch):
    """A table is never in memory as a whole, and one without rows has its columns."""
    monkeypatch.setattr(tables, "GROUP", 7)
    writing.write(drawn(1), tmp_path / "graph.kg")
    for name, count in (("nodes", len(drawn(1).concepts)), ("evidence", len(drawn(1).evidence))):
        file = parquet.ParquetFile(tmp_path / "graph.kg" / f"{name}.parquet")
        assert (file.metadata.num_rows, file.num_row_groups) == (count, -(-count // 7))
    empty = replace(drawn(1), claims={}, evidence={})
    writing.write(empty, tmp_path / "empty.kg")
    assert parquet.read_table(tmp_path / "empty.kg" / "edges.parquet").column_names[:2] == ["tail", "head"]
    assert kg.show(store.opened(tmp_path / "empty.kg"), min(empty.concepts)).answered


def test_a_withdrawn_concept_is_found_by_what_replaces_it(tmp_path):
    """Unless that is not in the graph."""
    made = drawn(1)
    name = min(made.concepts)
    gone = {
        f"concept:{n}": WithdrawnConcept(f"concept:{n}", f"former {n}", "Merged.", "2026-11-28", (by,))
        for n, by in (("one", name), ("two", "concept:nothing"))
    }
    kept = store.stored(replace(made, withdrawn_concepts=gone), tmp_path / "graph.kg")
    assert [one.id for one in kg.find(kept, "former").concepts] == [name]


def test_an_unsigned_influence_is_kept_apart_from_those_that_have_a_sign(graph, own):
    """Chains use it only if the signed ones are left out."""
    kept = store.store_of(own)
    signed = {i.ends for i in graph.influences if i.sign in (Sign.PLUS, Sign.MINUS)}
    aside = [i for i in graph.influences if i.sign is Sign.UNKNOWN and i.ends in signed]
    assert len(kept.unsigned[0]) == len(aside)
    assert kept.search.head.size == sum(i.sign is not Sign.NULL for i in graph.influences) - len(aside)


def test_an_existing_store_is_replaced_only_by_force_and_nothing_else_is(tmp_path):
    """Neither a folder of the user nor a file."""
    place = tmp_path / "graph.kg"
    writing.write(drawn(1), place)
    with pytest.raises(OutputError, match="already exists; give --force"):
        writing.write(drawn(2), place)
    writing.write(drawn(2), place, force=True)
    assert sorted(store.opened(place).claims) == sorted(drawn(2).claims)
    (other := tmp_path / "mine").mkdir()
    for taken in (other, tmp_path / "file"):
        taken.touch()
        with pytest.raises(OutputError, match="is no store"):
            writing.write(drawn(1), taken, force=True)


def test_a_writer_that_is_stopped_keeps_the_old_store_and_leaves_nothing(tmp_path, monkeypatch):
    """The folder appears when it is complete."""
    place = tmp_path / "graph.kg"
    writing.write(drawn(1), place)
    before = {path.name: path.read_bytes() for path in place.iterdir()}

    def stop(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "write_tables", stop)
    with pytest.raises(OutputError, match="No space left"):
        writing.write(drawn(2), place, force=True)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize("one_step", [True, False])
def test_a_store_is_replaced_where_it_is_and_keeps_its_mode(tmp_path, monkeypatch, one_step):
    """Behind a link, and on systems that cannot swap two folders in one step."""
    real, link = tmp_path / "real", tmp_path / "graph.kg"
    link.symlink_to(real)
    writing.write(drawn(1), link)
    real.chmod(0o750)
    if not one_step:
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    writing.write(drawn(2), link, force=True)
    assert sorted(store.opened(link).claims) == sorted(drawn(2).claims)
    assert {*tmp_path.iterdir()} == {real, link}
    assert real.stat().st_mode & 0o777 == 0o750
    real.rename(tmp_path / ".real.kg-old")  # as a process that was killed between two steps leaves it
    with pytest.raises(OutputError, match="already exists; give --force"):
        writing.write(drawn(1), link)
    assert {*tmp_path.iterdir()} == {real, link}
    real.rename(tmp_path / "moved")
    real.symlink_to(link)
    with pytest.raises(OutputError, match="is no path"):
        writing.write(drawn(1), link)


def test_the_same_graph_gives_the_same_bytes(tmp_path):
    """Nothing depends on time or chance."""
    writing.write(drawn(3), tmp_path / "one.kg")
    writing.write(drawn(3), tmp_path / "two.kg")
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one.kg", "two.kg"))
    assert one == two


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (ABOUT, b"{}", "about.json cannot be read"),
        ("claims.at.npy", b"no array", "claims.at.npy cannot be read"),
        ("concepts.rows", b"\xc1" * 9000, "the records of the concepts are damaged"),
        ("search.head.npy", None, "search.head.npy cannot be read"),
    ],
)
def test_a_damaged_store_is_told(tmp_path, name, content, message):
    """One line says which file, and what to do."""
    writing.write(drawn(1), tmp_path / "graph.kg")
    file = tmp_path / "graph.kg" / name
    file.unlink() if content is None else file.write_bytes(content)
    with pytest.raises(DataError, match=f"{message}.*import the files again"):
        kg.path(kg.load(tmp_path / "graph.kg"), *sorted(drawn(1).concepts)[:2])


def test_a_store_of_another_format_is_refused(tmp_path):
    """A store of an older or newer version is written again."""
    writing.write(drawn(1), tmp_path / "graph.kg")
    about = json.loads((tmp_path / "graph.kg" / ABOUT).read_text()) | {"format": 99}
    (tmp_path / "graph.kg" / ABOUT).write_text(json.dumps(about))
    with pytest.raises(DataError, match="has format 99, not 3; import the files again"):
        kg.load(tmp_path / "graph.kg")


def test_a_store_is_asked_alone(tmp_path):
    """It is not joined with other graphs."""
    writing.write(drawn(1), tmp_path / "graph.kg")
    with pytest.raises(UsageError, match="a store cannot be combined with other graphs"):
        kg.load(tmp_path / "graph.kg", mappings="physiomap")


def test_an_import_writes_a_store_if_its_name_says_so(tmp_path, graph, run):
    """The report is that of a data file, and so are the answers."""
    kg.export.write(graph, "kgx-tsv", tmp_path / "tables")
    tables_ = [tmp_path / "tables" / name for name in ("nodes.tsv", "edges.tsv")]
    made = [kg.import_(tables_, output=tmp_path / name) for name in ("graph.kg", "graph.ttl")]
    assert made[0].written == made[1].written
    assert made[0].edges == made[1].edges
    pair = "vitamin D deficiency", "back pain"
    answers = [answer(kg.load(tmp_path / name), kg.path, pair, {}) for name in ("graph.kg", "graph.ttl")]
    assert answers[0] == answers[1]
    done = run("import", *map(str, tables_), "--output", str(tmp_path / "graph.kg"))
    assert done.code == 2
    assert "already exists; give --force" in done.err


def test_a_command_that_reads_data_files_says_that_a_store_is_none(tmp_path):
    """Curation and SPARQL read Turtle."""
    writing.write(drawn(1), tmp_path / "graph.kg")
    with pytest.raises(DataError, match=r"is a store, which this command cannot read; give a data file \(kg import"):
        kg.check(tmp_path / "graph.kg")


def test_missing_packages_are_told(tmp_path, monkeypatch):
    """One line says what to install."""
    monkeypatch.setitem(sys.modules, "kg.store.reading", None)
    monkeypatch.delattr(store, "reading", raising=False)
    with pytest.raises(UsageError, match=r"vitamin-d-kg\[scale\]"):
        store.opened(tmp_path)
    monkeypatch.setitem(sys.modules, "kg.store.writing", None)
    monkeypatch.delattr(store, "writing", raising=False)
    with pytest.raises(UsageError, match=r"vitamin-d-kg\[scale\]"):
        store.stored(drawn(1), tmp_path / "graph.kg")


def test_a_question_that_needs_too_much_is_refused(own, monkeypatch):
    """It is not answered from a sample; kg path is."""
    monkeypatch.setattr(kin, "MOST_CLAIMS", 20)
    with pytest.raises(UsageError, match=r"needs [\d,]+ claims of the store, more than 20; kg path"):
        kg.effect(own, "vitamin D deficiency", "back pain")
    assert kg.path(own, "vitamin D deficiency", "back pain").answered
    monkeypatch.setattr(rows, "MOST_ROWS", 20)
    with pytest.raises(UsageError, match=r"would read all [\d,]+ (claims|concepts) of a store, more than 20"):
        kg.claims(own)

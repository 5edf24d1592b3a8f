"""Two readers of the same passages agree, or not."""

import csv
import json
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.curation import kappa
from kg.curation.annotations import HEADER, read
from kg.curation.pairing import pairs
from kg.errors import DataError
from tests import ROOT, tea

KEPT = ROOT / "data" / "agreement"
COLUMNS = "\t".join(HEADER)
TEA = "passage:000-15\ttea\tcauses\tpoor sleep\tsupports\tAsserted"
WEAK = "passage:000-46\ttea\taffects\ttrouble\tsupports\tAsserted"
NOTHING = "passage:000-106\t\tnone\t\t\t"
MILK = "passage:000-166\tmilk\tincreases\tsleep\tsupports\tHedged"
DOSE = "passage:000-120\tmilk\thasDose\t2 to 2.5 mg a day\tsupports\tAsserted"


@pytest.fixture
def graph():
    """The graph of the small document."""
    return tea.graph()


@pytest.fixture
def table(tmp_path):
    """Write a table of annotations."""

    def write(name, *rows, header=COLUMNS):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
        return path

    return write


def differences(answer):
    """The disagreements of an answer without their passages."""
    return [(each.differs, each.first, each.second) for each in answer.disagreements]


def test_readers_who_write_the_same_agree(graph, table):
    """Every measure is 1, or undefined where there is only one category; nothing is listed."""
    rows = (TEA, WEAK, NOTHING, MILK, DOSE)
    answer = kg.agreement(graph, table("a.tsv", *rows), str(table("b.tsv", *reversed(rows))))
    assert (answer.answered, answer.passages, answer.claims, answer.disagreements) == (True, 5, (4, 4), ())
    for part in (answer.exact, answer.relaxed):
        assert (part.f1, part.low, part.high, part.matched) == (1, 1, 1, 4)
    for part in (answer.relation, answer.sign, answer.modality, answer.claimed):
        assert (part.kappa, part.low, part.high) == (1, 1, 1)
    assert (answer.stance.kappa, answer.stance.low, answer.stance.agreed, answer.stance.items) == (None, None, 4, 4)
    assert "stance           κ  –                    4 of 4 pairs" in str(answer)
    assert str(answer).endswith("0 disagreements")


def test_names_are_resolved_like_those_of_questions(graph, table):
    """A synonym, an identifier, or a level of a quantity is the same thing; so are the numbers of a value."""
    rows = (
        "passage:000-15\tconcept:tea\tcauses\tPoor-Sleep\tsupports\tAsserted",
        "passage:000-46\twarm milk\tincreases\tbad dreams\tsupports\tAsserted",
        "passage:000-120\twarm milk\thasDose\tbetween 2 and 2.5 mg (2 cups)\tsupports\tAsserted",
    )
    dreams = "passage:000-46\tmilk\tincreases\tBad  dreams\tsupports\tAsserted"
    answer = kg.agreement(graph, table("a.tsv", *rows), table("b.tsv", TEA, dreams, DOSE))
    assert (answer.exact.f1, differences(answer)) == (1, [])
    other = DOSE.replace("2.5", "3")
    assert kg.agreement(graph, table("c.tsv", DOSE), table("d.tsv", other)).exact.f1 == 0


@pytest.mark.parametrize(
    ("one", "two", "found", "differs"),
    [
        # A state counts as its quantity; the sign between the quantities is the same.
        ("tea causes poor sleep", "tea decreases sleep", (0, 1), "ends relation"),
        ("tea causes poor sleep", "tea increases sleep", (0, 0), "ends relation sign"),
        ("low sleep causes trouble", "poor sleep causes trouble", (0, 1), "ends"),
        ("low sleep causes trouble", "sleep causes trouble", (0, 0), "ends sign"),
        # Poor sleep is a kind of trouble.
        ("tea causes poor sleep", "tea increases trouble", (0, 0), "ends relation sign"),
        ("tea causes poor sleep", "tea decreases trouble", (0, 1), "ends relation"),
        # An association has no order, and an influence has one.
        ("tea associatedWith sleep", "sleep associatedWith tea", (1, 1), ""),
        ("tea positivelyAssociatedWith sleep", "sleep associatedWith tea", (0, 0), "relation sign"),
        ("tea associatedWith sleep", "sleep increases tea", (0, 0), "relation sign"),
        ("tea affects sleep", "sleep affects tea", None, "claim claim"),
        ("tea causes sleep", "tea isA sleep", (0, 0), "relation sign"),
        ("tea causes sleep", "milk causes sleep", None, "claim claim"),
        # A value without numbers may be any value.
        ("milk hasDose some cups", "milk hasDose 2 cups", (0, 1), "ends"),
        ("milk hasDose 1 cup", "milk hasDose 2 cups", None, "claim claim"),
        ("milk hasDose 1 cup", "milk affects sleep", None, "claim claim"),
    ],
)
def test_claims_about_the_same_things_are_paired(graph, table, one, two, found, differs):
    """Exactly the same claim, the same sign between the same quantities, or a pair only; the order does not matter."""

    def row(text):
        words = text.split()
        relation = next(n for n, word in enumerate(words) if word in graph.relations)
        cells = (" ".join(words[:relation]), words[relation], " ".join(words[relation + 1 :]))
        return "\t".join(("passage:000-15", *cells, "supports", "Hedged"))

    paths = table("a.tsv", row(one)), table("b.tsv", row(two))
    for answer in (kg.agreement(graph, *paths), kg.agreement(graph, *reversed(paths))):
        assert (answer.exact.matched, answer.relaxed.matched) == (found or (0, 0))
        assert answer.sign.items == (0 if found is None else 1)
        assert " ".join(word for each in answer.disagreements for word in each.differs) == differs


def test_the_most_similar_claims_are_paired(graph, table):
    """One claim is paired once: with the same claim if there is one, in whatever order the rows are."""
    exact, near = TEA, TEA.replace("causes\tpoor sleep", "decreases\tsleep")
    for rows in ((exact, near), (near, exact)):
        answer = kg.agreement(graph, table("a.tsv", *rows), table("b.tsv", exact))
        assert differences(answer) == [(("claim",), "tea decreases sleep, supports, Asserted", "")]
    one, two = read(graph, table("a.tsv", near, exact)), read(graph, table("b.tsv", exact))
    ((made,),) = [tuple(pairs(graph, one[name], two[name])) for name in one]
    assert made.exact


def test_stance_and_modality_are_compared(graph, table):
    """They make no other claim, but a disagreement."""
    other = MILK.replace("supports\tHedged", "disputes\tDenied")
    answer = kg.agreement(graph, table("a.tsv", MILK, TEA), table("b.tsv", other, TEA))
    assert answer.exact.f1 == 1
    assert (answer.stance.kappa, answer.stance.agreed) == (0, 1)
    text = "milk increases sleep"
    listed = [(("stance", "modality"), f"{text}, supports, Hedged", f"{text}, disputes, Denied")]
    assert differences(answer) == listed


def test_the_graph_is_a_reader(graph, table, run, file):
    """With one table, it is compared with the claims of the graph in these passages; others are left out."""
    unknown = "passage:009-1\ttea\tcauses\tpoor sleep\tsupports\tAsserted"
    path = table("a.tsv", TEA, WEAK.replace("affects", "causes"), NOTHING, MILK, DOSE, unknown)
    answer = kg.agreement(graph, path)
    assert (answer.passages, answer.left_out, answer.claims) == (5, ("passage:009-1",), (4, 4))
    assert differences(answer) == [
        (("relation", "sign"), "tea causes trouble, supports, Asserted", "tea affects trouble, supports, Asserted")
    ]
    shown = run("agreement", path, "--data", file)
    assert shown.out.splitlines()[:3] == [
        "a.tsv and the graph 2026.11",
        "5 passages, 4 and 4 claims",
        "Not in the data: passage:009-1",
    ]
    refused = run("agreement", table("b.tsv", unknown), "--data", file)
    assert refused == (
        2,
        "",
        f"kg: {path.with_name('b.tsv')}: has no passage of the data; compare it with another table\n",
    )


def test_disagreements_are_listed_and_written(table, run, file, tmp_path):
    """As text up to a limit, as rows, as JSON, and to a file that is no table of a reader."""
    one, two = table("a.tsv", TEA, WEAK, MILK), table("b.tsv", "passage:000-15\t\tnone", WEAK, MILK)
    two.write_text(two.read_text().replace("tea\taffects", "milk\taffects"))
    shown = run("agreement", one, two, "--limit", "1", "--data", file)
    assert shown.code == 0
    assert shown.out.splitlines()[-4:] == [
        "3 disagreements",
        "  passage:000-15: claim",
        "    a.tsv: tea causes poor sleep, supports, Asserted",
        "  … and 2 more; --limit 0 lists all",
    ]
    assert run("agreement", one, two, "--limit", "0", "--data", file).out.endswith(
        "  passage:000-46: claim\n    a.tsv: tea affects trouble, supports, Asserted\n"
    )
    out = tmp_path / "out.tsv"
    rows = run("agreement", one, two, "--format", "csv", "--output", out, "--data", file).out.splitlines()
    assert rows[:2] == [
        "passage,differs,first,second",
        'passage:000-15,claim,"tea causes poor sleep, supports, Asserted",',
    ]
    assert [line.split("\t") for line in out.read_text("utf-8").splitlines()] == list(csv.reader(rows))
    body = json.loads(run("agreement", one, two, "--json", "--data", file).out)
    assert (body["schema"], body["question"]) == ("kg-agreement/1", {"first": "a.tsv", "second": "b.tsv"})
    refused = run("agreement", one, two, "--output", two, "--data", file)
    assert (refused.code, refused.err) == (2, f"kg: {two}: is one of the tables; choose another place\n")
    assert "milk" in two.read_text()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("passage:000-15\ttea\tcauses", "has 3 cells instead of 6; correct the row"),
        (TEA + "\tsure", "has 7 cells instead of 6; correct the row"),
        (TEA.replace("passage:", ""), "“000-15” is not a passage; write it as passage:000-123"),
        (TEA.replace("causes", "cures"), "unknown relation “cures”; use one of "),
        (TEA.replace("supports", "backs"), "unknown stance “backs”; use one of supports, disputes, inconclusive"),
        (TEA.replace("Asserted", "Sure"), "unknown modality “Sure”; use one of Asserted, "),
        (TEA.replace("poor sleep", ""), "has no subject or no object; name both"),
        (TEA.replace("tea", " "), "has no subject or no object; name both"),
        (TEA.replace("tea", "x" * 1_001), "a name has 1,001 characters, more than 1,000; give a shorter name, "),
        ("passage:000-166\t\tnone", "passage:000-166 has the relation none and another row; keep one of them"),
        (
            "passage:000-106\ttea\tcauses\tsleep\tsupports\tHedged",
            "passage:000-106 has the relation none and another row",
        ),
        ("passage:000-9\ttea\tnone\t\t\t", "has the relation none and other cells; empty them, or name the relation"),
        (MILK.replace("milk", "warm milk"), "repeats a claim of passage:000-166; keep one of the rows"),
    ],
)
def test_an_invalid_row_is_named_in_one_line(graph, table, row, message):
    """Each with its line; the others are not used either."""
    path = table("a.tsv", MILK, NOTHING, row, row.replace("passage:000", "passage:001"))
    with pytest.raises(DataError) as raised:
        kg.agreement(graph, path, path)
    first = str(raised.value).splitlines()[0]
    assert first.startswith(f"{path}:4: {message}")


def test_a_table_of_something_else_is_refused(graph, table, tmp_path):
    """Another header, no rows, no file, or other passages."""
    for path, message in (
        (table("a.tsv", TEA, header="passage\tsubject"), ":1: not a table of annotations; give these columns"),
        (table("b.tsv"), ": has no annotations; give a row for each claim"),
        (tmp_path / "c.tsv", ": cannot be read"),
    ):
        with pytest.raises(DataError, match=message):
            kg.agreement(graph, path, path)
    one, two = table("d.tsv", TEA, NOTHING), table("e.tsv", TEA, MILK)
    with pytest.raises(DataError) as raised:
        kg.agreement(graph, one, two)
    rest = "give one, with the relation none if it makes no claim"
    assert str(raised.value).splitlines() == [
        f"{one}: has no row for passage:000-166; {rest}",
        f"{two}: has no row for passage:000-106; {rest}",
    ]


def test_kappa_and_f1_are_those_of_the_books():
    """κ of a table worked out by hand; F1 from matches; both undefined without anything to compare."""
    counts = Counter({("yes", "yes"): 45, ("yes", "no"): 15, ("no", "yes"): 25, ("no", "no"): 15})
    assert kappa.kappa([counts.elements()]) == pytest.approx(0.1304, abs=1e-4)
    assert kappa.kappa([[("yes", "no")], [("no", "yes")]]) == -1
    assert kappa.kappa([[]]) is kappa.kappa([[("yes", "yes")] * 9]) is None
    assert kappa.f1([(3, 7), (0, 1)]) == 0.75
    assert kappa.f1([(0, 0)]) is None


@settings(max_examples=50)
@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), st.integers(1, 50), min_size=1))
def test_kappa_follows_its_definition(counts):
    """(observed − expected) / (1 − expected), whoever is the first reader."""
    total = sum(counts.values())
    share = {name: [sum(n for pair, n in counts.items() if pair[i] == name) / total for i in (0, 1)] for name in "abc"}
    expected = sum(one * two for one, two in share.values())
    observed = sum(n for pair, n in counts.items() if pair[0] == pair[1]) / total
    choices = list(Counter(counts).elements())
    found = kappa.kappa([choices])
    if found is None:
        assert expected == pytest.approx(1)
    else:
        assert found == pytest.approx((observed - expected) / (1 - expected))
        assert found == kappa.kappa([[pair[::-1] for pair in choices]])


def test_intervals_resample_whole_passages():
    """The interval is the same each time; it holds the measure, and is wider if items stay together."""
    spread, together = [(n % 2, 2) for n in range(80)], [(8 * (n % 2), 16) for n in range(10)]
    (low, high), (least, most) = kappa.interval(kappa.f1, spread), kappa.interval(kappa.f1, together)
    assert (low, high) == kappa.interval(kappa.f1, spread)
    assert least < low < kappa.f1(spread) == kappa.f1(together) < high < most
    # About 1.96 standard errors of a share of one half: √(0.25 / 80).
    assert high - low == pytest.approx(2 * 1.96 * (0.25 / 80) ** 0.5, rel=0.1)
    assert kappa.interval(kappa.kappa, [[("a", "a")]]) == (None, None)


def test_resamples_without_a_value_are_left_out():
    """A passage alone with another category is sometimes not drawn: then κ is undefined."""
    assert kappa.interval(kappa.kappa, [[("a", "a")]] * 9 + [[("b", "b")]]) == (1, 1)


def test_the_annotations_that_are_kept_are_complete():
    """The sample is the 120 passages that both readers read, in a stable order, without words of the documents."""
    with (KEPT / "sample.tsv").open(encoding="utf-8") as stream:
        sample = [row["passage"] for row in csv.DictReader(stream, delimiter="\t")]
    assert len(set(sample)) == len(sample) == 120
    for name in ("a.tsv", "b.tsv"):
        rows = [line.split("\t") for line in (KEPT / name).read_text("utf-8").splitlines()[1:]]
        assert {row[0] for row in rows} == set(sample)
    places = [(document, int(start)) for document, start in (each[8:].split("-")[:2] for each in sample)]
    assert all(one <= two for one, two in pairwise(places)) or places == sorted(places, key=lambda p: (p[0], str(p[1])))


def test_the_disagreements_that_are_kept_are_those_of_the_annotations(run, tmp_path):
    """If this fails: kg agreement data/agreement/a.tsv data/agreement/b.tsv -o data/agreement/disagreements.tsv."""
    out = tmp_path / "out.tsv"
    assert run("agreement", KEPT / "a.tsv", KEPT / "b.tsv", "--output", out).code == 0
    assert out.read_bytes() == (KEPT / "disagreements.tsv").read_bytes()

"""Comparisons on the command line."""

import csv
import io
import json

from tests import toy


def test_compare_on_the_command_line(run):
    """A list by row on the terminal, a table of rows and columns in Markdown and csv, JSON."""
    text = run("compare", "osteomalacia", "myopathy")
    for words in (
        "= shared: vitamin D deficiency, muscle weakness\n≠ contrary: nothing\n",
        "\n  myopathy      = vitamin D deficiency (002; hedged; undecided: lips-2001)\n",
        "\n  osteomalacia  muscle spasm: calves (004), thighs (004); muscle weakness:\n",
        "\nmanifests as: pain\n",
        "\n  myopathy      –\n",
    ):
        assert words in text.out
    body = json.loads(run("compare", "osteomalacia", "myopathy", "--json").out)
    header, _, *table = run("compare", "osteomalacia", "myopathy", "--format", "md").out.splitlines()
    assert header == "| relation | osteomalacia | myopathy |"
    assert len(table) == len(body["rows"]) + 1
    shown = next(line for line in table if line.startswith("| is caused by |"))
    assert (
        "= vitamin D deficiency (002; hedged; undecided: lips-2001; claim:vitamin-d-deficiency--causes--myopathy)"
        in shown
    )
    rows = list(csv.DictReader(io.StringIO(run("compare", "osteomalacia", "osteoporosis", "--format", "csv").out)))
    joined = [row for row in rows if row["relation"] == "each other"]
    assert [row["osteoporosis"] for row in joined] == ["", ""]
    assert "claim:osteomalacia--differs-from--osteoporosis" in joined[1]["osteomalacia"]


def test_compare_shows_long_names_and_relatives(run):
    """Names that are too long for a column have a line of their own; relatives are named."""
    out = run("compare", "nerve pain from vitamin D deficiency", "diabetic neuropathy", "spinal nerve compression").out
    assert "(a kind of neuropathic pain)" in " ".join(out.split())
    assert (
        "\n  diabetic neuropathy:\n    = vitamin D deficiency (lv-2014, pmc6890351), diabetic complications (003),"
        in out
    )
    said = "no claims about diabetic neuropathy under has the characteristic, is diagnosed by, manifests as; see"
    assert f"{said} neuropathy of other cause" in " ".join(out.split())
    calcium = " ".join(run("compare", "vitamin D", "serum calcium").out.split())
    assert "vitamin D increases serum calcium (000, nih-ods-vitamin-d)" in calcium
    assert "vitamin D deficiency: = bone resorption (000, 002)" in calcium
    assert "unsupported: back pain (undecided: 000)" in calcium
    assert "low back pain (jiang-2022; hedged; against: gao-2024)" in calcium


def test_own_data_and_nothing_to_compare(run, tmp_path):
    """Another data file can be asked; concepts without claims are no answer; contrary claims are marked."""
    own = toy.data_file(tmp_path / "own.ttl", "a increases x", "b decreases x", broader={"c": "d"})
    told = run("compare", "a", "b", "--data", own)
    assert told.code == 0
    assert "≠ contrary: x\n" in told.out
    assert "  a  ≠ x (a)\n" in told.out
    nothing = run("compare", "c", "d", "--data", own)
    assert (nothing.code, nothing.err) == (1, "")
    assert "no claims about them" in nothing.out
    assert "x: raises one" not in run("common", "a", "b", "--data", own).out
    assert "x: one raises it, another lowers it" in run("common", "a", "b", "--data", own).out

"""Claims are withdrawn, and keep their identifiers."""

import json
from datetime import datetime

import pytest

import kg
from kg.model.withdrawn import Withdrawal


def test_a_withdrawn_claim_keeps_its_identifier_and_the_reason(run, file):
    """The claim, its evidence and its plain triple go; what is left of it tells why, and what nothing uses is named."""
    claim, other = "claim:tea--affects--trouble", "claim:tea--causes--poor-sleep"
    done = run("withdraw", claim, "--reason", "It speaks of\nweak tea.", "--replaced-by", other, "--data", file)
    assert done.code == 0
    assert "passage:000-46 is not cited by any evidence item or omission" in done.out
    assert done.out.endswith(f"withdrew {claim}, with 1 evidence item\n")
    graph = kg.load(file)
    today = datetime.now().astimezone().date().isoformat()
    assert graph.withdrawn == {claim: Withdrawal(claim, "It speaks of weak tea.", today, other, "tea affects trouble")}
    assert claim not in graph.claims
    assert "evidence:000-003" not in graph.evidence
    assert "vocab:affects" not in file.read_text("utf-8")
    assert run("fmt", "--check", file).code == 0
    assert run("path", "tea", "trouble", "--data", file).code == 1
    shown = run("show", claim, "--data", file)
    assert (shown.code, shown.out.splitlines()) == (
        0,
        [
            "withdrawn: tea affects trouble",
            f"  {claim}",
            f"  withdrawn on {today}: It speaks of weak tea.",
            f"  replaced by: tea causes poor sleep  ({other})",
        ],
    )
    table = (
        f"claim,reason,date,replaced_by,statement\n{claim},It speaks of weak tea.,{today},{other},tea affects trouble\n"
    )
    assert run("show", claim, "--format", "csv", "--data", file).out == table


def test_what_replaced_a_claim_may_be_withdrawn_too(run, file):
    """A withdrawal that led to it leads to its replacement, or says that nothing replaces it."""
    first, second, third = (
        "claim:tea--affects--trouble",
        "claim:tea--causes--poor-sleep",
        "claim:milk--increases--sleep",
    )
    why = ("--reason", "Misread.", "--data", file)
    assert run("withdraw", first, "--replaced-by", second, *why).code == 0
    assert run("withdraw", second, "--replaced-by", third, *why).code == 0
    assert [item.replaced_by for item in kg.load(file).withdrawn.values()] == [third, third]
    assert run("withdraw", third, *why).code == 0
    assert [item.replaced_by for item in kg.load(file).withdrawn.values()] == [None, None, None]
    assert "nothing replaces it" in run("show", first, "--data", file).out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["claim:tea--causes--joy", "--reason", "No."],
            "unknown claim “claim:tea--causes--joy”; kg find",
        ),
        (["claim:tea--affects--trouble", "--reason", " "], "a withdrawal needs a reason"),
        (
            ["claim:tea--affects--trouble", "--reason", "No.", "--replaced-by", "claim:tea--affects--trouble"],
            "a claim cannot replace itself; name another one",
        ),
        (
            ["claim:tea--affects--trouble", "--reason", "No.", "--replaced-by", "concept:tea"],
            "unknown claim “concept:tea”; name another one",
        ),
    ],
)
def test_a_withdrawal_without_sense_changes_nothing(run, file, options, message):
    """An unknown claim, no reason, or no other claim instead: one line, and the file stays."""
    before = file.read_bytes()
    result = run("withdraw", *options, "--data", file)
    assert (result.code, file.read_bytes()) == (2, before)
    assert message in result.err


def test_a_replacement_that_is_set_aside_is_still_named(run, file):
    """Without the source that makes it, a replacement has no sentence, but its name."""
    assert run("withdraw", "claim:tea--affects--trouble", "--replaced-by", "claim:milk--increases--sleep",
               "--reason", "No.", "--data", file).code == 0  # fmt: skip
    graph = kg.load(file).without_sources(["000", "oak-2001"])
    shown = kg.show(graph, "claim:tea--affects--trouble")
    assert (shown.withdrawn.replaced_by, shown.replacement) == ("claim:milk--increases--sleep", None)


def test_a_claim_is_withdrawn_in_python_and_as_json(run, file):
    """The answer holds what was withdrawn, why, what went with it, and what the rules now report."""
    done = kg.withdraw(str(file), "claim:tea--affects--trouble", reason="Misread.")
    assert (done.statement, done.reason, done.evidence) == ("tea affects trouble", "Misread.", ("evidence:000-003",))
    assert [note.subject for note in done.notes] == ["passage:000-46"]
    assert done.notes[0].line > 1
    again = run("withdraw", "claim:milk--increases--sleep", "--reason", "No.", "--data", file, "--json")
    assert json.loads(again.out)["schema"] == "kg-withdraw/1"
    other = run("withdraw", "claim:tea--causes--poor-sleep", "--reason", "No.", "--data", file, "--format", "csv").out
    header, row = other.splitlines()[-2:]
    assert header == "claim,reason,date,replaced_by,statement,evidence"
    assert row.startswith("claim:tea--causes--poor-sleep,No.,")

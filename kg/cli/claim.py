"""How a claim and its evidence are printed."""

from __future__ import annotations

from typing import Any

from kg.cli.output import Text

Answer = dict[str, Any]
STANCE = {"supports": ("+", "green"), "disputes": ("−", "red"), "inconclusive": ("~", "yellow")}
EVIDENCE = ["id", "direction", "source", "section", "modality", "says", "start", "end", "url"]


def evidence_row(item: Answer) -> list[object]:
    """An evidence in a line of a table."""
    return ["" if item[key] is None else item[key] for key in EVIDENCE]


def print_evidence(page: Text, item: Answer) -> None:
    """Where it stands, what it says in our words, and of whom."""
    mark, colour = STANCE[item["direction"]]
    section = f", “{item['section']}”" if item["section"] else ""
    where = f"{section}, {item['start']}–{item['end']}" if item["start"] is not None else ""
    page.add(f"{mark} {item['source_name']} ({item['kind']}){where}", indent=2, hang=2, fg=colour)
    page.add(f"{item['modality']}: {item['says']}", indent=4, hang=2)
    context = "; ".join(f"{axis}: {', '.join(values)}" for axis, values in item["context"].items())
    if context:
        page.add(context, indent=4, hang=2, dim=True)
    for cited in item["cites"]:
        page.add(f"relies on {cited['id']} ({cited['trace']})", indent=4, hang=2)
    page.add(f"{item['id']}{'  ' + item['url'] if item['url'] else ''}", indent=4, dim=True)


def claim_line(page: Text, claim: Answer, indent: int = 0) -> None:
    """A claim with its support; one that is contested with both sides."""
    sides = f"+{claim['supports']} −{claim['disputes']} ~{claim['inconclusive']}"
    contested = "  CONTESTED" if claim["contested"] else ""
    page.add(f"{claim['confidence']:.2f}  {claim['sentence']}  ({sides}){contested}", indent=indent, hang=6)
    page.add(claim["id"], indent=indent + 6, dim=True)
    for stance, side in (("supports", "for"), ("disputes", "against"), ("inconclusive", "undecided")):
        if claim["contested"] and claim["sides"][stance]:
            page.add(f"{side}: {'; '.join(claim['sides'][stance])}", indent=indent + 6, hang=2, fg=STANCE[stance][1])

"""Whether the tests of two checkouts notice the same faults: ``python benchmarks/seeded_faults.py OLD NEW``.

Each fault is one wrong change of a statement that both checkouts have, made in a copy of each. The tests of its module
are run; if they pass, so are all. A fault that passes these too is missed. Words after OLD and NEW choose among faults.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

#: Name of a module → its file in OLD and in NEW, without ``kg/`` and ``.py``, and its tests, without ``test_``.
MODULES = {
    "confidence": ("confidence", "model/confidence", "confidence browse", "model/confidence"),
    "influence": ("influence", "model/influence", "influence", "model/influence"),
    "lookup": ("lookup", "model/lookup", "lookup", "model/lookup"),
    "paths": ("paths", "reasoning/paths", "paths properties", "reasoning/paths reasoning/properties"),
    "network": ("steps", "reasoning/network", "steps chains support", "reasoning/network questions/path"),
    "press": ("press", "reasoning/press", "press properties", "reasoning/press reasoning/properties"),
    "determinant": ("gain", "reasoning/determinant", "press properties", "reasoning/press reasoning/properties"),
    "components": ("components", "reasoning/components", "components press", "reasoning/components reasoning/press"),
    "effects": ("outcomes", "reasoning/effects", "outcomes responses", "questions/effect reasoning/responses"),
    "missing": ("missing", "reasoning/missing", "missing chains", "reasoning/missing"),
    "loops": ("feedback", "reasoning/loops", "feedback", "reasoning/loops questions/loops"),
    "cut": ("support", "reasoning/cut", "support", "reasoning/cut questions/break"),
    "break": ("support", "questions/break_", "support", "questions/break"),
    "contested": ("disputes", "questions/contested", "contested", "questions/contested"),
    "common": ("shared", "questions/common", "compare", "questions/common"),
    "compare": ("comparison", "questions/parts/columns", "compare", "questions/compare"),
    "reader": ("turtle/build", "turtle/build", "checks turtle", "curation/rules turtle/turtle"),
    "writer": ("turtle/write", "turtle/write", "curate turtle", "curation/withdraw turtle/turtle"),
    "snapshot": ("turtle/snapshot", "turtle/snapshot", "interrupts turtle", "interrupts turtle/turtle"),
    "rules": ("checks", "curation/rules", "checks", "curation/rules"),
    "verify": ("verify", "curation/verify", "curate curation", "curation/verify"),
    "sheets": ("sheets", "curation/sheets", "curate", "curation/sheets curation/add"),
    "kgx": ("export/kgx", "exchange/kgx_writer", "export", "exchange/formats"),
    "bel": ("export/bel", "exchange/bel", "export", "exchange/formats"),
    "import": ("kgx", "exchange/kgx_reader", "kgx", "exchange/kgx_reader"),
    "sparql": ("sparql/check", "sparql/check", "sparql", "sparql/sparql"),
    "workers": ("serving/workers", "serving/workers", "serve", "serving/serve"),
    "output": ("cli/output", "views/wrap", "cli", "views/wrap"),
    "exit code": ("cli/app", "cli/app", "website", "cli/cli"),
}
#: Module: what is wrong → a text that stands once in its file, and what is written instead.
FAULTS = {
    "confidence: the weakest evidence of a witness counts": ("(-part.points, part.evi", "(part.points, part.evi"),
    "confidence: it is cut off, not rounded": (
        "value.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)",
        "round(value - _HUNDREDTH / 2, 2)",
    ),
    "confidence: pages have no ceiling": ("min(PAGES, noisy_or(pages))", "noisy_or(pages)"),
    "confidence: what is only disputed is contested": ("} == {True, False}", "} >= {False}"),
    "influence: the direction of the object is lost": ("subject.direction * sign * object_", "sign * object_"),
    "influence: unsupported claims do not come last": ("(c.id not in supported, -alone", "(-alone"),
    "influence: an unsigned one is opposed": ("others = () if key[2] is Sign.UNKNOWN", "others = () if key[2] is None"),
    "influence: an association hides a cause": ("in (correlated, causal)", "in (causal, correlated)"),
    "influence: an unknown direction is mirrored": ("direction is not Sign.UNKNOWN and direction", "direction"),
    "lookup: a mark behind a name is overlooked": ("marked = len(words) > 1 and", "marked = False and"),
    "lookup: the level of a state is forgotten": ("direction * direction if concept.state_of", "direction if None"),
    "lookup: unlike names are offered": ("if score <= -LIKENESS", "if score <= 0"),
    "paths: fewer steps do not decide ties": (" * _HOP + 1", " * _HOP"),
    "paths: they come back to their start": (".head == source or", ".head is None or"),
    "paths: stated_only drops what is unsigned": ("and direction is not Sign.UNKNOWN and", "and"),
    "paths: one step too many": ("hops_left = max_hops - len", "hops_left = max_hops + 1 - len"),
    "network: a source shared by two steps is overlooked": ("if not sources[i] & sources", "if sources[i] != sources"),
    "network: claims of the other direction come first": ("direction is not tail[1]", "direction is tail[1]"),
    "network: a state that no claim names": ("is directions[i] and s.id in", "is directions[i] or s.id in"),
    "network: unsigned beside signed": ("(i.sign is not Sign.UNKNOWN or (i.source, i.target) not in signed)", "True"),
    "press: what is held moves": ("h not in own and h not in held", "h not in own"),
    "determinant: an unsigned loop of one is none": ("|= (signs & PLUS) << i", "|= (signs == PLUS) << i"),
    "determinant: walks of both signs are not followed": ("if loose or len(walks) > 1", "if loose"),
    "components: a loop of one spoils the balance": ("not in inside or head == node:", "not in inside:"),
    "effects: a loop is called opposing chains": ("if len(firm.paths) > 1 else", "if len(firm.paths) > 0 else"),
    "effects: contested influences are firm": ("_mask(i for i in signed if not i.contested)", "_mask(signed)"),
    "effects: kinds without effect do not count": ("Sign.NULL in signs or Reason.con", "Reason.con"),
    "effects: what is denied is not disputed": (".disputed |= {self", ".disputed &= {self"),
    "missing: the sign is named beside other filters": ('if flags == ("--sign",)', 'if "--sign" in flags'),
    "missing: the question itself is a missing link": ("if downstream[a] + upstream[b]:", "if True:"),
    "loops: each is found several times": ("if through else component[place:]", "if through else component"),
    "loops: those of one quantity are left out": ("len(component) > 1 or", "len(component) > 1 or False and"),
    "cut: it holds pairs behind it": ("ends[0] in before and ends[1]", "ends[1]"),
    "break: a document is never left out": ("if _supporters(graph, c) - sources", "if _supporters(graph, c)"),
    "contested: different populations": (" and _population(a) == _population(b)", ""),
    "contested: an influence beside its claim": ("contested and not any(_two", "contested and not all(_two"),
    "common: a kind is a cause of its broader concept": (" or state[0] in start", ""),
    "compare: an unknown sign is contrary": ("one - {None, Sign.UNKNOWN} for", "one - {None} for"),
    "reader: a number of other digits": ("value.isascii() and value.isdigit()", "value.isdigit()"),
    "writer: a withdrawn claim leaves its triple": ("graph.remove(plain(claim))", "plain(claim)"),
    "snapshot: a damaged one is believed": ("!= digest:", "!= digest and not text:"),
    "rules: a study that nobody read is evidence": ('("Plausible", "NotTraceable")', '("NotTraceable",)'),
    "verify: passages are counted by evidence": ("cited.add(place)", "cited.add(name)"),
    "sheets: numbers of evidence are used again": ("if number.isdecimal()", "if not number"),
    "kgx: null findings are not negated": ("supports == (statement.sign is Sign.NULL)", "not supports"),
    "bel: a low level goes with its quantity": ('state.level == "Low" else', 'state.level == "High" else'),
    "import: a circle of kinds": ("elif kind in above:", "elif kind == genus:"),
    "sparql: a query names other data": ('"DatasetClause"', '"DatasetClauses"'),
    "workers: room is never given back": ("lambda _: self._room.release()", "lambda _: None"),
    "output: a text may be turned round": (r"\u2066-\u2069", r"\u2066"),
    "exit code: every error ends with 2": ("(str(error), error.exit_code)", "(str(error), 2)"),
}
#: Quickly and to the first failure; not the tests of texts that are regenerated after a change.
PYTEST = "pytest -p no:cacheprovider --no-cov -q -x -n0".split()
PYTEST += "--ignore=tests/test_docs.py --ignore=tests/test_schemas.py".split()


def tests(names: str) -> list[str]:
    """The files of tests by their short names."""
    return [str(Path("tests", name).with_name(f"test_{Path(name).name}.py")) for name in names.split()]


def failure(root: Path, which: list[str]) -> str:
    """The first of some tests that fails in a checkout; empty if all pass."""
    known, command = {**os.environ, "PYTHONPATH": str(root)}, [sys.executable, "-B", "-m", *PYTEST, *which]
    done = subprocess.run(command, cwd=root, env=known, capture_output=True, text=True, check=False)
    first = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - |$)", done.stdout, flags=re.MULTILINE)
    return first[1] if first else done.stdout + done.stderr if done.returncode else ""


def caught(root: Path, name: str, side: int) -> str:
    """The first test of a checkout (OLD is 0, NEW is 1) that notices a fault; empty if none does."""
    module, (text, wrong) = MODULES[name.partition(":")[0]], FAULTS[name]
    file = root / "kg" / f"{module[side]}.py"
    right = file.read_text("utf-8")
    if right.count(text) != 1:
        raise SystemExit(f"{file}: “{text}” stands there {right.count(text)} times")
    try:
        file.write_text(right.replace(text, wrong), "utf-8")
        return failure(root, tests(module[2 + side])) or failure(root, ["tests"])
    finally:
        file.write_text(right, "utf-8")


def main(checkouts: list[Path], words: list[str]) -> int:
    """Print which test of each checkout notices which fault; 1 if NEW misses one that OLD notices."""
    chosen = [name for name in FAULTS if all(word in name for word in words)]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as both:
        roots = [Path(folder, name) for name in ("old", "new")]
        for checkout, root in zip(checkouts, roots, strict=True):
            shutil.copytree(checkout, root, ignore=shutil.ignore_patterns(".git", "__pycache__", "node_modules"))
        if any(without := list(both.map(failure, roots, [["tests"]] * 2))):
            raise SystemExit(f"fails without a fault: {' '.join(without)}")
        found = []
        for name in chosen:
            found.append(list(both.map(caught, roots, [name] * 2, (0, 1))))
            print(name, *(f"    {test or 'missed'}" for test in found[-1]), sep="\n", flush=True)
    print("caught:", *(f"{sum(bool(pair[side]) for pair in found)} of {len(found)}" for side in (0, 1)))
    return int(any(old and not new for old, new in found))


if __name__ == "__main__":
    sys.exit(main([Path(name).resolve() for name in sys.argv[1:3]], sys.argv[3:]))

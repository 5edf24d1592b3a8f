"""Whether the tests notice faults: ``python benchmarks/seeded_faults.py [WORD...]``; words choose among the faults.

Each fault is one wrong change of a statement, made in a copy of this checkout. The tests of its module are run; if they
pass, so are all. A fault that passes these too is missed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Name of a module → its file, without ``kg/`` and ``.py``, and its tests, without ``test_``.
MODULES = {
    "confidence": ("model/confidence", "model/confidence"),
    "influence": ("model/influence", "model/influence"),
    "lookup": ("model/lookup", "model/lookup"),
    "nearest": ("model/nearest", "model/nearest"),
    "paths": ("reasoning/paths", "reasoning/paths reasoning/properties"),
    "network": ("reasoning/network", "reasoning/network questions/path"),
    "determinant": ("reasoning/determinant", "reasoning/press reasoning/properties"),
    "components": ("reasoning/components", "reasoning/components reasoning/press"),
    "outcomes": ("reasoning/outcomes", "questions/effect reasoning/judgement"),
    "judgement": ("reasoning/judgement", "reasoning/judgement"),
    "denials": ("reasoning/denials", "reasoning/denials"),
    "summaries": ("reasoning/mechanisms", "reasoning/summaries"),
    "feedback": ("reasoning/feedback", "reasoning/feedback"),
    "support": ("reasoning/support", "reasoning/support"),
    "worlds": ("reasoning/worlds", "reasoning/worlds reasoning/laws"),
    "draws": ("reasoning/draws", "reasoning/worlds reasoning/laws"),
    "missing": ("reasoning/missing", "reasoning/missing"),
    "likely": ("reasoning/likely", "reasoning/likely"),
    "loops": ("reasoning/loops", "reasoning/loops questions/loops"),
    "contested": ("questions/contested", "questions/contested"),
    "common": ("questions/common", "questions/common"),
    "compare": ("questions/parts/columns", "questions/compare"),
    "reader": ("turtle/canonical", "curation/rules turtle/turtle"),
    "snapshot": ("turtle/snapshot", "interrupts turtle/turtle"),
    "verify": ("curation/verify", "curation/verify"),
    "sheets": ("curation/sheets", "curation/sheets curation/add"),
    "kgx": ("exchange/kgx/writer", "exchange/formats"),
    "bel": ("exchange/bel", "exchange/formats"),
    "sparql": ("sparql/check", "sparql/sparql"),
    "workers": ("serving/workers", "serving/serve"),
    "output": ("model/characters", "views/wrap one_line"),
    "exit code": ("cli/app", "cli/cli"),
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
    "influence: an unknown direction is mirrored": ("direction is not Sign.UNKNOWN and direction", "direction"),
    "lookup: a mark behind a name is overlooked": ("marked = len(words) > 1 and", "marked = False and"),
    "lookup: the level of a state is forgotten": ("concept.direction if concept.is_level else None", "None"),
    "nearest: unlike names are offered": ("if score and (", "if ("),
    "paths: fewer steps do not decide ties": (" * _HOP + 1", " * _HOP"),
    "paths: stated_only drops what is unsigned": ("and direction is not Sign.UNKNOWN and", "and"),
    "paths: one step too many": ("hops_left = max_hops - len", "hops_left = max_hops + 1 - len"),
    "network: a source shared by two steps is overlooked": ("if not sources[i] & sources", "if sources[i] != sources"),
    "network: claims of the other direction come first": ("direction is not tail[1]", "direction is tail[1]"),
    "network: a state that no claim names": ("if s.is_level and s.id in named]", "if s.is_level]"),
    "determinant: walks of both signs are not followed": ("if loose or len(walks) > 1", "if loose"),
    "components: a loop of one spoils the balance": ("not in inside or head == node:", "not in inside:"),
    "outcomes: a loop is called opposing chains": ("if len(firm.paths) > 1 else", "if len(firm.paths) > 0 else"),
    "outcomes: contested influences are firm": ("is not Sign.UNKNOWN and i.key not in self.contested)", "is not None)"),
    "outcomes: a dispute about a kind does not count": ("elif Reason.contested in reasons:", "elif False:"),
    "judgement: what is denied is told": ("ends in self.judge.denied or ends in", "ends in"),
    "judgement: what is likely is certain": (
        "certainty=Certainty.likely, reason=Reason.worlds",
        "reason=Reason.worlds",
    ),
    "judgement: a population is not named": ("if population is not None:", "if False:"),
    "denials: a treatment is contested by its use": ("TREATMENTS.issuperset(disputed", "TREATMENTS.issubset(disputed"),
    "summaries: a longer chain counts": ("LONGEST = 4", "LONGEST = 5"),
    "feedback: every mechanism counts": ("size - 1)", "1)"),
    "support: one study is several": ("SEVERAL = 2", "SEVERAL = 1"),
    "worlds: a direct statement does not count": ("direct[side] = 1 - (1", "direct[side] = 0 * (1"),
    "draws: a sign is lost": ("return [sign * s if u", "return [s if u"),
    "missing: the sign is named beside other filters": ('if flags == ("--sign",)', 'if "--sign" in flags'),
    "likely: a symptom acts on a substance": ("self.acting(source) <= self.acted_on(target) and", ""),
    "loops: those of one quantity are left out": ("len(component) > 1 or", "len(component) > 1 or False and"),
    "contested: different populations": (" and _population(a) == _population(b)", ""),
    "contested: an influence beside its claim": ("contested and not any(_two", "contested and not all(_two"),
    "common: a kind is a cause of its broader concept": (" or state[0] in start", ""),
    "compare: an unknown sign is contrary": ("one - {None, Sign.UNKNOWN} for", "one - {None} for"),
    "reader: a number of other digits": ("piece.isascii() and piece.isdigit()", "piece.isdigit()"),
    "snapshot: a damaged one is believed": ("!= digest:", "!= digest and not text:"),
    "verify: passages are counted by evidence": ("cited.add(place)", "cited.add(name)"),
    "sheets: numbers of evidence are used again": ("max(numbers, default=0) + 1", "len(taken) + 1"),
    "kgx: null findings are not negated": ("supports == (statement.sign is Sign.NULL)", "not supports"),
    "bel: a low level goes with its quantity": ('state.level == "Low" else', 'state.level == "High" else'),
    "sparql: a query names other data": ('"DatasetClause"', '"DatasetClauses"'),
    "workers: room is never given back": ("lambda _: pool.places.release()", "lambda _: None"),
    "output: a text may be turned round": (r"\u202e\u2066-\u2069", r"\u202e\u2066"),
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


def caught(root: Path, name: str) -> str:
    """The first test that notices a fault; empty if none does."""
    module, which = MODULES[name.partition(":")[0]]
    text, wrong = FAULTS[name]
    file = root / "kg" / f"{module}.py"
    right = file.read_text("utf-8")
    if right.count(text) != 1:
        raise SystemExit(f"{file}: “{text}” stands there {right.count(text)} times")
    try:
        file.write_text(right.replace(text, wrong), "utf-8")
        return failure(root, tests(which)) or failure(root, ["tests"])
    finally:
        file.write_text(right, "utf-8")


def main(words: list[str]) -> int:
    """Print which test notices which fault; 1 if one is missed."""
    chosen = [name for name in FAULTS if all(word in name for word in words)]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "copy")
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".git", "__pycache__", "node_modules", "build"))
        found = []
        for name in chosen:
            found.append(caught(root, name))
            print(name, f"    {found[-1] or 'missed'}", sep="\n", flush=True)
    print(f"caught: {sum(map(bool, found))} of {len(found)}")
    return int(not all(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Time, ratio to ``python -c pass`` and peak memory of each command on a large data file.

``python benchmarks/large.py [CLAIMS] [COMMAND …]`` makes a data file of CLAIMS invented claims (default 200,000, the
same in each run) in a temporary folder, and runs all commands, or only the named ones. A command is stopped after
:data:`LIMIT` seconds. It prints the table of docs/performance.md.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from kg.turtle.names import BASE, PREFIXES, claim_id

KG = [sys.executable, "-m", "kg"]
#: Time limit of a command, in seconds.
LIMIT = 900
#: Claims per concept, document, independence group and study.
PER_CONCEPT, PER_DOCUMENT, PER_GROUP, PER_STUDY = 5, 1000, 1500, 10
#: One in this many concepts is a low state of the previous one; one in this many is a kind of an earlier one.
STATE, KIND = 12, 10
RELATIONS = {"increases": 40, "decreases": 30, "affects": 10, "associatedWith": 15, "hasNoEffectOn": 5}
STANCES = {"supports": 90, "disputes": 7, "inconclusiveOn": 3}
MODALITIES = {"Asserted": 60, "Hedged": 30, "Emerging": 10}
DESIGNS = {"Cohort": 4, "Review": 3, "RandomisedTrial": 2, "Animal": 1}
CATEGORIES = ("biolink:Protein", "biolink:SmallMolecule", "biolink:BiologicalProcess", "biolink:PhenotypicFeature")

#: The share of claims with two evidence items, and of evidence items from a passage instead of a study.
TWICE, CURATED = 0.4, 0.5

Facts = list[tuple[str, str]]


def choices(dice: random.Random, weights: dict[str, int], count: int) -> list[str]:
    """A random choice of words by their weights."""
    return dice.choices(list(weights), list(weights.values()), k=count)


def turtle(size: int, seed: int = 1) -> Iterator[str]:
    """The text of a data file with ``size`` claims, one resource at a time; a few concepts have very many claims."""
    dice = random.Random(seed)
    yield "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    yield block(f"<{BASE}>", [("owl:versionInfo", '"1"')])
    concepts = [f"concept:q{n}" for n in range(max(size // PER_CONCEPT, 10))]
    groups, documents = max(size // PER_GROUP, 2), max(size // PER_DOCUMENT, 3)
    studies = max(size // PER_STUDY, 5)
    ends = list(accumulate((n + 5) ** -0.7 for n in range(len(concepts))))
    claims: dict[str, tuple[str, str, str]] = {}
    tails, heads = concepts, [*concepts[2:], *concepts[:2]]  # each concept once, then by weight
    while len(claims) < size:
        for subject, relation, object_ in zip(tails, choices(dice, RELATIONS, len(tails)), heads, strict=True):
            if quantity(subject) != quantity(object_) and len(claims) < size:
                claims[claim_id(subject, relation, object_)] = (subject, relation, object_)
        tails, heads = (dice.choices(concepts, cum_weights=ends, k=size) for _ in "ab")
    facts: dict[str, Facts] = {}
    blocks: list[str] = []
    places = [0] * documents
    numbers: dict[str, int] = {}
    for name, (subject, relation, object_) in claims.items():
        stances = choices(dice, STANCES, 1 + (dice.random() < TWICE))
        if "supports" in stances:
            facts.setdefault(subject, []).append((f"vocab:{relation}", object_))
        parts = [("rdf:subject", subject), ("rdf:predicate", f"vocab:{relation}"), ("rdf:object", object_)]
        blocks.append(block(escaped(name), [("a", "vocab:Claim"), *parts]))
        for document, stance in zip(dice.sample(range(documents), len(stances)), stances, strict=True):
            if dice.random() < CURATED:
                places[document] += 1
                place = f"passage:{document}-{places[document]}"
                source, where = str(document), ("vocab:passage", place)
                spans = [("oa:start", str(places[document])), ("oa:end", str(places[document] + 1))]
                digest = [("oa:hasSource", f"document:{document}"), ("vocab:digest", f'"{places[document]:064x}"')]
                blocks.append(block(place, [("a", "vocab:Passage"), *spans, *digest]))
            else:
                number = dice.randrange(studies)
                source = f"s{number}-{2000 + number % 25}"
                where = ("vocab:study", f"study:{source}")
            numbers[source] = numbers.get(source, 0) + 1
            says = f'"About {subject[8:]} and {object_[8:]}, for the {numbers[source]}th time."@en'
            described = [("a", "vocab:Evidence"), (f"vocab:{stance}", escaped(name)), ("rdfs:comment", says), where]
            kind = [
                ("vocab:evidenceType", "ECO:0007121"),
                ("vocab:modality", f"vocab:{choices(dice, MODALITIES, 1)[0]}"),
            ]
            blocks.append(block(f"evidence:{source}-{numbers[source]:03}", [*described, *kind]))
    for n, name in enumerate(concepts):
        yield block(name, [*concept(n, dice), *sorted(facts.get(name, ()))])
    yield from blocks
    for n in range(documents):
        text = [("dcterms:publisher", f'"Publisher {n % groups}"'), ("schema:url", f'"https://{n}.example/"')]
        size_of = [("vocab:codePoints", "999999"), ("vocab:sha256", f'"{n:064x}"')]
        kinds = [("vocab:independenceGroup", f'"{n % groups}.example"'), ("vocab:kind", "vocab:UnreviewedWebPage")]
        yield block(f"document:{n}", [("a", "vocab:Document"), *text, *size_of, *kinds])
    for source, design in zip(numbers, choices(dice, DESIGNS, len(numbers)), strict=True):
        if source.startswith("s"):
            kinds = [("vocab:design", f"vocab:{design}"), ("vocab:traceStatus", "vocab:Verified")]
            year = ("dcterms:issued", f'"{source[-4:]}"^^xsd:gYear')
            yield block(f"study:{source}", [("a", "vocab:Study"), year, *kinds])


def concept(number: int, dice: random.Random) -> Facts:
    """The properties of a concept."""
    name = f"concept:q{number}"
    facts = [("a", "skos:Concept"), ("a", CATEGORIES[number % 4]), ("skos:prefLabel", f'"quantity {number}"@en')]
    facts.append(("skos:definition", f'"The {number}th of many quantities."@en'))
    if number % 3 == 0:
        facts.append(("skos:altLabel", f'"thing {number}"@en'))
    if quantity(name) != name:
        facts += [("vocab:stateOf", quantity(name)), ("vocab:level", "vocab:Low")]
    elif number > KIND and number % KIND == 0:
        facts.append(("skos:broader", quantity(f"concept:q{dice.randrange(number // 2)}")))
    return facts


def quantity(name: str) -> str:
    """The quantity of a concept."""
    number = int(name[9:])
    return f"concept:q{number - 1}" if number % STATE == STATE - 1 else name


def escaped(name: str) -> str:
    """A claim's name as Turtle writes it."""
    return name.replace("%", "\\%")


def block(subject: str, facts: Facts) -> str:
    """The description of one resource."""
    lines = "".join(f"    {predicate} {value} ;\n" for predicate, value in facts)
    return f"\n{subject}\n{lines}.\n"


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float, str]:
    """Seconds, gigabytes and the exit status of a command."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment) as child:
        try:
            _, said = child.communicate(timeout=LIMIT)
            ended = "" if child.returncode in (0, 1) else f"exit {child.returncode}: {said.decode().strip()[:80]}"
        except subprocess.TimeoutExpired:
            child.kill()
            ended = f"ended after {LIMIT} s"
        child.wait()
    return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6, ended


def alone(command: list[str], environment: dict[str, str]) -> tuple[float, float, str]:
    """The same, measured in a separate process, because peak memory is the maximum over all children of a process."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        seconds, size, ended = measure(command, environment)
        os.write(writer, f"{seconds} {size} {ended}".encode())
        os._exit(0)
    os.wait()
    os.close(writer)
    with os.fdopen(reader) as stream:
        seconds, size, ended = stream.read().split(" ", 2)
    return float(seconds), float(size), ended


def main(size: int, wanted: list[str]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "large.ttl")
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(turtle(size))
        print(f"{size:,} claims, {file.stat().st_size / 1e6:,.0f} MB, load average {os.getloadavg()[0]:.1f}")
        environment = {**os.environ, "XDG_CACHE_HOME": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        base = min(alone([sys.executable, "-c", "pass"], environment)[0] for _ in range(9))
        data = ["--data", str(file)]
        commands = {
            "kg stats, first load": ["stats", *data],
            "kg stats": ["stats", *data],
            "kg path": ["path", "quantity 1", f"quantity {size // 40}", *data],
            "kg show": ["show", "quantity 100", *data],
            "kg find": ["find", "quantity", "1234", *data],
            "kg effect": ["effect", "quantity 1", "quantity 50", *data],
            "kg check": ["check", str(file)],
            "kg fmt": ["fmt", str(file)],
        }
        print(f"| {'command':20} | seconds | ratio | peak GB |\n|---|---|---|---|")
        for name, arguments in commands.items():
            if not wanted or name.split(",")[0].removeprefix("kg ") in wanted:
                seconds, peak, ended = alone([*KG, *arguments], environment)
                print(f"| {name:20} | {seconds:7.2f} | {seconds / base:5.0f} | {peak:7.2f} | {ended}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000, sys.argv[2:])

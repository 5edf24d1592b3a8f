"""Every answer keeps the contract that it names: the JSON Schemas of docs/schemas/."""

import json
import re
import shlex

import pytest
from jsonschema import Draft202012Validator

from kg.model.kinds import KINDS
from kg.model.schema import schema
from kg.questions.gaps import KINDS as GAPS
from kg.questions.parts.facts import DocumentFacts, StudyFacts
from kg.reasoning.loops import KIND
from kg.reasoning.outcomes import Reason
from kg.serving.questions import questions
from kg.turtle.write import turtle
from tests import ROOT, example, tea, toy, versions

FILES = {path.name: json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "docs" / "schemas").glob("*.json"))}

#: Questions to the graph that comes with the program, and their exit codes; the example of each has an answer.
REAL = {
    **{shlex.join([name, *example(name)]): 0 for name in questions()},
    'path "vitamin D deficiency" "back pain" --via osteomalacia --min-confidence 0.1 -k 2': 0,
    'path "vitamin D receptor" neuropathy --without 000': 0,
    'path neuropathy "vitamin D receptor"': 1,
    'path "low serum calcium" "older age"': 1,
    'path "vitamin D" "back pain" --max-hops 1 --min-confidence 0.9': 1,
    'effect "vitamin B12" "back pain"': 0,
    'effect "vitamin D" "back pain" --without zadro-2018': 0,
    'effect neuropathy "vitamin D receptor"': 1,
    'effect "does vitamin D help back pain?"': 0,
    'path "high vitamin D" "older age"': 1,
    'path "is bone pain a symptom of osteomalacia"': 0,
    'what-if "serum calcium" up PTH down': 0,
    "what-if neuropathy --kind food": 1,
    "loops": 0,
    "loops --through neuropathy": 1,
    'break neuropathy "vitamin D receptor"': 1,
    'bridges neuropathy "vitamin D receptor"': 1,
    "gaps": 0,
    'worksheet "gut health"': 1,
    'gaps --concept "vitamin D receptor" --kind cause': 1,
    'find "vitamin d" deficiency': 0,
    "find zebra": 1,
    "show hypocalcemia": 0,
    "show claim:sun-exposure--treats--vitamin-d-deficiency": 0,
    "show claim:serum-25-hydroxyvitamin-d--has-reference-range--25ohd-30-to-40-ng-ml": 0,
    "show 003": 0,
    "show passage:000-3074": 0,
    "show zadro-2018": 0,
    "claims": 0,
    "claims --contested --modality emerging --concept neuropathy --relation increases": 1,
    'values "vitamin D deficiency" --limit 3': 0,
    "values magnesium": 1,
    "sparql --name deficiency-effects": 0,
    "sparql 'ASK {{ concept:osteomalacia a vocab:Claim }}'": 0,
    "sparql 'DESCRIBE concept:osteomalacia'": 0,
    "sparql 'SELECT ?claim WHERE {{ ?claim a vocab:Zebra }}'": 1,
    "sparql --list": 0,
    "contested": 0,
    "contested --concept neurotrophin": 1,
    'common "bone pain" "muscle weakness" --max-hops 2': 0,
    'compare "serum calcium" "serum 25-hydroxyvitamin D" neuropathy': 0,
}
#: Questions to a small graph that has loops, a dispute, a null finding, an unsigned step, kinds and an association.
TOY = {
    "path p genus": 0,
    "path p s --via q": 0,
    "path p q --sign -": 1,
    "path p y": 1,
    "path y p": 1,
    "effect p f": 0,
    "effect p e": 0,
    "effect p t": 0,
    "effect p d": 0,
    "effect p u": 0,
    "effect p n": 0,
    "effect p y": 1,
    "what-if p down x": 0,
    "effects p": 0,
    'why "low e"': 0,
    "loops": 0,
    "break p e": 0,
    "break p y": 1,
    "bridges p s": 0,
    "bridges p y": 1,
    "gaps": 0,
    "find p": 0,
    "show q": 0,
    "show claim:p--increases--q": 0,
    "show document:b": 0,
    "show passage:b-1": 0,
    "claims": 0,
    "sources": 0,
    "stats": 0,
    "contested": 0,
    "common q d": 0,
    "common p y": 1,
    "compare q d": 0,
}
#: Questions about the files of a small curated document, and to tables of somebody else's graph.
CURATED = {
    "check {data}": 0,
    "check {wrong}": 1,
    "verify --documents {texts} --data {data}": 0,
    "verify --documents {changed} --data {data}": 1,
    "verify --documents {texts} --data {data} --show passage:000-15": 0,
    "coverage --documents {texts} --data {data}": 1,
    "agreement {annotated} {annotated} --data {data}": 0,
    "agreement {annotated} --data {data}": 0,
    'locate {texts} "Warm milk" --data {data}': 0,
    "locate {texts} zebra --data {data}": 1,
    "sources --data {data}": 0,
    "claims --data {data}": 0,
    "show claim:tea--prevents--sleep --data {withdrawn}": 0,
    "show claim:tea--relieves--trouble --data {withdrawn}": 0,
    "show concept:nap --data {withdrawn}": 0,
    "show claim:milk--increases--sleep --data {withdrawn}": 0,
    "show oak-2001 --data {withdrawn}": 0,
    "diff {old} {new} --questions {asked}": 0,
    "diff {old} {old}": 1,
    "import {nodes} {edges} --output {made}": 0,
    "export csv --data {data} --output {made}": 0,
    "export mermaid --data {data} --path milk sleep --output {made}": 0,
    "export bel --data {data} --output {made}": 0,
    "export --list": 0,
    "fmt --check {data}": 0,
    "add {sheet} --data {spare}": 0,
    'withdraw claim:tea--affects--trouble --reason "Misread." --data {spare}': 0,
}
#: Questions with small answers.
SMALL = {**{f"{question} --data {{toy}}": code for question, code in TOY.items()}, **CURATED}
#: What an answer may do without: what is not known of a source, and the entries of a table of its own making.
READ = {"status", "read_at", "accessed", "place", "card", "score"}
OPTIONAL = {
    "without",
    "avoid",
    "typed",
    "read",
    "why",
    "gap",
    *READ,
    *DocumentFacts.__struct_fields__,
    *StudyFacts.__struct_fields__,
} - {"id"}
TABLES = {"context", "kinds", "written", "references", "witnesses", "by_relation", "by_modality", "by_source"}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Files to ask about, by the names under which the questions speak of them."""
    folder = tmp_path_factory.mktemp("files")
    lines = (
        "p increases q",
        "q increases r @b",
        "r decreases q",
        "r increases s",
        "s increases r @c",
        "q increases f",
        "p affects u",
        "p hasNoEffectOn n",
        "p increases d",
        "p increases d @b denied",
        "p decreases e",
        "d increases e hedged",
        "p increases t",
        "q increases kind",
        "s associatedWith w",
        "q isA thing",
        "w increases y",
        "x increases y",
    )
    toy.data_file(folder / "toy.ttl", *lines, states={"low-e": ("e", "Low")}, broader={"kind": "genus"})
    data = tea.data_file(folder / "tea.ttl")
    (folder / "wrong.ttl").write_text(
        data.read_text("utf-8").replace("vocab:level vocab:Low", "vocab:level vocab:Mild")
    )
    (folder / "withdrawn.ttl").write_text(turtle(tea.full()), "utf-8")
    texts, changed = tea.folder(folder / "texts"), tea.folder(folder / "changed")
    (changed / "000_tea.txt").write_text(tea.TEXT.replace("Strong", "Cold"), "utf-8")
    (folder / "nodes.tsv").write_text("id\tcolour\nX:a\tred\nX:b\tblue\n")
    (folder / "edges.tsv").write_text("subject\tpredicate\tobject\nX:a\tbiolink:causes\tX:b\nX:a\tknows\tX:b\n")
    (folder / "annotated.tsv").write_text(
        "passage\tsubject\trelation\tobject\tstance\tmodality\n"
        "passage:000-15\ttea\tincreases\tsleep\tsupports\tHedged\npassage:000-106\t\tnone\n"
    )
    return {
        "toy": folder / "toy.ttl",
        "data": data,
        "wrong": folder / "wrong.ttl",
        "withdrawn": folder / "withdrawn.ttl",
        "texts": texts,
        "changed": changed,
        "nodes": folder / "nodes.tsv",
        "edges": folder / "edges.tsv",
        "annotated": folder / "annotated.tsv",
        "made": folder / "made.ttl",
        "spare": folder / "spare.ttl",
        "sheet": folder / "sheet.tsv",
        **dict(zip(("old", "new", "asked"), versions.files(folder), strict=True)),
    }


@pytest.fixture
def ask(run, files):
    """The answer to a question, in JSON, that ends with an exit code."""

    def answer(question, code):
        files["made"].unlink(missing_ok=True)
        files["spare"].write_bytes(files["data"].read_bytes())
        files["sheet"].write_text("id\tminimum\tmaximum\tunit\tof\nsome\t1\t2\tng/mL\tmilk\n", "utf-8")
        done = run(*shlex.split(question.format_map(files)), "--json")
        assert done.code == code, done.err
        return json.loads(done.out)

    return answer


def contract(answer):
    """What tells whether an answer keeps the contract that this one names."""
    return Draft202012Validator(FILES[f"{answer['schema'].replace('/', '-')}.json"]).is_valid


def objects(schema, place="#"):
    """Every part of a schema that describes an object, with its place."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield place, schema
        for key, part in schema.items():
            yield from objects(part, f"{place}/{key}")
    elif isinstance(schema, list):
        for part in schema:
            yield from objects(part, place)


@pytest.mark.parametrize("name", FILES)
def test_each_schema_is_one(name):
    """Each file is a JSON Schema of the draft that it names."""
    assert FILES[name]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    Draft202012Validator.check_schema(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_every_property_is_described_and_no_other_allowed(name):
    """No object is open, and each of its properties says in words what it is."""
    for place, part in objects(FILES[name]):
        assert part["additionalProperties"] is False, place
        for key, described in part["properties"].items():
            assert described.get("description", "").endswith("."), f"{place}: {key}"


def test_every_contract_has_a_file_and_every_page_links_its_own(monkeypatch):
    """The files are those of the kinds of answers, each complete in itself; the pages of the commands link them."""
    monkeypatch.syspath_prepend(ROOT / "docs")
    import reference

    kinds = reference.kinds()
    assert {reference.file(kind): schema(kind) for kind in kinds} == FILES
    assert not re.findall(r'"\$ref": ?"(?!#/)', json.dumps(FILES))
    parts = [name for file in FILES.values() for name in file.get("$defs", {})]
    assert not [name for name in parts if "." in name]  # two parts of one name
    page = (ROOT / "docs" / "schemas.md").read_text("utf-8")
    linked = "".join(path.read_text("utf-8") for path in (ROOT / "docs" / "commands").glob("*.md"))
    for name in FILES:
        assert f"](schemas/{name})" in page
        assert f"](../schemas.md#{name.removesuffix('.json')})" in linked, name


@pytest.mark.thorough
def test_answers_keep_their_contracts(ask):
    """Answered or not, what is printed is what its schema says; no schema is left without an answer."""
    met = set()
    for question, code in {**REAL, **SMALL}.items():
        answer = ask(question, code)
        assert contract(answer)(answer), question
        met.add(answer["schema"].replace("/", "-") + ".json")
    assert met == set(FILES)


@pytest.mark.parametrize(("question", "code"), SMALL.items())
@pytest.mark.thorough
def test_a_damaged_answer_is_refused(ask, question, code):
    """Something added, something left out, or a value of another kind: none of it passes at any place."""
    answer = ask(question, code)
    kept = contract(answer)
    assert kept(answer)
    assert not kept({**answer, "zebra": None})
    seen = set()
    for path, part, key in list(places(answer)):
        value = part[key]
        shape = (*(step for step in path if isinstance(step, str)), key, type(value))
        if shape in seen:
            continue
        seen.add(shape)
        if isinstance(value, dict):
            value["zebra"] = None
            assert not kept(answer), (path, key, "zebra")
            del value["zebra"]
        for wrong in ([None], {"zebra": None}):
            part[key] = wrong
            assert not kept(answer), (path, key, wrong)
        if isinstance(part, dict) and key not in OPTIONAL and not TABLES & set(path):
            del part[key]
            assert not kept(answer), (path, key, "left out")
        part[key] = value
    assert kept(answer)


def places(value, path=()):
    """Every place in an answer: the path to it, what holds it, and its key there."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield path, value, key
            yield from places(value[key], (*path, key))


def test_words_of_the_program_are_those_of_the_schemas():
    """Reasons, kinds of concepts, of loops and of gaps are listed in full."""
    parts = {name: part for file in FILES.values() for name, part in file.get("$defs", {}).items()}
    assert set(parts["Reason"]["enum"]) == {reason.value for reason in Reason}
    assert set(parts["Move"]["properties"]["kind"]["enum"]) == set(KINDS)
    asked = FILES["kg-loops-2.json"]["$defs"]["LoopsQuestion"]["properties"]["kind"]
    assert set(KIND.values()) == {value for part in asked["anyOf"] for value in part.get("enum", ())}
    assert set(parts["Gap"]["properties"]["kind"]["enum"]) == set(GAPS)

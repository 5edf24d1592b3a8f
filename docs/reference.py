"""Generated pages: the JSON Schemas of all answers, the queries of ``queries/``, and the vocabulary of the data."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import registry, resources
from kg.exchange import export
from kg.model.answer import Answer
from kg.model.schema import answers, components, contract, schema
from kg.sparql.library import Ready, ready
from kg.turtle.parse import Node, Triples, parse

Schema = Mapping[str, Any]

SCHEMAS = """\
# JSON Schemas

`--json` prints an answer with the name of its contract, such as `kg-path/1`. Each contract has a JSON Schema (2020-12)
in one self-contained file, for validators and code generators. The same contracts follow as tables, then the parts that
they share. `?` marks optional properties. For properties of all answers, see [The data](data-model.md#answers).
If your program reads earlier contracts, see [what changed](contracts.md).
"""
QUERIES = """\
# Ready queries

SPARQL queries for questions that no other command answers. `kg sparql --name NAME` runs one. You can also change them
into [your own queries](how-to/ask-with-sparql.md). [The data](data-model.md) explains the terms.
"""


VOCABULARY = """\
# Vocabulary

The classes, relations, properties and values of [the data](data-model.md), as `data/vocabulary.ttl` defines them.
`vocab:` stands for `https://w3id.org/vitamin-d-kg/vocab#`. `kg export owl` writes them with the data for Protégé and
other ontology tools.

*Like* lists the nearest terms of other vocabularies: SEPIO for claims and evidence, PROV-O for provenance, the Web
Annotation vocabulary for passages, the Relation Ontology (RO) and Biolink for relations. *close* is a near match
(`skos:closeMatch`), *broad* a wider term, *narrow* a narrower term, *related* a term of another kind. There are no
exact matches: many RO terms are for processes or conditions, but these relations are for any quantities.
"""
#: How closely a term matches another.
MATCHES = ("close", "broad", "narrow", "related")
#: What the values of a property are, or what it describes, by its kind.
OF = {
    "owl:ObjectProperty": "things",
    "owl:DatatypeProperty": "texts, numbers, dates",
    "owl:AnnotationProperty": "describes relations",
}
SIGNS = """\
A *sign* says in which direction the object moves when the subject rises: + (up), - (down), 0 (no change) or ? (not
stated). Relations that are not causal have no sign, or the sign of a correlation (in brackets), which chains use only
with `--with-associations`."""


def kinds() -> list[type[Answer]]:
    """Every type of answer, in the order of the commands; the answers of export come last."""
    names = (name for name, command in registry.COMMANDS.items() if not command.module.startswith("kg.cli."))
    functions = [*map(registry.function, names), export.write, export.formats]
    return list(dict.fromkeys(kind for function in functions for kind in answers(function)))


def pages(docs: Path) -> Iterator[tuple[Path, str]]:
    """Every generated file with its current content."""
    for kind in kinds():
        yield docs / "schemas" / file(kind), json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
    yield docs / "schemas.md", contracts()
    yield docs / "queries.md", "\n".join([QUERIES, *map(section, ready())])
    path = resources.data("vocabulary.ttl")
    yield docs / "vocabulary.md", "\n".join([VOCABULARY, *vocabulary(parse(path.read_bytes(), path))])


def file(kind: type[Answer]) -> str:
    """The name of the schema file of a type of answer."""
    return f"{contract(kind).replace('/', '-')}.json"


def contracts() -> str:
    """The page with all contracts and their shared parts."""
    listed = kinds()
    references, parts = components(listed, "{name}")
    tops = {reference["$ref"]: kind for reference, kind in zip(references, listed, strict=True)}
    text = [SCHEMAS]
    for name, kind in tops.items():
        stem, about = file(kind).removesuffix(".json"), parts[name]["description"]
        head = f"({stem})=\n\n## {contract(kind)}\n\n{about} As a file: [{stem}.json](schemas/{stem}.json)."
        text.append(f"{head}\n\n{table(parts[name])}")
    text.append("## Parts")
    for name, part in parts.items():
        if name not in tops:
            body = table(part) if "properties" in part else type_of(part)
            text.append(f"### {name}\n\n{part.get('description', '')}\n\n{body}")
    return "\n".join(part if part.endswith("\n") else f"{part}\n" for part in text)


def table(part: Schema) -> str:
    """The properties of an object, one per row."""
    rows = [
        f"| `{name}{'' if name in part['required'] else '?'}` | {type_of(value)} | {description(value)} |"
        for name, value in part["properties"].items()
    ]
    return "\n".join(["| property | type | |", "|---|---|---|", *rows])


def type_of(value: Schema) -> str:
    """The type of a value in a schema, in a few words."""
    items, values = value.get("items"), value.get("additionalProperties")
    if "$ref" in value:
        return f"[{value['$ref']}](#{value['$ref'].lower()})"
    if choices := value.get("enum", [value["const"]] if "const" in value else []):
        return " or ".join(f"`{json.dumps(one)}`" for one in choices)
    if several := value.get("anyOf"):
        return " or ".join(map(type_of, several))
    inner = items if isinstance(items, Mapping) else values if isinstance(values, Mapping) else None
    return f"{'list' if inner is items else 'object'} of {type_of(inner)}" if inner else str(value.get("type", "any"))


def description(value: Schema) -> str:
    """The description of a value in a schema."""
    return str(value.get("description", "")).replace("|", "\\|")


def section(query: Ready) -> str:
    """The section of one query, without the comments at its head, which the section repeats."""
    text = re.sub(r"\A(#.*\n)+", "", query.text).strip()
    return f"## {query.title}\n\n`{query.name}`: {query.about}\n\n```sparql\n{text}\n```\n"


def vocabulary(terms: Triples) -> Iterator[str]:
    """The sections of the page of the vocabulary: classes, relations, properties, values, agents."""
    kinds_of = {name: node["rdf:type"] for name, node in terms.items()}
    classes = [name for name, kinds in kinds_of.items() if "owl:Class" in kinds]
    relations = [name for name, kinds in kinds_of.items() if "vocab:Relation" in kinds]
    properties = [name for name, kinds in kinds_of.items() if kinds[0] in OF and name not in relations]
    yield listing("Classes", terms, classes, {"kind of": lambda node: named(node.get("rdfs:subClassOf", ()))})
    yield listing("Relations", terms, relations, {"reads": reads, "sign": sign}, SIGNS)
    yield listing("Properties", terms, properties, {"values": lambda node: OF[node["rdf:type"][0]]})
    for scheme in (name for name, kinds in kinds_of.items() if "skos:ConceptScheme" in kinds):
        values = [name for name, node in terms.items() if scheme in node.get("skos:inScheme", ())]
        yield listing(f"Values: {terms[scheme]['rdfs:label'][0]}", terms, values, {})
    yield listing("Agents", terms, [name for name, kinds in kinds_of.items() if "prov:SoftwareAgent" in kinds], {})


def reads(node: Node) -> str:
    """The two directions in which a relation is read."""
    return " / ".join(dict.fromkeys((node["rdfs:label"][0], node["vocab:inverseLabel"][0])))


def sign(node: Node) -> str:
    """The sign of a relation, or that of its correlation."""
    return "".join((*node.get("vocab:sign", ()), *(f"({one})" for one in node.get("vocab:correlation", ()))))


def like(node: Node) -> str:
    """The terms that a term matches."""
    matches = {how: node.get(f"skos:{how}Match", ()) for how in MATCHES}
    return "; ".join(f"{how} {named(terms)}" for how, terms in matches.items() if terms)


def named(names: Iterable[str]) -> str:
    """Names as code."""
    return ", ".join(f"`{name}`" for name in names)


def listing(
    title: str, terms: Triples, names: Iterable[str], columns: Mapping[str, Callable[[Node], str]], text: str = ""
) -> str:
    """A section with a table of terms; columns without any entry are left out."""
    own = {**columns, "meaning": lambda node: node["skos:definition"][0].replace("|", "\\|"), "like": like}
    header = ["term", *own]
    rows = [[f"`{name}`", *(cell(terms[name]) for cell in own.values())] for name in names]
    kept = [place for place in range(len(header)) if any(row[place] for row in rows)]
    lines = [[row[place] for place in kept] for row in (header, ["---"] * len(header), *rows)]
    shown = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join(filter(None, (f"## {title}", text, shown))) + "\n"

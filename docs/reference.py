"""Pages that are made from code and files: the JSON Schemas of all answers, and the queries of ``queries/``."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import registry
from kg.exchange import export
from kg.model.answer import Answer
from kg.model.schema import answers, components, contract, schema
from kg.sparql.library import Ready, ready

Schema = Mapping[str, Any]

SCHEMAS = """\
# JSON Schemas

`--json` prints an answer that names its contract, such as `kg-path/1`. Each contract has a JSON Schema (2020-12), a
file that is complete in itself, for validators and code generators. Below are the same contracts as tables, then the
parts that they share. `?` marks what may be missing. What holds for all answers: [The data](data-model.md#answers).
"""
QUERIES = """\
# Ready queries

Questions in SPARQL that no other command asks. `kg sparql --name NAME` answers one; each is a start for
[a query of your own](how-to/ask-with-sparql.md). The terms are those of [The data](data-model.md).
"""


def kinds() -> list[type[Answer]]:
    """Every kind of answer, in the order of the commands; those of export come last."""
    names = (name for name, command in registry.COMMANDS.items() if not command.module.startswith("kg.cli."))
    functions = [*map(registry.function, names), export.write, export.formats]
    return list(dict.fromkeys(kind for function in functions for kind in answers(function)))


def pages(docs: Path) -> Iterator[tuple[Path, str]]:
    """Every file that is made, and what it should hold."""
    for kind in kinds():
        yield docs / "schemas" / file(kind), json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
    yield docs / "schemas.md", contracts()
    yield docs / "queries.md", "\n".join([QUERIES, *map(asked, ready())])


def file(kind: type[Answer]) -> str:
    """The name of the file with the schema of a kind of answer."""
    return f"{contract(kind).replace('/', '-')}.json"


def contracts() -> str:
    """The page with all contracts and the parts that they share."""
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
            told = part.get("description", "")
            text.append(f"### {name}\n\n{told}\n\n{table(part) if 'properties' in part else sort(part)}")
    return "\n".join(part if part.endswith("\n") else f"{part}\n" for part in text)


def table(part: Schema) -> str:
    """The properties of an object, one a row."""
    rows = [
        f"| `{name}{'' if name in part['required'] else '?'}` | {sort(value)} | {told(value)} |"
        for name, value in part["properties"].items()
    ]
    return "\n".join(["| property | type | |", "|---|---|---|", *rows])


def sort(value: Schema) -> str:
    """What kind of value a schema allows, in a few words."""
    items, values = value.get("items"), value.get("additionalProperties")
    if "$ref" in value:
        return f"[{value['$ref']}](#{value['$ref'].lower()})"
    if choices := value.get("enum", [value["const"]] if "const" in value else []):
        return " or ".join(f"`{json.dumps(one)}`" for one in choices)
    if several := value.get("anyOf"):
        return " or ".join(map(sort, several))
    inner = items if isinstance(items, Mapping) else values if isinstance(values, Mapping) else None
    return f"{'list' if inner is items else 'object'} of {sort(inner)}" if inner else str(value.get("type", "any"))


def told(value: Schema) -> str:
    """What a schema says of a value."""
    return str(value.get("description", "")).replace("|", "\\|")


def asked(query: Ready) -> str:
    """The section of one query, without the comments at its head, which tell what the section says."""
    text = re.sub(r"\A(#.*\n)+", "", query.text).strip()
    return f"## {query.title}\n\n`{query.name}`: {query.about}\n\n```sparql\n{text}\n```\n"

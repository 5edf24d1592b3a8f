"""Generated pages: the JSON Schemas of all answers, and the queries of ``queries/``."""

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

`--json` prints an answer with the name of its contract, such as `kg-path/1`. Each contract has a JSON Schema (2020-12)
in one self-contained file, for validators and code generators. The same contracts follow as tables, then the parts that
they share. `?` marks optional properties. For properties of all answers, see [The data](data-model.md#answers);
[what changed](contracts.md) helps programs that read earlier contracts.
"""
QUERIES = """\
# Ready queries

SPARQL queries for questions that no other command answers. `kg sparql --name NAME` runs one; use them as a start for
[your own queries](how-to/ask-with-sparql.md). [The data](data-model.md) explains the terms.
"""


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

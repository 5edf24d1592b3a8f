"""Pages that are made from files: each JSON Schema of ``docs/schemas/`` as a table, and the queries of ``queries/``."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.sparql.library import Ready, ready

Schema = Mapping[str, Any]

SCHEMAS = """\
# JSON Schemas

`--json` prints an answer that names its contract, such as `kg-path/1`. For each there is a JSON Schema (2020-12), told
here as a table: `a.b` is the property b of a, `a[]` stands for each item of a list, `a.*` for each value of a table;
`?` marks what may be missing. The schemas refer to what they share, the [parts of answers](schemas/common.md), by file
name: a validator needs the folder `docs/schemas` and no network. What holds for all answers:
[The data](data-model.md#answers).

{listed}

```{{toctree}}
:hidden:
:glob:

schemas/*
```
"""
QUERIES = """\
# Ready queries

Questions in SPARQL that no other command asks. `kg sparql --name NAME` answers one; each is a start for
[a query of your own](how-to/ask-with-sparql.md). The terms are those of [The data](data-model.md).
"""


def pages(docs: Path) -> Iterator[tuple[Path, str]]:
    """Every page that is made from files, and what it should hold."""
    schemas = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted((docs / "schemas").glob("*.json"))}
    for path, schema in schemas.items():
        yield path.with_suffix(".md"), page(path, schema, schemas[path.with_name("common.json")]["$defs"])
    listed = "\n".join(
        f"- [{schema['title']}](schemas/{path.stem}.md): {schema['description']}" for path, schema in schemas.items()
    )
    yield docs / "schemas.md", SCHEMAS.format(listed=listed)
    yield docs / "queries.md", "\n".join([QUERIES, *map(asked, ready())])


def asked(query: Ready) -> str:
    """The section of one query, without the comments at its head, which tell what the section says."""
    text = re.sub(r"\A(#.*\n)+", "", query.text).strip()
    return f"## {query.title}\n\n`{query.name}`: {query.about}\n\n```sparql\n{text}\n```\n"


def page(path: Path, schema: Schema, common: dict[str, Any]) -> str:
    """The page of one schema: a table of its properties, and one for each part that others refer to."""
    text = [f"# {schema['title']}", f"{schema['description']} As a schema: [{path.name}]({path.name})."]
    parts = schema.get("$defs", {})
    for name, part in {"": schema, **parts}.items():
        found = dict(properties(part)).items()
        if name:
            text += [f"## {name}", part["description"] + ("" if sort(part) == "object" else f" Type: {sort(part)}.")]
        if rows := [f"| `{key}` | {sort(value)} | {told(value, common | parts)} |" for key, value in found]:
            text.append("\n".join(["| property | type | |", "|---|---|---|", *rows]))
    if {"if", "allOf"} & schema.keys():
        text.append("Which values go together is told by the conditions at the end of the schema.")
    return "\n\n".join(text) + "\n"


def properties(schema: Schema, place: str = "") -> Iterator[tuple[str, Schema]]:
    """The properties of all objects in a schema, by the way to them; what it refers to is told where that stands."""
    for name, part in schema.get("properties", {}).items():
        yield f"{place}{name}{'' if name in schema.get('required', ()) else '?'}", part
        yield from properties(part, f"{place}{name}.")
    for part in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from properties(part, place)
    for key, mark in (("items", "[]."), ("additionalProperties", ".*.")):
        if isinstance(part := schema.get(key), Mapping):
            yield from properties(part, place.removesuffix(".") + mark)


def sort(schema: Schema) -> str:
    """What kind of value a schema allows, in a few words."""
    if "$ref" in schema:
        file, _, name = schema["$ref"].partition("#/$defs/")
        return f"[{name}]({file.replace('.json', '.md')}#{name.lower()})"
    if "const" in schema:
        return f"`{json.dumps(schema['const'])}`"
    if "enum" in schema:
        return " or ".join(f"`{json.dumps(value)}`" for value in schema["enum"])
    if several := schema.get("anyOf", schema.get("oneOf")):
        return " or ".join(map(sort, several))
    if "items" in schema:
        return f"list: {sort(schema['items'])}"
    names = schema.get("type", "object")
    return names if isinstance(names, str) else " or ".join(names)


def told(schema: Schema, common: Schema) -> str:
    """What a schema says of a value, or what the part says to which it refers."""
    text = schema.get("description") or common[schema["$ref"].partition("#/$defs/")[2]]["description"]
    return str(text).replace("|", "\\|")

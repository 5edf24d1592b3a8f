"""The OpenAPI description of the HTTP interface, made from the questions and the types of their answers."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from kg.model.schema import components
from kg.serving.questions import Json, Question, parameter_schema
from kg.signature import Parameter

_ERROR = {"$ref": "#/components/schemas/Error"}
_FAILURES = {
    "400": "The question is invalid.",
    "503": "The server is busy, or the answer takes too long.",
}


def openapi(questions: Iterable[Question]) -> Json:
    """The description in OpenAPI 3.1, without external references."""
    asked = tuple(questions)
    kinds = tuple(dict.fromkeys(kind for question in asked for kind in question.answers))
    references, parts = components(kinds, "#/components/schemas/{name}")
    reference = dict(zip(kinds, references, strict=True))
    error = {
        "type": "object",
        "properties": {
            "error": {"type": "string", "description": "What was wrong and what to try, on one line."},
            "candidates": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Similar names, if a name is unknown.",
            },
        },
        "required": ["error", "candidates"],
        "additionalProperties": False,
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "vitamin-d-kg",
            "version": version("vitamin-d-kg"),
            "summary": "Questions for a knowledge graph of vitamin D mechanisms. For learning, not medical advice.",
        },
        "paths": {
            f"/api/{question.name}": {"get": _operation(question, [reference[kind] for kind in question.answers])}
            for question in asked
        },
        "components": {"schemas": {"Error": error, **{name: _for_clients(part) for name, part in parts.items()}}},
    }


def _operation(question: Question, answers: list[Json]) -> Json:
    answer = answers[0] if len(answers) == 1 else {"oneOf": answers}
    failures = {code: _response(text, _ERROR) for code, text in _FAILURES.items()}
    none = "An empty answer, with the reason if there is one; or an error: a name is unknown."
    return {
        "operationId": question.name,
        "summary": question.summary,
        "parameters": [_parameter(given) for given in question.parameters.values()],
        "responses": {
            "200": _response("The answer.", answer),
            "404": _response(none, {"anyOf": [*answers, _ERROR]}),
            **failures,
        },
    }


def _parameter(given: Parameter) -> Json:
    schema = parameter_schema(given)
    about = schema.pop("description")
    repeated = " Repeatable." if given.many else ""
    return {
        "name": given.name,
        "in": "query",
        "description": f"{about}{repeated}",
        "required": given.required,
        "schema": schema,
    }


def _for_clients(part: Any) -> Any:
    """An equivalent schema that generators of clients understand.

    They know no schema that is false, and cannot make a name from a field without letters, such as "+".
    """
    if isinstance(part, list):
        return [_for_clients(item) for item in part]
    if not isinstance(part, dict):
        return part
    found = {key: _for_clients(value) for key, value in part.items() if not (key == "items" and value is False)}
    fields = found.get("properties", {})
    if marks := [name for name in fields if not any(map(str.isalpha, name))]:
        found["propertyNames"] = {"enum": [*fields]}
        shapes = [fields.pop(mark) for mark in marks]  # one but for their descriptions
        about = " ".join(f"{mark}: {shape['description']}" for mark, shape in zip(marks, shapes, strict=True))
        found["additionalProperties"] = {**shapes[0], "description": about}
    return found


def _response(about: str, schema: Json) -> Json:
    return {"description": about, "content": {"application/json": {"schema": schema}}}

"""The HTTP interface described by the OpenAPI Specification, made of the registry of questions."""

from __future__ import annotations

from importlib.metadata import version

from kg.questions.legacy import Json
from kg.questions.registry import QUESTIONS, Parameter, Question

_ERROR = {"$ref": "#/components/schemas/Error"}
_FAILURES = {
    "400": "The question is put wrongly.",
    "503": "Too many questions are being answered, or the answer takes too long.",
}


def openapi() -> Json:
    """The description, in version 3.1."""
    paths = {f"/api/{question.name}": {"get": _operation(question)} for question in QUESTIONS.values()}
    error = {
        "type": "object",
        "properties": {
            "error": {"type": "string", "description": "One line that says what was wrong and what to try."},
            "candidates": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Names of what may have been meant, where a name is not known.",
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
            "summary": "Questions to a knowledge graph of vitamin D mechanisms. For learning, not medical advice.",
        },
        "paths": paths,
        "components": {"schemas": {"Error": error}},
    }


def links(question: Question) -> list[str]:
    """Where the schemas of the answers to a question are."""
    return [f"/schemas/{name.replace('/', '-')}.json" for name in question.schemas]


def _operation(question: Question) -> Json:
    answers = [{"$ref": link} for link in links(question)]
    answer = answers[0] if len(answers) == 1 else {"oneOf": answers}
    failures = {code: _response(text, _ERROR) for code, text in _FAILURES.items()}
    none = "An answer that there is none, with the reason where one is known; or an error: a name is not known."
    return {
        "operationId": question.name,
        "summary": question.summary,
        "parameters": [_parameter(parameter) for parameter in question.parameters.values()],
        "responses": {
            "200": _response("The answer.", answer),
            "404": _response(none, {"anyOf": [*answers, _ERROR]}),
            **failures,
        },
    }


def _parameter(parameter: Parameter) -> Json:
    schema = parameter.schema()
    about = schema.pop("description")
    repeated = " Repeat it for several." if parameter.type == "array" else ""
    return {
        "name": parameter.name,
        "in": "query",
        "description": f"{about}{repeated}",
        "required": parameter.required,
        "schema": schema,
    }


def _response(about: str, schema: Json) -> Json:
    return {"description": about, "content": {"application/json": {"schema": schema}}}

"""The document of the API, made from the same declarations as the routes, and as strict as they are."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter

from shared.web.problems import MEDIA_TYPE, PROBLEMS, Problem
from shared.web.requests import KEY_PATTERN

REFS = "#/components/schemas/{model}"
KEY_HEADER: dict[str, Any] = {
    "name": "Idempotency-Key", "in": "header", "required": True,
    "description": "Your own name for this command; the same when it is sent again.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": KEY_PATTERN},
}  # fmt: skip
IF_MATCH_HEADER: dict[str, Any] = {
    "name": "If-Match", "in": "header", "required": False,
    "description": "The ETag you saw. With a stale one the command is refused with what has happened since.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,15}"$'},
}  # fmt: skip
PROBLEM_SCHEMA = "Problem"
Schema = dict[str, Any]


def command_document(body: Schema | None, *, versioned: bool = False) -> Schema:
    """The part of a POST that FastAPI cannot see, because bodies are read as strict JSON (trap 15)."""
    document: Schema = {"parameters": [KEY_HEADER, *([IF_MATCH_HEADER] if versioned else [])]}
    if body is not None:
        document["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return document


@cache
def schema_of(model: type[BaseModel]) -> Schema:
    """The schema of a form, its parts still in `$defs`; the document collects them. Made once: not to be changed."""
    return model.model_json_schema(ref_template=REFS)


@cache
def schema_of_any(kind: Any) -> Schema:
    """The schema of any type that pydantic knows, as it is served. Made once: not to be changed."""
    return TypeAdapter(kind).json_schema(mode="serialization", ref_template=REFS)


def problems(*expected: Problem) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route for the problems that it may answer with."""
    by_status: dict[int, list[Problem]] = {}
    for problem in expected:
        by_status.setdefault(problem.status, []).append(problem)
    return {
        status: {
            "description": " · ".join(problem.title.en for problem in found),
            "content": {MEDIA_TYPE: {"schema": {"$ref": REFS.format(model=PROBLEM_SCHEMA)}}},
        }
        for status, found in by_status.items()
    }


def document(app: FastAPI, *, version: str, open_paths: frozenset[str]) -> Schema:
    """The whole document; parts named in several places stand once, under `components`."""
    found = get_openapi(
        title="Suying", version=version, openapi_version="3.1.0", routes=app.routes,
        description="Every complaint gets an answer: register, handle, read. All moments are RFC 3339 with an offset.",
    )  # fmt: skip
    components = found.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    _collect(found["paths"], schemas)
    for operation in _operations(found):
        _refer(operation, schemas)
    schemas[PROBLEM_SCHEMA] = _problem_schema()
    components["responses"] = _problem_responses()
    components["parameters"] = {KEY_HEADER["name"]: KEY_HEADER, IF_MATCH_HEADER["name"]: IF_MATCH_HEADER}
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer", "description": "A key of this desk."}}
    found["security"] = [{"key": []}]
    for path in open_paths & found["paths"].keys():
        for operation in found["paths"][path].values():
            operation["security"] = []
    components["schemas"] = dict(sorted(schemas.items()))
    return found


def _operations(found: Schema) -> Iterator[Schema]:
    for path in found["paths"].values():
        yield from path.values()


def _refer(operation: Schema, schemas: Schema) -> None:
    """Let an operation refer to what it shares with others: problems, the two headers, whole bodies by their title."""
    for status, response in operation["responses"].items():
        if MEDIA_TYPE in response.get("content", ()):
            operation["responses"][status] = {"$ref": f"#/components/responses/{_PROBLEM_RESPONSE.format(status)}"}
    for place, parameter in enumerate(operation.get("parameters", ())):
        if parameter in (KEY_HEADER, IF_MATCH_HEADER):
            operation["parameters"][place] = {"$ref": f"#/components/parameters/{parameter['name']}"}
    for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
        for content in holder.get("content", {}).values():
            schema = content.get("schema", {})
            title = schema.get("title")
            if title is not None and schemas.setdefault(title, schema) == schema:
                content["schema"] = {"$ref": REFS.format(model=title)}


_PROBLEM_RESPONSE = "Problem{}"


def _problem_responses() -> Schema:
    found = problems(*PROBLEMS)
    return {_PROBLEM_RESPONSE.format(status): response for status, response in sorted(found.items())}


def _collect(node: Any, schemas: Schema) -> None:
    """Move every `$defs` to the components. Raises ValueError when two parts of one name differ."""
    if isinstance(node, list):
        for value in node:
            _collect(value, schemas)
    elif isinstance(node, dict):
        for name, part in node.pop("$defs", {}).items():
            if schemas.setdefault(name, part) != part:
                raise ValueError(f"two parts of the API are called {name}")
            _collect(part, schemas)
        for value in list(node.values()):
            _collect(value, schemas)


def _problem_schema() -> Schema:
    slugs = [f"/problems#{problem.slug}" for problem in PROBLEMS]
    return {
        "type": "object", "required": ["type", "title", "status"],
        "description": "problem+json (RFC 9457). Further members depend on the type: see the reference of errors.",
        "properties": {
            "type": {"type": "string", "format": "uri-reference", "examples": slugs},
            "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
        },
    }  # fmt: skip

"""The document of the API is committed, fresh, valid, and breaks no client of a released version."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from infra.reference.api import document, text
from tests.contract.api_changes import breaking_changes

ROOT = Path(__file__).parents[2]
RELEASED = sorted((Path(__file__).parent / "api").glob("*.json"))
"""The document of each released version; a release adds its own."""

FORM: dict[str, Any] = {
    "type": "object", "additionalProperties": False, "required": ["a"],
    "properties": {
        "a": {"type": "string", "maxLength": 10}, "b": {"enum": ["x", "y"]},
        "c": {"anyOf": [{"$ref": "#/components/schemas/C"}, {"type": "null"}]},
    },
}  # fmt: skip
SMALL: dict[str, Any] = {
    "components": {"schemas": {"C": {"type": "string", "enum": ["m", "n"]}}},
    "paths": {
        "/cases": {
            "post": {
                "parameters": [{"in": "header", "name": "Key", "required": True, "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": FORM}}},
                "responses": {"201": {"content": {"application/json": {"schema": deepcopy(FORM)}}}},
            },
            "get": {"responses": {"200": {}}},
        }
    },
}


def test_the_committed_document_is_what_the_code_says() -> None:
    assert (ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8") == text(), "run `make reference`"


def test_every_operation_is_named_described_and_answers_problems() -> None:
    found = document()
    names = [operation["operationId"] for path in found["paths"].values() for operation in path.values()]
    assert len(names) == len(set(names))
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            if operation.get("security") == []:
                continue
            assert "401" in operation["responses"], (method, path)
            taken = {parameter.get("$ref", "").rpartition("/")[2] for parameter in operation.get("parameters", ())}
            assert ("Idempotency-Key" in taken) == (method == "post"), (method, path)


def test_no_client_of_a_released_version_breaks() -> None:
    now = document()
    assert RELEASED
    for released in RELEASED:
        assert breaking_changes(json.loads(released.read_text("utf-8")), now) == [], released.stem


def changed(at: str, to: Any) -> list[str]:
    """What breaks when the small document is changed at one place; None takes it away."""
    new = deepcopy(SMALL)
    *way, last = at.split("|")
    place: Any = new
    for part in way:
        place = place[int(part)] if isinstance(place, list) else place[part]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return breaking_changes(SMALL, new)


BODY = "paths|/cases|post|requestBody|content|application/json|schema"
ANSWER = "paths|/cases|post|responses|201|content|application/json|schema"


@pytest.mark.parametrize(
    ("at", "to", "says"),
    [
        ("paths|/cases", None, "gone"),
        ("paths|/cases|get", None, "gone"),
        ("paths|/cases|post|parameters", [], "not taken any more"),
        ("paths|/cases|post|parameters|0|name", "Other", "must now be sent"),
        (f"{BODY}|required", ["a", "b"], "must now be sent"),
        (f"{BODY}|properties|b", None, "not taken any more"),
        (f"{BODY}|properties|b|enum", ["x"], "not taken any more"),
        (f"{BODY}|properties|a|maxLength", 9, "maxLength is now 9"),
        (f"{BODY}|properties|a|minLength", 1, "minLength is now 1"),
        ("components|schemas|C|enum", ["m"], "not taken any more"),
        (f"{ANSWER}|properties|a", None, "not told any more"),
        (f"{ANSWER}|required", [], "may now be missing"),
        ("paths|/cases|post|responses", {}, "does not answer 201"),
        ("paths|/cases|get|requestBody", {"content": {"application/json": {"schema": FORM}}}, "needs a body"),
    ],
)
def test_what_breaks_a_client_is_found(at: str, to: Any, says: str) -> None:
    assert any(says in line for line in changed(at=at, to=to)), changed(at=at, to=to)


@pytest.mark.parametrize(
    ("at", "to"),
    [
        ("paths|/more", {"get": {"responses": {"200": {}}}}),
        (f"{BODY}|required", []),
        (f"{BODY}|properties|d", {"type": "string"}),
        (f"{BODY}|properties|b|enum", ["x", "y", "z"]),
        (f"{BODY}|properties|a|maxLength", 11),
        (f"{ANSWER}|properties|d", {"type": "string"}),
        (f"{ANSWER}|required", ["a", "b"]),
    ],
)
def test_what_is_looser_or_more_breaks_nobody(at: str, to: Any) -> None:
    assert changed(at=at, to=to) == []

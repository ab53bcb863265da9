"""What a request brings: its body as strict JSON, its idempotency key, the version it saw."""

import json
import re
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import Request

from shared.vocabulary.text import Say, say
from shared.vocabulary.time import Instant
from shared.web.faulty import JSON, OBJECT
from shared.web.moments import rfc_3339
from shared.web.problems import KEY_MISSING, MALFORMED, TOO_LARGE, UNSUPPORTED, Answered
from shared.web.strictly import GivenTwice, read_json

_EXACT = 2**53  # up to here a float tells whole numbers apart
LARGEST_BODY = 1024 * 1024
"""Bytes of a JSON body; the longest form is two texts of 10,000 characters."""

KEY_PATTERN = r"^[\x21-\x7e]{1,200}$"
ONCE = say("must not be given twice in one object", "同一对象中不得重复给出")
TAG = say('must be an ETag of this desk, such as "7"', '须为本系统的 ETag，如 "7"')
_KEY = re.compile(KEY_PATTERN)
_ETAG = re.compile(r'^"(\d{1,15})"$')
_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)

M = TypeVar("M", bound=BaseModel)


def idempotency_key(request: Request) -> str:
    """The caller's own name for this command. Raises Answered (400) without one."""
    key = _header(request, b"idempotency-key")
    if key is None or not _KEY.match(key):
        raise Answered(KEY_MISSING)
    return key


def _header(request: Request, name: bytes) -> str | None:
    """A header as it came. The framework's own look-up decodes all that come before it."""
    for key, value in request.scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None


def if_match(request: Request) -> int | None:
    """The version the caller saw, None when it does not say. Raises Answered (422) for anything but one of our tags."""
    header = _header(request, b"if-match")
    if header is None:
        return None
    match = _ETAG.match(header.strip())
    if match is None:
        malformed("header", "if-match", TAG)
    return int(match[1])


def etag(version: int) -> str:
    """A version as HTTP has it."""
    return f'"{version}"'


async def json_object(request: Request, largest: int = LARGEST_BODY) -> dict[str, Any]:
    """The body as one JSON object, each name once, without control characters. Raises Answered: 413, 415, 422."""
    kind = (_header(request, b"content-type") or "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Answered(UNSUPPORTED)
    try:
        data = read_json(await body_of(request, largest), _number, _no_number)
    except GivenTwice as error:
        malformed("body", error.name, ONCE)
    except (ValueError, RecursionError):
        malformed("body", "", JSON)
    if not isinstance(data, dict):
        malformed("body", "", OBJECT)
    return data


async def body_of(request: Request, largest: int) -> bytes:
    """The body's bytes, at most `largest` of them. Raises Answered (413)."""
    if (announced := _header(request, b"content-length") or "").isdigit() and int(announced) > largest:
        raise Answered(TOO_LARGE, members={"limit": largest})
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise Answered(TOO_LARGE, members={"limit": largest})
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def occurred_in(body: dict[str, Any]) -> datetime | None:
    """Take the business time (CK9), which every command may say beside its form, out of a body; None: now.

    Raises RequestValidationError.
    """
    said = body.pop("occurred_at", None)
    if said is None:
        return None
    try:
        return _INSTANT.validate_json(json.dumps(rfc_3339(said)), strict=True)
    except ValidationError as error:
        raise rejected(error, "occurred_at") from None
    except ValueError as error:
        wrong = {"loc": ("body", "occurred_at"), "msg": str(error), "type": "datetime_parsing"}
        raise RequestValidationError([wrong]) from None


def validated(model: type[M], data: bytes) -> M:
    """A strict model straight from JSON: Python mode would refuse every moment and id (trap 15).

    Raises RequestValidationError.
    """
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        raise rejected(error) from None


def rejected(error: ValidationError, *place: str) -> RequestValidationError:
    """What FastAPI raises for its own parameters, for a body; without the values that were sent."""
    return RequestValidationError(
        [
            {"loc": ("body", *place, *one["loc"]), "msg": one["msg"], "type": one["type"], "ctx": one.get("ctx", {})}
            for one in error.errors(include_url=False, include_input=False)
        ]
    )


def malformed(place: str, name: str, wanted: Say | str) -> NoReturn:
    """Refuse a part of a request that is not of the wanted form (`wanted`: "must be …"). Raises Answered (422)."""
    field = f"{place}.{name}" if name else place
    raise Answered(MALFORMED, members={"errors": [{"field": field, "message": wanted, "kind": "form"}]})


def _number(text: str) -> float:
    """`2.0` is the whole number 2, as JSON Schema has it."""
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON

"""What would break a client: two documents of the API compared, the older one first.

Gone: an address, a method, an answered field, an accepted value. Stricter: a field or header that must now be
sent, a value no longer taken, a smaller bound. Looser or more is no break.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]
Schema = Mapping[str, Any]
_UPPER = ("maxLength", "maximum", "maxItems")
_LOWER = ("minLength", "minimum", "minItems")
_DEEPEST = 12


def breaking_changes(old: Document, new: Document) -> list[str]:
    """One line for each thing that a client of `old` may stumble over at `new`."""
    return list(_paths(old, new))


def _paths(old: Document, new: Document) -> Iterator[str]:
    for path, operations in old["paths"].items():
        if path not in new["paths"]:
            yield f"{path}: gone"
            continue
        for method, operation in operations.items():
            name = f"{method.upper()} {path}"
            if method not in new["paths"][path]:
                yield f"{name}: gone"
            else:
                yield from _operation(name, operation, new["paths"][path][method], old, new)


def _operation(name: str, before: Schema, after: Schema, old: Document, new: Document) -> Iterator[str]:
    yield from _parameters(name, before, after, old, new)
    sent_before, sent_after = (_body(one.get("requestBody", {})) for one in (before, after))
    if not sent_before and sent_after:
        yield f"{name}: needs a body"
    yield from _sent(f"{name} body", sent_before, sent_after, old, new, _DEEPEST)
    for status, response in before["responses"].items():
        if not status.startswith("2"):
            continue
        if status not in after["responses"]:
            yield f"{name}: does not answer {status} any more"
            continue
        now = _body(after["responses"][status])
        yield from _told(f"{name} {status}", _body(response), now, old, new, _DEEPEST)


def _parameters(name: str, before: Schema, after: Schema, old: Document, new: Document) -> Iterator[str]:
    known = {_place(one): one for one in (_found(p, old) for p in before.get("parameters", ()))}
    wanted = {_place(one): one for one in (_found(p, new) for p in after.get("parameters", ()))}
    for place, parameter in wanted.items():
        if parameter.get("required") and not known.get(place, {}).get("required"):
            yield f"{name}: must now be sent: {' '.join(place)}"
    for place, parameter in known.items():
        if place not in wanted:
            yield f"{name}: not taken any more: {' '.join(place)}"
        else:
            schemas = parameter.get("schema", {}), wanted[place].get("schema", {})
            yield from _sent(f"{name} {' '.join(place)}", *schemas, old, new, _DEEPEST)


def _sent(name: str, before: Schema, after: Schema, old: Document, new: Document, depth: int) -> Iterator[str]:
    """What a client sends: everything it could send must still be taken."""
    before, after = _found(before, old), _found(after, new)
    if depth == 0:
        return
    yield from _sent_fields(name, before, after, old, new, depth)
    taken = _values(after, new)
    for value in _values(before, old) - taken if taken else ():
        yield f"{name}: {value!r} not taken any more"
    for bound in (*_UPPER, *_LOWER):
        yield from _bound(name, bound, before, after)


def _sent_fields(name: str, before: Schema, after: Schema, old: Document, new: Document, depth: int) -> Iterator[str]:
    fields = after.get("properties", {})
    for field in set(after.get("required", ())) - set(before.get("required", ())):
        yield f"{name}.{field}: must now be sent"
    for field, schema in before.get("properties", {}).items():
        if field in fields:
            yield from _sent(f"{name}.{field}", schema, fields[field], old, new, depth - 1)
        elif after.get("additionalProperties") is False:
            yield f"{name}.{field}: not taken any more"


def _bound(name: str, bound: str, before: Schema, after: Schema) -> Iterator[str]:
    if bound not in after:
        return
    was, now = before.get(bound), after[bound]
    if was is None or (now < was if bound in _UPPER else now > was):
        yield f"{name}: {bound} is now {now}"


def _told(name: str, before: Schema, after: Schema, old: Document, new: Document, depth: int) -> Iterator[str]:
    """What a client reads: every field it was promised must still come."""
    before, after = _found(before, old), _found(after, new)
    if depth == 0:
        return
    fields = after.get("properties", {})
    for field, schema in before.get("properties", {}).items():
        if field not in fields:
            yield f"{name}.{field}: not told any more"
        else:
            yield from _told(f"{name}.{field}", schema, fields[field], old, new, depth - 1)
    for field in set(before.get("required", ())) - set(after.get("required", ())):
        if field in fields:
            yield f"{name}.{field}: may now be missing"
    if "items" in before:
        yield from _told(f"{name}[]", before["items"], after.get("items", {}), old, new, depth - 1)


def _values(schema: Schema, document: Document) -> set[Any]:
    """The closed set of values of a schema, also behind `anyOf`; empty when it is open."""
    parts = [_found(part, document) for part in schema.get("anyOf", ())] or [schema]
    sets = [set(part["enum"]) for part in parts if "enum" in part]
    is_open = any("enum" not in part and part.get("type") == "string" for part in parts)
    return set().union(*sets) if sets and not is_open else set()


def _found(node: Schema, document: Document) -> Schema:
    """What a `$ref` stands for."""
    while "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def _body(holder: Schema) -> Schema:
    contents = list(holder.get("content", {}).values())
    return contents[0].get("schema", {}) if contents else {}


def _place(parameter: Schema) -> tuple[str, str]:
    return parameter["in"], parameter["name"].lower()

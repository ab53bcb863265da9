"""docs/reference/actions.md: every action with its form, rules, roles and guards."""

from typing import Any

from infra.reference.described import DESCRIBED, Described
from infra.reference.markdown import code, page, table
from shared.decision.action import WORDS, Action


def text() -> str:
    """The page."""
    parts = ["Every action is posted with an `Idempotency-Key`; it may carry `occurred_at` (CK9)."]
    for described in DESCRIBED:
        parts.append(f"## {described.title}")
        parts += [_action(described, action) for action in described.kind.actions]
    return page("Actions", *parts)


def _action(described: Described, action: type[Action]) -> str:
    spec = action.SPEC
    path = described.create if spec.creates else f"{described.path}/{spec.slug.replace('_', '-')}"
    lines = [
        f"### {spec.label.en} · {spec.label.zh}",
        f"`POST {path}` · {', '.join(spec.rules)}",
        (action.__doc__ or "").strip(),
        f"May: {', '.join(role.words.en for role in spec.roles)}.",
    ]
    if action.model_fields:
        lines.append(_form(action))
    if spec.when:
        lines.append("\n".join(f"- {guard.rule}: {guard.sentence.en}" for guard in spec.when))
    return "\n\n".join(lines)


def _form(action: type[Action]) -> str:
    schema = action.model_json_schema()
    wanted = schema.get("required", [])
    rows = [(code(name), _zh(field), _type(field), "yes" if name in wanted else "") for name, field in _fields(schema)]
    return table(("field", "字段", "type", "required"), rows)


def _fields(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return list(schema["properties"].items())


def _zh(field: dict[str, Any]) -> str:
    return str(field.get(WORDS, {}).get("zh_Hans", ""))


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        return code(field["$ref"].rpartition("/")[2])
    if "anyOf" in field:
        return " or ".join(_type(option) for option in field["anyOf"] if option.get("type") != "null")
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    return str(field.get("format") or field.get("type", "any"))

"""docs/reference/events.md: every fact that can be on record, with its fields."""

from infra.reference.described import DESCRIBED
from infra.reference.markdown import code, page, table
from shared.decision.event import Event
from shared.vocabulary.personal import personal_fields


def text() -> str:
    """The page."""
    parts = []
    for described in DESCRIBED:
        parts += [f"## {described.title}", *(_event(event) for event in described.kind.events)]
    return page("Events", *parts)


def _event(event: type[Event]) -> str:
    lines = [f"### {event.LABEL.en} · {event.LABEL.zh}", f"`{event.TOPIC}` · {', '.join(event.RULES)}"]
    lines.append((event.__doc__ or "").strip())
    personal = personal_fields(event)
    rows = [
        (code(name), "required" if field.is_required() else "", "personal" if name in personal else "")
        for name, field in event.model_fields.items()
    ]
    return "\n\n".join([*lines, table(("field", "", ""), rows)] if rows else lines)

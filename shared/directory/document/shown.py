"""Orders as people read them before they agree: what each does, what stood there, what is warned about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from shared.directory.actions.base import DirectoryAction
from shared.directory.document.difference import carried_out
from shared.directory.state import Directory
from shared.vocabulary.text import Lang

NOTHING = "—"
_UNSHOWN = {"version", "_limits", "code"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One order: its label, every value that it changes as `path: old → new`, and what is warned about."""

    label: str
    changes: tuple[str, ...]
    warnings: tuple[str, ...]

    def __str__(self) -> str:
        """As several lines, the changes indented."""
        return "\n".join(
            (self.label, *(f"  {line}" for line in self.changes), *(f"  ! {line}" for line in self.warnings))
        )


def shown(directory: Directory, orders: list[DirectoryAction], lang: Lang = Lang.EN) -> list[Shown]:
    """What each of these orders would change, one after the other. Raises Refused for one that a rule forbids."""
    found: list[Shown] = []
    for order in orders:
        after = carried_out(directory, order)
        warnings = tuple(reason.to(lang) for reason in order.warnings())
        found.append(Shown(order.SPEC.label.to(lang), tuple(_changes((), directory, after)), warnings))
        directory = after
    return found


def _changes(path: tuple[str, ...], before: Any, after: Any) -> Iterator[str]:
    if before == after:
        return
    old, new = _parts(before), _parts(after)
    if old is None and new is None:
        yield f"{'.'.join(path)}: {_text(before)} → {_text(after)}"
        return
    for key in {**(old or {}), **(new or {})}:
        yield from _changes((*path, key), (old or {}).get(key), (new or {}).get(key))


def _parts(value: Any) -> dict[str, Any] | None:
    if isinstance(value, Mapping):
        return {_key(key): part for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value) if field.name not in _UNSHOWN}
    return None


def _key(key: Any) -> str:
    if isinstance(key, tuple):  # where a limit holds
        return "+".join(str(part) for part in key if part is not None) or "company"
    return str(key)


def _text(value: Any) -> str:
    if value is None or value in ("", frozenset(), ()):
        return NOTHING
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(item) for item in value))
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    return str(value)

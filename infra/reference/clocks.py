"""docs/reference/clocks.md: the table of clocks; docs/reference/limits.md: every setting."""

from collections.abc import Iterable

from infra.reference.markdown import code, page, table
from shared.complaint.clocks.table import CLOCKS
from shared.directory.limits import SETTINGS


def clocks() -> str:
    """The page of clocks."""
    head = ("clock", "时限", "rule", "kind", "scope", "starts", "satisfied by", "cancelled by", "limit", "missed")
    rows = [
        (
            code(clock.name), clock.label.zh, clock.rule, clock.kind.value, clock.scope.value, _names(clock.starts),
            _names(clock.satisfied), _names(clock.cancelled), code(clock.limit), clock.missed.value,
        )
        for clock in CLOCKS
    ]  # fmt: skip
    return page("Clocks", table(head, rows))


def limits() -> str:
    """The page of settings."""
    head = ("setting", "default", "unit", "rule", "mark")
    rows = [
        (code(s.name), "off" if s.default is None else str(s.default), s.unit.value, ", ".join(s.rules), s.mark)
        for s in SETTINGS
    ]
    return page("Limits", "S: the number is the handbook's, changing it is warned about. A: ours.", table(head, rows))


def _names(marks: Iterable[str]) -> str:
    return "; ".join(sorted(mark.replace("_", " ") for mark in marks))

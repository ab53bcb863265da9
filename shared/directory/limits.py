"""Every bold number of docs/process.md: name, default, unit, rule (section 3.4). Settings, never constants."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

Value = int | float | str | None
"""What a setting may hold: a number in its unit, a time of day or name, or None for *off*."""


class Unit(StrEnum):
    """What a setting's number counts."""

    MINUTES = "min"
    HOURS = "h"
    DAYS = "days"
    MONTHS = "months"
    COUNT = "count"
    SHARE = "share"
    DAY_OF_MONTH = "day of the next month"
    TIME_OF_DAY = "time of day, local"
    DESK_HOURS = "local time, per weekday"
    CALENDAR = "calendar"
    REMEDIES = "level per remedy"


_HANDBOOK = "S"


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of section 3.4."""

    name: str
    default: Value
    unit: Unit
    rules: tuple[str, ...]
    mark: str  #: S: the handbook's number, changing it is warned about; A: ours

    @property
    def is_handbooks(self) -> bool:
        """Whether the number is the handbook's own."""
        return self.mark == _HANDBOOK


MONEY_FROM_LEVEL_2 = "fee_waiver:2 refund:2 compensation:2"
"""The lowest level that may grant a remedy; one that is not named anybody may grant (R12.23)."""

SETTINGS: tuple[Setting, ...] = (
    Setting("agitated_warn", 3, Unit.MINUTES, ("R1.3",), "S"),
    Setting("agitated_limit", 5, Unit.MINUTES, ("R1.3",), "S"),
    Setting("consent_wait", 2, Unit.MINUTES, ("R1.4",), "A"),
    Setting("rings", 3, Unit.COUNT, ("R2.1",), "S"),
    Setting("transfer_wait", 1, Unit.MINUTES, ("R2.4a",), "A"),
    Setting("call_back_within", 30, Unit.MINUTES, ("R2.4a",), "A"),
    Setting("call_back_tries", 2, Unit.COUNT, ("R2.4a",), "A"),
    Setting("verify_within", 30, Unit.MINUTES, ("R3.1",), "A"),
    Setting("route_within", 30, Unit.MINUTES, ("R3.2",), "A"),
    Setting("reply_within", 24, Unit.HOURS, ("R5.1",), "S"),
    Setting("progress_every", 24, Unit.HOURS, ("R5.2",), "S"),
    Setting("progress_slow", 72, Unit.HOURS, ("R5.2", "R5.3"), "A"),
    Setting("beyond_review", 30, Unit.DAYS, ("R5.3a",), "A"),
    Setting("outside_asks", 3, Unit.COUNT, ("R5.3a",), "A"),
    Setting("outside_silence", 90, Unit.DAYS, ("R5.3a",), "A"),
    Setting("assign_within", 30, Unit.MINUTES, ("R6.2",), "A"),
    Setting("first_finding", 30, Unit.MINUTES, ("R6.2",), "A"),
    Setting("findings_within", 8, Unit.HOURS, ("R6.2",), "A"),
    Setting("apology_within", 24, Unit.HOURS, ("R6.3",), "A"),
    Setting("incident_report", 15, Unit.MINUTES, ("R6.4", "CK3"), "A"),
    Setting("apology_tries", 3, Unit.COUNT, ("R6.5",), "A"),
    Setting("answer_remind", 24, Unit.HOURS, ("R7.4",), "A"),
    Setting("answer_asks", 3, Unit.COUNT, ("R7.4",), "A"),
    Setting("answer_within", 7, Unit.DAYS, ("R7.4",), "A"),
    Setting("final_rejections", 3, Unit.COUNT, ("R7.6",), "A"),
    Setting("final_followups", 2, Unit.COUNT, ("R7.6",), "A"),
    Setting("final_wait", 30, Unit.DAYS, ("R7.6",), "A"),
    Setting("accept_within", 30, Unit.MINUTES, ("R8.2",), "A"),
    Setting("contact_within", 2, Unit.HOURS, ("R8.2",), "A"),
    Setting("contact_tries", 3, Unit.COUNT, ("R8.2",), "A"),
    Setting("top_remind", 24, Unit.HOURS, ("R8.3a", "CK13"), "A"),
    Setting("outside_first", 24, Unit.HOURS, ("R8.4",), "A"),
    Setting("outside_every", 7, Unit.DAYS, ("R8.4",), "A"),
    Setting("report_back", 24, Unit.HOURS, ("R9.1",), "S"),
    Setting("same_day_cutoff", None, Unit.TIME_OF_DAY, ("R9.1",), "A"),
    Setting("first_date_max", 7, Unit.DAYS, ("R9.2",), "A"),
    Setting("silence_share", 0.5, Unit.SHARE, ("R9.4",), "A"),
    Setting("followup_within", 3, Unit.DAYS, ("R10.1",), "A"),
    Setting("followup_tries", 3, Unit.COUNT, ("R10.2",), "A"),
    Setting("questionnaire_days", 7, Unit.DAYS, ("R10.2",), "A"),
    Setting("postpone_max", 7, Unit.DAYS, ("R10.3a",), "A"),
    Setting("quiet_week", 7, Unit.DAYS, ("R10.5",), "S"),
    Setting("file_within", 24, Unit.HOURS, ("R11.1",), "A"),
    Setting("submit_by", 3, Unit.DAY_OF_MONTH, ("R11.2",), "A"),
    Setting("top_list", 10, Unit.COUNT, ("R11.2", "R12.27"), "A"),
    Setting("repeat_window", 7, Unit.DAYS, ("R11.4", "R12.4"), "A"),
    Setting("calendar", "wall", Unit.CALENDAR, ("CK1",), "A"),
    Setting("warn_at", 0.75, Unit.SHARE, ("CK2",), "A"),
    Setting("pause_max", 7, Unit.DAYS, ("CK7",), "A"),
    Setting("pause_total", 30, Unit.DAYS, ("CK7",), "A"),
    Setting("late_grace", 60, Unit.MINUTES, ("CK8",), "A"),
    Setting("late_promise", 2, Unit.HOURS, ("CK8",), "A"),
    Setting("clock_skew", 2, Unit.MINUTES, ("CK9",), "A"),
    Setting("backdate_free", 72, Unit.HOURS, ("CK9",), "A"),
    Setting("desk_hours", None, Unit.DESK_HOURS, ("CK11",), "A"),
    Setting("decide_within", 24, Unit.HOURS, ("CK14",), "A"),
    Setting("urge_within", 24, Unit.HOURS, ("R12.8",), "A"),
    Setting("ack_within", 30, Unit.MINUTES, ("R12.16", "R12.11b"), "A"),
    Setting("status_tries", 5, Unit.COUNT, ("R12.16",), "A"),
    Setting("status_lock", 60, Unit.MINUTES, ("R12.16",), "A"),
    Setting("supervise_rounds", 2, Unit.COUNT, ("R12.20",), "A"),
    Setting("supervise_returns", 3, Unit.COUNT, ("R12.20",), "A"),
    Setting("supervise_days", 30, Unit.DAYS, ("R12.20",), "A"),
    Setting("supervise_units", 10, Unit.COUNT, ("R12.20",), "A"),
    Setting("supervise_report", 7, Unit.DAYS, ("R12.20",), "A"),
    Setting("recall_share", 0.1, Unit.SHARE, ("R12.21",), "A"),
    Setting("recall_min", 5, Unit.COUNT, ("R12.21",), "A"),
    Setting("action_complaints", 3, Unit.COUNT, ("R12.22",), "A"),
    Setting("action_days", 30, Unit.DAYS, ("R12.22",), "A"),
    Setting("effect_days", 90, Unit.DAYS, ("R12.22",), "A"),
    Setting("remedy_limits", MONEY_FROM_LEVEL_2, Unit.REMEDIES, ("R12.23",), "A"),
    Setting("extend_manager", 7, Unit.DAYS, ("R12.24",), "A"),
    Setting("extend_enterprise", 30, Unit.DAYS, ("R12.24",), "A"),
    Setting("conduct_review", 90, Unit.DAYS, ("R12.26",), "A"),
    Setting("publish_by", 5, Unit.DAY_OF_MONTH, ("R12.27",), "A"),
    Setting("review_every", 3, Unit.MONTHS, ("R12.27",), "A"),
)

BY_NAME: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in SETTINGS})

_SPANS = {Unit.MINUTES: timedelta(minutes=1), Unit.HOURS: timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class Term:
    """What a limit with its warning point says in force, worked out once for all the clocks that it starts."""

    span: timedelta | None  #: as elapsed time; None: in days, or no length of time
    warning: timedelta | None  #: from the start to the warning point; None: it gives none, or there is no span (CK2)
    shown: str  #: setting and value, e.g. "verify_within=30 min"; "" without a setting


@dataclass(frozen=True, slots=True)
class Limits:
    """The settings in force for one site and category at one moment."""

    changed: Mapping[str, Value] = field(
        default_factory=lambda: MappingProxyType({})
    )  #: what differs from the defaults
    version: int = 0  #: version of the directory they were read from
    _spans: dict[str, timedelta] = field(default_factory=dict, init=False, repr=False, compare=False)
    _terms: dict[tuple[str, str | None], Term] = field(default_factory=dict, init=False, repr=False, compare=False)

    def value(self, name: str) -> Value:
        """The raw value of a setting. Raises KeyError for a name that is no setting."""
        return self.changed[name] if name in self.changed else BY_NAME[name].default

    def number(self, name: str) -> float:
        """A count or share."""
        value = self.value(name)
        if not isinstance(value, int | float):
            raise TypeError(f"{name} is not a number but {value!r}")
        return value

    def span(self, name: str) -> timedelta:
        """A limit in minutes or hours as elapsed time (CK1). Raises KeyError for one in days."""
        if (known := self._spans.get(name)) is None:
            known = self._spans[name] = _SPANS[BY_NAME[name].unit] * self.number(name)
        return known

    def days(self, name: str) -> int:
        """A limit in days; it ends at the same local time so many days later (CK1)."""
        if BY_NAME[name].unit is not Unit.DAYS:
            raise TypeError(f"{name} is not in days")
        return int(self.number(name))

    def term(self, name: str, warns: str | None) -> Term:
        """The limit `name` ("": none) with its warning point, a share of it or a span of its own (CK2)."""
        if (known := self._terms.get((name, warns))) is None:
            known = self._terms[name, warns] = self._term(name, warns)
        return known

    def _term(self, name: str, warns: str | None) -> Term:
        if not name:
            return Term(None, None, "")
        unit = BY_NAME[name].unit
        span = self.span(name) if unit in _SPANS else None
        warning = None if span is None or warns is None else self.warning(warns, span)
        return Term(span, warning, f"{name}={self.value(name)} {unit}")

    def warning(self, warns: str, span: timedelta) -> timedelta:
        """From the start of a clock that runs for `span` to its warning point (CK2)."""
        return _share(span, self.number(warns)) if BY_NAME[warns].unit is Unit.SHARE else self.span(warns)


@lru_cache(maxsize=1_024)
def _share(span: timedelta, share: float) -> timedelta:
    """Most clocks of a kind run equally long, and a span times a fraction is slow to work out."""
    return span * share

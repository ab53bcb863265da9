"""Desk hours as a form: per weekday from and to in local time, and closed dates (CK11)."""

from datetime import date, time
from typing import Annotated, Self

from pydantic import BaseModel, WithJsonSchema, model_validator

from shared.decision.event import FROZEN
from shared.directory.hours import MIDNIGHT, WEEKDAYS, DeskHours

_LOCAL = "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?$"
LocalTime = Annotated[time, WithJsonSchema({"type": "string", "pattern": _LOCAL})]
"""A time of day on the site's wall clock, such as 09:00; the format `time` of JSON schemas would ask for an offset."""


class Span(BaseModel):
    """Opening hours of one day: `until` is outside, 00:00 is the end of the day."""

    model_config = FROZEN
    since: LocalTime
    until: LocalTime

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since.tzinfo or self.until.tzinfo:
            raise ValueError("desk hours are local times, without an offset")
        if self.since >= self.until != MIDNIGHT:
            raise ValueError("a desk opens before it closes, on the same day")
        return self


class Schedule(BaseModel):
    """Hours per weekday (None: closed) and dates on which the desk stays closed."""

    model_config = FROZEN
    monday: Span | None = None
    tuesday: Span | None = None
    wednesday: Span | None = None
    thursday: Span | None = None
    friday: Span | None = None
    saturday: Span | None = None
    sunday: Span | None = None
    closed: tuple[date, ...] = ()

    def desk_hours(self) -> DeskHours:
        """The hours as the clocks read them."""
        spans: list[Span | None] = [getattr(self, day) for day in WEEKDAYS]
        weekly = tuple((span.since, span.until) if span else None for span in spans)
        return DeskHours(weekly, frozenset(day.isoformat() for day in self.closed))

    @classmethod
    def of(cls, hours: DeskHours) -> "Schedule":
        """The form of desk hours."""
        spans = {
            day: Span(since=span[0], until=span[1]) if span else None
            for day, span in zip(WEEKDAYS, hours.weekly, strict=True)
        }
        return cls(**spans, closed=tuple(date.fromisoformat(day) for day in sorted(hours.closed)))

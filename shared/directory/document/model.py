"""What a directory file may hold: strict, no field that it does not know."""

import re
from collections.abc import Iterator
from datetime import date, time
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, Field, PlainSerializer, PrivateAttr, StringConstraints, model_validator

from shared.decision.event import FROZEN
from shared.directory.forms import NamesForm, NameText, PersonNames, WordsForm, ZoneName
from shared.directory.hours import MIDNIGHT, WEEKDAYS
from shared.directory.limits import Value
from shared.directory.schedule import Schedule, Span
from shared.directory.state import SiteState
from shared.vocabulary.axes import Channel
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.roles import Role

Path = tuple[str | int, ...]
"""Where something stands in the file: ("people", "zhou", "deputy")."""

_HOURS = re.compile(r"([0-2]\d:[0-5]\d)-([0-2]\d:[0-5]\d)")
_END_OF_DAY = "24:00"
CLOSED = "closed"
OFF = "off"

HoursText = Annotated[str, StringConstraints(pattern=rf"^(?:{_HOURS.pattern}|{CLOSED})$")]
"""`08:00-22:00`, `00:00-24:00` or `closed`."""

LimitValue = Annotated[
    Value,
    BeforeValidator(lambda value: None if value == OFF else value),
    PlainSerializer(lambda value: OFF if value is None else value),
]
"""A setting's value; `off` where a setting can be off."""


class Part(BaseModel):
    """A part of the file."""

    model_config = FROZEN


class Hours(Part):
    """Desk hours: for every day, or per weekday where it differs, and the closed dates."""

    daily: HoursText | None = None
    monday: HoursText | None = None
    tuesday: HoursText | None = None
    wednesday: HoursText | None = None
    thursday: HoursText | None = None
    friday: HoursText | None = None
    saturday: HoursText | None = None
    sunday: HoursText | None = None
    closed: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        self.schedule()
        return self

    def schedule(self) -> Schedule:
        """The hours as the action takes them; a weekday that is named nowhere is closed."""
        days = {day: _span(getattr(self, day) or self.daily or CLOSED) for day in WEEKDAYS}
        return Schedule(**days, closed=tuple(sorted(set(self.closed))))

    @classmethod
    def of(cls, schedule: Schedule) -> "Hours":
        """The shortest way to write a schedule."""
        days = {day: _hours(getattr(schedule, day)) for day in WEEKDAYS}
        if len(set(days.values())) == 1:
            return cls(daily=days[WEEKDAYS[0]], closed=schedule.closed)
        return cls.model_validate({**days, "closed": schedule.closed})


def _span(text: str) -> Span | None:
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    until = MIDNIGHT if found[2] == _END_OF_DAY else time.fromisoformat(found[2])
    return Span(since=time.fromisoformat(found[1]), until=until)


def _hours(span: Span | None) -> str:
    if span is None:
        return CLOSED
    return f"{span.since:%H:%M}-{_END_OF_DAY if span.until == MIDNIGHT else f'{span.until:%H:%M}'}"


class CompanyPart(Part):
    """The company's name."""

    names: NamesForm


class ProcedurePart(Part):
    """The written procedure that the conduct cites."""

    names: NamesForm
    version: NameText | None = None


class SitePart(Part):
    """A site; an own `desk_hours` replaces the company's. Households not listed stay as they are recorded."""

    names: NamesForm
    zone: ZoneName
    state: SiteState = SiteState.OPEN
    desk_hours: Hours | None = None
    households: dict[date, Annotated[int, Field(ge=0)]] = {}


class PersonPart(Part):
    """A person; `on_duty` and `absent` are left alone where they are not named."""

    names: PersonNames
    role: Role
    sites: tuple[SiteCode, ...] | None = None  #: left out: every site
    department: Code | None = None
    deputy: Code | None = None
    on_duty: tuple[SiteCode, ...] | None = None
    absent: bool | None = None
    retired: bool = False


class DepartmentPart(Part):
    """A department or contractor."""

    names: NamesForm
    site: SiteCode | None = None  #: left out: every site
    head: Code | None = None
    contractor: bool = False
    retired: bool = False


class CategoryPart(Part):
    """A category and those below it."""

    names: NamesForm
    active_from: date | None = None
    active_to: date | None = None
    retired: bool = False
    below: dict[Code, "CategoryPart"] = {}


Settings = dict[str, LimitValue]


class LimitsPart(Part):
    """Limits that differ from the handbook's, by where they hold."""

    company: Settings = {}
    sites: dict[SiteCode, Settings] = {}
    categories: dict[Code, Settings] = {}
    sites_and_categories: dict[SiteCode, dict[Code, Settings]] = {}

    def scopes(self) -> Iterator[tuple[Path, tuple[str | None, str | None], Settings]]:
        """Every place with limits of its own: where in the file, where they hold, which."""
        yield ("company",), (None, None), self.company
        for site, settings in self.sites.items():
            yield ("sites", site), (site, None), settings
        for category, settings in self.categories.items():
            yield ("categories", category), (None, category), settings
        for site, categories in self.sites_and_categories.items():
            for category, settings in categories.items():
                yield ("sites_and_categories", site, category), (site, category), settings


class Document(Part):
    """A directory file. A section left out is left alone."""

    company: CompanyPart | None = None
    attended_channels: tuple[Channel, ...] | None = None
    desk_hours: Hours | None = None
    procedure: ProcedurePart | None = None
    words: dict[str, WordsForm] | None = None
    categories: dict[Code, CategoryPart] | None = None
    sites: dict[SiteCode, SitePart] | None = None
    departments: dict[Code, DepartmentPart] | None = None
    people: dict[Code, PersonPart] | None = None
    limits: LimitsPart | None = None

    _lines: dict[Path, int] = PrivateAttr(default_factory=dict)

    def with_lines(self, lines: dict[Path, int]) -> "Document":
        """The same document, knowing the line of every path of the file it was read from."""
        self._lines.update(lines)
        return self

    def line(self, path: Path) -> int | None:
        """The line of a path, or of the nearest part that has one; None for a document not read from a file."""
        return nearest(self._lines, path)

    def tree(self) -> Iterator[tuple[Path, str, str | None, CategoryPart]]:
        """Every category, parents first: where in the file, code, parent, what it says."""
        yield from _below(("categories",), None, self.categories or {})


def nearest(lines: dict[Path, int], path: Path) -> int | None:
    """The line of a path or of its nearest ancestor."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


def _below(
    path: Path, parent: str | None, nodes: dict[str, CategoryPart]
) -> Iterator[tuple[Path, str, str | None, CategoryPart]]:
    for code, node in nodes.items():
        yield (*path, code), code, parent, node
        yield from _below((*path, code, "below"), code, node.below)

"""The directory's state: what the company is made of, as the facts so far say."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from shared.directory.hours import DeskHours
from shared.directory.limits import Limits, Value
from shared.directory.words import shipped_words
from shared.vocabulary.axes import ATTENDED, Channel
from shared.vocabulary.roles import Level, Role
from shared.vocabulary.text import Lang

__all__ = ["Category", "Department", "DeskHours", "Directory", "Households", "Names", "Person", "Site", "SiteState"]

Names = Mapping[str, str]
"""A name per language (en, zh_Hans, zh_Hant); at least one. Names are the company's own and are never translated."""

Scope = tuple[str | None, str | None]
"""Where a limit holds: (site or None, category or None); (None, None) is the company."""

K = TypeVar("K")
V = TypeVar("V")


def frozen(mapping: Mapping[K, V]) -> Mapping[K, V]:
    """A mapping that cannot be changed any more."""
    return MappingProxyType(dict(mapping))


def put(mapping: Mapping[K, V], key: K, value: V) -> Mapping[K, V]:
    """The mapping with one entry set; everything else is shared."""
    # a proxy's own copy is ten times faster than unpacking it: 2,000 people take 15 µs
    copied = mapping.copy() if isinstance(mapping, MappingProxyType) else dict(mapping)
    copied[key] = value
    return MappingProxyType(copied)


_NOTHING: Mapping[str, Value] = MappingProxyType({})


def name_in(names: Names, lang: Lang) -> str:
    """A name in the language asked for, else in the nearest one that the company gave."""
    near = {Lang.EN: (Lang.EN,), Lang.ZH_HANS: (Lang.ZH_HANS, Lang.ZH_HANT), Lang.ZH_HANT: (Lang.ZH_HANT, Lang.ZH_HANS)}
    return next((names[key] for key in near[lang] if key in names), next(iter(names.values()), ""))


class SiteState(StrEnum):
    """How far a site is: only an open one takes complaints of its own."""

    PREPARED = "prepared"  #: known, not open yet
    OPEN = "open"
    ARCHIVED = "archived"  #: holds imported cases only, until it is opened (CK12)
    RETIRED = "retired"  #: takes no new complaints; the old ones go on


@dataclass(frozen=True, slots=True)
class Households:
    """Occupied households (入住户数) from a day on (section 5.3)."""

    since: date
    occupied: int


@dataclass(frozen=True, slots=True)
class Site:
    """One managed property."""

    code: str
    names: Names
    zone: ZoneInfo
    desk_hours: DeskHours = DeskHours()
    own_hours: bool = False  #: whether the desk hours are the site's own or the company's
    state: SiteState = SiteState.OPEN
    households: tuple[Households, ...] = ()  #: sorted by day

    @property
    def archived(self) -> bool:
        """Whether the site holds imported cases only (CK12)."""
        return self.state is SiteState.ARCHIVED

    @property
    def is_open(self) -> bool:
        """Whether the site takes complaints."""
        return self.state is SiteState.OPEN

    def occupied(self, on: date) -> int | None:
        """Occupied households at the start of a local day; None when never told until then."""
        known = [entry.occupied for entry in self.households if entry.since <= on]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of ours. Names are personal and shown, never used as an id."""

    code: str
    names: Names
    role: Role
    sites: frozenset[str] | None = None  #: None: every site
    department: str | None = None
    deputy: str | None = None  #: code of the person who stands in
    on_duty: frozenset[str] = frozenset()  #: sites for which this person holds the level now (R8.5)
    absent: bool = False
    active: bool = True

    @property
    def level(self) -> Level | None:
        """The ladder level, None beside the ladder."""
        return self.role.level

    def works_at(self, site: str) -> bool:
        """Whether this person acts for a site."""
        return self.active and (self.sites is None or site in self.sites)


@dataclass(frozen=True, slots=True)
class Department:
    """Who investigates and works (部门), or a contractor that does so from outside; its head is charged (R6.1)."""

    code: str
    names: Names
    site: str | None = None  #: None: works for every site
    head: str | None = None  #: code of the person charged with investigations
    contractor: bool = False  #: 外包单位
    active: bool = True


@dataclass(frozen=True, slots=True)
class Category:
    """A node of the company's classification tree (section 4)."""

    code: str
    names: Names
    parent: str | None = None
    active_from: date | None = None  #: first day; None: always
    active_to: date | None = None  #: last day; None: until retired
    active: bool = True  #: False once retired

    def active_on(self, day: date) -> bool:
        """Whether complaints of this day may take the category."""
        begun = self.active_from is None or self.active_from <= day
        return self.active and begun and (self.active_to is None or day <= self.active_to)


@dataclass(frozen=True, slots=True)
class Procedure:
    """The company's own written procedure that the conduct cites, with its version (R1.6)."""

    names: Names
    version: str = ""


DEFAULT_PROCEDURE = Procedure(
    frozen(
        {
            "en": "Service-centre walk-in reception procedure",
            "zh_Hans": "《服务中心来访接待流程》",
            "zh_Hant": "《服務中心來訪接待流程》",
        }
    )
)


def _empty() -> Mapping[str, V]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything about the company at one moment."""

    names: Names = field(default_factory=_empty)
    sites: Mapping[str, Site] = field(default_factory=_empty)
    people: Mapping[str, Person] = field(default_factory=_empty)
    departments: Mapping[str, Department] = field(default_factory=_empty)
    categories: Mapping[str, Category] = field(default_factory=_empty)
    attended: frozenset[Channel] = ATTENDED
    desk_hours: DeskHours = DeskHours()  #: the company's; a site may have its own
    overrides: Mapping[Scope, Mapping[str, Value]] = field(default_factory=lambda: MappingProxyType({}))
    """Changed limits by where they hold."""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """The company's own conduct and phrases by step, each in every language."""
    procedure: Procedure = DEFAULT_PROCEDURE
    version: int = 0  #: number of facts so far; equal to the stream's version
    _limits: dict[Scope, Limits] = field(default_factory=dict, init=False, repr=False, compare=False)

    def limits(self, site: str | None = None, category: str | None = None) -> Limits:
        """The settings in force: company, then site, then category (nearest ancestor wins), then both."""
        if (known := self._limits.get((site, category))) is None:
            known = self._limits[site, category] = Limits(frozen(self._changed(site, category)), self.version)
        return known

    def _changed(self, site: str | None, category: str | None) -> dict[str, Value]:
        path = list(reversed(self.path(category)))
        changed: dict[str, Value] = {}
        for scope in ((None, None), (site, None), *((None, c) for c in path), *((site, c) for c in path)):
            changed.update(self.overrides.get(scope, _NOTHING))
        return changed

    def path(self, category: str | None) -> list[str]:
        """A category and its ancestors, nearest first; unknown codes stand alone."""
        found: list[str] = []
        while category is not None and category not in found:
            found.append(category)
            node = self.categories.get(category)
            category = node.parent if node else None
        return found

    def children(self, category: str | None) -> list[Category]:
        """The active categories right below one, or the roots for None."""
        return [node for node in self.categories.values() if node.parent == category and node.active]

    def holder(self, site: str, level: Level, besides: Collection[str] = ()) -> Person | None:
        """Who holds a level at a site (R8.5); `besides`: people who may not act on the matter (R12.17)."""
        return next(self.roster(site, level, besides), None)

    def roster(self, site: str, level: Level, besides: Collection[str] = ()) -> Iterator[Person]:
        """Everybody who can stand for a level, in order: on duty, their deputies, anybody given it, their deputies."""
        given = [person for person in self.people.values() if person.level == level and person.works_at(site)]
        on_duty = [person for person in given if site in person.on_duty]
        seen = set(besides)
        for group in (on_duty, given):
            for person in (*group, *self._deputies(group, site)):
                if not person.absent and person.code not in seen:
                    seen.add(person.code)
                    yield person

    def _deputies(self, people: list[Person], site: str) -> Iterator[Person]:
        for person in people:
            deputy = self.people.get(person.deputy or "")
            if deputy is not None and deputy.works_at(site):
                yield deputy

    def words_for(self, step: str, lang: Lang) -> str:
        """The conduct or phrase shown with a step, in the reader's language (R1.6). Raises KeyError for no step."""
        own = self.words.get(step)
        return shipped_words(step).to(lang) if own is None else own[lang]

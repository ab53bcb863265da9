"""All that a decision may look at besides the state: time, author, directory. Nothing is looked up inside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from shared.decision.event import Author, Cause, Record, Stamp
from shared.decision.making import made
from shared.vocabulary.ids import DESK
from shared.vocabulary.roles import Level, Role


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a person, a system or the desk itself."""

    id: str
    role: Role
    sites: frozenset[str] | None = None  #: the sites this caller sees; None: every site
    on_behalf_of: str | None = None  #: the absent person for whom a deputy acts (R12.9)
    department: str | None = None  #: of ours or a contractor, whose tasks are this caller's own (section 1)

    @property
    def level(self) -> Level | None:
        """The ladder level of the caller, None beside the ladder."""
        return self.role.level

    @property
    def author(self) -> Author:
        """How this caller stands in a record."""
        return _author(self.id, self.role, self.on_behalf_of)

    def sees(self, site: str) -> bool:
        """Whether this caller may see what belongs to a site."""
        return self.sites is None or site in self.sites


@lru_cache(maxsize=1024)
def _author(code: str, role: Role, on_behalf_of: str | None) -> Author:
    return Author(id=code, role=role, level=role.level, on_behalf_of=on_behalf_of)


ITSELF = Caller(DESK, Role.DESK)
"""What the desk does by itself."""

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Moment(Generic[D]):
    """When, by whom and under which directory something is decided."""

    occurred_at: datetime  #: business time of the act, UTC (CK9)
    recorded_at: datetime  #: system time of its entry, UTC
    by: Caller
    directory: D  #: sites, people, categories, limits as they were known
    cause: Cause | None = None  #: why the desk acts by itself
    history: tuple[Record[Any], ...] = ()  #: the whole stream, for actions that declare `reads_history`
    known: Callable[[datetime], D] | None = None  #: the directory as it was known at a moment, for the same actions

    def stamp(self, action: str | None = None) -> Stamp:
        """Who and when, for the facts that follow from an action."""
        values = {
            "occurred_at": self.occurred_at, "recorded_at": self.recorded_at, "by": self.by.author,
            "action": action, "cause": self.cause,
        }  # fmt: skip
        return made(Stamp, values)

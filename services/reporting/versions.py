"""Which versions a month has and which pages a day has, as known at T."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.reporting.moments import micros
from services.reporting.repository import RegisterFact


@dataclass(frozen=True, slots=True)
class Judged:
    """Who received or returned a version, when, and why."""

    by: str
    at: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One submitted version of a month."""

    number: int
    as_of: int  #: the instant T of this version
    digest: str
    words: str
    prepared_by: str
    submitted_by: str
    submitted_at: int
    late: bool
    received: Judged | None = None
    returned: Judged | None = None


@dataclass(frozen=True, slots=True)
class SignedPage:
    """One signed page of a day: number 0, or a supplement."""

    number: int
    as_of: int
    digest: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Emptied:
    """One emptying of the suggestion box (R2.5)."""

    by: str
    at: int
    letters: int


@dataclass(slots=True)
class Versions:
    """A site's register as known at T."""

    months: dict[str, list[Version]] = field(default_factory=dict)
    days: dict[date, list[SignedPage]] = field(default_factory=dict)
    boxes: dict[date, list[Emptied]] = field(default_factory=dict)

    def of(self, month: str) -> Sequence[Version]:
        """The versions of a month, oldest first."""
        return self.months.get(month, ())

    def signed(self, day: date) -> Sequence[SignedPage]:
        """The signed pages of a day, oldest first."""
        return self.days.get(day, ())

    def emptied(self, day: date) -> Sequence[Emptied]:
        """When the box was emptied on a day, in order of entry."""
        return self.boxes.get(day, ())


def versions(facts: Sequence[RegisterFact]) -> Versions:
    """Fold the register's facts."""
    found = Versions()
    for fact in facts:
        _TELL[fact.kind](found, fact)
    return found


def _emptied(found: Versions, fact: RegisterFact) -> None:
    given = fact.given
    emptied = Emptied(fact.author, _instant(given["emptied_at"]), given["letters"])
    found.boxes.setdefault(date.fromisoformat(given["day"]), []).append(emptied)


def _signed(found: Versions, fact: RegisterFact) -> None:
    given = fact.given
    page = SignedPage(given["page"], _instant(given["as_of"]), given["digest"], fact.author, fact.recorded)
    found.days.setdefault(date.fromisoformat(given["day"]), []).append(page)


def _submitted(found: Versions, fact: RegisterFact) -> None:
    given = fact.given
    version = Version(
        given["version"], _instant(given["as_of"]), given["digest"], given["words"], given["prepared_by"],
        fact.author, fact.recorded, given["late"],
    )  # fmt: skip
    found.months.setdefault(given["month"], []).append(version)


def _received(found: Versions, fact: RegisterFact) -> None:
    newest = found.months[fact.given["month"]]
    newest[-1] = replace(newest[-1], received=Judged(fact.author, fact.recorded))


def _returned(found: Versions, fact: RegisterFact) -> None:
    newest = found.months[fact.given["month"]]
    newest[-1] = replace(newest[-1], returned=Judged(fact.author, fact.recorded, fact.given["remark"]))


_TELL: Mapping[str, Callable[[Versions, RegisterFact], None]] = {
    "box_emptied": _emptied,
    "daily_log_signed": _signed,
    "month_submitted": _submitted,
    "month_received": _received,
    "month_returned": _returned,
}


def _instant(text: str) -> int:
    return micros(datetime.fromisoformat(text))

"""One site's month as known at T: the sets of section 5.2, each with the cases that are in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from services.reporting.cut import cut
from services.reporting.life import Happening, Life
from services.reporting.moments import micros, moment
from services.reporting.repeats import Repeats
from services.reporting.repository import CaseFile, Run
from shared.complaint.clocks.running import Outcome, Policy
from shared.directory.state import Directory
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.time import local_date, month_span


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is counted, and the case it belongs to."""

    life: Life
    what: str = ""  #: a closing reason
    run: Run | None = None  #: a decided clock
    outcome: Outcome | None = None  #: how it was decided
    reached: bool = False  #: a round that was followed up before the end of M, however late (K6)


@dataclass(frozen=True)
class Month:
    """Month M of a site, as known at T. Sets are lists of what is counted, in the order of the form."""

    site: str
    year: int
    number: int
    t: int  #: as of, microseconds since 1970 UTC
    zone: ZoneInfo
    start: int
    end: int
    lives: tuple[Life, ...]
    policy: Policy

    @classmethod
    def of(
        cls, site: str, month: int, t: datetime, policy: Policy, files: Iterable[CaseFile], keep: int | None = None
    ) -> "Month":
        """Cut the files of a month at its end and at T. Raises KeyError for a site unknown at T.

        `keep` is the T of version 1, whose categories later versions keep (5.2).
        """
        zone = policy.at(t).sites[site].zone
        start, end = (micros(edge) for edge in month_span(month // 100, month % 100, zone))
        known = micros(t)
        repeats = Repeats(site, policy)
        lives = [found for file in files if (found := cut(file, end, known, repeats)) is not None]
        if keep is not None:
            _keep_categories(lives, end, keep, repeats)
        ordered = tuple(sorted(lives, key=lambda found: (found.received, found.number)))
        return cls(site, month // 100, month % 100, known, zone, start, end, ordered, policy)

    @property
    def key(self) -> int:
        """The month as a number, 202603."""
        return self.year * 100 + self.number

    @property
    def name(self) -> str:
        """The month as people write it, 2026-03."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def directory(self) -> Directory:
        """The company as known at T."""
        return self.policy.at(moment(self.t))

    def within(self, at: int) -> bool:
        """Whether a moment lies in the month."""
        return self.start <= at < self.end

    @cached_property
    def counted(self) -> tuple[Life, ...]:
        """Not void, not an incident record."""
        return tuple(found for found in self.lives if found.counted)

    @cached_property
    def received(self) -> list[Item]:
        """Counted, receipt in M."""
        return [Item(found) for found in self.counted if self.within(found.received)]

    @cached_property
    def carried_in(self) -> list[Item]:
        """Counted, received before M and open at its start."""
        return [Item(found) for found in self.counted if found.is_open_at(self.start)]

    @cached_property
    def carried_out(self) -> list[Item]:
        """Counted, open at the end of M."""
        return [Item(found) for found in self.counted if found.is_open_at(self.end)]

    @cached_property
    def closings(self) -> list[Item]:
        """Closings in M of counted cases; one case can have several."""
        return [Item(found, one.what) for found, one in self._happened("closings")]

    @cached_property
    def reopenings(self) -> list[Item]:
        """Reopenings in M of counted cases."""
        return [Item(found, one.what) for found, one in self._happened("reopenings")]

    @cached_property
    def own_closings(self) -> list[Item]:
        """Closings in M of cases that are not imported, or were taken over before (K9)."""
        return [Item(found, one.what) for found, one in self._happened("closings") if found.ours(one)]

    @cached_property
    def own_reopenings(self) -> list[Item]:
        """Reopenings in M of cases that are not imported, or were taken over before (K9)."""
        return [Item(found, one.what) for found, one in self._happened("reopenings") if found.ours(one)]

    @cached_property
    def signed(self) -> list[Item]:
        """Signed on the spot in M."""
        return [Item(found) for found, _ in self._happened("signatures")]

    @cached_property
    def void(self) -> list[Item]:
        """Void at T, received in M."""
        return [Item(f, f.void.value) for f in self.lives if f.void is not None and self.within(f.received)]

    @cached_property
    def not_counted(self) -> list[Life]:
        """Void and incident records, received in M (part C of the form)."""
        return [found for found in self.lives if not found.counted and self.within(found.received)]

    @cached_property
    def decided(self) -> list[Item]:
        """Clocks decided in M, of rated cases whenever received: each counts once, in one month, for ever."""
        return [
            Item(found, run.clock, run, outcome)
            for found in self.counted
            if found.rated_since_taken_over
            for run in found.runs
            if (outcome := self._decided_as(run)) is not None
        ]

    def happened(self, row: str) -> list[Item]:
        """What is counted one by one, in M, of counted cases."""
        return [
            Item(found, one.what)
            for found in self.counted
            for one in found.happened.get(row, ())
            if self.within(one.at)
        ]

    @cached_property
    def completed(self) -> list[Item]:
        """Rounds completed in M, signed on the spot included."""
        return [*self.happened("completed"), *self.signed]

    @cached_property
    def repeats(self) -> list[Item]:
        """Confirmed repeat contacts received in M, also those closed as duplicate."""
        void = (None, ClosingReason.DUPLICATE)
        return [
            Item(found)
            for found in self.lives
            if "repeats" in found.links and found.void in void and not found.incident and self.within(found.received)
        ]

    @cached_property
    def reached(self) -> list[Item]:
        """Follow-ups that reached the customer in M, of rated cases, each round."""
        return [item for item in self.happened("reached") if item.life.rated_since_taken_over]

    @cached_property
    def rounds_decided(self) -> list[Item]:
        """Rounds whose follow-up was decided in M: reached, or its due passed, whichever came first (K6).

        Declined, exempt or left to the quiet week in time is no decision. A later clock of the round changes nothing:
        the missed one stays missed (R10.2).
        """
        return [
            Item(found, run.clock, run, outcome, reached=turn.reached is not None)
            for found in self.counted
            if found.rated_since_taken_over
            for turn in found.turns
            for run in found.runs_of("follow_up", turn)[:1]
            if (outcome := self._decided_as(run)) is not None
            and (outcome is Outcome.MISSED or (turn.reached is not None and turn.reached.occurred == run.ended))
        ]

    def _happened(self, which: str) -> Iterator[tuple[Life, Happening]]:
        for found in self.counted:
            for one in getattr(found, which):
                if self.within(one.at):
                    yield found, one

    def _decided_as(self, run: Run) -> Outcome | None:
        """Met and postponed belong to the month of the act, missed to the last moment before the due (CK1)."""
        if run.missed(self.t):
            return Outcome.MISSED if self.within(run.missed_at) else None
        decided = run.outcome in (Outcome.MET, Outcome.POSTPONED) and run.ended is not None
        return run.outcome if decided and run.ended is not None and self.within(run.ended) else None

    def entered_late(self, found: Life) -> bool:
        """Recorded on a later local date than received (补录)."""
        entered, received = (local_date(moment(at), self.zone) for at in (found.recorded, found.received))
        return entered > received

    def households(self) -> tuple[int | None, int | None]:
        """Occupied households at the start and at the end of M, as known at T."""
        site = self.directory.sites[self.site]
        first, after = (local_date(moment(edge), self.zone) for edge in (self.start, self.end))
        return site.occupied(first), site.occupied(after)


def _keep_categories(lives: Iterable[Life], end: int, keep: int, repeats: Repeats) -> None:
    """Give each case the category it had in version 1."""
    for found in lives:
        then = cut(found.file, end, keep, repeats)
        if then is not None:
            found.category = then.category

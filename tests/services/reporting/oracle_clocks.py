"""The oracle's clocks: verification, reply, completion and follow-up of one case, from 3.2 and 3.3 alone.

Shares no module with reporting or with the kernel's clocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Fact = dict[str, Any]
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Ran:
    """One run: decided as met, missed or postponed at a moment, or cancelled."""

    clock: str
    round: int
    due: datetime
    how: str = ""
    at: datetime | None = None
    by: str = ""  #: kind of the fact that ended it
    late: bool = False  #: met in time, entered after the due


class Clocks:
    """Walks the facts in the order in which they happened."""

    def __init__(self, facts: list[Fact], zone: ZoneInfo, t: datetime) -> None:
        self.zone, self.round = zone, 1
        self.running: dict[tuple[str, int], Ran] = {}
        self.done: list[Ran] = []
        self.verified = self.complete = self.judged = self.closed = False
        self.before_void = False
        self.postponed = 0
        for fact in facts:
            getattr(self, "on_" + fact["kind"], self.nothing)(fact, fact["event"], fact["at"])
        for run in self.running.values():
            if run.due < t:
                self.done.append(replace(run, how="missed", at=run.due - MOMENT))

    def nothing(self, fact: Fact, event: Fact, at: datetime) -> None:
        """Most facts move none of these."""

    def start(self, clock: str, due: datetime) -> None:
        scope = 0 if clock == "verification" else self.round
        if not self.judged:
            self.running.setdefault((clock, scope), Ran(clock, scope, due))

    def end(self, clock: str, fact: Fact, how: str, at: datetime | None = None) -> None:
        at = at or fact["at"]
        for key in [key for key in self.running if key[0] == clock]:
            run = self.running.pop(key)
            if at > run.due:
                run = replace(run, how="missed", at=run.due - MOMENT)
            else:
                run = replace(run, how=how, at=at, late=how == "met" and fact["recorded"] > run.due)
            self.done.append(replace(run, by=fact["kind"]))

    def move(self, clock: str, at: datetime, due: datetime) -> None:
        for key, run in self.running.items():
            if key[0] == clock and at <= run.due:
                self.running[key] = replace(run, due=due)

    def moment(self, event: Fact, field: str) -> datetime:
        return datetime.fromisoformat(event[field])

    def midnight(self, at: datetime) -> datetime:
        day = at.astimezone(self.zone).date() + timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)

    def days(self, at: datetime, n: int) -> datetime:
        local = at.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=n)
        there = local.replace(tzinfo=self.zone)
        while there.astimezone(ZoneInfo("UTC")).astimezone(self.zone).replace(tzinfo=None) != there.replace(
            tzinfo=None
        ):  # a local time that does not exist moves to the next that does
            there += timedelta(minutes=1)
        return there

    # ── receipt, rounds ─────────────────────────────────────────────────────────────────────

    def on_received(self, _fact: Fact, event: Fact, at: datetime) -> None:
        self.start("verification", (at if event["attended"] else opening(at, self.zone)) + timedelta(minutes=30))
        self.start("reply", at + timedelta(hours=24))

    def on_verified(self, fact: Fact, _event: Fact, _at: datetime) -> None:
        self.end("verification", fact, "met")
        self.verified = True

    def begin(self, at: datetime) -> None:
        self.round += 1
        self.judged = self.closed = self.complete = False
        self.postponed = 0
        self.start("reply", at + timedelta(hours=24))

    def again(self, at: datetime) -> None:
        self.begin(at)
        if not self.verified:
            self.start("verification", at + timedelta(minutes=30))

    def on_reopened(self, _fact: Fact, _event: Fact, at: datetime) -> None:
        self.again(at)

    on_judgement_taken_back = on_reopened

    def on_taken_over(self, _fact: Fact, event: Fact, at: datetime) -> None:
        if not event["with_reopening"]:
            self.again(at)

    def on_returned(self, _fact: Fact, _event: Fact, at: datetime) -> None:
        if self.before_void:
            self.judged = self.closed = True
        else:
            self.again(at)

    def on_round_begun(self, fact: Fact, _event: Fact, at: datetime) -> None:
        self.begin(at)
        self.end("follow_up", fact, "cancelled")

    def on_judged_closed(self, fact: Fact, event: Fact, _at: datetime) -> None:
        for clock in ("verification", "reply", "completion", "follow_up"):
            self.end(clock, fact, "cancelled")
        self.before_void = event["reason"] in ("cancelled", "duplicate") and self.closed
        self.judged, self.closed = True, False

    def on_closed(self, _fact: Fact, _event: Fact, _at: datetime) -> None:
        self.closed = True

    # ── reply ───────────────────────────────────────────────────────────────────────────────

    def on_reply_wanted(self, _fact: Fact, _event: Fact, at: datetime) -> None:
        self.start("reply", at + timedelta(hours=24))

    def on_reply_time_agreed(self, fact: Fact, event: Fact, at: datetime) -> None:
        due = self.moment(event, "reply_at")
        if any(key[0] == "reply" and at > run.due for key, run in self.running.items()):
            self.end("reply", fact, "cancelled")
        self.move("reply", at, due)
        self.start("reply", due)

    on_reply_time_promised = on_reply_time_agreed

    def on_reply_postponed(self, fact: Fact, event: Fact, _at: datetime) -> None:
        self.end("reply", fact, "postponed")
        self.start("reply", self.moment(event, "reply_at"))

    def on_replied(self, fact: Fact, event: Fact, _at: datetime) -> None:
        self.end("reply", fact, "met", self.moment(event, "given_at") if event["given_at"] else None)

    # ── completion ──────────────────────────────────────────────────────────────────────────

    def on_beyond_ability_recorded(self, fact: Fact, _event: Fact, _at: datetime) -> None:
        self.end("completion", fact, "cancelled")

    def on_solution_accepted(self, _fact: Fact, event: Fact, at: datetime) -> None:
        self.complete = self.complete and not event["work"]
        if not self.complete:
            self.start("completion", self.midnight(at))

    def on_work_held(self, fact: Fact, _event: Fact, _at: datetime) -> None:
        self.complete = False
        self.end("completion", fact, "cancelled")

    def on_date_told(self, _fact: Fact, event: Fact, at: datetime) -> None:
        self.move("completion", at, self.moment(event, "due"))

    def on_work_completed(self, fact: Fact, _event: Fact, _at: datetime) -> None:
        self.complete = True
        self.end("completion", fact, "met")

    def on_completed(self, fact: Fact, event: Fact, at: datetime) -> None:
        self.on_work_completed(fact, event, at)
        self.start("follow_up", self.days(at, 3))

    # ── follow-up ───────────────────────────────────────────────────────────────────────────

    def on_follow_up_postponed(self, _fact: Fact, event: Fact, at: datetime) -> None:
        if not self.postponed:
            self.move("follow_up", at, self.moment(event, "to"))
        self.postponed += 1

    def on_follow_up_date_set(self, fact: Fact, event: Fact, at: datetime) -> None:
        due = self.moment(event, "to")
        if any(key[0] == "follow_up" and at > run.due for key, run in self.running.items()):
            self.end("follow_up", fact, "cancelled")
        self.move("follow_up", at, due)
        self.start("follow_up", due)

    def on_followed_up(self, fact: Fact, _event: Fact, _at: datetime) -> None:
        self.end("follow_up", fact, "met")

    on_follow_up_declined = on_follow_up_exempted = on_quiet_week_decided = on_followed_up


def opening(at: datetime, zone: ZoneInfo) -> datetime:
    """The next moment between 08:00 and 22:00 of the site."""
    local = at.astimezone(zone)
    day = local.date()
    if local.hour >= 22:
        day += timedelta(days=1)
    elif local.hour >= 8:
        return at
    return datetime(day.year, day.month, day.day, 8, tzinfo=zone)


def first_of_each_round(runs: list[Ran]) -> Iterator[Ran]:
    """The follow-up clock of each round: a later one changes nothing any more (R10.2)."""
    seen = set()
    for run in runs:
        if run.clock == "follow_up" and run.round not in seen:
            seen.add(run.round)
            yield run

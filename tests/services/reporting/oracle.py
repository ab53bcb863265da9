"""A slow oracle: section 5 of the handbook in plain Python over the raw log, sharing no module with reporting."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.eventstore.log import Entry

Fact = dict[str, Any]


def month_edges(year: int, month: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    following = (year + month // 12, month % 12 + 1)
    return datetime(year, month, 1, tzinfo=zone), datetime(*following, 1, tzinfo=zone)


def cases(log: Sequence[Entry], t: datetime) -> dict[str, list[Fact]]:
    """Every case's facts recorded until T with their corrected times, in the order in which they happened."""
    found: dict[Any, list[Fact]] = {}
    names: dict[Any, str] = {}
    for entry in log:
        record = json.loads(entry.state)
        if datetime.fromisoformat(record["recorded_at"]) > t:
            continue
        facts = found.setdefault(entry.stream, [])
        facts.append(
            {
                "kind": entry.topic.split(".")[1], "version": entry.version, "event": record["event"],
                "at": datetime.fromisoformat(record["occurred_at"]),
                "recorded": datetime.fromisoformat(record["recorded_at"]),
                "entry": (record["recorded_at"], record["occurred_at"], record["action"], record["by"]["id"]),
            }
        )  # fmt: skip
        if entry.version == 1:
            names[entry.stream] = f"{entry.series}-{entry.number:03d}"
    return {names[stream]: in_order(facts) for stream, facts in found.items()}


def in_order(facts: list[Fact]) -> list[Fact]:
    groups: list[int] = []
    for n, fact in enumerate(facts):
        groups.append(groups[-1] if n and fact["entry"] == facts[n - 1]["entry"] else n)
    corrections = [fact["event"] for fact in facts if fact["kind"] == "time_corrected"]
    for correction in corrections:
        named = groups[correction["version"] - 1]
        for group, fact in zip(groups, facts, strict=True):
            if group == named:
                fact["at"] = datetime.fromisoformat(correction["occurred_at"])
    return sorted(facts, key=lambda fact: (fact["at"], fact["version"]))


class Case:
    """What the handbook asks of one case before the end of a month."""

    def __init__(self, number: str, facts: list[Fact], end: datetime) -> None:
        self.number = number
        self.all = facts
        self.facts = [fact for fact in facts if fact["at"] < end]
        self.imported = next((f for f in facts if f["kind"] == "imported"), None)
        first = [f for f in self.facts if f["kind"] in ("received", "imported")]
        self.exists = bool(first)
        self.received: datetime = first[0]["at"] if first else end
        self.event = first[0]["event"] if first else {}
        self.recorded: datetime = first[0]["recorded"] if first else end
        self.taken_over = next((f for f in self.facts if f["kind"] == "taken_over"), None)
        self.turns = self._turns(end)

    def _turns(self, end: datetime) -> list[tuple[datetime, int, str, str]]:
        """(when, version, closed or reopened, reason), in order."""
        turns, reason = [], ""
        for fact in self.facts:
            if fact["kind"] == "imported" and fact["event"].get("closed_at"):
                closed = datetime.fromisoformat(fact["event"]["closed_at"])
                if closed < end:
                    turns.append((closed, fact["version"], "closed", "not_known"))
            if fact["kind"] == "judged_closed":
                reason = fact["event"]["reason"]
            if fact["kind"] == "closed":
                turns.append((fact["at"], fact["version"], "closed", reason))
            if fact["kind"] == "reopened":
                turns.append((fact["at"], fact["version"], "reopened", ""))
        return sorted(turns)

    def open_at(self, moment: datetime) -> bool:
        if self.received >= moment:
            return False
        before = [turn for turn in self.turns if turn[0] < moment]
        return not before or before[-1][2] == "reopened"

    def ours(self, turn: tuple[datetime, int, str, str]) -> bool:
        taken = self.taken_over
        return self.imported is None or (taken is not None and (taken["at"], taken["version"]) < turn[:2])

    def valid(self) -> bool | None:
        signed = [fact["event"]["valid"] for fact in self.facts if "valid" in fact["event"]]
        return signed[-1] if signed else None

    def channel(self) -> str | None:
        """An amendment says what was so from the beginning, whenever it was made."""
        said = [fact["event"]["channel"] for fact in self.all if fact["kind"] == "amended" and fact["event"]["channel"]]
        return said[-1] if said else self.event.get("channel")

    def category(self) -> str | None:
        """As of the end of the month."""
        said = [fact["event"]["category"] for fact in self.facts if fact["kind"] == "reclassified"]
        return said[-1] if said else self.event.get("category")

    def escalated(self) -> bool:
        return any(fact["kind"] == "moved_up" for fact in self.facts)

    def verifications(self, zone: ZoneInfo, t: datetime) -> list[tuple[str, datetime]]:
        """Each verification clock's outcome and the moment that decides its month."""
        done, started, seen = [], None, False
        for fact in self.all:
            kind, at = fact["kind"], fact["at"]
            again = kind == "reopened" or (kind == "taken_over" and not fact["event"]["with_reopening"])
            if started is None and (kind == "received" or (again and not seen)):
                waits = kind == "received" and not fact["event"]["attended"]
                started = opening(at, zone) if waits else at
            if kind in ("verified", "judged_closed") and started is not None:
                due = started + timedelta(minutes=30)
                if at > due:
                    done.append(("missed", due - timedelta(microseconds=1)))
                elif kind == "verified":
                    done.append(("met", at))
                started = None
            seen = seen or kind == "verified"
        if started is not None and t > (due := started + timedelta(minutes=30)):
            done.append(("missed", due - timedelta(microseconds=1)))
        return done


def opening(at: datetime, zone: ZoneInfo) -> datetime:
    """The next moment between 08:00 and 22:00 of the site."""
    local = at.astimezone(zone)
    day = local.date()
    if local.hour >= 22:
        day += timedelta(days=1)
    elif local.hour >= 8:
        return at
    return datetime(day.year, day.month, day.day, 8, tzinfo=zone)


def report(log: Sequence[Entry], year: int, month: int, t: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The sets, some rows and the rates of a month as known at T."""
    start, end = month_edges(year, month, zone)
    told = [Case(number, facts, end) for number, facts in cases(log, t).items()]
    told = [case for case in told if case.exists]
    turns = [(case, turn) for case in told for turn in case.turns if start <= turn[0] < end]
    received = [case for case in told if start <= case.received < end]
    own = [case for case in received if case.imported is None]
    decided = [case for case in own if case.valid() is not None]
    clocks = [
        (case.number, how)
        for case in told
        if case.imported is None or case.taken_over is not None
        for how, at in case.verifications(zone, t)
        if start <= at < end
    ]
    phones = [case for case in own if case.channel() == "phone" and case.event.get("rings") is not None]
    closings = [(case, turn) for case, turn in turns if turn[2] == "closed"]
    reopenings = [(case, turn) for case, turn in turns if turn[2] == "reopened"]
    signed = [c for c in told for f in c.facts if on_the_spot(f) and start <= f["at"] < end]
    late = [c for c in received if c.recorded.astimezone(zone).date() > c.received.astimezone(zone).date()]
    return {
        "carried_in": numbers(case for case in told if case.open_at(start)),
        "received": numbers(received),
        "received.valid": numbers(case for case in received if case.valid() is True),
        "received.not_valid": numbers(case for case in received if case.valid() is False),
        "reopenings": numbers(case for case, _ in reopenings),
        "closings": numbers(case for case, _ in closings),
        "closings.settled_on_the_spot": numbers(c for c, turn in closings if turn[3] == "settled_on_the_spot"),
        "closings.not_known": numbers(c for c, turn in closings if turn[3] == "not_known"),
        "carried_out": numbers(case for case in told if case.open_at(end)),
        "on_the_spot": numbers(signed),
        "late_entries": numbers(late),
        "noise": numbers(case for case in received if case.category() == "noise"),
        "K1": (numbers(case for case in phones if case.event["rings"] <= 3), numbers(phones)),
        "K2": (sorted(number for number, how in clocks if how == "met"), sorted(number for number, _ in clocks)),
        "K5": (numbers(case for case in own if case.escalated()), numbers(own)),
        "K8": (numbers(case for case in own if not case.open_at(end)), numbers(own)),
        "K9": (
            numbers(case for case, turn in reopenings if case.ours(turn)),
            numbers(case for case, turn in closings if case.ours(turn)),
        ),
        "K10": (numbers(case for case in decided if case.valid()), numbers(decided)),
    }


def on_the_spot(fact: Fact) -> bool:
    return fact["kind"] == "judged_closed" and bool(fact["event"]["reason"] == "settled_on_the_spot")


def numbers(found: Any) -> list[str]:
    return sorted(case.number for case in found)

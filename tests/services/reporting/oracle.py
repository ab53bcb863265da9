"""A slow oracle: section 5 of the handbook in plain Python over the raw log, sharing no module with reporting."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from shared.eventstore.log import Entry
from tests.services.reporting.oracle_clocks import Clocks, first_of_each_round

Fact = dict[str, Any]
Turn = tuple[datetime, int, str, str]
VOID = ("cancelled", "duplicate")
ACCEPTED = ("escalation_accepted", "handed_over", "taken_from_seat", "beyond_ability_recorded")
SATISFIED = ("very_satisfied", "satisfied")


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
        self.void, undone = self._void()
        self.facts = [fact for fact in facts if fact["at"] < end and fact["version"] not in undone]
        self.imported = next((f for f in facts if f["kind"] == "imported"), None)
        first = [f for f in self.facts if f["kind"] in ("received", "imported")]
        self.exists = bool(first)
        self.received: datetime = first[0]["at"] if first else end
        self.event = first[0]["event"] if first else {}
        self.recorded: datetime = first[0]["recorded"] if first else end
        self.taken_over = next((f for f in self.facts if f["kind"] == "taken_over"), None)
        self.turns, self.reason = self._turns(end)

    def _void(self) -> tuple[str, set[int]]:
        """Why it is void at T, whenever that happened; and the versions of void closings."""
        reason, undone = "", set()
        for fact in sorted(self.all, key=lambda fact: fact["version"]):
            if fact["kind"] == "judged_closed" and fact["event"]["reason"] in VOID:
                reason = fact["event"]["reason"]
                undone |= {f["version"] for f in self.all if f["kind"] == "closed" and f["entry"] == fact["entry"]}
                undone.add(fact["version"])
            if fact["kind"] == "returned":
                reason = ""
        return reason, undone

    def _turns(self, end: datetime) -> tuple[list[Turn], str]:
        """(when, version, closed or reopened, reason), in order; and the reason of the judgement in force."""
        turns: list[Turn] = []
        reason, closed = "", False
        for fact in self.facts:
            if fact["kind"] == "imported" and fact["event"].get("closed_at"):
                at = datetime.fromisoformat(fact["event"]["closed_at"])
                if at < end:
                    turns.append((at, fact["version"], "closed", "not_known"))
                    closed = True
            if fact["kind"] == "judged_closed":
                reason = fact["event"]["reason"]
            if fact["kind"] == "closed":
                turns.append((fact["at"], fact["version"], "closed", reason))
                closed = True
            if fact["kind"] == "reopened":
                turns.append((fact["at"], fact["version"], "reopened", ""))
            if begins_round(fact) and not (fact["kind"] == "returned" and closed):
                reason, closed = "", False
        return sorted(turns), reason

    def open_at(self, moment: datetime) -> bool:
        if self.received >= moment:
            return False
        before = [turn for turn in self.turns if turn[0] < moment]
        return not before or before[-1][2] == "reopened"

    def ours(self, turn: Turn) -> bool:
        taken = self.taken_over
        return self.imported is None or (taken is not None and (taken["at"], taken["version"]) < turn[:2])

    @property
    def rated(self) -> bool:
        """By what began from its being taken over, if it was imported."""
        return self.reason != "withdrawn" and (self.imported is None or self.taken_over is not None)

    def valid(self) -> bool | None:
        said = None
        for fact in self.facts:
            event = fact["event"]
            found = event.get("case_valid") if fact["kind"] == "findings_recorded" else event.get("valid")
            said = said if found is None else found
        return said

    def channel(self) -> str | None:
        """An amendment says what was so from the beginning, whenever it was made."""
        said = [fact["event"]["channel"] for fact in self.all if fact["kind"] == "amended" and fact["event"]["channel"]]
        return said[-1] if said else self.event.get("channel")

    def category(self) -> str | None:
        """As of the end of the month."""
        said = [fact["event"]["category"] for fact in self.facts if fact["kind"] == "reclassified"]
        return said[-1] if said else self.event.get("category")

    def escalated(self) -> bool:
        return any(
            fact["kind"] == "moved_up"
            or (fact["kind"] == "escalated" and fact["event"]["to_level"] > fact["event"]["from_level"])
            or (fact["kind"] == "beyond_ability_recorded" and fact["event"]["level"] != fact["event"]["from_level"])
            for fact in self.facts
        )

    def level(self) -> int:
        """The highest so far: of whoever accepted, and where a round began."""
        levels = [1 if self.imported else 0]
        for fact in self.facts:
            event = fact["event"]
            if fact["kind"] == "moved_up" or (fact["kind"] == "escalated" and event["at_once"]):
                levels.append(event["to_level"])
            elif fact["kind"] in ACCEPTED or begins_round(fact):
                levels.append(event["level"])
        return max(levels)

    def rounds(self) -> list[list[Fact]]:
        """The facts, round by round."""
        found: list[list[Fact]] = [[]]
        closed = bool(self.event.get("closed_at"))
        for fact in self.facts:
            if begins_round(fact) and not (fact["kind"] == "returned" and closed):
                found.append([])
                closed = False
            closed = closed or fact["kind"] == "closed"
            found[-1].append(fact)
        return found

    def of_kind(self, *kinds: str) -> list[Fact]:
        return [fact for fact in self.facts if fact["kind"] in kinds]


def begins_round(fact: Fact) -> bool:
    kind = fact["kind"]
    again = kind in ("reopened", "judgement_taken_back", "returned", "round_begun")
    return again or (kind == "taken_over" and not fact["event"]["with_reopening"])


def report(log: Sequence[Entry], year: int, month: int, t: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The sets, rows and rates of a month as known at T."""
    start, end = month_edges(year, month, zone)
    known = [Case(number, facts, end) for number, facts in cases(log, t).items()]
    known = [case for case in known if case.exists]
    told = [case for case in known if not case.void]
    turns = [(case, turn) for case in told for turn in case.turns if start <= turn[0] < end]
    received = [case for case in told if start <= case.received < end]
    voided = [case for case in known if case.void and start <= case.received < end]
    own = [case for case in received if case.imported is None and case.rated]
    decided = [case for case in own if case.valid() is not None]
    phones = [case for case in own if case.channel() == "phone" and case.event.get("rings") is not None]
    closings = [(case, turn) for case, turn in turns if turn[2] == "closed"]
    reopenings = [(case, turn) for case, turn in turns if turn[2] == "reopened"]
    late = [c for c in received if c.recorded.astimezone(zone).date() > c.received.astimezone(zone).date()]
    rated = [case for case in told if case.rated]
    clocks = {case.number: Clocks(case.all, zone, t).done for case in rated}

    def happened(*kinds: str, of: Sequence[Case] = told) -> list[tuple[str, Fact]]:
        return [(case.number, f) for case in of for f in case.of_kind(*kinds) if start <= f["at"] < end]

    def ran(clock: str) -> list[tuple[str, str]]:
        return [
            (number, run.how)
            for number, runs in clocks.items()
            for run in runs
            if run.clock == clock and run.how != "cancelled" and run.at is not None and start <= run.at < end
        ]

    def rate(good: Sequence[str], whole: Sequence[str]) -> tuple[list[str], list[str]]:
        return sorted(good), sorted(whole)

    def met(clock: str) -> tuple[list[str], list[str]]:
        return rate([n for n, how in ran(clock) if how == "met"], [n for n, _ in ran(clock)])

    followed: list[tuple[str, str, bool]] = []  # number, in time or missed, reached before the end
    for case in rated:
        rounds = case.rounds()
        for run in first_of_each_round(clocks[case.number]):
            by_reaching = run.how == "met" and run.by == "followed_up"
            if run.at is not None and start <= run.at < end and (by_reaching or run.how == "missed"):
                facts = rounds[run.round - 1] if run.round <= len(rounds) else []
                followed.append((case.number, run.how, any(fact["kind"] == "followed_up" for fact in facts)))
    reached = [(n, f["event"]) for n, f in happened("followed_up", of=rated)]
    content = [n for n, event in reached if (event["overall"] or event["result"]) in SATISFIED]
    spot = [(case, f) for case in told for f in case.facts if on_the_spot(f) and start <= f["at"] < end]
    signed = [case.number for case, _ in spot if case.rated]
    first_completed = [
        (case.number, next(fact for fact in facts if fact["kind"] == "completed"))
        for case in told
        for facts in case.rounds()
        if any(fact["kind"] == "completed" for fact in facts)
    ]
    completed = [n for n, fact in first_completed if start <= fact["at"] < end]
    reasons = (
        "settled_on_the_spot", "follow_up_satisfied", "no_recurrence", "follow_up_exempt", "final_position_given",
        "withdrawn", "not_known",
    )  # fmt: skip
    good4, whole4 = met("completion")
    return {
        "carried_in": numbers(case for case in told if case.open_at(start)),
        "received": numbers(received),
        "received.valid": numbers(case for case in received if case.valid() is True),
        "received.not_valid": numbers(case for case in received if case.valid() is False),
        "received.undecided": numbers(case for case in received if case.valid() is None),
        "reopenings": numbers(case for case, _ in reopenings),
        "closings": numbers(case for case, _ in closings),
        **{f"closings.{reason}": numbers(c for c, turn in closings if turn[3] == reason) for reason in reasons},
        "carried_out": numbers(case for case in told if case.open_at(end)),
        "completed": sorted([*completed, *(case.number for case, _ in spot)]),
        "on_the_spot": numbers(case for case, _ in spot),
        "highest_level": numbers(received),
        **{f"highest_level.{n}": numbers(case for case in received if case.level() == n) for n in range(4)},
        "changed_dates": sorted(n for n, f in happened("date_told") if f["event"]["nth"] > 1),
        "postponed": sorted(n for n, _ in happened("reply_postponed")),
        "wished": sorted(n for n, f in happened("reply_time_agreed") if f["event"]["on_wish"]),
        "urges": sorted(n for n, _ in happened("urged")),
        "declined": sorted(n for n, _ in happened("follow_up_declined")),
        "exempt": sorted(n for n, _ in happened("follow_up_exempted")),
        "void": numbers(voided),
        **{f"void.{reason}": numbers(case for case in voided if case.void == reason) for reason in VOID},
        "late_entries": numbers(late),
        "noise": numbers(case for case in received if case.category() == "noise"),
        "met_late": sorted(
            n for n, runs in clocks.items() for run in runs if run.late and run.at and start <= run.at < end
        ),
        "K1": rate([c.number for c in phones if c.event["rings"] <= 3], numbers(phones)),
        "K2": met("verification"),
        "K3": met("reply"),
        "K4": rate([*good4, *signed], [*whole4, *signed]),
        "K5": (numbers(case for case in own if case.escalated()), numbers(own)),
        "K6": rate([n for n, _, found in followed if found], [n for n, _, _ in followed]),
        "K6b": rate([n for n, how, _ in followed if how == "met"], [n for n, _, _ in followed]),
        "K7": rate(content, [n for n, _ in reached]),
        "K7b": rate([*content, *signed], [*(n for n, _ in reached), *signed]),
        "K8": (numbers(case for case in own if not case.open_at(end)), numbers(own)),
        "K9": (
            numbers(case for case, turn in reopenings if case.ours(turn)),
            numbers(case for case, turn in closings if case.ours(turn) and turn[3] != "withdrawn"),
        ),
        "K10": (numbers(case for case in decided if case.valid()), numbers(decided)),
        "solved": rate([n for n, event in reached if event["solved"] == "solved"], [n for n, _ in reached]),
    }


def on_the_spot(fact: Fact) -> bool:
    return fact["kind"] == "judged_closed" and bool(fact["event"]["reason"] == "settled_on_the_spot")


def numbers(found: Any) -> list[str]:
    return sorted(case.number for case in found)

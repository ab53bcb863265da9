"""Escalating a case (R8.0, CK4): what the actions of every chapter that move a case up share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from shared.complaint.clocks.columns import Clock
from shared.complaint.clocks.marks import Mark
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p08_escalation import Escalated, EscalationReasonAdded
from shared.complaint.ladder import find_holder, next_up, passed_over
from shared.complaint.state import Complaint
from shared.decision.moment import Moment
from shared.directory.state import Directory
from shared.vocabulary.axes import Consent, EscalationReason
from shared.vocabulary.roles import Level

ROWS: dict[str, Clock] = {clock.name: clock for clock in CLOCKS}


@dataclass(frozen=True, slots=True)
class Asked:
    """What asks for an escalation: why, by which rules, with which missed clocks."""

    why: EscalationReason
    missed: tuple[str, ...] = ()  #: names of the missed clocks, oldest first
    rules: tuple[str, ...] = ()  #: of an act that asks for it; those of missed clocks are known
    note: str = ""
    consented: bool = False  #: the customer agreed; else their consent does not apply (R1.4)

    @property
    def all_rules(self) -> tuple[str, ...]:
        """The rules of the missed clocks and of the act, each once."""
        return tuple(dict.fromkeys((*(ROWS[name].rule for name in self.missed), *self.rules)))


ABOUT_THE_OWNER = Asked(EscalationReason.COMPLAINED_ABOUT, rules=("R12.17",))


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who is asked to accept."""

    person: str | None  #: None: the seat of level 3, which nobody holds
    level: Level
    empty: tuple[Level, ...] = ()  #: levels asked before it that nobody holds (R8.5)


def escalate(
    complaint: Complaint, at: Moment[Directory], asked: Asked, *, to: Level | None = None, person: str | None = None
) -> Iterator[ComplaintEvent]:
    """Move a case up, by default one level, at the top within it; while one waits, its reasons grow (CK4).

    `to` is the level asked for, `person` somebody named for it; else who holds it, else the next level that
    is held, and the empty seat of level 3 where nobody is (R8.5).
    """
    ladder = complaint.ladder
    if ladder.pending is not None:
        yield EscalationReasonAdded(
            escalation=ladder.pending.id, why=asked.why, missed=asked.missed, rules=asked.all_rules,
            asked_by=at.by.id, note=asked.note,
        )  # fmt: skip
        return
    target = to if to is not None else next_up(ladder.level) or ladder.level
    yield _escalated(complaint, at, asked, _addressed(complaint, at, target, person), ladder.level)


def move_on(complaint: Complaint, at: Moment[Directory], asked: Asked) -> Iterator[ComplaintEvent]:
    """The escalation that waits goes one level further, because it was not accepted in time (R8.2, CK4)."""
    pending = complaint.ladder.pending
    above = None if pending is None else next_up(pending.to_level)
    if pending is not None and above is not None:
        to = _addressed(complaint, at, above, None)
        yield _escalated(complaint, at, asked, to, pending.to_level, pending.id)


def pass_at_once(complaint: Complaint, at: Moment[Directory]) -> Iterator[ComplaintEvent]:
    """The owner is complained about: the next level not named owns the case now and is to accept it (R12.17).

    Next above the level of the case and of the person (a manager: level 3); nobody there: the empty seat of level 3.
    """
    ladder = complaint.ladder
    known = at.directory.people.get(ladder.owner or "")
    level = max(ladder.level, (known.level if known is not None else None) or ladder.level)
    if ladder.pending is not None:
        level = max(level, Level(max(ladder.pending.to_level - 1, 0)))
    to = _addressed(complaint, at, next_up(level) or level, None)
    moves_on = None if ladder.pending is None else ladder.pending.id
    yield _escalated(complaint, at, ABOUT_THE_OWNER, to, level, moves_on, at_once=True)


def readdress(complaint: Complaint, at: Moment[Directory]) -> Iterator[ComplaintEvent]:
    """Who was to accept is complained about: another of the level, else the next level not named (R12.17)."""
    pending = complaint.ladder.pending
    if pending is not None:
        to = _addressed(complaint, at, pending.to_level, None)
        yield _escalated(complaint, at, ABOUT_THE_OWNER, to, complaint.ladder.level, pending.id)


def is_about_acceptance(missed: tuple[str, ...]) -> bool:
    """Whether one of these clocks waits for the acceptance of an escalation."""
    return any(Mark.ACCEPTED in ROWS[name].satisfied for name in missed)


def accept_by(complaint: Complaint, at: Moment[Directory]) -> datetime | None:
    """Until when the escalation that waits can be accepted in time, by today's limits and hours (R8.2, CK11)."""
    pending = complaint.ladder.pending
    if pending is None:
        return None
    site = at.directory.sites[complaint.reception.site]
    limits = at.directory.limits(site.code, complaint.reception.category)
    return site.desk_hours.opens(pending.since, site.zone) + limits.span("accept_within")


def _addressed(complaint: Complaint, at: Moment[Directory], level: Level, person: str | None) -> Addressed:
    """Who is to accept: the person named for the level, else who holds it or the next one, else the empty seat."""
    if person is not None:
        return Addressed(person, level)
    ladder = complaint.ladder
    besides = ladder.named if level == ladder.level else ladder.named | {ladder.owner or ""}
    found = find_holder(at.directory, complaint.reception.site, level, besides)
    if found is not None:
        return Addressed(found.person.code, found.level, found.empty)
    return Addressed(None, Level.ENTERPRISE, tuple(asked for asked in Level if asked >= level))


def _escalated(
    complaint: Complaint, at: Moment[Directory], asked: Asked, to: Addressed, start: Level, moves_on: str | None = None,
    *, at_once: bool = False,
) -> Escalated:  # fmt: skip
    ladder, site = complaint.ladder, complaint.reception.site
    between = tuple(level for level in passed_over(start, to.level) if level not in to.empty)
    held = (at.directory.holder(site, level, ladder.named) for level in between)
    return Escalated(
        escalation=f"e{ladder.escalated + 1}", person=to.person, from_owner=ladder.owner, from_level=ladder.level,
        to_level=to.level, passed_over=between, empty_levels=to.empty,
        told=tuple(holder.code for holder in held if holder is not None), why=asked.why, missed=asked.missed,
        rules=asked.all_rules, asked_by=at.by.id, note=asked.note, moves_on=moves_on, at_once=at_once,
        consent=Consent.GIVEN if asked.consented else Consent.NOT_APPLICABLE,
    )  # fmt: skip

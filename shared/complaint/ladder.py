"""The service ladder (服务上移): who comes next, whom a move is for by default, who holds a level (R8.0, R8.5)."""

from dataclasses import dataclass

from shared.complaint.state import Complaint, Ladder
from shared.directory.state import Directory, Person
from shared.vocabulary.axes import Channel, EscalationReason, MoveUpReason
from shared.vocabulary.roles import Level

ON_THE_SPOT_FAILED = frozenset({MoveUpReason.NOT_SATISFIED, MoveUpReason.BEYOND_ABILITY})
"""Reasons of R4.2: what could not be settled on the spot."""

FAILED_FROM_AFAR = frozenset({EscalationReason.NOT_SATISFIED, EscalationReason.BEYOND_ABILITY})


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a level, and which levels below it nobody holds."""

    person: Person
    level: Level
    empty: tuple[Level, ...]  #: levels asked before it and found empty (R8.5)


def next_up(level: Level) -> Level | None:
    """One level up; None at the top (R8.3)."""
    return None if level is Level.ENTERPRISE else Level(level + 1)


def default_target(complaint: Complaint, reason: MoveUpReason) -> Level:
    """For whom a move is by default (R8.0).

    An agitated walk-in goes one level up; a call, and what could not be settled on the spot, to level 2
    directly. Who is there already goes one further, at most to the top.
    """
    level = complaint.ladder.level
    above = next_up(level) or level
    if complaint.reception.channel is Channel.PHONE or reason in ON_THE_SPOT_FAILED:
        return max(above, Level.MANAGER)
    return above


def target_from_afar(complaint: Complaint, reason: EscalationReason) -> Level:
    """For whom an escalation without the customer before us is by default (R8.0).

    What could not be settled on the spot, and what the receiver of a call cannot do, goes to level 2 directly;
    everything else one level up.
    """
    above = next_up(complaint.ladder.level) or complaint.ladder.level
    on_the_phone = complaint.reception.channel is Channel.PHONE and reason is EscalationReason.OUTSIDE_REMIT
    return max(above, Level.MANAGER) if on_the_phone or reason in FAILED_FROM_AFAR else above


def passed_over(start: Level, target: Level) -> tuple[Level, ...]:
    """The levels between two, which are told and not asked."""
    return tuple(Level(level) for level in range(start + 1, target))


def find_holder(directory: Directory, site: str, level: Level, besides: frozenset[str] = frozenset()) -> Holder | None:
    """Who holds this level, else the next one up that somebody holds, naming the empty ones (R8.5)."""
    empty: list[Level] = []
    for asked in range(level, Level.ENTERPRISE + 1):
        person = directory.holder(site, Level(asked), besides)
        if person is not None:
            return Holder(person, Level(asked), tuple(empty))
        empty.append(Level(asked))
    return None


def has_part(ladder: Ladder, person: str) -> bool:
    """Whether somebody owns the case, acts for the owner, or is to accept it (R8.1: the head of a department too)."""
    pending = ladder.pending
    accepting = () if pending is None else (pending.to_person, pending.deputy)
    return person in (ladder.owner, ladder.deputy, *accepting)

"""A clock that the desk acts on, and what follows from it in every acting service: pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from shared.complaint import addressees
from shared.complaint.actions.p12_decisions import PassDecisionOn
from shared.complaint.clocks.columns import Acts, Missed
from shared.complaint.escalating import ROWS
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.ck3_acting import ClockActedOn
from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.notices.notice import NoticeKind, Tell
from shared.reacting.fact import Act, Fact, Output
from shared.vocabulary.decisions import OF_FOLLOW_UP
from shared.vocabulary.roles import Level

Reaction = Callable[[Fact, Directory], Iterator[Output]]
"""What follows from one kind of fact under the directory of today."""


@dataclass(frozen=True, slots=True)
class Over:
    """A clock that the desk acts on."""

    fact: Fact
    directory: Directory
    acted: ClockActedOn

    @property
    def complaint(self) -> Complaint:
        """The case."""
        return self.fact.after

    @property
    def at(self) -> datetime:
        """When the desk acts."""
        return self.fact.record.occurred_at

    def tell(self, kind: NoticeKind, *to: str) -> Tell:
        """These people are told of the clock."""
        return Tell(kind, to, self.acted.clock, self.acted.due)

    def tell_level(self, level: Level, kind: NoticeKind = NoticeKind.MISSED) -> Tell:
        """Who holds a level is told of the clock."""
        return self.tell(kind, *addressees.holds(self.complaint, self.directory, level))


Consequence = Callable[[Over], Iterator[Output]]
"""What follows once when a clock is missed (3.2, last column)."""


def tell_level(level: Level, kind: NoticeKind = NoticeKind.MISSED) -> Consequence:
    """Who holds this level is told."""

    def tell(over: Over) -> Iterator[Output]:
        yield over.tell_level(level, kind)

    return tell


def ask_above(over: Over) -> Iterator[Output]:
    """The same decision is asked one level up (CK14); at the top it stands on the board (R8.3)."""
    asked = next((one for one in over.complaint.decisions.open if one.id == over.acted.scope), None)
    if asked is not None and asked.level is Level.ENTERPRISE:
        yield over.tell_level(Level.ENTERPRISE, NoticeKind.BOARD)
    elif asked is not None:
        yield Act(over.fact.case, PassDecisionOn(decision=asked.id))


def acted_on(acts: Acts, consequences: Mapping[Missed, Consequence]) -> Reaction:
    """The reaction to *clock acted on*: the consequence of the row, where it is this service's."""

    def follow(fact: Fact, directory: Directory) -> Iterator[Output]:
        row = ROWS[fact.record.event.clock]
        if row.acts is acts:
            yield from consequences[row.missed](Over(fact, directory, fact.record.event))

    return follow


def decision_asked(acts: Acts) -> Reaction:
    """Of whom a decision is asked is told; about P10 by the follow-up (CK14)."""

    def tell(fact: Fact, directory: Directory) -> Iterator[Output]:
        event = fact.record.event
        if (event.about in OF_FOLLOW_UP) is (acts is Acts.FOLLOWUP):
            yield Tell(NoticeKind.DECISION, addressees.holds(fact.after, directory, event.level))

    return tell


def follows(table: Mapping[type[ComplaintEvent], Reaction], fact: Fact, directory: Directory) -> tuple[Output, ...]:
    """What a service does by itself because of a fact."""
    reaction = table.get(type(fact.record.event))
    return () if reaction is None else tuple(reaction(fact, directory))

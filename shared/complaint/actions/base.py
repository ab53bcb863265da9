"""The shape of every action on a complaint."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.moment import Moment
from shared.directory.limits import Limits
from shared.directory.state import Directory, Site

At = Moment[Directory]
"""When, by whom, under which directory."""


@dataclass(frozen=True, slots=True)
class Retimed:
    """An earlier entry as a correction would have it (CK9)."""

    occurred_at: datetime  #: the corrected business time
    recorded_at: datetime  #: when the entry was made
    history: Sequence[Record[Any]]  #: the whole stream with the corrected time in it


class ComplaintAction(Action):
    """An order about one complaint."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Give the facts that follow. Pure. Raises Refused."""
        raise NotImplementedError  # abstract: every action decides for itself

    def answers(self, complaint: Complaint) -> datetime:
        """The step this action answers, by the state alone; it cannot have occurred before (CK9)."""
        return complaint.reception.received_at

    def retimed(self, at: At) -> Retimed | None:
        """The earlier time that this order changes; None: it changes none (CK9). Raises Refused."""
        del at
        return None


def site_of(complaint: Complaint, at: At) -> Site:
    """The complaint's site, as it is known."""
    return at.directory.sites[complaint.reception.site]


def limits(complaint: Complaint, at: At) -> Limits:
    """The limits in force for this complaint's site and category."""
    return at.directory.limits(complaint.reception.site, complaint.reception.category)

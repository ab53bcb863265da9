"""The shape of every action on a complaint."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.action import Action
from shared.decision.moment import Moment
from shared.directory.limits import Limits
from shared.directory.state import Directory

At = Moment[Directory]
"""When, by whom, under which directory."""


class ComplaintAction(Action):
    """An order about one complaint."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Give the facts that follow. Pure. Raises Refused."""
        raise NotImplementedError  # abstract: every action decides for itself

    def answers(self, complaint: Complaint) -> datetime:
        """The step this action answers; it cannot have occurred before (CK9)."""
        return complaint.reception.received_at


def limits(complaint: Complaint, at: At) -> Limits:
    """The limits in force for this complaint's site and category."""
    return at.directory.limits(complaint.reception.site, complaint.reception.category)

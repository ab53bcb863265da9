"""What an event means to the clocks. Events declare marks, clock rows mention marks only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """A thing that starts, satisfies, cancels or moves a clock (section 3.2)."""

    RECEIVED = "received"
    RECEIVED_UNATTENDED = "received_unattended"
    AGITATED = "agitated"
    CALMED = "calmed"
    MOVE_UP_ASKED = "move_up_asked"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    HANDED_OVER = "handed_over"
    MOVED_ON = "moved_on"  #: to a higher level: what was asked of the former owner ends (CK5)
    ROUTE_WANTED = "route_wanted"  #: verified, and no route yet
    RECEPTION_ENDED = "reception_ended"
    VERIFIED = "verified"
    ROUTE_CHOSEN = "route_chosen"
    SETTLED = "settled"
    SIGNED = "signed"
    REPLY = "reply"
    SOLUTION_ACCEPTED = "solution_accepted"
    NOTICE = "notice"
    CUSTOMER_REACHED = "customer_reached"
    WORK_COMPLETE = "work_complete"
    COMPLETED = "completed"
    REOPENED = "reopened"
    REOPENED_UNVERIFIED = "reopened_unverified"
    JUDGED_CLOSED = "judged_closed"
    FILE_INCOMPLETE = "file_incomplete"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"
    CASE_ENDED = "case_ended"  #: cancels every clock of the case (CK6)


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark with the scope it belongs to and, for a clock with a stated due, the moment stated."""

    mark: Mark
    scope: str = ""  #: id of an assignment, task or need; empty: the case or round
    due: datetime | None = None
    at: datetime | None = None  #: when what is meant was done, if before the fact that gives it this meaning (R4.1a)

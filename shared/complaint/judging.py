"""Judging a case closed (R11.1): the facts that settle it, what they overtake, and what the file still lacks."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At
from shared.complaint.completeness import missing
from shared.complaint.decisions import drop
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p11_closing import JudgedClosed
from shared.complaint.state import Complaint
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About


def newest_end(complaint: Complaint) -> datetime:
    """The judgement or closing that stands, else the beginning of the round: what ends a case comes after it (CK9)."""
    closing = complaint.closing
    ends = (complaint.reception.received_at, complaint.round.started_at, closing.judged_at, closing.closed_at)
    return max(at for at in ends if at is not None)


def judge(complaint: Complaint, at: At, reason: ClosingReason, *facts: ComplaintEvent) -> Iterator[ComplaintEvent]:
    """These facts, and with them the case is judged closed; what was still asked is dropped (CK6)."""
    for fact in facts:
        yield fact
        complaint = fact.apply(complaint, at.stamp())
    for dropped in drop(complaint, *About):
        yield dropped
        complaint = dropped.apply(complaint, at.stamp())
    yield JudgedClosed(reason=reason, missing=missing(complaint, reason))

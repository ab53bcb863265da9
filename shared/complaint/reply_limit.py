"""How late a reply may be agreed for, and when the one that is due falls due (R5.1, R5.4, CK8)."""

from datetime import datetime

from shared.complaint.actions.base import At, limits
from shared.complaint.state import Complaint


def reply_due(complaint: Complaint, at: At) -> datetime:
    """The time agreed, else the limit from what made the reply due (UTC)."""
    reply = complaint.reply
    return reply.agreed or (reply.since or at.occurred_at) + limits(complaint, at).span("reply_within")


def is_over(complaint: Complaint, at: At) -> bool:
    """The reply that is due was missed at this moment; exactly at the limit is in time (CK1)."""
    return at.occurred_at > reply_due(complaint, at)


def latest_reply(complaint: Complaint, at: At) -> datetime | None:
    """The latest time that may be agreed without the customer asking for it; None: as agreed (R5.3).

    It counts from what made the reply due (R5.1); after a miss from now (R5.4), with the first contact after an
    escalation from the acceptance (R8.2a).
    """
    if complaint.beyond.since is not None:
        return None
    since = complaint.reply.since or at.occurred_at
    if is_over(complaint, at):
        since = (complaint.ladder.accepted_at or at.occurred_at) if _is_first_contact(complaint) else at.occurred_at
    return since + limits(complaint, at).span("reply_within")


def _is_first_contact(complaint: Complaint) -> bool:
    return complaint.ladder.contact_wanted is not None and complaint.ladder.pending is None


def promise_until(complaint: Complaint, at: At) -> datetime | None:
    """Until when a time is promised for a case entered after its limit, with none agreed (CK8); None: it was not."""
    reply = complaint.reply
    if reply.times or reply.entered_at is None or reply_due(complaint, at) >= reply.entered_at:
        return None
    return reply.entered_at + limits(complaint, at).span("late_promise")

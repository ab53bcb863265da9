"""When the quiet week ends (R10.5): one reckoning for the clock, for closing by hand, and for a dismissed repeat."""

from datetime import datetime
from typing import Any

from shared.complaint.state import Complaint
from shared.directory.limits import Limits
from shared.vocabulary.time import days_later


def quiet_week_end(complaint: Complaint, limits: Limits, zone: Any, *, held: bool = True) -> datetime:
    """The later of the decision and `quiet_week` after completion (UTC); while held, its end."""
    chapter = complaint.follow_up
    if held and chapter.quiet_until is not None:
        return chapter.quiet_until
    since = chapter.quiet_since or complaint.reception.received_at
    completed = complaint.work.completed_at or since
    return max(since, days_later(completed, limits.days("quiet_week"), zone))

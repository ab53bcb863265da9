"""A matter beyond the unit's ability (R5.3): who owns it, what becomes of our own work, when silence is long enough."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, limits
from shared.complaint.completion import hold
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p09_tasks import TaskWithdrawn
from shared.complaint.ladder import Holder, find_holder
from shared.complaint.state import Complaint
from shared.vocabulary.roles import Level
from shared.vocabulary.time import days_later

BEYOND = "Beyond the unit's ability. 非本单位能力。"
"""The reason on record for what ends with it by itself."""


def manager_for(complaint: Complaint, at: At) -> Holder | None:
    """Who owns it at once: the manager, else the next level up that is held (R8.5)."""
    return find_holder(at.directory, complaint.reception.site, Level.MANAGER, complaint.ladder.named)


def own_work_ends(complaint: Complaint) -> Iterator[ComplaintEvent]:
    """Our departments' tasks end, but for what makes something safe; an agreement does not hold (3.3)."""
    for task in complaint.work.tasks:
        if not task.makes_safe:
            yield TaskWithdrawn(task=task.id, reason=BEYOND)
    yield from hold(complaint)


def silent_since(complaint: Complaint, at: At) -> datetime | None:
    """Since when an outside body that was asked often enough is silent long enough (R5.3a d); None: not yet."""
    known, zone = limits(complaint, at), at.directory.sites[complaint.reception.site].zone
    enough, silence = known.number("outside_asks"), known.days("outside_silence")
    asked_since = (need.first_asked_at for need in complaint.outside.needs if need.asked >= enough)
    return next((s for s in asked_since if s is not None and days_later(s, silence, zone) <= at.occurred_at), None)

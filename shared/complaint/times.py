"""CK9: bounds of business time, the same for every action, and for a time that is corrected."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.guards import is_not_judged
from shared.complaint.state import BLANK, Complaint
from shared.complaint.timeline import History, entries
from shared.decision.event import Record
from shared.decision.refusal import Refused
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say

IN_FUTURE = say(
    "It cannot have happened at {occurred}, after its entry at {recorded}.",
    "发生时间 {occurred} 不能晚于录入时间 {recorded}。",
)
TOO_EARLY = say(
    "It cannot have happened at {occurred}, before the step it answers at {earliest}.",
    "发生时间 {occurred} 不能早于所对应步骤的时间 {earliest}。",
)
NEEDS_SUPERVISOR = say(
    "An entry more than {hours} h after the event needs the supervisor.", "补录超过 {hours} 小时须由客服主任办理。"
)
OUT_OF_ORDER = say(
    "What was entered as {action} would have happened at {occurred}, before the step it answers at {earliest}.",
    "{action} 的发生时间将为 {occurred}，早于所对应步骤的时间 {earliest}。",
)


_ANY = ComplaintAction.model_construct()
"""Stands for an action that is no longer known: it answers the receipt."""


class TimeBounds:
    """The bounds of CK9, for what is entered and for what is corrected."""

    def __init__(self, actions: Iterable[type[ComplaintAction]]) -> None:
        """`actions` say which step each entry answers."""
        self._by_slug: Mapping[str, ComplaintAction] = {
            action.SPEC.slug: action.model_construct() for action in actions
        }  # blank forms: which step an entry answers is said by the state alone

    def __call__(self, complaint: Complaint, order: ComplaintAction, at: At) -> None:
        """Refuse a business time that cannot be. Raises Refused."""
        again = order.SPEC.slug
        check_entry(complaint, at, at.occurred_at, at.recorded_at, again)
        if complaint.exists and at.occurred_at < (earliest := _earliest(order, complaint)):
            raise Refused("CK9", TOO_EARLY, occurred=at.occurred_at, earliest=earliest, instead=(again,))
        changed = order.retimed(at)
        if changed is not None:
            check_entry(complaint, at, changed.occurred_at, changed.recorded_at, again)
            self._check_order(changed.history, again)

    def _check_order(self, history: History, again: str) -> None:
        """Every entry of a corrected history still lies at or after the step it answers. Raises Refused."""
        complaint = BLANK
        for _, together in entries(history):
            first = together[0]
            if complaint.exists and first.occurred_at < (earliest := self._answered(first, complaint)):
                raise Refused(
                    "CK9",
                    OUT_OF_ORDER,
                    action=first.action,
                    occurred=first.occurred_at,
                    earliest=earliest,
                    instead=(again,),
                )
            for record in together:
                complaint = record.after(complaint)

    def _answered(self, record: Record[Any], complaint: Complaint) -> datetime:
        return _earliest(self._by_slug.get(record.action or "", _ANY), complaint)


def _earliest(order: ComplaintAction, complaint: Complaint) -> datetime:
    """The step it answers; what is done on a case in hand belongs to its round, and is not before its beginning.

    What is entered on a case that came from another site happened after it came (R12.11b).
    """
    answered, arrived = order.answers(complaint), complaint.links.arrived_at
    if order is not _ANY and is_not_judged in order.SPEC.when:
        answered = max(answered, complaint.round.started_at)
    return answered if arrived is None else max(answered, arrived)


def check_entry(complaint: Complaint, at: At, occurred: datetime, recorded: datetime, again: str) -> None:
    """Refuse what lies after its entry, or too far before it for this caller. Raises Refused.

    `again` is the slug of what was asked: it may be asked again with another time.
    """
    known = limits(complaint, at)
    if occurred > recorded + known.span("clock_skew"):
        raise Refused("CK9", IN_FUTURE, occurred=occurred, recorded=recorded, instead=(again,))
    free = known.span("backdate_free")
    by_supervisor = at.by.level is not None and at.by.level >= Level.SUPERVISOR
    if recorded - occurred > free and not by_supervisor:
        raise Refused("CK9", NEEDS_SUPERVISOR, hours=int(free.total_seconds() // 3600), instead=("write_note",))

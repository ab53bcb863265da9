"""The complaint as a kind of aggregate: its events, its actions, and what follows by itself at once."""

from collections.abc import Iterable
from typing import Any

from shared.complaint.actions import ACTIONS
from shared.complaint.actions.p12_incident_records import needs_customer
from shared.complaint.completeness import missing
from shared.complaint.completion import completes
from shared.complaint.events import (
    ck3_acting,
    p01_handover,
    p01_move_up,
    p01_walk_in,
    p02_call_back,
    p02_phone,
    p03_verification,
    p04_on_the_spot,
    p04_signature,
    p05_beyond,
    p05_progress,
    p05_reply_time,
    p05_unreachable,
    p06_apology,
    p06_incident,
    p06_investigation,
    p07_final,
    p07_proposal,
    p08_escalation,
    p08_outside,
    p09_completion,
    p09_dates,
    p09_tasks,
    p10_follow_up,
    p10_questionnaire,
    p10_quiet_week,
    p11_closing,
    p11_ending,
    p12_amending,
    p12_assessment,
    p12_contact,
    p12_decisions,
    p12_groups,
    p12_impartiality,
    p12_import,
    p12_incident_records,
    p12_ownership,
    p12_related_cases,
    p12_repeats,
    p12_transfer,
    p12_watchers,
    p12_words_and_files,
)
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.guards import is_impartial, is_not_moving
from shared.complaint.state import BLANK, Complaint
from shared.complaint.timeline import timeline
from shared.complaint.times import TimeBounds
from shared.complaint.unreachable import next_for_unreachable
from shared.decision.kind import Kind
from shared.decision.moment import Caller, Moment
from shared.vocabulary.axes import Route

CHAPTERS = (
    p01_walk_in,
    p01_move_up,
    p01_handover,
    p02_phone,
    p02_call_back,
    p03_verification,
    p04_on_the_spot,
    p04_signature,
    p05_reply_time,
    p05_progress,
    p05_beyond,
    p05_unreachable,
    p06_investigation,
    p06_apology,
    p06_incident,
    p07_proposal,
    p07_final,
    p08_escalation,
    p08_outside,
    p09_completion,
    p09_dates,
    p10_follow_up,
    p10_questionnaire,
    p10_quiet_week,
    p09_tasks,
    p11_closing,
    p11_ending,
    p12_ownership,
    p12_related_cases,
    p12_repeats,
    p12_watchers,
    p12_words_and_files,
    p12_amending,
    p12_assessment,
    p12_contact,
    p12_decisions,
    p12_impartiality,
    p12_groups,
    p12_incident_records,
    p12_transfer,
    p12_import,
    ck3_acting,
)


def _events() -> tuple[type[ComplaintEvent], ...]:
    return tuple(
        found
        for chapter in CHAPTERS
        for found in vars(chapter).values()
        if isinstance(found, type) and issubclass(found, ComplaintEvent) and found.__module__ == chapter.__name__
    )


def _closes_when_complete(complaint: Complaint, _at: Moment[Any]) -> Iterable[ComplaintEvent]:
    """A case judged closed closes as soon as nothing is missing (R11.1)."""
    closing = complaint.closing
    judged_only = closing.reason is not None and closing.judged_at is not None and closing.closed_at is None
    if judged_only and closing.reason is not None and not missing(complaint, closing.reason):
        yield p11_closing.Closed()


def _follows_parent(complaint: Complaint) -> Iterable[ComplaintEvent]:
    """An attached case in hand takes in what its parent does, from its route P5 on (R12.5b)."""
    links = complaint.links
    if links.parent is None or links.follows_parent or complaint.work.completed_at is not None:
        return
    if complaint.facts.route is Route.AGREED and complaint.closing.judged_at is None:
        yield p12_groups.ParentFollowed(parent=links.parent)


def _follows(complaint: Complaint, at: Moment[Any]) -> Iterable[ComplaintEvent]:
    """What follows at once: R5.5's decision, the work complete, the case completed (R9.3a), the file (R11.1)."""
    yield from next_for_unreachable(complaint)
    yield from _follows_parent(complaint)
    yield from completes(complaint)
    yield from _closes_when_complete(complaint, at)


def _absent_owner(complaint: Complaint, by: Caller) -> str | None:
    """The absent owner for whom this caller acts (R12.9)."""
    return complaint.ladder.owner if complaint.ladder.deputy == by.id else None


COMPLAINT = Kind(
    name="complaint",
    blank=BLANK,
    events=_events(),
    actions=ACTIONS,
    before=TimeBounds(ACTIONS),
    stands_in=_absent_owner,
    everywhere=(is_impartial, is_not_moving),
    also=needs_customer,
    follow=_follows,
    timeline=timeline,
    refold=(p12_amending.TimeCorrected,),
)

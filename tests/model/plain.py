"""The plain model: a case and its clocks from its facts alone, as docs/process.md 3.2 and 3.3 tell it."""

import copy
from collections.abc import Iterable
from datetime import datetime

from tests.model import rows_handling as handling
from tests.model import rows_reception as first
from tests.model.case import Case
from tests.model.facts import Fact, as_they_happened, corrected
from tests.model.watch import Run, Watch

ROWS = (
    handling.judged, first.agitated, first.consent, first.transfer, first.call_back, first.verification, first.route,
    first.acknowledgement, first.assignment, first.ladder, first.outside_contact, first.outside_answer,
    first.outside_record, first.decisions, handling.reply, handling.reply_times, handling.reply_wanted,
    handling.progress, handling.findings, handling.findings_end, handling.apology, handling.incident,
    handling.unanswered, handling.final_wait, handling.beyond_review, handling.urge, handling.late_date,
    handling.completion, handling.report_back, handling.report_back_starts, handling.task_ends, handling.task,
    handling.task_silence, handling.standing_still, handling.follow_up, handling.quiet_week, handling.file,
)  # fmt: skip


def told(facts: Iterable[Fact], now: datetime) -> tuple[Case, list[Run]]:
    """What is known of the case, and every clock that ever ran, as of a moment."""
    case, watch = Case(), Watch()
    watch.case = case
    for fact in as_they_happened(facts):
        was = copy.copy(case)
        watch.pass_time(fact.at)
        case.take(fact)
        watch.fact = fact
        for row in ROWS:
            row(watch, fact, was, case)
    return case, watch.as_of(now)


def known(facts: Iterable[Fact]) -> Case:
    """What the desk knows, as it was entered: what somebody decides upon."""
    case = Case()
    for fact in corrected(facts):
        case.take(fact)
    return case

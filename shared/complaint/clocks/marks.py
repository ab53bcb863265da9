"""What an event means to the clocks. Events declare marks, clock rows mention marks only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """A thing that starts, satisfies, cancels, moves or holds a clock (section 3.2)."""

    # ── P1, P2, R12.16: receipt and reception
    RECEIVED = "received"
    RECEIVED_UNATTENDED = "received_unattended"
    RECEIVED_BY_TRANSFER = "received_by_transfer"
    ACCEPTANCE_WANTED = "acceptance_wanted"  #: … and somebody there is to accept it; scope: the escalation's id
    TRANSFERRED_AWAY = "transferred_away"  #: what survives a closing runs on at the other site
    ACKNOWLEDGED = "acknowledged"
    AGITATED = "agitated"
    CALMED = "calmed"
    MOVE_UP_ASKED = "move_up_asked"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    TRANSFER_WANTED = "transfer_wanted"  #: consent on the phone (R2.4a)
    CALL_BACK_OFFERED = "call_back_offered"  #: for the moment stated
    CALLED_BACK = "called_back"
    HANDED_OVER = "handed_over"
    RECEPTION_ENDED = "reception_ended"
    # ── P3, P4: verification and route
    VERIFIED = "verified"
    ROUTE_WANTED = "route_wanted"  #: verified, and no route yet
    ROUTE_CHOSEN = "route_chosen"
    SETTLED = "settled"
    SIGNED = "signed"
    # ── P5: reply and progress
    REPLY = "reply"
    REPLY_WANTED = "reply_wanted"  #: a reply clock begins without a stated time (3.2 *starts*)
    REPLY_TIME_AGREED = "reply_time_agreed"  #: the first of a round, or as the customer wished: the due moves
    REPLY_POSTPONED = "reply_postponed"  #: ends the reply clock as postponed and starts the next (R5.4)
    NOTICE = "notice"  #: says how it stands (R5.2)
    PROGRESS_WANTED = "progress_wanted"  #: a progress clock begins without a notice
    BEYOND = "beyond"  #: beyond the unit's ability (R5.3)
    BEYOND_REVIEWED = "beyond_reviewed"
    BEYOND_ENDED = "beyond_ended"  #: R5.3a, whichever way
    UNREACHABLE = "unreachable"  #: R5.5
    REACHABLE_AGAIN = "reachable_again"
    URGED = "urged"
    URGE_ANSWERED = "urge_answered"
    # ── P6: investigation
    ASSIGNMENT_WANTED = "assignment_wanted"  #: on P5 with nobody charged yet
    CHARGED = "charged"  #: somebody is charged: the round has its assignment
    ASSIGNED = "assigned"  #: one investigation; scope: its id
    NONE_NEEDED = "none_needed"
    FIRST_FINDING = "first_finding"
    FINDINGS = "findings"
    FINDINGS_MOVED = "findings_moved"  #: more time was granted (R12.24): states the new due
    ATTACHED = "attached"  #: to a parent: its own work clocks end, the parent's hold (3.3)
    ASSIGNMENT_ENDED = "assignment_ended"  #: returned or withdrawn
    SERIOUS_FAULT = "serious_fault"  #: findings at fault and serious (R6.3)
    FAULT_REVISED = "fault_revised"
    APOLOGY_SATISFIED = "apology_satisfied"  #: R6.5
    INCIDENT_FLAGGED = "incident_flagged"
    INCIDENT_REPORTED = "incident_reported"
    FLAG_LIFTED = "flag_lifted"
    # ── P7: proposal
    PROPOSAL_TOLD = "proposal_told"
    PROPOSAL_REJECTED = "proposal_rejected"
    SOLUTION_ACCEPTED = "solution_accepted"  #: work is to be done for it
    ACCEPTANCE_ENDED = "acceptance_ended"  #: taken back, or the urgent work's proposal rejected
    FINAL_POSITION = "final_position"
    NEW_FACT = "new_fact"
    # ── P8: ladder and outside bodies
    ESCALATED = "escalated"  #: scope: the escalation's id
    ACCEPTED = "accepted"
    MOVED_ON = "moved_on"  #: to another owner: what was asked of the former one ends (CK5)
    CUSTOMER_REACHED = "customer_reached"  #: by the accepting person, or tried often enough (R8.2)
    NEED_RECORDED = "need_recorded"  #: scope: the need's id
    OUTSIDE_CONTACTED = "outside_contacted"  #: the first contact of a need
    OUTSIDE_ASKED = "outside_asked"  #: with a date
    OUTSIDE_ANSWERED = "outside_answered"
    OUTSIDE_RECORDED = "outside_recorded"  #: what happened since, also the first contact
    NEED_ENDED = "need_ended"
    # ── P9: work
    URGENT_TASK_GIVEN = "urgent_task_given"
    URGENT_TASK_WITHDRAWN = "urgent_task_withdrawn"
    DATE_TOLD = "date_told"  #: a definite date (R9.2)
    WORK_COMPLETE = "work_complete"
    REPORT_BACK_WANTED = "report_back_wanted"  #: a report back begins without an agreement (R5.5 lifted)
    TOLD_DONE = "told_done"
    COMPLETED = "completed"
    TASK_GIVEN = "task_given"  #: scope: the task's id; states its due
    TASK_PROGRESS = "task_progress"
    TASK_COMPLETE = "task_complete"
    TASK_ENDED = "task_ended"  #: returned or withdrawn
    TASK_MOVED = "task_moved"  #: more time was granted (R12.24): states the new due
    TASKS_HELD = "tasks_held"  #: until the next acceptance (3.3)
    TASKS_RELEASED = "tasks_released"
    PAUSED = "paused"  #: one clock, until the moment stated (CK7)
    RESUMED = "resumed"
    # ── CK14: decisions
    DECISION_ASKED = "decision_asked"  #: scope: the decision's id
    FOLLOW_UP_DECISION_ASKED = "follow_up_decision_asked"  #: … about P10
    DECIDED = "decided"
    DECISION_DROPPED = "decision_dropped"
    # ── P10: follow-up
    FOLLOW_UP_REACHED = "follow_up_reached"
    FOLLOW_UP_DECLINED = "follow_up_declined"
    FOLLOW_UP_EXEMPT = "follow_up_exempt"
    FOLLOW_UP_POSTPONED = "follow_up_postponed"  #: by the customer, once: states the new due
    FOLLOW_UP_DATE = "follow_up_date"  #: decided after the attempts (R10.2)
    QUIET_WEEK_DECIDED = "quiet_week_decided"
    QUIET_WEEK_HELD = "quiet_week_held"  #: until the moment stated
    REPEAT_SUGGESTED = "repeat_suggested"
    REPEAT_CONFIRMED = "repeat_confirmed"
    REPEATS_JUDGED = "repeats_judged"  #: no suggestion is open any more
    # ── P11: rounds and closing
    REOPENED = "reopened"
    REOPENED_UNVERIFIED = "reopened_unverified"
    ROUND_BEGUN = "round_begun"  #: an unsatisfied follow-up began a new round (R10.4)
    JUDGED_CLOSED = "judged_closed"
    FILE_INCOMPLETE = "file_incomplete"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"
    CASE_ENDED = "case_ended"  #: cancels every clock of the case (CK6)


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark with the scope it belongs to and, for a clock with a stated due, the moment stated."""

    mark: Mark
    scope: str = ""  #: id of an escalation, assignment, task, need or decision; empty: the case or round
    due: datetime | None = None
    at: datetime | None = None  #: when what is meant was done, if before the fact that gives it this meaning (R4.1a)
    clock: str = ""  #: the one clock that is meant, where a person named it (a pause, CK7)
    spares: frozenset[str] = frozenset()  #: ids of what survives (CK6: tasks that make something safe)

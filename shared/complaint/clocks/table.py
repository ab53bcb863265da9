"""All clocks of docs/process.md section 3.2, as data; what the columns mean stands in `columns`.

Longer than other files: it is the handbook's one table, read row beside row.
"""

from shared.complaint.clocks.columns import NO_MARKS, Acts, Clock, Held, Kind, Missed, Opens, Scope, Slower
from shared.complaint.clocks.due import (
    end_of_day,
    quiet_week,
    reported_back,
    share_of_time_left,
    stated,
    stated_or_end_of_day,
)
from shared.complaint.clocks.marks import Mark
from shared.complaint.state import Complaint
from shared.vocabulary.text import say


def _marks(*marks: Mark) -> frozenset[Mark]:
    return frozenset(marks) if marks else NO_MARKS


def is_unreachable(complaint: Complaint) -> bool:
    """Acknowledgement, reply, progress, report back, apology and first contact start no more (R5.5).

    Nor for an incident record, which has no customer to reach (R12.5a).
    """
    return complaint.reach.unreachable_since is not None or complaint.links.is_incident_record


def is_slow(complaint: Complaint) -> bool:
    """Beyond the unit's ability, or a date of R9.2 was told: how it stands is told every 72 h (R5.2)."""
    return complaint.beyond.since is not None or complaint.work.date is not None


def is_told_or_unreachable(complaint: Complaint) -> bool:
    """Proposal and completion of urgent work were told together, or nobody can be told (R9.6, R5.5)."""
    return complaint.work.told_at is not None or is_unreachable(complaint)


def makes_safe(complaint: Complaint, task: str) -> bool:
    """What makes something safe is a task of the site when the case is closed (CK6)."""
    known = complaint.work.task(task)
    return known is not None and known.makes_safe


def has_nothing_left(complaint: Complaint) -> bool:
    """The urgent work is done, and nothing is left for the agreement (R9.6)."""
    return complaint.work.work_complete_at is not None


def needs_no_notice(complaint: Complaint) -> bool:
    """The work is complete, the final position given, or nobody can be told (3.2 *progress*)."""
    done = complaint.work.work_complete_at or complaint.work.completed_at or complaint.final_position.given_at
    return done is not None or is_unreachable(complaint)


CLOCKS: tuple[Clock, ...] = (
    Clock(
        "agitated_reception", say("agitated reception", "激动接待"), "R1.3", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.AGITATED),
        satisfied=_marks(Mark.CALMED, Mark.MOVE_UP_ASKED, Mark.SETTLED, Mark.HANDED_OVER),
        cancelled=_marks(Mark.RECEPTION_ENDED, Mark.CONSENT_REFUSED, Mark.MOVED_ON, Mark.CASE_ENDED),
        limit="agitated_limit", warns="agitated_warn", missed=Missed.REQUEST_MOVE_UP,
    ),
    Clock(
        "consent", say("consent to move up", "征得同意"), "R1.4", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.MOVE_UP_ASKED),
        satisfied=_marks(Mark.CONSENT_GIVEN, Mark.CONSENT_REFUSED),
        cancelled=_marks(Mark.RECEPTION_ENDED, Mark.MOVED_ON, Mark.CASE_ENDED),
        limit="consent_wait", missed=Missed.SUPERVISOR_ATTENDS,
    ),
    Clock(
        "transfer", say("transfer of the call", "来电转接"), "R2.4a", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.TRANSFER_WANTED),
        satisfied=_marks(Mark.HANDED_OVER),
        cancelled=_marks(Mark.RECEPTION_ENDED, Mark.MOVED_ON, Mark.CASE_ENDED),
        limit="transfer_wait", missed=Missed.OFFER_CALL_BACK,
    ),
    Clock(
        "call_back", say("call back", "回电"), "R2.4a", Kind.CUSTOMER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.CALL_BACK_OFFERED),
        satisfied=_marks(Mark.CALLED_BACK),
        cancelled=_marks(Mark.CASE_ENDED),
        limit="call_back_within", due=stated, missed=Missed.MOVE_UP,
    ),
    Clock(
        "verification", say("verification", "核实"), "R3.1", Kind.CUSTOMER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.RECEIVED, Mark.RECEIVED_UNATTENDED, Mark.REOPENED_UNVERIFIED),
        satisfied=_marks(Mark.VERIFIED),
        cancelled=_marks(Mark.CASE_ENDED),
        limit="verify_within", opens=Opens.DESK_HOURS_IF_UNATTENDED, missed=Missed.MOVE_UP,
    ),
    Clock(
        "route", say("choice of route", "选择途径"), "R3.2", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.ROUTE_WANTED),
        satisfied=_marks(Mark.ROUTE_CHOSEN),
        cancelled=_marks(Mark.SIGNED, Mark.MOVED_ON, Mark.CASE_ENDED),
        limit="route_within", opens=Opens.DESK_HOURS, missed=Missed.MOVE_UP,
    ),
    Clock(
        "acknowledgement", say("acknowledgement", "受理告知"), "R12.16", Kind.CUSTOMER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.RECEIVED_UNATTENDED, Mark.RECEIVED_BY_TRANSFER),
        satisfied=_marks(Mark.ACKNOWLEDGED),
        cancelled=_marks(Mark.UNREACHABLE, Mark.CASE_ENDED),
        limit="ack_within", opens=Opens.DESK_HOURS_IF_UNATTENDED, barred=is_unreachable, missed=Missed.TELL_SUPERVISOR,
    ),
    Clock(
        "assignment", say("assignment", "责成调查"), "R6.2", Kind.WORK, Scope.ROUND, Acts.ESCALATION,
        starts=_marks(Mark.ASSIGNMENT_WANTED),
        satisfied=_marks(Mark.CHARGED, Mark.NONE_NEEDED),
        cancelled=_marks(Mark.ATTACHED, Mark.CASE_ENDED),
        limit="assign_within", opens=Opens.DESK_HOURS, missed=Missed.MOVE_UP,
    ),
    Clock(
        "reply", say("reply", "答复"), "R5.1", Kind.CUSTOMER, Scope.ROUND, Acts.ESCALATION,
        starts=_marks(
            Mark.RECEIVED, Mark.RECEIVED_UNATTENDED, Mark.REOPENED, Mark.REOPENED_UNVERIFIED, Mark.ROUND_BEGUN,
            Mark.REPLY_WANTED, Mark.REPLY_TIME_AGREED, Mark.REPLY_POSTPONED,
        ),
        satisfied=_marks(Mark.REPLY),
        cancelled=_marks(Mark.UNREACHABLE, Mark.CASE_ENDED),
        limit="reply_within", missed=Missed.MOVE_UP,
        due=stated, barred=is_unreachable,
        moves=_marks(Mark.REPLY_TIME_AGREED), anew=_marks(Mark.REPLY_TIME_AGREED),
        postponed=_marks(Mark.REPLY_POSTPONED),
    ),
    Clock(
        "progress", say("progress notice", "进展告知"), "R5.2", Kind.CUSTOMER, Scope.ROUND, Acts.ESCALATION,
        starts=_marks(
            Mark.RECEIVED, Mark.RECEIVED_UNATTENDED, Mark.REOPENED, Mark.REOPENED_UNVERIFIED, Mark.ROUND_BEGUN,
            Mark.PROGRESS_WANTED, Mark.NOTICE,
        ),
        satisfied=_marks(Mark.NOTICE),
        cancelled=_marks(Mark.WORK_COMPLETE, Mark.COMPLETED, Mark.FINAL_POSITION, Mark.UNREACHABLE, Mark.CASE_ENDED),
        limit="progress_every", missed=Missed.MOVE_UP_AND_REPEAT,
        slower=Slower(is_slow, "progress_slow"), moves=_marks(Mark.BEYOND, Mark.BEYOND_ENDED),
        barred=needs_no_notice, repeats=True,
    ),
    Clock(
        "fact_finding", say("fact-finding", "初步查实"), "R6.2", Kind.WORK, Scope.ASSIGNMENT, Acts.ESCALATION,
        starts=_marks(Mark.ASSIGNED),
        satisfied=_marks(Mark.FIRST_FINDING, Mark.FINDINGS),
        cancelled=_marks(Mark.ATTACHED, Mark.ASSIGNMENT_ENDED, Mark.BEYOND, Mark.CASE_ENDED),
        limit="first_finding", opens=Opens.DESK_HOURS, missed=Missed.MOVE_UP,
    ),
    Clock(
        "findings", say("findings", "调查结果"), "R6.2", Kind.WORK, Scope.ASSIGNMENT, Acts.ESCALATION,
        starts=_marks(Mark.ASSIGNED),
        satisfied=_marks(Mark.FINDINGS),
        cancelled=_marks(Mark.ATTACHED, Mark.ASSIGNMENT_ENDED, Mark.BEYOND, Mark.CASE_ENDED),
        limit="findings_within", opens=Opens.DESK_HOURS, pausable=True, missed=Missed.MOVE_UP,
        due=stated, moves=_marks(Mark.FINDINGS_MOVED),
    ),
    Clock(
        "apology", say("apology for a serious fault", "严重过失致歉"),
        "R6.3", Kind.CUSTOMER, Scope.ROUND, Acts.ESCALATION,
        starts=_marks(Mark.SERIOUS_FAULT),
        satisfied=_marks(Mark.APOLOGY_SATISFIED),
        cancelled=_marks(Mark.FAULT_REVISED, Mark.UNREACHABLE, Mark.CASE_ENDED),
        limit="apology_within", barred=is_unreachable, missed=Missed.MOVE_UP,
    ),
    Clock(
        "incident_report", say("incident report", "突发事件报告"), "R6.4", Kind.CUSTOMER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.INCIDENT_FLAGGED),
        satisfied=_marks(Mark.INCIDENT_REPORTED),
        cancelled=_marks(Mark.FLAG_LIFTED, Mark.TRANSFERRED_AWAY),
        limit="incident_report", repeats=True, missed=Missed.FLAG_ENTERPRISE,
    ),
    Clock(
        "acceptance", say("acceptance", "接受"), "R8.2", Kind.OWNER, Scope.ESCALATION, Acts.ESCALATION,
        starts=_marks(Mark.ESCALATED, Mark.ACCEPTANCE_WANTED),
        satisfied=_marks(Mark.ACCEPTED, Mark.HANDED_OVER),
        cancelled=_marks(Mark.MOVED_ON, Mark.CASE_ENDED),
        limit="accept_within", opens=Opens.DESK_HOURS, missed=Missed.MOVE_UP_PENDING,
    ),
    Clock(
        "first_contact", say("first contact", "首次联系"), "R8.2", Kind.OWNER, Scope.ESCALATION, Acts.ESCALATION,
        starts=_marks(Mark.ESCALATED),
        satisfied=_marks(Mark.CUSTOMER_REACHED, Mark.HANDED_OVER),
        cancelled=_marks(Mark.MOVED_ON, Mark.UNREACHABLE, Mark.CASE_ENDED),
        limit="contact_within", opens=Opens.DESK_HOURS, barred=is_unreachable, missed=Missed.MOVE_UP_PENDING,
    ),
    Clock(
        "proposal_unanswered", say("proposal unanswered", "方案待答复"),
        "R7.4", Kind.CUSTOMER, Scope.ROUND, Acts.FOLLOWUP,
        starts=_marks(Mark.PROPOSAL_TOLD),
        satisfied=_marks(Mark.SOLUTION_ACCEPTED, Mark.PROPOSAL_REJECTED),
        cancelled=_marks(Mark.PROPOSAL_TOLD, Mark.COMPLETED, Mark.BEYOND, Mark.UNREACHABLE, Mark.CASE_ENDED),
        limit="answer_within", warns="answer_remind", missed=Missed.ASK_MANAGER,
    ),
    Clock(
        "final_position_wait", say("final-position wait", "最终答复等待"),
        "R7.6", Kind.CUSTOMER, Scope.ROUND, Acts.FOLLOWUP,
        starts=_marks(Mark.FINAL_POSITION),
        satisfied=_marks(),
        cancelled=_marks(Mark.NEW_FACT, Mark.CASE_ENDED),
        limit="final_wait", warns=None, runs_out=True, missed=Missed.JUDGE_CLOSED,
    ),
    Clock(
        "completion", say("completion", "处理完毕"), "R9.1", Kind.CUSTOMER, Scope.ROUND, Acts.ESCALATION,
        starts=_marks(Mark.SOLUTION_ACCEPTED, Mark.URGENT_TASK_GIVEN),
        satisfied=_marks(Mark.WORK_COMPLETE),
        cancelled=_marks(Mark.ACCEPTANCE_ENDED, Mark.URGENT_TASK_WITHDRAWN, Mark.BEYOND, Mark.CASE_ENDED),
        limit="same_day_cutoff", missed=Missed.MOVE_UP_LATE,
        due=end_of_day, moves=_marks(Mark.DATE_TOLD), pausable=True, barred=has_nothing_left,
    ),
    Clock(
        "late_date", say("late date", "逾期改定"), "R9.2", Kind.CUSTOMER, Scope.ROUND, Acts.ESCALATION,
        starts=_marks(Mark.DATE_TOLD),
        satisfied=_marks(Mark.WORK_COMPLETE),
        cancelled=_marks(Mark.ACCEPTANCE_ENDED, Mark.BEYOND, Mark.CASE_ENDED),
        limit="", due=stated, only_after_miss_of=frozenset({"completion", "late_date"}),
        moves=_marks(Mark.DATE_TOLD), anew=_marks(Mark.DATE_TOLD), missed=Missed.MOVE_UP_UNRATED,
    ),
    Clock(
        "report_back", say("report back", "完成答复"), "R9.1", Kind.CUSTOMER, Scope.ROUND, Acts.ESCALATION,
        starts=_marks(Mark.SOLUTION_ACCEPTED, Mark.REPORT_BACK_WANTED),
        satisfied=_marks(Mark.TOLD_DONE),
        cancelled=_marks(Mark.UNREACHABLE, Mark.BEYOND, Mark.ACCEPTANCE_ENDED, Mark.CASE_ENDED),
        limit="report_back", missed=Missed.MOVE_UP,
        due=reported_back, barred=is_told_or_unreachable,
        moves=_marks(Mark.DATE_TOLD, Mark.WORK_COMPLETE), moves_unless_missed=frozenset({"completion"}),
    ),
    Clock(
        "task", say("task", "处理任务"), "R9.3", Kind.WORK, Scope.TASK, Acts.ESCALATION,
        starts=_marks(Mark.TASK_GIVEN),
        satisfied=_marks(Mark.TASK_COMPLETE),
        cancelled=_marks(Mark.TASK_ENDED, Mark.BEYOND, Mark.CASE_ENDED),
        limit="", missed=Missed.TELL_HEAD_AND_RECEIVER,
        due=stated_or_end_of_day, moves=_marks(Mark.TASK_MOVED), pausable=True, survives=makes_safe,
        holds=_marks(Mark.TASKS_HELD), releases=_marks(Mark.TASKS_RELEASED), held=Held.ADDED,
    ),
    Clock(
        "task_silence", say("task silence", "任务无进展"), "R9.4", Kind.WORK, Scope.TASK, Acts.ESCALATION,
        starts=_marks(Mark.TASK_GIVEN, Mark.TASK_PROGRESS),
        satisfied=_marks(Mark.TASK_PROGRESS, Mark.TASK_COMPLETE),
        cancelled=_marks(Mark.TASK_ENDED, Mark.BEYOND, Mark.CASE_ENDED),
        limit="silence_share", missed=Missed.REMIND_DEPARTMENT,
        opens=Opens.DESK_HOURS, due=share_of_time_left, survives=makes_safe,
        holds=_marks(Mark.TASKS_HELD), releases=_marks(Mark.TASKS_RELEASED), held=Held.ADDED,
    ),
    Clock(
        "outside_contact", say("outside contact", "联系外部单位"), "R8.4", Kind.WORK, Scope.NEED, Acts.ESCALATION,
        starts=_marks(Mark.NEED_RECORDED),
        satisfied=_marks(Mark.OUTSIDE_CONTACTED),
        cancelled=_marks(Mark.NEED_ENDED, Mark.CASE_ENDED),
        limit="outside_first", opens=Opens.DESK_HOURS, missed=Missed.REMIND_MANAGER,
    ),
    Clock(
        "outside_answer", say("outside answer", "外部单位答复"), "R8.4", Kind.WORK, Scope.NEED, Acts.ESCALATION,
        starts=_marks(Mark.OUTSIDE_ASKED),
        satisfied=_marks(Mark.OUTSIDE_ANSWERED),
        cancelled=_marks(Mark.NEED_ENDED, Mark.CASE_ENDED),
        limit="", missed=Missed.REMIND_MANAGER,
        due=stated, moves=_marks(Mark.OUTSIDE_ASKED), anew=_marks(Mark.OUTSIDE_ASKED),
    ),
    Clock(
        "outside_record", say("outside record", "外部跟进记录"), "R8.4", Kind.WORK, Scope.NEED, Acts.ESCALATION,
        starts=_marks(Mark.OUTSIDE_RECORDED),
        satisfied=_marks(Mark.OUTSIDE_RECORDED),
        cancelled=_marks(Mark.NEED_ENDED, Mark.CASE_ENDED),
        limit="outside_every", opens=Opens.DESK_HOURS, repeats=True, missed=Missed.REMIND_MANAGER,
    ),
    Clock(
        "beyond_ability_review", say("beyond-ability review", "非本单位能力复核"),
        "R5.3a", Kind.CUSTOMER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.BEYOND, Mark.BEYOND_REVIEWED),
        satisfied=_marks(Mark.BEYOND_REVIEWED),
        cancelled=_marks(Mark.BEYOND_ENDED, Mark.CASE_ENDED),
        limit="beyond_review", missed=Missed.MANAGER_THEN_BOARD,
    ),
    Clock(
        "decision", say("decision", "待决"), "CK14", Kind.OWNER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.DECISION_ASKED),
        satisfied=_marks(Mark.DECIDED),
        cancelled=_marks(Mark.DECISION_DROPPED, Mark.CASE_ENDED),
        limit="decide_within", opens=Opens.DESK_HOURS, anew=_marks(Mark.DECISION_ASKED), missed=Missed.ASK_ABOVE,
    ),
    Clock(
        "follow_up_decision", say("decision about the follow-up", "回访待决"),
        "CK14", Kind.OWNER, Scope.CASE, Acts.FOLLOWUP,
        starts=_marks(Mark.FOLLOW_UP_DECISION_ASKED),
        satisfied=_marks(Mark.DECIDED),
        cancelled=_marks(Mark.DECISION_DROPPED, Mark.CASE_ENDED),
        limit="decide_within", missed=Missed.ASK_ABOVE,
        opens=Opens.DESK_HOURS, anew=_marks(Mark.FOLLOW_UP_DECISION_ASKED),
    ),
    Clock(
        "follow_up", say("follow-up", "回访"), "R10.1", Kind.CUSTOMER, Scope.ROUND, Acts.FOLLOWUP,
        starts=_marks(Mark.COMPLETED, Mark.FOLLOW_UP_DATE),
        satisfied=_marks(
            Mark.FOLLOW_UP_REACHED, Mark.FOLLOW_UP_DECLINED, Mark.FOLLOW_UP_EXEMPT, Mark.QUIET_WEEK_DECIDED,
        ),
        cancelled=_marks(Mark.ROUND_BEGUN, Mark.CASE_ENDED),
        limit="followup_within", missed=Missed.TELL_SUPERVISOR_SAME_LEVEL,
        due=stated,
        moves=_marks(Mark.FOLLOW_UP_POSTPONED, Mark.FOLLOW_UP_DATE), anew=_marks(Mark.FOLLOW_UP_DATE),
    ),
    Clock(
        "quiet_week", say("quiet week", "一周观察"), "R10.5", Kind.CUSTOMER, Scope.ROUND, Acts.FOLLOWUP,
        starts=_marks(Mark.FOLLOW_UP_DECLINED, Mark.QUIET_WEEK_DECIDED),
        satisfied=_marks(),
        cancelled=_marks(Mark.REPEAT_CONFIRMED, Mark.FOLLOW_UP_REACHED, Mark.ROUND_BEGUN, Mark.CASE_ENDED),
        limit="quiet_week", missed=Missed.JUDGE_CLOSED,
        warns=None, due=quiet_week, moves=_marks(Mark.QUIET_WEEK_HELD), runs_out=True,
        holds=_marks(Mark.REPEAT_SUGGESTED), releases=_marks(Mark.REPEATS_JUDGED), held=Held.WAITED_FOR,
    ),
    Clock(
        "file", say("file to be completed", "资料归档"), "R11.1", Kind.CUSTOMER, Scope.ROUND, Acts.FOLLOWUP,
        starts=_marks(Mark.FILE_INCOMPLETE),
        satisfied=_marks(Mark.CLOSED),
        cancelled=_marks(Mark.TAKEN_BACK, Mark.REOPENED, Mark.REOPENED_UNVERIFIED),
        limit="file_within", missed=Missed.TELL_SUPERVISOR,
    ),
    Clock(
        "urge", say("urge to be answered", "催办"), "R12.8", Kind.CUSTOMER, Scope.CASE, Acts.ESCALATION,
        starts=_marks(Mark.URGED),
        satisfied=_marks(Mark.URGE_ANSWERED),
        cancelled=_marks(Mark.CASE_ENDED),
        limit="urge_within", missed=Missed.MOVE_UP,
    ),
)  # fmt: skip

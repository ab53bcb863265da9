"""The rows of 3.2 that belong to a round: reply, progress, investigation, proposal, work, follow-up and the end."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.model.case import Case
from tests.model.facts import Fact
from tests.model.hours import DAY, HOUR, MINUTE, later, midnight, opening
from tests.model.rows_reception import reopens
from tests.model.watch import CANCELLED, MET, POSTPONED, Watch

SAYS_HOW_IT_STANDS = {
    "reply_time_agreed", "reply_postponed", "progress_told", "proposal_told", "proposal_accepted", "told_done",
    "customer_contacted", "followed_up", "called_back", "apology_made", "final_explanation_given",
    "final_position_given",
}  # fmt: skip
IS_A_REPLY = {"proposal_told", "final_explanation_given", "final_position_given", "told_done"}
WANTS_A_REPLY = {"proposal_rejected", "acceptance_taken_back", "new_fact_brought"}


def is_notice(f: Fact) -> bool:
    """Any contact that says how it stands (R5.2)."""
    if f.name == "date_told":
        return f["means"] is not None
    if f.name in ("beyond_ability_recorded", "understanding_recorded", "beyond_ended"):
        return f["understanding"] in ("given", "not_given")
    return f.name in SAYS_HOW_IT_STANDS


def begins_round(f: Fact, now: Case) -> bool:
    """Received, reopened, or not satisfied at the follow-up."""
    return f.name in ("received", "round_begun") or reopens(f, now)


def reply(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """A reply meets it (R5.4); with nobody to reach it is cancelled."""
    told_the_outcome = f.name == "beyond_ended" and f["how"] != "obstacle_gone"
    if f.name in IS_A_REPLY or told_the_outcome:
        w.end("reply", MET)
    by_the_answer = {"signature_declined": "not_signed", "signed": "promise_open"}  # R4.1a, R4.4a
    if f.name == "route_changed" and f["why"] in by_the_answer.values():
        w.end("reply", MET, at=now.answered_at)
    if f.name == "found_unreachable":
        w.end("reply", CANCELLED)


def reply_times(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """A time agreed moves the due, a postponement ends it and starts the next (R5.4); a promise likewise (CK8)."""
    scope, due = str(now.round), f.moment("reply_at")
    if now.unreachable:
        return
    if due is not None and f.name == "reply_postponed":
        w.end("reply", POSTPONED)
        w.start("reply", due, scope)
    if due is not None and f.name in ("reply_time_agreed", "reply_time_promised"):
        if w.stands_missed("reply"):
            w.end("reply", CANCELLED)  # the missed one stays missed
        w.move("reply", due)
        w.start("reply", due, scope)


def reply_wanted(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """A reply is due within 24 h of what 3.2 names."""
    scope = str(now.round)
    if now.unreachable:
        return
    ended_beyond = f.name == "beyond_ended" and f["how"] == "obstacle_gone"
    if begins_round(f, now) or f.name in WANTS_A_REPLY or ended_beyond:
        w.start("reply", f.at + DAY, scope)
    if f.name == "reply_wanted" and f["why"] == "reachable_again":
        w.start("reply", f.at + DAY, scope)


def progress(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Every 24 h the customer is told how it stands, slower once a date was told or it is beyond us (R5.2)."""
    slow = now.beyond or now.date is not None
    if f.name == "beyond_ability_recorded":
        w.move("progress", f.at + 3 * DAY)
    if f.name == "beyond_ended":
        w.move("progress", f.at + DAY)
    if is_notice(f):
        w.end("progress", MET)
    if f.name in ("work_completed", "completed", "final_position_given", "found_unreachable"):
        w.end("progress", CANCELLED)
    if now.work_complete or now.completed_at or now.final or now.unreachable:
        return
    after_completion = f.name == "work_held" and was.work_complete
    anew = f.name in ("customer_appeared", "new_fact_brought", "beyond_ended")
    if begins_round(f, now) or is_notice(f) or anew or after_completion:
        w.start("progress", f.at + (3 * DAY if slow else DAY), str(now.round), again=_runs_again(w))


def _runs_again(w: Watch) -> Callable[[datetime], tuple[datetime, datetime]]:
    def again(missed: datetime) -> tuple[datetime, datetime]:
        slow = w.case.beyond or w.case.date is not None
        return missed, missed + (3 * DAY if slow else DAY)

    return again


def findings(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Fact-finding and findings of each assignment (R6.2)."""
    scope = f["assignment"] or ""
    if f.name == "first_finding_recorded":
        w.end("fact_finding", MET, scope)
    if f.name == "findings_recorded" and scope:
        w.end("fact_finding", MET, scope)
        w.end("findings", MET, scope)
    if f.name == "head_charged":
        opens = opening(f.at, now.site)
        w.start("fact_finding", opens + 30 * MINUTE, scope, opens=opens)
        w.start("findings", opens + 8 * HOUR, scope, opens=opens)


def findings_end(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Nobody has to find it out any more, or has longer (3.3, R12.24)."""
    scope = f["assignment"] or ""
    if f.name == "attached_to_parent" and not f["only_linked"]:  # the parent's hold
        w.end("fact_finding", CANCELLED)
        w.end("findings", CANCELLED)
    if f.name in ("assignment_returned", "assignment_withdrawn"):
        w.end("fact_finding", CANCELLED, scope)
        w.end("findings", CANCELLED, scope)
    if f.name == "beyond_ability_recorded":
        w.end("fact_finding", CANCELLED)
        w.end("findings", CANCELLED)
    if f.name == "extension_decided" and f["granted"] and f["what"] == "findings":
        w.move("findings", f.moment("due") or f.at, f["subject"])


def apology(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The apology for a serious fault (R6.3, R6.5)."""
    if was.apology_due and not now.apology_due:
        w.end("apology", CANCELLED if f.name == "findings_recorded" else MET)
    if f.name == "found_unreachable":
        w.end("apology", CANCELLED)
    if now.apology_due and not now.unreachable and (not was.apology_due or f.name == "customer_appeared"):
        w.start("apology", f.at + DAY, str(now.round))


def incident(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The report of a special incident: again every 15 min (R6.4)."""
    if f.name == "incident_reported":
        w.end("incident_report", MET)
    if f.name in ("incident_flag_lifted", "transferred_away"):  # it runs on at the other site (3.3)
        w.end("incident_report", CANCELLED)
    if f.name == "incident_flagged" and not now.away:
        quarter = 15 * MINUTE
        w.start("incident_report", f.at + quarter, again=lambda missed: (missed, missed + quarter))


def unanswered(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The proposal that waits for an answer (R7.4)."""
    if f.name in ("solution_accepted", "proposal_rejected"):
        w.end("proposal_unanswered", MET)
    if f.name in ("proposal_told", "completed", "beyond_ability_recorded", "found_unreachable"):
        w.end("proposal_unanswered", CANCELLED)
    if f.name == "proposal_told":
        w.start("proposal_unanswered", later(f.at, 7, now.site), str(now.round))


def final_wait(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The wait after the final position (R7.6)."""
    if f.name == "new_fact_brought":
        w.end("final_position_wait", CANCELLED)
    if f.name == "final_position_given":
        w.start("final_position_wait", later(f.at, 30, now.site), str(now.round), runs_out=True)


def beyond_review(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """What is beyond us is reviewed (R5.3a)."""
    if f.name == "beyond_reviewed":
        w.end("beyond_ability_review", MET)
    if f.name == "beyond_ended":
        w.end("beyond_ability_review", CANCELLED)
    if f.name in ("beyond_ability_recorded", "beyond_reviewed"):
        w.start("beyond_ability_review", later(f.at, 30, now.site))


def urge(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The first unanswered urge (R12.8)."""
    if is_notice(f):
        w.end("urge", MET)
    if f.name == "urged":
        w.start("urge", f.at + DAY)


def late_date(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """A date told after the miss (R9.2)."""
    scope, told = str(now.round), f.moment("due")
    if f.name in ("work_completed", "completed"):
        w.end("late_date", MET)
    if f.name in ("work_held", "beyond_ability_recorded"):
        w.end("late_date", CANCELLED)
    if told is not None and f.name == "date_told":
        if w.stands_missed("late_date"):
            w.end("late_date", CANCELLED)
            w.start("late_date", told, scope)
        elif w.running("late_date"):
            w.move("late_date", told)
        elif w.stands_missed("completion"):
            w.start("late_date", told, scope)


def completion(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Completed the same day, or by the date told (R9.1, R9.2, R9.6)."""
    scope, told = str(now.round), f.moment("due")
    urgent = f.name == "task_given" and f["urgent"]
    last_urgent = f.name == "task_withdrawn" and was.urgent and not now.urgent
    if f.name in ("work_completed", "completed"):
        w.end("completion", MET)
    if f.name in ("work_held", "beyond_ability_recorded") or last_urgent:
        w.end("completion", CANCELLED)
    if told is not None and f.name == "date_told":
        w.move("completion", told)
    if (f.name == "solution_accepted" and not now.work_complete) or urgent:
        w.start("completion", (urgent and told) or midnight(f.at, now.site), scope)


def report_back(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Told within 24 h of the agreement, with a date 24 h after the work is complete (R9.1, R9.2)."""
    told = f.moment("due")
    if f.name in ("told_done", "completed"):
        w.end("report_back", MET)
    if f.name in ("found_unreachable", "work_held", "beyond_ability_recorded"):
        w.end("report_back", CANCELLED)
    if not w.stands_missed("completion"):  # a date told after the miss moves nothing
        if told is not None and f.name == "date_told":
            w.move("report_back", told + DAY)
        dated = now.date is not None and not now.date_late
        if f.name == "work_completed" and (dated or any(run.moved for run in w.running("report_back"))):
            w.move("report_back", f.at + DAY)


def report_back_starts(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """It begins with the agreement, or once the customer can be reached again (R5.5)."""
    scope = str(now.round)
    agreed = f.name == "solution_accepted"
    lifted = f.name == "customer_appeared" and now.accepted_at is not None and now.completed_at is None
    if (agreed or lifted) and not now.told and not now.unreachable:
        dated = now.date is not None and not now.date_late
        w.start("report_back", (now.date if dated and now.date else f.at) + DAY, scope)


def task_ends(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """A task is done, given back or not wanted (R9.3)."""
    task = f["task"] or ""
    if f.name == "task_completed":
        w.end("task", MET, task)
        w.end("task_silence", MET, task)
    if f.name in ("task_returned", "task_withdrawn"):
        w.end("task", CANCELLED, task)
        w.end("task_silence", CANCELLED, task)
    if f.name == "beyond_ability_recorded":
        w.end("task", CANCELLED)
        w.end("task_silence", CANCELLED)


def task(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Its own due (R9.3, R12.24)."""
    task, due = f["task"] or "", f.moment("due")
    if f.name in ("task_given", "task_reassigned"):
        w.start("task", due or midnight(f.at, now.site), task)
    granted = f.name == "extension_decided" and f["granted"] and f["what"] == "task"
    if due is not None and (f.name == "task_moved" or granted):
        w.move("task", due, task or f["subject"])


def task_silence(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Half of the time left (R9.4)."""
    task = f["task"] or ""
    if f.name == "task_progress_reported":
        w.end("task_silence", MET, task)
    if f.name in ("task_given", "task_reassigned", "task_progress_reported") and task in now.tasks:
        until = now.tasks[task]["due"] or midnight(f.at, now.site)
        opens = opening(f.at, now.site)
        w.start("task_silence", opens + max(until - opens, timedelta()) / 2, task, opens=opens)


def standing_still(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """Held until the next acceptance, paused by the manager (3.3, CK7)."""
    task = f["task"] or ""
    only = task if f.name == "task_reassigned" else None
    if f.name == "work_held" or (f.name == "task_reassigned" and now.held):
        w.hold("task", only)
        w.hold("task_silence", only)
    if f.name == "solution_accepted" and was.held:
        w.release("task")
        w.release("task_silence")
    if f.name == "clock_paused":
        w.pause(f["clock"], f["scope"] or str(now.round), f.moment("until") or f.at)
    if f.name == "clock_resumed":
        w.resume(f["clock"], f["scope"] or str(now.round))


def follow_up(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The follow-up and its dates (R10.1, R10.2, R10.3a)."""
    scope, to = str(now.round), f.moment("to") if f.name.startswith("follow_up") else None
    if f.name in ("followed_up", "follow_up_declined", "follow_up_exempted", "quiet_week_decided"):
        w.end("follow_up", MET)
    if f.name == "round_begun" or reopens(f, now):
        w.end("follow_up", CANCELLED)
    if to is not None and f.name == "follow_up_date_set":
        if w.stands_missed("follow_up"):
            w.end("follow_up", CANCELLED)
        w.move("follow_up", to)
        w.start("follow_up", to, scope)
    if to is not None and f.name == "follow_up_postponed" and was.postponed == 0:
        w.move("follow_up", to)
    if f.name == "completed":
        w.start("follow_up", later(f.at, 3, now.site), scope)


def quiet_week(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The quiet week runs out (R10.5)."""
    scope = str(now.round)
    repeated = f.name == "repeat_confirmed" and f["in_time"]
    if f.name in ("followed_up", "round_begun") or repeated or reopens(f, now):
        w.end("quiet_week", CANCELLED)
    if now.suggested and not was.suggested:
        w.wait("quiet_week")
    if was.suggested and not now.suggested:
        w.go_on("quiet_week")
    if f.name == "quiet_week_held":
        w.move("quiet_week", f.moment("until") or f.at)
    if f.name in ("follow_up_declined", "quiet_week_decided"):
        week = later(now.completed_at or f.at, 7, now.site)
        w.start("quiet_week", now.quiet_until or max(f.at, week), scope, runs_out=True)


def file(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """The file to be completed (R11.1)."""
    scope = str(now.round)
    if f.name == "closed":
        w.end("file", MET)
    if reopens(f, now):
        w.end("file", CANCELLED)
    if f.name == "judged_closed" and f["missing"]:
        w.start("file", f.at + DAY, scope)


def judged(w: Watch, f: Fact, was: Case, now: Case) -> None:
    """A judgement cancels all running clocks; the incident report, the file and what makes safe survive (CK6)."""
    if f.name not in ("judged_closed", "incident_record_ended"):
        return
    for run in list(w.open):
        safe = run.scope in was.tasks and was.tasks[run.scope]["safe"]
        if run.clock not in ("incident_report", "file") and not safe:
            w.end(run.clock, CANCELLED, run.scope)

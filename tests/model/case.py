"""What is known of a case, told fact by fact in the words of docs/process.md. It shares nothing with the process.

One file because it is one list: a few lines for each fact that changes what is known.
"""

from datetime import datetime
from typing import Any

from tests.model.facts import Fact

ON_THE_SPOT, AGREED = "on_the_spot", "agreed"
NOBODY_LISTENS = {
    "wechat", "app", "web_form", "email", "online_anonymous", "letter", "authority", "box",
}  # fmt: skip
GRAVITY = ("minor", "moderate", "serious")


class Case:
    """A case so far. Nothing in here is changed in place, so that a shallow copy keeps how it was."""

    def __init__(self) -> None:
        self.received_at: datetime | None = None
        self.imported = False
        self.away = False  #: received at another site, and cancelled here (R12.11b)
        self.is_record = False  #: of an incident that staff saw: nobody complained (R12.5a)
        self.site = self.channel = self.category = ""
        self.attended = True
        self.customer = self.anonymous = self.unit = self.contactable = False
        self.present = self.agitated = False
        self.request = ""  #: to move up: asked, given, refused
        self.owner: str | None = None  #: None: the seat of the level
        self.first_receiver: str | None = None
        self.last_receiver: str | None = None
        self.level = 0
        self.pending: str | None = None  #: the escalation that waits for acceptance
        self.contact_wanted = False  #: by who accepted (R8.2)
        self.verified = False
        self.route: str | None = None
        self.answered_at: datetime | None = None
        self.explained = self.at_fault = self.apologised = self.asked = self.signed = False
        self.fault_known = False
        self.valid = self.responsible = False
        self.severity: str | None = None
        self.unreachable = self.beyond = False
        self.decided_by = False
        self.decisions: dict[str, str] = {}
        self.flagged = False
        self.urgent_tasks_done = False
        self.found = False  #: findings of whichever round
        self.fault_found = False
        self.apology_due = self.apology_done = False
        self.demand = False
        self.suggested: frozenset[str] = frozenset()  #: repeats that hold the quiet week until they are judged
        self.contacted: frozenset[str] = frozenset()  #: needs whose outside body was contacted
        self.round = 1
        self.judged_at: datetime | None = None
        self.reason = ""
        self.closed = False
        self.closed_before_void = False
        self.tasks: dict[str, dict[str, Any]] = {}
        self.assignments: dict[str, dict[str, Any] | None] = {}
        self.own_findings: dict[str, Any] | None = None
        self._fresh()

    def _fresh(self) -> None:
        """What belongs to one round."""
        self.none_needed = False
        self.reply_time = self.not_agreed = self.replied_on_the_spot = False
        self.proposal_waits = False
        self.accepted_at: datetime | None = None
        self.decided_in_their_place = False
        self.nothing_to_do = self.urgent = self.held = False
        self.date: datetime | None = None
        self.date_late = False
        self.work_complete = self.told = self.explained_finally = self.final = False
        self.completed_at: datetime | None = None
        self.postponed = 0
        self.quiet_since: datetime | None = None
        self.quiet_until: datetime | None = None
        self.reached = self.exempt = self.neutral_yes = False

    def take(self, fact: Fact) -> None:
        """Let the case know one fact more."""
        told = getattr(self, "_" + fact.name, None)
        if told is not None:
            told(fact)

    def _owned(self, person: str | None, level: int) -> None:
        self.owner, self.level = person, level
        if person is not None:
            self.last_receiver = person
            self.first_receiver = self.first_receiver or person

    # ── P1, P2: reception and moves in the customer's presence

    def _received(self, f: Fact) -> None:
        self.received_at, self.site, self.channel = f.at, f["site"], f["channel"]
        self.attended, self.present = f["attended"], f["attended"]
        self.customer, self.anonymous = f["customer"] is not None, f["anonymous"]
        self.contactable = f["contactable"] or not f["anonymous"]
        self.unit = bool(f["unit"]) or f["no_unit"]
        self.category = f["category"] or ""
        self.agitated = f["attended"] and f["demeanour"] == "agitated"
        self.owner = self.first_receiver = self.last_receiver = f["first_receiver"]
        if f["incident_record"]:  # nobody has to confirm what staff saw, nor to agree to the work
            self.is_record, self.present, self.verified, self.route, self.accepted_at = True, False, True, AGREED, f.at

    def _explained(self, f: Fact) -> None:
        self.explained = True

    def _apologised(self, f: Fact) -> None:
        self.apologised = True

    def _customer_left(self, f: Fact) -> None:
        self.present, self.agitated, self.request = False, False, ""

    def _worsened(self, f: Fact) -> None:
        self.agitated = True

    def _calmed(self, f: Fact) -> None:
        self.agitated = False

    def _move_up_asked(self, f: Fact) -> None:
        self.request = "asked"

    def _consent_given(self, f: Fact) -> None:
        self.request = "given"

    def _consent_refused(self, f: Fact) -> None:
        self.request = "refused"

    def _moved_up(self, f: Fact) -> None:
        self._owned(f["person"], f["to_level"])
        self.request, self.pending, self.contact_wanted = "", None, False

    def _handed_over(self, f: Fact) -> None:
        self._owned(f["person"], f["level"])
        self.request = ""
        if f["in_presence"]:
            self.pending, self.contact_wanted = None, False

    def _call_back_offered(self, f: Fact) -> None:
        self.present = False

    _call_dropped = _call_back_offered

    def _called_back(self, f: Fact) -> None:
        self.present = self.route != AGREED

    # ── P3, P4

    def _verified(self, f: Fact) -> None:
        self.verified = True

    def _route_chosen(self, f: Fact) -> None:
        self.route = f["route"]
        self.present = self.present and self.route == ON_THE_SPOT

    def _route_changed(self, f: Fact) -> None:
        self.route, self.present = AGREED, False

    def _answered_on_the_spot(self, f: Fact) -> None:
        self.answered_at, self.at_fault, self.fault_known = f.at, f["at_fault"], True
        self.apologised = self.apologised or f["apologised"]
        self.asked = False

    def _satisfaction_asked(self, f: Fact) -> None:
        self.asked = True

    def _signed(self, f: Fact) -> None:
        self.signed, self.present, self.valid, self.responsible = True, False, True, True

    def _signature_declined(self, f: Fact) -> None:
        self.present, self.valid, self.responsible = False, True, True

    # ── P5

    def _reply_time_agreed(self, f: Fact) -> None:
        self.reply_time, self.not_agreed = True, False

    _reply_time_promised = _reply_postponed = _reply_time_agreed

    def _reply_time_not_agreed(self, f: Fact) -> None:
        self.not_agreed = True

    def _replied(self, f: Fact) -> None:
        self.replied_on_the_spot = self.replied_on_the_spot or f["by_what"] == "on_the_spot"

    def _found_unreachable(self, f: Fact) -> None:
        self.unreachable, self.contact_wanted = True, False

    def _customer_appeared(self, f: Fact) -> None:
        self.unreachable = False

    def _beyond_ability_recorded(self, f: Fact) -> None:
        self.beyond = True
        if f["level"] != f["from_level"]:
            self._owned(f["owner"], f["level"])
            self.pending, self.contact_wanted = None, False

    def _beyond_ended(self, f: Fact) -> None:
        self.beyond = False

    # ── P6

    def _head_charged(self, f: Fact) -> None:
        self.assignments = {**self.assignments, f["assignment"]: None}

    def _assignment_returned(self, f: Fact) -> None:
        self.assignments = {name: found for name, found in self.assignments.items() if name != f["assignment"]}

    _assignment_withdrawn = _assignment_returned

    def _no_investigation_needed(self, f: Fact) -> None:
        self.none_needed = True
        self.valid = self.valid or f["valid"] is not None
        self.responsible = self.responsible or f["responsible"] is not None

    def _findings_recorded(self, f: Fact) -> None:
        self.found = self.valid = self.responsible = True
        self.severity = f["severity"]
        if f["assignment"]:
            self.assignments = {**self.assignments, f["assignment"]: f.fields}
        else:
            self.own_findings = f.fields
        every = [found for found in (self.own_findings, *self.assignments.values()) if found is not None]
        self.fault_found = any(found["at_fault"] for found in every)
        gravest = max(GRAVITY.index(found["severity"]) for found in every)
        self.apology_due = self.fault_found and gravest == 2 and not self.apology_done

    def _apology_made(self, f: Fact) -> None:
        self.apology_due, self.apology_done = False, True

    _apology_refused = _apology_made

    def _apology_tried(self, f: Fact) -> None:
        if f["satisfies"]:
            self._apology_made(f)

    _apology_letter_sent = _apology_tried

    def _incident_flagged(self, f: Fact) -> None:
        self.flagged = True

    def _incident_reported(self, f: Fact) -> None:
        self.flagged = False

    _incident_flag_lifted = _incident_reported

    # ── P7

    def _demand_recorded(self, f: Fact) -> None:
        self.demand = True

    def _solution_accepted(self, f: Fact) -> None:
        goes_on = self.urgent and self.accepted_at is None and not self.work_complete  # its completion clock runs
        self.accepted_at, self.held = f.at, False
        self.nothing_to_do = not f["work"]
        if f["work"]:
            self.work_complete = self.told = False
        if not goes_on:
            self.date, self.date_late = None, False

    def _final_position_given(self, f: Fact) -> None:
        self.final = True

    def _new_fact_brought(self, f: Fact) -> None:
        self.final = False

    # ── P8

    def _escalated(self, f: Fact) -> None:
        self.pending, self.contact_wanted = f["escalation"], True
        if f["at_once"]:
            self.owner, self.level = f["person"], f["to_level"]

    def _escalation_accepted(self, f: Fact) -> None:
        self._owned(f["person"], f["level"])
        self.pending = None

    def _outside_requested(self, f: Fact) -> None:
        self.contacted |= {f["need"]}

    _outside_answered = _outside_requested

    def _outside_followed(self, f: Fact) -> None:
        if f["reached"]:
            self.contacted |= {f["need"]}

    # ── P9

    def _task_given(self, f: Fact) -> None:
        self.tasks = {**self.tasks, f["task"]: {"due": f.moment("due"), "safe": f["makes_safe"]}}
        if f["urgent"]:
            self.urgent, self.work_complete, self.told = True, False, False

    def _task_reassigned(self, f: Fact) -> None:
        self._due_of(f["task"], f.moment("due"))

    def _task_moved(self, f: Fact) -> None:
        self._due_of(f["task"], f.moment("due"))

    def _due_of(self, task: str, due: datetime | None) -> None:
        if task in self.tasks:
            self.tasks = {**self.tasks, task: {**self.tasks[task], "due": due}}

    def _extension_decided(self, f: Fact) -> None:
        if f["granted"] and f["what"] == "task":
            self._due_of(f["subject"], f.moment("due"))

    def _task_completed(self, f: Fact) -> None:
        self.tasks = {name: task for name, task in self.tasks.items() if name != f["task"]}
        self.urgent_tasks_done = True

    def _task_withdrawn(self, f: Fact) -> None:
        self.tasks = {name: task for name, task in self.tasks.items() if name != f["task"]}
        if self.urgent and self.accepted_at is None and not self.tasks and not self.urgent_tasks_done:
            self.urgent, self.date, self.date_late = False, None, False

    def _work_held(self, f: Fact) -> None:
        self.accepted_at, self.urgent, self.held, self.date, self.date_late = None, False, True, None, False
        self.work_complete = self.told = self.urgent_tasks_done = False

    def _work_completed(self, f: Fact) -> None:
        self.work_complete = True

    def _told_done(self, f: Fact) -> None:
        self.told = True

    def _completed(self, f: Fact) -> None:
        self.completed_at, self.work_complete = f.at, True
        self.explained_finally = f["outcome"] == "explained"

    def _date_told(self, f: Fact) -> None:
        self.date, self.date_late = f.moment("due"), self.date_late or f["late"]

    # ── P10, P11: rounds and the end

    def _follow_up_postponed(self, f: Fact) -> None:
        self.postponed += 1

    def _followed_up(self, f: Fact) -> None:
        self.reached, self.quiet_since, self.quiet_until = True, None, None

    def _follow_up_declined(self, f: Fact) -> None:
        self.quiet_since = f.at

    _quiet_week_decided = _follow_up_declined

    def _quiet_week_held(self, f: Fact) -> None:
        self.quiet_until = f.moment("until")

    def _follow_up_exempted(self, f: Fact) -> None:
        self.exempt = True

    def _begin(self, f: Fact) -> None:
        """A new round; what makes something safe goes on, an investigation only if nothing was judged."""
        going_on, self.beyond = self.judged_at is None, False
        self._fresh()
        self.round += 1
        self.accepted_at = f.at if self.is_record else None  # nobody has to agree to the work
        self.owner, self.level = f["owner"], f["level"]
        self.first_receiver = self.first_receiver or self.owner
        self.last_receiver = self.last_receiver or self.owner
        self.pending, self.contact_wanted, self.apology_done = None, False, False
        self.judged_at, self.reason, self.closed, self.own_findings = None, "", False, None
        self.assignments = {name: None for name, found in self.assignments.items() if going_on and found is None}
        self.tasks = {name: task for name, task in self.tasks.items() if task["safe"]}
        self.urgent_tasks_done = False

    _round_begun = _reopened = _judgement_taken_back = _begin

    def _returned(self, f: Fact) -> None:
        if self.closed_before_void:
            self.closed, self.reason = True, "as before"
        else:
            self._begin(f)

    def _judged_closed(self, f: Fact) -> None:
        self.closed_before_void = self.closed and f["reason"] in ("cancelled", "duplicate")
        self.judged_at, self.reason, self.closed = f.at, f["reason"], False

    def _closed(self, f: Fact) -> None:
        self.closed = True

    def _incident_record_ended(self, f: Fact) -> None:
        self.judged_at, self.closed = f.at, True

    # ── P12

    def _decision_asked(self, f: Fact) -> None:
        self.decisions = {**self.decisions, f["decision"]: f["about"]}

    def _decision_made(self, f: Fact) -> None:
        self.decisions = {name: about for name, about in self.decisions.items() if name != f["decision"]}

    _decision_dropped = _decision_made

    def _repeat_suggested(self, f: Fact) -> None:
        if f["holds"]:
            self.suggested |= {f["case"]}

    def _repeat_dismissed(self, f: Fact) -> None:
        self.suggested -= {f["case"]}

    _repeat_confirmed = _repeat_dismissed

    def _withdrawn(self, f: Fact) -> None:
        self.decided_by = True

    _cancelled = _duplicate_found = _withdrawn

    def _transferred_away(self, f: Fact) -> None:
        self.away = True

    def _taken_from_seat(self, f: Fact) -> None:
        self._owned(f["person"], f["level"])

    def _assessed(self, f: Fact) -> None:
        self.severity = f["severity"]

    _initially_assessed = _assessed

    def _reclassified(self, f: Fact) -> None:
        self.category = f["category"]

    def _amended(self, f: Fact) -> None:
        self.unit = self.unit or bool(f["unit"]) or f["no_unit"]
        self.channel = f["channel"] or self.channel
        if f["anonymous"] or f["customer"] is not None:
            self.customer, self.anonymous = f["customer"] is not None, f["anonymous"]

    def _imported(self, f: Fact) -> None:
        self.received_at, self.site, self.channel, self.imported = f.at, f["site"], f["channel"] or "", True
        self.unit, self.category, self.level = bool(f["unit"]), f["category"] or "", 1
        if f["closed_at"]:
            self.judged_at, self.reason, self.closed = f.moment("closed_at"), "not_known", True

    def _taken_over(self, f: Fact) -> None:
        self.imported = False
        if not f["with_reopening"]:
            self._begin(f)
        self._owned(f["owner"], self.level)

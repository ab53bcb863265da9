"""P12: who is complained about has no part in the case (R12.17)."""

from typing import Any

import pytest

from shared.complaint.actions.p01_handover import CallColleague, HandOver
from shared.complaint.actions.p01_walk_in import RecordCustomerLeft
from shared.complaint.actions.p08_escalation import AcceptEscalation, DeputeAcceptance
from shared.complaint.actions.p09_tasks import GiveTask, GiveUrgentTask
from shared.complaint.actions.p12_impartiality import NamePerson
from shared.complaint.actions.p12_ownership import Delegate, PassOn
from shared.complaint.actions.p12_watchers import AddWatcher, NameExecutor
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_walk_in import Explained
from shared.complaint.events.p06_investigation import AssignmentWithdrawn
from shared.complaint.events.p08_escalation import Escalated, EscalationAccepted
from shared.complaint.events.p09_tasks import TaskReturned
from shared.complaint.events.p12_impartiality import PersonNamed
from shared.complaint.kind import COMPLAINT
from shared.decision.moment import Moment
from shared.vocabulary.axes import EscalationReason
from shared.vocabulary.roles import Level
from tests.support import escalated, moving, solving, story
from tests.support.cast import desk_itself, he, lin, mei, qian, zhou
from tests.support.desk import Desk, when
from tests.support.escalated import company_without, order
from tests.support.rules import rule

ACCEPT = AcceptEscalation()


def name(person: str) -> NamePerson:
    return NamePerson(person=person, words="He shouted at her.")


@rule("R12.17")
def test_the_case_of_who_is_complained_about_goes_at_once_to_the_next_level() -> None:
    desk = Desk().given(escalated.from_afar()).when(mei, name("lin"), at="10:00").then(PersonNamed, Escalated)
    made, ladder = desk.event(Escalated), desk.complaint.ladder
    assert (made.at_once, made.why, made.rules) == (True, EscalationReason.COMPLAINED_ABOUT, ("R12.17",))
    assert (ladder.owner, ladder.level, ladder.last_receiver) == ("zhou", Level.SUPERVISOR, "lin")
    clocks = desk.clocks("10:00")
    assert (clocks["acceptance"].due, clocks["first_contact"].due) == (when("10:30"), when("12:00"))
    desk.when(zhou, ACCEPT, at="10:10").then(EscalationAccepted)
    assert desk.complaint.ladder.last_receiver == "zhou"


@rule("R12.17")
def test_a_manager_complained_about_is_replaced_by_level_3_wherever_the_case_stands() -> None:
    desk = Desk().given(moving.handed_over(person="he")).when(lin, name("he"), at="09:20")
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("qian", Level.ENTERPRISE)
    low = Desk().given([*story.received(by=he)]).when(lin, name("he"), at="09:20")
    assert (low.complaint.ladder.owner, low.event(Escalated).passed_over) == ("qian", ())


@rule("R12.17")
@pytest.mark.parametrize("action", COMPLAINT.actions, ids=lambda action: action.SPEC.slug)
def test_who_is_complained_about_acts_on_nothing(action: Any) -> None:
    """Also where a level or the ownership would allow it; the list says so, and so does the call."""
    if action.SPEC.creates or lin.role not in action.SPEC.roles:
        return
    desk = Desk().given([*story.agreed(), ("09:30", mei, name("lin"))])
    reason = desk.allowance(action.SPEC.slug, lin, when("10:00")).reason
    assert reason is not None
    assert reason.rule == "R12.17"


@rule("R12.17")
def test_the_call_is_refused_from_the_moment_of_naming_and_not_before() -> None:
    desk = Desk().given(story.agreed()).when(lin, story.explain(), at="09:29").then(Explained)
    desk.given([("09:30", mei, name("lin"))]).when(lin, story.explain(), at="09:31").then_refused("R12.17")
    desk.when(mei, story.explain(), at="09:31").then(Explained)


@rule("R12.17", "R8.5")
def test_a_level_that_somebody_named_holds_is_stood_in_for_by_the_next() -> None:
    desk = Desk().given([*escalated.from_afar(), ("09:30", lin, name("zhou"))])
    desk.when(desk_itself, escalated.missed("assignment"), at="10:00").then(Escalated)
    assert (desk.event(Escalated).person, desk.event(Escalated).empty_levels) == ("he", (Level.SUPERVISOR,))
    called = Desk().given([*moving.consented(), ("09:04", lin, name("zhou"))])
    called.when(lin, CallColleague(), at="09:05")
    assert called.complaint.move_up.called == "he"


@rule("R12.17", "R8.6")
def test_who_was_to_accept_and_is_complained_about_is_replaced() -> None:
    desk = Desk().given(escalated.escalated()).when(lin, name("zhou"), at="10:10").then(PersonNamed, Escalated)
    made = desk.event(Escalated)
    assert (made.moves_on, made.person, made.at_once, desk.complaint.ladder.owner) == ("e1", "he", False, "lin")
    runs = {(run.clock, run.scope): run.outcome for run in desk.all_clocks("10:11")}
    assert runs["acceptance", "e1"] is Outcome.CANCELLED
    assert runs["acceptance", "e2"] is Outcome.RUNNING
    desk.when(zhou, ACCEPT, at="10:12").then_refused("R12.17")
    desk.when(he, ACCEPT, at="10:12").then(EscalationAccepted)


@rule("R12.17", "R8.6")
def test_an_owner_named_while_an_escalation_waits_hands_the_case_to_who_was_asked() -> None:
    desk = Desk().given(escalated.escalated()).when(mei, name("lin"), at="10:10").then(PersonNamed, Escalated)
    assert (desk.complaint.ladder.owner, desk.event(Escalated).moves_on) == ("zhou", "e1")
    deputy = Desk().given([*escalated.escalated(), ("10:05", zhou, DeputeAcceptance(deputy="mei", reason="Busy."))])
    deputy.when(lin, name("mei"), at="10:10").then(PersonNamed)
    assert deputy.complaint.ladder.pending is not None
    assert deputy.complaint.ladder.pending.deputy is None


@rule("R12.17")
def test_all_of_level_3_named_leaves_the_empty_seat() -> None:
    desk = Desk().given([*moving.handed_over(person="he"), ("09:19", lin, name("qian"))])
    desk.when(lin, name("he"), at="09:20").then(PersonNamed, Escalated)
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.level, desk.event(Escalated).person) == (None, Level.ENTERPRISE, None)
    assert desk.event(Escalated).empty_levels == (Level.ENTERPRISE,)


@rule("R12.17", "R12.9")
def test_watcher_executor_and_deputy_leave_with_the_naming_and_cannot_be_named_again() -> None:
    parts = [
        *story.received(), ("09:01", lin, Delegate(deputy="mei", reason="Leave.")),
        ("09:02", lin, NameExecutor(person="zhou")), ("09:03", lin, AddWatcher(person="he")),
        ("09:04", lin, RecordCustomerLeft()),
    ]  # fmt: skip
    desk = Desk().given(parts).given([("09:05", lin, name(person)) for person in ("mei", "zhou", "he")])
    ladder = desk.complaint.ladder
    assert (ladder.deputy, ladder.executor, ladder.watchers) == (None, None, frozenset())
    for again in (
        Delegate(deputy="mei", reason="Leave."), NameExecutor(person="zhou"), AddWatcher(person="he"),
        PassOn(person="mei", reason="Shift."), order(person="zhou"),
    ):  # fmt: skip
        desk.when(lin, again, at="09:10").then_refused("R12.17", instead="write_note")


@rule("R12.17", "R9.3")
def test_a_task_is_given_to_nobody_who_is_complained_about() -> None:
    desk = Desk().given([*story.agreed(), ("09:30", lin, name("mei"))])
    for person, may in (("mei", False), ("zhou", True)):
        desk.when(lin, GiveUrgentTask(what="Fence the shaft.", person=person), at="09:40")
        assert (desk.refusal is None) is may
    desk.when(lin, GiveUrgentTask(what="Fence the shaft.", person="mei"), at="09:41").then_refused("R12.17")


@rule("R12.17", "R1.5")
def test_the_colleague_called_does_not_take_over_once_named() -> None:
    desk = Desk().given([*moving.introduced(), ("09:08", lin, name("zhou"))])
    desk.when(lin, HandOver(), at="09:09").then_refused("R12.17", instead="call_colleague", person="zhou")


@rule("R12.17")
def test_somebody_of_ours_is_named_once() -> None:
    desk = Desk().given(story.agreed())
    desk.when(lin, name("nobody"), at="09:30").then_refused("R12.17", person="nobody", instead="name_person")
    desk.when(lin, name("he"), at="09:30").then(PersonNamed)
    desk.when(lin, name("he"), at="09:31").then_refused("R12.17", person="he", instead="write_note")


@rule("R12.17")
def test_others_are_not_touched() -> None:
    desk = Desk(company_without("he")).given([*story.agreed(), ("09:30", lin, name("zhou"))])
    at = when("10:00")
    for caller in (lin, mei, qian):
        listed = COMPLAINT.allowances(desk.complaint, Moment(at, at, caller, desk.directory))
        assert not any(one.reason and one.reason.rule == "R12.17" for one in listed)


@rule("R12.17", "R12.7", "CK13")
def test_what_who_is_complained_about_was_to_find_out_or_to_do_is_handed_back() -> None:
    charged = Desk().given(solving.charged()).when(lin, name("wu"), at="09:30")
    charged.then(PersonNamed, AssignmentWithdrawn)
    assert charged.complaint.investigation.assignments == ()
    assert charged.clocks("09:31")["assignment"].outcome is Outcome.RUNNING, "somebody else is to be charged"
    task = GiveTask(person="mei", what="Clean the shaft.")
    desk = Desk().given([*solving.accepted(), ("11:05", lin, task)]).when(lin, name("mei"), at="11:10")
    desk.then(PersonNamed, TaskReturned)
    assert (desk.complaint.work.tasks[0].returned, desk.complaint.work.returns) == (True, 0)
    assert desk.clocks("11:11")["task"].outcome is Outcome.CANCELLED
    found = Desk().given(solving.found()).when(lin, name("wu"), at="10:30")
    found.then(PersonNamed)

"""P12: an incident record, raised by staff without a customer (R12.5a)."""

from typing import Any

import pytest

from shared.complaint.actions.p01_walk_in import Receive
from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.actions.p06_assignment import ChargeHead
from shared.complaint.actions.p08_escalation import Escalate
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p09_tasks import GiveTask, GiveUrgentTask
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p11_ending import Cancel, ReturnCase
from shared.complaint.actions.p12_amending import Amend
from shared.complaint.actions.p12_groups import AttachToParent
from shared.complaint.actions.p12_incident_records import WITH_CUSTOMER, EndIncidentRecord
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.complaint.events.p09_completion import WorkCompleted
from shared.complaint.events.p12_incident_records import IncidentRecordEnded
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Phase
from shared.vocabulary.axes import Channel, EscalationReason
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.replies import Means
from tests.support import solving, story
from tests.support.cast import LP, he, lin, ms_wang, portal, zhou
from tests.support.desk import Desk, when
from tests.support.linked import Cases, case
from tests.support.rules import rule
from tests.support.story import Story

END = EndIncidentRecord(reason="Both lifts run again.")


def seen(**changes: Any) -> Receive:
    """Staff see that both lifts of block 3 stand still."""
    usual = {
        "site": LP, "channel": Channel.STAFF, "no_unit": True, "category": "facilities.lift",
        "summary": "Both lifts of block 3 stand still.",
    }  # fmt: skip
    return Receive.model_validate({**usual, **changes})


def raised() -> Story:
    """An incident record, nothing else."""
    return [("09:00", lin, seen())]


def with_task() -> Story:
    """… and work given, which nobody has to agree to."""
    return [*raised(), ("09:10", lin, GiveTask(what="Change the relay.", person="lin", due=when("+2 12:00")))]


@rule("R12.5a")
def test_its_assignment_clock_starts_with_it_and_no_clock_of_a_customer() -> None:
    desk = Desk().when(lin, seen(), at="09:00").then(ComplaintReceived)
    assert [(run.clock, run.due) for run in desk.all_clocks("09:01")] == [("assignment", when("09:30"))]
    record = desk.complaint
    assert record.links.is_incident_record
    assert (record.ladder.owner, record.reception.customer, record.phase) == ("lin", None, Phase.WORKING)
    desk.when(lin, ChargeHead(department="LP-engineering", question="Why do both stand still?"), at="09:20")
    assert desk.clocks("09:21")["assignment"].outcome is Outcome.MET


@rule("R12.5a", "R2.5")
@pytest.mark.parametrize("told", [{"customer": ms_wang}, {"anonymous": True}, {"words": "电梯坏了！"}])
def test_with_a_customer_it_is_a_complaint_of_another_channel(told: dict[str, Any]) -> None:
    Desk().when(lin, seen(**told), at="09:00").then_refused("R12.5a", instead="receive")


@rule("R12.5a")
def test_only_staff_raise_it() -> None:
    Desk().when(portal, seen(), at="09:00").then_refused("R12.5a", instead="receive")


@rule("R12.5a")
def test_nothing_is_done_on_it_that_needs_a_customer() -> None:
    desk = Desk().given(with_task())
    desk.when(lin, GiveNotice(content="It is being repaired.", means=Means.PHONE), at="09:20").then_refused("R12.5a")
    parent = AttachToParent(parent=case("parent"), reason="the same lift")
    desk.when(zhou, parent, at="09:20").then_refused("R12.5a", instead="write_note")
    desk.when(zhou, Amend(customer=ms_wang, reason="hers"), at="09:20").then_refused("R12.5a", instead="amend")
    assert len(WITH_CUSTOMER & set(COMPLAINT.actions)) == len(WITH_CUSTOMER)


@rule("R12.5a", "R8.2")
def test_it_is_escalated_and_returned_without_a_customers_clock() -> None:
    desk = Desk().given([*raised(), ("09:10", lin, Escalate(why=EscalationReason.OUTSIDE_REMIT))])
    assert {run.clock for run in desk.all_clocks("09:11")} == {"assignment", "acceptance"}
    desk = Desk().given([*raised(), ("09:10", zhou, Cancel(reason=CancelReason.TEST))])
    desk.given([("09:20", he, ReturnCase(reason="It was no test."))])
    assert {run.clock for run in desk.all_clocks("09:21") if run.open} == {"assignment"}


@rule("R12.5a", "R11.6", "CK6")
def test_it_is_ended_with_none_of_the_closing_reasons_and_never_reopened() -> None:
    desk = Desk().given(raised())
    desk.when(lin, END, at="09:20").then_forbidden()
    desk.when(zhou, END, at="09:20").then(IncidentRecordEnded)
    ended = desk.complaint
    assert not ended.is_open
    assert (ended.closing.reason, ended.phase) == (None, Phase.CLOSED)
    assert [run.outcome for run in desk.all_clocks("09:21")] == [Outcome.CANCELLED]
    desk.when(zhou, Reopen(reason="They stand still again."), at="09:30").then_refused("R12.5a")
    Desk().given(story.verified()).when(zhou, END, at="09:20").then_refused("R12.5a", instead="write_note")


@rule("R12.5a", "R12.5b")
def test_it_is_not_ended_while_a_child_depends_on_its_work_and_closes_no_child() -> None:
    cases = Cases().given("record", with_task()).given("child", solving.accepted())
    cases.act("child", zhou, AttachToParent(parent=case("record"), reason="both lifts"), at="11:10")
    record, child = cases["record"], cases["child"]
    record.when(zhou, END, at="11:20").then_refused("R12.5a")
    cases.act("record", lin, CompleteTask(task="t1", what="The relay is new."), at="15:00")
    assert record.event(WorkCompleted)
    assert child.clocks("15:01")["completion"].outcome is Outcome.MET
    assert record.complaint.work.completed_at is None, "nobody is to be told"
    cases.act("record", zhou, END, at="15:10")
    assert child.complaint.is_open


@rule("R12.5a", "R12.6a")
def test_nobody_has_to_agree_to_the_work_of_a_record_that_returned() -> None:
    desk = Desk().given([*raised(), ("10:00", zhou, Cancel(reason=CancelReason.TEST))])
    desk.given([("11:00", he, ReturnCase(reason="No test."))])
    assert desk.complaint.work.accepted_at == when("11:00")
    urgent = GiveUrgentTask(department="LP-engineering", what="Open the doors.")
    desk.when(lin, urgent, at="11:05").then_refused("R9.6", instead="give_task")
    assert "completion" not in desk.clocks("11:06"), "it has no customer's clock"

"""R12.11b: a case of the wrong site is received at the right one with all it had, comes back once, level 3 decides."""

from uuid import UUID

import pytest

from shared.complaint.actions.p02_phone import Apologise
from shared.complaint.actions.p03_verification import Verify
from shared.complaint.actions.p04_on_the_spot import Answer, CarryOutPromise
from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.actions.p05_reply_time import AgreeReplyTime
from shared.complaint.actions.p06_assignment import ChargeHead
from shared.complaint.actions.p06_findings import RecordFirstFinding
from shared.complaint.actions.p06_incident import FlagIncident
from shared.complaint.actions.p08_escalation import AcceptEscalation, Escalate
from shared.complaint.actions.p09_tasks import GiveUrgentTask
from shared.complaint.actions.p11_ending import ReturnCase
from shared.complaint.actions.p12_contact import Acknowledge
from shared.complaint.actions.p12_groups import AttachToParent
from shared.complaint.actions.p12_transfer import CancelTransferred, DecideSite, SendBack, Transfer
from shared.complaint.actions.p12_words_and_files import WriteNote
from shared.complaint.clocks.running import Outcome
from shared.complaint.completeness import missing
from shared.complaint.events.p11_ending import Cancelled
from shared.complaint.events.p12_decisions import DecisionAsked
from shared.complaint.events.p12_transfer import ReceivedByTransfer, TransferAsked
from shared.complaint.state import Phase
from shared.vocabulary.axes import Channel, ClosingReason, EscalationReason, Route
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.inquiry import IncidentKind
from shared.vocabulary.replies import Means
from shared.vocabulary.roles import Level
from tests.support import story
from tests.support.cast import HG, LP, desk_itself, gao, he, lin, qian, reyes, wu, zhou
from tests.support.desk import Desk, when
from tests.support.linked import Cases, case
from tests.support.rules import rule

TO_HG = Transfer(site=HG, reason="The lift is the one of Harbour Gate.")
BACK = SendBack(reason="No such lift at Harbour Gate.")
REPLY_AT = when("17:00")


def in_hand() -> story.Story:
    """Agreed, a reply time, somebody charged; the first finding is late."""
    return [
        *story.agreed(),
        ("09:20", lin, AgreeReplyTime(reply_at=REPLY_AT)),
        ("09:25", lin, ChargeHead(department="LP-engineering", question="Why does it stop?")),
        ("10:30", wu, RecordFirstFinding(assignment="a1", what="The belt is worn.")),
        ("10:40", lin, GiveNotice(means=Means.PHONE, content="The engineers look at it.")),
    ]


def transferred(at: str = "11:00") -> Cases:
    return Cases().given("lp", in_hand()).act("lp", zhou, TO_HG, at=at)


def new_case(cases: Cases) -> UUID:
    """The id of the case at the other site."""
    found = cases["lp"].complaint.links.transferred_to
    assert found is not None
    return found


def there(cases: Cases) -> Desk:
    """The case at the other site."""
    return cases.of(new_case(cases))


@rule("R12.11b")
def test_first_received_there_then_cancelled_here_and_both_name_each_other() -> None:
    cases = transferred()
    here, new = cases["lp"], there(cases)
    assert here.event(TransferAsked).site == HG
    assert here.event(Cancelled).reason is CancelReason.WRONG_SITE
    assert (here.complaint.phase, here.complaint.closing.reason) == (Phase.CLOSED, ClosingReason.CANCELLED)
    assert new.records[0].by.id == "desk"
    assert new.complaint.links.transferred_from == case("lp")
    assert (new.complaint.reception.site, new.complaint.is_open) == (HG, True)


@rule("R12.11b")
def test_the_whole_state_goes_along_but_for_investigation_and_tasks() -> None:
    cases = transferred()
    was, new = Cases().given("lp", in_hand())["lp"].complaint, there(cases).complaint
    assert new.reception.received_at == was.reception.received_at
    assert (new.reception.customer, new.reception.channel) == (was.reception.customer, was.reception.channel)
    assert (new.facts, new.reply) == (was.facts, was.reply)
    assert new.ladder.level is was.ladder.level
    assert new.ladder.first_receiver == "lin"
    assert new.investigation.assignments == ()
    told = there(cases).event(ReceivedByTransfer)
    assert told.statement == "Lift of block 3 stopped twice this week."
    assert "The belt is worn." in told.findings
    assert "The engineers look at it." in told.notice
    assert (told.unit, told.words) == ("3-1-502", "电梯又停在半路了！")


@rule("R12.11b", "CK5")
def test_decided_clocks_count_there_the_customers_run_on_and_the_others_stay_behind() -> None:
    runs = there(transferred()).all_clocks("11:01")
    decided = {run.clock: run for run in runs if run.carried}
    assert {(name, run.outcome) for name, run in decided.items()} == {
        ("verification", Outcome.MET), ("route", Outcome.MET), ("assignment", Outcome.MET),
        ("fact_finding", Outcome.MISSED), ("progress", Outcome.MET),
    }  # fmt: skip
    assert decided["verification"].started_at == when("09:00"), "the moments are kept, across zones"
    open_ones = {run.clock: run for run in runs if run.open}
    assert set(open_ones) == {"reply", "progress", "acceptance", "acknowledgement"}
    assert (open_ones["reply"].due, open_ones["reply"].started_at) == (REPLY_AT, when("09:00"))
    assert open_ones["progress"].due == when("+1 10:40")
    assert len({(run.clock, run.scope, run.cycle) for run in runs}) == len(runs), "each run has a name of its own"


@rule("R12.11b", "R5.2", "CK3")
def test_what_repeats_goes_on_to_repeat_there() -> None:
    runs = [run for run in there(transferred()).all_clocks("+3 09:00") if run.clock == "progress"]
    assert [run.outcome for run in runs] == [Outcome.MET, Outcome.MET, Outcome.MISSED, Outcome.MISSED, Outcome.RUNNING]
    assert [run.carried for run in runs] == [True, True, False, False, False]
    assert len({run.cycle for run in runs}) == len(runs)


@rule("R12.11b", "R8.2", "R6.2", "R12.16")
def test_somebody_there_accepts_it_charges_anew_and_tells_the_new_number() -> None:
    cases = transferred()
    desk = there(cases)
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("gao", Level.RECEPTION)
    desk.given([("11:10", gao, AcceptEscalation()), ("11:15", gao, Acknowledge(means=Means.PHONE))])
    runs = desk.clocks("11:20")
    assert (runs["acceptance"].outcome, runs["acknowledgement"].outcome) == (Outcome.MET, Outcome.MET)
    assert runs["assignment"].started_at == when("11:10")
    assert desk.complaint.ladder.last_receiver == "gao"
    assert "findings" in missing(desk.complaint, ClosingReason.FOLLOW_UP_SATISFIED)


@rule("R12.11b", "CK4")
def test_not_accepted_there_in_time_moves_up_there() -> None:
    desk = there(transferred())
    missed = Escalate(why=EscalationReason.MISSED_CLOCK, missed=("acceptance",))
    desk.given([("11:31", desk_itself, missed)])
    pending = desk.complaint.ladder.pending
    assert pending is not None
    assert (pending.to_person, pending.to_level) == ("reyes", Level.SUPERVISOR)


@rule("R12.11b")
def test_an_escalation_that_waited_is_addressed_on_its_level_there() -> None:
    up = Escalate(why=EscalationReason.OUTSIDE_REMIT)
    cases = Cases().given("lp", [*in_hand(), ("10:50", lin, up)]).act("lp", zhou, TO_HG, at="11:00")
    assert (there(cases).complaint.ladder.owner, there(cases).complaint.ladder.level) == ("reyes", Level.SUPERVISOR)


@rule("R12.11b", "R12.11")
def test_who_entered_it_and_who_is_below_level_1_transfer_nothing_nor_where_no_case_can_go() -> None:
    desk = Desk().given(story.received("09:00", by=zhou))
    desk.when(zhou, TO_HG, at="09:05").then_refused("R12.11", instead="write_note")
    desk.when(lin, TO_HG, at="09:05").then_forbidden()
    for site in ("XX", LP, "OLD"):
        refused = desk.when(he, Transfer(site=site, reason="wrong"), at="09:05")
        refused.then_refused("R12.11b", instead="transfer", site=site)
    desk.when(he, TO_HG, at="09:05").then(TransferAsked)


@rule("R12.11b", "R11.4")
def test_on_its_way_nobody_acts_on_it_and_afterwards_nobody_lets_it_return_here() -> None:
    desk = Desk().given([*in_hand(), ("11:00", zhou, TO_HG)])
    desk.when(lin, WriteNote(text="One thing more."), at="11:00").then_refused("R12.11b", site=HG)
    away = CancelTransferred(case=case("hg"), site=HG)
    desk.given([("11:01", desk_itself, away)])
    desk.when(desk_itself, away, at="11:02").then_refused("R12.11b")
    desk.when(he, ReturnCase(reason="It is ours."), at="11:05").then_refused("R12.11b", instead="write_note")


@rule("R12.11b", "CK9")
def test_nothing_is_entered_there_that_happened_before_it_came() -> None:
    desk = there(transferred())
    desk.when(gao, WriteNote(text="Seen before."), at="10:59").then_refused("CK9", earliest=when("11:00"))
    desk.when(gao, WriteNote(text="Seen then."), at="11:00")
    assert desk.refusal is None


@rule("R12.11b", "R6.4", "CK6")
def test_an_unreported_incident_is_to_be_reported_there_and_no_more_here() -> None:
    flag = FlagIncident(kind=IncidentKind.FLOOD, words="Water in the shaft.")
    cases = Cases().given("lp", [*in_hand(), ("10:55", lin, flag)]).act("lp", zhou, TO_HG, at="11:00")
    assert cases["lp"].clocks("11:30")["incident_report"].outcome is Outcome.CANCELLED
    assert there(cases).clocks("11:05")["incident_report"].due == when("11:10")


@rule("R12.11b", "R9.6")
def test_urgent_work_that_nobody_agreed_to_ends_with_its_tasks() -> None:
    urgent = GiveUrgentTask(department="LP-engineering", what="Pump the shaft.")
    cases = Cases().given("lp", [*in_hand(), ("10:55", lin, urgent)]).act("lp", zhou, TO_HG, at="11:00")
    assert "completion" not in there(cases).clocks("11:05")
    assert there(cases).complaint.work.tasks == ()


@rule("R12.11b", "R4.1a", "R2.3")
def test_what_was_promised_is_still_owed_there() -> None:
    owed = Answer(answer="The alarm is weak.", at_fault=True, apologised=True, promise="A new alarm\nis fitted.")
    cases = Cases().given("lp", [*story.on_the_spot(), ("09:15", lin, owed)]).act("lp", zhou, TO_HG, at="09:30")
    desk = there(cases)
    assert desk.complaint.settlement.open_promises == ("A new alarm is fitted.",)
    assert desk.complaint.facts.route is Route.ON_THE_SPOT
    desk.given([("09:40", gao, AcceptEscalation()), ("09:45", gao, CarryOutPromise(what="It rings."))])
    assert not desk.complaint.settlement.open_promises


@rule("R12.11b", "CK14")
def test_sent_back_once_the_case_returns_with_the_state_reached_and_level_3_is_asked() -> None:
    cases = transferred()
    there(cases).given([("11:10", gao, AcceptEscalation())])
    new = new_case(cases)
    cases.act_on(new, reyes, BACK, at="11:30")
    here = cases["lp"]
    assert here.complaint.is_open
    assert here.complaint.links.sent_back_by == new
    assert (cases.of(new).complaint.phase, cases.of(new).complaint.closing.reason) == (
        Phase.CLOSED, ClosingReason.CANCELLED,
    )  # fmt: skip
    asked = here.event(DecisionAsked)
    assert (asked.about, asked.level) == (About.SENT_BACK, Level.ENTERPRISE)
    assert here.complaint.reply.agreed == REPLY_AT
    runs = here.all_clocks("11:31")
    assert {run.clock for run in runs if run.open} == {"reply", "progress", "acceptance", "acknowledgement", "decision"}
    reply = [run for run in runs if run.clock == "reply"]
    assert [(run.cycle, run.outcome, run.due) for run in reply] == [("1", Outcome.RUNNING, REPLY_AT)]
    there_accepted = [run for run in runs if run.clock == "acceptance" and run.carried]
    assert [run.outcome for run in there_accepted] == [Outcome.MET], "what was decided there counts here"
    here.when(zhou, TO_HG, at="11:40").then_refused("R12.11b", instead="write_note")


@rule("R12.11b", "CK14")
@pytest.mark.parametrize("stays", [True, False])
def test_level_3_decides_for_good(*, stays: bool) -> None:
    cases = transferred()
    new = new_case(cases)
    cases.act_on(new, reyes, BACK, at="11:30")
    decided = DecideSite(site=LP if stays else HG, reason="By the plan of the lift shafts.")
    cases["lp"].when(zhou, decided, at="11:45").then_refused("CK14", instead="write_note")
    cases.act("lp", qian, decided, at="11:50")
    assert cases["lp"].complaint.is_open is stays
    assert cases.of(new).complaint.is_open is not stays
    if stays:
        cases["lp"].when(zhou, TO_HG, at="12:00").then_refused("R12.11b")
    else:
        assert cases.of(new).complaint.links.settled
        cases.of(new).when(reyes, BACK, at="12:00").then_refused("R12.11b")
        runs = cases.of(new).all_clocks("12:01")
        assert [run.cycle for run in runs if run.clock == "reply"] == ["1.0"]


@rule("R12.11b", "R12.5b")
def test_a_child_goes_without_its_parent_which_learns_of_it() -> None:
    attach = AttachToParent(parent=case("parent"), reason="one lift")
    cases = Cases().given("parent", story.received()).given("lp", [*in_hand(), ("10:50", zhou, attach)])
    cases.act("lp", zhou, TO_HG, at="11:00")
    assert there(cases).complaint.links.parent is None
    assert cases["parent"].complaint.links.children == frozenset()


@rule("R12.11b")
def test_before_verification_the_clock_of_verification_runs_on_there() -> None:
    called = story.received(channel=Channel.PHONE)
    cases = Cases().given("lp", [*called, ("09:05", lin, Apologise(at_fault=False, words="Sorry."))])
    cases.act("lp", zhou, TO_HG, at="09:10")
    desk = there(cases)
    assert desk.clocks("09:11")["verification"].due == when("09:30")
    desk.given([("09:15", gao, AcceptEscalation()), ("09:20", gao, Verify(statement="The lift of Harbour Gate."))])
    assert desk.clocks("09:21")["verification"].outcome is Outcome.MET
    assert desk.complaint.facts.route is Route.AGREED, "who left without a result goes to P5 (R1.1a)"

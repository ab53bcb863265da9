"""P5: who cannot be reached (R5.5)."""

from typing import Any

import pytest

from shared.complaint.actions.p01_walk_in import RecordCustomerLeft
from shared.complaint.actions.p03_verification import Verify
from shared.complaint.actions.p05_progress import GiveNotice
from shared.complaint.actions.p05_reply_time import AgreeReplyTime
from shared.complaint.actions.p05_unreachable import (
    ConfirmUnreachable,
    DecideForUnreachable,
    PostNotice,
    RecordAppearance,
    RecordUnreachable,
)
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p09_tasks import GiveUrgentTask
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_walk_in import ComplaintReceived, CustomerLeft
from shared.complaint.events.p03_verification import RouteChosen, Verified
from shared.complaint.events.p04_signature import RouteChanged
from shared.complaint.events.p05_reply_time import ReplyWanted
from shared.complaint.events.p05_unreachable import (
    CustomerAppeared,
    FoundUnreachable,
    NoticePosted,
    UnreachableConfirmed,
)
from shared.complaint.events.p09_completion import Completed, SolutionAccepted
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionDropped, DecisionMade
from shared.decision.action import Action
from shared.vocabulary.axes import Channel, Confirmation, Route
from shared.vocabulary.decisions import About
from shared.vocabulary.replies import Means
from shared.vocabulary.roles import Level
from shared.vocabulary.work import AgreedBy
from tests.process.test_p05_reply_time import agree, agreed
from tests.support import story
from tests.support.cast import he, lin, portal, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

GONE = RecordUnreachable(reason="Moved away; the number belongs to somebody else.")
YES = ConfirmUnreachable(unreachable=True, reason="The letter has no name.")
NO = ConfirmUnreachable(unreachable=False, reason="She left her number with the guard.")
HERE = RecordAppearance(reach_by="138 0000 0000", words="我就是写信的人。")
BOX: dict[str, Any] = {"channel": Channel.BOX, "customer": None, "anonymous": True, "by": portal}
CANCELLED = ("acknowledgement", "reply", "progress")


def from_the_box(at: str = "10:00") -> story.Story:
    """An anonymous letter from the box."""
    return story.received(at, **BOX)


def gone() -> story.Story:
    """The customer of an agreed reply time cannot be reached any more."""
    return [*agreed(), ("11:00", zhou, GONE)]


@rule("R5.5", "CK14")
def test_without_name_and_way_of_contact_a_complaint_is_so_from_receipt_and_level_1_confirms() -> None:
    desk = Desk().when(portal, story.receive(**{k: v for k, v in BOX.items() if k != "by"}), at="10:00")
    desk.then(ComplaintReceived, FoundUnreachable, DecisionAsked)
    runs = desk.clocks("10:01")
    assert {runs[name].outcome for name in CANCELLED} == {Outcome.CANCELLED}
    assert (runs["decision"].due, desk.event(DecisionAsked).level) == (when("+1 10:00"), Level.SUPERVISOR)
    assert runs["verification"].outcome is Outcome.RUNNING
    desk.when(lin, YES, at="10:05").then_forbidden()
    desk.when(zhou, YES, at="10:05").then(DecisionMade, UnreachableConfirmed)
    assert desk.complaint.reach.confirmed
    desk.when(zhou, YES, at="10:06").then_refused("CK14", instead="record_appearance")


@rule("R5.5", "CK14")
def test_what_level_1_does_not_confirm_is_not_so() -> None:
    desk = Desk().given(from_the_box()).when(zhou, NO, at="10:05")
    desk.then(DecisionMade, CustomerAppeared, ReplyWanted)
    assert desk.complaint.reach.unreachable_since is None
    assert not desk.event(DecisionMade).granted
    runs = desk.clocks("10:06")
    assert (runs["reply"].due, runs["progress"].due) == (when("+1 10:05"), when("+1 10:05"))


@rule("R5.5")
def test_with_a_name_or_before_us_nobody_is_unreachable_by_themselves() -> None:
    named = Desk().when(portal, story.receive(channel=Channel.BOX), at="10:00").then(ComplaintReceived)
    assert named.complaint.reach.unreachable_since is None
    Desk().when(lin, story.receive(customer=None, anonymous=True), at="10:00").then(ComplaintReceived)


@rule("R5.5", "R1.1a")
def test_an_unknown_customer_who_leaves_without_a_result_is_unreachable() -> None:
    desk = Desk().given(story.verified(customer=None, anonymous=True))
    desk.when(lin, RecordCustomerLeft(), at="09:20").then(CustomerLeft, RouteChosen, FoundUnreachable, DecisionAsked)
    known = Desk().given(story.verified())
    known.when(lin, RecordCustomerLeft(), at="09:20").then(CustomerLeft, RouteChosen)
    content = Desk().given(story.satisfied(customer=None, anonymous=True))
    content.when(lin, RecordCustomerLeft(), at="09:20").then(CustomerLeft)


@rule("R5.5")
def test_the_clocks_that_wait_for_the_customer_are_cancelled_and_start_no_more() -> None:
    desk = Desk().given(agreed()).when(lin, GONE, at="11:00").then_forbidden()
    desk.when(zhou, GONE, at="11:00").then(FoundUnreachable)
    runs = desk.clocks("11:01")
    assert {name: (runs[name].outcome, runs[name].ended_at) for name in ("reply", "progress")} == {
        name: (Outcome.CANCELLED, when("11:00")) for name in ("reply", "progress")
    }
    assert desk.clocks("+5 11:00")["progress"].outcome is Outcome.CANCELLED
    desk.when(zhou, GONE, at="11:01").then_refused("R5.5", instead="record_appearance")


@rule("R5.5")
@pytest.mark.parametrize("order", [agree("17:00"), GiveNotice(means=Means.PHONE, content="Soon.")], ids=str)
def test_who_cannot_be_reached_is_told_nothing_but_a_notice_may_be_posted(order: Action) -> None:
    desk = Desk().given(story.agreed()).given([("11:00", zhou, GONE)])
    desk.when(lin, order, at="11:05").then_refused("R5.5", instead="post_notice")
    posted = PostNotice(where="Lobby of block 3", content="To who wrote to us about the lift: it is being repaired.")
    desk.when(lin, posted, at="11:10").then(NoticePosted)
    assert desk.clocks("11:11")["progress"].outcome is Outcome.CANCELLED
    desk.given([("11:20", lin, HERE)])
    desk.when(lin, posted, at="11:25").then_refused("R5.5", instead="give_notice")
    desk.when(lin, order, at="11:25").then(*[type(record.event) for record in desk.new])


@rule("R5.5")
def test_who_is_before_us_is_not_unreachable() -> None:
    desk = Desk().given(story.verified())
    desk.when(zhou, GONE, at="09:15").then_refused("R5.5", instead="record_customer_left")
    desk.given([("09:16", lin, RecordCustomerLeft())])
    desk.when(zhou, GONE, at="09:20").then(FoundUnreachable)


@rule("R5.5", "R4.5")
def test_the_route_is_p5_also_for_a_case_on_p4() -> None:
    desk = Desk().given([*story.satisfied(), ("09:18", lin, RecordCustomerLeft())])
    desk.when(zhou, GONE, at="09:30").then(FoundUnreachable, RouteChanged)
    assert desk.complaint.facts.route is Route.AGREED
    assert desk.clocks("09:31")["assignment"].due == when("10:00")


@rule("R5.5", "R3.1a")
def test_from_the_box_the_route_follows_the_verification_by_itself() -> None:
    desk = Desk().given(from_the_box())
    desk.when(lin, Verify(statement="A letter about the lift.", confirmation=Confirmation.AS_WRITTEN), at="10:10")
    desk.then(Verified, RouteChosen)
    assert desk.complaint.facts.route is Route.AGREED
    heard = Desk().given(story.received(by=portal, channel=Channel.APP, customer=None, anonymous=True))
    heard.when(lin, Verify(statement="As told.", confirmation=Confirmation.AS_HEARD), at="10:10")
    heard.then(Verified, RouteChosen)


def leaking() -> story.Story:
    """An anonymous letter about a leak; the valve is shut at once, so nothing has to be found out."""
    points = Verify(statement="Water in block 3.", confirmation=Confirmation.AS_WRITTEN)
    shut = GiveUrgentTask(what="Shut the valve.", person="lin")
    return [*from_the_box(), ("10:10", lin, points), ("10:20", lin, shut)]


@rule("R5.5", "CK14")
def test_with_findings_or_none_needed_the_manager_is_asked_to_decide() -> None:
    desk = Desk().given(leaking()[:2])
    assert desk.complaint.decisions.about(About.FOR_UNREACHABLE) is None
    desk.given(leaking()[2:])
    asked = desk.event(DecisionAsked)
    assert (asked.about, asked.level) == (About.FOR_UNREACHABLE, Level.MANAGER)
    decision = DecideForUnreachable(solution="The pipe is replaced.", reason="Nobody can be asked.")
    desk.when(zhou, decision, at="11:00").then_forbidden()
    desk.when(he, decision, at="10:19", recorded="11:00").then_refused("CK9", earliest=when("10:20"))
    desk.when(he, decision, at="11:00").then(DecisionMade, SolutionAccepted)
    assert desk.event(SolutionAccepted).agreed_by is AgreedBy.DECIDED
    runs = desk.clocks("11:01")
    assert (runs["completion"].due, runs["decision"].outcome) == (when("+1 00:00"), Outcome.MET)
    assert "report_back" not in runs
    desk.when(he, decision, at="11:05").then_refused("CK14", instead="write_note")
    desk.when(lin, CompleteTask(task="t1", what="It is shut."), at="12:00")
    assert [type(record.event) for record in desk.new][-1] is Completed


@rule("R5.5", "R9.3a")
def test_a_case_whose_work_is_complete_is_completed_at_that_moment() -> None:
    desk = Desk().given(story.work_complete())
    desk.when(zhou, GONE, at="15:30").then(FoundUnreachable, Completed)
    assert desk.clocks("15:31")["report_back"].outcome is Outcome.CANCELLED


@rule("R5.5")
def test_report_back_starts_anew_where_the_solution_was_agreed() -> None:
    desk = Desk().given([*story.accepted_solution(), ("10:00", zhou, GONE), ("11:00", lin, HERE)])
    run = desk.clocks("11:01")["report_back"]
    assert (run.started_at, run.due, run.outcome) == (when("11:00"), when("+1 11:00"), Outcome.RUNNING)


@rule("R5.5", "CK9")
@pytest.mark.parametrize(
    "order", [YES, HERE, PostNotice(where="Lobby", content="Dear reader")], ids=lambda o: o.SPEC.slug
)
def test_nothing_is_done_about_it_before_the_mark(order: Action) -> None:
    desk = Desk().given(from_the_box())
    desk.when(zhou, order, at="09:59", recorded="10:30").then_refused("CK9", earliest=when("10:00"))
    desk.when(zhou, order, at="10:00", recorded="10:30")
    assert desk.refusal is None


@rule("R5.5")
def test_when_the_customer_appears_the_clocks_start_anew() -> None:
    desk = Desk().given(gone()).when(lin, HERE, at="+1 14:00").then(CustomerAppeared, ReplyWanted)
    runs = desk.clocks("+1 14:01")
    assert (runs["reply"].started_at, runs["reply"].due) == (when("+1 14:00"), when("+2 14:00"))
    assert (runs["progress"].started_at, runs["progress"].due) == (when("+1 14:00"), when("+2 14:00"))
    desk.when(lin, agree("+2 14:00:01"), at="+1 14:10").then_refused("R5.1", latest=when("+2 14:00"))
    desk.when(lin, HERE, at="+1 14:10").then_refused("R5.5", instead="give_notice")
    desk.given([("+1 14:11", lin, AgreeReplyTime(reply_at=when("+2 14:00")))])


@rule("R5.5", "CK14")
def test_who_appears_needs_no_decision_in_their_place() -> None:
    desk = Desk().given(from_the_box()).when(lin, HERE, at="10:30").then(DecisionDropped, CustomerAppeared, ReplyWanted)
    assert desk.clocks("10:31")["decision"].outcome is Outcome.CANCELLED

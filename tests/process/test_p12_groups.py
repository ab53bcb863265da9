"""P12: group complaints: a parent, its children, and what the parent's acts and its end do to each (R12.5)."""

from shared.complaint.actions.p03_verification import ChooseRoute
from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.actions.p07_proposal import DecideApproval
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p10_follow_up import FollowUp
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p11_ending import Cancel
from shared.complaint.actions.p12_groups import (
    AttachToParent,
    CompleteWithParent,
    DecideChildren,
    DetachFromParent,
    FindWithParent,
)
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p12_groups import AttachedToParent, DetachedFromParent, ParentsActReached
from shared.vocabulary.axes import Route
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import CancelReason, FollowUpForm, Rating, Solved
from shared.vocabulary.inquiry import Remedy
from shared.vocabulary.replies import Means
from tests.support import solving, story
from tests.support.cast import desk_itself, he, lin, zhou
from tests.support.desk import Desk, when
from tests.support.linked import Cases, case
from tests.support.rules import rule

ATTACH = AttachToParent(parent=case("parent"), reason="one lift, many callers")
DONE = CompleteTask(task="t1", what="The alarm rings at the desk.")


def group() -> Cases:
    """A parent with work agreed, and children: one that rejects, an anonymous, a completed, one that agreed."""
    cases = Cases().given("parent", story.accepted_solution())
    cases.given("rejecting", solving.proposed("10:30"))
    cases.given("anonymous", story.verified(customer=None, anonymous=True))
    cases.given("agreed", solving.accepted())
    cases.given("completed", story.completed())
    for name, at in (("rejecting", "10:40"), ("anonymous", "10:40"), ("agreed", "11:10"), ("completed", "16:10")):
        cases.act(name, zhou, ATTACH, at=at)
    return cases


def _open(cases: Cases, *names: str) -> list[str]:
    return [name for name in names if cases[name].complaint.is_open]


@rule("R12.5", "R12.5b")
def test_the_parents_work_completes_the_child_that_agreed_and_each_keeps_its_own_follow_up() -> None:
    cases = group()
    assert cases["parent"].complaint.links.children == {
        case(name) for name in ("rejecting", "anonymous", "agreed", "completed")
    }
    agreed, due = cases["agreed"], cases["agreed"].clocks("16:20")["completion"].due
    before = {"completed": len(cases["completed"].records)}
    cases.act("parent", lin, DONE, at="17:00")
    run = agreed.clocks("17:01")["completion"]
    assert (run.outcome, run.due) == (Outcome.MET, due), "its due is its own, met by the parent's work"
    assert agreed.complaint.work.completed_at is None, "its own customer is told by its own receiver"
    for name, known in before.items():
        assert len(cases[name].records) == known
    assert cases["completed"].event(AttachedToParent).only_linked
    assert all(cases[name].complaint.is_open for name in ("rejecting", "anonymous", "agreed", "completed"))


@rule("R12.5b", "R12.5a")
def test_a_child_whose_customer_rejects_is_detached_and_goes_on_by_itself() -> None:
    cases = group()
    assert "assignment" not in {run.clock for run in cases["rejecting"].all_clocks("10:41") if run.open}
    cases.act("rejecting", lin, RecordRejection(words="不行。"), at="16:20")
    desk = cases["rejecting"]
    assert desk.complaint.links.parent is None
    assert desk.complaint.proposal.rejected == 1
    assert desk.clocks("16:21")["reply"].due == when("+1 16:20"), "handled further like any other"
    assert case("rejecting") not in cases["parent"].complaint.links.children


@rule("R12.5a")
def test_the_work_clocks_of_a_child_end_and_somebody_is_to_be_charged_once_it_is_detached() -> None:
    desk = Desk().given([*story.agreed(), ("09:20", zhou, ATTACH)])
    found = desk.clocks("09:21")
    assert found["assignment"].outcome is Outcome.CANCELLED
    assert (found["reply"].outcome, found["progress"].outcome) == (Outcome.RUNNING, Outcome.RUNNING)
    desk.when(zhou, DetachFromParent(reason="another lift"), at="10:00").then(DetachedFromParent)
    assert desk.clocks("10:01")["assignment"].due == when("10:30")


@rule("R12.5b")
def test_a_parent_that_is_cancelled_detaches_its_children() -> None:
    cases = group().act("parent", he, Cancel(reason=CancelReason.NOT_A_COMPLAINT), at="16:30")
    for name in ("rejecting", "anonymous", "agreed", "completed"):
        assert cases[name].complaint.links.parent is None
        assert cases[name].complaint.is_open
    assert cases["parent"].complaint.links.children == frozenset()
    late = cases.given("late", story.received(at="16:40")).act("late", zhou, ATTACH, at="16:45")["late"]
    assert late.complaint.links.parent is None, "the parent was gone by then"


@rule("R12.5a", "CK14")
def test_reopening_a_parent_asks_about_its_children_and_reopens_none_by_itself() -> None:
    cases = Cases().given("parent", story.received())
    for name in ("one", "two"):
        cases.given(name, [*story.received(), ("09:05", zhou, ATTACH)])
        cases.given(name, story.signed()[1:])
    cases.given("parent", [*story.signed()[1:], ("+1 10:00", zhou, Reopen(reason="It stopped again."))])
    parent = cases["parent"]
    assert parent.complaint.decisions.about(About.CHILDREN) is not None
    assert parent.clocks("+1 10:01")["decision"].outcome is Outcome.RUNNING
    assert _open(cases, "one", "two") == []
    stranger = DecideChildren(reopen=(case("stranger"),), reason="?")
    parent.when(zhou, stranger, at="+1 10:05").then_refused("R12.5a", instead="decide_children")
    cases.act("parent", zhou, DecideChildren(reopen=(case("one"),), reason="They called too."), at="+1 10:10")
    assert _open(cases, "one", "two") == ["one"]
    assert parent.clocks("+1 10:11")["decision"].outcome is Outcome.MET


@rule("R12.5", "R12.5a")
def test_a_case_has_one_parent_and_a_parent_is_no_child() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, ATTACH, at="09:05").then_forbidden()
    desk.when(zhou, DetachFromParent(reason="?"), at="09:05").then_refused("R12.5a", instead="attach_to_parent")
    desk.when(zhou, ATTACH, at="09:05").then(AttachedToParent)
    desk.when(zhou, ATTACH, at="09:06").then_refused("R12.5", instead="detach_from_parent")
    desk.when(desk_itself, CompleteWithParent(version=5), at="09:07").then(ParentsActReached)
    desk.when(desk_itself, CompleteWithParent(version=6), at="09:08").then()
    desk.when(zhou, DetachFromParent(reason="another lift"), at="09:10").then(DetachedFromParent)
    assert desk.clocks("09:11")["reply"].due == when("+1 09:00"), "its own clocks ran on"


@rule("R12.5b", "R12.23")
def test_each_act_of_the_parent_reaches_a_child_once_whenever_the_child_comes_or_is_ready() -> None:
    cases = Cases().given("parent", solving.demanded())
    cases.given("early", [*story.verified(), ("09:11", zhou, ATTACH)])
    paid = solving.proposal(remedies=(Remedy.REPAIR, Remedy.COMPENSATION), amount="100")
    cases.given("parent", [("10:10", lin, paid)])
    assert cases["early"].complaint.proposal.made == 0, "not on P5 yet (R3.2), and not approved (R12.23)"
    cases.given("early", [("10:20", lin, ChooseRoute(route=Route.AGREED, reason="It takes time."))])
    assert cases["early"].complaint.investigation.findings is not None
    cases.given("parent", [("10:30", he, DecideApproval(approved=True))])
    cases.given("late", [*story.agreed(), ("10:40", zhou, ATTACH)])
    for name in ("early", "late"):
        state = cases[name].complaint
        assert (state.proposal.made, state.investigation.is_done) == (1, True)
        (draft,) = state.proposal.drafts
        assert not draft.waits_for_approval, "approved with the parent's"
    again = FindWithParent(version=cases["late"].complaint.links.parents_findings, none_needed=True)
    cases["late"].when(desk_itself, again, at="10:50").then()


@rule("R12.5b", "R12.5a")
def test_who_agrees_after_the_parents_completion_is_completed_unless_its_work_goes_on() -> None:
    cases = Cases().given("parent", story.accepted_solution())
    for name in ("one", "two"):
        cases.given(name, [*solving.proposed("10:30"), ("10:40", zhou, ATTACH)])
    cases.given("parent", [("15:00", lin, DONE)])
    cases.given("one", [("15:30", lin, RecordAcceptance(words="好。"))])
    assert cases["one"].complaint.work.work_complete_at == when("15:30")
    told = TellDone(means=Means.PHONE, words="It rings.", answer="好。")
    cases.given("parent", [("16:00", lin, told)])
    unsatisfied = FollowUp(
        form=FollowUpForm.PHONE, reception=Rating.NEUTRAL, handling=Rating.NEUTRAL, result=Rating.DISSATISFIED,
        solved=Solved.NOT,
    )  # fmt: skip
    cases.given("parent", [("+1 10:00", lin, unsatisfied)])
    cases.given("two", [("+1 11:00", lin, RecordAcceptance(words="好。"))])
    assert cases["two"].complaint.work.work_complete_at is None, "the parent's work goes on"
    assert cases["one"].complaint.work.work_complete_at is not None

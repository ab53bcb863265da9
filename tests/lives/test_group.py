"""One lift, many callers: a group with a rejecting, an anonymous and an already completed child, and one who waits."""

from shared.complaint.actions.p03_verification import Verify
from shared.complaint.actions.p05_unreachable import ConfirmUnreachable, DecideForUnreachable
from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.actions.p07_proposal import TellProposal
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p09_tasks import GiveTask
from shared.complaint.actions.p12_groups import AttachToParent
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p06_investigation import FindingsRecorded
from shared.complaint.events.p07_proposal import ProposalMade
from shared.complaint.state import Phase
from shared.vocabulary.axes import Channel, Confirmation, Route
from shared.vocabulary.decisions import About
from shared.vocabulary.inquiry import ToldBy
from shared.vocabulary.replies import Means
from tests.support import solving, story
from tests.support.cast import he, lin, wu, zhou
from tests.support.desk import when
from tests.support.linked import Cases, case
from tests.support.rules import rule

ATTACH = AttachToParent(parent=case("parent"), reason="One lift, four callers.")
TELL = TellProposal(told_by=ToldBy.PHONE)
YES = RecordAcceptance(words="好。")
DONE = TellDone(means=Means.PHONE, words="The relay is changed, the lift runs.", answer="好，谢谢。")


def callers() -> Cases:
    """The first caller is handled; three call later in the morning, one was settled already, and they are one group."""
    cases = Cases().given("parent", solving.charged())
    cases.given("rejecting", story.agreed())
    cases.given("willing", [*story.agreed(), ("09:30", lin, solving.demand())])
    cases.given("anonymous", story.received(customer=None, anonymous=True, channel=Channel.BOX))
    cases.given("completed", story.completed())
    for name in ("rejecting", "willing", "anonymous"):
        cases.act(name, zhou, ATTACH, at="09:40")
    return cases.act("completed", zhou, ATTACH, at="16:10")


@rule("R12.5", "R12.5a", "R12.5b")
def test_group_of_three_with_a_rejecting_an_anonymous_and_an_already_completed_child() -> None:
    cases = callers()
    finished = len(cases["completed"].records)
    # Wu finds out once, for all of them; the anonymous letter is not verified yet and takes it in later.
    cases.act("parent", wu, solving.findings(), at="10:00")
    for name in ("rejecting", "willing"):
        assert cases[name].event(FindingsRecorded).cause == "A worn relay."
        assert cases[name].records[-1].by.id == "desk"
    assert cases["anonymous"].complaint.investigation.findings is None
    # One solution is proposed, and each receiver tells it to their own customer.
    cases.given("parent", [("10:05", lin, solving.demand()), ("10:10", lin, solving.proposal())])
    for name in ("rejecting", "willing"):
        assert cases[name].event(ProposalMade).solution == "The lift firm changes the relay today."
        assert cases[name].complaint.proposal.told is None
    cases.given("parent", [("10:15", lin, TELL), ("10:20", lin, YES)])
    cases.given("parent", [("10:25", lin, GiveTask(department="LP-engineering", what="Change the relay."))])
    # The first child rejects: its own first rejection, and from then on it goes its own way.
    cases.given("rejecting", [("10:30", lin, TELL)])
    cases.act("rejecting", lin, RecordRejection(words="我要换新电梯。"), at="10:40")
    rejecting = cases["rejecting"]
    assert (rejecting.complaint.links.parent, rejecting.complaint.proposal.rejected) == (None, 1)
    assert rejecting.clocks("10:41")["assignment"].outcome is Outcome.RUNNING
    # The letter is read and put on its way: what the parent found and proposed reaches it now.
    read = Verify(statement="The lift of block 3 stops.", confirmation=Confirmation.AS_WRITTEN)
    cases.act("anonymous", lin, read, at="11:00")
    anonymous = cases["anonymous"]
    assert anonymous.complaint.facts.route is Route.AGREED, "nobody can be reached (R5.5)"
    assert anonymous.complaint.investigation.findings is not None
    assert anonymous.complaint.decisions.about(About.FOR_UNREACHABLE) is not None
    cases.act("anonymous", zhou, ConfirmUnreachable(unreachable=True, reason="A letter without a name."), at="11:10")
    cases.act(
        "anonymous", he, DecideForUnreachable(solution="Changed with the others.", reason="One lift."), at="11:20"
    )
    # The relay is changed in the afternoon: the anonymous case is complete with it, and nobody has to be told.
    cases.act("parent", wu, CompleteTask(task="t1", what="The relay is new."), at="15:00")
    assert anonymous.complaint.phase is Phase.FOLLOWING_UP
    assert anonymous.clocks("15:01")["completion"].outcome is Outcome.MET
    assert rejecting.complaint.work.work_complete_at is None
    # The last child agrees only now: to what is done already.
    cases.given("willing", [("15:30", lin, TELL)])
    willing = cases.act("willing", lin, YES, at="15:40")["willing"]
    assert willing.complaint.phase is Phase.TELLING
    assert (willing.clocks("15:41")["completion"].outcome, willing.complaint.work.work_complete_at) == (
        Outcome.MET, when("15:40"),
    )  # fmt: skip
    willing.given([("15:50", lin, DONE)])
    assert willing.clocks("15:51")["follow_up"].outcome is Outcome.RUNNING, "each keeps its own follow-up"
    assert len(cases["completed"].records) == finished, "who was completed before is only linked"
    assert all(cases[name].complaint.is_open for name in ("parent", "rejecting", "willing", "anonymous", "completed"))

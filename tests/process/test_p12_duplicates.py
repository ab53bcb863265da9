"""P12: duplicates: the earlier received survives, chains have one root, and what the survivor's end does (R12.6)."""

from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p11_ending import AskToWithdraw, Cancel, ConfirmWithdrawal, ReturnCase
from shared.complaint.actions.p12_related_cases import AddDuplicate, CloseAsDuplicate, DecideSurvivor
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p11_closing import Closed, JudgedClosed
from shared.complaint.events.p12_related_cases import DuplicateFound
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import CancelReason
from tests.support import story
from tests.support.cast import he, lin, zhou
from tests.support.desk import Desk
from tests.support.linked import Cases, case
from tests.support.rules import rule


def duplicate_of(name: str) -> CloseAsDuplicate:
    """The same lift, the same customer."""
    return CloseAsDuplicate(survivor=case(name), reason="The same lift on the same day.")


def three() -> Cases:
    """A first case of the day, and two that were closed as its duplicates."""
    cases = Cases().given("first", story.received(at="09:00"))
    for name, at in (("second", "09:20"), ("third", "09:10")):
        cases.given(name, [*story.received(at=at), ("10:00", zhou, duplicate_of("first"))])
    return cases


@rule("R12.6", "R11.6")
def test_a_duplicate_closes_void_and_both_cases_name_each_other() -> None:
    desk = Desk().given(story.verified())
    desk.when(lin, duplicate_of("first"), at="10:00").then_forbidden()
    desk.when(zhou, duplicate_of("first"), at="10:00").then(DuplicateFound, JudgedClosed, Closed)
    assert desk.complaint.closing.reason is ClosingReason.DUPLICATE
    assert desk.clocks("10:01")["reply"].outcome is Outcome.CANCELLED
    desk.when(zhou, Reopen(reason="?"), at="10:05").then_refused("R11.4", instead="return_case")
    cases = three()
    assert {other.case for other in cases["first"].complaint.links.duplicates} == {case("second"), case("third")}
    assert cases["second"].complaint.links.duplicate_of == case("first")


@rule("R12.6a")
def test_a_chain_of_duplicates_resolves_to_its_root() -> None:
    cases = three().given("root", story.received(at="08:30"))
    cases.act("first", zhou, duplicate_of("root"), at="11:00")
    for name in ("first", "second", "third"):
        assert cases[name].complaint.links.duplicate_of == case("root")
    assert {other.case for other in cases["root"].complaint.links.duplicates} == {
        case("first"), case("second"), case("third"),
    }  # fmt: skip
    assert cases["first"].complaint.links.duplicates == ()


@rule("R12.6a")
def test_two_cases_that_were_closed_as_duplicates_of_each_other_leave_the_earlier_one_open() -> None:
    cases = Cases().given("early", story.received(at="09:00")).given("late", story.received(at="09:20"))
    early, late = cases["early"], cases["late"]
    early.when(zhou, duplicate_of("late"), at="10:00")  # both at once, each recorded before the other was told
    cases.act("late", he, duplicate_of("early"), at="10:00")
    assert early.complaint.is_open
    assert early.complaint.links.duplicate_of is None
    assert late.complaint.closing.reason is ClosingReason.DUPLICATE


@rule("R12.6a", "R12.11", "CK14")
def test_the_survivor_is_withdrawn_its_duplicates_return_and_the_earliest_is_proposed() -> None:
    cases = three()
    cases.act("first", lin, AskToWithdraw(words="算了。", form="folder 9"), at="11:00")
    cases.act("first", zhou, ConfirmWithdrawal(confirmed=True, reason="called back"), at="11:10")
    second, third = cases["second"], cases["third"]
    assert second.complaint.is_open
    assert third.complaint.is_open
    assert second.clocks("11:20")["reply"].outcome is Outcome.RUNNING
    assert second.complaint.round.number == 2
    asked = third.complaint.decisions.about(About.RETURNED_DUPLICATE)
    assert asked is not None, "received at 09:10, before the other"
    assert second.complaint.decisions.open == ()
    assert third.clocks("11:20")["decision"].outcome is Outcome.RUNNING
    third.when(lin, DecideSurvivor(survives=True, reason="the first"), at="11:30").then_forbidden()
    cases.act("third", zhou, DecideSurvivor(survives=True, reason="the first"), at="11:30")
    assert second.complaint.links.duplicate_of == case("third")
    assert second.complaint.closing.reason is ClosingReason.DUPLICATE
    assert third.complaint.is_open
    assert third.clocks("11:31")["decision"].outcome is Outcome.MET


@rule("R12.6a")
def test_returned_duplicates_that_are_matters_of_their_own_stay_open() -> None:
    cases = three()
    cases.act("first", he, Cancel(reason=CancelReason.TEST), at="11:00")
    cases.act("third", zhou, DecideSurvivor(survives=False, reason="two lifts"), at="11:30")
    assert cases["second"].complaint.is_open
    assert cases["third"].complaint.is_open


@rule("R12.6a")
def test_a_duplicate_that_was_closed_before_is_closed_again_as_it_was() -> None:
    cases = Cases().given("first", story.received(at="08:50")).given("done", story.signed())
    was = cases["done"].complaint.closing
    cases.act("done", zhou, duplicate_of("first"), at="10:00")
    cases.act("first", he, Cancel(reason=CancelReason.TEST), at="11:00")
    assert cases["done"].complaint.closing == was
    assert cases["done"].complaint.links.duplicate_of is None


@rule("R12.6a", "R11.4")
def test_a_duplicate_that_a_person_lets_return_is_no_longer_listed_by_its_survivor() -> None:
    cases = three().act("second", he, ReturnCase(reason="another lift"), at="11:00")
    assert cases["second"].complaint.is_open
    assert [other.case for other in cases["first"].complaint.links.duplicates] == [case("third")]
    assert cases["third"].complaint.decisions.open == ()


@rule("R12.6a")
def test_a_survivor_that_was_cancelled_meanwhile_gives_a_duplicate_back() -> None:
    cases = Cases().given("first", [*story.received(), ("09:30", he, Cancel(reason=CancelReason.TEST))])
    cases.given("second", [*story.received(at="09:20"), ("10:00", zhou, duplicate_of("first"))])
    assert cases["second"].complaint.is_open


@rule("R12.6")
def test_a_duplicate_is_taken_over_by_the_desk_only() -> None:
    order = AddDuplicate(case=case("x"), received_at=Desk().given(story.received()).complaint.reception.received_at)
    Desk().given(story.received()).when(zhou, order, at="10:00").then_forbidden()

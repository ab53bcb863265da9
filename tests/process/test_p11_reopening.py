"""P11: a closed case is reopened, a judgement is taken back; first facts stay."""

from dataclasses import replace
from types import MappingProxyType

from shared.complaint.actions.p04_on_the_spot import Answer
from shared.complaint.actions.p11_closing import Reopen, TakeBack
from shared.complaint.actions.p11_ending import Cancel, ReturnCase
from shared.complaint.actions.p12_words_and_files import AddWords
from shared.complaint.clocks.marks import Mark
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p04_signature import RouteChanged
from shared.complaint.events.p11_closing import Closed, JudgedClosed, JudgementTakenBack, Reopened
from shared.complaint.events.p12_words_and_files import WordsAdded
from shared.complaint.state import Phase
from shared.decision.event import Record
from shared.decision.moment import Moment
from shared.directory.state import Directory
from shared.vocabulary.axes import Channel, ClosingReason, Route
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.roles import Level
from tests.support import story
from tests.support.cast import company, he, lin, mei, portal, sun, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

REOPEN = Reopen(reason="The lift stopped again.")
TAKE_BACK = TakeBack(reason="Ms Wang calls back: it does not run.")


def without(code: str) -> Directory:
    """The company after somebody left."""
    usual = company()
    people = {**usual.people, code: replace(usual.people[code], active=False)}
    return replace(usual, people=MappingProxyType(people))


@rule("R11.4", "R12.10")
def test_a_closed_case_is_reopened_by_level_1_and_its_first_closing_stays() -> None:
    desk = Desk().given(story.signed("09:18"))
    desk.when(zhou, REOPEN, at="+30 10:00").then(Reopened, RouteChanged)
    state = desk.complaint
    assert state.phase is Phase.AGREED
    assert state.round.number == 2
    assert state.closing.closed_at is None
    assert state.closing.first_closed_at == state.closing.first_judged_at == when("09:18")


@rule("R11.4")
def test_an_open_case_is_not_reopened() -> None:
    desk = Desk().given(story.satisfied())
    desk.when(zhou, REOPEN, at="09:20").then_refused("R11.4", instead="write_note")
    desk.given([("09:20", lin, story.sign())])
    desk.when(zhou, REOPEN, at="09:21").then(Reopened, RouteChanged)


@rule("R11.4")
def test_a_closed_case_is_not_handled_before_it_is_reopened() -> None:
    words = AddWords(words="又坏了。")
    desk = Desk().given(story.signed())
    desk.when(zhou, words, at="10:00").then_refused("R11.4", instead="reopen")
    desk.given([("10:01", zhou, REOPEN)])
    desk.when(zhou, words, at="10:02").then(WordsAdded)


@rule("R11.4")
def test_a_receptionist_does_not_reopen_and_an_auditors_finding_does() -> None:
    desk = Desk().given(story.signed())
    desk.when(lin, REOPEN, at="10:00").then_forbidden()
    desk.when(wu, REOPEN, at="10:00").then_forbidden()
    desk.when(sun, REOPEN, at="10:00").then(Reopened, RouteChanged)
    assert desk.event(Reopened).for_auditor
    assert desk.complaint.ladder.owner == lin.id


@rule("R11.4")
def test_it_goes_to_the_last_receiver_or_to_who_holds_that_level_today() -> None:
    desk = Desk().given(story.signed())
    desk.when(zhou, REOPEN, at="10:00").then(Reopened, RouteChanged)
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("lin", Level.RECEPTION)
    left = Desk().given(story.signed())
    left.directory = without("lin")
    left.when(zhou, REOPEN, at="10:00").then(Reopened, RouteChanged)
    assert (left.complaint.ladder.owner, left.complaint.ladder.level) == (mei.id, Level.RECEPTION)


@rule("R11.4", "R8.5")
def test_where_nobody_holds_the_level_the_next_one_up_gets_it() -> None:
    empty = replace(company(), people=MappingProxyType({code: company().people[code] for code in ("zhou", "he")}))
    desk = Desk().given(story.signed())
    desk.directory = empty
    desk.when(zhou, REOPEN, at="10:00").then(Reopened, RouteChanged)
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("zhou", Level.SUPERVISOR)
    assert desk.complaint.ladder.highest is Level.SUPERVISOR


@rule("R11.4")
def test_a_void_case_is_not_reopened() -> None:
    desk = Desk().given(story.verified())
    at = when("09:20")
    moment = Moment(at, at, zhou, desk.directory)
    desk.records.append(Record.of(JudgedClosed(reason=ClosingReason.CANCELLED), moment.stamp()))
    desk.records.append(Record.of(Closed(), moment.stamp()))
    assert desk.complaint.phase is Phase.CLOSED
    desk.when(zhou, REOPEN, at="10:00").then_refused("R11.4", instead="write_note")


@rule("R11.4", "R4.5")
def test_a_reopened_case_that_was_verified_is_on_the_route_of_an_agreed_reply() -> None:
    desk = Desk().given(story.signed())
    desk.when(he, REOPEN, at="10:00").then(Reopened, RouteChanged)
    assert desk.complaint.facts.route is Route.AGREED
    assert Mark.REOPENED in {marked.mark for marked in desk.new[0].event.marks(desk.complaint, desk.complaint)}
    answer = Answer(answer="It runs.", at_fault=False)
    desk.when(lin, answer, at="10:05").then_refused("R4.5", instead="explain")


@rule("R11.4")
def test_a_judgement_is_taken_back_before_the_file_is_complete() -> None:
    desk = Desk().given([*story.satisfied(unit=""), ("09:18", lin, story.sign())])
    assert desk.complaint.closing.judged_at is not None
    desk.when(zhou, TAKE_BACK, at="11:00").then(JudgementTakenBack, RouteChanged)
    assert desk.complaint.phase is Phase.AGREED
    assert desk.complaint.round.number == 2
    assert desk.complaint.closing.first_closed_at is None
    assert desk.clocks("11:01")["file"].outcome is Outcome.CANCELLED


@rule("R11.4")
def test_what_is_not_judged_closed_is_not_taken_back() -> None:
    desk = Desk().given(story.satisfied(unit=""))
    desk.when(zhou, TAKE_BACK, at="09:17").then_refused("R11.4", instead="write_note")
    closed = Desk().given(story.signed())
    closed.when(zhou, TAKE_BACK, at="09:20").then_refused("R11.4", instead="reopen")
    desk.given([("09:18", lin, story.sign())])
    desk.when(lin, TAKE_BACK, at="09:20").then_forbidden()
    desk.when(zhou, TAKE_BACK, at="09:20").then(JudgementTakenBack, RouteChanged)


@rule("R11.1")
def test_a_case_judged_closed_is_not_handled_before_the_judgement_is_taken_back() -> None:
    desk = Desk().given([*story.satisfied(unit=""), ("09:18", lin, story.sign())])
    explain = story.explain()
    desk.when(zhou, explain, at="11:00").then_refused("R11.1", instead="take_back")
    desk.given([("11:00", zhou, TAKE_BACK)])
    desk.when(zhou, explain, at="11:05")
    assert desk.refusal is None


@rule("CK9")
def test_a_reopening_cannot_lie_before_the_closing_nor_taking_back_before_the_judgement() -> None:
    desk = Desk().given(story.signed("09:18"))
    desk.when(zhou, REOPEN, at="09:17", recorded="10:00").then_refused("CK9", earliest=when("09:18"))
    desk.when(zhou, REOPEN, at="09:18", recorded="10:00").then(Reopened, RouteChanged)
    judged = Desk().given([*story.satisfied(unit=""), ("09:18", lin, story.sign())])
    judged.when(zhou, TAKE_BACK, at="09:17", recorded="10:00").then_refused("CK9", earliest=when("09:18"))
    judged.when(zhou, TAKE_BACK, at="09:18", recorded="10:00").then(JudgementTakenBack, RouteChanged)


@rule("R11.4", "R11.1", "R1.6")
def test_who_gets_a_case_that_nobody_ever_received_is_its_first_receiver() -> None:
    by_form = story.received(by=portal, channel=Channel.WEB_FORM)
    desk = Desk().given([*by_form, ("10:00", zhou, Cancel(reason=CancelReason.TEST))])
    ladder = desk.given([("11:00", he, ReturnCase(reason="No test."))]).complaint.ladder
    assert ladder.owner is not None
    assert ladder.first_receiver == ladder.last_receiver == ladder.owner
    assert ladder.owner in ladder.handlers

"""P10: the follow-up by questionnaire, sent by us, answered by the customer."""

from typing import Any

import pytest

from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p10_follow_up import FollowUp
from shared.complaint.actions.p10_questionnaire import AnswerQuestionnaire, DeclineQuestionnaire, SendQuestionnaire
from shared.complaint.actions.p10_quiet_week import DeclineFollowUp
from shared.complaint.actions.p11_ending import Cancel
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p08_escalation import Escalated
from shared.complaint.events.p10_follow_up import FollowedUp, RoundBegun
from shared.complaint.events.p10_questionnaire import QuestionnaireSent
from shared.complaint.events.p10_quiet_week import FollowUpDeclined
from shared.complaint.events.p11_closing import Closed, JudgedClosed
from shared.complaint.events.p12_decisions import DecisionAsked, DecisionDropped
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.follow_up import CancelReason, FollowUpForm, Rating, Solved
from shared.vocabulary.roles import Role
from tests.process.test_p05_unreachable import GONE
from tests.support import story
from tests.support.cast import lin, wang_herself, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

SEND = SendQuestionnaire(note="by message")


def sent(at: str = "+1 10:00") -> Desk:
    """Completed on the first day, the questionnaire sent on the second."""
    return Desk().given([*story.satisfied(), ("09:18", lin, story.unsigned()), (at, lin, SEND)])


def answer(result: Rating = Rating.SATISFIED, questionnaire: str = "q1", **changes: Any) -> AnswerQuestionnaire:
    usual = {"questionnaire": questionnaire, "reception": Rating.SATISFIED, "handling": Rating.SATISFIED,
             "result": result, "solved": Solved.SOLVED}  # fmt: skip
    return AnswerQuestionnaire.model_validate({**usual, **changes})


def decline(questionnaire: str = "q1") -> DeclineQuestionnaire:
    return DeclineQuestionnaire(questionnaire=questionnaire, words="不用了。")


@rule("R10.2")
def test_a_questionnaire_sent_is_an_attempt_good_for_seven_days_and_does_not_satisfy_the_clock() -> None:
    desk = sent()
    fact = desk.event(QuestionnaireSent)
    assert (fact.questionnaire, fact.until) == ("q1", when("+8 10:00"))
    assert len(desk.complaint.follow_up.tries) == 1
    assert desk.clocks("+1 11:00")["follow_up"].outcome is Outcome.RUNNING
    desk.given([("+2 10:00", lin, SEND)]).when(lin, SEND, at="+3 09:00").then(QuestionnaireSent, DecisionAsked)
    gone = Desk().given([*story.work_complete(), ("15:30", zhou, GONE)])
    gone.when(lin, SEND, at="16:00").then_refused("R5.5", instead="record_appearance")
    early = Desk().given(story.agreed())
    early.when(lin, SEND, at="10:00").then_refused("R10.1", instead="write_note")


@rule("R10.2", "R10.3", "R12.15")
def test_what_the_customer_answers_there_is_theirs_and_closes_the_case() -> None:
    desk = sent().when(wang_herself, answer(result_words="很好"), at="+2 20:00").then(FollowedUp, JudgedClosed)
    assert {record.by.role for record in desk.new} == {Role.CUSTOMER}
    fact = desk.event(FollowedUp)
    assert (fact.form, fact.result_words, fact.solved) == (FollowUpForm.QUESTIONNAIRE, "很好", Solved.SOLVED)
    assert desk.event(JudgedClosed).reason is ClosingReason.FOLLOW_UP_SATISFIED
    assert desk.clocks("+3 10:00")["follow_up"].outcome is Outcome.MET
    desk.when(wang_herself, answer(), at="+2 20:01").then_refused("R11.1")


@rule("R10.2", "R10.3a", "R10.4")
@pytest.mark.parametrize(
    "said",
    [
        answer(Rating.DISSATISFIED),
        answer(Rating.SATISFIED, overall=Rating.VERY_DISSATISFIED),
        answer(solved=Solved.NOT),
        answer(Rating.NEUTRAL, may_close=False),
    ],
)
def test_whoever_is_not_satisfied_there_begins_a_new_round_one_level_up(said: AnswerQuestionnaire) -> None:
    desk = sent().when(wang_herself, said, at="+2 20:00").then(FollowedUp, RoundBegun, Escalated)
    assert desk.complaint.round.number == 2
    assert desk.event(Escalated).asked_by == "customer"


@rule("R10.3a")
def test_a_neutral_customer_is_asked_there_too_whether_the_case_may_close() -> None:
    desk = sent()
    desk.when(wang_herself, answer(Rating.NEUTRAL), at="+2 20:00").then_refused("R10.3a")
    desk.when(wang_herself, answer(Rating.NEUTRAL, may_close=True), at="+2 20:00").then(FollowedUp, JudgedClosed)


@rule("R10.2", "R10.5")
def test_who_declines_there_begins_the_quiet_week_and_is_asked_no_more() -> None:
    desk = sent().given([("+2 10:00", lin, SEND), ("+3 09:00", lin, SEND)])
    desk.when(wang_herself, decline("q3"), at="+3 20:00").then(FollowUpDeclined, DecisionDropped)
    desk.when(wang_herself, decline("q3"), at="+3 20:01").then_refused("R10.5")
    desk.when(lin, SEND, at="+4 09:00").then_refused("R10.5", instead="follow_up")
    reached = answer(questionnaire="q3")
    desk.when(wang_herself, reached, at="+4 20:00").then(FollowedUp, JudgedClosed)


@rule("R10.2")
def test_a_link_is_good_until_its_end_and_only_the_newest_is() -> None:
    desk = sent()
    desk.when(wang_herself, answer(), at="+8 10:00").then_refused("R10.2")
    desk.when(wang_herself, decline(), at="+8 10:00").then_refused("R10.2")
    desk.given([("+8 09:00", lin, SEND)])
    desk.when(wang_herself, answer(), at="+8 09:30").then_refused("R10.2")
    desk.when(wang_herself, decline(), at="+8 09:30").then_refused("R10.2")
    desk.when(wang_herself, answer(questionnaire="q2"), at="+8 10:00").then(FollowedUp, JudgedClosed)


@rule("R10.2", "R11.1")
def test_a_link_is_good_for_its_round_only_and_not_once_the_case_is_settled_otherwise() -> None:
    usual = {"form": FollowUpForm.PHONE, "reception": Rating.SATISFIED, "handling": Rating.SATISFIED}
    unsolved = FollowUp.model_validate({**usual, "result": Rating.SATISFIED, "solved": Solved.NOT})
    desk = sent().given([("+1 12:00", lin, unsolved)])
    desk.when(wang_herself, answer(), at="+1 13:00").then_refused("R10.1")
    desk.given([("+1 12:10", zhou, AcceptEscalation())])
    assert (desk.complaint.follow_up.questionnaire, desk.complaint.follow_up.questionnaires) == (None, 1)
    cancelled = sent().given([("+1 12:00", zhou, Cancel(reason=CancelReason.TEST))])
    cancelled.when(wang_herself, answer(), at="+1 13:00").then_refused("R11.4")
    by_phone = sent().given([("+1 12:00", lin, DeclineFollowUp(words="不用了。"))])
    by_phone.when(wang_herself, decline(), at="+1 13:00").then_refused("R10.5")


@rule("R10.2")
def test_nobody_of_ours_answers_for_the_customer_there_and_the_customer_does_nothing_else() -> None:
    desk = sent()
    desk.when(lin, answer(), at="+2 10:00").then_forbidden()
    desk.when(zhou, decline(), at="+2 10:00").then_forbidden()
    desk.when(wang_herself, SEND, at="+2 10:00").then_forbidden()
    desk.when(wang_herself, DeclineFollowUp(words="不"), at="+2 10:00").then_forbidden()
    assert not {Closed} & {type(record.event) for record in desk.records}

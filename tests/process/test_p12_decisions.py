"""P12: a decision that is not made in time is asked of the level above, never higher than the highest (CK14)."""

from shared.complaint.actions.p11_ending import AskToWithdraw
from shared.complaint.actions.p12_decisions import PassDecisionOn
from shared.complaint.events.p08_escalation import Escalated, EscalationReasonAdded
from shared.complaint.events.p12_decisions import DecisionPassedOn
from shared.vocabulary.roles import Level
from tests.support import moving, story
from tests.support.cast import he, lin
from tests.support.desk import Desk, when
from tests.support.rules import rule

WITHDRAW = AskToWithdraw(words="算了，不投诉了。", form="folder 9, sheet 1")


def asked() -> Desk:
    """A withdrawal waits for its confirmation."""
    return Desk().given([*story.verified(), ("10:00", lin, WITHDRAW)])


@rule("CK14")
def test_a_decision_is_passed_on_level_by_level_up_to_the_highest() -> None:
    desk = asked()
    (found,) = desk.complaint.decisions.open
    order = PassDecisionOn(decision=found.id)
    for level, moves in ((Level.MANAGER, Escalated), (Level.ENTERPRISE, EscalationReasonAdded)):
        desk.when(he, order, at="10:30").then(DecisionPassedOn, moves)
        assert desk.complaint.decisions.open[0].level is level
    pending = desk.complaint.ladder.pending
    assert pending is not None
    assert (pending.to_level, pending.to_person, pending.reasons) == (Level.MANAGER, "he", ("CK14",))
    desk.when(he, order, at="10:40").then_refused("CK14", instead="write_note")


@rule("CK14")
def test_a_case_that_is_that_high_already_stays_where_it_is() -> None:
    desk = Desk().given([*moving.handed_over(person="he"), ("10:00", lin, WITHDRAW)])
    desk.when(he, PassDecisionOn(decision="d1"), at="10:30").then(DecisionPassedOn)


@rule("CK14")
def test_only_a_decision_that_is_open_is_passed_on() -> None:
    desk = Desk().given(story.verified())
    desk.when(he, PassDecisionOn(decision="d1"), at="10:30").then_refused("CK14")
    assert desk.allowance("pass_decision_on", he, when("10:30")).reason is not None, "the list says so too"
    asked().when(he, PassDecisionOn(decision="another"), at="10:30").then_refused("CK14", decision="another")

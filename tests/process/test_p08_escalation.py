"""P8: a case moves up from afar, is accepted, and the customer is contacted (R8.0 to R8.6, CK4, CK5)."""

import pytest
from pydantic import ValidationError

from shared.complaint.actions.p01_walk_in import Explain
from shared.complaint.actions.p05_reply_time import AgreeReplyTime
from shared.complaint.actions.p08_escalation import AcceptEscalation, DeputeAcceptance
from shared.complaint.actions.p08_first_contact import TryToContact
from shared.complaint.actions.p12_ownership import Delegate
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_walk_in import Explained
from shared.complaint.events.p05_reply_time import ReplyTimeAgreed
from shared.complaint.events.p08_escalation import (
    AcceptanceDeputed,
    ContactTried,
    CustomerContacted,
    Escalated,
    EscalationAccepted,
)
from shared.vocabulary.axes import Accepted, Channel, Consent, EscalationReason
from shared.vocabulary.roles import Level
from tests.support import escalated, story
from tests.support.cast import desk_itself, he, lin, mei, qian, wu, zhou
from tests.support.desk import Desk, when
from tests.support.escalated import company_without, order
from tests.support.rules import rule

ACCEPT = AcceptEscalation()
NO_ANSWER = TryToContact(channel=Channel.PHONE)


# ── R8.0, R8.1: to whom ───────────────────────────────────────────────────────────────────────


@rule("R8.0", "R8.1")
def test_an_escalation_names_from_to_why_who_asked_and_the_consent() -> None:
    desk = Desk().given(escalated.from_afar()).when(lin, escalated.CANNOT, at="10:00").then(Escalated)
    made = desk.event(Escalated)
    assert (made.from_owner, made.person, made.from_level, made.to_level) == ("lin", "zhou", 0, 1)
    assert (made.why, made.asked_by, made.consent) == (
        EscalationReason.CANNOT_EXPLAIN, "lin", Consent.NOT_APPLICABLE,
    )  # fmt: skip
    assert (made.passed_over, made.empty_levels, made.told) == ((), (), ())
    agreed = Desk().given(escalated.from_afar()).when(lin, order(consented=True), at="10:00")
    assert agreed.event(Escalated).consent is Consent.GIVEN


@rule("R8.0")
@pytest.mark.parametrize("why", [EscalationReason.NOT_SATISFIED, EscalationReason.BEYOND_ABILITY])
def test_what_failed_on_the_spot_goes_to_the_manager_and_the_supervisor_is_told(why: EscalationReason) -> None:
    desk = Desk().given(escalated.from_afar()).when(lin, order(why=why), at="10:00").then(Escalated)
    made = desk.event(Escalated)
    assert (made.person, made.to_level, made.passed_over, made.told) == ("he", 2, (Level.SUPERVISOR,), ("zhou",))


@rule("R8.0")
def test_a_call_outside_the_remit_goes_to_the_manager_and_a_letter_one_level_up() -> None:
    outside = order(why=EscalationReason.OUTSIDE_REMIT)
    for channel, person in ((Channel.PHONE, "he"), (Channel.WALK_IN, "zhou")):
        desk = Desk().given(escalated.from_afar(channel=channel)).when(lin, outside, at="10:00").then(Escalated)
        assert desk.event(Escalated).person == person


@rule("R8.0")
def test_a_missed_clock_goes_one_level_up_with_its_rule_and_without_consent() -> None:
    for place in (story.verified(), escalated.from_afar()):  # before the customer, and from afar (R1.4)
        desk = Desk().given(place).when(desk_itself, escalated.missed("assignment"), at="10:00").then(Escalated)
        made = desk.event(Escalated)
        assert (made.person, made.to_level, made.asked_by, made.missed, made.rules) == (
            "zhou", 1, "desk", ("assignment",), ("R6.2",),
        )  # fmt: skip
        assert made.consent is Consent.NOT_APPLICABLE
        assert desk.complaint.ladder.pending is not None
        assert desk.complaint.ladder.pending.reasons == ("R6.2",)


@rule("R8.0")
def test_an_escalation_goes_up_and_never_sideways() -> None:
    desk = Desk().given(escalated.accepted())
    desk.when(zhou, order(to_level=Level.SUPERVISOR), at="10:20").then_refused("R8.0", instead="escalate", level=1)
    desk.when(zhou, order(to_level=Level.ENTERPRISE), at="10:20").then(Escalated)
    assert (desk.event(Escalated).person, desk.event(Escalated).passed_over) == ("qian", (Level.MANAGER,))
    assert desk.event(Escalated).told == ("he",)


@rule("R8.1")
@pytest.mark.parametrize(
    ("person", "to_level", "level"),
    [("he", None, 2), ("wu", Level.MANAGER, 2), ("wu", None, 1), ("qian", Level.MANAGER, 2)],
)
def test_somebody_of_the_level_or_the_head_of_the_department_may_be_named(
    person: str, to_level: Level | None, level: int
) -> None:
    asked = order(person=person, to_level=to_level)
    desk = Desk(company_without(head="wu")).given(escalated.from_afar()).when(lin, asked, at="10:00").then(Escalated)
    assert (desk.event(Escalated).person, desk.event(Escalated).to_level) == (person, level)
    desk.when(mei, ACCEPT, at="10:05").then_refused("R8.6", person=person)
    accepting = {"he": he, "wu": wu, "qian": qian}[person]
    desk.when(accepting, ACCEPT, at="10:05").then(EscalationAccepted)
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == (person, level)


@rule("R8.1")
@pytest.mark.parametrize(("person", "rule_id"), [("sun", "R8.1"), ("mei", "R8.0"), ("gao", "R12.9"), ("lin", "R8.1")])
def test_who_is_neither_of_the_level_nor_a_head_is_not_named(person: str, rule_id: str) -> None:
    desk = Desk().given(escalated.from_afar())
    desk.when(lin, order(person=person), at="10:00").then_refused(rule_id)
    desk.when(lin, order(person=person, to_level=Level.SUPERVISOR), at="10:00")
    desk.then_refused("R12.9" if person == "gao" else "R8.1")
    desk.when(lin, order(person="zhou"), at="10:00").then(Escalated)


@rule("R8.1", "R12.9")
def test_the_owner_or_whoever_is_as_high_moves_a_case_up() -> None:
    desk = Desk().given(escalated.accepted())
    desk.when(mei, escalated.CANNOT, at="10:20").then_refused("R12.9", instead="write_note", level=1)
    desk.when(zhou, escalated.CANNOT, at="10:20").then(Escalated)


@rule("R1.4")
def test_before_the_customer_a_person_asks_for_consent_first() -> None:
    desk = Desk().given(story.verified())
    desk.when(lin, escalated.CANNOT, at="09:20").then_refused("R1.4", instead="ask_to_move_up")
    desk.when(desk_itself, escalated.missed("assignment"), at="10:00").then(Escalated)


def test_missed_clocks_are_named_where_one_is_the_reason_and_they_exist() -> None:
    for form in ({"missed": ("reply",)}, {"why": EscalationReason.MISSED_CLOCK}):
        with pytest.raises(ValidationError, match="missed clocks are named"):
            order(**form)
    with pytest.raises(ValidationError, match="no such clock: sundial"):
        escalated.missed("sundial")


# ── R8.2: accepted and contacted ──────────────────────────────────────────────────────────────


@rule("R8.2", "CK5")
def test_acceptance_is_due_in_30_minutes_and_first_contact_in_2_hours_of_the_escalation() -> None:
    clocks = Desk().given(escalated.escalated("10:00")).clocks("10:00")
    assert (clocks["acceptance"].due, clocks["acceptance"].scope) == (when("10:30"), "e1")
    assert (clocks["first_contact"].due, clocks["first_contact"].scope) == (when("12:00"), "e1")


@rule("R8.1", "R8.2")
def test_whoever_accepts_is_the_last_receiver_at_that_level() -> None:
    desk = Desk().given(escalated.escalated()).when(zhou, ACCEPT, at="10:30").then(EscalationAccepted)
    ladder = desk.complaint.ladder
    assert (ladder.owner, ladder.level, ladder.highest, ladder.last_receiver) == ("zhou", 1, 1, "zhou")
    assert (ladder.first_receiver, ladder.escalations, ladder.pending) == ("lin", 1, None)
    assert (desk.event(EscalationAccepted).from_owner, desk.event(EscalationAccepted).level) == ("lin", 1)
    clocks = desk.clocks("10:31")
    assert clocks["acceptance"].outcome is Outcome.MET
    assert clocks["first_contact"].outcome is Outcome.RUNNING


@rule("R8.2", "R1.2")
def test_who_takes_over_is_shown_how_the_explanation_was_taken() -> None:
    told = ("09:13", lin, Explain(explanation="A part is awaited.", accepted=Accepted.NOT_ACCEPTED))
    desk = Desk().given([*story.agreed(), told, *escalated.escalated()[-1:]]).when(zhou, ACCEPT, at="10:05")
    assert desk.event(EscalationAccepted).explained is Accepted.NOT_ACCEPTED


@rule("R8.2")
def test_an_acceptance_one_minute_late_leaves_the_miss() -> None:
    desk = Desk().given(escalated.escalated("10:00")).when(zhou, ACCEPT, at="10:31").then(EscalationAccepted)
    missed = desk.clocks("10:31")["acceptance"]
    assert (missed.outcome, missed.done_at) == (Outcome.MISSED, when("10:31"))


@rule("R8.2")
def test_the_first_contact_is_the_accepting_persons_and_a_notice() -> None:
    desk = Desk().given(escalated.accepted("10:10"))
    desk.when(lin, escalated.REACHED, at="10:20").then_refused("R8.2", instead="write_note")
    desk.when(zhou, escalated.REACHED, at="10:20").then(CustomerContacted)
    clocks = desk.clocks("10:21")
    assert clocks["first_contact"].outcome is Outcome.MET
    assert clocks["progress"].started_at == when("10:20"), "it says how it stands (R5.2)"
    desk.when(zhou, escalated.REACHED, at="10:25").then_refused("R8.2")


@rule("R8.2")
def test_before_acceptance_nobody_makes_the_first_contact() -> None:
    desk = Desk().given(escalated.escalated())
    for caller in (lin, zhou):
        desk.when(caller, escalated.REACHED, at="10:05").then_refused("R8.2")
    desk.when(zhou, escalated.REACHED, at="10:05").then_refused("R8.2", instead="accept_escalation")
    desk.given([("10:06", zhou, ACCEPT)]).when(zhou, escalated.REACHED, at="10:07").then(CustomerContacted)
    early = Desk().given(escalated.accepted("10:10"))
    early.when(zhou, escalated.REACHED, at="10:09", recorded="10:20").then_refused("CK9")


@rule("R8.2")
def test_three_tries_stand_for_the_first_contact() -> None:
    desk = Desk().given(escalated.accepted("10:10"))
    for minute in (20, 21):
        desk.when(zhou, NO_ANSWER, at=f"10:{minute}").then(ContactTried)
        assert desk.clocks("10:30")["first_contact"].outcome is Outcome.RUNNING
    desk.when(mei, NO_ANSWER, at="10:22").then_refused("R8.2")
    desk.when(zhou, NO_ANSWER, at="10:22").then(ContactTried)
    assert desk.clocks("10:30")["first_contact"].outcome is Outcome.MET
    assert (desk.complaint.ladder.contact_wanted, desk.complaint.ladder.contact_tries) == (None, 3)
    desk.when(zhou, NO_ANSWER, at="10:23").then_refused("R8.2")


@rule("R8.2", "R12.9")
def test_the_deputy_of_an_absent_receiver_makes_the_contact() -> None:
    away = ("10:15", zhou, Delegate(deputy="he", reason="Called away."))
    desk = Desk().given([*escalated.accepted(), away]).when(he, escalated.REACHED, at="10:30").then(CustomerContacted)
    assert desk.new[0].by.on_behalf_of == "zhou"
    assert desk.clocks("10:31")["first_contact"].outcome is Outcome.MET


# ── R8.6: until acceptance ────────────────────────────────────────────────────────────────────


@rule("R8.6")
def test_the_former_owner_keeps_the_case_and_acts_until_acceptance() -> None:
    desk = Desk().given(escalated.escalated())
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("lin", Level.RECEPTION)
    desk.when(lin, story.explain(), at="10:05").then(Explained)


@rule("R8.6")
def test_the_person_addressed_or_their_level_accepts_and_nobody_else() -> None:
    for caller in (lin, mei):
        Desk().given(escalated.escalated()).when(caller, ACCEPT, at="10:05").then_refused("R8.6", person="zhou")
    for caller in (zhou, he, qian):
        desk = Desk().given(escalated.escalated()).when(caller, ACCEPT, at="10:05").then(EscalationAccepted)
        assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == (caller.id, Level.SUPERVISOR)


@rule("R8.6")
def test_without_an_escalation_there_is_nothing_to_accept() -> None:
    desk = Desk().given(escalated.from_afar())
    desk.when(zhou, ACCEPT, at="10:05").then_refused("R8.6", instead="escalate")
    order = DeputeAcceptance(deputy="mei", reason="In a meeting.")
    desk.when(zhou, order, at="10:05").then_refused("R8.6", instead="escalate")
    desk.when(zhou, escalated.CANNOT, at="10:05").then(Escalated)
    desk.when(zhou, ACCEPT, at="10:04", recorded="10:06").then_refused("CK9")


@rule("R8.6")
def test_a_deputy_accepts_within_the_same_limit() -> None:
    order = DeputeAcceptance(deputy="mei", reason="In a meeting.")
    desk = Desk().given(escalated.escalated("10:00"))
    desk.when(lin, order, at="10:05").then_refused("R8.6", person="zhou")
    desk.when(zhou, order, at="10:05").then(AcceptanceDeputed)
    assert desk.event(AcceptanceDeputed).addressed == "zhou"
    assert desk.clocks("10:06")["acceptance"].due == when("10:30")
    again = DeputeAcceptance(deputy="he", reason="Me too.")
    desk.when(mei, again, at="10:07").then_refused("R8.6", instead="accept_escalation")
    desk.when(mei, ACCEPT, at="10:30").then(EscalationAccepted)
    assert (desk.complaint.ladder.owner, desk.complaint.ladder.level) == ("mei", Level.SUPERVISOR)
    assert desk.clocks("10:31")["acceptance"].outcome is Outcome.MET


@rule("R8.6")
@pytest.mark.parametrize(("deputy", "rule_id"), [("lin", "R8.6"), ("zhou", "R8.6"), ("wu", "R8.6"), ("gao", "R12.9")])
def test_the_owner_a_department_and_oneself_are_no_deputy(deputy: str, rule_id: str) -> None:
    desk = Desk().given(escalated.escalated())
    order = DeputeAcceptance(deputy=deputy, reason="In a meeting.")
    desk.when(zhou, order, at="10:05").then_refused(rule_id)
    desk.when(zhou, DeputeAcceptance(deputy="mei", reason="In a meeting."), at="10:05").then(AcceptanceDeputed)


# ── R8.2a: after a missed reply ───────────────────────────────────────────────────────────────


@rule("R8.2a")
def test_after_a_missed_reply_the_first_contact_agrees_a_time_within_24_hours_of_acceptance() -> None:
    by_desk = ("+1 09:01", desk_itself, escalated.missed("reply"))
    desk = Desk().given([*escalated.from_afar(), by_desk, ("+1 09:10", zhou, ACCEPT)])
    late = AgreeReplyTime(reply_at=when("+2 09:11"))
    desk.when(zhou, late, at="+1 09:30").then_refused("R5.1", latest=when("+2 09:10"), instead="agree_reply_time")
    desk.when(zhou, AgreeReplyTime(reply_at=when("+2 09:10")), at="+1 09:30").then(ReplyTimeAgreed)
    runs = [run for run in desk.all_clocks("+1 09:31") if run.clock == "reply"]
    assert [(run.outcome, run.due) for run in runs] == [
        (Outcome.MISSED, when("+1 09:00")), (Outcome.RUNNING, when("+2 09:10")),
    ]  # fmt: skip
    assert desk.clocks("+1 09:31")["first_contact"].outcome is Outcome.MET

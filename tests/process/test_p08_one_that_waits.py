"""P8: the escalation that waits, whose clocks go on, the top of the ladder (R8.3, R8.5, CK4, CK5)."""

from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p08_first_contact import TryToContact
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p08_escalation import (
    Escalated,
    EscalationAccepted,
    EscalationReasonAdded,
)
from shared.vocabulary.axes import Channel
from shared.vocabulary.roles import Level
from tests.support import escalated, moving, story
from tests.support.cast import desk_itself, he, lin, qian, zhou
from tests.support.desk import Desk, when
from tests.support.escalated import company_without, order, refused_to_the_desk
from tests.support.rules import rule

ACCEPT = AcceptEscalation()
NO_ANSWER = TryToContact(channel=Channel.PHONE)


# ── CK4: one that waits ───────────────────────────────────────────────────────────────────────


@rule("CK4")
def test_a_further_missed_clock_is_added_to_the_reasons_of_the_one_that_waits() -> None:
    desk = Desk().given(escalated.escalated_by_desk("10:00"))
    desk.when(desk_itself, escalated.missed("verification"), at="10:10").then(EscalationReasonAdded)
    desk.when(lin, escalated.CANNOT, at="10:12").then(EscalationReasonAdded)
    pending = desk.complaint.ladder.pending
    assert pending is not None
    assert (pending.id, pending.to_person, pending.reasons) == ("e1", "zhou", ("R6.2", "R3.1", "R8.1"))
    assert desk.clocks("10:12")["acceptance"].due == when("10:30")
    assert desk.complaint.ladder.escalations == 1


@rule("CK4")
def test_after_a_standstill_one_escalation_carries_all_misses_oldest_first() -> None:
    order = escalated.missed("verification", "assignment", "fact_finding")
    desk = Desk().given(escalated.from_afar()).when(desk_itself, order, at="18:00").then(Escalated)
    pending = desk.complaint.ladder.pending
    assert pending is not None
    assert pending.reasons == ("R3.1", "R6.2")


@rule("R8.2", "CK4")
def test_a_missed_acceptance_moves_it_one_level_further() -> None:
    desk = Desk().given(escalated.escalated_by_desk("10:00"))
    desk.when(desk_itself, escalated.missed("acceptance"), at="10:31").then(Escalated)
    made = desk.event(Escalated)
    assert (made.escalation, made.moves_on, made.person, made.to_level) == ("e2", "e1", "he", 2)
    assert (made.from_level, made.passed_over, made.told) == (0, (), ()), "level 1 was asked, not passed over"
    pending = desk.complaint.ladder.pending
    assert pending is not None
    assert pending.reasons == ("R6.2", "R8.2")
    clocks = desk.clocks("10:40")
    assert (clocks["acceptance"].scope, clocks["acceptance"].due) == ("e2", when("11:01"))
    desk.when(zhou, ACCEPT, at="10:45").then_refused("R8.6", person="he")
    desk.when(he, ACCEPT, at="10:45").then(EscalationAccepted)


@rule("R8.2", "CK4")
def test_the_missed_one_stays_missed_and_its_first_contact_is_cancelled() -> None:
    desk = Desk().given(escalated.escalated("10:00"))
    desk.when(desk_itself, escalated.missed("acceptance"), at="10:31").then(Escalated)
    runs = {(run.clock, run.scope): run for run in desk.all_clocks("10:40")}
    assert runs["acceptance", "e1"].outcome is Outcome.MISSED
    assert runs["first_contact", "e1"].outcome is Outcome.CANCELLED


@rule("R8.2")
def test_a_person_moves_it_on_only_once_the_limit_has_passed() -> None:
    desk = Desk().given(escalated.escalated("10:00"))
    late = escalated.missed("acceptance")
    desk.when(lin, late, at="10:30").then_refused("R8.2", until=when("10:30"), instead="write_note")
    desk.when(lin, late, at="10:31").then(Escalated)
    night = Desk().given([*escalated.from_afar(), ("22:10", lin, escalated.CANNOT)])
    night.when(lin, late, at="23:30").then_refused("R8.2", until=when("+1 08:30"))


@rule("CK4")
def test_after_acceptance_a_missed_first_contact_is_a_new_escalation() -> None:
    desk = Desk().given(escalated.accepted("10:10"))
    desk.when(desk_itself, escalated.missed("first_contact"), at="12:01").then(Escalated)
    made = desk.event(Escalated)
    assert (made.escalation, made.moves_on, made.person, made.from_level) == ("e2", None, "he", 1)
    assert desk.complaint.ladder.contact_wanted == "e2"
    desk.when(zhou, escalated.REACHED, at="12:05").then_refused("R8.2")


@rule("CK4")
def test_before_acceptance_a_missed_first_contact_is_one_more_reason() -> None:
    desk = Desk().given(escalated.escalated("10:00"))
    desk.when(desk_itself, escalated.missed("first_contact"), at="12:01").then(EscalationReasonAdded)


# ── CK5: whose clocks go on ───────────────────────────────────────────────────────────────────


@rule("CK5")
def test_owner_clocks_end_customer_and_work_clocks_go_on() -> None:
    before = Desk().given(escalated.from_afar()).clocks("09:59")
    desk = Desk().given(escalated.escalated("10:00"))
    after = desk.clocks("10:00")
    for name in ("reply", "progress", "assignment"):
        assert after[name] == before[name], name
    accepted = Desk().given(escalated.accepted("10:10")).clocks("10:10")
    for name in ("reply", "progress"):
        assert accepted[name] == before[name], name


@rule("CK5", "R3.2")
def test_a_route_not_chosen_is_asked_anew_of_who_accepts() -> None:
    desk = Desk().given(story.verified("09:10"))
    desk.when(desk_itself, escalated.missed("verification"), at="09:25").then(Escalated)
    assert desk.clocks("09:30")["route"].outcome is Outcome.CANCELLED
    desk.when(zhou, ACCEPT, at="09:40").then(EscalationAccepted)
    route = desk.clocks("09:41")["route"]
    assert (route.outcome, route.due) == (Outcome.RUNNING, when("10:10"))


@rule("CK5", "R1.3", "R1.4")
def test_what_waits_for_the_former_owner_before_the_customer_ends_too() -> None:
    reason = escalated.missed("verification")
    for begun, clock, at in (
        (moving.agitated(), "agitated_reception", "09:02"),
        (moving.asked("09:03"), "consent", "09:04"),
    ):
        desk = Desk().given(begun).when(desk_itself, reason, at=at).then(Escalated)
        assert desk.clocks(at)[clock].outcome is Outcome.CANCELLED, clock


@rule("R6.2")
def test_acceptance_on_p5_asks_for_an_assignment_where_the_round_has_none() -> None:
    desk = Desk().given(escalated.accepted("10:10"))
    runs = [run for run in desk.all_clocks("10:11") if run.clock == "assignment"]
    assert len(runs) == 1, "one at a time runs in a round"


@rule("CK11", "R8.2")
def test_at_night_acceptance_and_first_contact_begin_with_the_next_opening() -> None:
    night = [*escalated.from_afar(), ("22:00", lin, escalated.CANNOT)]
    clocks = Desk().given(night).clocks("22:00")
    assert clocks["acceptance"].due == when("+1 08:30")
    assert clocks["first_contact"].due == when("+1 10:00")
    early = Desk().given([*night, ("23:00", zhou, ACCEPT)]).clocks("23:00")
    assert early["acceptance"].outcome is Outcome.MET, "what is done before the start has met the clock"


# ── R8.3, R8.5: the top, and levels that nobody holds ─────────────────────────────────────────


@rule("R8.3")
def test_at_the_top_nothing_moves_further() -> None:
    desk = Desk().given([*escalated.from_afar(), ("10:00", lin, order(to_level=Level.ENTERPRISE))])
    late = escalated.missed("acceptance")
    assert refused_to_the_desk(desk, late, at="10:31") == "R8.3"
    desk.when(qian, late, at="10:31").then_refused("R8.3", instead="accept_escalation")
    desk.when(qian, ACCEPT, at="10:40").then(EscalationAccepted)
    assert refused_to_the_desk(desk, escalated.missed("reply"), at="+1 09:01") == "R8.3"
    desk.when(qian, escalated.CANNOT, at="10:50").then_refused("R8.3", instead="write_note")


@rule("R8.5")
def test_a_level_that_nobody_holds_is_passed_and_named() -> None:
    desk = (
        Desk(company_without("zhou"))
        .given(escalated.from_afar())
        .when(lin, escalated.CANNOT, at="10:00")
        .then(Escalated)
    )
    made = desk.event(Escalated)
    assert (made.person, made.to_level, made.empty_levels, made.passed_over) == ("he", 2, (Level.SUPERVISOR,), ())


@rule("R8.5")
def test_where_nobody_holds_level_3_it_waits_for_the_empty_seat() -> None:
    empty = company_without("zhou", "he", "qian")
    desk = Desk(empty).given(escalated.from_afar()).when(lin, escalated.CANNOT, at="10:00").then(Escalated)
    made = desk.event(Escalated)
    assert (made.person, made.to_level, made.empty_levels) == (None, 3, (1, 2, 3))
    desk.when(lin, ACCEPT, at="10:05").then_refused("R8.6", person="–")
    desk.when(qian, ACCEPT, at="10:05").then(EscalationAccepted)


@rule("R8.6", "R1.5")
def test_a_handover_before_the_customer_is_acceptance_and_first_contact_too() -> None:
    desk = Desk().given(moving.introduced()).given([("09:08", desk_itself, escalated.missed("verification"))])
    desk.given(moving.handed_over()[-1:])
    clocks = desk.clocks("09:10")
    assert (clocks["acceptance"].outcome, clocks["first_contact"].outcome) == (Outcome.MET, Outcome.MET)
    assert (desk.complaint.ladder.pending, desk.complaint.ladder.contact_wanted) == (None, None)

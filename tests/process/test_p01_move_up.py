"""P1: agitation, the request to move up, and the customer's consent."""

import pytest

from shared.complaint.actions.p01_handover import CallColleague
from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordAgitated, RecordCalmed, RecordConsent
from shared.complaint.actions.p01_walk_in import Explain, RecordCustomerLeft
from shared.complaint.actions.p03_verification import ChooseRoute
from shared.complaint.actions.p04_on_the_spot import AskSatisfaction
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_move_up import Calmed, ConsentGiven, ConsentRefused, MoveUpAsked, Worsened
from shared.complaint.events.p04_on_the_spot import SatisfactionAsked
from shared.vocabulary.axes import Accepted, MoveUpReason, Route
from shared.vocabulary.roles import Level
from tests.support import moving, story
from tests.support.cast import desk_itself, he, lin, qian, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

Why = MoveUpReason
A, B, C = Why.EXPLANATION_DID_NOT_HELP, Why.OFFER_DOES_NOT_SATISFY, Why.STILL_AGITATED


# ── R1.3: at once when agitated and … ─────────────────────────────────────────────────────────


@rule("R1.3")
@pytest.mark.parametrize("reason", [A, B])
@pytest.mark.parametrize("at", ["09:00", "09:01", "09:04"])
def test_the_button_works_at_any_minute_with_its_reason(reason: MoveUpReason, at: str) -> None:
    desk = Desk().given(moving.agitated("09:00")).when(lin, AskToMoveUp(reason=reason), at=at).then(MoveUpAsked)
    assert desk.event(MoveUpAsked).reason is reason
    assert desk.complaint.move_up.asked_by == "lin"


@rule("R1.3")
@pytest.mark.parametrize("reason", [A, B, C])
def test_the_reasons_of_agitation_are_for_an_agitated_customer(reason: MoveUpReason) -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, AskToMoveUp(reason=reason), at="09:06").then_refused("R1.3", instead="record_agitated")
    desk.when(lin, RecordAgitated(), at="09:06").then(Worsened)
    desk.when(lin, AskToMoveUp(reason=reason), at="09:09").then(MoveUpAsked)


@rule("R1.3")
def test_still_agitated_counts_from_the_third_minute_exactly() -> None:
    desk = Desk().given(moving.agitated("09:00"))
    early = desk.when(lin, AskToMoveUp(reason=C), at="09:02:59")
    early.then_refused("R1.3", instead="ask_to_move_up", since=when("09:00"), earliest=when("09:03"))
    desk.when(lin, AskToMoveUp(reason=C), at="09:03").then(MoveUpAsked)


@rule("R1.3")
def test_at_five_minutes_the_desk_asks_by_itself() -> None:
    desk = Desk().given(moving.agitated("09:00"))
    run = desk.clocks("09:05")["agitated_reception"]
    assert (run.warn_at, run.due, run.outcome) == (when("09:03"), when("09:05"), Outcome.RUNNING)
    assert desk.clocks("09:05:01")["agitated_reception"].outcome is Outcome.MISSED
    desk.when(desk_itself, AskToMoveUp(reason=C), at="09:05:01").then(MoveUpAsked)
    assert desk.complaint.move_up.asked_by == "desk"
    assert desk.complaint.ladder.level is Level.RECEPTION, "a request moves nothing"


@rule("R1.3")
def test_a_request_by_the_button_ends_the_clock() -> None:
    desk = Desk().given([*moving.agitated("09:00"), ("09:05", lin, AskToMoveUp(reason=A))])
    assert desk.clocks("09:30")["agitated_reception"].outcome is Outcome.MET


@rule("R1.3")
def test_the_clock_runs_from_the_moment_a_calm_customer_becomes_agitated() -> None:
    desk = Desk().given([*story.received("09:00"), ("09:20", lin, RecordAgitated())])
    run = desk.clocks("09:21")["agitated_reception"]
    assert (run.started_at, run.warn_at, run.due) == (when("09:20"), when("09:23"), when("09:25"))
    assert "agitated_reception" not in Desk().given(story.received("09:00")).clocks("10:00")


@rule("R1.3")
def test_worse_while_the_clock_runs_changes_nothing() -> None:
    desk = Desk().given([*moving.agitated("09:00"), ("09:02", lin, RecordAgitated())])
    assert desk.clocks("09:03")["agitated_reception"].due == when("09:05")


@rule("R1.3")
@pytest.mark.parametrize(("person", "runs"), [("mei", True), ("zhou", True), ("he", False), ("qian", False)])
def test_after_a_handover_a_new_clock_starts_only_below_level_2(person: str, *, runs: bool) -> None:
    desk = Desk().given(moving.handed_over(person=person))
    desk.when(zhou, RecordAgitated(), at="09:15").then(Worsened)
    assert ("agitated_reception" in desk.clocks("09:16")) is runs
    if runs:
        assert desk.clocks("09:16")["agitated_reception"].due == when("09:20")


@rule("R1.3")
def test_while_a_move_is_under_way_no_clock_asks_for_it() -> None:
    desk = Desk().given([*moving.consented(), ("09:05", lin, RecordAgitated())])
    assert "agitated_reception" not in desk.clocks("09:06")


@rule("R1.3")
@pytest.mark.parametrize(("satisfied", "outcome"), [(True, Outcome.MET), (False, Outcome.RUNNING)])
def test_a_settlement_that_satisfies_meets_the_clock(outcome: Outcome, *, satisfied: bool) -> None:
    desk = Desk().given([*story.answered("09:15"), ("09:15", lin, RecordAgitated())])
    desk.when(lin, AskSatisfaction(satisfied=satisfied), at="09:20").then(SatisfactionAsked)
    assert desk.clocks("09:20")["agitated_reception"].outcome is outcome


@rule("R1.3")
def test_a_signature_meets_it_too() -> None:
    desk = Desk().given([*story.satisfied("09:16"), ("09:16", lin, RecordAgitated())])
    desk.when(lin, story.sign(), at="09:18")
    assert desk.clocks("10:00")["agitated_reception"].outcome is Outcome.MET


# ── R1.3a: first wait until the customer has calmed ───────────────────────────────────────────


@rule("R1.3a")
@pytest.mark.parametrize(("at", "outcome"), [("09:05", Outcome.MET), ("09:05:01", Outcome.MISSED)])
def test_calmed_ends_the_clock_in_time_exactly_at_the_limit(at: str, outcome: Outcome) -> None:
    desk = Desk().given(moving.agitated("09:00")).when(lin, RecordCalmed(), at=at).then(Calmed)
    run = desk.clocks("10:00")["agitated_reception"]
    assert (run.outcome, run.open) == (outcome, False)


@rule("R1.3a")
def test_only_an_agitated_customer_calms() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, RecordCalmed(), at="09:02").then_refused("R1.3a", instead="record_agitated")
    desk.given([("09:02", lin, RecordAgitated())]).when(lin, RecordCalmed(), at="09:03").then(Calmed)


@rule("R1.3a", "CK9")
def test_nobody_calms_before_they_were_agitated() -> None:
    desk = Desk().given([*story.received("09:00"), ("09:10", lin, RecordAgitated())])
    desk.when(lin, RecordCalmed(), at="09:09").then_refused("CK9", earliest=when("09:10"))
    desk.when(lin, RecordCalmed(), at="09:10").then(Calmed)


# ── R1.4: consent ─────────────────────────────────────────────────────────────────────────────


@rule("R1.4")
def test_nobody_is_called_before_the_customer_consents() -> None:
    desk = Desk().given(moving.asked())
    desk.when(lin, CallColleague(), at="09:04").then_refused("R1.4", instead="record_consent")
    desk.when(lin, RecordConsent(given=True, words="Please do."), at="09:04").then(ConsentGiven)
    assert not desk.when(lin, CallColleague(), at="09:05").refusal


@rule("R1.4")
def test_consent_answers_a_request() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, RecordConsent(given=True), at="09:02").then_refused("R1.4", instead="ask_to_move_up")
    desk.given(moving.asked("09:03")[1:]).when(lin, RecordConsent(given=True), at="09:03").then(ConsentGiven)
    desk.when(lin, RecordConsent(given=True), at="09:04").then_refused("R1.4", instead="call_colleague")


@rule("R1.4", "CK9")
def test_consent_is_not_older_than_the_request() -> None:
    desk = Desk().given(moving.asked("09:03"))
    desk.when(lin, RecordConsent(given=True), at="09:02").then_refused("CK9", earliest=when("09:03"))
    desk.when(lin, RecordConsent(given=True), at="09:03").then(ConsentGiven)


@rule("R1.4")
def test_one_request_at_a_time() -> None:
    desk = Desk().given(moving.asked())
    again = AskToMoveUp(reason=Why.CUSTOMER_WISHES)
    desk.when(lin, again, at="09:04").then_refused("R1.4", instead="record_consent")
    Desk().given(story.received()).when(lin, again, at="09:04").then(MoveUpAsked)


@rule("R1.4")
def test_refused_closes_the_request_ends_the_clock_and_leaves_the_case() -> None:
    desk = Desk().given([*moving.agitated("09:00"), ("09:02", lin, AskToMoveUp(reason=B))])
    desk.when(lin, RecordConsent(given=False, words="I speak with you only."), at="09:03").then(ConsentRefused)
    state = desk.complaint
    assert (state.ladder.owner, state.ladder.level, state.ladder.escalations) == ("lin", Level.RECEPTION, 0)
    assert state.move_up.refused, "shown on the case"
    assert not state.move_up.pending
    assert desk.clocks("09:30")["consent"].outcome is Outcome.MET
    assert not any(run.open for name, run in desk.clocks("09:30").items() if name in {"agitated_reception", "consent"})


@rule("R1.4")
@pytest.mark.parametrize("reason", [B, Why.DISPUTE])
def test_after_a_refusal_it_is_asked_again_only_if_the_customer_wishes(reason: MoveUpReason) -> None:
    story_so_far = [*moving.agitated("08:59"), ("09:00", lin, AskToMoveUp(reason=A))]
    desk = Desk().given([*story_so_far, ("09:01", lin, RecordConsent(given=False))])
    desk.when(lin, AskToMoveUp(reason=reason), at="09:06").then_refused("R1.4", instead="ask_to_move_up")
    desk.when(lin, AskToMoveUp(reason=Why.CUSTOMER_WISHES), at="09:06").then(MoveUpAsked)
    assert not desk.complaint.move_up.refused


@rule("R1.4")
def test_or_if_it_worsens_and_then_a_new_clock_runs() -> None:
    desk = Desk().given([*moving.refused(), ("09:10", lin, RecordAgitated())])
    assert desk.clocks("09:11")["agitated_reception"].due == when("09:15")
    desk.when(lin, AskToMoveUp(reason=A), at="09:11").then(MoveUpAsked)


@rule("R1.4")
def test_worse_before_the_refusal_does_not_count() -> None:
    worse_first = [*moving.asked(), ("09:03", lin, RecordAgitated()), ("09:04", lin, RecordConsent(given=False))]
    Desk().given(worse_first).when(lin, AskToMoveUp(reason=A), at="09:05").then_refused("R1.4")


@rule("R1.4")
def test_consent_may_be_taken_back_until_the_handover() -> None:
    desk = Desk().given(moving.introduced())
    desk.when(lin, RecordConsent(given=False), at="09:09").then(ConsentRefused)
    assert desk.complaint.ladder.owner == "lin"
    desk.when(lin, CallColleague(), at="09:10").then_refused("R1.4", instead="ask_to_move_up")


@rule("R1.4")
@pytest.mark.parametrize(
    ("at", "outcome"), [("09:05", Outcome.MET), ("09:05:01", Outcome.MISSED)], ids=["at the limit", "after it"]
)
@pytest.mark.parametrize("given", [True, False])
def test_an_answer_is_due_two_minutes_after_the_request(at: str, outcome: Outcome, *, given: bool) -> None:
    desk = Desk().given(moving.asked("09:03"))
    run = desk.clocks("09:04")["consent"]
    assert (run.due, run.warn_at) == (when("09:05"), when("09:04:30"))
    desk.when(lin, RecordConsent(given=given), at=at)
    assert desk.clocks("10:00")["consent"].outcome is outcome


@rule("R1.4")
def test_without_an_answer_the_case_does_not_move() -> None:
    desk = Desk().given(moving.asked("09:03"))
    assert desk.clocks("09:20")["consent"].outcome is Outcome.MISSED
    assert desk.complaint.ladder.owner == "lin"
    desk.when(zhou, CallColleague(), at="09:20").then_refused("R1.4", instead="record_consent")
    desk.when(zhou, RecordConsent(given=True), at="09:20").then(ConsentGiven)


@rule("R1.4", "R1.1a")
@pytest.mark.parametrize(
    "end", [RecordCustomerLeft(), ChooseRoute(route=Route.AGREED, reason="later")], ids=["left", "route"]
)
def test_with_the_reception_the_request_ends(end: RecordCustomerLeft | ChooseRoute) -> None:
    desk = Desk().given([*story.verified("09:01"), ("09:02", lin, AskToMoveUp(reason=Why.CUSTOMER_WISHES))])
    desk.when(lin, end, at="09:03")
    assert desk.clocks("10:00")["consent"].outcome is Outcome.CANCELLED
    desk.when(lin, RecordConsent(given=True), at="09:04").then_refused("R1.1a")


# ── R8.0: for whom ────────────────────────────────────────────────────────────────────────────


@rule("R8.0")
def test_an_agitated_walk_in_is_for_level_1() -> None:
    desk = Desk().given(moving.agitated()).when(lin, AskToMoveUp(reason=A), at="09:01").then(MoveUpAsked)
    assert desk.event(MoveUpAsked).to_level is Level.SUPERVISOR


@rule("R8.0")
def test_a_call_is_for_level_2_directly() -> None:
    desk = Desk().given(moving.calling()).when(lin, AskToMoveUp(reason=Why.CUSTOMER_WISHES), at="09:01")
    assert desk.event(MoveUpAsked).to_level is Level.MANAGER


@rule("R8.0", "R4.2")
def test_what_failed_on_the_spot_is_for_level_2_directly() -> None:
    desk = Desk().given(story.answered(at_fault=True))
    desk.when(lin, AskToMoveUp(reason=Why.NOT_SATISFIED), at="09:20").then(MoveUpAsked)
    assert desk.event(MoveUpAsked).to_level is Level.MANAGER


@rule("R8.0")
def test_a_move_up_goes_up_and_may_name_its_target() -> None:
    desk = Desk().given(moving.handed_over(person="zhou"))
    for level in (Level.RECEPTION, Level.SUPERVISOR):
        order = AskToMoveUp(reason=Why.CUSTOMER_WISHES, to_level=level)
        desk.when(zhou, order, at="09:20").then_refused("R8.0", level=Level.SUPERVISOR)
    desk.when(zhou, AskToMoveUp(reason=Why.CUSTOMER_WISHES, to_level=Level.ENTERPRISE), at="09:20").then(MoveUpAsked)


@rule("R8.3")
def test_at_the_top_nothing_moves_up() -> None:
    order = AskToMoveUp(reason=Why.CUSTOMER_WISHES)
    Desk().given(moving.handed_over(person="qian")).when(qian, order, at="09:20").then_refused("R8.3")
    below = Desk().given(moving.handed_over(person="he")).when(he, order, at="09:20").then(MoveUpAsked)
    assert below.event(MoveUpAsked).to_level is Level.ENTERPRISE


@rule("R4.2")
@pytest.mark.parametrize("reason", [Why.NOT_SATISFIED, Why.BEYOND_ABILITY])
def test_what_failed_on_the_spot_is_apologised_for_before_somebody_else_is_offered(reason: MoveUpReason) -> None:
    order = AskToMoveUp(reason=reason)
    Desk().given(story.answered()).when(lin, order, at="09:20").then_refused("R4.2", instead="apologise")
    Desk().given(story.answered(at_fault=True)).when(lin, order, at="09:20").then(MoveUpAsked)


@rule("R1.2", "R1.5")
def test_an_explanation_that_was_not_accepted_is_shown_to_whoever_takes_over() -> None:
    explained = ("09:01", lin, Explain(explanation="A part is awaited.", accepted=Accepted.NOT_ACCEPTED))
    later = moving.handed_over()
    desk = Desk().given([later[0], explained, *later[1:]])
    assert desk.new[-1].event.explained is Accepted.NOT_ACCEPTED

"""P1: receiving a customer, asking, explaining, and the end of a reception."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import ValidationError

from shared.complaint.actions.p01_move_up import RecordAgitated, RecordCalmed
from shared.complaint.actions.p01_walk_in import AskDetails, Explain, RecordCustomerLeft
from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.actions.p12_ownership import TakeFromSeat
from shared.complaint.events.p01_move_up import Calmed, Worsened
from shared.complaint.events.p01_walk_in import (
    ComplaintReceived,
    CustomerLeft,
    DetailsAsked,
    Explained,
    FailingsAlleged,
)
from shared.complaint.events.p03_verification import RouteChosen, Verified
from shared.complaint.events.p04_signature import RouteChanged
from shared.complaint.events.p12_ownership import TakenFromSeat
from shared.complaint.state import Phase
from shared.directory.state import Category, Directory, Procedure, SiteState
from shared.vocabulary.axes import Accepted, Channel, Confirmation, Demeanour, Failing, Route, RouteChange
from tests.support import moving, story
from tests.support.cast import LP, company, lin, mei, portal, qian, wu, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

POINTS = "The lift stopped twice."


def site_in(state: SiteState) -> Directory:
    known = company()
    return replace(known, sites=MappingProxyType({**known.sites, LP: replace(known.sites[LP], state=state)}))


# ── R1.0: what a complaint is ─────────────────────────────────────────────────────────────────


@rule("R1.0")
@pytest.mark.parametrize("failings", [tuple(Failing)[:4], (Failing.EXCESS,), (Failing.UNMET_NEED,)])
def test_what_is_alleged_is_recorded_one_or_more_of_the_four_or_an_unmet_need(failings: tuple[Failing, ...]) -> None:
    desk = Desk().when(lin, story.receive(failings=failings), at="09:00").then(ComplaintReceived)
    assert desk.complaint.reception.failings == failings


@rule("R1.0")
def test_an_unmet_need_stands_alone() -> None:
    both = (Failing.NEGLECT, Failing.UNMET_NEED)
    Desk().when(lin, story.receive(failings=both), at="09:00").then_refused("R1.0")
    desk = Desk().given(story.received(failings=()))
    desk.when(lin, Verify(statement=POINTS, failings=both), at="09:10").then_refused("R1.0")


@rule("R1.0")
def test_what_is_alleged_is_known_at_the_latest_when_the_points_are_confirmed() -> None:
    desk = Desk().given(story.received(failings=()))
    desk.when(lin, Verify(statement=POINTS), at="09:10").then_refused("R1.0", instead="verify")
    desk.when(lin, Verify(statement=POINTS, failings=(Failing.MISTAKE,)), at="09:10").then(FailingsAlleged, Verified)
    assert desk.complaint.reception.failings == (Failing.MISTAKE,)


@rule("R1.0")
def test_a_matter_of_any_kind_is_received_and_its_validity_is_not_asked_for() -> None:
    desk = Desk().when(lin, story.receive(category=None, unit="", summary="The metro is too loud."), at="09:00")
    desk.then(ComplaintReceived)
    assert "valid" not in ComplaintReceived.model_fields
    assert desk.complaint.settlement.valid is None


# ── R1.1: receipt and demeanour ───────────────────────────────────────────────────────────────


@rule("R1.1")
@pytest.mark.parametrize("demeanour", list(Demeanour))
def test_a_walk_in_is_recorded_with_demeanour_and_the_time_reception_began(demeanour: Demeanour) -> None:
    desk = Desk().when(lin, story.receive(demeanour=demeanour), at="09:00", recorded="09:20").then(ComplaintReceived)
    assert desk.event(ComplaintReceived).demeanour is demeanour
    assert desk.complaint.reception.received_at == when("09:00")


@rule("R1.1")
def test_a_complaint_is_received_once() -> None:
    desk = Desk().when(lin, story.receive(), at="09:00").then(ComplaintReceived)
    desk.when(lin, story.receive(), at="09:01").then_refused("R1.1")


@rule("R1.1")
def test_each_change_of_demeanour_is_a_fact_of_its_own() -> None:
    desk = Desk().given(story.received())
    told = []
    for at, order, fact in (
        ("09:04", RecordAgitated(), Worsened),
        ("09:06", RecordCalmed(), Calmed),
        ("09:08", RecordAgitated(), Worsened),
    ):
        told.append(desk.when(lin, order, at=at).then(fact).complaint.reception.demeanour)
    assert told == [Demeanour.AGITATED, Demeanour.ORDINARY, Demeanour.AGITATED]


# ── R1.1a: the end of a reception ─────────────────────────────────────────────────────────────


@rule("R1.1a")
def test_who_leaves_without_a_result_goes_to_an_agreed_reply_time() -> None:
    desk = Desk().given(story.verified())
    desk.when(lin, RecordCustomerLeft(), at="09:15").then(CustomerLeft, RouteChosen)
    assert desk.complaint.phase is Phase.AGREED


@rule("R1.1a")
def test_who_leaves_the_settlement_on_the_spot_goes_there_too_unless_they_said_yes() -> None:
    desk = Desk().given(story.answered())
    desk.when(lin, RecordCustomerLeft(), at="09:20").then(CustomerLeft, RouteChanged)
    assert desk.event(RouteChanged).why is RouteChange.CUSTOMER_LEFT
    assert desk.complaint.facts.route is Route.AGREED
    Desk().given(story.satisfied()).when(lin, RecordCustomerLeft(), at="09:20").then(CustomerLeft)


@rule("R1.1a")
def test_who_leaves_before_confirming_goes_there_with_the_verification() -> None:
    desk = Desk().given(story.received()).when(lin, RecordCustomerLeft(), at="09:05").then(CustomerLeft)
    heard = Verify(statement=POINTS, confirmation=Confirmation.AS_HEARD)
    desk.when(lin, heard, at="09:10").then(Verified, RouteChosen)
    assert desk.complaint.facts.route is Route.AGREED


@rule("R1.1a")
@pytest.mark.parametrize(
    "ended",
    [
        pytest.param([*story.received(), ("09:05", lin, RecordCustomerLeft())], id="left"),
        pytest.param(story.agreed(), id="an agreed reply time"),
        pytest.param(story.received(by=portal, channel=Channel.WEB_FORM), id="nobody attends"),
    ],
)
def test_nobody_leaves_where_no_customer_is(ended: story.Story) -> None:
    Desk().given(ended).when(lin, RecordCustomerLeft(), at="09:30").then_refused("R1.1a")
    Desk().given(story.received()).when(lin, RecordCustomerLeft(), at="09:30").then(CustomerLeft)


@rule("R1.1", "R1.3")
def test_a_change_of_mood_is_recorded_from_afar_too_but_starts_no_clock_there() -> None:
    for ended in (story.agreed(), story.received(by=portal, channel=Channel.WECHAT)):
        desk = Desk().given(ended).when(lin, RecordAgitated(note="Wrote in capitals."), at="09:30").then(Worsened)
        assert "agitated_reception" not in desk.clocks("10:00")
        desk.when(lin, RecordCalmed(), at="10:00").then(Calmed)


@rule("R1.1a", "R1.3")
@pytest.mark.parametrize(
    ("end", "at"),
    [(RecordCustomerLeft(), "09:04"), (ChooseRoute(route=Route.AGREED, reason="later"), "09:04")],
    ids=["left", "route"],
)
def test_the_end_of_the_reception_cancels_the_clock_of_agitation(end: Any, at: str) -> None:
    desk = Desk().given([*moving.agitated(), ("09:01", lin, Verify(statement=POINTS))])
    assert desk.clocks("09:02")["agitated_reception"].open
    desk.when(lin, end, at=at)
    assert desk.clocks("10:00")["agitated_reception"].outcome == "cancelled"


# ── R1.2: an ordinary customer ────────────────────────────────────────────────────────────────


@rule("R1.2")
def test_the_details_asked_for_are_a_fact() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, AskDetails(details="Which lift? The left one, since Monday."), at="09:03").then(DetailsAsked)


@rule("R1.2")
@pytest.mark.parametrize("accepted", list(Accepted))
def test_an_explanation_says_whether_the_customer_accepted_it(accepted: Accepted) -> None:
    desk = Desk().given(story.received())
    desk.when(lin, Explain(explanation="A part is awaited.", accepted=accepted), at="09:05").then(Explained)
    assert desk.complaint.reception.explained is accepted


@rule("R1.2")
def test_an_explanation_without_the_customers_answer_is_no_explanation() -> None:
    with pytest.raises(ValidationError, match="accepted"):
        Explain.model_validate({"explanation": "A part is awaited."})


# ── R1.6: who hears first registers ───────────────────────────────────────────────────────────


@rule("R1.6")
@pytest.mark.parametrize("hearer", [lin, mei, zhou, qian], ids=lambda caller: caller.id)
def test_whoever_of_the_staff_hears_first_registers_and_is_the_first_receiver(hearer: Any) -> None:
    desk = Desk().when(hearer, story.receive(), at="09:00").then(ComplaintReceived)
    ladder = desk.complaint.ladder
    assert (ladder.first_receiver, ladder.owner, ladder.last_receiver) == (hearer.id,) * 3
    assert int(ladder.level) == 0, "the first receiver stands at level 0, whoever it is"


@rule("R1.6")
def test_a_department_registers_nothing() -> None:
    Desk().when(wu, story.receive(), at="09:00").then_forbidden()


@rule("R1.6")
def test_on_a_channel_that_nobody_attends_the_first_receiver_is_who_takes_the_case() -> None:
    desk = Desk().given(story.received(by=portal, channel=Channel.WEB_FORM))
    assert (desk.complaint.ladder.first_receiver, desk.complaint.ladder.owner) == (None, None)
    desk.when(mei, TakeFromSeat(), at="09:20").then(TakenFromSeat)
    assert desk.complaint.ladder.first_receiver == "mei"


@rule("R1.6")
def test_a_reception_cites_the_companys_procedure_in_its_version() -> None:
    desk = Desk().when(lin, story.receive(), at="09:00")
    assert desk.event(ComplaintReceived).procedure == "《服务中心来访接待流程》"
    own = Procedure(MappingProxyType({"zh_Hans": "《湖畔接待规程》"}), "2026-1")
    desk = Desk(replace(company(), procedure=own)).when(lin, story.receive(), at="09:00")
    received = desk.event(ComplaintReceived)
    assert (received.procedure, received.procedure_version) == ("《湖畔接待规程》", "2026-1")
    Desk().when(portal, story.receive(channel=Channel.APP), at="09:00").then(ComplaintReceived)


# ── where a complaint can be received ─────────────────────────────────────────────────────────


@rule("R11.5")
def test_a_site_that_does_not_exist_has_no_case_numbers() -> None:
    Desk().when(lin, story.receive(site="NOWHERE"), at="09:00").then_refused("R11.5", site="NOWHERE")
    Desk().when(lin, story.receive(site=LP), at="09:00").then(ComplaintReceived)


@rule("CK12")
def test_an_archived_site_takes_no_complaint_of_its_own() -> None:
    Desk(site_in(SiteState.ARCHIVED)).when(lin, story.receive(), at="09:00").then_refused("CK12", site=LP)
    Desk(site_in(SiteState.OPEN)).when(lin, story.receive(), at="09:00").then(ComplaintReceived)


@rule("R8.5")
@pytest.mark.parametrize("state", [SiteState.PREPARED, SiteState.RETIRED])
def test_a_site_that_is_not_open_takes_none_either(state: SiteState) -> None:
    Desk(site_in(state)).when(lin, story.receive(), at="09:00").then_refused("R8.5", site=LP)
    Desk(site_in(SiteState.OPEN)).when(lin, story.receive(), at="09:00").then(ComplaintReceived)


@rule("R12.2")
def test_a_category_is_one_of_the_tree_and_not_retired() -> None:
    known = company()
    gone = Category("garden", MappingProxyType({"en": "Garden"}), active=False)
    tree = replace(known, categories=MappingProxyType({**known.categories, "garden": gone}))
    for order in (
        story.receive(category="garden"),
        story.receive(category="unheard-of"),
        story.receive(further_categories=("garden",)),
    ):
        Desk(tree).when(lin, order, at="09:00").then_refused("R12.2")
    Desk(tree).when(lin, story.receive(further_categories=("noise",)), at="09:00").then(ComplaintReceived)


@rule("R12.1a")
def test_the_customer_is_named_by_their_record_or_the_complaint_is_anonymous() -> None:
    Desk().when(lin, story.receive(customer=None), at="09:00").then_refused("R12.1a")
    Desk().when(lin, story.receive(customer=None, anonymous=True), at="09:00").then(ComplaintReceived)

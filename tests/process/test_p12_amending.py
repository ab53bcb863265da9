"""R12.29 and R12.2: what was entered wrongly is amended by a fact; severity, urgency and category are axes."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from shared.complaint.actions.p01_walk_in import RecordCustomerLeft
from shared.complaint.actions.p03_verification import Verify
from shared.complaint.actions.p12_amending import Amend, AmendWords, ConfirmAnew
from shared.complaint.actions.p12_assessment import Assess, Reclassify
from shared.complaint.events.p03_verification import Verified
from shared.complaint.events.p11_closing import Closed
from shared.complaint.events.p12_amending import Amended, StatementAmended, WordsAmended
from shared.complaint.events.p12_assessment import Assessed, Reclassified
from shared.complaint.state import Phase
from shared.vocabulary.axes import Channel, Confirmation, Demeanour, Severity, Urgency
from tests.support import story
from tests.support.cast import company, lin, mei, ms_wang, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

WHY = "Misheard."
UNIT = Amend(unit="3-1-503", reason=WHY)
WORDS = AmendWords(version=1, field="words", text="电梯又停了！", reason=WHY)
ANEW = ConfirmAnew(statement="The lift of block 3 stopped three times.", reason=WHY)
NOISE = Reclassify(category="noise", reason="It is about the neighbour.")


@rule("R12.29")
@pytest.mark.parametrize("order", [UNIT, WORDS, NOISE], ids=lambda order: type(order).__name__)
def test_the_owner_or_level_1_amends_and_nobody_else(order: Amend) -> None:
    desk = Desk().given(story.received())
    desk.when(mei, order, at="09:30").then_refused("R12.29", instead="write_note")
    desk.when(lin, order, at="09:30")
    assert desk.refusal is None
    desk.when(zhou, order, at="09:31")
    assert desk.refusal is None


@rule("R12.29")
def test_the_old_value_stays_on_record() -> None:
    desk = Desk().given(story.received())
    before = list(desk.records)
    desk.when(lin, UNIT, at="09:30").then(Amended)
    desk.when(lin, WORDS, at="09:31").then(WordsAmended)
    assert desk.records[: len(before)] == before
    assert (before[0].event.unit, desk.event(Amended).unit) == ("3-1-502", "3-1-503")
    assert (before[0].event.words, desk.event(WordsAmended).text) == ("电梯又停在半路了！", "电梯又停了！")


@rule("R12.29")
def test_no_clock_moves_by_an_amendment() -> None:
    desk = Desk().given(story.received())
    before = desk.clocks("10:00")
    phone = Amend(channel=Channel.WECHAT, customer=ms_wang, reason=WHY)
    desk.given([("09:20", lin, UNIT), ("09:21", lin, phone), ("09:22", lin, NOISE), ("09:23", lin, WORDS)])
    assert desk.complaint.reception.channel is Channel.WECHAT
    assert desk.clocks("10:00") == before


@rule("R12.29")
@pytest.mark.parametrize("order", [UNIT, WORDS, ANEW, NOISE], ids=lambda order: type(order).__name__)
def test_an_amendment_is_not_dated_back(order: Amend) -> None:
    desk = Desk().given(story.verified("09:05"))
    slug = type(order).SPEC.slug
    desk.when(lin, order, at="09:06", recorded="09:30").then_refused("R12.29", instead=slug, recorded=when("09:30"))
    desk.when(lin, order, at="09:28", recorded="09:30")
    assert desk.refusal is None


@rule("R12.29")
def test_an_amendment_says_what_was_wrong() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, Amend(reason=WHY), at="09:30").then_refused("R12.29", instead="amend")
    desk.when(lin, Amend(no_unit=True, reason=WHY), at="09:30").then(Amended)


@rule("R12.29", "R12.1a")
def test_another_customer_or_none_known_after_all() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, Amend(anonymous=True, reason=WHY), at="09:30").then(Amended)
    assert (desk.complaint.reception.customer, desk.complaint.reception.anonymous) == (None, True)
    desk.when(lin, Amend(customer=ms_wang, reason=WHY), at="09:31").then(Amended)
    assert (desk.complaint.reception.customer, desk.complaint.reception.anonymous) == (ms_wang, False)


@rule("R12.29")
def test_only_a_text_that_is_on_record_is_amended() -> None:
    desk = Desk().given(story.received())
    absent, no_text = WORDS.model_copy(update={"version": 2}), WORDS.model_copy(update={"field": "channel"})
    desk.when(lin, absent, at="09:30").then_refused("R12.29", version=2, instead="write_note")
    desk.when(lin, no_text, at="09:30").then_refused("R12.29", field="channel", instead="amend_words")
    desk.when(lin, WORDS, at="09:30").then(WordsAmended)


@rule("R12.29", "R3.1")
def test_a_statement_that_the_customer_confirmed_is_confirmed_anew() -> None:
    desk = Desk().given(story.verified())
    version = next(n for n, record in enumerate(desk.records, 1) if isinstance(record.event, Verified))
    plain = AmendWords(version=version, field="statement", text="Three times.", reason=WHY)
    desk.when(lin, plain, at="09:30").then_refused("R12.29", instead="confirm_anew")
    as_heard = ANEW.model_copy(update={"confirmation": Confirmation.AS_HEARD})
    desk.when(lin, as_heard, at="09:30").then_refused("R12.29", instead="confirm_anew")
    desk.when(lin, ANEW, at="09:30").then(StatementAmended)
    assert desk.complaint.facts.verified_at == when("09:10")


@rule("R12.29", "R3.1")
def test_a_statement_as_heard_may_be_amended_as_heard() -> None:
    heard = Verify(statement="The lift stopped twice.", confirmation=Confirmation.AS_HEARD)
    desk = Desk().given([*story.received(), ("09:05", lin, RecordCustomerLeft()), ("09:10", lin, heard)])
    as_heard = ANEW.model_copy(update={"confirmation": Confirmation.AS_HEARD})
    desk.when(lin, as_heard, at="09:30").then(StatementAmended)


@rule("R3.2")
def test_only_a_confirmed_statement_is_confirmed_anew() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, ANEW, at="09:30").then_refused("R3.2", instead="verify")
    desk.given(story.verified()[1:])
    desk.when(lin, ANEW, at="09:30").then(StatementAmended)


@rule("R11.1")
def test_amending_what_was_missing_closes_a_case_that_is_judged_closed() -> None:
    unclassified = Desk().given(story.signed(unit="", category=None))
    assert unclassified.complaint.phase is Phase.JUDGED_CLOSED
    unclassified.when(lin, UNIT, at="09:30").then(Amended)
    unclassified.when(lin, Reclassify(category="noise"), at="09:31").then(Reclassified, Closed)
    assert unclassified.complaint.closing.closed_at == when("09:31")


@rule("CK9")
def test_what_completes_a_file_does_not_lie_before_the_judgement() -> None:
    desk = Desk().given(story.signed(unit="", at="09:18"))
    desk.when(lin, UNIT, at="09:17", recorded="09:19").then_refused("CK9", earliest=when("09:18"))
    assess = Assess(severity=Severity.MINOR)
    desk.when(lin, assess, at="09:17", recorded="09:19").then_refused("CK9", earliest=when("09:18"))
    desk.when(lin, assess, at="09:18", recorded="09:19").then(Assessed)
    desk.when(lin, UNIT, at="09:18", recorded="09:19").then(Amended, Closed)


@rule("R12.2")
def test_severity_urgency_demeanour_and_category_are_separate_axes() -> None:
    desk = Desk().given(story.received(demeanour=Demeanour.AGITATED))
    desk.when(lin, Assess(severity=Severity.MINOR, urgency=Urgency.URGENT), at="09:10").then(Assessed)
    state = desk.complaint
    assert (state.assessment.severity, state.assessment.urgency) == (Severity.MINOR, Urgency.URGENT)
    assert (state.reception.demeanour, state.reception.category) == (Demeanour.AGITATED, "facilities.lift")


@rule("R12.2")
def test_major_demands_a_reason() -> None:
    desk = Desk().given(story.received())
    desk.when(lin, Assess(severity=Severity.MAJOR), at="09:10").then_refused("R12.2", instead="assess")
    desk.when(lin, Assess(severity=Severity.MAJOR, reason="A child was hurt."), at="09:10").then(Assessed)


@rule("R12.2", "R12.29")
def test_a_reclassification_is_a_fact_and_demands_a_reason() -> None:
    desk = Desk().given(story.received())
    bare = Reclassify(category="noise")
    desk.when(lin, bare, at="09:10").then_refused("R12.29", category="facilities.lift", instead="reclassify")
    desk.when(lin, NOISE, at="09:10").then(Reclassified)
    assert desk.complaint.reception.category == "noise"
    first = Desk().given(story.received(category=None))
    first.when(lin, bare, at="09:10").then(Reclassified)


@rule("R12.2")
def test_only_a_category_in_use_is_chosen() -> None:
    tree = company().categories
    retired = {**tree, "noise": replace(tree["noise"], active=False)}
    desk = Desk().given(story.received())
    further = NOISE.model_copy(update={"further_categories": ("ghosts",)})
    desk.when(lin, further, at="09:10").then_refused("R12.2", category="ghosts", instead="reclassify")
    desk.directory = replace(company(), categories=MappingProxyType(retired))
    desk.when(lin, NOISE, at="09:10").then_refused("R12.2", category="noise", instead="reclassify")
    desk.directory = company()
    desk.when(lin, NOISE, at="09:10").then(Reclassified)

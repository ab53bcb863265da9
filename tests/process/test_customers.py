"""The customer as a record of its own: registered, amended, merged, parted."""

from typing import Any
from uuid import UUID

from shared.customer.actions import AmendCustomer, CustomerAction, MergeCustomer, PartCustomer, RegisterCustomer
from shared.customer.events import CustomerAmended, CustomerEvent, CustomerRegistered, CustomersMerged, CustomersParted
from shared.customer.kind import CUSTOMER
from shared.customer.state import Customer, Details
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Reason, Refused
from shared.vocabulary.axes import Channel
from shared.vocabulary.personal import personal_fields
from tests.support.cast import admin, company, desk_itself, gao, lin, mei, portal, sun, wu, zhou
from tests.support.company import START
from tests.support.rules import rule

OTHER = UUID("00000000-0000-4000-8000-0000000a0002")
WANG = RegisterCustomer(site="LP", name="Wang Fang", phones=("138 0000 1234",), unit="3-1-502")


class Card:
    """One customer's record and what was done to it."""

    def __init__(self, *story: tuple[Caller, CustomerAction]) -> None:
        self.records: list[Record[Any]] = []
        self.new: list[Record[Any]] = []
        for caller, order in story:
            self._act(caller, order)

    @property
    def customer(self) -> Customer:
        return CUSTOMER.fold(self.records)

    def when(self, caller: Caller, order: CustomerAction) -> "Card":
        self.new, self.refusal, self.forbidden = [], None, False
        try:
            self._act(caller, order)
        except Refused as no:
            self.refusal = no.reason
        except Forbidden:
            self.forbidden = True
        return self

    refusal: Reason | None = None
    forbidden = False

    def then(self, *events: type[CustomerEvent]) -> "Card":
        assert self.refusal is None
        assert not self.forbidden
        assert [type(record.event) for record in self.new] == list(events)
        return self

    def then_refused(self, rule_id: str, said: str, *instead: str) -> "Card":
        assert self.refusal is not None
        assert self.refusal.rule == rule_id
        assert said in self.refusal.sentence.en
        assert self.refusal.instead == instead
        return self

    def _act(self, caller: Caller, order: CustomerAction) -> None:
        moment = Moment(START, START, caller, company())
        self.new, after = CUSTOMER.decide(order, self.customer, moment)
        self.records += self.new
        assert after == self.customer


def amend(**changes: Any) -> AmendCustomer:
    usual = {"name": "Wang Fang", "phones": ("138 0000 1234",), "unit": "3-1-502", "reason": "Misheard."}
    return AmendCustomer.model_validate({**usual, **changes})


@rule("R12.1a")
def test_a_customer_is_a_record_with_contact_details_and_wishes() -> None:
    wish = RegisterCustomer(
        site="LP", name="Wang Fang", phones=("138", "138"), contact_time="晚七点后", contact_channel=Channel.WECHAT
    )
    card = Card().when(lin, wish).then(CustomerRegistered)
    assert card.customer.details == Details(
        name="Wang Fang", phones=("138",), contact_time="晚七点后", contact_channel=Channel.WECHAT
    )
    assert card.customer.registered_by == "lin"


@rule("R12.1a")
def test_an_anonymous_customer_gives_no_name_and_a_named_one_gives_something() -> None:
    Card().when(lin, RegisterCustomer(site="LP", anonymous=True)).then(CustomerRegistered)
    Card().when(lin, RegisterCustomer(site="LP", phones=("139 0000 0000",))).then(CustomerRegistered)
    Card().when(lin, RegisterCustomer(site="LP", name="Wang", anonymous=True)).then_refused("R12.1a", "not anonymous")
    Card().when(lin, RegisterCustomer(site="LP", unit="3-1-502")).then_refused("R12.1a", "or is anonymous")


@rule("R12.1a")
def test_a_record_begins_once() -> None:
    Card((lin, WANG)).when(lin, WANG).then_refused("R12.1a", "on record already")


@rule("R11.5")
def test_a_customer_is_registered_at_a_site_that_is_known() -> None:
    card = Card().when(zhou, RegisterCustomer(site="HG", name="Wang"))
    assert card.forbidden
    Card().when(desk_itself, RegisterCustomer(site="XX", name="Wang")).then_refused("R11.5", "There is no site")


@rule("R12.1a")
def test_staff_and_systems_register_customers_and_nobody_else_does() -> None:
    for caller in (lin, zhou, portal, desk_itself):
        Card().when(caller, WANG).then(CustomerRegistered)
    for caller in (wu, sun, admin, gao):
        assert Card().when(caller, WANG).forbidden


@rule("R12.29")
def test_an_amendment_keeps_the_old_value_beside_the_new_one() -> None:
    card = Card((lin, WANG)).when(lin, amend(phones=("139 0000 9999",))).then(CustomerAmended)
    fact = card.new[0].event
    assert fact.before.phones == ("138 0000 1234",)
    assert fact.after.phones == card.customer.details.phones == ("139 0000 9999",)
    assert fact.reason == "Misheard."


@rule("R12.29")
def test_a_record_is_amended_by_who_made_it_or_by_level_1() -> None:
    card = Card((lin, WANG)).when(mei, amend(unit="3-1-503")).then_refused("R12.29", "level 1 or higher")
    card.when(zhou, amend(unit="3-1-503")).then(CustomerAmended)
    assert Card((lin, WANG)).when(gao, amend(unit="3-1-503")).forbidden


@rule("R12.29")
def test_an_amendment_changes_something_and_leaves_a_name_or_a_way_of_contact() -> None:
    card = Card((lin, WANG)).when(lin, amend()).then_refused("R12.29", "Nothing would change")
    card.when(lin, amend(name="", phones=())).then_refused("R12.29", "or is anonymous")


@rule("R12.1a", "R12.29")
def test_an_anonymous_customer_who_gives_a_name_is_anonymous_no_more() -> None:
    card = Card((lin, RegisterCustomer(site="LP", anonymous=True)))
    assert card.when(lin, amend(name="", phones=("138",))).then(CustomerAmended).customer.anonymous
    assert not card.when(lin, amend()).then(CustomerAmended).customer.anonymous


@rule("R12.1a")
def test_a_merged_record_points_at_the_survivor_until_it_is_parted() -> None:
    card = Card((lin, WANG)).when(zhou, MergeCustomer(into=OTHER, reason="Same person.")).then(CustomersMerged)
    assert card.customer.merged_into is not None
    card.when(zhou, amend(unit="1")).then_refused("R12.1a", "merged into another", "part_customer")
    card.when(zhou, MergeCustomer(into=OTHER, reason="Again.")).then_refused("R12.1a", "merged", "part_customer")
    card.when(zhou, PartCustomer(reason="Father and son.")).then(CustomersParted)
    assert Card((lin, WANG)).customer == card.customer
    card.when(zhou, PartCustomer(reason="Again.")).then_refused("R12.1a", "not merged")


@rule("R12.1a")
def test_an_anonymous_record_belongs_to_one_case_and_is_never_merged() -> None:
    card = Card((lin, RegisterCustomer(site="LP", anonymous=True)))
    card.when(zhou, MergeCustomer(into=OTHER, reason="Same voice.")).then_refused("R12.1a", "one record per case")


@rule("R12.1a")
def test_merging_and_parting_are_decided_by_level_1_of_the_own_site() -> None:
    merge = MergeCustomer(into=OTHER, reason="Same person.")
    assert Card((lin, WANG)).when(lin, merge).forbidden
    here = Card((desk_itself, RegisterCustomer(site="HG", name="Wang")))
    assert here.when(zhou, merge).forbidden
    merged = Card((lin, WANG), (zhou, merge))
    assert merged.when(lin, PartCustomer(reason="No.")).forbidden


@rule("R12.1a", "R12.29")
def test_what_was_never_registered_is_neither_amended_nor_merged_nor_parted() -> None:
    for order in (amend(), MergeCustomer(into=OTHER, reason="?"), PartCustomer(reason="?")):
        Card().when(zhou, order).then_refused("R12.1a", "no such customer")


def test_whatever_tells_about_the_person_is_marked() -> None:
    assert set(personal_fields(Details)) == {"name", "phones", "unit", "contact_time"}
    assert personal_fields(CustomerRegistered) == ("details",)
    assert set(personal_fields(CustomerAmended)) == {"before", "after", "reason"}
    assert personal_fields(CustomersMerged) == ("reason",)
    assert set(personal_fields(AmendCustomer)) == {"name", "phones", "unit", "contact_time", "reason"}


def test_every_stored_fact_reads_back_as_it_was() -> None:
    codec, reader = Codec(CUSTOMER.events), Codec(CUSTOMER.events)  # the one that wrote remembers its records
    merge, part = MergeCustomer(into=OTHER, reason="Same."), PartCustomer(reason="Not.")
    card = Card((lin, WANG), (lin, amend(unit="3-1-503")), (zhou, merge), (zhou, part))
    assert [reader.decode(*codec.encode(record)) for record in card.records] == card.records

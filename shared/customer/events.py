"""What can be on record about a customer. Personal fields are marked; earlier values stay readable (R12.29)."""

from dataclasses import replace
from typing import Annotated, ClassVar
from uuid import UUID

from typing_extensions import override

from shared.customer.state import Customer, Details
from shared.decision.event import Event, Stamp
from shared.vocabulary.ids import SiteCode
from shared.vocabulary.personal import Personal, PersonalText
from shared.vocabulary.text import Say, say

PersonalDetails = Annotated[Details, Personal()]


class CustomerEvent(Event):
    """A fact about one customer's record."""

    @override
    def apply(self, state: Customer, stamp: Stamp) -> Customer:
        raise NotImplementedError  # abstract: each fact has its own effect


class CustomerRegistered(CustomerEvent):
    """A customer has a record from now on (R12.1a). An anonymous one belongs to one case."""

    TOPIC: ClassVar[str] = "customer.registered.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.1a",)
    LABEL: ClassVar[Say] = say("customer registered", "业主登记")
    site: SiteCode
    details: PersonalDetails
    anonymous: bool = False

    @override
    def apply(self, state: Customer, stamp: Stamp) -> Customer:
        return Customer(self.site, self.details, self.anonymous, stamp.by.id)


class CustomerAmended(CustomerEvent):
    """A wrong or outdated detail was amended, with reason; what stood there before is kept beside it (R12.29)."""

    TOPIC: ClassVar[str] = "customer.amended.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.29",)
    LABEL: ClassVar[Say] = say("customer amended", "业主资料订正")
    before: PersonalDetails
    after: PersonalDetails
    reason: PersonalText

    @override
    def apply(self, state: Customer, stamp: Stamp) -> Customer:
        return replace(state, details=self.after, anonymous=state.anonymous and not self.after.name)


class CustomersMerged(CustomerEvent):
    """This record is the same customer as another, which survives (R12.1a). Recorded on the one merged."""

    TOPIC: ClassVar[str] = "customer.merged.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.1a",)
    LABEL: ClassVar[Say] = say("customers merged", "业主档案合并")
    into: UUID
    reason: PersonalText

    @override
    def apply(self, state: Customer, stamp: Stamp) -> Customer:
        return replace(state, merged_into=self.into)


class CustomersParted(CustomerEvent):
    """The merging was wrong: this record stands for itself again (R12.1a)."""

    TOPIC: ClassVar[str] = "customer.parted.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R12.1a",)
    LABEL: ClassVar[Say] = say("customers parted", "业主档案拆分")
    reason: PersonalText

    @override
    def apply(self, state: Customer, stamp: Stamp) -> Customer:
        return replace(state, merged_into=None)


EVENTS = (CustomerRegistered, CustomerAmended, CustomersMerged, CustomersParted)

"""What may be done to a customer's record: register, amend, merge, part (R12.1a, R12.29)."""

from collections.abc import Iterator
from uuid import UUID

from typing_extensions import override

from shared.customer.events import CustomerAmended, CustomerEvent, CustomerRegistered, CustomersMerged, CustomersParted
from shared.customer.state import Customer, Details, Phones
from shared.decision.action import Action, action, ask
from shared.decision.guard import Guard
from shared.decision.moment import Moment
from shared.decision.refusal import Forbidden, Refused
from shared.directory.state import Directory
from shared.vocabulary.axes import Channel
from shared.vocabulary.ids import SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, STAFF, Level, Role
from shared.vocabulary.text import say

is_new = Guard("R12.1a", say("The customer is on record already.", "该业主已有档案。"), lambda c: not c.registered)
is_registered = Guard("R12.1a", say("There is no such customer.", "没有该业主档案。"), lambda c: c.registered)
stands_alone = Guard(
    "R12.1a",
    say("The record is merged into another one.", "该档案已合并至另一档案。"),
    lambda c: c.merged_into is None,
    instead=("part_customer",),
)
is_merged = Guard(
    "R12.1a", say("The record is not merged into another.", "该档案未合并至其他档案。"), lambda c: c.merged_into
)
is_named = Guard(
    "R12.1a",
    say("An anonymous customer is one record per case and is not merged.", "匿名业主每案一档，不予合并。"),
    lambda c: not c.anonymous,
)

NO_SITE = say("There is no site {site}.", "没有项目 {site}。")
NAMED_OR_ANONYMOUS = say(
    "A customer has a name or a way of contact, or is anonymous.", "业主须有姓名或联系方式，否则登记为匿名。"
)
ANONYMOUS_WITH_NAME = say("Who gives a name is not anonymous.", "已留姓名者不作匿名登记。")
NOT_YOURS = say(
    "A customer's record is amended by who made it, or by level 1 or higher.",
    "业主档案由登记人或客服主任及以上订正。",
)
NOTHING_AMENDED = say("Nothing would change.", "没有任何变更。")


class CustomerAction(Action):
    """An order about one customer's record."""

    @override
    def decide(self, state: Customer, at: Moment[Directory]) -> Iterator[CustomerEvent]:
        raise NotImplementedError  # abstract: each action decides for itself

    def _own_site(self, site: str, at: Moment[Directory]) -> None:
        if not at.by.sees(site):
            raise Forbidden(self.SPEC.slug, at.by.role)


class _DetailsForm(CustomerAction):
    """What is known of a customer."""

    name: PersonalName = ask("Name", "姓名", default="")
    phones: Phones = ask("Phone numbers", "电话", default=(), max_length=10)
    unit: PersonalName = ask("Unit", "房号", default="")
    contact_time: PersonalName = ask("Preferred contact time", "希望联系时间", default="")
    contact_channel: Channel | None = ask("Preferred contact channel", "希望联系渠道", default=None)

    @property
    def details(self) -> Details:
        """The form's fields together."""
        return Details(
            name=self.name,
            phones=tuple(dict.fromkeys(self.phones)),
            unit=self.unit,
            contact_time=self.contact_time,
            contact_channel=self.contact_channel,
        )


@action(
    label=say("Register a customer", "登记业主"),
    rules=("R12.1a",),
    roles=(*STAFF, Role.INTEGRATOR, Role.DESK),
    when=(is_new,),
    creates=True,
    refuses=("R12.1a", "R11.5"),
)
class RegisterCustomer(_DetailsForm):
    """Begin a customer's record. One who stays anonymous gets a record for this case alone."""

    site: SiteCode = ask("Site", "项目")
    anonymous: bool = ask("Anonymous", "匿名", default=False)

    @override
    def decide(self, state: Customer, at: Moment[Directory]) -> Iterator[CustomerEvent]:
        self._own_site(self.site, at)
        if self.site not in at.directory.sites:
            raise Refused("R11.5", NO_SITE, site=self.site)
        if self.anonymous and self.name:
            raise Refused("R12.1a", ANONYMOUS_WITH_NAME)
        if not (self.anonymous or self.name or self.details.reachable):
            raise Refused("R12.1a", NAMED_OR_ANONYMOUS)
        yield CustomerRegistered(site=self.site, details=self.details, anonymous=self.anonymous)


@action(
    label=say("Amend a customer", "订正业主资料"),
    rules=("R12.29",),
    roles=STAFF,
    when=(is_registered, stands_alone),
    refuses=("R12.29",),
)
class AmendCustomer(_DetailsForm):
    """Correct a customer's details, with reason. The form is the whole of them; the old values are kept."""

    reason: PersonalText = ask("Reason", "订正原因", min_length=1)

    @override
    def decide(self, state: Customer, at: Moment[Directory]) -> Iterator[CustomerEvent]:
        self._own_site(state.site, at)
        if at.by.id != state.registered_by and (at.by.level or Level.RECEPTION) < Level.SUPERVISOR:
            raise Refused("R12.29", NOT_YOURS)
        if self.details == state.details:
            raise Refused("R12.29", NOTHING_AMENDED)
        if not (state.anonymous or self.name or self.details.reachable):
            raise Refused("R12.29", NAMED_OR_ANONYMOUS)
        yield CustomerAmended(before=state.details, after=self.details, reason=self.reason)


@action(
    label=say("Merge a customer into another", "合并业主档案"),
    rules=("R12.1a",),
    roles=LEVEL_1_UP,
    when=(is_registered, stands_alone, is_named),
)
class MergeCustomer(CustomerAction):
    """Say that this record and another are the same customer; the other one survives.

    No decision sees two records: whether the other exists and whether a circle would close
    (`matching.closes_circle`) is looked up by whoever takes the order in.
    """

    into: UUID = ask("Surviving record", "保留的档案")
    reason: PersonalText = ask("Reason", "合并理由", min_length=1)

    @override
    def decide(self, state: Customer, at: Moment[Directory]) -> Iterator[CustomerEvent]:
        self._own_site(state.site, at)
        yield CustomersMerged(into=self.into, reason=self.reason)


@action(
    label=say("Part a merged customer", "拆分业主档案"),
    rules=("R12.1a",),
    roles=LEVEL_1_UP,
    when=(is_registered, is_merged),
)
class PartCustomer(CustomerAction):
    """Undo a merging that was wrong; the record stands for itself again."""

    reason: PersonalText = ask("Reason", "拆分理由", min_length=1)

    @override
    def decide(self, state: Customer, at: Moment[Directory]) -> Iterator[CustomerEvent]:
        self._own_site(state.site, at)
        yield CustomersParted(reason=self.reason)


ACTIONS = (RegisterCustomer, AmendCustomer, MergeCustomer, PartCustomer)

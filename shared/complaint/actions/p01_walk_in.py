"""P1: receive the customer, explain, and end the reception."""

from collections.abc import Iterator
from uuid import UUID

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_walk_in import ComplaintReceived, CustomerLeft, Explained
from shared.complaint.guards import in_hand
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Accepted, Channel, Demeanour, Failing
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import say

is_new = Guard("R1.1", say("This complaint was received already.", "该投诉已受理。"), lambda c: not c.exists)
is_in_reception = Guard(
    "R1.1a", say("The reception is over.", "接待已结束。"), lambda c: c.exists and not c.reception.over
)

NO_SITE = say("There is no site with the code {site}.", "没有代码为 {site} 的项目。")
ARCHIVED = say("Site {site} is archived and holds imported cases only.", "项目 {site} 为存档项目，只保存导入的投诉。")
NO_CATEGORY = say("There is no category {category} in the tree.", "分类中没有 {category}。")
NAMED_OR_ANONYMOUS = say(
    "Name the customer's record, or say that the complaint is anonymous.", "请指明业主档案，或注明匿名。"
)


@action(
    label=say("Receive a complaint", "受理投诉"),
    rules=("R1.0", "R1.1", "R2.1", "R2.5", "R12.1", "R12.1a"),
    roles=(*STAFF, Role.INTEGRATOR),
    when=(is_new,),
    step="every_reception",
    creates=True,
    refuses=("R2.5", "R12.1a", "CK12"),
)
class Receive(ComplaintAction):
    """Register what the customer holds to be a complaint, when it reaches us. Nobody is sent elsewhere."""

    site: SiteCode = ask("Site", "项目")
    channel: Channel = ask("Channel", "渠道")
    customer: UUID | None = ask("Customer's record", "业主档案", default=None)
    anonymous: bool = ask("Anonymous", "匿名", default=False)
    unit: PersonalName = ask("Unit", "房号", default="")
    no_unit: bool = ask("Not about a unit", "不涉及房号", default=False)
    category: Code | None = ask("Category", "投诉类别", default=None)
    further_categories: tuple[Code, ...] = ask("Further categories", "其他类别", default=())
    summary: PersonalText = ask("Summary", "内容摘要", default="")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")
    failings: tuple[Failing, ...] = ask("Failing alleged", "所指过失", default=())
    demeanour: Demeanour = ask("Demeanour", "情绪", default=Demeanour.ORDINARY)
    rings: int | None = ask("Rings before the call was answered", "响铃次数", default=None, ge=0, le=100)
    reference: str | None = ask("Your own reference", "来源编号", default=None, max_length=100)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Begin the case; the staff who heard it are its first receiver."""
        self._check_place(at)
        if self.customer is None and not self.anonymous:
            raise Refused("R12.1a", NAMED_OR_ANONYMOUS)
        attended = self.channel in at.directory.attended
        of_staff = at.by.level is not None
        fields = self.model_dump()
        yield ComplaintReceived(**fields, attended=attended, first_receiver=at.by.id if attended and of_staff else None)

    def _check_place(self, at: At) -> None:
        site = at.directory.sites.get(self.site)
        if site is None:
            raise Refused("R2.5", NO_SITE, site=self.site)
        if site.archived:
            raise Refused("CK12", ARCHIVED, site=self.site)
        for code in (*filter(None, [self.category]), *self.further_categories):
            if code not in at.directory.categories:
                raise Refused("R12.2", NO_CATEGORY, category=code)


@action(label=say("Explain", "解释说明"), rules=("R1.2",), roles=STAFF, when=(*in_hand,), step="ordinary")
class Explain(ComplaintAction):
    """Explain what the customer did not know, and record whether they accepted it."""

    explanation: PersonalText = ask("Explanation", "说明内容", min_length=1)
    accepted: Accepted = ask("Accepted by the customer", "业主是否接受")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The explanation is an event of its own."""
        yield Explained(explanation=self.explanation, accepted=self.accepted)


@action(label=say("The customer left", "业主离开"), rules=("R1.1a",), roles=STAFF, when=(*in_hand, is_in_reception))
class RecordCustomerLeft(ComplaintAction):
    """The customer left or hung up without a result."""

    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Ends the reception."""
        yield CustomerLeft(words=self.words)


ACTIONS = (Receive, Explain, RecordCustomerLeft)

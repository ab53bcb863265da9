"""P1: receive the customer, ask, explain, and end the reception."""

from collections.abc import Iterator
from uuid import UUID

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_walk_in import ComplaintReceived, CustomerLeft, DetailsAsked, Explained
from shared.complaint.events.p03_verification import RouteChosen
from shared.complaint.events.p04_signature import RouteChanged
from shared.complaint.guards import in_hand, is_present
from shared.complaint.state import Complaint
from shared.complaint.unreachable import unknown
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.directory.state import name_in
from shared.vocabulary.axes import Accepted, Channel, Demeanour, Failing, Route, RouteChange
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import Lang, say
from shared.vocabulary.time import local_date

is_new = Guard(
    "R1.1",
    say("This complaint was received already.", "该投诉已受理。"),
    lambda c: not c.exists,
    instead=("add_words", "write_note"),
)

NO_SITE = say("There is no site with the code {site}.", "没有代码为 {site} 的项目。")
ARCHIVED = say("Site {site} is archived and holds imported cases only.", "项目 {site} 为存档项目，只保存导入的投诉。")
NOT_OPEN = say("Site {site} is not open for complaints.", "项目 {site} 尚未开放或已停用。")
NO_CATEGORY = say("There is no category {category} in the tree.", "分类中没有 {category}。")
NAMED_OR_ANONYMOUS = say(
    "Name the customer's record, or say that the complaint is anonymous.", "请指明业主档案，或注明匿名。"
)
INCIDENTS_ONLY = say(
    "What staff see themselves is an incident record: it names no customer, and only they raise it.",
    "员工发现的事项属事件记录：不填投诉人，且仅由员工登记。",
)
NO_CALL = say("Only a call rings; the channel is {channel}.", "只有来电才有响铃，而渠道为 {channel}。")
ONE_OR_OTHER = say(
    "What is alleged is one or more of the four failings, or an unmet need, not both.",
    "所指过失为四类中的一类或多类，或需求未满足，二者不可并选。",
)
LEFT = "The customer left without a result. 业主未得结果即离开。"
"""The reason on record for the route that follows by itself (R1.1a)."""


def check_failings(failings: tuple[Failing, ...]) -> None:
    """Refuse what cannot be alleged together (R1.0). Raises Refused."""
    if Failing.UNMET_NEED in failings and len(set(failings)) > 1:
        raise Refused("R1.0", ONE_OR_OTHER, instead=("receive", "verify"))


@action(
    label=say("Receive a complaint", "受理投诉"),
    rules=("R1.0", "R1.1", "R1.6", "R2.1", "R2.5", "R5.5", "R12.1", "R12.1a", "R12.5a"),
    roles=(*STAFF, Role.INTEGRATOR),
    when=(is_new,),
    step="every_reception",
    creates=True,
    refuses=("R1.0", "R2.1", "R2.5", "R8.5", "R11.5", "R12.1a", "R12.2", "R12.5a", "CK12"),
)
class Receive(ComplaintAction):
    """Register what the customer holds to be a complaint, when it reaches us. Nobody is sent elsewhere.

    On the channel of what staff see it raises an incident record, which has no customer (R12.5a).
    """

    site: SiteCode = ask("Site", "项目")
    channel: Channel = ask("Channel", "渠道")
    customer: UUID | None = ask("Customer's record", "业主档案", default=None)
    anonymous: bool = ask("Anonymous", "匿名", default=False)
    contactable: bool = ask("Anonymous, with a way of contact", "匿名但可联络", default=False)
    unit: PersonalName = ask("Unit", "房号", default="")
    no_unit: bool = ask("Not about a unit", "不涉及房号", default=False)
    category: Code | None = ask("Category", "投诉类别", default=None)
    further_categories: tuple[Code, ...] = ask("Further categories", "其他类别", default=())
    summary: PersonalText = ask("Summary", "内容摘要", default="")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")
    failings: tuple[Failing, ...] = ask("Failing alleged", "所指过失", default=())
    demeanour: Demeanour = ask("Demeanour", "情绪", default=Demeanour.ORDINARY)
    rings: int | None = ask("Rings before the call was answered", "响铃次数", default=None, ge=0, le=100)
    seconds: int | None = ask("Seconds before the call was answered", "接听等待秒数", default=None, ge=0, le=600)
    reference: str | None = ask("Your own reference", "来源编号", default=None, max_length=100)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Begin the case; the staff who heard it are its first receiver."""
        self._check_place(at)
        seen = self.channel is Channel.STAFF
        self._check_words()
        if seen:
            self._check_incident(at)
        attended = self.channel in at.directory.attended
        heard = attended and at.by.level is not None
        procedure = at.directory.procedure
        received = ComplaintReceived(
            **self.model_dump(), attended=attended, first_receiver=at.by.id if heard else None,
            procedure=name_in(procedure.names, Lang.ZH_HANS) if heard else None,
            procedure_version=procedure.version if heard else None, incident_record=seen,
        )  # fmt: skip
        yield received
        if not attended:
            yield from unknown(received.apply(state, at.stamp()))

    def _check_place(self, at: At) -> None:
        site = at.directory.sites.get(self.site)
        if site is None:
            raise Refused("R11.5", NO_SITE, site=self.site, instead=("receive",))
        if site.archived:
            raise Refused("CK12", ARCHIVED, site=self.site, instead=("receive",))
        if not site.is_open:
            raise Refused("R8.5", NOT_OPEN, site=self.site, instead=("receive",))
        today = local_date(at.occurred_at, site.zone)
        for code in (*filter(None, [self.category]), *self.further_categories):
            category = at.directory.categories.get(code)
            if category is None or not category.active_on(today):
                raise Refused("R12.2", NO_CATEGORY, category=code, instead=("receive",))

    def _check_words(self) -> None:
        if self.customer is None and not self.anonymous and self.channel is not Channel.STAFF:
            raise Refused("R12.1a", NAMED_OR_ANONYMOUS, instead=("receive",))
        if self.channel is not Channel.PHONE and (self.rings, self.seconds) != (None, None):
            raise Refused("R2.1", NO_CALL, channel=self.channel, instead=("receive",))
        check_failings(self.failings)

    def _check_incident(self, at: At) -> None:
        nobody = self.customer is None and not (self.anonymous or self.contactable or self.words or self.failings)
        if not nobody or self.demeanour is not Demeanour.ORDINARY or at.by.level is None:
            raise Refused("R12.5a", INCIDENTS_ONLY, instead=("receive",))


@action(
    label=say("Ask for the details", "询问详情"), rules=("R1.2", "R2.2"), roles=STAFF, when=in_hand, step="ordinary"
)
class AskDetails(ComplaintAction):
    """Hear the customer out, then ask closely for the details."""

    details: PersonalText = ask("What was asked and said", "询问与回答", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The details are an event of their own."""
        yield DetailsAsked(details=self.details)


@action(label=say("Explain", "解释说明"), rules=("R1.2", "R2.2"), roles=STAFF, when=in_hand, step="ordinary")
class Explain(ComplaintAction):
    """Explain what the customer did not know, and record whether they accepted it."""

    explanation: PersonalText = ask("Explanation", "说明内容", min_length=1)
    accepted: Accepted = ask("Accepted by the customer", "业主是否接受")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The explanation is an event of its own."""
        yield Explained(explanation=self.explanation, accepted=self.accepted)


@action(label=say("The customer left", "业主离开"), rules=("R1.1a", "R5.5"), roles=STAFF, when=(*in_hand, is_present))
class RecordCustomerLeft(ComplaintAction):
    """The customer left or hung up without a result; the case goes to P5."""

    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Ends the reception; once verified, a case without a result takes the agreed route."""
        yield from leaves(state, self.words)


def leaves(state: Complaint, words: str = "") -> Iterator[ComplaintEvent]:
    """What follows when the customer goes without a result (R1.1a): P5, and R5.5 where nobody knows them."""
    yield CustomerLeft(words=words)
    if state.facts.route is Route.ON_THE_SPOT and state.settlement.satisfied is not True:
        yield RouteChanged(why=RouteChange.CUSTOMER_LEFT)
    elif state.facts.route is None and state.facts.verified_at is not None:
        yield RouteChosen(route=Route.AGREED, reason=LEFT)
    if state.settlement.satisfied is not True:
        yield from unknown(state)


ACTIONS = (Receive, AskDetails, Explain, RecordCustomerLeft)

"""P12: transfer a case of the wrong site, send it back once, decide where it belongs (R12.11b).

No decision sees two cases: what a person does stands on the one case, and the desk carries it over to the other.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from shared.complaint import decisions
from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p11_ending import by_another, was_never_closed
from shared.complaint.carried import Carried
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p11_ending import Cancelled
from shared.complaint.events.p12_transfer import ReceivedByTransfer, SiteDecided, TransferAsked, TransferredAway
from shared.complaint.guards import in_hand, is_handled_here
from shared.complaint.judging import judge
from shared.complaint.ladder import find_holder
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import ClosingReason, Responsible
from shared.vocabulary.decisions import About
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.ids import SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, Level, Role
from shared.vocabulary.text import say

was_never_transferred = Guard(
    "R12.11b",
    say(
        "The case was transferred once; it is sent back, or level 3 decides to which site it belongs.",
        "该投诉已转移过一次，只能退回或由三级决定归属项目。",
    ),
    lambda c: c.links.transferred_from is None and c.links.sent_back_by is None,
    instead=("send_back", "decide_site", "write_note"),
)
may_be_sent_back = Guard(
    "R12.11b",
    say(
        "Only a case received by transfer is sent back, once, and not after level 3 decided.",
        "只有转入的投诉可以退回，且仅限一次；三级决定归属后不再退回。",
    ),
    lambda c: c.links.transferred_from is not None and not c.links.settled,
    instead=("transfer", "write_note"),
)
is_not_here = Guard(
    "R12.11b",
    say("The case is handled here already.", "该投诉已在本项目处理。"),
    lambda c: not c.exists or c.links.transferred_to is not None,
    instead=("write_note",),
)
is_moving = Guard(
    "R12.11b",
    say("The case is not on its way to another site.", "该投诉并未转往其他项目。"),
    lambda c: c.links.moving_to is not None,
    instead=("transfer", "write_note"),
)

NO_SITE = say("There is no site with the code {site}.", "没有代码为 {site} 的项目。")
SAME_SITE = say("The case is at site {site} already.", "该投诉已在项目 {site}。")
NOT_OPEN = say(
    "Site {site} is archived, closed or not open yet; it receives no case.",
    "项目 {site} 已存档、停用或尚未开放，不能接收投诉。",
)


@action(
    label=say("Transfer to another site", "转往其他项目"),
    rules=("R12.11b", "R12.11"),
    roles=LEVEL_1_UP,
    when=(*in_hand, was_never_transferred, was_never_closed, by_another),
    refuses=("R12.11b",),
)
class Transfer(ComplaintAction):
    """The complaint is about another site: it is received there with all its clocks, and cancelled here."""

    site: SiteCode = ask("To site", "转往项目")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The desk carries it over; nobody acts on it meanwhile."""
        _check_site(self.site, state, at, "transfer")
        yield TransferAsked(site=self.site, reason=self.reason)


@action(
    label=say("Send back to the other site", "退回原项目"),
    rules=("R12.11b",),
    roles=LEVEL_1_UP,
    when=(*in_hand, may_be_sent_back),
)
class SendBack(ComplaintAction):
    """The complaint is not about this site either: once, the case goes back, and level 3 decides where it belongs."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """It returns there with the state reached here."""
        links = state.links
        yield TransferAsked(site=links.other_site, reason=self.reason, back_to=links.transferred_from, sent_back=True)


@action(
    label=say("Decide to which site it belongs", "决定归属项目"),
    rules=("R12.11b", "CK14"),
    roles=LEVEL_1_UP,
    when=(*in_hand, decisions.is_asked_about(About.SENT_BACK)),
    refuses=("R12.11b",),
)
class DecideSite(ComplaintAction):
    """Two sites hold that it belongs to the other: it stays, goes there again, or to a third, for good."""

    site: SiteCode = ask("Belongs to site", "归属项目")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Decided; elsewhere the desk carries it over."""
        stays = self.site == state.reception.site
        if not stays:
            _check_site(self.site, state, at, "decide_site")
        yield from decisions.decide(state, About.SENT_BACK, granted=stays, reason=self.reason)
        yield SiteDecided(site=self.site, reason=self.reason)
        if not stays:
            there = state.links.sent_back_by if self.site == state.links.other_site else None
            yield TransferAsked(site=self.site, reason=self.reason, back_to=there, settled=True)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.SENT_BACK)
        return complaint.reception.received_at if found is None else found.asked_at


@action(
    label=say("Receive by transfer", "转入"),
    rules=("R12.11b",),
    roles=(Role.DESK,),
    when=(is_not_here,),
    creates=True,
)
class ReceiveByTransfer(ComplaintAction):
    """A case comes from another site with its whole state; the level on which it stood is asked to accept it."""

    site: SiteCode = ask("Site", "项目")
    from_site: SiteCode = ask("From site", "转出项目")
    case: UUID = ask("The case there", "原投诉")
    reason: PersonalText = ask("Reason", "理由", min_length=1)
    since: int = ask("New are its records after this version", "自此版本之后的记录", ge=0)
    upto: int = ask("… up to this one", "至此版本", ge=1)
    sent_back: bool = ask("Sent back", "退回", default=False)
    settled: bool = ask("Level 3 decided so", "三级已决定", default=False)
    unit: PersonalName = ask("Unit", "房号", default="")
    summary: PersonalText = ask("Summary", "内容摘要", default="")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")
    statement: PersonalText = ask("Statement of facts", "投诉要点", default="")
    promise: PersonalText = ask("Promised with the apology", "致歉时的承诺", default="")
    open_promises: PersonalText = ask("Open promises, one a line", "未落实的承诺（每行一项）", default="")
    demand: PersonalText = ask("Demand", "诉求", default="")
    findings: PersonalText = ask("Findings so far", "已有调查结果", default="")
    proposals: PersonalText = ask("Proposals", "处理方案", default="")
    notice: PersonalText = ask("Last notice", "最近一次进展告知", default="")
    valid: bool | None = ask("Valid, as far as decided", "是否有效（已决定者）", default=None)
    responsible: Responsible | None = ask("Responsible party, as far as decided", "责任归属（已决定者）", default=None)
    carried: Carried = ask("The state reached", "已达状态")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Received, or open here again; sent back, level 3 is asked to which site it belongs (CK14)."""
        ladder = self.carried.ladder
        holder = find_holder(at.directory, self.site, ladder.level, ladder.named)
        received = ReceivedByTransfer(
            **{name: getattr(self, name) for name in type(self).model_fields},
            level=ladder.level if holder is None else holder.level,
            owner=None if holder is None else holder.person.code,
            escalation=f"e{ladder.escalated + 1}",
        )  # fmt: skip
        yield received
        if self.sent_back:
            yield decisions.asked(received.apply(state, at.stamp()), About.SENT_BACK, Level.ENTERPRISE)


@action(
    label=say("Cancel, received at another site", "已转出作废"),
    rules=("R12.11b", "R12.11"),
    roles=(Role.DESK,),
    when=(is_handled_here, is_moving),
)
class CancelTransferred(ComplaintAction):
    """The other site received the case: here it is cancelled as of the wrong site, once, and both name each other."""

    case: UUID = ask("The case there", "转入的投诉")
    site: SiteCode = ask("At site", "转入项目")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Void, and closed at once."""
        away = TransferredAway(case=self.case, site=self.site)
        yield from judge(state, at, ClosingReason.CANCELLED, away, Cancelled(reason=CancelReason.WRONG_SITE))


def _check_site(code: str, complaint: Complaint, at: At, again: str) -> None:
    """Only a site that is open receives a case, and not the one it is at. Raises Refused."""
    site = at.directory.sites.get(code)
    if site is None:
        raise Refused("R12.11b", NO_SITE, site=code, instead=(again,))
    if code == complaint.reception.site:
        raise Refused("R12.11b", SAME_SITE, site=code, instead=(again,))
    if site.archived or not site.is_open:
        raise Refused("R12.11b", NOT_OPEN, site=code, instead=(again,))


ACTIONS = (Transfer, SendBack, DecideSite, ReceiveByTransfer, CancelTransferred)

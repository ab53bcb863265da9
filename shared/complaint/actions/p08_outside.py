"""P8: the manager asks an outside body for support and stays responsible for the follow-through (R8.4)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p08_outside import (
    NeedRecorded,
    OutsideAnswered,
    OutsideEnded,
    OutsideFollowed,
    OutsideRequested,
)
from shared.complaint.guards import in_hand
from shared.complaint.state import Complaint, Need
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.outside import OutsideBody
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_2_UP, STAFF
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

is_needed = Guard(
    "R8.4",
    say("No outside body is needed on this case.", "该投诉目前不需要外部单位。"),
    lambda c: bool(c.outside.needs),
    instead=("record_need", "write_note"),
)
NO_SUCH = say(
    "No open need of an outside body has the id {need}; open are: {open}.",
    "没有编号为 {need} 的外部单位事项；未结束的有：{open}。",
)
PAST = say("The date asked for, {by}, lies before the request.", "要求答复的日期 {by} 早于请求的时刻。")
NOT_ASKED = say("Nothing was asked of it that waits for an answer.", "目前没有等待其答复的请求。")


class NeedAction(ComplaintAction):
    """What is done about one need."""

    need: str = ask("Need", "外部单位事项", min_length=1)

    def open_need(self, complaint: Complaint) -> Need:
        """The need of this id, while its part is not ended. Raises Refused."""
        found = complaint.outside.need(self.need)
        if found is None:
            known = tuple(need.id for need in complaint.outside.needs)
            raise Refused("R8.4", NO_SUCH, need=self.need, open=known, instead=("record_need", "write_note"))
        return found


@action(
    label=say("An outside body is needed", "需要外部单位"),
    rules=("R8.4",),
    roles=STAFF,
    when=in_hand,
)
class RecordNeed(ComplaintAction):
    """The support of an outside body is needed; the manager makes the first contact."""

    body: OutsideBody = ask("Kind of body", "单位类别")
    who: PersonalText = ask("Which one", "单位名称", min_length=1)
    what: PersonalText = ask("What is needed", "需要其办理的事项", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One more need."""
        yield NeedRecorded(need=f"n{state.outside.recorded + 1}", body=self.body, who=self.who, what=self.what)


@action(
    label=say("Ask the outside body", "向外部单位提出请求"),
    rules=("R8.4",),
    roles=LEVEL_2_UP,
    when=(*in_hand, is_needed),
    refuses=("R8.4",),
)
class RequestSupport(NeedAction):
    """Request support: what, and by when."""

    what: PersonalText = ask("What is asked", "请求内容", min_length=1)
    by: Instant = ask("By when", "要求答复时间")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The answer is due then."""
        need = self.open_need(state)
        if self.by <= at.occurred_at:
            raise Refused("R8.4", PAST, by=self.by, instead=("request_support",))
        yield OutsideRequested(need=need.id, what=self.what, by=self.by)


@action(
    label=say("Record what happened with it", "记录外部单位跟进"),
    rules=("R8.4",),
    roles=STAFF,
    when=(*in_hand, is_needed),
    refuses=("R8.4",),
)
class FollowOutside(NeedAction):
    """A contact with the outside body, a try, or what it did; recorded at least every few days."""

    what: PersonalText = ask("What happened", "跟进情况", min_length=1)
    reached: bool = ask("Somebody there was reached", "已联系到对方", default=True)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On record."""
        yield OutsideFollowed(need=self.open_need(state).id, what=self.what, reached=self.reached)


@action(
    label=say("The outside body answered", "外部单位答复"),
    rules=("R8.4",),
    roles=STAFF,
    when=(*in_hand, is_needed),
    refuses=("R8.4",),
)
class RecordOutsideAnswer(NeedAction):
    """The answer to what was asked."""

    answer: PersonalText = ask("Answer", "答复内容", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Nothing is awaited until the next request."""
        need = self.open_need(state)
        if need.by is None:
            raise Refused("R8.4", NOT_ASKED, instead=("follow_outside", "request_support"))
        yield OutsideAnswered(need=need.id, answer=self.answer)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the first request of those that wait for an answer."""
        asked = [need.first_asked_at for need in complaint.outside.needs if need.by is not None]
        return min((at for at in asked if at is not None), default=complaint.reception.received_at)


@action(
    label=say("End the outside body's part", "结束外部单位事项"),
    rules=("R8.4",),
    roles=LEVEL_2_UP,
    when=(*in_hand, is_needed),
    refuses=("R8.4",),
)
class EndOutsidePart(NeedAction):
    """Its part is done, or it is needed no more."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Its clocks end."""
        yield OutsideEnded(need=self.open_need(state).id, reason=self.reason)


ACTIONS = (RecordNeed, RequestSupport, FollowOutside, RecordOutsideAnswer, EndOutsidePart)

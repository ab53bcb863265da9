"""P7: what cannot be solved is explained; after enough noes at the top the final position is given (R7.3, R7.6)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.actions.p07_proposal import has_findings, has_no_final_position, to_propose
from shared.complaint.decisions import decide, drop, is_asked_about
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import Replied, ReplyWanted
from shared.complaint.events.p07_final import FinalExplanationGiven, FinalPositionGiven, NewFactBrought
from shared.complaint.events.p09_completion import Completed
from shared.complaint.guards import in_hand, is_first_contact, is_reachable
from shared.complaint.judging import judge
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import ClosingReason
from shared.vocabulary.decisions import About
from shared.vocabulary.inquiry import OtherRemedy, ToldBy, Understanding
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import ReplyDue, ReplyKind
from shared.vocabulary.roles import LEVEL_1_UP, STAFF, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import days_later
from shared.vocabulary.work import Completion

EVERY_REMEDY = tuple(OtherRemedy)

has_no_task = Guard(
    "R9.3",
    say("Tasks are open; the case is completed when they are ended.", "尚有未完任务，全部结束后方可办结。"),
    lambda c: not c.work.tasks,
    instead=("complete_task", "withdraw_task"),
)
has_final_position = Guard(
    "R7.6",
    say("No final position is given.", "尚未作出最终答复。"),
    lambda c: c.final_position.given_at is not None,
    instead=("write_note",),
)
nothing_is_told = Guard(
    "R7.6",
    say("A proposal waits for the customer's answer.", "有处理方案待业主答复。"),
    lambda c: c.proposal.told is None,
    instead=("record_acceptance", "record_rejection"),
)

NAME_REMEDIES = say(
    "Name what is open to the customer: the enterprise service centre, the owners' committee, an authority, a court …",
    "须告知业主的救济途径：企业客服中心、业委会、主管部门、法院等。",
)
NOT_OVER = say(
    "The wait for a new fact runs until {until}; the case is judged closed after it.",
    "等待新情况的期限至 {until}，届满后方可判断关闭。",
)


@action(
    label=say("Give the final explanation", "最终说明"),
    rules=("R7.3", "R12.14", "R5.4"),
    roles=STAFF,
    when=(*to_propose, is_reachable, has_findings, has_no_task),
    step="refusal",
    refuses=("R12.14",),
)
class GiveFinalExplanation(ComplaintAction):
    """Explain tactfully what cannot be solved and ask the customer's understanding; the follow-up comes as always."""

    explanation: PersonalText = ask("Explanation, with the reasons", "说明及理由", min_length=1)
    told_by: ToldBy = ask("How", "方式")
    understanding: Understanding = ask("The customer's understanding", "业主是否理解")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")
    other_remedies: tuple[OtherRemedy, ...] = ask("What is open to the customer", "其他救济途径", default=EVERY_REMEDY)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A reply; completed with outcome *explained*."""
        _check_remedies(self.other_remedies, self.SPEC.slug)
        yield from drop(state, About.UNANSWERED_PROPOSAL, About.APPROVAL)
        yield FinalExplanationGiven(**self.model_dump(), first_contact=is_first_contact(state, at.by))
        yield Replied(by_what=ReplyKind.EXPLANATION)
        yield Completed(outcome=Completion.EXPLAINED)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the findings, nor before the verification."""
        found = complaint.investigation.findings
        if found is not None:
            return found.at
        return complaint.facts.verified_at or complaint.reception.received_at


@action(
    label=say("Give the final position", "作出最终答复"),
    rules=("R7.6", "R10.7", "R12.14", "CK14", "R5.4"),
    roles=(Role.ENTERPRISE,),
    when=(*in_hand, is_asked_about(About.FINAL_POSITION), has_no_final_position, nothing_is_told),
    refuses=("R12.14",),
)
class GiveFinalPosition(ComplaintAction):
    """In writing, with reasons and what else is open to the customer; what is agreed or safe is still done."""

    document: PersonalText = ask("Where the document is kept", "文件存放编号", min_length=1)
    position: PersonalText = ask("Final position", "最终答复", min_length=1)
    reasons: PersonalText = ask("Reasons", "理由", min_length=1)
    other_remedies: tuple[OtherRemedy, ...] = ask("What is open to the customer", "其他救济途径", default=EVERY_REMEDY)
    still_done: PersonalText = ask("What is still done", "仍予实施的部分", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The decision is made and told; the wait for a new fact begins."""
        _check_remedies(self.other_remedies, self.SPEC.slug)
        yield from decide(state, About.FINAL_POSITION, granted=True, reason=self.reasons)
        yield from drop(state, About.APPROVAL)
        yield FinalPositionGiven(**self.model_dump(), first_contact=is_first_contact(state, at.by))
        yield Replied(by_what=ReplyKind.FINAL_POSITION)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        return complaint.decisions.asked_at(About.FINAL_POSITION) or complaint.reception.received_at


@action(
    label=say("Give no final position yet", "暂不作最终答复"),
    rules=("R7.6", "CK14"),
    roles=(Role.ENTERPRISE,),
    when=(*in_hand, is_asked_about(About.FINAL_POSITION)),
)
class DeclineFinalPosition(ComplaintAction):
    """The case goes on with another proposal."""

    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Decided; the next no asks again."""
        yield from decide(state, About.FINAL_POSITION, granted=False, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        return complaint.decisions.asked_at(About.FINAL_POSITION) or complaint.reception.received_at


class _Waiting(ComplaintAction):
    """What happens after the final position."""

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was given."""
        return complaint.final_position.given_at or complaint.reception.received_at


@action(
    label=say("The customer brings a new fact", "业主提出新情况"),
    rules=("R7.6", "R5.1"),
    roles=STAFF,
    when=(*in_hand, has_final_position),
)
class RecordNewFact(_Waiting):
    """Something new ends the wait; the case is back at the proposal."""

    fact: PersonalText = ask("What is new", "新情况", min_length=1)
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Reply and progress are due anew."""
        yield NewFactBrought(fact=self.fact, words=self.words)
        yield ReplyWanted(why=ReplyDue.NEW_FACT)


@action(
    label=say("Judge closed after the final position", "最终答复期满判断关闭"),
    rules=("R7.6", "R11.1", "R11.6"),
    roles=(*LEVEL_1_UP, Role.DESK),
    when=(*in_hand, has_final_position),
    refuses=("R7.6",),
)
class JudgeAfterFinalPosition(_Waiting):
    """No new fact came in time: judged closed, in no satisfied count. The desk does it by itself."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Not before the wait is over."""
        zone = at.directory.sites[state.reception.site].zone
        until = days_later(self.answers(state), limits(state, at).days("final_wait"), zone)
        if at.occurred_at < until:
            raise Refused("R7.6", NOT_OVER, until=until, instead=("record_new_fact", "write_note"))
        yield from judge(state, at, ClosingReason.FINAL_POSITION_GIVEN)


def _check_remedies(named: tuple[OtherRemedy, ...], again: str) -> None:
    """A refusal names what else is open to the customer (R12.14). Raises Refused."""
    if not named:
        raise Refused("R12.14", NAME_REMEDIES, instead=(again,))


ACTIONS = (GiveFinalExplanation, GiveFinalPosition, DeclineFinalPosition, RecordNewFact, JudgeAfterFinalPosition)

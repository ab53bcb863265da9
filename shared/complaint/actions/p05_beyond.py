"""P5: record that a matter is beyond the unit's ability, review it, end it (R5.3, R5.3a)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.beyond import manager_for, own_work_ends, silent_since
from shared.complaint.decisions import asked, decide, drop, is_asked_about
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_beyond import (
    BeyondAbilityRecorded,
    BeyondEnded,
    BeyondReviewed,
    SilenceTreatedAsRefusal,
    UnderstandingRecorded,
)
from shared.complaint.events.p05_reply_time import Replied, ReplyWanted
from shared.complaint.events.p09_completion import Completed
from shared.complaint.guards import in_hand, is_first_contact, is_on_p5, is_verified, may_dispose
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Route
from shared.vocabulary.decisions import About
from shared.vocabulary.inquiry import OtherRemedy
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import BeyondEnd, ReplyDue, ReplyKind, Understands
from shared.vocabulary.roles import LEVEL_2_UP, STAFF, Level, Role
from shared.vocabulary.text import say
from shared.vocabulary.work import Completion

is_within_ability = Guard(
    "R5.3",
    say("It is recorded as beyond the unit's ability already.", "已登记为非本单位能力。"),
    lambda c: c.beyond.since is None,
    instead=("record_understanding", "review_beyond", "give_notice", "write_note"),
)
is_beyond = Guard(
    "R5.3",
    say("It is not recorded as beyond the unit's ability.", "未登记为非本单位能力。"),
    lambda c: c.beyond.since is not None,
    instead=("record_beyond_ability", "write_note"),
)
is_not_completed = Guard(
    "R5.3",
    say("The case is completed.", "该投诉已处理完毕。"),
    lambda c: c.work.completed_at is None,
    instead=("follow_up", "write_note"),
)
is_not_on_the_spot = Guard(
    "R4.5",
    say(
        "What cannot be settled on the spot goes on by an agreed reply time first.",
        "无法现场解决的，须先转入约定答复。",
    ),
    lambda c: c.facts.route is not Route.ON_THE_SPOT,
    instead=("leave_the_spot",),
)
NOT_SILENT = say(
    "Silence counts as a refusal after {asks} requests over {days} days without an answer.",
    "须提出 {asks} 次请求、历时 {days} 天仍无答复，方可视为拒绝。",
)
ALREADY = say("This is asked already.", "已提请决定。")
NO_SILENCE = say("Level 3 has not decided that the silence is a refusal.", "企业层级尚未决定将未答复视为拒绝。")
NO_OUTCOME = say(
    "Where the obstacle is gone there is no outcome to tell; the case goes back to P7.",
    "障碍已消除的，无结果可告知；该投诉回到处理方案阶段。",
)
ASK_TOO = say(
    "Told the outcome, the customer is asked whether they understand; who cannot be reached is not asked.",
    "告知结果时须询问业主是否理解；无法联络者除外。",
)
NAME_REMEDIES = say("Name to the customer where else they may turn.", "须告知业主其他救济途径。")


def _since(complaint: Complaint) -> datetime:
    """What is done about it cannot lie before it was recorded, or before the last review (CK9)."""
    beyond = complaint.beyond
    return beyond.reviewed_at or beyond.since or complaint.reception.received_at


@action(
    label=say("It is beyond the unit's ability", "登记为非本单位能力"),
    rules=("R5.3", "R5.2", "CK14"),
    roles=STAFF,
    when=(*in_hand, is_not_on_the_spot, is_within_ability, is_not_completed),
)
class RecordBeyondAbility(ComplaintAction):
    """Promise to follow up and ask the customer's understanding; the manager owns the case at once."""

    why: PersonalText = ask("Why we cannot solve it alone", "原因", min_length=1)
    promise: PersonalText = ask("Promise to follow up", "跟进承诺", min_length=1)
    understanding: Understands = ask("The customer's understanding", "业主是否理解")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Open and tracked; our own departments' work ends. *Not given* is for the manager to decide."""
        ladder, holder = state.ladder, None
        level, owner = ladder.level, ladder.owner
        if level < Level.MANAGER:
            holder = manager_for(state, at)
            level, owner = (Level.MANAGER, None) if holder is None else (holder.level, holder.person.code)
        reached = self.understanding is not Understands.NOT_REACHED
        yield BeyondAbilityRecorded(
            **self.model_dump(), owner=owner, from_owner=ladder.owner, level=level, from_level=ladder.level,
            empty_levels=() if holder is None else holder.empty,
            first_contact=reached and is_first_contact(state, at.by),
        )  # fmt: skip
        yield from own_work_ends(state)
        yield from drop(state, About.UNANSWERED_PROPOSAL, About.FOR_UNREACHABLE)
        if self.understanding is Understands.NOT_GIVEN:
            yield asked(state, About.NOT_GIVEN, level)


@action(
    label=say("The customer's understanding", "登记业主是否理解"),
    rules=("R5.3", "R5.2", "CK14"),
    roles=STAFF,
    when=(*in_hand, is_beyond),
)
class RecordUnderstanding(ComplaintAction):
    """The customer was asked later, or again, whether they understand."""

    understanding: Understands = ask("The customer's understanding", "业主是否理解")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Given: nothing is left to decide about it; not given: the manager is asked."""
        first = self.understanding is not Understands.NOT_REACHED and is_first_contact(state, at.by)
        yield UnderstandingRecorded(understanding=self.understanding, words=self.words, first_contact=first)
        if self.understanding is Understands.GIVEN:
            yield from drop(state, About.NOT_GIVEN)
        elif self.understanding is Understands.NOT_GIVEN and state.decisions.about(About.NOT_GIVEN) is None:
            yield asked(state, About.NOT_GIVEN, max(Level.MANAGER, state.ladder.level))

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was recorded."""
        return complaint.beyond.since or complaint.reception.received_at


@action(
    label=say("Decide where understanding was not given", "业主不理解时的决定"),
    rules=("R5.3", "R5.3a", "CK14"),
    roles=LEVEL_2_UP,
    when=(*in_hand, is_beyond, is_asked_about(About.NOT_GIVEN, instead=("record_understanding", "write_note"))),
)
class DecideNotUnderstood(ComplaintAction):
    """The manager decides: it stays beyond the unit's ability, or we take it on after all."""

    stays_beyond: bool = ask("It stays beyond the unit's ability", "仍属非本单位能力")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Tracked on, or back to P7."""
        yield from decide(state, About.NOT_GIVEN, granted=self.stays_beyond, reason=self.reason)
        if not self.stays_beyond:
            yield from _within_again(state, self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.NOT_GIVEN)
        return _since(complaint) if found is None else found.asked_at


@action(
    label=say("Review what is beyond our ability", "非本单位能力复核"),
    rules=("R5.3a",),
    roles=STAFF,
    when=(*in_hand, is_beyond, may_dispose),
)
class ReviewBeyond(ComplaintAction):
    """Look at the matter again, in time: is the obstacle still there, what did the outside body do."""

    findings: PersonalText = ask("What was found", "复核情况", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The next review is due from now."""
        yield BeyondReviewed(findings=self.findings)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the last one."""
        return _since(complaint)


@action(
    label=say("The obstacle is gone", "障碍已消除"),
    rules=("R5.3a",),
    roles=STAFF,
    when=(*in_hand, is_beyond, may_dispose),
)
class RecordObstacleGone(ComplaintAction):
    """What stood in the way is gone: the case goes back to P7, a reply is due."""

    reason: PersonalText = ask("What changed", "变化情况", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Within our ability again."""
        yield from _within_again(state, self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was recorded."""
        return _since(complaint)


@action(
    label=say("Ask whether silence is a refusal", "提请视为拒绝"),
    rules=("R5.3a", "CK14"),
    roles=(*STAFF, Role.DESK),
    when=(*in_hand, is_beyond),
    refuses=("R5.3a", "CK14"),
)
class AskFinallyRefused(ComplaintAction):
    """The outside body was asked often enough and does not answer: level 3 is asked to decide."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Asked of level 3."""
        if silent_since(state, at) is None:
            known = limits(state, at)
            facts = {"asks": int(known.number("outside_asks")), "days": known.days("outside_silence")}
            raise Refused("R5.3a", NOT_SILENT, **facts, instead=("review_beyond", "give_notice", "write_note"))
        if state.beyond.refused or state.decisions.about(About.FINALLY_REFUSED) is not None:
            raise Refused("CK14", ALREADY, instead=("decide_finally_refused", "tell_outside_outcome", "write_note"))
        yield asked(state, About.FINALLY_REFUSED, Level.ENTERPRISE)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was recorded."""
        return complaint.beyond.since or complaint.reception.received_at


@action(
    label=say("Decide whether silence is a refusal", "决定是否视为拒绝"),
    rules=("R5.3a", "CK14"),
    roles=(Role.ENTERPRISE,),
    when=(*in_hand, is_beyond, is_asked_about(About.FINALLY_REFUSED)),
)
class DecideFinallyRefused(ComplaintAction):
    """Level 3 may treat the outside body's silence as a final refusal."""

    refused: bool = ask("It counts as finally refused", "视为最终拒绝")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Yes: the customer is told next; no: followed up further."""
        yield from decide(state, About.FINALLY_REFUSED, granted=self.refused, reason=self.reason)
        if self.refused:
            yield SilenceTreatedAsRefusal(reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was asked."""
        found = complaint.decisions.about(About.FINALLY_REFUSED)
        return _since(complaint) if found is None else found.asked_at


@action(
    label=say("Tell the outside body's outcome", "告知外部单位结果"),
    rules=("R5.3a", "R12.14", "R5.4", "R5.5"),
    roles=STAFF,
    when=(*in_hand, is_verified, is_on_p5, is_beyond, may_dispose),
    refuses=("R5.3a", "R12.14"),
)
class TellOutsideOutcome(ComplaintAction):
    """The outside body solved it or finally refused: told to the customer, the case is completed as explained."""

    how: BeyondEnd = ask("Outcome", "结果")
    content: PersonalText = ask("What was told", "告知内容", min_length=1)
    understanding: Understands = ask("The customer's understanding", "业主是否理解")
    words: PersonalText = ask("In the customer's words", "业主原话", default="")
    remedies: tuple[OtherRemedy, ...] = ask("Other remedies named", "告知的其他救济途径", default=())

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A reply, and the end of the work; for who cannot be reached it is written to the file."""
        unreachable = state.reach.unreachable_since is not None
        self._check(state, unreachable=unreachable)
        yield from drop(state, About.NOT_GIVEN, About.FINALLY_REFUSED)
        yield BeyondEnded(**self.model_dump(), first_contact=not unreachable and is_first_contact(state, at.by))
        if not unreachable:
            yield Replied(by_what=ReplyKind.EXPLANATION)
        yield Completed(outcome=Completion.EXPLAINED)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was recorded."""
        return _since(complaint)

    def _check(self, state: Complaint, *, unreachable: bool) -> None:
        if self.how is BeyondEnd.OBSTACLE_GONE:
            raise Refused("R5.3a", NO_OUTCOME, instead=("record_obstacle_gone", "tell_outside_outcome"))
        if self.how is BeyondEnd.NO_ANSWER and not state.beyond.refused:
            raise Refused("R5.3a", NO_SILENCE, instead=("decide_finally_refused", "ask_finally_refused", "write_note"))
        if (self.understanding is Understands.NOT_REACHED) is not unreachable:
            raise Refused("R5.3a", ASK_TOO, instead=("tell_outside_outcome",))
        if not self.remedies and not unreachable:
            raise Refused("R12.14", NAME_REMEDIES, instead=("tell_outside_outcome",))


def _within_again(complaint: Complaint, reason: str) -> Iterator[ComplaintEvent]:
    """The obstacle is gone (R5.3a a): back to P7, a reply and the next notice are due."""
    yield from drop(complaint, About.FINALLY_REFUSED)
    yield BeyondEnded(how=BeyondEnd.OBSTACLE_GONE, content=reason)
    yield ReplyWanted(why=ReplyDue.WITHIN_ABILITY)


ACTIONS = (
    RecordBeyondAbility, RecordUnderstanding, DecideNotUnderstood, ReviewBeyond, RecordObstacleGone,
    AskFinallyRefused, DecideFinallyRefused, TellOutsideOutcome,
)  # fmt: skip

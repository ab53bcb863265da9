"""P7: a customer who says nothing to a proposal, and one who takes their agreement back (R7.4, R7.5)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.actions.p07_answer import waits_for_an_answer
from shared.complaint.completion import hold
from shared.complaint.decisions import asked, decide, is_asked_about
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import ReplyWanted
from shared.complaint.events.p07_final import AcceptanceTakenBack, AnswerAsked, ProposalNotObjected
from shared.complaint.events.p09_completion import SolutionAccepted
from shared.complaint.guards import in_hand, is_first_contact
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.decisions import About
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import ReplyDue
from shared.vocabulary.roles import LEVEL_2_UP, STAFF, Level, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import days_later, local_date
from shared.vocabulary.work import AgreedBy

is_not_asked_about = Guard(
    "R7.4",
    say("The manager is asked to decide already.", "已提请主任决定。"),
    lambda c: c.decisions.about(About.UNANSWERED_PROPOSAL) is None,
    instead=("decide_on_silence", "record_acceptance", "record_rejection"),
)
is_accepted = Guard(
    "R7.5",
    say("No solution is agreed that could be taken back.", "尚未商定处理方案，无从撤回。"),
    lambda c: c.work.accepted_at is not None,
    instead=("record_rejection", "tell_proposal", "make_proposal", "write_note"),
)
is_not_done = Guard(
    "R7.5",
    say("The work is complete; the agreement cannot be taken back any more.", "工作已完成，不能再撤回同意。"),
    lambda c: c.work.work_complete_at is None and c.work.completed_at is None,
    instead=("tell_done", "follow_up", "write_note"),
)

TOO_SOON = say(
    "The customer was asked on {asked} of {wanted} days; the manager decides after them, or after {until}.",
    "已在 {wanted} 天中的 {asked} 天催询业主；届满或 {until} 之后由主任决定。",
)


class _Waiting(ComplaintAction):
    """What is done while a proposal waits for its answer."""

    def answers(self, complaint: Complaint) -> datetime:
        """Not before it was told."""
        told = complaint.proposal.told
        return (told and told.told_at) or complaint.reception.received_at


@action(
    label=say("Ask for an answer", "催询业主意见"),
    rules=("R7.4",),
    roles=STAFF,
    when=(*in_hand, waits_for_an_answer),
)
class AskForAnswer(_Waiting):
    """Ask a customer who is silent what they say to the proposal; asks on different days count."""

    words: PersonalText = ask("How and what was asked", "催询情况", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Counted by its local day."""
        told = state.proposal.told
        day = local_date(at.occurred_at, at.directory.sites[state.reception.site].zone)
        yield AnswerAsked(proposal="" if told is None else told.id, day=str(day), words=self.words)


@action(
    label=say("Ask the manager about the silence", "提请主任决定（方案未获回应）"),
    rules=("R7.4", "CK14"),
    roles=(*STAFF, Role.DESK),
    when=(*in_hand, waits_for_an_answer, is_not_asked_about),
    refuses=("R7.4",),
)
class AskAboutSilence(_Waiting):
    """The customer was asked often enough, or the time is over: the manager decides; the desk asks by itself."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Not before that."""
        known, zone = limits(state, at), at.directory.sites[state.reception.site].zone
        until = days_later(self.answers(state), known.days("answer_within"), zone)
        days, wanted = len(state.proposal.asked_on), int(known.number("answer_asks"))
        if days < wanted and at.occurred_at < until:
            raise Refused("R7.4", TOO_SOON, asked=days, wanted=wanted, until=until, instead=("ask_for_answer",))
        yield asked(state, About.UNANSWERED_PROPOSAL, Level.MANAGER)


@action(
    label=say("Decide on the silence", "决定（方案未获回应）"),
    rules=("R7.4", "CK14"),
    roles=LEVEL_2_UP,
    when=(
        *in_hand,
        waits_for_an_answer,
        is_asked_about(About.UNANSWERED_PROPOSAL, instead=("ask_about_silence", "ask_for_answer", "write_note")),
    ),
)
class DecideOnSilence(_Waiting):
    """What can be undone is carried out as not objected; else it is explained why not (R7.3)."""

    can_be_undone: bool = ask("It can be undone, and is carried out", "可以恢复原状，予以实施")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Not objected counts as acceptance."""
        offer = state.proposal.told
        yield from decide(state, About.UNANSWERED_PROPOSAL, granted=self.can_be_undone, reason=self.reason)
        if self.can_be_undone and offer is not None:
            yield ProposalNotObjected(proposal=offer.id, reason=self.reason)
            yield SolutionAccepted(work=offer.work, agreed_by=AgreedBy.NOT_OBJECTED)


@action(
    label=say("The customer takes the agreement back", "业主撤回同意"),
    rules=("R7.5", "R5.1"),
    roles=STAFF,
    when=(*in_hand, is_not_done, is_accepted),
)
class TakeBackAcceptance(ComplaintAction):
    """Until the work is complete the customer may take their agreement back: the case is back at the proposal."""

    words: PersonalText = ask("In the customer's words", "业主原话", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The work waits; a reply is due within the limit."""
        yield AcceptanceTakenBack(words=self.words, first_contact=is_first_contact(state, at.by))
        yield from hold(state)
        yield ReplyWanted(why=ReplyDue.ACCEPTANCE_TAKEN_BACK)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the agreement."""
        return complaint.work.accepted_at or complaint.reception.received_at


ACTIONS = (AskForAnswer, AskAboutSilence, DecideOnSilence, TakeBackAcceptance)

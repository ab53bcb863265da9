"""P10: the follow-up by questionnaire: ours is to send it, to answer or to decline is the customer's."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from shared.complaint.actions.base import At, limits, site_of
from shared.complaint.actions.p10_follow_up import FollowUp, FollowUpAction, ask_what_now
from shared.complaint.actions.p10_quiet_week import DeclineFollowUp
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p10_questionnaire import QuestionnaireSent
from shared.complaint.guards import followed_up_now, is_reachable
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.follow_up import FollowUpForm
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import days_later, local_date

is_not_quiet = Guard(
    "R10.5",
    say("The quiet week runs; the customer is asked no more.", "一周观察期内不再询问业主。"),
    lambda c: c.follow_up.quiet_since is None,
    instead=("follow_up", "write_note"),
)
NO_LONGER = say("This questionnaire is taken no more.", "该问卷已失效。")


@action(
    label=say("Send the questionnaire", "发送问卷"),
    rules=("R10.2", "R12.3"),
    roles=STAFF,
    when=(*followed_up_now, is_reachable, is_not_quiet),
    own_route=True,
)
class SendQuestionnaire(FollowUpAction):
    """The customer is sent a link of their own to answer on; the answer to this order shows it, once."""

    note: PersonalText = ask("How it is sent", "发送方式", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """An attempt of today; the last one that is wanted asks for the decision."""
        zone = site_of(state, at).zone
        until = days_later(at.occurred_at, limits(state, at).days("questionnaire_days"), zone)
        number, day = state.follow_up.questionnaires + 1, local_date(at.occurred_at, zone)
        sent = QuestionnaireSent(questionnaire=f"q{number}", day=day, until=until, note=self.note)
        yield sent
        yield from ask_what_now(sent.apply(state, at.stamp()), at)


@action(
    label=say("Answer the questionnaire", "填写问卷"),
    rules=("R10.2", "R10.3", "R10.3a", "R10.4", "R10.7", "R12.15"),
    roles=(Role.CUSTOMER,),
    when=followed_up_now,
    refuses=("R10.2", "R10.3a"),
)
class AnswerQuestionnaire(FollowUp):
    """The customer says on the page behind the link what a follow-up asks; the outcomes are the same."""

    form: Literal[FollowUpForm.QUESTIONNAIRE] = ask("Form", "回访方式", default=FollowUpForm.QUESTIONNAIRE)
    questionnaire: str = ask("Questionnaire", "问卷")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """As if it had been said to us."""
        check_waiting(state, at.occurred_at, self.questionnaire)
        yield from super().decide(state, at)


@action(
    label=say("Decline on the questionnaire", "在问卷上谢绝回访"),
    rules=("R10.2", "R10.5", "R12.3"),
    roles=(Role.CUSTOMER,),
    when=(*followed_up_now, is_not_quiet),
    refuses=("R10.2",),
)
class DeclineQuestionnaire(DeclineFollowUp):
    """The customer plainly declines on the page behind the link."""

    questionnaire: str = ask("Questionnaire", "问卷")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """As if it had been said to us."""
        check_waiting(state, at.occurred_at, self.questionnaire)
        yield from super().decide(state, at)


def check_waiting(complaint: Complaint, now: datetime, questionnaire: str) -> None:
    """Only the newest link of this round is good, until its end (R10.2). Raises Refused."""
    waiting = complaint.follow_up.questionnaire
    if waiting is None or waiting.id != questionnaire or now >= waiting.until:
        raise Refused("R10.2", NO_LONGER, instead=("answer_questionnaire",))


ACTIONS = (SendQuestionnaire, AnswerQuestionnaire, DeclineQuestionnaire)

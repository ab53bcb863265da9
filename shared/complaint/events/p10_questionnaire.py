"""P10: the questionnaire that is sent to the customer instead of a call."""

from datetime import date
from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p10_follow_up import tried
from shared.complaint.state import Complaint, Questionnaire
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class QuestionnaireSent(ComplaintEvent):
    """The customer was sent a link of their own (问卷已发, R10.2): an attempt, which does not satisfy the clock."""

    TOPIC = "complaint.questionnaire_sent.v1"
    LABEL = say("questionnaire sent", "问卷已发")
    RULES: ClassVar = ("R10.2", "R12.3")

    questionnaire: str  #: id within the case: q1, q2 …; the link's own text is in no fact
    day: date  #: of the site, on which it was sent
    until: Instant  #: the link is good before this moment
    note: PersonalText = ""  #: how it was sent

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It takes the place of an earlier one; days count, not attempts."""
        chapter = tried(state.follow_up, self.day)
        waiting = Questionnaire(self.questionnaire, self.until)
        sent = replace(chapter, questionnaire=waiting, questionnaires=chapter.questionnaires + 1)
        return replace(state, follow_up=sent)

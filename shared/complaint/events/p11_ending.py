"""P11: entered by mistake, withdrawn by the customer, returned; and what others may learn from (R12.11, R11.3)."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted
from shared.complaint.events.p11_closing import begin_round, reopening
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.follow_up import CancelReason
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class Cancelled(ComplaintEvent):
    """Entered by mistake (录入错误, R12.11). Stays in the log, out of the rates."""

    TOPIC = "complaint.cancelled.v1"
    LABEL = say("cancelled, entered by mistake", "录入错误作废")
    RULES: ClassVar = ("R12.11",)

    reason: CancelReason
    note: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep who said so: another one may let it return (R11.4)."""
        return replace(state, closing=replace(state.closing, decided_by=stamp.by.id))


class WithdrawalAsked(ComplaintEvent):
    """The customer wants to withdraw the complaint (撤诉, R12.11); a level 1 who did not handle it confirms."""

    TOPIC = "complaint.withdrawal_asked.v1"
    LABEL = say("withdrawal asked", "业主申请撤诉")
    RULES: ClassVar = ("R12.11",)

    words: PersonalText  #: the customer's own
    form: PersonalText  #: where the signed form or its recorded equivalent is kept


class Withdrawn(ComplaintEvent):
    """The withdrawal is confirmed (R12.11); counted on its own line."""

    TOPIC = "complaint.withdrawn.v1"
    LABEL = say("withdrawn", "撤诉")
    RULES: ClassVar = ("R12.11",)

    confirmed_by: Code

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Keep who confirmed it; a closing needs it."""
        return replace(state, closing=replace(state.closing, decided_by=self.confirmed_by))


class Returned(ComplaintEvent):
    """A void closing is undone (恢复, R12.6a, R11.4): open again, or closed again as it was."""

    TOPIC = "complaint.returned.v1"
    LABEL = say("returned", "恢复")
    RULES: ClassVar = ("R11.4", "R12.6a")

    reason: PersonalText
    level: Level
    owner: Code | None = None

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Closed before it was void: closed again; else a new round."""
        before = state.closing.before_void
        if before is not None:
            return replace(state, closing=before)
        return begin_round(state, stamp, self.level, self.owner)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """Open again, with the clocks of reopening."""
        return () if after.closing.closed_at is not None else (*reopening(after), *assignment_wanted(after))


class TrainingCaseNominated(ComplaintEvent):
    """Somebody holds that others can learn from the case (培训案例, R11.3)."""

    TOPIC = "complaint.training_case_nominated.v1"
    LABEL = say("nominated as a training case", "提名为培训案例")
    RULES: ClassVar = ("R11.3",)

    lesson: PersonalText

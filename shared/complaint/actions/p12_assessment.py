"""P12: say how grave and how urgent a matter is, and where it belongs; three axes of their own (R12.2)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.amendment import Amendment, file_step, may_amend
from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_assessment import Assessed, Reclassified
from shared.complaint.guards import is_handled_here, is_open
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Severity, Urgency
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

WHY_MAJOR = say("Say why the matter is major.", "评定为重大须说明理由。")
NO_CATEGORY = say("There is no category {category} in use.", "没有在用的分类 {category}。")
WHY_CHANGED = say(
    "The case is classified as {category}; say why that is wrong.", "该投诉已归类为 {category}，请说明改类理由。"
)


@action(
    label=say("Assess severity and urgency", "评定轻重缓急"),
    rules=("R12.2",),
    roles=STAFF,
    when=(is_handled_here, is_open),
    refuses=("R12.2",),
)
class Assess(ComplaintAction):
    """Say how grave the matter is and how soon something must be done; demeanour and category say neither."""

    severity: Severity = ask("Severity", "严重程度")
    urgency: Urgency = ask("Urgency", "紧急程度", default=Urgency.NORMAL)
    reason: PersonalText = ask("Reason", "理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """*Major* demands a reason."""
        if self.severity is Severity.MAJOR and not self.reason.strip():
            raise Refused("R12.2", WHY_MAJOR, instead=("assess",))
        yield Assessed(severity=self.severity, urgency=self.urgency, reason=self.reason)

    def answers(self, complaint: Complaint) -> datetime:
        """The judgement whose file it may complete, else the receipt."""
        return file_step(complaint)


@action(
    label=say("Classify", "归类"),
    rules=("R12.2", "R12.29", "R11.1"),
    roles=STAFF,
    when=(may_amend,),
    refuses=("R12.2", "R12.29"),
)
class Reclassify(Amendment):
    """Put the case where it belongs in the company's tree; reports of past months keep what they had."""

    category: Code = ask("Category", "投诉类别")
    further_categories: tuple[Code, ...] = ask("Further categories", "其他类别", default=())
    reason: PersonalText = ask("Reason", "理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A change demands a reason; the first classification does not."""
        self.refuse_backdated(state, at)
        for code in (self.category, *self.further_categories):
            known = at.directory.categories.get(code)
            if known is None or not known.active:
                raise Refused("R12.2", NO_CATEGORY, category=code, instead=("reclassify",))
        was = state.reception.category
        if was and not self.reason.strip():
            raise Refused("R12.29", WHY_CHANGED, category=was, instead=("reclassify",))
        yield Reclassified(**self.model_dump())


ACTIONS = (Assess, Reclassify)

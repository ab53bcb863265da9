"""P12: say how grave and how urgent a matter is, and where it belongs; three axes of their own (R12.2)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.amendment import Amendment, file_step, may_amend
from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_incident import IncidentFlagged
from shared.complaint.events.p12_assessment import Assessed, InitiallyAssessed, Reclassified
from shared.complaint.guards import in_hand, is_handled_here, is_open
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Severity, Urgency
from shared.vocabulary.ids import Code
from shared.vocabulary.inquiry import IncidentKind, Opens
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

is_provisional = Guard(
    "R12.18",
    say("There are findings; their severity holds.", "已有调查结果，以其严重程度为准。"),
    lambda c: c.investigation.findings is None,
    instead=("assess", "record_findings"),
)
WHAT_OPENS = say(
    "Danger, or the need to act now, opens a special incident or urgent work; say which.",
    "存在危险或须立即处理时，请选择启动突发事件或紧急处理。",
)
NOTHING_OPENS = say(
    "Nothing is opened without danger or the need to act now.", "没有危险、也无须立即处理时，不启动突发事件或紧急处理。"
)
WHICH_KIND = say("A special incident has a kind, and nothing else has.", "突发事件须选类别，其他情形不填。")
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


@action(
    label=say("Assess at first", "初步评估"),
    rules=("R12.18", "R12.2", "R6.4", "R9.6"),
    roles=STAFF,
    when=(*in_hand, is_provisional),
    refuses=("R12.2", "R12.18"),
)
class AssessAtFirst(ComplaintAction):
    """At verification: how grave, is there danger, how many are affected, must something be done at once, the media."""

    severity: Severity = ask("Severity, provisional", "严重程度（暂定）")
    danger: bool = ask("Danger", "存在危险", default=False)
    affected: int | None = ask("People affected", "受影响人数", default=None, ge=0, le=1_000_000)
    act_now: bool = ask("Something must be done at once", "须立即处理", default=False)
    media: bool = ask("Media interest", "媒体关注", default=False)
    opens: Opens | None = ask("What that opens", "据此启动", default=None)
    incident: IncidentKind | None = ask("Kind of the special incident", "突发事件类别", default=None)
    reason: PersonalText = ask("Reason", "理由", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Danger, or the need to act now, opens a special incident (R6.4) or urgent work (R9.6)."""
        if self.severity is Severity.MAJOR and not self.reason.strip():
            raise Refused("R12.2", WHY_MAJOR, instead=("assess_at_first",))
        pressing = self.danger or self.act_now
        if pressing is not (self.opens is not None):
            raise Refused("R12.18", WHAT_OPENS if pressing else NOTHING_OPENS, instead=("assess_at_first",))
        flags = self.opens is Opens.SPECIAL_INCIDENT
        if flags is not (self.incident is not None):
            raise Refused("R12.18", WHICH_KIND, instead=("assess_at_first",))
        yield InitiallyAssessed(**self.model_dump(exclude={"incident"}))
        if self.incident is not None and not state.incident.is_unreported:
            yield IncidentFlagged(kind=self.incident, words=self.reason)


ACTIONS = (Assess, AssessAtFirst, Reclassify)

"""All chapters of one complaint, and the one word for where it stands."""

from dataclasses import dataclass, field

from shared.complaint.state.closing import Closing, Round
from shared.complaint.state.decisions import Decisions
from shared.complaint.state.facts import Assessment, Facts, Settlement
from shared.complaint.state.follow_up import FollowUp
from shared.complaint.state.investigation import Incident, Investigation
from shared.complaint.state.ladder import Ladder, Outside
from shared.complaint.state.links import Links
from shared.complaint.state.proposal import FinalPosition, Proposal
from shared.complaint.state.reception import MoveUp, Reception
from shared.complaint.state.reply import Beyond, Contact, Reach, Reply
from shared.complaint.state.work import Work
from shared.vocabulary.axes import Axis, Route


class Phase(Axis):
    """Where a case stands, derived from its chapters (drawn in docs/reference/phases.md)."""

    BLANK = "blank", "not received", "未受理"
    VERIFYING = "verifying", "to be verified", "待核实"
    ROUTING = "routing", "route to be chosen", "待定途径"
    ON_THE_SPOT = "on_the_spot", "on the spot", "现场处理"
    AGREED = "agreed", "agreed reply time", "约定答复"
    PROPOSING = "proposing", "proposal due", "待提方案"
    ANSWERING = "answering", "answer awaited", "待业主答复"
    BEYOND = "beyond", "beyond the unit's ability", "非本单位能力"
    WORKING = "working", "work under way", "处理中"
    TELLING = "telling", "customer to tell", "待告知完成"
    FOLLOWING_UP = "following_up", "follow-up due", "待回访"
    QUIET_WEEK = "quiet_week", "quiet week", "一周观察"
    FINAL_WAIT = "final_wait", "final position given", "最终答复等待"
    JUDGED_CLOSED = "judged_closed", "judged closed, file incomplete", "判断关闭"
    CLOSED = "closed", "closed", "已关闭"
    IMPORTED = "imported", "imported, not taken over", "来源导入"


@dataclass(frozen=True, slots=True)
class Complaint:
    """All chapters of one complaint."""

    reception: Reception = field(default_factory=Reception)
    move_up: MoveUp = field(default_factory=MoveUp)
    facts: Facts = field(default_factory=Facts)
    settlement: Settlement = field(default_factory=Settlement)
    assessment: Assessment = field(default_factory=Assessment)
    reply: Reply = field(default_factory=Reply)
    beyond: Beyond = field(default_factory=Beyond)
    reach: Reach = field(default_factory=Reach)
    contact: Contact = field(default_factory=Contact)
    investigation: Investigation = field(default_factory=Investigation)
    incident: Incident = field(default_factory=Incident)
    proposal: Proposal = field(default_factory=Proposal)
    final_position: FinalPosition = field(default_factory=FinalPosition)
    ladder: Ladder = field(default_factory=Ladder)
    outside: Outside = field(default_factory=Outside)
    work: Work = field(default_factory=Work)
    follow_up: FollowUp = field(default_factory=FollowUp)
    round: Round = field(default_factory=Round)
    closing: Closing = field(default_factory=Closing)
    decisions: Decisions = field(default_factory=Decisions)
    links: Links = field(default_factory=Links)

    @property
    def exists(self) -> bool:
        """It was received or imported."""
        return self.reception.site != ""

    @property
    def is_open(self) -> bool:
        """Received and not closed; judged closed is still open (5.2)."""
        return self.closing.closed_at is None and self.reception.site != ""

    @property
    def phase(self) -> Phase:
        """The one word for where the case stands."""
        if not self.exists:
            return Phase.BLANK
        return _closing_phase(self.closing) or _reception_phase(self.reception, self.facts) or _handling_phase(self)


BLANK = Complaint()
"""Before the first fact. Every fold begins with this one, so that they share the states after it (`Record.after`)."""


def _closing_phase(closing: Closing) -> Phase | None:
    if closing.closed_at is not None:
        return Phase.CLOSED
    return Phase.JUDGED_CLOSED if closing.judged_at is not None else None


def _reception_phase(reception: Reception, facts: Facts) -> Phase | None:
    if reception.imported:
        return Phase.IMPORTED
    if facts.verified_at is None:
        return Phase.VERIFYING
    if facts.route is None:
        return Phase.ROUTING
    return Phase.ON_THE_SPOT if facts.route is Route.ON_THE_SPOT else None


def _handling_phase(c: Complaint) -> Phase:
    """On the route of an agreed reply time: the last step that was reached says where it stands."""
    reached = (
        (c.final_position.given_at, Phase.FINAL_WAIT),
        (c.follow_up.quiet_since, Phase.QUIET_WEEK),
        (c.work.completed_at, Phase.FOLLOWING_UP),
        (c.work.work_complete_at, Phase.TELLING),
        (c.work.accepted_at, Phase.WORKING),
        (c.beyond.since, Phase.BEYOND),
        (c.proposal.told, Phase.ANSWERING),
        (c.investigation.findings, Phase.PROPOSING),
    )
    return next((phase for at, phase in reached if at is not None), Phase.AGREED)

"""What a closing needs (R11.1): the list of what is missing, by route and closing reason."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.complaint.state import Complaint
from shared.vocabulary.axes import REACHED, ClosingReason, FollowUpOutcome, Route, Severity
from shared.vocabulary.replies import ReplyKind
from shared.vocabulary.text import Say, say


@dataclass(frozen=True, slots=True)
class Need:
    """One entry of the table *What a closing needs*."""

    slug: str
    words: Say
    there: Callable[[Complaint], bool]


def _decided(on_the_spot: object, by_findings: object) -> bool:
    """Validity and the responsible party are decided on the spot or with the findings (R1.0)."""
    return on_the_spot is not None or by_findings is not None


def _serious_apology_made(c: Complaint) -> bool:
    """Satisfied in one of the ways of R6.5, or not wanted: no serious fault, or nobody to apologise to (R5.5)."""
    apology, found = c.investigation.apology, c.investigation.findings
    if c.reach.unreachable_since is not None:
        return True
    graver = c.assessment.severity in {Severity.SERIOUS, Severity.MAJOR}
    by_answer = found is None and bool(c.settlement.at_fault) and graver  # R4.1a: a fault answered on the spot
    return apology.since is None and (apology.satisfied or not by_answer)


def _final_position_given(c: Complaint) -> bool:
    """Its form asks for the document, the reasons and the remedies, and its day is the one on which it was told."""
    return c.final_position.given_at is not None


def _explained(c: Complaint) -> bool:
    """The final explanation, the outcome told or the final position is the solution (R7.3, R5.3a b, R7.6)."""
    return c.work.explained or c.proposal.explained_at is not None or _final_position_given(c)


def _demand_known(c: Complaint) -> bool:
    """R7.0 wants it before a proposal: not where nothing had to be found out, nor for an explanation, which is none."""
    return c.investigation.none_needed or c.work.explained or c.proposal.demand_at is not None


def _reply_time_known(c: Complaint) -> bool:
    """Agreed or not; an answer on the spot that was the reply (R4.1a, R4.4a), or R5.5, leaves nothing to agree."""
    reply = c.reply
    on_the_spot = reply.replied_by is ReplyKind.ON_THE_SPOT
    return bool(reply.times) or reply.not_agreed or on_the_spot or c.reach.unreachable_since is not None


def _was_reached(c: Complaint) -> bool:
    """One fact tells form, outcome, the three ratings and whether it is solved (R10.2, R12.15)."""
    return c.follow_up.outcome in REACHED


EVERY_ROUTE = (
    Need("receipt", say("receipt", "受理"), lambda c: c.exists),
    Need("channel", say("channel", "渠道"), lambda c: c.reception.channel is not None),
    Need("customer", say("customer or anonymous", "投诉人或匿名"),
         lambda c: c.reception.customer is not None or c.reception.anonymous),
    Need("unit", say("unit or none", "房号或无"), lambda c: c.reception.has_unit),
    Need("category", say("category", "投诉类别"), lambda c: c.reception.category != ""),
    Need("statement", say("statement of facts", "投诉要点"), lambda c: c.facts.verified_at is not None),
    Need("route", say("route", "处理途径"), lambda c: c.facts.route is not None),
    Need("first_receiver", say("first receiver", "首次受理人"), lambda c: c.ladder.first_receiver is not None),
    Need("last_receiver", say("last receiver", "最终受理人"), lambda c: c.ladder.last_receiver is not None),
    Need("valid", say("valid or not", "是否有效"), lambda c: _decided(c.settlement.valid, c.investigation.valid)),
    Need("responsible", say("responsible party", "责任归属"),
         lambda c: _decided(c.settlement.responsible, c.investigation.responsible)),
)  # fmt: skip

ON_THE_SPOT = (
    Need("answer", say("explanation or answer", "解释或答复"), lambda c: c.settlement.answered_at is not None),
    Need("at_fault", say("at fault yes or no", "是否有过失"), lambda c: c.settlement.at_fault is not None),
    Need(
        "apology",
        say("apology", "道歉"),
        lambda c: not c.settlement.at_fault or c.settlement.apologised or c.reception.apologised,
    ),
    Need("satisfaction", say("satisfaction asked", "询问满意度"), lambda c: c.settlement.asked_at is not None),
    Need("signature", say("signature", "签字"), lambda c: c.settlement.signed_at is not None),
)

AGREED = (
    Need("reply_time", say("reply time or not agreed", "答复时间或未约定"), _reply_time_known),
    Need("findings", say("findings, or none needed with reason", "调查结果或无需调查及理由"),
         lambda c: c.investigation.is_done),
    Need("severity", say("severity", "严重程度"), lambda c: c.assessment.severity is not None),
    Need("solution", say("accepted, decided or final solution", "接受、决定或最终的方案"),
         lambda c: c.work.accepted_at is not None or _explained(c)),
    Need("demand", say("demand, reason and state of mind", "诉求、原由与心态"), _demand_known),
    Need("tasks", say("every task ended", "全部任务已结束"), lambda c: not c.work.tasks),
    Need("completed", say("work complete and told", "处理完毕并已告知"),
         lambda c: c.work.completed_at is not None or c.final_position.given_at is not None),
    Need("serious_apology", say("apology for a serious fault", "严重过失致歉"), _serious_apology_made),
)  # fmt: skip

_BY_ROUTE = {None: (), Route.ON_THE_SPOT: ON_THE_SPOT, Route.AGREED: AGREED}

BY_REASON = {
    ClosingReason.SETTLED_ON_THE_SPOT: (),
    ClosingReason.FOLLOW_UP_SATISFIED: (
        Need("follow_up_form", say("form of the follow-up", "回访方式"), _was_reached),
        Need("follow_up_outcome", say("outcome of the follow-up", "回访结果"), _was_reached),
        Need("ratings", say("three ratings", "三项评分"), _was_reached),
        Need("solved", say("is it solved?", "是否解决"), _was_reached),
    ),
    ClosingReason.NO_RECURRENCE: (
        Need("declined", say("declining words, or the supervisor's decision", "谢绝原话或主任决定"),
             lambda c: c.follow_up.quiet_since is not None),
    ),
    ClosingReason.FOLLOW_UP_EXEMPT: (
        Need("exempted", say("who decided, why", "决定人及理由"),
             lambda c: c.follow_up.outcome is FollowUpOutcome.EXEMPT),
    ),
    ClosingReason.FINAL_POSITION_GIVEN: (
        Need("position", say("the document, its reasons", "最终答复文件及理由"), _final_position_given),
        Need("remedies", say("the remedies named", "告知的救济途径"), _final_position_given),
        Need("told_on", say("the day it was told", "告知日期"), _final_position_given),
    ),
    ClosingReason.WITHDRAWN: (
        Need("withdrawal", say("the customer's words, the form, the confirming person", "业主原话、表单、确认人"),
             lambda c: c.closing.decided_by is not None),
    ),
    ClosingReason.CANCELLED: (Need("cancelled", say("reason", "理由"), lambda c: c.closing.decided_by is not None),),
    ClosingReason.DUPLICATE: (
        Need("survivor", say("the surviving case", "保留的投诉"), lambda c: c.links.duplicate_of is not None),
    ),
    ClosingReason.NOT_KNOWN: (Need("source_row", say("the source's row", "来源原始记录"), lambda c: c.exists),),
}  # fmt: skip

OWN_ROW_ONLY = frozenset(
    {ClosingReason.WITHDRAWN, ClosingReason.CANCELLED, ClosingReason.DUPLICATE, ClosingReason.NOT_KNOWN}
)
"""*Withdrawn*, *void* and *imported* need their own row and nothing else."""


def needs(complaint: Complaint, reason: ClosingReason) -> tuple[Need, ...]:
    """The entries of this case's route and closing reason."""
    if reason in OWN_ROW_ONLY:
        return BY_REASON[reason]
    return EVERY_ROUTE + _BY_ROUTE[complaint.facts.route] + BY_REASON[reason]


def missing(complaint: Complaint, reason: ClosingReason) -> tuple[str, ...]:
    """Slugs of what the file still lacks; empty when it is complete."""
    return tuple(need.slug for need in needs(complaint, reason) if not need.there(complaint))

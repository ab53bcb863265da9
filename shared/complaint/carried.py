"""What of a case goes with it to another site (R12.11b): its chapters, and its clocks with starts and outcomes.

Stored as it is in the fact that brings it, so a chapter that changes its shape asks that fact for an upcaster (G10).
"""

from datetime import datetime
from typing import Self

from pydantic import BaseModel

from shared.complaint.clocks.run import CarriedRun
from shared.complaint.state import (
    Assessment,
    Beyond,
    Closing,
    Complaint,
    Contact,
    Decisions,
    Escalation,
    Facts,
    FinalPosition,
    FollowUp,
    Incident,
    Investigation,
    Ladder,
    MoveUp,
    Outside,
    Proposal,
    Reach,
    Reception,
    Reply,
    Round,
    Settlement,
    Work,
)
from shared.decision.event import FROZEN
from shared.decision.replacing import replace
from shared.vocabulary.roles import Level


class Carried(BaseModel):
    """The state that a case has reached, without what belongs to the site it leaves.

    Words travel beside it, in fields that are marked personal; findings are nothing but words there.
    """

    model_config = FROZEN
    reception: Reception
    facts: Facts
    settlement: Settlement
    assessment: Assessment
    reply: Reply
    beyond: Beyond
    reach: Reach
    contact: Contact  #: without the acknowledgement: the new number is to be told
    investigation: Investigation  #: that none is needed, and the apology; no assignments, no findings
    incident: Incident
    proposal: Proposal
    final_position: FinalPosition
    work: Work  #: what was agreed and by when; no tasks, no pauses that could be ended
    follow_up: FollowUp
    round: Round
    ladder: Ladder  #: levels and counts; owner, deputy and whoever else has a part stay behind
    assigned: int  #: assignments, needs of outside bodies, decisions so far: no id is used twice
    needs: int
    decisions: int
    first_judged_at: datetime | None
    clocks: tuple[CarriedRun, ...]

    @classmethod
    def of(cls, complaint: Complaint, clocks: tuple[CarriedRun, ...]) -> Self:
        """What goes along, exactly as it will be read from the log."""
        ladder = complaint.ladder
        level = ladder.level if ladder.pending is None else max(ladder.level, ladder.pending.to_level)
        went = cls(
            reception=_reception(complaint.reception),
            facts=complaint.facts,
            settlement=replace(complaint.settlement, open_promises=()),
            assessment=complaint.assessment,
            reply=complaint.reply,
            beyond=complaint.beyond,
            reach=complaint.reach,
            contact=replace(complaint.contact, acknowledged_at=None),
            investigation=_investigation(complaint.investigation),
            incident=complaint.incident,
            proposal=complaint.proposal,
            final_position=complaint.final_position,
            work=_work(complaint.work),
            follow_up=complaint.follow_up,
            round=complaint.round,
            ladder=_ladder(ladder, level),
            assigned=complaint.investigation.given,
            needs=complaint.outside.recorded,
            decisions=complaint.decisions.asked,
            first_judged_at=complaint.closing.first_judged_at,
            clocks=clocks,
        )
        return cls.model_validate_json(went.model_dump_json())


def _reception(was: Reception) -> Reception:
    """Nobody stands before us at the other site; who has no result yet is as one who left (R1.1a)."""
    return replace(was, present=False, left=was.left or was.present, agitated_since=None, promise="")


def _investigation(was: Investigation) -> Investigation:
    """The other site finds out for itself, unless nothing has to be (R12.11b: findings travel as text)."""
    kept = Investigation(none_needed=was.none_needed, apologised=was.apologised, apology=was.apology)
    return replace(kept, valid=was.valid, responsible=was.responsible) if was.none_needed else kept


def _work(was: Work) -> Work:
    """Tasks are withdrawn (3.3), and with them urgent work that nobody agreed to (R9.6)."""
    return replace(
        was, tasks=(), open_tasks=frozenset(), done=0, held=False, asked=(), pauses=(),
        urgent_since=None if was.is_urgent else was.urgent_since,
    )  # fmt: skip


def _ladder(was: Ladder, level: Level) -> Ladder:
    """A move up that waited is made by the move to the other site."""
    return replace(
        was, level=level, highest=max(was.highest, level), owner=None, deputy=None, executor=None,
        watchers=frozenset(), pending=None, contact_wanted=None, contact_tries=0, accepted_at=None,
    )  # fmt: skip


def arrived(was: Complaint, went: Carried, site: str, to: Escalation) -> Complaint:
    """The case at the other site, new there or there again; `to` says who is to accept it.

    `was`: as the case stands there, blank where it is new. Its links and its open decisions are its own.
    """
    ladder = replace(
        went.ladder, level=to.to_level, highest=max(went.ladder.highest, to.to_level), owner=to.to_person,
        pending=to, escalated=went.ladder.escalated + 1,
    )  # fmt: skip
    return replace(
        was,
        reception=replace(went.reception, site=site),
        move_up=MoveUp(),
        facts=went.facts,
        settlement=went.settlement,
        assessment=went.assessment,
        reply=went.reply,
        beyond=went.beyond,
        reach=went.reach,
        contact=went.contact,
        investigation=replace(went.investigation, given=went.assigned),
        incident=went.incident,
        proposal=went.proposal,
        final_position=went.final_position,
        ladder=ladder,
        outside=Outside(recorded=went.needs),
        work=_with_safe_tasks(went.work, was.work),
        follow_up=went.follow_up,
        round=went.round,
        closing=Closing(first_judged_at=went.first_judged_at),
        decisions=Decisions(asked=went.decisions),
    )


def _with_safe_tasks(work: Work, here: Work) -> Work:
    """Tasks that make something safe were tasks of this site all the time (CK6)."""
    for task in here.tasks:
        work = work.plus(task) if task.makes_safe else work
    return work

"""P8: a case goes to a higher level without the customer before us, and somebody there accepts it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Self

from pydantic import model_validator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.people import working_here
from shared.complaint.escalating import ROWS, Asked, accept_by, escalate, is_about_acceptance, move_on
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p08_escalation import AcceptanceDeputed, EscalationAccepted
from shared.complaint.guards import in_hand, is_absent, is_as_high, is_below_top, owns
from shared.complaint.ladder import target_from_afar
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.moment import Caller
from shared.decision.refusal import Refused
from shared.vocabulary.axes import EscalationReason
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Level, Role
from shared.vocabulary.text import say


def _is_desk(by: Caller) -> bool:
    return by.role is Role.DESK


needs_no_consent = Guard(
    "R1.4",
    is_absent.sentence,
    lambda _: True,
    of_caller=lambda c, by: _is_desk(by) or is_absent.holds(c),
    instead=is_absent.instead,
)
may_escalate = Guard(
    "R12.9",
    say(
        "The owner of the case, or somebody at the level “{level}” or higher, may move it up.",
        "须由该投诉负责人或“{level}”及以上层级人员上移。",
    ),
    lambda _: True,
    facts=lambda c: {"level": c.ladder.level},
    of_caller=lambda c, by: _is_desk(by) or owns(c, by) or is_as_high(c, by),
    instead=("write_note",),
)
is_pending = Guard(
    "R8.6",
    say("No escalation waits to be accepted.", "目前没有待接受的服务上移。"),
    lambda c: c.ladder.pending is not None,
    instead=("escalate", "write_note"),
)


def _is_addressed(complaint: Complaint, by: Caller) -> bool:
    pending = complaint.ladder.pending
    if pending is None:
        return True
    return by.id == pending.to_person or (by.level is not None and by.level >= pending.to_level)


def _may_accept(complaint: Complaint, by: Caller) -> bool:
    pending = complaint.ladder.pending
    return _is_addressed(complaint, by) or (pending is not None and pending.deputy == by.id)


may_accept = Guard(
    "R8.6",
    say(
        "It is for {person} to accept, for a deputy they name, or for another of the level “{level}” or higher.",
        "须由 {person}、其指定的代理人或“{level}”及以上层级人员接受。",
    ),
    lambda _: True,
    facts=lambda c: {
        "person": "–" if c.ladder.pending is None else c.ladder.pending.to_person or "–",
        "level": c.ladder.level if c.ladder.pending is None else c.ladder.pending.to_level,
    },
    of_caller=_may_accept,
    instead=("write_note",),
)
may_depute = Guard(
    may_accept.rule,
    may_accept.sentence,
    lambda _: True,
    facts=may_accept.facts,
    of_caller=_is_addressed,
    instead=("accept_escalation", "write_note"),
)

NOT_HIGHER = say("A case moves from “{level}” to a higher level.", "从“{level}”上移须到更高层级。")
NOT_RESPONSIBLE = say(
    "{person} is neither of the level “{level}” or higher nor the head of a department, or has the case already.",
    "{person} 不是“{level}”及以上层级人员，也不是部门负责人，或已在负责该投诉。",
)
STILL_IN_TIME = say(
    "The escalation can be accepted in time until {until}; only then does it move on.",
    "该上移在 {until} 前均可按时接受，此后方可继续上移。",
)
AT_TOP = say(
    "It waits at the top of the ladder already; it stands on the enterprise board until somebody acts.",
    "已上移至最高层级，将列于企业看板直至有人处理。",
)
NO_DEPUTY_OF_THEIRS = say(
    "{person} cannot accept for another: a deputy is of the staff, and neither the owner nor who is to accept.",
    "{person} 不能代为接受：代理人须为客服人员，且不得为负责人或应接受人本人。",
)


@action(
    label=say("Escalate", "服务上移"),
    rules=("R8.0", "R8.1", "R8.2", "R8.3", "R8.5", "CK4", "CK5"),
    roles=(*STAFF, Role.DESK),
    when=(*in_hand, is_below_top, needs_no_consent, may_escalate),
    refuses=("R8.0", "R8.1", "R8.2", "R8.3", "R12.9", "R12.17"),
)
class Escalate(ComplaintAction):
    """Ask a higher level to accept the case; while one escalation waits, the reason is added to it."""

    why: EscalationReason = ask("Why", "上移原因")
    to_level: Level | None = ask("To level; empty: by default", "上移至（空：默认层级）", default=None)
    person: Code | None = ask("To whom; empty: who holds the level", "上移给（空：该层级在岗人员）", default=None)
    missed: tuple[str, ...] = ask("Missed clocks, oldest first", "超时的时限（先超时者在前）", default=())
    consented: bool = ask("The customer agrees", "业主同意", default=False)
    note: PersonalText = ask("Note", "备注", default="")

    @model_validator(mode="after")
    def _of_a_kind(self) -> Self:
        if unknown := sorted(set(self.missed) - ROWS.keys()):
            raise ValueError(f"no such clock: {', '.join(unknown)}")
        if (self.why is EscalationReason.MISSED_CLOCK) is not bool(self.missed):
            raise ValueError("missed clocks are named where one is the reason, and nowhere else")
        return self

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A new escalation, one level further for the one that waits too long, or one more reason for it (CK4)."""
        asked = Asked(self.why, self.missed, ("R8.1",) if not self.missed else (), self.note, self.consented)
        pending = state.ladder.pending
        if pending is not None and is_about_acceptance(self.missed):
            self._check_overdue(state, at)
            if pending.to_level is Level.ENTERPRISE:
                raise Refused("R8.3", AT_TOP, instead=("accept_escalation", "write_note"))
            yield from move_on(state, at, asked)
            return
        yield from escalate(state, at, asked, to=self._target(state, at), person=self.person)

    def _check_overdue(self, state: Complaint, at: At) -> None:
        until = accept_by(state, at)
        if not _is_desk(at.by) and until is not None and at.occurred_at <= until:
            raise Refused("R8.2", STILL_IN_TIME, until=until, instead=("accept_escalation", "write_note"))

    def _target(self, state: Complaint, at: At) -> Level:
        level = state.ladder.level
        target = self.to_level if self.to_level is not None else target_from_afar(state, self.why)
        if self.person is not None:
            target = self._of_person(state, at, self.person, target)
        if target <= level:
            raise Refused("R8.0", NOT_HIGHER, level=level, instead=("escalate",))
        return target

    def _of_person(self, state: Complaint, at: At, code: str, target: Level) -> Level:
        """The level for which somebody is named: the one asked for, else their own (R8.1). Raises Refused."""
        person = working_here(state, at, code)
        heads = {department.head for department in at.directory.departments.values() if department.active}
        own = person.level
        if own is not None and self.to_level is None:
            target = own
        if code == state.ladder.owner or ((own is None or own < target) and code not in heads):
            raise Refused("R8.1", NOT_RESPONSIBLE, person=code, level=target, instead=("escalate",))
        return target


@action(
    label=say("Accept the escalation", "接受上移"),
    rules=("R8.1", "R8.2", "R8.6"),
    roles=(*STAFF, Role.DEPARTMENT),
    when=(*in_hand, is_pending, may_accept),
)
class AcceptEscalation(ComplaintAction):
    """You are the case's receiver at that level from now on, and contact the customer."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Owner and level change now (R8.6)."""
        pending = state.ladder.pending
        if pending is not None:
            yield EscalationAccepted(
                escalation=pending.id, person=at.by.id, from_owner=state.ladder.owner,
                level=max(pending.to_level, state.ladder.level), explained=state.reception.explained,
            )  # fmt: skip

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the escalation."""
        return _since(complaint)


@action(
    label=say("Name a deputy who accepts", "指定代理人接受"),
    rules=("R8.6",),
    roles=(*STAFF, Role.DEPARTMENT),
    when=(*in_hand, is_pending, may_depute),
    refuses=("R8.6", "R12.9", "R12.17"),
)
class DeputeAcceptance(ComplaintAction):
    """Nobody declines; who cannot take the case names a deputy, who accepts within the same limit."""

    deputy: Code = ask("Deputy", "代理人")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The limit is the same."""
        pending = state.ladder.pending
        deputy = working_here(state, at, self.deputy)
        taken = {state.ladder.owner, None if pending is None else pending.to_person}
        if deputy.level is None or deputy.code in taken:
            raise Refused("R8.6", NO_DEPUTY_OF_THEIRS, person=deputy.code, instead=("depute_acceptance",))
        if pending is not None:
            yield AcceptanceDeputed(
                escalation=pending.id, addressed=pending.to_person, deputy=deputy.code, reason=self.reason
            )

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the escalation."""
        return _since(complaint)


def _since(complaint: Complaint) -> datetime:
    pending = complaint.ladder.pending
    return complaint.reception.received_at if pending is None else pending.since


ACTIONS = (Escalate, AcceptEscalation, DeputeAcceptance)

"""P12: take a case from the seat, pass it on, and act for an absent owner (R12.9)."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.people import working_here
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_handover import HandedOver
from shared.complaint.events.p12_ownership import Delegated, DelegationEnded, TakenFromSeat
from shared.complaint.guards import (
    in_hand,
    is_absent,
    is_as_high,
    is_handled_here,
    is_open,
    is_owned,
    may_dispose,
)
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

is_unowned = Guard(
    "R12.9",
    say("{owner} owns the case already.", "该投诉已由 {owner} 负责。"),
    lambda c: c.ladder.owner is None,
    instead=("pass_on",),
    facts=lambda c: {"owner": c.ladder.owner},
)
may_take_seat = Guard(
    "R12.9",
    say(
        "The seat is of the level “{level}”; that level or a higher one takes it.",
        "该席位属“{level}”层级，须由同级或更高层级领取。",
    ),
    lambda _: True,
    facts=lambda c: {"level": c.ladder.level},
    of_caller=is_as_high,
    instead=("write_note",),
)
is_not_delegated = Guard(
    "R12.9",
    say("{deputy} acts for the owner already.", "已由 {deputy} 代理。"),
    lambda c: c.ladder.deputy is None,
    instead=("end_delegation",),
    facts=lambda c: {"deputy": c.ladder.deputy},
)
is_delegated = Guard(
    "R12.9",
    say("Nobody acts for the owner.", "目前无人代理。"),
    lambda c: c.ladder.deputy is not None,
    instead=("delegate",),
)

SAME_LEVEL_ONLY = say(
    "{person} is not another colleague at the level “{level}”; a case is passed on within its level.",
    "{person} 不是“{level}”层级的其他同事；转交限于同级之间。",
)
NO_DEPUTY = say("{owner} has no deputy in the directory; name one.", "{owner} 在名录中没有代理人，请指定。")
NOT_A_DEPUTY = say(
    "{person} cannot act for the owner: a deputy is of the staff and neither the owner nor the executor.",
    "{person} 不能代理：代理人须为客服人员，且不得为负责人或执行人本人。",
)


@action(
    label=say("Take the case", "领取"),
    rules=("R12.9", "R1.6"),
    roles=STAFF,
    when=(is_handled_here, is_open, is_unowned, may_take_seat),
)
class TakeFromSeat(ComplaintAction):
    """Own a case that only a seat owns; on an unattended channel that makes you its first receiver."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Owned at the level where it stands."""
        yield TakenFromSeat(person=at.by.id, level=state.ladder.level)


@action(
    label=say("Pass it on to a colleague", "同级转交"),
    rules=("R12.9", "R1.5"),
    roles=STAFF,
    when=(*in_hand, is_absent, may_dispose),
    refuses=("R12.9", "R12.17"),
)
class PassOn(ComplaintAction):
    """Hand a case over to a colleague of the same level, the customer not being there."""

    person: Code = ask("To whom", "转交给")
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """No escalation; every change of owner is an event."""
        ladder = state.ladder
        person = working_here(state, at, self.person)
        if person.level != ladder.level or person.code == ladder.owner:
            raise Refused("R12.9", SAME_LEVEL_ONLY, person=self.person, level=ladder.level, instead=("pass_on",))
        yield HandedOver(
            person=person.code, from_owner=ladder.owner, level=ladder.level, in_presence=False, reason=self.reason,
            explained=state.reception.explained,
        )  # fmt: skip


@action(
    label=say("Delegate for absence", "缺席代理"),
    rules=("R12.9",),
    roles=STAFF,
    when=(*in_hand, is_owned, is_not_delegated, may_dispose),
    refuses=("R12.9", "R12.17"),
)
class Delegate(ComplaintAction):
    """While the owner is absent a deputy acts on their behalf and is named with every act."""

    deputy: Code | None = ask("Deputy; empty: the one of the directory", "代理人（空：名录所载）", default=None)
    reason: PersonalText = ask("Reason", "理由", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The owner stays the owner."""
        owner = state.ladder.owner or ""
        known = at.directory.people.get(owner)
        code = self.deputy or (known.deputy if known else None)
        if code is None:
            raise Refused("R12.9", NO_DEPUTY, owner=owner, instead=("delegate",))
        deputy = working_here(state, at, code)
        if deputy.level is None or code in {owner, state.ladder.executor}:
            raise Refused("R12.9", NOT_A_DEPUTY, person=code, instead=("delegate",))
        yield Delegated(owner=owner, deputy=code, reason=self.reason)


@action(
    label=say("End the delegation", "结束代理"),
    rules=("R12.9",),
    roles=STAFF,
    when=(*in_hand, is_delegated, may_dispose),
)
class EndDelegation(ComplaintAction):
    """The owner is back."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Nobody acts for the owner any more."""
        yield DelegationEnded(deputy=state.ladder.deputy or "")


ACTIONS = (TakeFromSeat, PassOn, Delegate, EndDelegation)

"""P11: a closed case is reopened, a judgement is taken back; nothing is overwritten."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p04_signature import RouteChanged
from shared.complaint.events.p11_closing import JudgementTakenBack, Reopened
from shared.complaint.events.p12_import import TakenOver
from shared.complaint.ladder import find_holder
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.decision.refusal import Refused
from shared.directory.state import Directory, Person
from shared.vocabulary.axes import VOID, Route, RouteChange
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, Level, Role
from shared.vocabulary.text import say

is_closed = Guard(
    "R11.4",
    say("The case is not closed; there is nothing to reopen.", "该投诉尚未关闭，无须重启。"),
    lambda c: c.closing.closed_at is not None,
    instead=("take_back", "write_note"),
)
is_not_void = Guard(
    "R11.4",
    say("A void case is not reopened; it returns.", "作废的投诉不能重启，只能恢复。"),
    lambda c: c.closing.reason not in VOID,
    instead=("return_case", "write_note"),
)
is_judged_only = Guard(
    "R11.4",
    say("The case is not judged closed with its file incomplete.", "该投诉不处于判断关闭而资料未全的状态。"),
    lambda c: c.closing.judged_at is not None and c.closing.closed_at is None,
    instead=("reopen", "write_note"),
)

ARCHIVED = say(
    "Site {site} is archived and holds imported cases only; open the site first.",
    "项目 {site} 为存档项目，只保存导入的投诉；须先启用该项目。",
)


@action(
    label=say("Reopen", "重启"),
    rules=("R11.4", "R12.10", "CK12"),
    roles=(*LEVEL_1_UP, Role.AUDITOR),
    when=(is_closed, is_not_void),
    refuses=("CK12",),
)
class Reopen(ComplaintAction):
    """The customer came back, or an auditor found something: the case is open again, at any time."""

    reason: PersonalText = ask("Reason", "重启原因", min_length=1)
    for_auditor: bool = ask("For the auditor", "应审计要求", default=False)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """To the last receiver, else to who holds that level today; an imported case is taken over with it."""
        level, owner = returns_to(state, at.directory)
        for_auditor = self.for_auditor or at.by.role is Role.AUDITOR
        if not state.reception.imported:
            yield Reopened(reason=self.reason, for_auditor=for_auditor, level=level, owner=owner)
            yield from goes_on(state)
            return
        refuse_archived(state, at.directory)
        if at.by.level is not None:
            owner = at.by.id
        yield Reopened(reason=self.reason, for_auditor=for_auditor, level=level, owner=owner)
        if owner is not None:
            yield TakenOver(owner=owner, level=level, with_reopening=True)

    def answers(self, complaint: Complaint) -> datetime:
        """A reopening cannot lie before the closing."""
        return complaint.closing.closed_at or complaint.reception.received_at


@action(
    label=say("Take the judgement back", "撤回判断"),
    rules=("R11.4",),
    roles=LEVEL_1_UP,
    when=(is_judged_only,),
)
class TakeBack(ComplaintAction):
    """The case was judged closed too soon; it is in hand again before it was ever closed."""

    reason: PersonalText = ask("Reason", "撤回原因", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """A new round with the clocks of reopening; no reopening is counted."""
        level, owner = returns_to(state, at.directory)
        yield JudgementTakenBack(reason=self.reason, level=level, owner=owner)
        yield from goes_on(state)

    def answers(self, complaint: Complaint) -> datetime:
        """It cannot lie before the judgement."""
        return complaint.closing.judged_at or complaint.reception.received_at


def goes_on(complaint: Complaint) -> Iterator[RouteChanged]:
    """A case that was verified goes on by an agreed reply time, whatever its route was (3.3 *reopening*)."""
    if complaint.facts.verified_at is not None and complaint.facts.route is not Route.AGREED:
        yield RouteChanged(why=RouteChange.OPEN_AGAIN)


def returns_to(complaint: Complaint, directory: Directory) -> tuple[Level, str | None]:
    """Who gets a case that is open again (R11.4): the last receiver, if still of that level and here.

    Else who holds the level today, else the next level up that is held (R8.5); nobody: the empty seat.
    """
    ladder, site = complaint.ladder, complaint.reception.site
    last = directory.people.get(ladder.last_receiver or "")
    if last is not None and last.code not in ladder.named and _still_holds(last, site, ladder.level):
        return ladder.level, last.code
    found = find_holder(directory, site, ladder.level, ladder.named)
    return (ladder.level, None) if found is None else (found.level, found.person.code)


def _still_holds(person: Person, site: str, level: Level) -> bool:
    return person.works_at(site) and not person.absent and person.level is not None and person.level >= level


def refuse_archived(complaint: Complaint, directory: Directory) -> None:
    """An archived site holds imported cases and nothing else, until it is opened (CK12). Raises Refused."""
    if directory.sites[complaint.reception.site].archived:
        raise Refused("CK12", ARCHIVED, site=complaint.reception.site, instead=("write_note",))


ACTIONS = (Reopen, TakeBack)

"""P12: impartiality (回避): a person complained about has no part in the case (R12.17)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.work import alive
from shared.complaint.escalating import pass_at_once, readdress
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p06_investigation import AssignmentWithdrawn
from shared.complaint.events.p09_tasks import TaskReturned
from shared.complaint.events.p12_decisions import DecisionPassedOn
from shared.complaint.events.p12_impartiality import PersonNamed
from shared.complaint.guards import is_handled_here, is_open
from shared.complaint.ladder import find_holder, next_up
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say
from shared.vocabulary.work import TaskReturn

RELIEVED = "Complained about in this case. 为本投诉的被投诉人，须回避。"
"""The reason on record for what is handed back by itself."""
NOT_OURS = say("{person} is nobody of ours.", "{person} 不是本公司人员。")
NAMED_ALREADY = say("{person} is named already.", "{person} 已列为被投诉人。")


@action(
    label=say("Name who is complained about", "列为被投诉人"),
    rules=("R12.17", "CK5", "R8.6"),
    roles=STAFF,
    when=(is_handled_here, is_open),
    refuses=("R12.17",),
)
class NamePerson(ComplaintAction):
    """Somebody of ours is complained about: they have no part in the case; what is theirs passes on at once."""

    person: Code = ask("Person complained about", "被投诉人")
    words: PersonalText = ask("What is held against them", "所指事项", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The next level not named owns what they owned and accepts what they were to accept."""
        if self.person not in at.directory.people:
            raise Refused("R12.17", NOT_OURS, person=self.person, instead=("name_person", "write_note"))
        if self.person in state.ladder.named:
            raise Refused("R12.17", NAMED_ALREADY, person=self.person, instead=("name_person", "write_note"))
        named = PersonNamed(person=self.person, words=self.words)
        yield named
        after = named.apply(state, at.stamp())
        yield from handed_back(state, self.person)
        yield from decisions_pass_on(after, at)
        pending = after.ladder.pending
        if after.ladder.owner == self.person:
            yield from pass_at_once(after, at)
        elif pending is not None and pending.to_person == self.person:
            yield from readdress(after, at)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the ownership, the escalation, the charge or the task that it takes from somebody."""
        ladder = complaint.ladder
        return max(
            ladder.owned_at or complaint.reception.received_at,
            *(pending.since for pending in (ladder.pending,) if pending is not None),
            *(one.given_at for one in complaint.investigation.assignments if one.findings is None),
            *(task.given_at for task in complaint.work.tasks if task.person is not None),
            complaint.reception.received_at,
        )


def handed_back(complaint: Complaint, person: str) -> Iterator[ComplaintEvent]:
    """What they were to find out or to do is the receiver's again, who charges or gives it anew (R12.7)."""
    for one in complaint.investigation.assignments:
        if one.head == person and one.findings is None:
            yield AssignmentWithdrawn(assignment=one.id, department=one.department, reason=RELIEVED)
    for task in alive(complaint):
        if task.person == person and not task.returned:
            yield TaskReturned(task=task.id, why=TaskReturn.COMPLAINED_ABOUT, words=RELIEVED, person=person)


def decisions_pass_on(complaint: Complaint, at: At) -> Iterator[ComplaintEvent]:
    """What was asked of a level that only people complained about hold is asked of the next level not named."""
    site, named = complaint.reception.site, complaint.ladder.named
    for found in complaint.decisions.open:
        above = next_up(found.level)
        if above is None or at.directory.holder(site, found.level, named) is not None:
            continue
        holder = find_holder(at.directory, site, above, named)
        if holder is not None:
            yield DecisionPassedOn(decision=found.id, about=found.about, level=holder.level)


ACTIONS = (NamePerson,)

"""People named in an order: do they work here, may they take over, who is called when nobody is named."""

from shared.complaint.actions.base import At
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p01_handover import HandedOver, MovedUp
from shared.complaint.ladder import find_holder, passed_over
from shared.complaint.state import Complaint
from shared.decision.refusal import Refused
from shared.directory.state import Person
from shared.vocabulary.axes import Consent
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say

NOT_HERE = say("{person} does not work at site {site}.", "{person} 不在项目 {site} 工作。")
NAMED = say("{person} is complained about in this case and has no part in it.", "{person} 为本投诉的被投诉人，须回避。")
CANNOT_TAKE_OVER = say(
    "{person} cannot take over a case at the level “{level}”: that needs another colleague of that level or higher.",
    "{person} 不能接手“{level}”层级的投诉，须由同级或更高层级的其他同事接手。",
)
NOBODY = say(
    "Nobody holds the level “{level}” or a higher one at site {site}.", "项目 {site} 的“{level}”及以上层级均无人在岗。"
)


def working_here(complaint: Complaint, at: At, code: str) -> Person:
    """The person with this code, who works for the complaint's site. Raises Refused."""
    site = complaint.reception.site
    person = at.directory.people.get(code)
    if person is None or not person.works_at(site):
        raise Refused("R12.9", NOT_HERE, person=code, site=site, instead=("write_note",))
    if code in complaint.ladder.named:
        raise Refused("R12.17", NAMED, person=code, instead=("call_colleague", "escalate", "write_note"))
    return person


def able_to_take_over(complaint: Complaint, at: At, code: str) -> Person:
    """A colleague who can own the case from here on (R1.5). Raises Refused."""
    person = working_here(complaint, at, code)
    ladder = complaint.ladder
    if person.level is None or person.level < ladder.level or code == ladder.owner:
        raise Refused(
            "R1.5", CANNOT_TAKE_OVER, person=code, level=ladder.level, instead=("call_colleague", "transfer_call")
        )
    return person


def to_be_called(complaint: Complaint, at: At, named: str | None) -> tuple[Person, tuple[Level, ...]]:
    """Who is called: the one named, else who holds the level asked for, and the empty levels (R8.0, R8.5)."""
    if named is not None:
        return able_to_take_over(complaint, at, named), ()
    site, level = complaint.reception.site, complaint.move_up.to
    holder = find_holder(at.directory, site, level, complaint.ladder.named | {complaint.ladder.owner or ""})
    if holder is None:
        raise Refused("R8.5", NOBODY, level=level, site=site, instead=("call_colleague", "transfer_call"))
    return holder.person, holder.empty


def handover(complaint: Complaint, at: At, code: str) -> ComplaintEvent:
    """The handover to the person called: an escalation, or none on the same level (R1.5). Raises Refused."""
    person = able_to_take_over(complaint, at, code)
    ladder, asked = complaint.ladder, complaint.move_up
    level = ladder.level if person.level is None else person.level
    if level == ladder.level:
        return HandedOver(
            person=code, from_owner=ladder.owner, level=level, in_presence=True, explained=complaint.reception.explained
        )
    between = passed_over(ladder.level, level)
    held = (at.directory.holder(complaint.reception.site, passed, {code, *ladder.named}) for passed in between)
    return MovedUp(
        person=code, from_owner=ladder.owner, from_level=ladder.level, to_level=level, passed_over=between,
        told=tuple(holder.code for holder in held if holder is not None), reason=asked.reason,
        asked_by=asked.asked_by, consent=Consent.GIVEN, explained=complaint.reception.explained,
    )  # fmt: skip

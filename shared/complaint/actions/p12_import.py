"""CK12: a case of another system is imported with what it knew; taken over, it is an ordinary case."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p11_closing import refuse_archived
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_import import ComplaintImported, TakenOver
from shared.complaint.guards import is_open
from shared.complaint.state import Complaint
from shared.decision.action import action
from shared.decision.event import Record
from shared.decision.guard import Guard
from shared.decision.making import made
from shared.decision.moment import Caller
from shared.decision.refusal import Refused
from shared.directory.state import Directory
from shared.vocabulary.roles import LEVEL_1_UP
from shared.vocabulary.text import say

is_imported = Guard(
    "CK12",
    say("Only an imported case that nobody took over yet is taken over.", "只有尚未接管的导入投诉方可接管。"),
    lambda c: c.reception.imported,
    instead=("write_note",),
)

NO_SITE = say("There is no site with the code {site}.", "没有代码为 {site} 的项目。")
NO_CATEGORY = say("There is no category {category} in the tree.", "分类中没有 {category}。")
CLOSED_FIRST = say(
    "It cannot have been closed at {closed}, before it was received at {received}.",
    "关闭时间 {closed} 不能早于受理时间 {received}。",
)


@action(
    label=say("Take over", "接管"),
    rules=("CK12",),
    roles=LEVEL_1_UP,
    when=(is_imported, is_open),
    refuses=("CK12",),
)
class TakeOver(ComplaintAction):
    """Make an imported open case an ordinary one: yours, with the clocks of a reopening from now on."""

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Only in an open site; whoever takes over owns the case at its level."""
        refuse_archived(state, at.directory)
        yield TakenOver(owner=at.by.id, level=state.ladder.level)


class BulkImport:
    """Records of imported cases for an importer that writes tens of thousands of them.

    No action of its own: a case is imported once, in bulk, into a stream that is known to be new. The fact's
    moment is the receipt; where the source knows only a day, the first of that local day (`start_of_day`).
    """

    def __init__(self, directory: Directory, by: Caller, recorded_at: datetime) -> None:
        """One batch: everything in it is recorded at one moment by one author."""
        self._directory = directory
        self._stamp = {"recorded_at": recorded_at, "by": by.author, "action": None, "cause": None}

    def record(self, fact: ComplaintImported, received_at: datetime) -> Record[ComplaintImported]:
        """The one record of a case. Raises Refused."""
        check_source(fact, received_at, self._directory)
        stamp = self._stamp | {"occurred_at": received_at, "event": fact}
        return made(Record, stamp)


def check_source(fact: ComplaintImported, received_at: datetime, directory: Directory) -> None:
    """What a source says must fit the company and itself. Raises Refused."""
    if fact.site not in directory.sites:
        raise Refused("CK12", NO_SITE, site=fact.site)
    if fact.category is not None and fact.category not in directory.categories:
        raise Refused("CK12", NO_CATEGORY, category=fact.category)
    if fact.closed_at is not None and fact.closed_at < received_at:
        raise Refused("CK9", CLOSED_FIRST, closed=fact.closed_at, received=received_at)


ACTIONS = (TakeOver,)

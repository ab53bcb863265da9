"""CK12: a case of another system is imported with what it knew; taken over, it is an ordinary case."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.p11_closing import refuse_archived
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_import import ComplaintImported, TakenOver
from shared.complaint.guards import is_open
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.event import Record
from shared.decision.guard import Guard
from shared.decision.making import made
from shared.decision.moment import Caller
from shared.decision.refusal import Refused
from shared.directory.state import Directory
from shared.vocabulary.axes import Channel, Known
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import LEVEL_1_UP, Role
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

is_blank = Guard(
    "CK12",
    say("Something is on record here already; a case is imported once.", "此处已有记录；每件投诉只导入一次。"),
    lambda c: not c.exists,
)
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
    label=say("Import a case", "导入投诉"),
    rules=("CK12", "R11.6"),
    roles=(Role.ENTERPRISE, Role.INTEGRATOR, Role.DESK),
    when=(is_blank,),
    creates=True,
    refuses=("CK12", "CK9"),
)
class ImportComplaint(ComplaintAction):
    """A case of another system, with what that system knew; its occurred-at is the receipt. Invents nothing.

    Where the source knows only a day, the moment is the first of that local day (`start_of_day`).
    """

    BACKDATES_FREELY: ClassVar[bool] = True

    source: Code = ask("Source system", "来源系统")
    key: str = ask("Its own key", "来源编号", min_length=1, max_length=200)
    site: SiteCode = ask("Site", "项目")
    received_known: Known = ask("Receipt known", "受理时间精度", default=Known.MOMENT)
    closed_at: Instant | None = ask("Closed at", "关闭时间", default=None)
    closed_known: Known | None = ask("Closing known", "关闭时间精度", default=None)
    category: Code | None = ask("Category", "投诉类别", default=None)
    channel: Channel | None = ask("Channel", "渠道", default=None)
    unit: PersonalName = ask("Unit", "房号", default="")
    row: PersonalText = ask("The source's row", "来源原始记录", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One fact says all."""
        closed_known = None if self.closed_at is None else self.closed_known or Known.MOMENT
        fact = ComplaintImported(**{**self.model_dump(), "closed_known": closed_known})
        check_source(fact, at.occurred_at, at.directory)
        yield fact


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

    Decided without a state, because every stream is known to be new; the same facts and the same noes as the
    action `import_complaint`. Measured: half the time of going through the action.
    """

    def __init__(self, directory: Directory, by: Caller, recorded_at: datetime) -> None:
        """One batch: everything in it is recorded at one moment by one author."""
        self._directory = directory
        self._stamp = {
            "recorded_at": recorded_at, "by": by.author, "action": ImportComplaint.SPEC.slug, "cause": None,
        }  # fmt: skip

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


ACTIONS = (ImportComplaint, TakeOver)

"""P12: amend what was entered wrongly (R12.29) and correct a wrong time (CK9); the old value is kept."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, ComplaintAction, Retimed
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_amending import TimeCorrected
from shared.complaint.state import Complaint
from shared.complaint.timeline import entry_of, timeline
from shared.decision.action import action, ask
from shared.decision.event import Record
from shared.decision.refusal import Refused
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Level
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

NOT_YOURS = say(
    "The case is amended by its owner or by level 1 or higher.", "只有投诉的负责人或客服主任及以上可以订正。"
)
NO_RECORD = say("The case has no record with the version {version}.", "该投诉没有版本为 {version} 的记录。")


@action(
    label=say("Correct a time", "更正发生时间"),
    rules=("CK9", "R12.29", "R12.10"),
    roles=STAFF,
    refuses=("CK9", "R12.29"),
    reads_history=True,
)
class CorrectTime(ComplaintAction):
    """Say when something happened in truth; the time entered first stays on record.

    What was entered in one go with the named record moves with it.
    """

    version: int = ask("Version of the record", "记录版本", ge=1)
    happened_at: Instant = ask("Happened at", "实际发生时间")
    reason: PersonalText = ask("Reason", "更正原因", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The corrected time holds from now on."""
        refuse_strangers(state, at)
        yield self._corrected()

    def retimed(self, at: At) -> Retimed:
        """The entry with its corrected time, to be held to the bounds of CK9."""
        entry = entry_of(at.history, self.version)
        if not entry:
            raise Refused("CK9", NO_RECORD, version=self.version, instead=("write_note",))
        corrected: Record[ComplaintEvent] = Record.of(self._corrected(), at.stamp())
        return Retimed(self.happened_at, entry[0].recorded_at, timeline([*at.history, corrected]))

    def _corrected(self) -> TimeCorrected:
        return TimeCorrected(version=self.version, occurred_at=self.happened_at, reason=self.reason)


def refuse_strangers(complaint: Complaint, at: At) -> None:
    """Only the owner, or level 1 or higher, amends (R12.29). Raises Refused."""
    above = at.by.level is not None and at.by.level >= Level.SUPERVISOR
    if not above and at.by.id != complaint.ladder.owner:
        raise Refused("R12.29", NOT_YOURS, instead=("write_note",))


ACTIONS = (CorrectTime,)

"""CK12: what another system knew of a case, in one fact; and the moment from which it is an ordinary case."""

from collections.abc import Iterable
from typing import ClassVar

from shared.complaint.clocks.marks import Marked
from shared.complaint.events.base import ComplaintEvent, assignment_wanted
from shared.complaint.events.p01_handover import taken_over
from shared.complaint.events.p11_closing import begin_round, reopening
from shared.complaint.state import Closing, Complaint, Ladder, Reception, Round
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Channel, ClosingReason, Known
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant


class ComplaintImported(ComplaintEvent):
    """A case of another system, with what that system knew and nothing else (CK12).

    Its occurred-at is the receipt; where the source knows only the day, the first moment of that local day.
    """

    TOPIC = "complaint.imported.v1"
    LABEL = say("imported", "来源导入")
    RULES: ClassVar = ("CK12", "R11.6")

    source: Code  #: the other system
    key: str  #: its own key of this case, unique per source
    site: SiteCode
    received_known: Known  #: whether the source knows the moment of receipt or only the day
    closed_at: Instant | None = None  #: None: open in the source
    closed_known: Known | None = None
    category: Code | None = None
    channel: Channel | None = None  #: None: not known from the source
    unit: PersonalName = ""
    row: PersonalText  #: the source's row as it came

    @property
    def reason(self) -> ClosingReason | None:
        """An imported closing has the reason *not known from the source*."""
        return ClosingReason.NOT_KNOWN if self.closed_at is not None else None

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Owned by the seat of level 1 of its site; no clock runs."""
        reception = Reception(
            site=self.site, channel=self.channel, received_at=stamp.occurred_at, has_unit=bool(self.unit),
            category=self.category or "", imported=True,
        )  # fmt: skip
        closing = Closing(
            self.closed_at, self.reason, self.closed_at, first_judged_at=self.closed_at, first_closed_at=self.closed_at
        )
        ladder = Ladder(Level.SUPERVISOR, Level.SUPERVISOR)
        return replace(state, reception=reception, closing=closing, ladder=ladder, round=Round(1, stamp.occurred_at))


class TakenOver(ComplaintEvent):
    """An imported case became an ordinary one (接管, CK12)."""

    TOPIC = "complaint.taken_over.v1"
    LABEL = say("taken over", "接管")
    RULES: ClassVar = ("CK12",)

    owner: Code  #: who takes it over
    level: Level
    with_reopening: bool = False  #: a closed case was reopened; the reopening began the round

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Theirs from now on: the first of ours who received it, and the last."""
        taken = replace(state, reception=replace(state.reception, imported=False))
        if not self.with_reopening:
            taken = begin_round(taken, stamp, self.level, self.owner)
        return replace(taken, ladder=taken_over(taken.ladder, self.owner, taken.ladder.level, stamp.occurred_at))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The clocks of reopening, from this moment."""
        return () if self.with_reopening else (*reopening(after), *assignment_wanted(after))

"""What is told of one case at a cut of business time, as known at T: enough for every set, row, rate and column."""

from dataclasses import dataclass, field

from services.reporting.repository import CaseFile, Fact, Run
from shared.complaint.state import Phase
from shared.vocabulary.axes import ClosingReason


@dataclass(frozen=True, slots=True)
class Happening:
    """A closing, reopening, escalation or the like."""

    at: int
    version: int
    recorded: int
    what: str = ""  #: the closing reason, the reason of an escalation


@dataclass(slots=True)
class Life:
    """One case at a cut of business time, as known at T."""

    file: CaseFile
    end: int = 0  #: the cut of business time
    facts: list[Fact] = field(default_factory=list)  #: those that count, in the order in which they happened
    void: ClosingReason | None = None  #: 作废, judged at T
    voided: Fact | None = None
    incident: bool = False  #: an incident record (R12.5a): in no count
    imported: bool = False  #: brought from another system (CK12)
    taken_over: Happening | None = None
    received: int = 0
    recorded: int = 0  #: when the receipt was entered
    channel: str | None = None
    unit: str = ""
    customer: str | None = None
    anonymous: bool = False
    name: str = ""  #: the customer's, as known at T
    category: str | None = None
    newest_category: str | None = None  #: as known at T, also when given after the cut: then a remark (5.2)
    statement: str = ""
    demeanour: str | None = None
    severity: str | None = None
    valid: bool | None = None
    responsible: str | None = None
    rings: int | None = None
    first_receiver: str | None = None
    last_receiver: str | None = None
    level: int = 0  #: the highest level so far
    route: str | None = None
    solution: str = ""
    rounds: int = 1
    judged: ClosingReason | None = None  #: the reason of the judgement in force
    closings: list[Happening] = field(default_factory=list)
    reopenings: list[Happening] = field(default_factory=list)
    escalations: list[Happening] = field(default_factory=list)
    signatures: list[Happening] = field(default_factory=list)  #: settled on the spot and signed (R4.4)
    runs: list[Run] = field(default_factory=list)  #: the clocks, as known at T

    @property
    def number(self) -> str:
        """The case number."""
        return self.file.number

    @property
    def counted(self) -> bool:
        """Not void, not an incident record (5.2)."""
        return self.void is None and not self.incident

    @property
    def withdrawn(self) -> bool:
        """Withdrawn before the cut, and so still."""
        return self.judged is ClosingReason.WITHDRAWN

    @property
    def rated(self) -> bool:
        """Counted, not imported, not withdrawn before the end of the month (5.2)."""
        return self.counted and not self.imported and not self.withdrawn

    @property
    def rated_since_taken_over(self) -> bool:
        """Rated, or imported and rated by what began when it was taken over."""
        return self.counted and not self.withdrawn and (not self.imported or self.taken_over is not None)

    def is_open_at(self, t: int) -> bool:
        """Received before t, and the last of closed and reopened before t is not *closed* (5.2)."""
        if self.received >= t:
            return False
        last = max((h for h in (*self.closings, *self.reopenings) if h.at < t), key=_order, default=None)
        return last is None or last not in self.closings

    def ours(self, happening: Happening) -> bool:
        """Whether it happened to a case of our own: not imported, or taken over before (K9)."""
        taken = self.taken_over
        return not self.imported or (taken is not None and _order(taken) < _order(happening))

    @property
    def phase(self) -> Phase:
        """The one word for where the case stands at the cut."""
        if self.void is not None:
            return Phase.CLOSED
        if self.closings and not self.is_open_at(max(h.at for h in (*self.closings, *self.reopenings)) + 1):
            return Phase.CLOSED
        if self.judged is not None:
            return Phase.JUDGED_CLOSED
        if self.imported and self.taken_over is None:
            return Phase.IMPORTED
        if not self.statement:
            return Phase.VERIFYING
        return _ROUTED.get(self.route or "", Phase.ROUTING)


_ROUTED = {"on_the_spot": Phase.ON_THE_SPOT, "agreed": Phase.AGREED}


def _order(happening: Happening) -> tuple[int, int]:
    return happening.at, happening.version

"""What is told of one case at a cut of business time, as known at T: enough for every set, row, rate and column."""

from dataclasses import dataclass, field

from services.reporting.repository import CaseFile, Fact, Run
from services.reporting.rounds import Attempt, Round
from shared.complaint.clocks.run import Outcome
from shared.complaint.state import Phase
from shared.vocabulary.axes import ClosingReason, Route


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
    later: list[Fact] = field(default_factory=list)  #: those known at T that happened after the cut
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
    verified: bool = False
    statement: str = ""
    demand: str = ""  #: what the customer wants done (R7.0)
    demand_unknown: bool = False
    demeanour: str | None = None
    severity: str | None = None
    valid: bool | None = None
    responsible: str | None = None
    department: str | None = None  #: the responsible one; before there are findings whose head was charged (R6.1)
    rings: int | None = None
    first_receiver: str | None = None
    last_receiver: str | None = None
    level: int = 0  #: the highest level so far
    route: str | None = None
    answer: str = ""  #: the newest given on the spot; the solution once the customer is satisfied with it
    proposals: dict[str, str] = field(default_factory=dict)  #: solutions by proposal
    proposed: str = ""  #: the newest proposal
    solution: str = ""  #: the accepted, decided or final one
    lesson: str = ""  #: of a nomination as a training case (R11.3)
    turns: list[Round] = field(default_factory=lambda: [Round(1)])
    attempt: Attempt | None = None  #: the newest attempt at a follow-up
    judged: ClosingReason | None = None  #: the reason of the judgement in force
    closed: bool = False  #: and the file is complete
    closings: list[Happening] = field(default_factory=list)
    reopenings: list[Happening] = field(default_factory=list)
    escalations: list[Happening] = field(default_factory=list)
    signatures: list[Happening] = field(default_factory=list)  #: settled on the spot and signed (R4.4)
    steps: set[Phase] = field(default_factory=set)  #: those reached and not undone, on the route of P5
    links: dict[str, str] = field(default_factory=dict)  #: other cases by what they are to this one; then their numbers
    away_since: int = 0  #: since when it was handled at another site (R12.11b); 0: since its receipt
    elsewhere: list[tuple[int, int]] = field(default_factory=list)  #: the spans in which it was
    happened: dict[str, list[Happening]] = field(default_factory=dict)  #: what is counted one by one, by its row
    runs: list[Run] = field(default_factory=list)  #: the clocks, as known at T

    @property
    def number(self) -> str:
        """The case number."""
        return self.file.number

    @property
    def turn(self) -> Round:
        """The round in which the case stands."""
        return self.turns[-1]

    @property
    def rounds(self) -> int:
        """How many there were (column 31)."""
        return len(self.turns)

    def happens(self, row: str, fact: Fact, what: str = "") -> None:
        """Something that is counted whenever it happens."""
        self.happened.setdefault(row, []).append(Happening(fact.occurred, fact.version, fact.recorded, what))

    def runs_of(self, clock: str, turn: Round) -> list[Run]:
        """The runs of a clock of a round that began before the cut, in order of their start."""
        found = (run for run in self.runs if run.clock == clock and run.scope == turn.scope and run.started < self.end)
        return sorted(found, key=lambda run: (run.started, run.version))

    def decided_elsewhere(self, run: Run) -> bool:
        """Whether a clock was decided at another site, and counts here since the case came from there (转入)."""
        decided = run.missed_at if run.ended is None or run.outcome is Outcome.MISSED else run.ended
        return any(start < decided < end for start, end in self.elsewhere)

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
        if self.void is not None or self.closed:
            return Phase.CLOSED
        if self.judged is not None:
            return Phase.JUDGED_CLOSED
        if self.imported and self.taken_over is None:
            return Phase.IMPORTED
        if not self.verified:
            return Phase.VERIFYING
        if self.route != Route.AGREED:
            return Phase.ROUTING if self.route is None else Phase.ON_THE_SPOT
        return next((step for step in STEPS if step in self.steps), Phase.AGREED)


STEPS = (
    Phase.FINAL_WAIT, Phase.QUIET_WEEK, Phase.FOLLOWING_UP, Phase.TELLING, Phase.WORKING, Phase.BEYOND,
    Phase.ANSWERING, Phase.PROPOSING,
)  # fmt: skip
"""On the route of an agreed reply time the last step that was reached says where the case stands."""
OF_A_ROUND = frozenset(STEPS) - {Phase.BEYOND, Phase.PROPOSING}
"""Steps that a new round undoes."""


def _order(happening: Happening) -> tuple[int, int]:
    return happening.at, happening.version

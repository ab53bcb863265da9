"""P6: investigations, findings, the serious apology; and the special incident (R6.4)."""

from dataclasses import dataclass
from datetime import datetime

from shared.decision.replacing import replace
from shared.vocabulary.axes import Responsible, Severity
from shared.vocabulary.inquiry import FOUND_SEVERITIES, ApologyForm


@dataclass(frozen=True, slots=True)
class Findings:
    """What findings come to (R6.3), of one investigation or of the whole case."""

    at: datetime
    at_fault: bool  #: whether the management is
    valid: bool  #: 有效投诉
    severity: Severity  #: one of the three that findings say
    responsible: Responsible

    @property
    def wants_serious_apology(self) -> bool:
        """At fault and serious: by home visit or by telephone (R6.3)."""
        return self.at_fault and self.severity is Severity.SERIOUS


@dataclass(frozen=True, slots=True)
class Assignment:
    """One investigation: the head of a department charged with finding something out (R6.1)."""

    id: str  #: "a1", "a2" … within the case
    department: str
    head: str
    given_at: datetime
    found_at: datetime | None = None  #: first fact-finding
    findings: Findings | None = None  #: the newest


@dataclass(frozen=True, slots=True)
class Apology:
    """The apology for a serious fault (R6.3) and what was done for it in this round (R6.5)."""

    since: datetime | None = None  #: due since then; None: not due, or satisfied
    satisfied: bool = False  #: in this round, in one of the ways of R6.5
    tries: frozenset[tuple[str, ApologyForm]] = frozenset()  #: local day and form of each that reached nobody
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Investigation:
    """P6: what was found out, or that nothing has to be. A new round begins it anew (`next_round`)."""

    none_needed: bool = False
    given: int = 0  #: assignments so far; the next one's id is one more
    returns: int = 0  #: assignments given back (R12.7)
    assignments: tuple[Assignment, ...] = ()  #: of this round, but for those returned or withdrawn
    own: Findings | None = None  #: of the receiver, where nobody was charged (R9.6: findings may follow)
    findings: Findings | None = None  #: of the whole case; stays while a new round has none of its own
    valid: bool | None = None  #: by the findings, or decided with *none needed*
    responsible: Responsible | None = None  #: likewise
    apologised: bool = False  #: for what was found (R6.3)
    apology: Apology = Apology()

    @property
    def is_done(self) -> bool:
        """There are findings, or none are needed (R6.2)."""
        return self.none_needed or self.findings is not None

    def assignment(self, assignment: str) -> Assignment | None:
        """The assignment of this id that was neither returned nor withdrawn."""
        return next((found for found in self.assignments if found.id == assignment), None)

    def with_assignment(self, assignment: Assignment) -> "Investigation":
        """With this assignment as it is now."""
        changed = tuple(assignment if known.id == assignment.id else known for known in self.assignments)
        return replace(self, assignments=changed)

    def without(self, assignment: str) -> "Investigation":
        """Without one that was returned or withdrawn."""
        return replace(self, assignments=tuple(known for known in self.assignments if known.id != assignment))

    def next_round(self, *, goes_on: bool) -> "Investigation":
        """As a new round begins: back at P6 or P7, so what was found stays; ids are never used again.

        `goes_on`: the case was not judged closed, so that an investigation that is not finished goes on.
        """
        unfinished = tuple(known for known in self.assignments if known.findings is None)
        return Investigation(
            given=self.given, returns=self.returns, assignments=unfinished if goes_on else (),
            findings=self.findings, valid=self.valid, responsible=self.responsible, apologised=self.apologised,
            apology=Apology(since=self.apology.since),
        )  # fmt: skip


def of_the_case(several: tuple[Findings, ...]) -> Findings:
    """What findings of several investigations come to: at fault if one says so, as grave as the gravest.

    Who is responsible is said by the newest that finds the management at fault, else by the newest.
    """
    newest = max(several, key=lambda found: (found.at_fault, found.at))
    return Findings(
        at=max(found.at for found in several),
        at_fault=any(found.at_fault for found in several),
        valid=any(found.valid for found in several),
        severity=max((found.severity for found in several), key=FOUND_SEVERITIES.index),
        responsible=newest.responsible,
    )


@dataclass(frozen=True, slots=True)
class Incident:
    """R6.4: stabilised, contained and reported are recorded apart."""

    flagged_at: datetime | None = None  #: None: no special incident, or the flag was lifted (R6.4a)
    stabilised_at: datetime | None = None
    contained_at: datetime | None = None
    reported_at: datetime | None = None

    @property
    def is_unreported(self) -> bool:
        """Flagged at every level until the unit or authority is told (R6.4)."""
        return self.flagged_at is not None and self.reported_at is None

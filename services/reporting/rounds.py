"""What is told of one round of a case: from receipt, reopening or an unsatisfied follow-up to the next."""

from dataclasses import dataclass, field

from services.reporting.repository import Fact


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a follow-up, or what stands in the place of one (R12.3)."""

    at: int
    outcome: str  #: one of the nine
    form: str | None = None
    other_form: str = ""
    ratings: tuple[str, ...] = ()  #: reception, handling, result


@dataclass(slots=True)
class Round:
    """One round. Moments in microseconds."""

    number: int
    agreed: int | None = None  #: the reply time last agreed, postponed or promised
    not_agreed: bool = False  #: the limit itself is the reply time (R5.1a)
    replied: int | None = None  #: the first reply (R5.4)
    completed: Fact | None = None  #: 处理完毕, the first time (R9.3a)
    completed_at: int | None = None  #: … as it holds now: not after the acceptance was taken back
    signed: int | None = None  #: settled on the spot and signed (R4.4)
    changes: int = 0  #: of the date of R9.2
    paused_until: int | None = None  #: the completion clock (CK7)
    reached: Fact | None = None  #: followed up: the first time
    severities: dict[str, str] = field(default_factory=dict)  #: by investigation, of its newest findings (R6.3)

    @property
    def scope(self) -> str:
        """The scope of its clocks."""
        return str(self.number)

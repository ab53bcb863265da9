"""P8: who owns the case at which level, the pending escalation, outside bodies; impartiality (R12.17)."""

from dataclasses import dataclass
from datetime import datetime

from shared.vocabulary.outside import OutsideBody
from shared.vocabulary.roles import Level


@dataclass(frozen=True, slots=True)
class Escalation:
    """A move up that waits to be accepted (R8.6, CK4); one per case."""

    id: str  #: "e1", "e2" … within the case; the scope of acceptance and first contact
    to_level: Level
    to_person: str | None  #: who is to accept; None: the empty seat of level 3 (R8.5)
    since: datetime
    reasons: tuple[str, ...] = ()  #: rules of the missed clocks and acts that asked for it
    deputy: str | None = None  #: whom the person addressed named to accept within the same limit (R8.6)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who owns the case at which level. `owner` None: the seat of that level, whoever holds it (R8.5)."""

    level: Level = Level.RECEPTION
    highest: Level = Level.RECEPTION
    owner: str | None = None
    first_receiver: str | None = None  #: whoever of the staff first heard it, or took it from the seat (R1.6)
    last_receiver: str | None = None  #: the last who accepted (R8.1)
    deputy: str | None = None  #: acts on the owner's behalf while they are absent (R12.9)
    executor: str | None = None  #: who carries out what is to be done (R12.9)
    watchers: frozenset[str] = frozenset()
    handlers: frozenset[str] = frozenset()  #: everybody who ever owned it or stood in (R12.11)
    escalations: int = 0  #: moves up; a handover on the same level is none (R1.5)
    escalated: int = 0  #: escalations that were to be accepted; the next one's id is one more
    disputes: int = 0  #: moves up because of a dispute, counted apart (R2.2)
    pending: Escalation | None = None  #: waits for acceptance (CK4)
    contact_wanted: str | None = None  #: the escalation whose first contact is not made yet (R8.2)
    contact_tries: int = 0  #: tries to reach the customer since it was accepted
    accepted_at: datetime | None = None  #: the last acceptance of this round (R8.2a)
    owned_at: datetime | None = None  #: since when the owner, or the seat, has it
    named: frozenset[str] = frozenset()  #: people complained about: they act on nothing, own nothing (R12.17)


@dataclass(frozen=True, slots=True)
class Need:
    """What is needed of one outside body (R8.4)."""

    id: str  #: "n1", "n2" … within the case
    body: OutsideBody
    contacted_at: datetime | None = None  #: the first contact
    asked: int = 0  #: requests since its last answer (R5.3a)
    first_asked_at: datetime | None = None  #: of the first of them
    by: datetime | None = None  #: the date asked for, until it is answered


@dataclass(frozen=True, slots=True)
class Outside:
    """R8.4: the open needs of outside bodies; the manager stays responsible."""

    needs: tuple[Need, ...] = ()
    recorded: int = 0  #: needs so far; the next one's id is one more

    def need(self, need: str) -> Need | None:
        """The open need of this id."""
        return next((known for known in self.needs if known.id == need), None)

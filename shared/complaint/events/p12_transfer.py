"""P12: a case of the wrong site goes to the right one, comes back once, and level 3 decides (R12.11b)."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from shared.complaint.carried import Carried, arrived
from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.clocks.run import CarriedRun
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint, Escalation
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.axes import Responsible
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import Level
from shared.vocabulary.text import say


class TransferAsked(ComplaintEvent):
    """The case belongs to another site and goes there (R12.11b). Until it is received there nobody acts on it."""

    TOPIC = "complaint.transfer_asked.v1"
    LABEL = say("goes to another site", "转往其他项目")
    RULES: ClassVar = ("R12.11b",)

    site: SiteCode  #: where it goes
    reason: PersonalText
    back_to: UUID | None = None  #: the case that is there already and returns; None: a new one begins
    sent_back: bool = False  #: by the site that had received it
    settled: bool = False  #: level 3 decided so; it is not sent back again

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """On its way."""
        return replace(state, links=replace(state.links, moving_to=self.site))


class ReceivedByTransfer(ComplaintEvent):
    """The case came from another site with the state it had reached there (转入, R12.11b).

    The first fact of a new case, or the return of one that had been transferred away. Receipt, dues and all other
    moments stay as they were.
    """

    TOPIC = "complaint.received_by_transfer.v1"
    LABEL = say("received by transfer", "转入")
    RULES: ClassVar = ("R12.11b", "R12.16", "R8.2")
    BRINGS_CLOCKS: ClassVar = True

    site: SiteCode
    from_site: SiteCode
    case: UUID  #: the case of the other site
    reason: PersonalText  #: why it belongs here
    since: int  #: what is on record there after this version of it, and is not known here …
    upto: int  #: … and up to this one is what happened before it came
    sent_back: bool = False  #: by the site that had received it; level 3 is asked
    settled: bool = False  #: level 3 decided so
    level: Level  #: on which it stands
    owner: Code | None  #: who holds that level here and is to accept it; None: its empty seat
    escalation: str  #: under which it is accepted: "e1", "e2" …
    unit: PersonalName = ""
    summary: PersonalText = ""
    words: PersonalText = ""  #: the customer's own
    statement: PersonalText = ""  #: of facts, as confirmed
    promise: PersonalText = ""  #: made with an apology before a route was chosen (R2.3)
    open_promises: PersonalText = ""  #: made with an answer and not carried out, one a line (R4.1a)
    demand: PersonalText = ""  #: demand, reason and state of mind (R7.0)
    findings: PersonalText = ""  #: as far as they go, nothing but words here
    proposals: PersonalText = ""  #: all that were made, with what became of them, one a line
    notice: PersonalText = ""  #: what the customer was told last of how it stands (R5.2)
    valid: bool | None = None  #: as far as decided without findings (R1.0)
    responsible: Responsible | None = None  #: likewise
    carried: Carried

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """As it stood there, here; whoever holds its level accepts it."""
        to = Escalation(self.escalation, self.level, self.owner, stamp.occurred_at, ("R12.11b",))
        was = state.links
        links = replace(
            was, transferred_from=was.transferred_from if state.exists else self.case, transferred_to=None,
            sent_back_by=self.case if self.sent_back else was.sent_back_by, settled=was.settled or self.settled,
            other_site=self.from_site, arrived_at=stamp.occurred_at,
        )  # fmt: skip
        there = arrived(state, self.carried, self.site, to)
        promised = replace(there.settlement, open_promises=tuple(self.open_promises.splitlines()))
        reception = replace(there.reception, promise=self.promise)
        return replace(there, links=links, settlement=promised, reception=reception)

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """The customer is to be told the new number, and somebody here to accept the case (3.3)."""
        return Marked(Mark.RECEIVED_BY_TRANSFER), Marked(Mark.ACCEPTANCE_WANTED, scope=self.escalation)

    def brought(self) -> tuple[CarriedRun, ...]:
        """Decided clocks count here, the customer's run on here."""
        return self.carried.clocks


class TransferredAway(ComplaintEvent):
    """The case was received at the other site; beside it stands its cancelling (转出, R12.11b)."""

    TOPIC = "complaint.transferred_away.v1"
    LABEL = say("transferred to another site", "转出")
    RULES: ClassVar = ("R12.11b",)

    case: UUID  #: the case of the other site
    site: SiteCode

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """Handled there from now on."""
        return replace(state, links=replace(state.links, transferred_to=self.case, moving_to=None))

    def marks(self, before: Complaint, after: Complaint) -> Iterable[Marked]:
        """What survives a closing runs on there."""
        return (Marked(Mark.TRANSFERRED_AWAY),)


class SiteDecided(ComplaintEvent):
    """Level 3 decided to which site a case belongs that was sent back (R12.11b)."""

    TOPIC = "complaint.site_decided.v1"
    LABEL = say("site decided", "决定归属项目")
    RULES: ClassVar = ("R12.11b", "CK14")

    site: SiteCode
    reason: PersonalText = ""

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """It is not transferred again."""
        return replace(state, links=replace(state.links, settled=True))

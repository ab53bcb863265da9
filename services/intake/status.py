"""Stage and next promised time of a case, told by its number and the last four digits of the phone (R12.16)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from services.intake.tries import Asked, Tries
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint, Phase
from shared.customer.kind import CUSTOMER
from shared.customer.state import Details
from shared.decision.refusal import Refused
from shared.directory.state import Directory
from shared.handling.case_number import parse
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.vocabulary.text import say

DIGITS = 4
WRONG = say("No case has this number with these digits.", "没有与该编号及尾号相符的投诉。")


@dataclass(frozen=True, slots=True)
class Status:
    """What is told, and nothing more."""

    stage: Phase
    next_promised: datetime | None
    zone: ZoneInfo | None  #: of the site, for whoever reads it on a wall clock


@dataclass(slots=True)
class StatusDesk:
    """Tells the status wherever it is asked: to staff, and on the customer's page. Tries are counted together.

    For a number that nobody has, a case that was asked about earlier is looked at instead, and nothing of it told: so
    wrong numbers take as long as wrong digits. (The first question about a case that nobody has touched since the start
    reads its history, some tenths of a millisecond more.)
    """

    door: Door
    numbers: Numbers
    tries: Tries
    _other: UUID | None = field(default=None, init=False)  #: the case last found

    def tell(self, directory: Directory, number: str, digits: str, address: str, now: datetime) -> Status:
        """The status. Raises Refused: locked, or wrong, the same for a wrong number as for wrong digits."""
        asked = Asked(number, address, now, directory.limits(_site_named_in(number)))
        self.tries.check(asked)
        stream = self.numbers.looked_up(number)
        self._other = stream or self._other
        complaint = self._complaint(self._other)
        right = ends_with(self._details(complaint), digits)
        if stream is None or not right:
            self.tries.wrong(asked)
            raise Refused("R12.16", WRONG)
        self.tries.right(asked)
        reception = complaint.reception
        reply_within = directory.limits(reception.site, reception.category).span("reply_within")
        site = directory.sites.get(reception.site)
        return Status(complaint.phase, next_promised(complaint, reply_within), None if site is None else site.zone)

    def _complaint(self, stream: UUID | None) -> Complaint:
        return COMPLAINT.blank if stream is None else self.door.state(COMPLAINT, stream).state

    def _details(self, complaint: Complaint) -> Details:
        customer = complaint.reception.customer
        blank: Details = CUSTOMER.blank.details
        return blank if customer is None else self.door.state(CUSTOMER, customer).state.details


def _site_named_in(number: str) -> str | None:
    """The site in whose series a number stands: known of a wrong number too, so that both have the same limits."""
    parts = parse(number)
    return None if parts is None else parts[0].partition("-")[0]


def ends_with(details: Details, digits: str) -> bool:
    """Whether one of the customer's phone numbers ends with these four digits."""
    numbers = ("".join(sign for sign in phone if sign.isdigit()) for phone in details.phones)
    return any(len(number) >= DIGITS and number.endswith(digits) for number in numbers)


def next_promised(complaint: Complaint, reply_within: timedelta) -> datetime | None:
    """The next time that was promised: a call back, the reply, the date of the work; None: nothing is open."""
    if complaint.closing.judged_at is not None or complaint.reach.unreachable_since is not None:
        return None
    reply, work = complaint.reply, complaint.work
    limit = None if reply.since is None else reply.agreed or reply.since + reply_within
    date = work.date if work.work_complete_at is None else None
    return min((moment for moment in (complaint.contact.call_back_at, limit, date) if moment is not None), default=None)

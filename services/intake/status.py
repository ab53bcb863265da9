"""Stage and next promised time of a case, told by its number and the last four digits of the phone (R12.16)."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shared.complaint.state import Complaint
from shared.customer.state import Details
from shared.decision.refusal import Refused
from shared.directory.limits import Limits
from shared.vocabulary.text import say

DIGITS = 4
REMEMBERED = 10_000
"""Pairs of number and address whose wrong tries are kept at most; the oldest are forgotten."""

WRONG = say("No case has this number with these digits.", "没有与该编号及尾号相符的投诉。")
LOCKED = say("Too many wrong tries; ask again after {until}.", "尝试次数过多，请在 {until} 之后再查询。")


@dataclass(slots=True)
class Tries:
    """Wrong tries by number and address; kept while this process runs, never stored (they are about who asks)."""

    _wrong: OrderedDict[tuple[str, str], list[datetime]] = field(default_factory=OrderedDict)

    def check(self, number: str, address: str, now: datetime, limits: Limits) -> None:
        """Raise Refused while this number is locked for this address."""
        wrong = self._wrong.get((number, address), [])
        lock = limits.span("status_lock")
        if len(wrong) >= limits.number("status_tries") and now < wrong[-1] + lock:
            raise Refused("R12.16", LOCKED, until=wrong[-1] + lock)

    def wrong(self, number: str, address: str, now: datetime, limits: Limits) -> Refused:
        """Count a wrong try, and give the answer: the same for a wrong number as for wrong digits."""
        since = now - limits.span("status_lock")
        recent = [moment for moment in self._wrong.pop((number, address), []) if moment > since]
        self._wrong[number, address] = [*recent, now]
        if len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)
        return Refused("R12.16", WRONG)

    def right(self, number: str, address: str) -> None:
        """The digits were right: earlier slips are forgotten."""
        self._wrong.pop((number, address), None)


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

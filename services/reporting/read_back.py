"""Nobody signs or submits what does not stand there: the digest sent is compared with what it says it was read from.

The register decides on its own facts alone and takes a digest on trust; a page signed under a wrong one would look
altered for ever, and a month submitted under one would pass for a correction without a difference.
"""

from datetime import datetime
from functools import singledispatch

from starlette.requests import Request

from services.reporting.desk import Reports
from services.reporting.moments import micros
from services.reporting.parts import Parts
from services.reporting.register.actions import SignDailyLog, SubmitMonth
from services.reporting.report import Sums, digests
from shared.decision.action import Action
from shared.handling.command import command_key
from shared.vocabulary.text import say
from shared.web.gate import caller_of
from shared.web.requests import malformed

READ_AGAIN = say(
    "must be of what stands there as of `as_of`: read it again, and send what it says",
    "须与 `as_of` 时的内容一致：请重新查看后按所示发送",
)
_CENTURY = 100


async def check_read(parts: Parts, request: Request, site: str, order: SignDailyLog | SubmitMonth, key: str) -> None:
    """Refuse a digest of something else. Raises Answered (422). A command sent again is answered as before."""
    caller = caller_of(request)
    if (
        order.as_of > parts.now()
        or caller.role not in order.SPEC.roles
        or parts.door.knows(command_key(caller.id, key))
    ):
        return  # the register's own no, or its earlier answer
    now = await parts.instant(None, None)
    stands = await parts.ask(lambda desk: _stands(order, desk, site, now))
    for name, is_there in stands.items():
        if is_there != getattr(order, name):
            malformed("body", name, READ_AGAIN)


@singledispatch
def _stands(order: Action, desk: Reports, site: str, now: datetime) -> dict[str, str]:
    """What each digest of the form should be, by its field."""
    raise TypeError(type(order), desk, site, now)


@_stands.register
def _(order: SignDailyLog, desk: Reports, site: str, now: datetime) -> dict[str, str]:
    return {"digest": _of_day(desk, site, order, now)}


@_stands.register
def _(order: SubmitMonth, desk: Reports, site: str, now: datetime) -> dict[str, str]:
    del now
    return _of_month(desk, site, order)


def _of_day(desk: Reports, site: str, order: SignDailyLog, now: datetime) -> str:
    """The page while none is signed, then the supplement that comes next."""
    day, signed = desk.day(site, order.day, order.as_of), desk.versions(site, now).signed(order.day)
    if not signed:
        return day.page(order.as_of).digest
    if micros(order.as_of) <= signed[-1].as_of:
        return order.digest  # seen before the last page was signed: the register's own no
    return day.supplement(len(signed), signed[-1].as_of, micros(order.as_of)).digest


def _of_month(desk: Reports, site: str, order: SubmitMonth) -> dict[str, str]:
    key = int(order.month[:4]) * _CENTURY + int(order.month[5:])
    month = desk.month(site, key, order.as_of, desk.versions(site, order.as_of))
    figures, words = digests(month, Sums.of(month))
    return {"digest": figures, "words": words}

"""What reporting is made of; the composition root hands it over ready."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from starlette.requests import Request

from services.reporting.desk import Reports
from services.reporting.shown import Shown
from shared.database.transaction import snapshot
from shared.decision.moment import Caller
from shared.eventstore.log import Log
from shared.handling.door import Door
from shared.handling.policy import LivePolicy
from shared.handling.receipt import NotFound
from shared.security.sight import sees_case
from shared.stream.follower import Follower
from shared.vocabulary.text import say
from shared.vocabulary.time import Now
from shared.web.answering import ZONE
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.requests import malformed
from shared.web.waiting import waited

NOT_TO_COME = say("must be a moment that is not to come", "不能是将来的时间")
SETTLES = timedelta(seconds=0.02)
"""A command is stamped some event-loop turns before it is in the log; a T so new waits for those under way."""

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Parts:
    """The desk's machinery, as far as reporting uses it."""

    log: Log
    door: Door
    policy: LivePolicy
    follower: Follower
    now: Now

    def site(self, request: Request, site: str) -> Caller:
        """Who asks for a site; refusals speak in its time. Raises NotFound when the caller may not know of it."""
        caller, found = caller_of(request), self.policy.current().sites.get(site)
        if found is None or not sees_case(caller, site):
            raise NotFound(site)
        request.scope[ZONE] = found.zone
        return caller

    async def instant(self, as_of: datetime | None, wait_for: int | None) -> datetime:
        """The T of a report, now if none is asked for, once all that was recorded until then is in the tables.

        Raises Answered: 422 for a moment to come, 503 when the tables do not come up in time.
        """
        await waited(self.follower, wait_for)
        now = self.now()
        t = as_of or now
        if t > now:
            malformed("query", "as_of", NOT_TO_COME)
        if now - t < SETTLES:
            await asyncio.sleep(SETTLES.total_seconds())
        await waited(self.follower, self.log.head())
        return t

    async def ask(self, question: Callable[[Reports], R]) -> R:
        """Work something out on one state of the tables, beside the event loop."""
        policy = self.policy.history()

        def work() -> R:
            with self.follower.reading() as connection, snapshot(connection):
                return question(Reports(connection, policy))

        return await asyncio.to_thread(work)

    def shown(self, request: Request, site: str, t: datetime) -> Shown:
        """For whom and where the report is written. Raises NotFound for a site not known at T."""
        directory = self.policy.at(t)
        if site not in directory.sites:
            raise NotFound(site)
        return Shown(language_of(request), directory.sites[site].zone, directory, caller_of(request).role)

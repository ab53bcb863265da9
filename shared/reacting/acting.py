"""A service that acts by itself: its timers as a projection, a worker on them, and a carrier of its reactions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from shared.complaint.clocks.columns import Acts
from shared.complaint.clocks.following import KnownClocks
from shared.complaint.clocks.run import ClockRun
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.eventstore.log import Entry, Log
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.handling.policy import LivePolicy
from shared.notices import deliveries
from shared.notices.notice import Tell
from shared.reacting import carrier
from shared.reacting.carrier import Carrier
from shared.reacting.fact import Fact, Output
from shared.stream.follower import Follower
from shared.timers.claims import Claims
from shared.timers.projection import timer_views
from shared.timers.worker import TimerWorker
from shared.vocabulary.time import Now, sortable

React = Callable[[Fact, Directory], Sequence[Output]]
"""What follows from a fact under the directory of today: pure."""

Warned = Callable[[Complaint, ClockRun, Directory], Tell]
"""Who is told that a clock falls due soon: pure."""

Stands = Callable[[Complaint, Sequence[ClockRun], Sequence[ClockRun], Directory], Sequence[Tell]]
"""Who is told of a case that stands still; by its clocks and its parent's: pure."""


def outbox_file(acts: Acts) -> str:
    """The name of the file in which a service's outbox stands."""
    return f"{_carrier_of(acts)}.sqlite"


def begin_anew(folder: Path, now: datetime) -> None:
    """A copy of a folder tells nobody of what came up before it was put back. Raises StorageError."""
    for acts in Acts:
        if (folder / outbox_file(acts)).exists():
            carrier.begin_anew(folder / outbox_file(acts), now)
    deliveries.begin_anew(folder, now)


def _carrier_of(acts: Acts) -> str:
    return f"{acts.value}-acts"


class PureReactions:
    """Reactions that look nothing up but the directory."""

    def __init__(
        self, name: str, concerns: Iterable[type[ComplaintEvent]], react: React, directory: Callable[[], Directory]
    ) -> None:
        """`concerns`: the facts from which anything may follow."""
        self.name, self.concerns = name, frozenset(concerns)
        self._react, self._directory = react, directory

    async def follows(self, entry: Entry, fact: Fact) -> Iterable[Output]:
        """What follows from one fact."""
        del entry
        return self._react(fact, self._directory())


class Acting:
    """The machinery of one acting service over the desk's parts; every file of it stands in `folder`."""

    def __init__(
        self, acts: Acts, concerns: Iterable[type[ComplaintEvent]], react: React, warned: Warned,
        *, log: Log, door: Door, policy: LivePolicy, known: KnownClocks, folder: Path, now: Now,
        shows: frozenset[Acts] = frozenset(), stands: Stands | None = None,
    ) -> None:  # fmt: skip
        """`react`, `warned` and `stands` are the service's own; `shows`: whose clocks its board shows besides."""
        name = acts.value

        def upto(stream: UUID, version: int) -> list[Entry]:
            return log.stream(stream, 0, version)

        self._policy, self._warned, self._stands, self._now = policy, warned, stands, now
        self.follower = Follower(timer_views(name, acts, upto, door.codec, known, shows), log, folder, now=now)
        reactions = PureReactions(_carrier_of(acts), concerns, react, policy.current)
        self.carrier = Carrier(reactions, door, log, Numbers(log), folder, now=now)
        self.claims = Claims(lambda: self.follower.file)
        stand = None if stands is None else self._stand
        self.worker = TimerWorker(
            acts, self.claims, door, policy, now=now, warn=self._warn, stand=stand, acted=self.carrier.hurry
        )

    def _warn(self, case: UUID, complaint: Complaint, run: ClockRun) -> None:
        identity = f"{case} {run.clock} {run.scope} {run.cycle}"
        tells = [self._warned(complaint, run, self._policy.current())]
        self.carrier.note(case, complaint, identity, tells, run.warn_at or run.due)

    def _stand(
        self, case: UUID, complaint: Complaint, runs: Sequence[ClockRun], leans_on: Sequence[ClockRun], since: datetime
    ) -> timedelta:
        """Tell of what stands still, at each `top_remind` since then once (R8.3a, CK13)."""
        directory = self._policy.current()
        span = directory.limits(complaint.reception.site, complaint.reception.category).span("top_remind")
        passed = (self._now() - since) // span
        if passed and self._stands is not None:
            tells = self._stands(complaint, runs, leans_on, directory)
            identity = f"{case} standing {sortable(since)} {passed}"
            self.carrier.note(case, complaint, identity, tells, since + passed * span)
        return span

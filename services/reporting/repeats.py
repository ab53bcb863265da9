"""Clocks that each miss starts again (CK3): the open one stands in the tables once, its misses until T are derived.

The tables know of a repetition only when the next fact of the case comes; until then it is worked out here, by the
limits in force at each miss, exactly as the kernel does it then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from services.reporting.moments import micros, moment
from services.reporting.repository import Run
from shared.complaint.clocks.columns import Clock, Opens
from shared.complaint.clocks.due import Start
from shared.complaint.clocks.marks import Mark, Marked
from shared.complaint.clocks.running import Outcome, Policy
from shared.complaint.clocks.table import CLOCKS
from shared.complaint.state import Complaint

_REPEATING = {clock.name: clock for clock in CLOCKS if clock.repeats}
_OF_NO_CASE, _OF_NO_FACT = Complaint(), Marked(Mark.NOTICE)
"""A repetition is due its limit after the miss before it: nothing of the case is asked but that limit's name."""


@dataclass(frozen=True)
class Repeats:
    """The clocks of a site's cases as they stand at T."""

    site: str
    policy: Policy

    def at(self, t: int, end: int, runs: Iterable[Run], category: str | None) -> Iterator[Run]:
        """The runs as known at `t`, and those that began by a miss before it; what a cut at `end` does not ask is left.

        `category` is the case's own, for its limits.
        """
        for run in runs:
            if run.again and run.outcome is Outcome.RUNNING and run.missed(t):
                yield from self._unrolled(t, end, run, category)
            else:
                yield run

    def _unrolled(self, t: int, end: int, run: Run, category: str | None) -> Iterator[Run]:
        clock = _REPEATING[run.clock]
        version, _, repeated = run.cycle.partition(".")
        repetition = int(repeated or 0)
        while run.due < t and run.due <= end:
            yield replace(run, outcome=Outcome.MISSED, ended=run.due)
            repetition += 1
            due = self._due(run, clock, category)
            run = replace(run, cycle=f"{version}.{repetition}", started=run.due, due=due)
        yield run

    def _due(self, missed: Run, clock: Clock, category: str | None) -> int:
        at = moment(missed.due)
        directory = self.policy.at(at)
        if self.site not in directory.sites:  # missed before the desk knew of the site
            directory = self.policy.at(moment(missed.since))
        site, limits = directory.sites[self.site], directory.limits(self.site, category or "")
        opens = site.desk_hours.opens(at, site.zone) if clock.opens is Opens.DESK_HOURS else at
        due = clock.due(Start(at, opens, missed.again, limits, site.zone, _OF_NO_CASE, _OF_NO_FACT))
        return micros(due or opens)

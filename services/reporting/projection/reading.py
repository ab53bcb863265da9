"""What is known of one run of a clock for a span of recorded time: a row of `clock_outcome`."""

from dataclasses import dataclass

from shared.complaint.clocks.running import ClockRun

RunName = tuple[str, str, str]
"""Clock, scope and cycle: what names one run within its case."""


def name_of(run: ClockRun) -> RunName:
    """The name of a run within its case."""
    return run.clock, run.scope, run.cycle


@dataclass(slots=True, eq=False)
class Reading:
    """One reading of a run. Its end is mostly all that is ever learned of it, and does not begin another reading."""

    complaint: int
    run: ClockRun  #: as it is known now
    since: int
    told: int | None = None  #: since when its end is known; None: it runs
    held: bool = False  #: it stood still as long as it ran (CK7)
    again: str = ""  #: the setting that gives the next repetition its limit, where each miss starts it again (CK3)
    until: int | None = None  #: another reading holds from then on, or it never ran
    pending: bool = False  #: among the rows that are to be written

    @property
    def name(self) -> RunName:
        """What names the run within its case."""
        return name_of(self.run)

    def learns(self, run: ClockRun, recorded: int) -> bool:
        """Take in what a fact recorded then says of the run; False where that asks for another reading.

        A run is ended in place: that it had ended is told by `told`, not by the run.
        """
        was, is_open = self.run, run.ended_at is None
        moved = was.due != run.due or was.started_at != run.started_at or was.late_born != run.late_born
        moved = moved or (is_open and run.held != self.held)
        if self.until is not None or (recorded != self.since and (self.told is not None or moved)):
            return False
        self.run, self.told = run, None if is_open else recorded
        if is_open:
            self.held = run.held
        return True

    def goes_on_by(self, setting: str, recorded: int) -> bool:
        """Take in how its next repetition is limited; False where that asks for another reading."""
        if self.again == setting:
            return True
        if recorded != self.since:
            return False
        self.again = setting
        return True

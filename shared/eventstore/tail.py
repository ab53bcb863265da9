"""The newest entries of the log in memory: what was just recorded is what every reader of the process asks for next."""

from collections.abc import Sequence

from shared.eventstore.log import Append, Appended, Entry, Outcome

HELD = 1_000
"""Entries kept at least, and at most twice as many: what consumers take at once. One takes a kilobyte or two."""


class Tail:
    """What this process has recorded last, by position. Filled after each commit, so it never knows more than the log.

    Another process may have recorded between: what it wrote is not here, and whoever meets the gap asks the log.
    Several threads may read while one adds: nothing is ever taken out of a dictionary that somebody may look into.
    """

    def __init__(self) -> None:
        """Nothing is recorded yet."""
        self._recent: dict[int, Entry] = {}
        self._older: dict[int, Entry] = {}

    def add(self, batch: Sequence[Append], outcomes: Sequence[Outcome]) -> None:
        """Keep what a commit has recorded."""
        if len(self._recent) >= HELD:
            self._older, self._recent = self._recent, {}
        for command, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Appended):
                series, number = command.series, outcome.number
                before = command.expected + 1 - outcome.first
                for position, event in enumerate(command.events, outcome.first):
                    self._recent[position] = Entry(
                        position, command.stream, before + position, event.topic, event.state, series, number
                    )
                    series = number = None  # they stand with the first

    def read(self, after: int, limit: int) -> list[Entry]:
        """Entries at after+1, after+2 … as far as they are kept, at most `limit`; empty: ask the log."""
        recent, older = self._recent, self._older
        found: list[Entry] = []
        for position in range(after + 1, after + 1 + limit):
            entry = recent.get(position) or older.get(position)
            if entry is None:
                break
            found.append(entry)
        return found

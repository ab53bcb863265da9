"""Case numbers to streams and back; both are given once and for ever, so what was found is kept."""

from collections import OrderedDict
from uuid import UUID

from shared.eventstore.log import Log
from shared.handling.case_number import case_number, parse

HELD = 50_000
"""Pairs kept in memory, some 200 bytes each."""


class Numbers:
    """What the log says about case numbers."""

    def __init__(self, log: Log) -> None:
        """Nothing is read before somebody asks."""
        self._log = log
        self._streams: OrderedDict[str, UUID] = OrderedDict()

    def stream(self, number: str) -> UUID | None:
        """The case of this number, None when nobody was given it."""
        found = self._streams.get(number)
        if found is None and (found := self.looked_up(number)) is not None:
            self.keep(number, found)
        return found

    def looked_up(self, number: str) -> UUID | None:
        """The same, asked of the log each time: it takes as long whether there is such a case or not (R12.16)."""
        parts = parse(number)
        return None if parts is None else self._log.find_number(*parts)

    def number(self, stream: UUID) -> str | None:
        """The number of this case, None when there is no such case."""
        rows = self._log.stream(stream, 0, 1)
        if not rows or rows[0].series is None or rows[0].number is None:
            return None
        return case_number(rows[0].series, rows[0].number)

    def keep(self, number: str, stream: UUID) -> None:
        """Remember a pair."""
        self._streams[number] = stream
        if len(self._streams) > HELD:
            self._streams.popitem(last=False)

"""Facts of a stream as this consumer saw them, from the log: what is not remembered is read again."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.eventstore.log import Entry

ReadStream = Callable[[UUID, int], list[Entry]]
"""The entries of a stream up to a version, in order."""


class Histories:
    """Reads streams up to a version, so that a rebuild sees what was seen then and not what came after."""

    def __init__(self, read: ReadStream, codec: Codec) -> None:
        """`read` is the log's; `codec` knows every event that the consumer looks at."""
        self._read, self.codec = read, codec

    def entries(self, stream: UUID, upto: int) -> Iterator[tuple[Entry, Record[Any]]]:
        """Entries with their records. One that cannot be read was skipped by an operator, or we were not here (G6)."""
        for entry in self._read(stream, upto) if upto else ():
            try:
                yield entry, self.codec.decode(entry.topic, entry.state)
            except (ValueError, LookupError):
                continue

    def records(self, stream: UUID, upto: int) -> Iterator[Record[Any]]:
        """The records alone."""
        return (record for _, record in self.entries(stream, upto))

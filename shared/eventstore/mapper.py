"""Lets the library's applications read and write the desk's records: topics are explicit, old versions are lifted."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Cipher, Compressor, Mapper, StoredEvent, Transcoder
from typing_extensions import override

from shared.decision.codec import Codec
from shared.decision.event import Record


@dataclass(frozen=True)
class Recorded:
    """A record of ours with its place in its stream, as the library wants a domain event to look."""

    originator_id: UUID
    originator_version: int
    record: Record[Any]


class RecordMapper(Mapper[UUID]):
    """Records of ours go straight between pydantic and bytes (`Codec`); the library's own events go its own way.

    The library's upcasting does not run for pydantic events (trap 3): the codec lifts the decoded fields
    before they are validated. The log's bytes are what a seal covers and what every reader decodes: a
    cipher or compressor of the library would hide them and is refused. Raises ValueError.
    """

    def __init__(
        self,
        transcoder: Transcoder,
        compressor: Compressor | None = None,
        cipher: Cipher | None = None,
        codec: Codec | None = None,
    ) -> None:
        super().__init__(transcoder, compressor, cipher)
        if codec is not None and (compressor is not None or cipher is not None):
            raise ValueError("records are stored as they are: leave out the cipher and the compressor")
        self.codec = codec

    @override
    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Topic and bytes of an event."""
        if self.codec is None or not isinstance(domain_event, Recorded):
            return super().to_stored_event(domain_event)
        topic, state = self.codec.encode(domain_event.record)
        return StoredEvent(domain_event.originator_id, domain_event.originator_version, topic, state)

    @override
    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[UUID]:
        """The event of stored bytes. Topics of the library have a colon (`module:Class`), ours never."""
        if self.codec is None or ":" in stored_event.topic:
            return super().to_domain_event(stored_event)
        if not isinstance(stored_event.originator_id, UUID):
            raise TypeError("streams are UUIDs")
        record = self.codec.decode(stored_event.topic, stored_event.state)
        return Recorded(stored_event.originator_id, stored_event.originator_version, record)

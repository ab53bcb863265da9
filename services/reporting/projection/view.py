"""Reporting as a consumer of the log: folds a batch of facts into the narrow tables."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from services.reporting.kinds import kind_of
from services.reporting.moments import micros
from services.reporting.projection.batch import Batch
from services.reporting.projection.cases import Cases, ReadStream
from services.reporting.projection.complaints import Complaints
from services.reporting.projection.policy import BatchPolicy, StreamPolicy
from services.reporting.register.kind import REGISTER
from shared.complaint.kind import COMPLAINT
from shared.customer.events import CustomerAmended, CustomerRegistered
from shared.customer.kind import CUSTOMER
from shared.decision.codec import Codec
from shared.decision.event import Record
from shared.eventstore.log import Entry

_TABLES = Path(__file__).parent.parent / "sql" / "tables.sql"


class Reporting:
    """The projection; a new object serves each file."""

    name = "reporting"
    version = 8
    schema = _TABLES.read_text("utf-8")
    indexes = ""  #: every read goes by a table's own key

    def __init__(self, read: ReadStream, policy: BatchPolicy | None = None, codec: Codec | None = None) -> None:
        """`read` is the log's; `policy` gives the limits in force, from the log when none is named.

        `codec` is the process's own, which remembers what was just recorded.
        """
        policy = policy or StreamPolicy(read)
        self._policy = policy
        self._codec = codec or Codec((*COMPLAINT.events, *CUSTOMER.events, *REGISTER.events))
        self._cases = Cases(self._codec, read, policy)
        self._complaints = Complaints(self._cases, policy)

    def fold(self, entries: Sequence[Entry], connection: sqlite3.Connection) -> None:
        """Bring the tables from before these entries to after them."""
        batch = Batch()
        self._policy.refresh()
        for entry in entries:
            kind = entry.topic.partition(".")[0]
            if kind == COMPLAINT.name:
                record = self._codec.decode(entry.topic, entry.state)
                self._complaints.fold(entry, record, batch, connection)
            elif kind == REGISTER.name:
                _register(entry, self._codec.decode(entry.topic, entry.state), batch)
            elif kind == CUSTOMER.name:
                _customer(entry, self._codec.decode(entry.topic, entry.state), batch)
        batch.write(connection)
        self._cases.trim()

    def forget(self) -> None:
        """Drop what is remembered between batches: the last one was rolled back."""
        self._cases.clear()


def _customer(entry: Entry, record: Record[Any], batch: Batch) -> None:
    """What a customer is called from now on; merging and parting change no name."""
    event = record.event
    if isinstance(event, CustomerRegistered):
        name, anonymous = event.details.name, event.anonymous
    elif isinstance(event, CustomerAmended):
        name, anonymous = event.after.name, False
    else:
        return
    batch.customers.append((entry.stream.bytes, entry.version, micros(record.recorded_at), name, anonymous))


def _register(entry: Entry, record: Record[Any], batch: Batch) -> None:
    event = record.event
    row = (event.site, entry.version, kind_of(type(event)), micros(record.recorded_at), record.by.id)
    batch.register.append((*row, event.model_dump_json()))

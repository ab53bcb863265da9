"""One customer's record as it is suggested and shown (R12.1a)."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from services.intake.projection.words import indexed, phone_tokens
from shared.customer.kind import CUSTOMER
from shared.customer.matching import Keys
from shared.customer.spelling import calling_code
from shared.decision.event import Record
from shared.directory.state import Directory
from shared.eventstore.log import Entry


class Person:
    """What is remembered of a customer between facts; the rows are made from it."""

    __slots__ = ("id", "keys", "position", "shown", "state", "stream", "version")

    def __init__(self, stream: UUID) -> None:
        """Before the first fact."""
        self.stream, self.state = stream, CUSTOMER.blank
        self.id = self.position = self.version = 0
        self.keys: list[str] = []  #: by which the record is suggested; none for an anonymous one
        self.shown = False  #: whether its rows are in the tables already

    def take(self, entry: Entry, record: Record[Any], directory: Directory) -> None:
        """Let one fact change the record; `directory` says in which country its phone numbers are."""
        self.id = self.id or entry.position
        self.state = record.after(self.state)
        self.version, self.position = entry.version, entry.position
        site = directory.sites.get(self.state.site)
        country = calling_code(site.zone.key if site else "")
        known = Keys.of(self.state.site, self.state.details, country)
        self.keys = [] if self.state.anonymous else sorted(spelled(known))

    def row(self) -> dict[str, Any]:
        """The record as a row."""
        state, details = self.state, self.state.details
        return {
            "id": self.id, "stream": self.stream.bytes, "version": self.version, "position": self.position,
            "site": state.site, "name": details.name, "phones": json.dumps(details.phones, ensure_ascii=False),
            "unit": details.unit, "contact_time": details.contact_time,
            "contact_channel": details.contact_channel.value if details.contact_channel else None,
            "anonymous": int(state.anonymous), "registered_by": state.registered_by,
            "merged_into": state.merged_into.bytes if state.merged_into else None,
        }  # fmt: skip

    @property
    def words(self) -> str:
        """All by which the record, and the cases of this customer, are found."""
        details = self.state.details
        return " ".join([indexed([details.name, details.unit]), *map(phone_tokens, details.phones)])


def spelled(keys: Keys) -> Iterator[str]:
    """Keys as one column: a phone, or a unit with a name (R12.1a)."""
    yield from (f"phone {phone}" for phone in keys.phones)
    if keys.unit and keys.name:
        yield f"unit {keys.unit} {keys.name}"

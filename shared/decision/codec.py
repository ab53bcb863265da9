"""Stored bytes to records and back; old versions are lifted to today's before validation (G10)."""

import json
from collections.abc import Iterable
from typing import Any

from shared.decision.event import Event, Record, record_type, topic_name


class UnknownTopic(LookupError):
    """The log holds a topic that this program does not know: it was written by a newer one."""


REMEMBERED = 500
"""Records kept at least, and at most twice as many: what a consumer takes at once. One takes some kilobytes."""


class Codec:
    """Knows every event class by its topic, and the records that it wrote last.

    What one command records is read a moment later by every consumer of the process; records never change,
    so all of them are handed the same one.
    """

    def __init__(self, events: Iterable[type[Event]]) -> None:
        """Register event classes. Raises ValueError when two share a name."""
        self._by_name: dict[str, tuple[int, type[Event]]] = {}
        for event in events:
            name, version = topic_name(event.TOPIC)
            if name in self._by_name:
                raise ValueError(f"two events share the topic {name}")
            self._by_name[name] = (version, event)
        self._current = {event.TOPIC: record_type(event) for _, event in self._by_name.values()}
        self._recent: dict[tuple[str, bytes], Record[Any]] = {}
        self._older: dict[tuple[str, bytes], Record[Any]] = {}

    def encode(self, record: Record[Any]) -> tuple[str, bytes]:
        """Topic and bytes of a record."""
        stored = record.event.TOPIC, record.to_bytes()
        self._remember(stored, record)
        return stored

    def decode(self, topic: str, state: bytes) -> Record[Any]:
        """The record of stored bytes; straight from bytes when the version is today's. Raises UnknownTopic."""
        stored = topic, state
        if (known := self._recent.get(stored) or self._older.get(stored)) is not None:
            return known
        model = self._current.get(topic)
        return self._lift(topic, state) if model is None else model.model_validate_json(state)

    def _remember(self, stored: tuple[str, bytes], record: Record[Any]) -> None:
        """Nothing is ever taken out of a dictionary that another thread may be looking into."""
        if len(self._recent) >= REMEMBERED:
            self._older, self._recent = self._recent, {}
        self._recent[stored] = record

    def knows(self, topic: str) -> bool:
        """Whether this topic (any version up to today's) can be read."""
        name, version = topic_name(topic)
        return name in self._by_name and version <= self._by_name[name][0]

    def _lift(self, topic: str, state: bytes) -> Record[Any]:
        if not self.knows(topic):
            raise UnknownTopic(f"{topic} is not known to this version of the program; upgrade it")
        name, version = topic_name(topic)
        event = self._by_name[name][1]
        data = json.loads(state)
        data["event"] = event.upcast(data["event"], version)
        return record_type(event).model_validate_json(json.dumps(data))

"""What is on record: a fact (`Event`) and who recorded it when (`Stamp`); together a `Record`."""

import sys
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from shared.decision.making import made
from shared.vocabulary.roles import Level, Role
from shared.vocabulary.text import Say
from shared.vocabulary.time import Instant

FROZEN = ConfigDict(frozen=True, extra="forbid", strict=True)
"""Facts never change, carry no field they do not know, and take no text for a number."""


class Author(BaseModel):
    """Who recorded a fact: a person, a system, or the desk itself."""

    model_config = FROZEN
    id: str  #: code of the person or system, `desk` for what the desk does by itself
    role: Role
    level: Level | None = None  #: ladder level in which the person acted, None beside the ladder
    on_behalf_of: str | None = None  #: the person absent, when a deputy acts (R12.9)


class Cause(BaseModel):
    """Why the desk acted: the record or the clock that led to it."""

    model_config = FROZEN
    stream: str | None = None  #: id of the stream of the causing record
    version: int | None = None  #: its version there
    clock: str | None = None  #: name of the clock that was due
    cycle: str | None = None  #: which start of that clock (CK3)


class Stamp(BaseModel):
    """When a fact happened, when it was entered, and by whom (R12.10)."""

    model_config = FROZEN
    occurred_at: Instant  #: business time; may lie before the entry (CK9)
    recorded_at: Instant  #: system time of the entry; never decreases along the log
    by: Author
    action: str | None = None  #: slug of the action that led to it
    cause: Cause | None = None


class Event(BaseModel):
    """A fact that is on record for ever. Its past tense name says what happened.

    Changing one asks for an upcaster, a stored sample and a changelog line (G10).
    """

    model_config = FROZEN
    TOPIC: ClassVar[str]  #: `kind.what_happened.vN`, the stored name; never reused
    RULES: ClassVar[tuple[str, ...]] = ()  #: rule ids of docs/process.md that want this fact
    LABEL: ClassVar[Say]  #: what people read in a history

    def apply(self, state: Any, stamp: Stamp) -> Any:
        """Give the state after this fact. Never fails, never decides."""
        raise NotImplementedError  # abstract: each kind's base class narrows the types

    @classmethod
    def upcast(cls, data: dict[str, Any], version: int) -> dict[str, Any]:
        """Turn the fields of an older version of this topic into today's, before validation (G10)."""
        del version
        return data


E = TypeVar("E", bound=Event)
S = TypeVar("S")


class Record(Stamp, Generic[E]):
    """One stored fact: its stamp and the event. Its JSON bytes are what the log keeps and what a seal covers."""

    __slots__ = ("_folded",)
    event: E

    @classmethod
    def of(cls, event: E, stamp: Stamp) -> "Record[E]":
        """Put a fact and its stamp together."""
        values = {
            "occurred_at": stamp.occurred_at, "recorded_at": stamp.recorded_at, "by": stamp.by,
            "action": stamp.action, "cause": stamp.cause, "event": event,
        }  # fmt: skip
        record = made(cls, values)
        _fold(record, _UNASKED)
        return record

    @property
    def stamp(self) -> Stamp:
        """Who and when. The record itself: a copy for each fact took as long as decoding it."""
        return self

    def after(self, state: S) -> S:
        """The state with this fact, worked out once: the door, each view and its clocks fold the same record.

        They come to it with the very same state, as each began with the kind's blank one. The record holds it.
        """
        try:
            before, after = _folded(self)
        except AttributeError:  # read from the log, and nobody has asked yet
            before, after = _UNASKED
        if before is not state:
            after = self.event.apply(state, self)
            _fold(self, (state, after))
        return cast("S", after)

    def to_bytes(self) -> bytes:
        """Serialise for the log."""
        return bytes(record_type(type(self.event)).__pydantic_serializer__.to_json(self))


_slot: Any = Record.__dict__["_folded"]  # beside the fields: neither stored nor compared nor copied
_folded, _fold = _slot.__get__, _slot.__set__
_UNASKED: tuple[Any, Any] = (None, None)


@cache
def record_type(event: type[E]) -> type[Record[E]]:
    """The record model of one event class, built once."""
    return Record[event]  # type: ignore[valid-type]


def topic_name(topic: str) -> tuple[str, int]:
    """Split `complaint.verified.v2` into its name and version."""
    name, _, version = topic.rpartition(".v")
    return sys.intern(name), int(version)

"""A fact of a case as plain as it can be: what the log holds of it, its bytes read as JSON and nothing else."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any


@dataclass(frozen=True)
class Fact:
    """One fact: its name without kind and version, when it happened and was entered, who, and its own fields."""

    place: int  #: in the order of entry, from 1
    name: str
    at: datetime
    entered: datetime
    by: str
    for_whom: str | None  #: the absent owner, where a deputy acts
    action: str
    fields: dict[str, Any]

    def __getitem__(self, field: str) -> Any:
        """The field as JSON has it; None where the fact has none of the name."""
        return self.fields.get(field)

    def moment(self, field: str) -> datetime | None:
        """A field that is a moment."""
        return datetime.fromisoformat(self.fields[field]) if self.fields.get(field) else None


def read(place: int, topic: str, state: bytes) -> Fact:
    """The fact that these stored bytes tell."""
    told = json.loads(state)
    return Fact(
        place, topic.split(".")[1], datetime.fromisoformat(told["occurred_at"]),
        datetime.fromisoformat(told["recorded_at"]), told["by"]["id"], told["by"]["on_behalf_of"], told["action"] or "",
        told["event"],
    )  # fmt: skip


def corrected(facts: Iterable[Fact]) -> list[Fact]:
    """In order of entry, wrong times corrected: what was entered in one go moves together (CK9)."""
    entries = [list(together) for _, together in groupby(facts, key=lambda f: (f.entered, f.by, f.action))]
    entry_of = {fact.place: number for number, together in enumerate(entries) for fact in together}
    for correction in [f for together in entries for f in together if f.name == "time_corrected"]:
        number, at = entry_of[correction["version"]], correction.moment("occurred_at")
        entries[number] = [replace(f, at=at or f.at) for f in entries[number]]
    return [fact for together in entries for fact in together]


def as_they_happened(facts: Iterable[Fact]) -> list[Fact]:
    """In order of business time."""
    return sorted(corrected(facts), key=lambda f: (f.at, f.place))

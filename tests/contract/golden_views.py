"""What each consumer makes of one fixed story, as a digest of its rows beside the version of its projection (G7).

The story is a log as it was once written by the walk through every operation; its bytes do not change. So a digest
changes only when a projection, or what a fact means to it, changes; then its views in every data folder are of the
old meaning, unless the projection's version is raised: a desk makes views of another version anew at its next start.

`python -m tests.contract.golden_views` writes the digests anew; it refuses a change without a new version.
`python -m tests.contract.golden_views story` records the story anew, which new kinds of facts ask for.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.kinds import CODEC
from services.intake.projection.views import IntakeViews
from services.reporting.projection.view import Reporting
from shared.complaint.clocks.following import KnownClocks
from shared.eventstore.log import Entry
from shared.stream.projection import Projection

GOLDEN = Path(__file__).parent / "golden"
STORY, VIEWS = GOLDEN / "story.jsonl", GOLDEN / "views.json"
WRITE = "python -m tests.contract.golden_views"
_SHADOWS = ("_data", "_idx", "_docsize", "_config", "_content")
"""Tables that SQLite keeps behind one for full text search."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A projection's version, and the digest of its rows."""

    version: int
    rows: str


def story(path: Path = STORY) -> list[Entry]:
    """The log of the story."""
    return [_entry(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(**{**row, "stream": UUID(row["stream"]), "state": row["state"].encode()})


def written(entry: Entry) -> str:
    """An entry as a line of the story."""
    names = ("position", "version", "topic", "series", "number")
    row = {name: getattr(entry, name) for name in names}
    row |= {"stream": str(entry.stream), "state": entry.state.decode()}
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def projections(entries: Sequence[Entry]) -> tuple[Projection, ...]:
    """Every consumer's projection, over a log of these entries."""

    def read(stream: UUID, after: int, upto: int | None) -> list[Entry]:
        last = len(entries) if upto is None else upto
        return [one for one in entries if one.stream == stream and after < one.version <= last]

    return IntakeViews(lambda stream, upto: read(stream, 0, upto), CODEC, KnownClocks()), Reporting(read)


def seen(projection: Projection, entries: Sequence[Entry], batch: int = 500) -> Seen:
    """What a projection makes of these entries."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(projection.schema)
        for at in range(0, len(entries), batch):
            projection.fold(entries[at : at + batch], connection)
        connection.executescript(projection.indexes)
        rows = "\n".join(_rows(connection))
    return Seen(projection.version, sha256(rows.encode()).hexdigest())


def _rows(connection: sqlite3.Connection) -> Iterator[str]:
    """Every row of every table, by column names, in an order of its own."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    for (table,) in found:
        if table.endswith(_SHADOWS):
            continue
        cursor = connection.execute(f'SELECT * FROM "{table}"')
        heads = [column[0] for column in cursor.description]
        yield from sorted(repr((table, *zip(heads, row, strict=True))) for row in cursor)


def told() -> dict[str, Seen]:
    """What is written down, by consumer; of another story, nothing."""
    if not VIEWS.exists():
        return {}
    data = json.loads(VIEWS.read_text("utf-8"))
    if data["story"] != _story_digest():
        return {}
    return {name: Seen(**one) for name, one in data["consumers"].items()}


def current() -> dict[str, Seen]:
    """What today's projections make of the story, by consumer."""
    entries = story()
    return {one.name: seen(one, entries) for one in projections(entries)}


def wrong(before: Mapping[str, Seen], now: Mapping[str, Seen]) -> list[str]:
    """A sentence for every consumer whose rows have another meaning under the same version."""
    return [
        f"The rows of {name} have changed, and its version is still {one.version}: raise `version` of its projection,"
        f" so that every desk makes its views anew, then run `{WRITE}`."
        for name, one in now.items()
        if name in before and before[name].version == one.version and before[name].rows != one.rows
    ]


def _story_digest() -> str:
    return sha256(STORY.read_bytes()).hexdigest()


def main(asked: list[str]) -> int:
    """Write the digests; with `story`, the story first. Exit code 1 for a change without a new version."""
    if asked == ["story"]:
        from tests.contract.golden_story import record  # noqa: PLC0415 - starts a whole desk

        STORY.parent.mkdir(exist_ok=True)
        STORY.write_text("".join(f"{written(entry)}\n" for entry in record()), "utf-8")
    now = current()
    if found := wrong(told(), now):
        print("\n".join(found))  # noqa: T201 - a program that tells what it refuses
        return 1
    consumers = {name: {"version": one.version, "rows": one.rows} for name, one in now.items()}
    VIEWS.write_text(json.dumps({"story": _story_digest(), "consumers": consumers}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

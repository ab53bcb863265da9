"""What must hold after a kill, looked up in a copy of the dead desk's folder, row by row."""

import itertools
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from infra.compose import compose
from infra.kinds import KINDS
from infra.settings import Settings
from shared.database.connection import Duty, connect
from shared.decision.codec import Codec
from shared.eventstore.verify import verify
from shared.handling.case_number import case_number
from shared.handling.command import command_key
from shared.stream.consumer import Consumer
from shared.stream.rebuild import fill
from tests.faults.kills.writers import HOLDER, Command
from tests.support import story
from tests.support.desk import Desk

CODEC = Codec(event for kind in KINDS for event in kind.events)
_ROWS = "SELECT position, stream, version, topic, state, series, number, key, last FROM log ORDER BY position"


def findings(folder: Path, acknowledged: Iterable[Command], sent: Iterable[Command]) -> tuple[list[str], list[str]]:
    """What is lost, and what else is wrong (doubled, a gap, an entry that nobody sent). Both should be empty."""
    with closing(connect(folder / "log.sqlite", Duty.READER)) as log:
        rows = log.execute(_ROWS).fetchall()
    by_key = {row[7]: row for row in rows if row[7] is not None}
    lost = [why for command in acknowledged if (why := _missing(command, by_key, rows))]
    wrong = [f"{one.place}: {one.says}" for one in verify(folder / "log.sqlite", decode=CODEC.decode)]
    wrong += _stray(rows, {key for command in sent for key in _keys(command)})
    wrong += _histories(rows)
    return lost, wrong


def _keys(command: Command) -> tuple[bytes, bytes]:
    """Of the command, and of the customer whose record it may begin."""
    return command_key(HOLDER, command.key), command_key(HOLDER, command.key, "customer")


def _missing(command: Command, by_key: dict[bytes, Any], rows: list[Any]) -> str | None:
    """Whether the log does not say, word for word, what the receipt said."""
    assert command.receipt is not None
    receipt, row = command.receipt.json(), by_key.get(_keys(command)[0])
    if row is None:
        return f"{command.key} was acknowledged and is not in the log"
    position, stream, version, _, state, series, number, _, last = row
    events = [row[3] for row in rows[position - 1 : last]]
    stands = {
        "id": str(UUID(bytes=stream)), "version": version + last - position, "first": position, "last": last,
        "recorded_at": _instant(json.loads(state)["recorded_at"]), "events": events,
    }  # fmt: skip
    if series is not None:
        stands["number"] = case_number(series, number)
    said = {name: _instant(receipt[name]) if name == "recorded_at" else receipt[name] for name in stands}
    return None if said == stands else f"{command.key} was acknowledged as {said} and stands as {stands}"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _stray(rows: list[Any], sent: set[bytes]) -> list[str]:
    """Every row belongs to one command, and every command that is not of the founding was sent by somebody."""
    wrong, ends = [], 0
    for position, _, _, topic, _, _, _, key, last in rows:
        if (key is None) is (position > ends):
            wrong.append(f"position {position}: belongs to no command or to two")
        ends = max(ends, last or 0)
        if key is not None and key not in sent and not topic.startswith("directory."):
            wrong.append(f"position {position}: nobody sent this command")
    return wrong


def _histories(rows: list[Any]) -> list[str]:
    """No case has a fact twice: its facts are the beginning of the one life that all of them lead."""
    whole = [type(record.event).TOPIC for record in Desk().given(story.signed()).records]
    facts: dict[bytes, list[str]] = defaultdict(list)
    for row in rows:
        facts[row[1]].append(row[3])
    return [
        f"{UUID(bytes=stream)}: {topics}"
        for stream, topics in facts.items()
        if topics[0].startswith("complaint.") and topics != whole[: len(topics)]
    ]


# ── projections ─────────────────────────────────────────────────────────────────────────────


async def differing(folder: Path) -> list[str]:
    """The tables of consumers that, once caught up, are not what a rebuild from the log gives."""
    desk = compose(Settings(data=folder))
    try:
        return list(itertools.chain.from_iterable(_differing(desk.store, one, folder) for one in desk.consumers))
    finally:
        await desk.stop()


def _differing(log: Any, follower: Any, folder: Path) -> list[str]:
    serving = follower._consumer
    serving.check()
    _catch_up(serving, log)
    fresh = Consumer(follower._make(), log, folder / f"fresh-{follower.name}.sqlite", lambda: datetime.now(UTC))
    try:
        _catch_up(fresh, log)
        ours, anew = _contents(serving.connection), _contents(fresh.connection)
    finally:
        fresh.close()
    assert ours.keys() == anew.keys()
    return [f"{follower.name}: {table}" for table in ours if ours[table] != anew[table]]


def _catch_up(consumer: Consumer, log: Any) -> None:
    fill(consumer, log)
    while consumer.step():  # the last few, as the follower takes them
        pass


def _contents(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Every table of a file but those that full-text search keeps for itself."""
    listed = connection.execute("PRAGMA table_list").fetchall()
    names = [name for _, name, kind, *_ in listed if kind in {"table", "virtual"} and not name.startswith("sqlite_")]
    return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}

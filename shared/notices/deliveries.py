"""What is to be told where, and what became of it: rows that stay, so that nothing is told twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.notices.notice import Notice, NoticeKind
from shared.notices.outbox import Outbox
from shared.notices.wishes import Channel, Wishes
from shared.vocabulary.time import sortable

SQL = Queries.read(Path(__file__).parent / "sql" / "deliveries.sql")
BATCH = 500
"""Notices taken in at once."""
NO_CASE = UUID(int=0)
"""What a test is about."""


class State(StrEnum):
    """What became of one notice on one channel."""

    WAITING = "waiting"
    SENDING = "sending"  #: being handed over, or whoever did so was killed a moment ago
    SENT = "sent"
    UNCERTAIN = "uncertain"  #: nobody knows whether it arrived; it is not sent again
    WITHDRAWN = "withdrawn"  #: not theirs any more: they left, are complained about, or want nothing
    GIVEN_UP = "given_up"  #: could not be told for so long that it is no news


@dataclass(frozen=True, slots=True)
class Waiting:
    """One notice that waits on one channel."""

    id: int
    notice: Notice


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What nobody was told yet, of all who want to be told."""

    count: int
    oldest: datetime | None

    def age(self, now: datetime) -> timedelta:
        """Of the oldest."""
        return timedelta() if self.oldest is None else max(now - self.oldest, timedelta())


class Deliveries:
    """The table, in the same file as the wishes."""

    def __init__(self, wishes: Wishes) -> None:
        """Nobody else writes to the file while this desk runs."""
        self._wishes, self._file = wishes, wishes.file

    # ── taking in ────────────────────────────────────────────────────────────────────────────

    def take_in(self, outboxes: Iterable[Outbox]) -> int:
        """Take over what is new in the outboxes for those who want to be told; how many rows. Raises StorageError.

        A place ahead of its outbox is one of an outbox that lost its end with the power: what comes up again there
        is recognised by its identity.
        """
        told = self._wishes.told()
        if not told:
            return 0
        places = dict(self._file.execute(SQL["places"]).fetchall())
        born = self._wishes.born
        return sum(self._take(outbox, places.get(outbox.name, 0), told, born) for outbox in outboxes)

    def _take(self, outbox: Outbox, place: int, told: Mapping[str, datetime], born: datetime) -> int:
        taken, place = 0, min(place, outbox.last())
        while found := outbox.after(place, BATCH):
            place = found[-1][0]
            wanted = [
                _row(channel.id, notice)
                for _, notice in found
                if notice.person in told and notice.at >= max(told[notice.person], born)
                for channel in self._wishes.channels(notice.person)
            ]
            with transaction(self._file):
                self._file.executemany(SQL["put_delivery"], wanted)
                self._file.execute(SQL["put_place"], {"outbox": outbox.name, "place": place})
            taken += len(wanted)
        return taken

    def put_test(self, channel: Channel, identity: str, now: datetime) -> None:
        """A test waits on this channel, once for each identity. Within the transaction that is open."""
        notice = Notice(identity, channel.person, NoticeKind.TEST, NO_CASE, None, "", now)
        self._file.execute(SQL["put_delivery"], _row(channel.id, notice))

    # ── handing over ─────────────────────────────────────────────────────────────────────────

    def channels(self) -> list[str]:
        """The channels on which anything waits."""
        return [row[0] for row in self._file.execute(SQL["channels_waiting"]).fetchall()]

    def waiting(self, channel: str) -> list[Waiting]:
        """What waits on a channel, oldest first."""
        rows = self._file.execute(SQL["waiting_of"], {"channel": channel}).fetchall()
        return [Waiting(row[0], _notice(row[1:])) for row in rows]

    def end(self, ids: Iterable[int], state: State) -> None:
        """These wait no more and are not told."""
        with transaction(self._file):
            self._file.executemany(SQL["end"], [{"id": one, "state": state.value} for one in ids])

    def end_channel(self, channel: str) -> None:
        """Nothing waits on this channel any more. Within the transaction that is open."""
        self._file.execute(SQL["end_channel"], {"channel": channel})

    def hand(self, waiting: Iterable[Waiting], message: str, now: datetime) -> None:
        """These are about to go out as one message: durable before it is done, so that no crash repeats it."""
        rows = [{"id": one.id, "message": message, "at": sortable(now)} for one in waiting]
        with transaction(self._file):
            self._file.executemany(SQL["hand"], rows)

    def handed(self, message: str, state: State, channel: Channel) -> None:
        """What became of a message, and with it of its channel."""
        with transaction(self._file):
            if state is State.WAITING:
                self._file.execute(SQL["take_back"], {"message": message})
            else:
                self._file.execute(SQL["handed"], {"message": message, "state": state.value})
            self._wishes.went(channel)

    def give_up_on_the_dead(self, before: datetime) -> None:
        """What was being handed over before this moment, by somebody who never said how it went, is uncertain."""
        with transaction(self._file):
            self._file.execute(SQL["give_up_on_the_dead"], {"before": sortable(before)})

    def oldest_handed(self) -> datetime | None:
        """Since when something is being handed over; None: nothing is."""
        oldest = self._file.execute(SQL["oldest_handed"]).fetchone()[0]
        return None if oldest is None else datetime.fromisoformat(oldest)

    # ── looking ──────────────────────────────────────────────────────────────────────────────

    def undelivered(self) -> Undelivered:
        """How much waits, and since when."""
        count, oldest = self._file.execute(SQL["count_waiting"]).fetchone()
        return Undelivered(int(count), None if oldest is None else datetime.fromisoformat(oldest))

    def counts(self, channel: str) -> dict[State, int]:
        """How many notices of a channel are in which state."""
        rows = self._file.execute(SQL["count_of_channel"], {"channel": channel}).fetchall()
        return {State(state): int(count) for state, count in rows}

    def uncertain(self, person: str) -> frozenset[str]:
        """The notices of which nobody knows whether they reached this person, by their identities."""
        rows = self._file.execute(SQL["uncertain_identities"], {"person": person}).fetchall()
        return frozenset(row[0] for row in rows)


def begin_anew(folder: Path, now: datetime) -> None:
    """A copy of a folder tells nothing of what came up before it was put back. Raises StorageError."""
    wishes = Wishes(folder, lambda: now)
    try:
        with transaction(wishes.file):
            wishes.file.execute(SQL["withdraw_all"])
            wishes.file.execute(SQL["born_again"], {"at": sortable(now)})
    finally:
        wishes.close()


def _row(channel: str, notice: Notice) -> dict[str, object]:
    return {
        "channel": channel, "identity": notice.identity, "person": notice.person, "kind": notice.kind.value,
        "complaint": notice.complaint.bytes, "number": notice.number, "site": notice.site, "at": sortable(notice.at),
        "clock": notice.clock, "due": None if notice.due is None else sortable(notice.due),
    }  # fmt: skip


def _notice(row: Sequence[Any]) -> Notice:
    identity, person, kind, complaint, number, site, at, clock, due = row
    return Notice(
        identity, person, NoticeKind(kind), UUID(bytes=complaint), number, site, datetime.fromisoformat(at), clock,
        None if due is None else datetime.fromisoformat(due),
    )  # fmt: skip

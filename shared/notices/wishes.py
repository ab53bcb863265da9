"""Who wants to be told what, and where: set by the person or an administrator, off unless somebody asked for it."""

import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import uuid4

from shared.database.connection import Duty, connect
from shared.database.migrations import migrate
from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.handling.receipt import KeyReused
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Now, sortable

HERE = Path(__file__).parent
SQL = Queries.read(HERE / "sql" / "wishes.sql")
FILE = "notices.sqlite"
LEAST_BETWEEN = timedelta(minutes=1)
"""Between two messages on one channel; group robots of WeCom and DingTalk take 20 in a minute from everybody."""


class ChannelKind(StrEnum):
    """How a message gets there."""

    MAIL = "mail"  #: through the company's mail server
    SMTP = "smtp"  #: through a mail server of its own
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    WEBHOOK = "webhook"


OF_THEIR_OWN = frozenset({ChannelKind.MAIL, ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.FEISHU})
"""What people may set for themselves; the others name a host, to which only an administrator lets the desk talk."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How one person wants to be told."""

    person: str
    on_since: datetime | None = None  #: None: is told nothing; what came up before is never told
    lang: Lang = Lang.ZH_HANS
    quiet: tuple[time, time] | None = None  #: wall times between which only what presses is told
    every: timedelta = timedelta()  #: at most one message in so long; what comes up meanwhile goes out together
    zone: str | None = None  #: of the quiet hours; None: that of the person's first site

    @property
    def between(self) -> timedelta:
        """At least so long between two messages on one channel."""
        return max(self.every, LEAST_BETWEEN)


@dataclass(frozen=True, slots=True)
class Target:
    """Where messages go; the text is a secret and shows itself nowhere."""

    kind: ChannelKind
    text: str

    def __repr__(self) -> str:
        """Without the secret."""
        return f"<{self.kind} target>"


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to one person."""

    id: str
    person: str
    target: Target
    failures: int = 0  #: in a row
    next_try: datetime | None = None  #: not before this moment
    last_sent: datetime | None = None


class Wishes:
    """The wishes of everybody, in `notices.sqlite`: a file of its own, 0600 like all of the folder's databases."""

    def __init__(self, folder: Path, now: Now) -> None:
        """Open or create the file. Raises StorageError."""
        path = folder / FILE
        path.touch(mode=0o600)
        self.file = connect(path, Duty.LOG)  # what is handed over is known to be so, also over a power cut
        migrate(self.file, HERE / "migrations")
        with transaction(self.file):
            self.file.execute(SQL["put_born"], {"at": sortable(now())})

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    @property
    def born(self) -> datetime:
        """What came up before is no news here."""
        return datetime.fromisoformat(self.file.execute(SQL["born"]).fetchone()[0])

    # ── wishes ───────────────────────────────────────────────────────────────────────────────

    def of(self, person: str) -> Wish:
        """How this person wants to be told; nothing was asked for: not at all."""
        row = self.file.execute(SQL["wish"], {"person": person}).fetchone()
        if row is None:
            return Wish(person)
        on_since, lang, quiet_from, quiet_until, minutes, zone = row
        quiet = None if quiet_from is None else (time.fromisoformat(quiet_from), time.fromisoformat(quiet_until))
        return Wish(person, _moment(on_since), Lang(lang), quiet, timedelta(minutes=minutes), zone)

    def put(self, wish: Wish) -> None:
        """This is how from now on."""
        start, end = (None, None) if wish.quiet is None else (f"{at:%H:%M}" for at in wish.quiet)
        with self._changing():
            self.file.execute(SQL["put_wish"], {
                "person": wish.person, "on_since": wish.on_since and sortable(wish.on_since), "lang": wish.lang.value,
                "quiet_from": start, "quiet_until": end, "every_minutes": wish.every // timedelta(minutes=1),
                "zone": wish.zone,
            })  # fmt: skip

    def told(self) -> dict[str, datetime]:
        """Who is told anything, each since when."""
        return {person: datetime.fromisoformat(at) for person, at in self.file.execute(SQL["who_is_told"]).fetchall()}

    # ── channels ─────────────────────────────────────────────────────────────────────────────

    def channels(self, person: str) -> list[Channel]:
        """The ways to one person, in the order in which they were set."""
        return [_channel(row) for row in self.file.execute(SQL["channels_of"], {"person": person}).fetchall()]

    def channel(self, channel: str) -> Channel | None:
        """One way by its id."""
        row = self.file.execute(SQL["channel"], {"id": channel}).fetchone()
        return None if row is None else _channel(row)

    def add(self, person: str, target: Target) -> Channel:
        """One way more; the same again is the one that is there."""
        values = {"id": uuid4().hex[:12], "person": person, "kind": target.kind.value, "target": target.text}
        with self._changing():
            self.file.execute(SQL["put_channel"], values)
        return next(one for one in self.channels(person) if one.target == target)

    def remove(self, channel: str) -> None:
        """This way is gone."""
        with self._changing():
            self.file.execute(SQL["forget_channel"], {"id": channel})

    def went(self, channel: Channel) -> None:
        """Remember how the last message went. Within the transaction that is open, or one of its own."""
        with self._changing():
            self.file.execute(SQL["channel_went"], {
                "id": channel.id, "failures": channel.failures,
                "next_try": channel.next_try and sortable(channel.next_try),
                "last_sent": channel.last_sent and sortable(channel.last_sent),
            })  # fmt: skip

    # ── the mail server, and changes sent twice ──────────────────────────────────────────────

    @property
    def mail_server(self) -> str | None:
        """The company's mail server, as an address of apprise."""
        row = self.file.execute(SQL["mail_server"]).fetchone()
        return None if row is None else str(row[0])

    def put_mail_server(self, url: str | None) -> None:
        """Set it, or let go of it."""
        with self._changing():
            if url is None:
                self.file.execute(SQL["forget_mail_server"])
            else:
                self.file.execute(SQL["put_mail_server"], {"url": url})

    def once(self, command: bytes, digest: bytes, change: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Carry out a change, or give the answer it had before (G2). Raises KeyReused."""
        with transaction(self.file):
            row = self.file.execute(SQL["find_command"], {"command": command}).fetchone()
            if row is not None:
                if not hmac.compare_digest(row[0], digest):
                    raise KeyReused
                return dict(json.loads(row[1]))
            answer = change()
            self.file.execute(SQL["put_command"], {"command": command, "digest": digest, "answer": json.dumps(answer)})
        return answer

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One transaction, also when one change is made of several."""
        if self.file.in_transaction:
            yield
        else:
            with transaction(self.file):
                yield


def switched(wish: Wish, now: datetime, *, on: bool) -> Wish:
    """The wish switched on or off; on again begins now."""
    if on is (wish.on_since is not None):
        return wish
    return replace(wish, on_since=now if on else None)


def _channel(row: tuple[Any, ...]) -> Channel:
    channel, person, kind, text, failures, next_try, last_sent = row
    return Channel(channel, person, Target(ChannelKind(kind), text), failures, _moment(next_try), _moment(last_sent))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)

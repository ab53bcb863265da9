"""Wrong tries of the status of a case, by number and address, wherever it is asked (R12.16); no restart forgets one."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from shared.database.connection import Duty, connect
from shared.database.migrations import migrate
from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.decision.refusal import Refused
from shared.directory.limits import Limits
from shared.vocabulary.text import say
from shared.vocabulary.time import sortable

HERE = Path(__file__).parent
SQL = Queries.read(HERE / "sql" / "tries.sql")
FILE = "tries.sqlite"
KEPT = timedelta(days=7)
"""After so long a try is forgotten, whatever a company sets as its lock."""

LOCKED = say("Too many wrong tries; ask again after {until}.", "尝试次数过多，请在 {until} 之后再查询。")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question for a status: whom it is counted against, when, and by which limits."""

    number: str
    address: str
    now: datetime
    limits: Limits


class Tries:
    """The tries of one desk, in a file of their own."""

    def __init__(self, folder: Path) -> None:
        """Open or create the file. Raises StorageError."""
        self._file = connect(folder / FILE, Duty.CONSUMER)  # a power cut may forget the last one
        migrate(self._file, HERE / "migrations")
        with transaction(self._file):
            if self._file.execute(SQL["hash_key"]).fetchone() is None:
                self._file.execute(SQL["put_hash_key"], {"key": secrets.token_bytes(32)})
        self._key: bytes = self._file.execute(SQL["hash_key"]).fetchone()[0]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def check(self, asked: Asked) -> None:
        """Raise Refused while this number is locked for this address."""
        lock = asked.limits.span("status_lock")
        since = {"pair": self._pair(asked), "since": sortable(asked.now - lock)}
        recent = [row[0] for row in self._file.execute(SQL["wrong_tries"], since).fetchall()]
        if len(recent) >= asked.limits.number("status_tries"):
            raise Refused("R12.16", LOCKED, until=datetime.fromisoformat(recent[-1]) + lock)

    def wrong(self, asked: Asked) -> None:
        """Count a wrong try."""
        with transaction(self._file):
            self._file.execute(SQL["forget_old_tries"], {"since": sortable(asked.now - KEPT)})
            self._file.execute(SQL["put_wrong_try"], {"pair": self._pair(asked), "at": sortable(asked.now)})

    def right(self, asked: Asked) -> None:
        """The digits were right: earlier slips are forgotten."""
        with transaction(self._file):
            self._file.execute(SQL["forget_pair"], {"pair": self._pair(asked)})

    def _pair(self, asked: Asked) -> bytes:
        return hmac.digest(self._key, f"{asked.number}\0{asked.address}".encode("utf-8", "surrogatepass"), "sha256")

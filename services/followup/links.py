"""The links behind which customers answer: random, stored hashed, each for one questionnaire of one case (R10.2)."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from shared.database.connection import Duty, connect
from shared.database.migrations import migrate
from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.handling.receipt import KeyReused

HERE = Path(__file__).parent
SQL = Queries.read(HERE / "sql" / "links.sql")
FILE = "questionnaires.sqlite"
SALT_BYTES = 32
"""256 random bits: no text can be guessed, so a plain SHA-256 is the right way to store it."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link's text stands for."""

    complaint: UUID
    questionnaire: str


NOWHERE = Link(UUID(int=0), "")
"""Stands for a text that is no link of ours, so that it is looked at exactly like one that is."""


class Links:
    """The links of one desk, in a file of their own that is never made anew."""

    def __init__(self, folder: Path) -> None:
        """Open or create the file. Raises StorageError."""
        self._file = connect(folder / FILE, Duty.LOG)  # a link that was handed out is good, also over a power cut
        migrate(self._file, HERE / "migrations")

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def text_for(self, link: Link, presented: str) -> str:
        """The text of this link, made now or given again to who presents the same key.

        Raises KeyReused when it was made under another key: its text can then not be made anew.
        """
        found = {"complaint": link.complaint.bytes, "questionnaire": link.questionnaire}
        with transaction(self._file):
            salt = secrets.token_bytes(SALT_BYTES)
            self._file.execute(SQL["put"], {**found, "salt": salt, "hash": hashed(_text(presented, salt))})
            stored, salt = self._file.execute(SQL["of_questionnaire"], found).fetchone()
        text = _text(presented, salt)
        if not hmac.compare_digest(hashed(text), stored):
            raise KeyReused
        return text

    def find(self, text: str) -> Link:
        """What this text stands for; NOWHERE for any that is not ours."""
        row = self._file.execute(SQL["of_text"], {"hash": hashed(text)}).fetchone()
        return NOWHERE if row is None else Link(UUID(bytes=row[0]), row[1])


def hashed(text: str) -> bytes:
    """What is stored of a link's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _text(presented: str, salt: bytes) -> str:
    """Whoever reads the file has the salt but not the presented key, so nothing can be derived from it."""
    return urlsafe_b64encode(hmac.digest(presented.encode(), b"questionnaire" + salt, "sha256")).decode().rstrip("=")

"""Bearer keys of people and systems: random, shown once, stored hashed, with role and sites."""

import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from shared.database.connection import Duty, connect
from shared.database.migrations import migrate
from shared.database.queries import Queries
from shared.database.transaction import transaction
from shared.decision.moment import Caller
from shared.vocabulary.roles import Role
from shared.vocabulary.time import Now

HERE = Path(__file__).parent
SQL = Queries.read(HERE / "sql" / "keys.sql")
PREFIX = "suy_"
"""So that a key in a log, a ticket or a repository is recognised as one."""
TOKEN_BYTES = 32
"""256 random bits: nothing can be guessed, so a plain SHA-256 is the right way to store it."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is known about a key; not the key itself."""

    id: str
    hash: bytes
    holder: str  #: code of the person or system
    is_system: bool
    role: Role
    sites: frozenset[str] | None  #: None: every site
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Neither revoked nor expired."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)

    @property
    def caller(self) -> Caller:
        """Whom a decision sees."""
        return Caller(self.holder, self.role, self.sites)


class UsedOtherwise(Exception):
    """The idempotency key of a change of keys stands for another change already."""


@dataclass(frozen=True, slots=True)
class Once:
    """What a change of keys was answered with."""

    answer: dict[str, Any]
    salt: bytes
    repeated: bool


class Keys:
    """The keys of one desk, in `security.sqlite`. Reads come from memory and notice what other processes change."""

    def __init__(self, path: Path, now: Now) -> None:
        """Open or create the file. Raises StorageError."""
        self._now = now
        self._file = connect(path, Duty.LOG)  # a revoked key stays revoked, also over a power cut
        migrate(self._file, HERE / "migrations")
        self._seen = -1
        self._by_hash: dict[bytes, Key] = {}
        self._by_id: dict[str, Key] = {}

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def create(
        self,
        holder: str,
        role: Role,
        *,
        sites: Iterable[str] | None = None,
        is_system: bool = False,
        expires_at: datetime | None = None,
        token: str | None = None,
    ) -> tuple[Key, str]:
        """Make a key; its text is given this once. Without an end it works until it is revoked."""
        token = token or new_token()
        key = self.draft(token, Caller(holder, role, None if sites is None else frozenset(sites)), is_system=is_system)
        key = replace(key, expires_at=expires_at)
        self.add(key)
        return key, token

    def draft(self, token: str, caller: Caller, *, is_system: bool) -> Key:
        """What will be stored of this text; it opens nothing before `add`."""
        return Key(uuid4().hex[:12], hashed(token), caller.id, is_system, caller.role, caller.sites, self._now())

    def add(self, *keys: Key) -> None:
        """Let these keys work, all or none."""
        with self._changing():
            for key in keys:
                self._file.execute(SQL["insert"], _row(key))

    def find(self, token: str) -> Key | None:
        """The key of this text if it works now."""
        self._notice_others()
        presented = hashed(token)
        key = self._by_hash.get(presented)
        if key is None or not hmac.compare_digest(key.hash, presented) or not key.works(self._now()):
            return None
        return key

    def all(self) -> list[Key]:
        """Every key ever made, oldest first."""
        self._notice_others()
        return list(self._by_id.values())

    def get(self, key_id: str) -> Key | None:
        """The key of this public name, working or not."""
        self._notice_others()
        return self._by_id.get(key_id)

    def expire(self, key_id: str, at: datetime) -> Key | None:
        """Let a key end at a moment; None when there is no such key."""
        return self._change("expire", key_id, at)

    def revoke(self, key_id: str) -> Key | None:
        """End a key now and for good; None when there is no such key."""
        return self._change("revoke", key_id, self._now())

    def _change(self, statement: str, key_id: str, at: datetime) -> Key | None:
        with self._changing():
            self._file.execute(SQL[statement], {"id": key_id, "at": at.isoformat()})
        return self._by_id.get(key_id)

    def once(self, command: bytes, digest: bytes, change: Callable[[bytes], dict[str, Any]]) -> Once:
        """Carry out a change of keys, or give the answer it had before (G2). `change` is handed a fresh salt.

        Raises UsedOtherwise when the command's key stands for something else.
        """
        with self._changing():
            row = self._file.execute(SQL["find_command"], {"command": command}).fetchone()
            if row is not None:
                if not hmac.compare_digest(row[0], digest):
                    raise UsedOtherwise
                return Once(json.loads(row[2]), row[1], repeated=True)
            salt = secrets.token_bytes(TOKEN_BYTES)
            answer = change(salt)
            stored = {"command": command, "digest": digest, "salt": salt, "answer": json.dumps(answer)}
            self._file.execute(SQL["insert_command"], stored)
        return Once(answer, salt, repeated=False)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One transaction, also when one change is made of several."""
        if self._file.in_transaction:
            yield
        else:
            with transaction(self._file):
                yield
        self._load()

    def _notice_others(self) -> None:
        if self._version() != self._seen:
            self._load()

    def _load(self) -> None:
        self._seen = self._version()
        keys = [_key(row) for row in self._file.execute(SQL["all"]).fetchall()]
        self._by_id = {key.id: key for key in keys}
        self._by_hash = {key.hash: key for key in keys}

    def _version(self) -> int:
        return int(self._file.execute(SQL["changes"]).fetchone()[0])


def new_token() -> str:
    """A new key's text."""
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def derived_token(presented: str, salt: bytes) -> str:
    """The text of a key made by the holder of another: given again for the same command, stored nowhere.

    Whoever reads the file has the salt but not the presented key, so nothing can be derived from it.
    """
    return PREFIX + urlsafe_b64encode(hmac.digest(presented.encode(), salt, "sha256")).decode().rstrip("=")


def hashed(token: str) -> bytes:
    """What is stored of a key."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()


def _row(key: Key) -> dict[str, object]:
    return {
        "id": key.id, "hash": key.hash, "holder": key.holder, "is_system": int(key.is_system), "role": key.role.value,
        "sites": None if key.sites is None else json.dumps(sorted(key.sites)),
        "created_at": key.created_at.isoformat(), "expires_at": key.expires_at and key.expires_at.isoformat(),
    }  # fmt: skip


def _key(row: tuple[str, bytes, str, int, str, str | None, str, str | None, str | None]) -> Key:
    key_id, digest, holder, is_system, role, sites, created, expires, revoked = row
    return Key(
        key_id, digest, holder, bool(is_system), Role(role),
        None if sites is None else frozenset(json.loads(sites)), datetime.fromisoformat(created),
        None if expires is None else datetime.fromisoformat(expires),
        None if revoked is None else datetime.fromisoformat(revoked),
    )  # fmt: skip

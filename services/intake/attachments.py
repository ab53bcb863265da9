"""Photos, recordings and signed forms, beside the log: streamed to disk, judged by their first bytes (R12.1).

Stored by the SHA-256 of their bytes *within one customer* (trap 21): a photo that two customers sent is two
files, so that one of them can be erased.

While a file waits to be put on record, a note in `.pending` says so by its name: owner, digest, case. A desk that was
killed in between finds the note at its next start, and takes away the file that its case never got.
"""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

import filetype

from shared.database.errors import DiskFault, DiskFull

LARGEST = 25 * 1024 * 1024
"""Bytes of one file: a few minutes of a phone's recording, a dozen pages scanned."""

TAKEN = frozenset(
    {
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/tiff", "application/pdf",
        "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr", "audio/ogg", "audio/x-wav",
        "video/mp4", "video/quicktime", "video/3gpp", "video/webm",
    }
)  # fmt: skip
"""What phones, scanners and telephone systems make. Nothing that a browser would run."""

NOTE = "-"
_HEAD = 8192  # bytes by which a type is judged


class TooLarge(Exception):
    """More bytes than one file may have."""


class NotTaken(Exception):
    """The first bytes are of no type that is taken."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was received whole and belongs to nobody yet."""

    digest: str  #: SHA-256, hex
    size: int
    media_type: str
    path: Path


class Attachments:
    """The folder of files, one folder in it per owner: a customer, or a case without one."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        """Make the folder, readable by its owner only; remove what an interrupted upload left."""
        self._folder, self.largest = folder, largest
        self._incoming, self._pending = folder / ".incoming", folder / ".pending"
        self._keeping = asyncio.Lock()
        for place in (self._incoming, self._pending):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for left in self._incoming.iterdir():
            left.unlink()

    @asynccontextmanager
    async def receive(self, parts: AsyncIterator[bytes]) -> AsyncIterator[Incoming]:
        """Write a file as it comes in; gone at the end unless it was kept. Raises TooLarge, NotTaken, StorageError."""
        path = self._incoming / uuid4().hex
        try:
            with _private(path) as file:
                digest, size, head = await self._write(file, parts)
                media_type = judged(head)
                await asyncio.to_thread(_to_disk, file)
            yield Incoming(digest, size, media_type, path)
        except OSError as error:
            kind = DiskFull if error.errno == ENOSPC else DiskFault
            raise kind(f"{self._folder}: {error.strerror}. {kind.__doc__}") from error
        finally:
            path.unlink(missing_ok=True)

    async def _write(self, file: BinaryIO, parts: AsyncIterator[bytes]) -> tuple[str, int, bytes]:
        running, size, head = hashlib.sha256(), 0, b""
        async for part in parts:
            size += len(part)
            if size > self.largest:
                raise TooLarge
            head += part[: _HEAD - len(head)]
            running.update(part)
            file.write(part)
        return running.hexdigest(), size, head

    @asynccontextmanager
    async def kept(self, incoming: Incoming, owner: UUID, case: UUID) -> AsyncIterator[None]:
        """The file is in its place while the block puts it on record with a case; if that fails, it is not kept.

        One at a time, so that a refused upload never takes away the same file of another that is put on record.
        """
        folder = self._folder / owner.hex
        place = folder / incoming.digest
        async with self._keeping:
            new = not place.exists()
            note = self._pending / NOTE.join((owner.hex, incoming.digest, case.hex))
            if new:
                await asyncio.to_thread(_note, note)
            await asyncio.to_thread(_put, incoming.path, folder, place)
            try:
                yield
            except BaseException:
                if new:
                    place.unlink(missing_ok=True)
                raise
            finally:
                note.unlink(missing_ok=True)

    def sweep(self, is_on_record: Callable[[UUID, str], bool]) -> int:
        """Take away what a killed desk stored and never put on record: how many files. Before anything is received.

        `is_on_record` says whether a case has a file of a digest.
        """
        swept = 0
        for note in self._pending.iterdir():
            owner, digest, case = note.name.split(NOTE)
            if not is_on_record(UUID(case), digest):
                (self._folder / owner / digest).unlink(missing_ok=True)
                swept += 1
            note.unlink()
        return swept

    def find(self, owners: Iterable[UUID], digest: str) -> Path | None:
        """A stored file of one of these owners."""
        return next((path for owner in owners if (path := self._folder / owner.hex / digest).is_file()), None)


def judged(head: bytes) -> str:
    """The media type that the first bytes show, whatever the file is called. Raises NotTaken."""
    kind = filetype.guess(head)
    if kind is None or kind.mime not in TAKEN:
        raise NotTaken
    return str(kind.mime)


def _private(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _note(note: Path) -> None:
    note.touch(mode=0o600)
    _sync(note.parent)


def _put(path: Path, folder: Path, place: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    path.replace(place)
    _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

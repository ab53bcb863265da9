"""Reads a source's table: CSV of any columns, also gzipped, row by row with line numbers."""

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

GZIP = b"\x1f\x8b"
LARGEST_CELL = 1_000_000
ENCODING = "utf-8-sig"  # Excel writes a byte-order mark; others do not


if TYPE_CHECKING:
    from _csv import Reader as _Reader


class TableUnusable(ValueError):
    """The file cannot be read as a table; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the source, with the line on which it begins (the header is line 1)."""

    line: int
    cells: dict[str, str]


@dataclass(slots=True)
class Table:
    """The rows of an open file, and how far into the file they have been read."""

    head: tuple[str, ...]
    size: int  #: bytes of the file on disk
    _file: BinaryIO
    _reader: "_Reader"

    @property
    def done(self) -> int:
        """Bytes of the file read so far, for a progress bar."""
        return self._file.tell()

    def rows(self) -> Iterator[Row]:
        """Every row, in order. Raises TableUnusable where the file breaks off."""
        line = 2
        try:
            for cells in self._reader:
                if any(cells):
                    lacking = [""] * (len(self.head) - len(cells))
                    yield Row(line, dict(zip(self.head, cells + lacking, strict=False)))
                line = self._reader.line_num + 1
        except (csv.Error, UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
            raise TableUnusable(f"line {line}: {error}") from error


@contextmanager
def opened(path: Path, wanted: set[str]) -> Iterator[Table]:
    """Open a table that has all wanted columns. Raises TableUnusable."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise TableUnusable(f"{path} cannot be read: {error.strerror}.") from error
    with file, _text(file) as text:
        csv.field_size_limit(LARGEST_CELL)
        reader = csv.reader(text)
        yield Table(_head(reader, path, wanted), path.stat().st_size, file, reader)


@contextmanager
def _text(file: BinaryIO) -> Iterator[io.TextIOBase]:
    packed = file.read(2) == GZIP
    file.seek(0)
    raw = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
    with io.TextIOWrapper(raw, encoding=ENCODING, newline="") as text:
        yield text


def _head(reader: "_Reader", path: Path, wanted: set[str]) -> tuple[str, ...]:
    try:
        head = tuple(next(reader, ()))
    except (csv.Error, UnicodeDecodeError, EOFError, gzip.BadGzipFile) as error:
        raise TableUnusable(f"{path} cannot be read as CSV in UTF-8: {error}") from error
    if lacking := sorted(wanted - set(head)):
        raise TableUnusable(f"{path} has no column {', '.join(lacking)}; it has {', '.join(head) or 'none'}.")
    return head

"""From a row of the source to the one fact that is recorded: what the source knows, nothing invented (CK12)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha1
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from pydantic_core import to_json

from services.intake.importing.categories import category_code
from services.intake.importing.mapping import Mapping
from services.intake.importing.table import Row
from shared.complaint.events.p12_import import ComplaintImported
from shared.decision.making import made
from shared.vocabulary.axes import Channel, Known

NAMESPACE = UUID("8d0d0a52-3f0e-4b61-9a3c-7c1d6f0e5b90")
LONGEST_KEY = 200
_SITE = re.compile(r"[A-Z0-9]{1,12}\Z")
_TIMED = ("%H", "%I", "%s", "%X", "%c")


class RowRejected(ValueError):
    """This row cannot be taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Read:
    """A row that can be taken."""

    line: int
    stream: UUID  #: from source and key: the same row is the same case, for ever
    site: str
    subjects: tuple[str, ...]
    received_at: datetime
    fact: ComplaintImported


class RowReader:
    """Reads the rows of one source."""

    def __init__(self, mapping: Mapping) -> None:
        """Keep what is the same for every row."""
        self._mapping, self._columns = mapping, mapping.columns
        self._zone = ZoneInfo(mapping.zone)
        self._received = _known(mapping.formats.received)
        self._closed = _known(mapping.formats.closed)
        self._namespace = sha1(uuid5(NAMESPACE, mapping.source).bytes, usedforsecurity=False)
        self._sites: dict[str, str] = {}

    def read(self, row: Row) -> Read:
        """The fact of a row. Raises RowRejected."""
        cells, columns = row.cells, self._columns
        key = cells[columns.key].strip()
        if not 0 < len(key) <= LONGEST_KEY:
            raise RowRejected(f"{columns.key} is empty" if not key else f"{columns.key} is too long")
        received_at = self._moment(cells, columns.received, self._mapping.formats.received)
        if received_at is None:
            raise RowRejected(f"{columns.received} is empty")
        closed_at = self._moment(cells, columns.closed, self._mapping.formats.closed) if columns.closed else None
        if closed_at is not None and closed_at < received_at:
            raise RowRejected(f"{columns.closed} {cells[columns.closed or '']} lies before {columns.received}")
        subjects = tuple(text for name in columns.category if (text := cells[name].strip()))
        site = self._site(cells[columns.site].strip())
        values = {
            "source": self._mapping.source, "key": key, "site": site, "received_known": self._received,
            "closed_at": closed_at, "closed_known": self._closed if closed_at else None,
            "category": category_code(self._mapping.source, subjects) if subjects else None,
            "channel": self._channel(cells), "unit": self._unit(cells), "row": to_json(cells).decode(),
        }  # fmt: skip
        fact = made(ComplaintImported, values)
        return Read(row.line, self._stream(key), site, subjects, received_at, fact)

    def _stream(self, key: str) -> UUID:
        """`uuid5` of source and key; the source's half is hashed once."""
        digest = self._namespace.copy()
        digest.update(key.encode())
        return UUID(bytes=digest.digest()[:16], version=5)

    def _unit(self, cells: dict[str, str]) -> str:
        return " ".join(text for name in self._columns.unit if (text := cells[name].strip()))

    def _site(self, name: str) -> str:
        code = self._sites.get(name)
        if code is None:
            code = self._sites[name] = self._checked(self._mapping.sites.get(name, name))
        return code

    def _checked(self, code: str) -> str:
        if not _SITE.match(code):
            raise RowRejected(
                f"{self._columns.site} {code!r} is no site code (1 to 12 capitals and digits); map it under [sites]"
            )
        return code

    def _moment(self, cells: dict[str, str], column: str, form: str) -> datetime | None:
        text = cells[column].strip()
        if not text:
            return None
        try:
            return _parsed(text, form, self._zone)
        except ValueError:
            raise RowRejected(f"{column} {text!r} is not written as {form}") from None

    def _channel(self, cells: dict[str, str]) -> Channel | None:
        if self._columns.channel is None or not (text := cells[self._columns.channel].strip()):
            return None
        try:
            return Channel(text)
        except ValueError:
            raise RowRejected(f"{self._columns.channel} {text!r} is no channel") from None


def _known(form: str) -> Known:
    return Known.MOMENT if any(letter in form for letter in _TIMED) else Known.DAY


@lru_cache(maxsize=20_000)
def _parsed(text: str, form: str, zone: ZoneInfo) -> datetime:
    """A moment as the source writes it; of a day, its first moment. Most days occur many times."""
    parsed = datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the mapping's
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)).astimezone(UTC)

"""Takes rows into the log: every row once by the source's own key, what cannot be taken with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from services.intake.importing.categories import subjects_of
from services.intake.importing.mapping import Mapping
from services.intake.importing.reading import Read, RowReader, RowRejected
from services.intake.importing.table import Row
from shared.complaint.actions.p12_import import BulkImport
from shared.decision.moment import ITSELF, Caller
from shared.decision.refusal import Refused
from shared.directory.actions.importing import AdmitSource
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.eventstore.log import LARGEST_BATCH, Append, Appended, NewEvent, Outcome
from shared.eventstore.sqlite import Overtaken, SQLiteLog
from shared.handling.case_number import series_of
from shared.handling.door import Door
from shared.vocabulary.text import Lang


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken."""

    line: int
    reason: str


@dataclass(slots=True)
class Taken:
    """What became of some rows."""

    taken: int = 0
    there: int = 0  #: already taken before, by the source's key
    rejected: list[Rejected] = field(default_factory=list)

    def add(self, other: "Taken") -> None:
        """Count the rows of another part as well."""
        self.taken += other.taken
        self.there += other.there
        self.rejected += other.rejected


class Importer:
    """Imports from one source into one desk, as one person."""

    def __init__(self, door: Door, log: SQLiteLog, mapping: Mapping, by: Caller) -> None:
        """`by` stands as author in every record."""
        self._door, self._log, self._mapping, self._by = door, log, mapping, by
        self._reader = RowReader(mapping)

    async def take(self, rows: Iterable[Row]) -> Taken:
        """Take rows, in the order given; one that cannot be taken stops none of the others. Raises StorageError."""
        result = Taken()
        read: list[Read] = []
        for row in rows:
            try:
                read.append(self._reader.read(row))
            except RowRejected as no:
                result.rejected.append(Rejected(row.line, str(no)))
        await self._prepare(read)
        self._append(read, result)
        return result

    async def _prepare(self, read: Sequence[Read]) -> None:
        """Sites that the directory does not know become archived ones, subjects become categories (CK12)."""
        directory, source = self._door.moment(ITSELF).directory, self._mapping.source
        sites = sorted({one.site for one in read} - set(directory.sites))
        subjects = {
            one.subjects: None for one in read if one.subjects and one.fact.category not in directory.categories
        }
        if sites or subjects:
            tree = subjects_of(source, subjects) if subjects else ()
            order = AdmitSource.model_validate({"zone": self._mapping.zone, "sites": tuple(sites), "subjects": tree})
            await self._door.act(DIRECTORY, DIRECTORY_ID, order, ITSELF)

    def _append(self, read: Sequence[Read], result: Taken) -> None:
        """A key that comes twice is taken once."""
        first: dict[UUID, Read] = {}
        for one in read:
            if first.setdefault(one.stream, one) is not one:
                result.there += 1
        appends = self._appends(first.values(), result)
        for outcome in self._recorded(appends):
            if isinstance(outcome, Appended):
                result.taken += 1
            else:
                result.there += 1

    def _recorded(self, appends: list[Append]) -> Iterable[Outcome]:
        """Usually all are new: one transaction. Else in batches in which each stands for itself."""
        try:
            yield from self._log.append_whole(appends)
        except Overtaken:
            for start in range(0, len(appends), LARGEST_BATCH):
                yield from self._log.append(appends[start : start + LARGEST_BATCH])

    def _appends(self, read: Iterable[Read], result: Taken) -> list[Append]:
        moment = self._door.moment(self._by)
        bulk, sites = BulkImport(moment.directory, self._by, moment.recorded_at), moment.directory.sites
        series: dict[str, str] = {}
        appends = []
        for one in read:
            try:
                record = bulk.record(one.fact, one.received_at)
            except Refused as no:
                result.rejected.append(Rejected(one.line, no.reason.to(Lang.EN)))
                continue
            if one.site not in series:
                series[one.site] = series_of(one.site, sites[one.site].zone, moment.recorded_at)
            event = NewEvent(*self._door.codec.encode(record))
            appends.append(Append(one.stream, 0, (event,), series=series[one.site]))
        return appends

"""The sites of a file against those of a directory."""

from collections.abc import Iterator

from shared.directory.actions.base import DirectoryAction
from shared.directory.actions.sites import (
    AddSite,
    ArchiveSite,
    ChangeSite,
    OpenSite,
    RecordHouseholds,
    RetireSite,
    SetDeskHours,
)
from shared.directory.document.model import Document, Path, SitePart
from shared.directory.state import Directory, Site, SiteState

Steps = Iterator[tuple[Path, DirectoryAction]]


def present(directory: Directory, document: Document) -> Steps:
    """Sites that come into being or change, with their desk hours and households."""
    for code, wanted in (document.sites or {}).items():
        path: Path = ("sites", code)
        known = directory.sites.get(code)
        if known is None:
            yield path, AddSite(site=code, names=wanted.names, zone=wanted.zone)
        elif (known.names, known.zone.key) != (wanted.names, wanted.zone):
            yield path, ChangeSite(site=code, names=wanted.names, zone=wanted.zone)
        yield from _hours(path, known, code, wanted)
        yield from _households(path, known, code, wanted)


def _hours(path: Path, known: Site | None, code: str, wanted: SitePart) -> Steps:
    own = known.desk_hours if known is not None and known.own_hours else None
    schedule = None if wanted.desk_hours is None else wanted.desk_hours.schedule()
    if own != (schedule.desk_hours() if schedule else None):
        yield (*path, "desk_hours"), SetDeskHours(site=code, hours=schedule)


def _households(path: Path, known: Site | None, code: str, wanted: SitePart) -> Steps:
    recorded = {entry.since: entry.occupied for entry in known.households} if known else {}
    for since, occupied in sorted(wanted.households.items()):
        if recorded.get(since) != occupied:
            order = RecordHouseholds(site=code, since=since, occupied=occupied)
            yield (*path, "households", since.isoformat()), order


def opened(directory: Directory, document: Document) -> Steps:
    """Sites to open or to archive, once people and roster are there (R8.5)."""
    for code, wanted in (document.sites or {}).items():
        state = directory.sites[code].state
        if wanted.state is SiteState.OPEN is not state:
            yield ("sites", code, "state"), OpenSite(site=code)
        elif wanted.state is SiteState.ARCHIVED is not state:
            yield ("sites", code, "state"), ArchiveSite(site=code)


def gone(directory: Directory, document: Document) -> Steps:
    """Sites to retire."""
    if document.sites is None:
        return
    for code, site in directory.sites.items():
        wanted = document.sites.get(code)
        if site.state is not SiteState.RETIRED and (wanted is None or wanted.state is SiteState.RETIRED):
            yield ("sites", code, "state") if wanted else ("sites",), RetireSite(site=code)

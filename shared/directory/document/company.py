"""Company, words and limits of a file against those of a directory."""

from collections.abc import Iterator
from typing import Any

from shared.directory.actions.base import DirectoryAction
from shared.directory.actions.company import ChangeAttendedChannels, NameCompany, SetCompanyHours
from shared.directory.actions.limits import ChangeLimit, RestoreLimit
from shared.directory.actions.words import ChangeWords, CiteProcedure, RestoreWords
from shared.directory.document.model import Document, Path
from shared.directory.state import Directory

Steps = Iterator[tuple[Path, DirectoryAction]]


def company(directory: Directory, document: Document) -> Steps:
    """Name, attended channels, desk hours."""
    wanted = document.company
    if wanted is not None and wanted.names != directory.names:
        yield ("company", "names"), NameCompany(names=wanted.names)
    channels = document.attended_channels
    if channels is not None and frozenset(channels) != directory.attended:
        yield ("attended_channels",), ChangeAttendedChannels(channels=channels)
    hours = document.desk_hours
    if hours is not None and hours.schedule().desk_hours() != directory.desk_hours:
        yield ("desk_hours",), SetCompanyHours(hours=hours.schedule())


def words(directory: Directory, document: Document) -> Steps:
    """Procedure, conduct and phrases."""
    cited = document.procedure
    if cited is not None and (cited.names, cited.version or "") != (
        dict(directory.procedure.names),
        directory.procedure.version,
    ):
        yield ("procedure",), CiteProcedure(names=cited.names, version=cited.version)
    if document.words is None:
        return
    for step, texts in document.words.items():
        if directory.words.get(step) != texts:
            yield ("words", step), ChangeWords(step=step, words=texts)
    for step in directory.words:
        if step not in document.words:
            yield ("words",), RestoreWords(step=step)


def limits(directory: Directory, document: Document) -> Steps:
    """Every limit that differs where it holds."""
    if document.limits is None:
        return
    wanted = {scope: (path, settings) for path, scope, settings in document.limits.scopes()}
    for (site, category), (path, settings) in wanted.items():
        own = directory.overrides.get((site, category), {})
        for setting, value in settings.items():
            if setting not in own or not _same(own[setting], value):
                order = ChangeLimit(setting=setting, value=value, site=site, category=category)
                yield ("limits", *path, setting), order
    for (site, category), own in directory.overrides.items():
        kept: Any = wanted.get((site, category), ((), {}))[1]
        for setting in own:
            if setting not in kept:
                yield ("limits",), RestoreLimit(setting=setting, site=site, category=category)


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other

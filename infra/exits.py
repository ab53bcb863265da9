"""How a command ends when the desk cannot run: one line for the operator, one exit code for a script."""

import errno

from shared.database.errors import (
    Busy,
    Damaged,
    DiskFault,
    DiskFull,
    NewerSchema,
    OlderSchema,
    StorageError,
    TooOldSQLite,
)


class CannotRun(Exception):
    """The desk cannot run; the message is the one line that the operator gets, `code` the exit code."""

    code = 1


class WrongUsage(CannotRun):
    """An option or a variable cannot be meant so."""

    code = 2


class FolderInUse(CannotRun):
    """Another process holds the data folder."""

    code = 3


class AddressNotFree(CannotRun):
    """The port is taken, or the address is not this machine's."""

    code = 4


class FolderUnusable(CannotRun):
    """The data folder cannot be made, read or written."""

    code = 5


class NoSpace(CannotRun):
    """The disk is full."""

    code = 6


class DataUnusable(CannotRun):
    """The data is damaged, or newer than this program."""

    code = 7


#: Exit code → when, for the reference page; 0 is a clean end, 1 a defect of the program.
CODES = {kind.code: (kind.__doc__ or "").strip() for kind in CannotRun.__subclasses__()}

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT}
_NOT_USABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT, errno.ELOOP}
_STORAGE: tuple[tuple[type[StorageError] | tuple[type[StorageError], ...], type[CannotRun]], ...] = (
    (DiskFull, NoSpace),
    (Busy, FolderInUse),
    ((Damaged, DiskFault, NewerSchema, OlderSchema, TooOldSQLite), DataUnusable),
    (StorageError, FolderUnusable),
)


def plainly(error: Exception) -> CannotRun | None:
    """The operator's line for an error of disk or database; None when it is a defect of the program."""
    if isinstance(error, CannotRun):
        return error
    for kinds, plain in _STORAGE:
        if isinstance(error, kinds):
            return plain(str(error))
    if isinstance(error, OSError) and error.errno in _NO_SPACE:
        return NoSpace(
            f"The disk is full ({error.filename or 'data folder'}): nothing was lost; free space, start again."
        )
    if isinstance(error, OSError) and error.errno in _NOT_USABLE:
        return FolderUnusable(f"{error.filename or 'The data folder'} cannot be used: {error.strerror}.")
    return None

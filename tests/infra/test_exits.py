"""What an operator can mend ends in one line and a code of its own; a defect of the program stays a traceback."""

import errno
import os

import pytest

from infra.exits import (
    CODES,
    CannotRun,
    DataUnusable,
    FolderInUse,
    FolderUnusable,
    NoSpace,
    WrongUsage,
    plainly,
)
from shared.database.errors import Busy, Damaged, DiskFault, DiskFull, NewerSchema, TooOldSQLite, Unreadable


def _os(number: int) -> OSError:
    return OSError(number, os.strerror(number), "log.sqlite")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (DiskFull("log.sqlite"), NoSpace),
        (Busy("log.sqlite"), FolderInUse),
        (Unreadable("log.sqlite"), FolderUnusable),
        (Damaged("log.sqlite"), DataUnusable),
        (DiskFault("log.sqlite"), DataUnusable),
        (NewerSchema("log.sqlite"), DataUnusable),
        (TooOldSQLite("log.sqlite"), DataUnusable),
        (_os(errno.ENOSPC), NoSpace),
        (_os(errno.EDQUOT), NoSpace),
        (_os(errno.EACCES), FolderUnusable),
        (_os(errno.EROFS), FolderUnusable),
    ],
)
def test_disk_and_data_are_told_plainly(error: Exception, kind: type[CannotRun]) -> None:
    plain = plainly(error)
    assert type(plain) is kind
    assert "log.sqlite" in str(plain)
    assert "\n" not in str(plain)


def test_what_is_plain_already_stays() -> None:
    error = WrongUsage("no")
    assert plainly(error) is error


@pytest.mark.parametrize("error", [KeyError("x"), _os(errno.EBADF), RuntimeError()])
def test_a_defect_is_not_dressed_up(error: Exception) -> None:
    assert plainly(error) is None


def test_every_reason_has_a_code_of_its_own() -> None:
    assert len(CODES) == len({kind for kind in CannotRun.__subclasses__() if kind.__module__ == "infra.exits"})
    assert not {0, 1} & set(CODES)

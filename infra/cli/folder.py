"""The data folder: verify it, back it up while the desk runs, restore it."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from infra.cli import words as w
from infra.cli.options import Data, Json, settings
from infra.cli.progress import telling
from infra.cli.show import as_json, line
from infra.cli.speaking import told
from infra.exits import DataUnusable
from shared.eventstore import backup as copies
from shared.eventstore.verify import verify as verified


def verify(*, data: Data = None, json: Json = False) -> None:
    """Check the log: no gap, no double, every command and number where it belongs, every event readable.

    Example: suying verify --data /var/lib/suying
    """
    from infra.kinds import CODEC  # noqa: PLC0415 - loads all forms and events, which the other commands do without

    folder = settings(data).data
    with telling() as tell:
        findings = verified(folder / "log.sqlite", progress=tell, decode=CODEC.decode)
    if json:
        as_json([asdict(one) for one in findings])
    for one in () if json else findings:
        line(str(one))
    if findings:
        raise DataUnusable(told(w.FAULTS, folder=folder, count=len(findings)))
    if not json:
        line(told(w.SOUND))


def backup(
    into: Annotated[Path, typer.Argument(help="An empty folder, or one that is not there.")],
    *,
    data: Data = None,
    json: Json = False,
) -> None:
    """Copy the data folder while the desk runs, and verify the copy.

    Example: suying backup /backups/2026-03-03
    """
    with telling() as tell:
        files = copies.backup(settings(data).data, into, progress=tell)
    _done(files, into, json=json)


def restore(
    copy: Annotated[Path, typer.Argument(help="The folder of a backup.")], *, data: Data = None, json: Json = False
) -> None:
    """Put a backup into an empty data folder, and verify it.

    Example: suying restore /backups/2026-03-03 --data /var/lib/suying
    """
    from infra.compose import wall_time  # noqa: PLC0415 - loads the whole desk, which the other commands do without
    from shared.reacting.acting import begin_anew  # noqa: PLC0415 - as above

    folder = settings(data).data
    with telling() as tell:
        files = copies.restore(copy, folder, progress=tell, prepare=lambda fresh: begin_anew(fresh, wall_time()))
    _done(files, folder, json=json)


def _done(files: list[str], where: Path, *, json: bool) -> None:
    if json:
        as_json(files)
    else:
        line(told(w.COPIED, count=len(files), folder=where))

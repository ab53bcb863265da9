"""Options that many commands share, each declared once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from infra.cli.client import Client, reach
from infra.settings import Settings
from shared.vocabulary.roles import KEYLESS, Role

_ROLES = ", ".join(role for role in Role if role not in KEYLESS)

Data = Annotated[Path | None, typer.Option("--data", help="The data folder [SUYING_DATA, else ./data].")]
Key = Annotated[str | None, typer.Option("--key", help="The key to act with [SUYING_KEY, else the folder's first].")]
As = Annotated[
    Role | None, typer.Option("--as", metavar="ROLE", help=f"Act with this role's key from the first keys: {_ROLES}.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]


def moment(text: str) -> str:
    """A moment with an offset, seconds left out or not, as the desk takes it."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise typer.BadParameter(f"{text!r} is no moment with an offset, such as 2026-03-03T09:00+08:00.")
    return read.isoformat()


def moment_option(help: str, *names: str) -> Any:  # noqa: A002 - typer's own word
    """An option that takes a moment."""
    return typer.Option(*names, parser=moment, metavar="MOMENT", help=help)


def settings(data: Path | None) -> Settings:
    """The settings of this process with the folder given."""
    return Settings.read(os.environ, data=data)


@contextmanager
def desk(data: Path | None, role: Role, *, key: str | None = None, chosen: Role | None = None) -> Iterator[Client]:
    """The desk, with a key given, or the one of the chosen role, or of the command's usual role."""
    given = key or (None if chosen else os.environ.get("SUYING_KEY"))
    with reach(settings(data), chosen or role, given) as client:
        yield client

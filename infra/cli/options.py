"""Options that many commands share, each declared once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from infra.cli.client import Client, reach
from infra.settings import Settings
from shared.vocabulary.roles import Role

_ROLES = ", ".join(role for role in Role if role is not Role.DESK)

Data = Annotated[Path | None, typer.Option("--data", help="The data folder [SUYING_DATA, else ./data].")]
Key = Annotated[str | None, typer.Option("--key", help="The key to act with [SUYING_KEY, else the folder's first].")]
As = Annotated[
    Role | None, typer.Option("--as", metavar="ROLE", help=f"Act with this role's key from the first keys: {_ROLES}.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Language = Annotated[str, typer.Option("--lang", help="en, zh-Hans or zh-Hant.", envvar="SUYING_LANG")]


def settings(data: Path | None) -> Settings:
    """The settings of this process with the folder given."""
    return Settings.read(os.environ, data=data)


@contextmanager
def desk(
    data: Path | None, role: Role, *, key: str | None = None, chosen: Role | None = None, lang: str = "en"
) -> Iterator[Client]:
    """The desk, with a key given, or the one of the chosen role, or of the command's usual role."""
    given = key or (None if chosen else os.environ.get("SUYING_KEY"))
    with reach(settings(data), chosen or role, given, lang) as client:
        yield client

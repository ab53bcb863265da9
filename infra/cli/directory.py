"""`suying directory`: the company as one file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from infra.cli import words as w
from infra.cli.asking import confirm
from infra.cli.options import As, Data, Json, Key, desk, moment_option
from infra.cli.progress import bar
from infra.cli.show import as_json, line
from infra.cli.speaking import Commands, told
from infra.exits import WrongUsage
from shared.vocabulary.roles import Role

directory = Commands(
    help="The company as one file: sites, people, tree, limits, words.\n\n"
    "Example: suying directory export > company.yaml",
    no_args_is_help=True,
)


@directory.command()
def export(
    *,
    at: Annotated[
        str | None,
        moment_option("As it was at this moment, such as 2026-03-03T09:00+08:00."),
    ] = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
) -> None:
    """Print the directory as a file that can be edited and applied.

    Example: suying directory export > company.yaml
    """
    with desk(data, Role.ADMINISTRATOR, key=key, chosen=role) as client:
        sys.stdout.write(client.get("/directory/document", at=at)["document"])


@directory.command()
def apply(
    file: Annotated[Path, typer.Argument(help="The directory file, YAML.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """Bring the directory to what a file says: shows the difference, asks, then does it. Twice does nothing.

    Example: suying directory apply company.yaml
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(told(w.UNREADABLE, file=file, error=error)) from error
    with desk(data, Role.ADMINISTRATOR, key=key, chosen=role) as client:
        steps = client.post("/directory/compare", {"document": text})["steps"]
        if json:
            as_json(steps)
        else:
            _told(steps)
        if not steps:
            return
        confirm(told(w.CARRY_OUT, count=len(steps)), yes=yes)
        for step in bar(steps, told(w.APPLYING)):
            client.post(f"/directory/{step['action']}", step["form"])
        if not json:
            line(told(w.CARRIED_OUT, count=len(steps)))


def _told(steps: list[dict[str, list[str]]]) -> None:
    if not steps:
        line(told(w.SO_ALREADY))
    for step in steps:
        line(str(step["label"]))
        for change in step["changes"]:
            line(f"  {change}")
        for warning in step["warnings"]:
            line(f"  ! {warning}")

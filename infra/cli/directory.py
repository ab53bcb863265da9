"""`suying directory`: the company as one file."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from infra.cli.options import As, Data, Json, Key, Language, desk
from infra.cli.progress import bar
from infra.cli.show import as_json, line
from infra.exits import WrongUsage
from shared.vocabulary.roles import Role

directory = typer.Typer(help="The company as one file: sites, people, tree, limits, words.", no_args_is_help=True)


@directory.command()
def export(
    *,
    at: Annotated[str | None, typer.Option(help="As it was at this moment, such as 2026-03-03T09:00+08:00.")] = None,
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
    lang: Language = "en",
) -> None:
    """Bring the directory to what a file says: shows the difference, asks, then does it. Twice does nothing.

    Example: suying directory apply company.yaml
    """
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{file} cannot be read: {error}.") from error
    with desk(data, Role.ADMINISTRATOR, key=key, chosen=role, lang=lang) as client:
        steps = client.post("/directory/compare", {"document": text})["steps"]
        if json:
            as_json(steps)
        else:
            _told(steps)
        if steps and (yes or typer.confirm(f"Carry out these {len(steps)} changes?", abort=True, err=True)):
            for step in bar(steps, "applying"):
                client.post(f"/directory/{step['action']}", step["form"])
            if not json:
                line(f"{len(steps)} changes carried out.")


def _told(steps: list[dict[str, list[str]]]) -> None:
    if not steps:
        line("The directory is so already; nothing to do.")
    for step in steps:
        line(str(step["label"]))
        for change in step["changes"]:
            line(f"  {change}")
        for warning in step["warnings"]:
            line(f"  ! {warning}")

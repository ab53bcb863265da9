"""Where `suying` begins: the program's own options; each command has a module beside this one."""

from importlib.metadata import version
from typing import Annotated

import typer

app = typer.Typer(
    name="suying",
    help="The complaint desk of a company that manages many properties.",
    no_args_is_help=True,
    add_completion=False,
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - typer hands an option's value by position
    if wanted:
        typer.echo(f"suying {version('suying')}")
        raise typer.Exit


@app.callback()
def program(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """The complaint desk of a company that manages many properties."""


def main() -> None:
    """Run the command line; the exit code is the command's own."""
    app()

"""Where `suying` begins: the program's own options; each command has a module beside this one."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from infra.cli.serve import serve
from infra.exits import CannotRun

app = typer.Typer(
    name="suying",
    help="The complaint desk of a company that manages many properties.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
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


app.command()(serve)


def main() -> None:
    """Run the command line; what an operator can mend is one line and an exit code of `infra.exits`."""
    try:
        app()
    except CannotRun as error:
        typer.echo(f"suying: {error}", err=True)
        sys.exit(error.code)

"""Where `suying` begins: the program's own options; each command has a module beside this one."""

import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated

import typer

from infra.cli import cases, consumers, folder, importing, notices, reports
from infra.cli.demo import demo
from infra.cli.directory import directory
from infra.cli.doing import do
from infra.cli.keys import key_app
from infra.cli.notify import notify
from infra.cli.rehearse import rehearse
from infra.cli.serve import serve
from infra.cli.speaking import Commands
from infra.exits import plainly

app = Commands(
    name="suying",
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
    """The complaint desk of a company that manages many properties.

    Example: suying work
    """


COMMANDS: tuple[Callable[..., None], ...] = (
    serve, do, cases.work, cases.board, cases.stuck, notices.away, cases.find, cases.show, cases.history, cases.clocks,
    reports.report, reports.daily_log,
    consumers.status, consumers.rebuild, folder.verify, folder.backup, folder.restore,
    demo, rehearse,
)  # fmt: skip
for _command in COMMANDS:
    app.command()(_command)
app.command("import")(importing.import_cases)
app.add_typer(directory, name="directory")
app.add_typer(key_app, name="key")
app.add_typer(notify, name="notify")
app.add_typer(consumers.parked, name="parked")


def main() -> None:
    """Run the command line; what an operator can mend is one line and an exit code of `infra.exits`."""
    try:
        app()
    except Exception as error:
        plain = plainly(error)
        if plain is None:
            raise
        typer.echo(f"suying: {plain}", err=True)
        sys.exit(plain.code)


if __name__ == "__main__":
    main()

"""A question before something is done that cannot be undone."""

import sys

import typer

from infra.cli import words as w
from infra.cli.speaking import told
from infra.exits import CannotRun, WrongUsage


class NotConfirmed(CannotRun):
    """Asked whether it should be done, somebody said no."""

    code = 11


def confirm(question: str, *, yes: bool) -> None:
    """Ask on the terminal unless it was said already. Raises NotConfirmed, WrongUsage where nobody can be asked."""
    if yes:
        return
    try:
        agreed = typer.confirm(question, err=True)
    except typer.Abort:
        typer.echo(err=True)  # the question stands on its line alone
        if sys.stdin.isatty():
            agreed = False
        else:
            raise WrongUsage(told(w.NOBODY_TO_ASK)) from None
    if not agreed:
        raise NotConfirmed(told(w.NOT_CONFIRMED))

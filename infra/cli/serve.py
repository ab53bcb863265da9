"""`suying serve`: one desk in one process."""

import os
from pathlib import Path
from typing import Annotated

import typer

from infra.serve import serve as serve_desk
from infra.settings import Settings


def serve(
    *,
    data: Annotated[Path | None, typer.Option(help="The data folder (SUYING_DATA; ./data).")] = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on (SUYING_HOST; 127.0.0.1).")] = None,
    port: Annotated[int | None, typer.Option(help="The port, 0 for any free one (SUYING_PORT; 8000).")] = None,
    public: Annotated[
        bool | None, typer.Option("--public", help="Allow an address that other machines reach (SUYING_PUBLIC).")
    ] = None,
    empty: Annotated[
        bool | None, typer.Option("--empty", help="Leave out the sample company at the first start (SUYING_EMPTY).")
    ] = None,
) -> None:
    """Serve the desk of a data folder until Ctrl-C.

    Example: suying serve --data /var/lib/suying --port 8000
    """
    from infra.compose import compose  # noqa: PLC0415 - the other commands start without loading the whole desk

    settings = Settings.read(os.environ, data=data, host=host, port=port, public=public, empty=empty)
    serve_desk(settings, compose)

"""A desk of one page, served by the real `serve`: `python -m tests.infra.small_desk FOLDER [full|damaged]`.

It writes when it starts and when it stops, so that a test sees both; `full` and `damaged` fail at the start as a disk
or a file would.
"""

import errno
import os
import sys
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from infra.exits import CannotRun
from infra.serve import serve
from infra.settings import Settings
from shared.database.errors import Damaged

FAILS: dict[str, Exception] = {
    "full": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "log.sqlite"),
    "damaged": Damaged("log.sqlite: not a database. Restore the newest backup."),
}


async def _page(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"{request.client and request.client.host} {request.url_for('page')}")


class SmallDesk:
    """The least that can be served."""

    news = ("Something new was made.",)
    app = Starlette(routes=[Route("/", _page, name="page")])

    def __init__(self, settings: Settings, fails: str = "") -> None:
        self._folder, self._fails = settings.data, fails

    async def start(self) -> None:
        if self._fails:
            raise FAILS[self._fails]
        (self._folder / "started").touch()

    async def stop(self) -> None:
        (self._folder / "stopped").touch()


def _main(folder: str, fails: str = "") -> None:
    try:
        serve(Settings.read(os.environ, data=Path(folder)), lambda settings: SmallDesk(settings, fails))
    except CannotRun as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.code)


if __name__ == "__main__":
    _main(*sys.argv[1:])

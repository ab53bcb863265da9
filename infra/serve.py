"""Serves one desk: takes the folder and the port, starts the desk, answers, and stops cleanly on Ctrl-C or SIGTERM."""

import asyncio
import errno
import gc
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import uvicorn

from infra.exits import AddressNotFree, plainly
from infra.lock import announced, holding
from infra.settings import Settings

#: Seconds that a request may go on after the order to stop; then its connection is cut.
PATIENCE_S = 5
#: Connections the system keeps waiting while the desk starts.
BACKLOG = 2048
#: Objects between collections: a desk keeps most of what it makes (docs/architecture.md section 5).
GC_THRESHOLDS = (50_000, 20, 50)
_TAKEN = {errno.EADDRINUSE: "is taken", errno.EACCES: "needs more rights", errno.EADDRNOTAVAIL: "is not this machine's"}


def _print(line: str) -> None:
    print(line, flush=True)


class Desk(Protocol):
    """What can be served: an ASGI app, and what runs beside it."""

    @property
    def app(self) -> Callable[..., Any]:
        """The ASGI app."""

    @property
    def news(self) -> Sequence[str]:
        """Lines for the operator about what this start has made."""

    async def start(self) -> None:
        """Open the data and start what runs beside the app."""

    async def stop(self) -> None:
        """Stop it and close the data; also after a start that failed."""


def serve(settings: Settings, build: Callable[[Settings], Desk], say: Callable[[str], None] = _print) -> None:
    """Serve until told to stop. `say` gets the lines for the operator, among them the address.

    Raises CannotRun, in one line, for all that an operator can mend: folder in use or unusable, port taken, disk full.
    """
    try:
        with holding(settings.data), _listening(settings) as listener:
            _run(settings, build(settings), listener, say)
    except Exception as error:
        plain = plainly(error)
        if plain is None or plain is error:
            raise
        raise plain from error


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """The socket, taken before anything is opened or changed: a second desk on this port leaves no trace."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host, settings.port))
            listener.listen(BACKLOG)
        except OSError as error:
            why = _TAKEN.get(error.errno or 0, f"cannot be had ({error.strerror})")
            raise AddressNotFree(
                f"{settings.host}:{settings.port} {why}: stop what listens there, or choose another with SUYING_PORT."
            ) from error
        yield listener


def _run(settings: Settings, desk: Desk, listener: socket.socket, say: Callable[[str], None]) -> None:
    config = uvicorn.Config(
        desk.app,
        lifespan="off",  # the desk starts and stops by its own two calls, also where no server runs
        log_config=None,
        access_log=False,  # a query may hold a customer's phone number
        root_path=settings.prefix,
        forwarded_allow_ips=settings.proxies,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE_S,
    )
    server = _Server(config)
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_live(settings, desk, server, listener, say))


async def _live(
    settings: Settings, desk: Desk, server: "_Server", listener: socket.socket, say: Callable[[str], None]
) -> None:
    server.listen_to_signals()
    address = _address(listener)
    try:
        await desk.start()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*GC_THRESHOLDS)
        with announced(settings.data, address):
            for line in desk.news:
                say(line)
            behind = f", as {settings.prefix} of a proxy" if settings.prefix else ""
            say(f"Suying answers at {address}/{behind} (data in {settings.data}; Ctrl-C stops it)")
            await server.serve(sockets=[listener])
    finally:
        await desk.stop()
    say("Suying has stopped.")


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """uvicorn's own handlers end the process by the signal itself, before the desk could stop: ours only ask."""

    def listen_to_signals(self) -> None:
        """The first signal lets running requests end, the second does not wait for them."""
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, self._asked_to_stop)

    def _asked_to_stop(self) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to us."""
        yield

"""A whole desk on a free port of this machine, in a thread of its own, under a clock that is moved."""

import asyncio
import shutil
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

import uvicorn

from infra.compose import compose
from infra.settings import Settings
from tests.support.door import HandClock
from tests.support.http import HttpDesk, founded

T = TypeVar("T")
PATIENCE_S = 30


class Served:
    """A desk that a browser reaches, and that a test speaks to as staff."""

    def __init__(self, address: str, desk: HttpDesk, loop: asyncio.AbstractEventLoop) -> None:
        self.address, self._desk, self._loop = address, desk, loop

    def do(self, story: Callable[[HttpDesk], Awaitable[T]]) -> T:
        """Let staff do something, and wait until it is done."""

        async def told() -> T:
            return await story(self._desk)

        return asyncio.run_coroutine_threadsafe(told(), self._loop).result(PATIENCE_S)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a desk with the company of the cast, like `suying serve`, until the end of the block."""
    shutil.copytree(founded(), folder, dirs_exist_ok=True)
    ready: list[Served] = []
    begun, end = threading.Event(), threading.Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(
            target=asyncio.run, args=(_live(folder, listener, address, ready, begun, end),), name="desk"
        )
        thread.start()
        try:
            assert begun.wait(PATIENCE_S)
            yield ready[0]
        finally:
            end.set()
            thread.join(PATIENCE_S)


async def _live(
    folder: Path,
    listener: socket.socket,
    address: str,
    ready: list[Served],
    begun: threading.Event,
    end: threading.Event,
) -> None:
    clock = HandClock()
    desk = compose(Settings(data=folder, empty=True, address=address), now=clock, driven=True)
    config = uvicorn.Config(desk.app, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]  # signals are pytest's
    await desk.start()
    try:
        told = HttpDesk(folder, clock, desk)
        serving = asyncio.create_task(server._serve([listener]))  # `serve` would take the signals
        ready.append(Served(address, told, asyncio.get_running_loop()))
        begun.set()
        await asyncio.to_thread(end.wait)
        server.should_exit = True
        await serving
        await told.client.aclose()
    finally:
        await desk.stop()

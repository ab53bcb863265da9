"""A whole desk served on a free port of this machine, in a thread, for clients that speak real HTTP."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from infra.compose import Desk, compose
from infra.settings import Settings
from tests.support.door import HandClock


@contextmanager
def served(folder: Path) -> Iterator[tuple[Desk, str]]:
    """The desk of a folder and its address, while the block runs."""
    desk = compose(Settings(data=folder, empty=True, rate=0), now=HandClock())
    config = uvicorn.Config(desk.app, lifespan="off", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]

        async def live() -> None:
            await desk.start()
            try:
                await server.serve(sockets=[listener])
            finally:
                await desk.stop()

        thread = threading.Thread(target=lambda: asyncio.run(live()), daemon=True)
        thread.start()
        while not server.started:
            thread.join(0.01)
        try:
            yield desk, f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join()

"""`suying` itself, which marks in a file what it is doing: `python -m tests.faults.kills.marked_desk MARKS serve …`.

The program is unchanged: its functions are wrapped here, from outside. With `--forks` instead of MARKS it loads
once and forks a desk for each line it reads (`MARKS serve …`), saying each desk's process id: for short tests.
"""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

import infra.compose
import infra.serve
from infra.cli.main import main
from infra.settings import Settings
from shared.eventstore.log import Append, Appended, Outcome
from shared.eventstore.sqlite import SQLiteLog
from shared.handling.door import Door
from shared.handling.receipt import Receipt
from shared.stream.consumer import Consumer
from tests.faults.kills.marks import Cell, Marks, Step


@dataclass(eq=False)
class Asked:
    """A request that carries a command."""

    recorded: bool = False


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


def _original(owner: Any, name: str) -> Any:
    return getattr(owner, name)


def _replace(owner: Any, name: str, wrapper: Any) -> None:
    setattr(owner, name, wrapper)


class Marking:
    """Wraps the desk so that every step a command, a consumer or the start takes is marked."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._under_way: dict[bytes, Asked] = {}

    def wrap(self) -> None:
        """Put the wrappers in place."""
        self._wrap_start()
        self._wrap_consumers()
        self._wrap_app()
        self._wrap_door()
        self._wrap_log()

    def _wrap_start(self) -> None:
        announced, marks = _original(infra.serve, "announced"), self._marks

        @contextmanager
        def marked(folder: Path, address: str) -> Iterator[None]:
            marks.passing(Step.START_UP, last=True)
            with announced(folder, address):
                marks[Cell.STARTED] = 1
                yield

        _replace(infra.serve, "announced", marked)

    def _wrap_consumers(self) -> None:
        change, marks = _original(Consumer, "_change"), self._marks

        @contextmanager
        def marked(consumer: Consumer) -> Iterator[Any]:
            with change(consumer) as connection:
                marks.add(Cell.FOLDING, 1)
                try:
                    self._pass(Step.CONSUMER)
                    yield connection
                    self._pass(Step.CONSUMER)
                except BaseException:
                    marks.add(Cell.FOLDING, -1)
                    raise
            marks.add(Cell.FOLDING, -1)

        _replace(Consumer, "_change", marked)

    def _pass(self, step: Step) -> None:
        """Whatever happens before the address is told belongs to the start-up."""
        self._marks.passing(step if self._marks[Cell.STARTED] else Step.START_UP)

    def _wrap_app(self) -> None:
        make_app = _original(infra.compose, "make_app")

        def marked(*routers: Any, **parts: Any) -> ASGIApp:
            app = make_app(*routers, **parts)

            async def marking(scope: Scope, receive: Receive, send: Send) -> None:
                if scope["type"] != "http" or scope["method"] != "POST":
                    await app(scope, receive, send)
                    return
                await self._ask(app, scope, receive, send)

            return marking

        _replace(infra.compose, "make_app", marked)

    async def _ask(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Asked()
        _asked.set(asked)  # a request has its own task, and with it its own context
        self._marks.add(Cell.BEFORE, 1)
        self._pass(Step.BEFORE_APPEND)
        try:
            await app(scope, receive, send)
        finally:
            self._marks.add(Cell.AFTER if asked.recorded else Cell.BEFORE, -1)

    def _wrap_door(self) -> None:
        act = _original(Door, "act")

        async def marked(door: Door, *what: Any, key: bytes | None = None, **more: Any) -> Receipt:
            asked = _asked.get()
            if asked is not None and key is not None:
                self._move(asked, recorded=False)  # the second command of one request: a customer, then the case
                self._under_way[key] = asked
            receipt: Receipt = await act(door, *what, key=key, **more)
            if asked is not None and receipt.repeated:
                self._move(asked, recorded=True)
            return receipt

        _replace(Door, "act", marked)

    def _wrap_log(self) -> None:
        append = _original(SQLiteLog, "append")

        def marked(log: SQLiteLog, batch: Sequence[Append]) -> list[Outcome]:
            self._pass(Step.BEFORE_APPEND)
            outcomes: list[Outcome] = append(log, batch)
            for command, outcome in zip(batch, outcomes, strict=True):
                asked = self._under_way.pop(command.key, None) if command.key else None
                if asked is not None and isinstance(outcome, Appended):
                    self._move(asked, recorded=True)
            self._pass(Step.AFTER_COMMIT)
            return outcomes

        _replace(SQLiteLog, "append", marked)

    def _move(self, asked: Asked, *, recorded: bool) -> None:
        if asked.recorded is not recorded:
            asked.recorded = recorded
            self._marks.add(Cell.AFTER, 1 if recorded else -1)
            self._marks.add(Cell.BEFORE, -1 if recorded else 1)


def run(marks: str, arguments: Sequence[str]) -> None:
    """Be the desk."""
    Marking(Marks(Path(marks))).wrap()
    sys.argv = ["suying", *arguments]
    main()


def fork_at_each_line() -> None:
    """Fork a desk at each line; a dead one needs no burial."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _warm_up()
    print("loaded", flush=True)
    for line in sys.stdin:
        marks, *arguments = line.split()
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.close(sys.stdin.fileno())
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - for as long as the process lives
            run(marks, arguments)
            os._exit(0)
        print(child, flush=True)


def _warm_up() -> None:
    """Put a desk together once: what is worked out for that is inherited by the children."""
    with tempfile.TemporaryDirectory() as place:
        asyncio.run(infra.compose.compose(Settings(data=Path(place))).stop())


if __name__ == "__main__":
    if sys.argv[1] == "--forks":
        fork_at_each_line()
    else:
        run(sys.argv[1], sys.argv[2:])

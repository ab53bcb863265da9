"""A whole desk over a real folder, spoken to over HTTP without a socket; time is moved by hand."""

import asyncio
import atexit
import itertools
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import httpx

from infra.compose import Desk, compose
from infra.settings import Settings
from shared.decision.moment import Caller
from shared.notices.post import Post
from shared.vocabulary.roles import Role
from tests.support.door import HandClock
from tests.support.founding import found_company

T = TypeVar("T")
API = "/api/v1"


class Spoken:
    """A caller with a key, or without one."""

    def __init__(self, client: httpx.AsyncClient, token: str | None, numbers: "itertools.count[int]") -> None:
        self._client, self._numbers = client, numbers
        self.headers = {} if token is None else {"authorization": f"Bearer {token}"}

    async def get(self, path: str, **options: Any) -> httpx.Response:
        """Read below /api/v1."""
        return await self._ask("GET", API + path, **options)

    async def post(self, path: str, body: Any = None, *, key: str | None = None, **options: Any) -> httpx.Response:
        """Act below /api/v1, each time under a new key unless one is given."""
        headers = {"idempotency-key": key or f"k{next(self._numbers)}", **options.pop("headers", {})}
        return await self._ask(
            "POST",
            API + path,
            headers=headers,
            **{**({} if "content" in options else {"json": {} if body is None else body}), **options},
        )

    async def raw(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Anything, as it stands."""
        return await self._ask(method, path, **options)

    async def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {**self.headers, **options.pop("headers", {})}
        return await self._client.request(method, path, headers=headers, **options)


class HttpDesk:
    """The desk and whoever speaks to it."""

    def __init__(self, folder: Path, now: HandClock, desk: Desk) -> None:
        self.folder, self.now, self.desk = folder, now, desk
        self.client = self._client("")
        self._numbers = itertools.count()

    def _client(self, prefix: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.desk.app, raise_app_exceptions=False, root_path=prefix)
        return httpx.AsyncClient(transport=transport, base_url="http://desk")

    async def carried_over(self) -> None:
        """Let every fact, also those that follow from it, be carried over to the other cases."""
        await self.desk.carry()

    def behind(self, prefix: str) -> "HttpDesk":
        """The same desk, as a proxy shows it under a path."""
        other = HttpDesk(self.folder, self.now, self.desk)
        other.client = self._client(prefix)
        return other

    def nobody(self) -> Spoken:
        """Without a key."""
        return Spoken(self.client, None, self._numbers)

    def with_key(self, token: str) -> Spoken:
        """With this key."""
        return Spoken(self.client, token, self._numbers)

    def caller(self, caller: Caller) -> Spoken:
        """Somebody of the cast, with a key of their own."""
        _, token = self.desk.keys.create(
            caller.id, caller.role, sites=caller.sites, is_system=caller.role is Role.INTEGRATOR
        )
        return self.with_key(token)


def on_a_desk(
    folder: Path, story: Callable[[HttpDesk], Awaitable[T]], *, now: HandClock | None = None, post: Post | None = None,
    **settings: Any,
) -> T:  # fmt: skip
    """Run a story on a desk of this folder, with the company of the cast if the folder is new.

    By itself it does only what the story lets happen: `desk.carry()`, `desk.settle()`.
    """
    clock = now or HandClock()
    if not (folder / "log.sqlite").exists():
        shutil.copytree(founded(), folder, dirs_exist_ok=True)
    return asyncio.run(_told(folder, story, clock, post, **settings))


async def _told(
    folder: Path, story: Callable[[HttpDesk], Awaitable[T]], clock: HandClock, post: Post | None, **settings: Any
) -> T:
    desk = compose(Settings(data=folder, empty=True, **settings), now=clock, driven=True, post=post)
    try:
        await desk.start()
        return await story(HttpDesk(folder, clock, desk))
    finally:
        await desk.stop()


@cache
def founded() -> Path:
    """A folder with the company of the cast, founded once per test process and copied for each story."""
    folder = Path(tempfile.mkdtemp(prefix="suying-founded-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)

    async def found() -> None:
        desk = compose(Settings(data=folder, empty=True), now=HandClock())
        try:
            await found_company(desk.door)  # before the start, which would bring the shipped tree
            await desk.start()
        finally:
            await desk.stop()

    asyncio.run(found())
    return folder

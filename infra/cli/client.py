"""How a command reaches the desk: over HTTP when one serves the folder, else the same app in this process."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal

from infra.cli import words as w
from infra.cli.speaking import listed, spoken, told
from infra.exits import CannotRun, WrongUsage
from infra.lock import holding, running
from infra.settings import Settings
from shared.security.first_keys import FILE, read_first_keys
from shared.vocabulary.roles import Role
from shared.vocabulary.text import Lang
from shared.web.language import HEADER

API = "/api/v1"
#: An import or a rebuild answers when it is done; anything else answers at once or not at all.
PATIENCE_S = 600.0


class SaidNo(CannotRun):
    """A rule of the handbook, or the desk, said no."""

    code = 8


class NotAllowed(CannotRun):
    """The key is wanting, wrong, or not allowed to do this."""

    code = 9


class NotThere(CannotRun):
    """There is no such case, site or thing, or this key does not see it."""

    code = 10


_CODES: Mapping[int, type[CannotRun]] = {401: NotAllowed, 403: NotAllowed, 404: NotThere}

Send = Callable[..., httpx.Response]


class Client:
    """One desk, as one holder of a key."""

    def __init__(self, send: Send, key: str, lang: Lang) -> None:
        """`send(method, path, …)` makes one request."""
        self._send = send
        self._headers = {"Authorization": f"Bearer {key}", "Accept-Language": HEADER[lang]}

    def get(self, path: str, **params: Any) -> Any:
        """The decoded answer. Raises CannotRun with the desk's own sentence."""
        return _decoded(self._ask("GET", path, params=_given(params)))

    def text(self, path: str, **params: Any) -> str:
        """The answer as text."""
        return self._ask("GET", path, params=_given(params)).text

    def pages(self, path: str, **params: Any) -> Iterator[Any]:
        """Every item of a list that comes in pages."""
        cursor = None
        while True:
            page = self.get(path, cursor=cursor, **params)
            yield from page["items"]
            cursor = page.get("next")
            if cursor is None:
                return

    def post(self, path: str, body: Mapping[str, Any], *, key: str | None = None, **params: Any) -> Any:
        """Give an order, once: the key makes a repetition harmless."""
        headers = {"Idempotency-Key": key or uuid4().hex}
        return _decoded(self._ask("POST", path, json=dict(body), params=_given(params), headers=headers))

    def delete(self, path: str) -> Any:
        """Take something away."""
        return _decoded(self._ask("DELETE", path))

    def _ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **rest: Any) -> httpx.Response:
        try:
            response = self._send(method, API + path, headers={**self._headers, **(headers or {})}, **rest)
        except httpx.HTTPError as error:
            raise CannotRun(told(w.NO_ANSWER, error=error)) from error
        if response.is_error:
            raise _CODES.get(response.status_code, SaidNo)(_said(response))
        return response


def _given(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}


def _decoded(response: httpx.Response) -> Any:
    return response.json() if response.content else None


def _said(response: httpx.Response) -> str:
    """The problem's own words in one line: the rule first, then what may be done instead."""
    try:
        problem = response.json()
    except ValueError:
        return told(w.ANSWERED, status=response.status_code)
    detail = problem.get("detail", "")
    if "rule" in problem:
        said = told(w.REFUSED, rule=problem["rule"], detail=detail)
    else:
        said = told(w.FAILED, title=problem.get("title", response.status_code), detail=detail).strip()
    instead = told(w.INSTEAD, actions=listed(problem["instead"])) if problem.get("instead") else ""
    return said + instead


@contextmanager
def reach(settings: Settings, role: Role, key: str | None = None) -> Iterator[Client]:
    """The desk of this data folder. Without a key the one of `role` from the folder's first keys is used."""
    if found := running(settings.data):
        with httpx.Client(base_url=found.address, timeout=PATIENCE_S) as http:
            yield Client(http.request, key or _key_of(settings.data, role), spoken())
        return
    if not settings.data.is_dir():
        raise WrongUsage(told(w.NO_FOLDER, folder=settings.data))
    with holding(settings.data), start_blocking_portal() as portal, _inside(portal, settings) as send:
        yield Client(send, key or _key_of(settings.data, role), spoken())


@contextmanager
def _inside(portal: BlockingPortal, settings: Settings) -> Iterator[Send]:
    """The app in this process, started and stopped like a served one."""
    from infra.compose import compose  # noqa: PLC0415 - a command that finds a served desk never loads one

    desk = compose(settings, quiet=True)
    try:
        portal.call(desk.start)
        http = httpx.AsyncClient(
            transport=httpx.ASGITransport(desk.app), base_url="http://desk.localhost", timeout=PATIENCE_S
        )

        def send(method: str, path: str, **rest: Any) -> httpx.Response:
            async def ask() -> httpx.Response:
                return await http.request(method, path, **rest)

            return portal.call(ask)

        yield send
        portal.call(http.aclose)
    finally:
        portal.call(desk.stop)


def _key_of(folder: Path, role: Role) -> str:
    path = folder / FILE
    if not path.exists():
        raise NotAllowed(told(w.NO_FIRST_KEYS, path=path))
    try:
        return read_first_keys(path)[role]
    except KeyError:
        raise NotAllowed(told(w.NO_KEY_FOR, path=path, role=told(role.words))) from None

"""Nobody comes in without a key: everything is shut but the few addresses declared open.

The gate stands before the routes, so a route that somebody adds is shut by itself; it also turns whatever
goes wrong behind it into a problem that tells the caller nothing and the operator enough.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import ceil
from uuid import uuid4

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.database.errors import StorageError
from shared.decision.moment import Caller
from shared.runtime.logging import logger, told
from shared.security.keys import Key, Keys
from shared.security.rate import RateLimit
from shared.web.problems import FAULT, STORAGE, TOO_MANY, UNAUTHENTICATED, Answered
from shared.web.responses import problem_response

log = logger("web")
_BEARER = b"bearer "
_CHALLENGE = {"www-authenticate": 'Bearer realm="suying"'}
_WRONG = {"www-authenticate": 'Bearer realm="suying", error="invalid_token"'}


@dataclass(frozen=True)
class Open:
    """The addresses that need no key; `pages.OPEN` says why each may be open."""

    paths: frozenset[str] = frozenset()
    below: tuple[str, ...] = ()  #: prefixes, each with its closing slash

    def __contains__(self, path: str) -> bool:
        """Whether anybody may ask for this address."""
        return path in self.paths or path.startswith(self.below)


def _nobody(_holder: str) -> bool:
    return False


@dataclass
class Gate:
    """ASGI middleware: key, rate, faults."""

    app: ASGIApp
    keys: Keys
    rate: RateLimit
    open: Open
    barred: Callable[[str], bool] = field(default=_nobody)  #: people who have left: their keys open nothing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        refusal = None if _path(scope) in self.open else self._refusal(scope)
        if refusal is not None:
            await problem_response(refusal, HTTPConnection(scope))(scope, receive, send)
            return
        await self._carefully(scope, receive, send)

    def _refusal(self, scope: Scope) -> Answered | None:
        token = _bearer(scope["headers"])
        if token is None:
            return Answered(UNAUTHENTICATED, headers=_CHALLENGE)
        key = self.keys.find(token)
        if key is None or self.barred(key.holder):
            return Answered(UNAUTHENTICATED, headers=_WRONG)
        if wait := self.rate.wait(key.id):
            return Answered(TOO_MANY, headers={"retry-after": str(ceil(wait))})
        scope["suying.key"], scope["suying.caller"], scope["suying.token"] = key, key.caller, token
        return None

    async def _carefully(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            answered = _accident(error)
            if begun:  # half an answer is out: cutting the connection is the only honest end
                raise
            await problem_response(answered, HTTPConnection(scope))(scope, receive, send)


def caller_of(request: HTTPConnection) -> Caller:
    """Who calls. Raises KeyError on an open route, which has no caller."""
    caller: Caller = request.scope["suying.caller"]
    return caller


def key_of(request: HTTPConnection) -> Key:
    """The key that was presented."""
    key: Key = request.scope["suying.key"]
    return key


def token_of(request: HTTPConnection) -> str:
    """The text of the key that was presented; never to be stored or logged."""
    token: str = request.scope["suying.token"]
    return token


def _accident(error: Exception) -> Answered:
    if isinstance(error, StorageError):
        log.error("storage_failed", kind=type(error).__name__)
        return Answered(STORAGE, headers={"retry-after": "5"})
    incident = uuid4().hex[:12]
    log.error("fault", incident=incident, **told(error))
    return Answered(FAULT, members={"incident": incident})


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path.removeprefix(root) if root else path


def _bearer(headers: Iterable[tuple[bytes, bytes]]) -> str | None:
    for name, value in headers:
        if name == b"authorization" and value[:7].lower() == _BEARER:
            return value[7:].strip().decode("latin-1")
    return None

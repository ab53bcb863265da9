"""The ASGI app of a desk: the gate, the noes, the open pages, and whatever routers the services bring."""

from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import Any, Protocol

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response

from shared.security.keys import Keys
from shared.security.rate import RateLimit
from shared.web.answering import answer_noes
from shared.web.gate import Gate
from shared.web.openapi import document, problems
from shared.web.pages import OPEN, add_pages
from shared.web.problems import TOO_MANY, UNAUTHENTICATED
from shared.web.responses import json_response
from shared.web.switchboard import Switchboard

Ready = Callable[[], dict[str, Any]]
"""What stands in the way of serving, by part; empty when nothing does."""


class Watch(Protocol):
    """What an operator watches of everything that runs beside the API."""

    def as_plain(self) -> list[dict[str, Any]]:
        """For a JSON answer. Raises StorageError."""
        ...

    def as_metrics(self) -> bytes:
        """In the form that Prometheus scrapes. Raises StorageError."""
        ...


def make_app(
    routers: Iterable[APIRouter],
    *,
    keys: Keys,
    rate: RateLimit,
    obstacles: Ready,
    watch: Watch,
    barred: Callable[[str], bool],
) -> FastAPI:
    """Put an app together. Every route is shut to callers without a key but the ones in `pages.OPEN`."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    answer_noes(app)
    app.add_middleware(Gate, keys=keys, rate=rate, open=OPEN, barred=barred)
    for router in routers:
        app.router.routes.extend(router.routes)  # flat: an included router is searched anew for every request
    add_pages(app)
    _add_health(app, obstacles, watch)
    _add_metrics(app, watch)
    _add_document(app)
    app.router.middleware_stack = Switchboard(app.router)
    return app


def _add_metrics(app: FastAPI, watch: Watch) -> None:
    async def metrics() -> Response:
        """Figures of everything that runs, in the form that Prometheus scrapes; any key reads them."""
        return Response(watch.as_metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    app.add_api_route(
        "/metrics", metrics, methods=["GET"], tags=["running"], operation_id="metrics", response_class=Response,
        summary="Figures of everything that runs",
        description="In the form that Prometheus scrapes. Any key may read them: nothing of a case stands there.",
        responses={200: {"description": "Figures", "content": {"text/plain": {"schema": {"type": "string"}}}},
                   **problems(UNAUTHENTICATED, TOO_MANY)},
    )  # fmt: skip


def _add_health(app: FastAPI, obstacles: Ready, watch: Watch) -> None:
    async def healthz() -> Response:
        """The process answers."""
        return json_response({"status": "ok"})

    async def readyz() -> Response:
        """The desk serves: the log can be read and every consumer runs."""
        found = obstacles()
        services = [] if "log" in found else watch.as_plain()
        said = {"status": "not ready" if found else "ready", "obstacles": found, "services": services}
        return json_response(said, 503 if found else 200)

    for path, endpoint in (("/healthz", healthz), ("/readyz", readyz)):
        app.add_api_route(
            path, endpoint, methods=["GET"], tags=["running"], operation_id=path[1:], response_class=Response,
            summary=(endpoint.__doc__ or "").split(".")[0], responses=_HEALTH if path == "/healthz" else _READY,
        )  # fmt: skip


_STATUS = {"type": "object", "required": ["status"], "properties": {"status": {"type": "string"}}}
_HEALTH: dict[int | str, dict[str, Any]] = {
    200: {"description": "It does", "content": {"application/json": {"schema": _STATUS}}}
}
_READY: dict[int | str, dict[str, Any]] = {
    **_HEALTH, 503: {"description": "Not now", "content": {"application/json": {"schema": _STATUS}}},
}  # fmt: skip


def _add_document(app: FastAPI) -> None:
    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app, version=version("suying"), open_paths=OPEN.paths)
        return app.openapi_schema

    async def served(request: Request) -> Response:
        root = request.scope.get("root_path", "")
        return json_response({**openapi(), "servers": [{"url": root or "/"}]})

    app.openapi = openapi  # type: ignore[method-assign]
    app.add_route("/openapi.json", served, include_in_schema=False)

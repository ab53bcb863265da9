"""Finds a route by the shape of its address, where the framework tries one pattern after the other.

With more than a hundred routes, most of them one per action, trying them in turn cost more than a whole
command; here one or two are tried. What this does not find (mounts, wrong methods, unknown addresses) is left
to the framework.
"""

from collections import defaultdict
from collections.abc import Iterator

from fastapi import APIRouter
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

Shape = tuple[int, str]
_ANY = "{}"


class Switchboard:
    """An ASGI app over the routes of a router, in front of the router's own search."""

    def __init__(self, router: APIRouter) -> None:
        """Nothing is looked at before the first request."""
        self._router = router
        self._known = -1
        self._by_shape: dict[Shape, list[Route]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to the first route that takes it, in the order in which the routes were declared."""
        if scope["type"] == "http":
            for route in self._candidates(scope):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope.update(found)
                    scope.setdefault("router", self._router)
                    await route.handle(scope, receive, send)
                    return
        await self._router.app(scope, receive, send)

    def _candidates(self, scope: Scope) -> Iterator[Route]:
        if len(self._router.routes) != self._known:
            self._index()
        path: str = scope["path"]
        root: str = scope.get("root_path", "")
        count, last = _shape(path.removeprefix(root) if root else path)
        yield from self._by_shape.get((count, last), ())
        yield from self._by_shape.get((count, _ANY), ())

    def _index(self) -> None:
        """Routes by the number of parts of their address and its last part; those that span parts are left out."""
        found: dict[Shape, list[Route]] = defaultdict(list)
        for route in self._router.routes:
            if isinstance(route, Route) and ":path}" not in route.path:
                count, last = _shape(route.path)
                found[count, _ANY if "{" in last else last].append(route)
        self._by_shape, self._known = dict(found), len(self._router.routes)


def _shape(path: str) -> Shape:
    return path.count("/"), path[path.rfind("/") + 1 :]

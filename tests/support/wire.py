"""A plain keep-alive HTTP connection to a desk of this machine: quick enough that the client is never what limits."""

import asyncio
import json
import re
from dataclasses import dataclass
from typing import Any

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it came."""

    status: int
    head: bytes
    body: bytes

    def json(self) -> Any:
        """The body, decoded."""
        return json.loads(self.body)


class Wire(asyncio.Protocol):
    """One connection, one request at a time. Every answer must say its length, as the desk's do."""

    def __init__(self) -> None:
        self._waits: asyncio.Future[Said] | None = None
        self._came = b""
        self._transport: Any = None  #: uvloop's are no asyncio.Transport

    @classmethod
    async def open(cls, address: str) -> "Wire":
        """Connect to `http://127.0.0.1:port`. Raises OSError."""
        host, _, port = address.removeprefix("http://").rpartition(":")
        _, wire = await asyncio.get_running_loop().create_connection(cls, host, int(port))
        return wire

    async def ask(self, request: bytes) -> Said:
        """Send one request and wait for its answer. Raises ConnectionError when the desk is gone."""
        if self._transport is None:
            raise ConnectionResetError
        self._waits = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._waits

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio's: the connection stands."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Asyncio's: it stands no more."""
        self._transport = None
        if self._waits is not None and not self._waits.done():
            self._waits.set_exception(ConnectionResetError("the desk is gone"))

    def data_received(self, data: bytes) -> None:
        """Asyncio's: bytes of an answer."""
        self._came += data
        end = self._came.find(_END)
        if end < 0:
            return
        length = _LENGTH.search(self._came, 0, end + 2)
        assert length is not None, self._came[:end]
        body = end + len(_END)
        if len(self._came) < body + int(length[1]):
            return
        said = Said(int(self._came[9:12]), self._came[:end], self._came[body:])
        self._came = b""
        if self._waits is not None and not self._waits.done():
            self._waits.set_result(said)


def post(path: str, token: str, key: str, body: bytes) -> bytes:
    """A command as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: desk\r\nauthorization: Bearer {token}\r\nidempotency-key: {key}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body

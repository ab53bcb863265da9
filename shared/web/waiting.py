"""Read your own writes: `?wait_for=POSITION` waits until a reader has come that far."""

from typing import Annotated, Protocol

from fastapi import Query

from shared.web.problems import NOT_YET, Answered

LONGEST_S = 5.0
"""Seconds that a request waits; a consumer is a fifth of a second behind at most when nothing is wrong."""

WaitFor = Annotated[
    int | None,
    Query(ge=0, le=2**53, description="Wait until the effect of this position (`last` of a receipt) can be seen."),
]


class Reader(Protocol):
    """Whatever follows the log."""

    async def wait(self, position: int, timeout: float = LONGEST_S) -> bool:  # noqa: ASYNC109 - the route says how long
        """Whether the position was reached in time."""
        ...


async def waited(reader: Reader, position: int | None) -> None:
    """Return when the reader has come to the position. Raises Answered (503) when it does not come in time."""
    if position is not None and not await reader.wait(position, LONGEST_S):
        raise Answered(NOT_YET, members={"position": position}, headers={"retry-after": "1"})

"""Time passes on a desk of a story, and the desk acts by itself on the way."""

from datetime import timedelta

from infra import passing
from tests.support.http import HttpDesk


async def pass_time(desk: HttpDesk, **span: float) -> None:
    """Move the clock by this span; at each moment on the way the desk does what it does by itself."""
    await passing.pass_time(desk.desk, desk.now, desk.now.at + timedelta(**span))

"""What holds for every test: no network but this machine's own, and a limit of five seconds."""

import os
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from tests.support.chromium import NOT_TESTED, chromium, may_be_missing

#: A test that takes longer fails, outside `faults` and `bench`: the whole suite has to answer while one waits for it.
LIMIT_S = 5.0
_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104 - compared with, not bound to
_BROWSERS = Path(__file__).parent / "browser"
_SLOW_MARKS = ("faults", "bench")


class NetworkShut(Exception):
    """A test asked for another machine."""


def _refuse_other_machines(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = args[1]
        if isinstance(address, tuple) and not str(address[0]).startswith(_LOOPBACK):
            raise NetworkShut(f"A test tried to reach {address[0]}.")
    elif event == "socket.getaddrinfo" and args[0] and not str(args[0]).startswith(_LOOPBACK):
        raise NetworkShut(f"A test asked for the address of {args[0]}.")


sys.addaudithook(_refuse_other_machines)  # also holds for what libraries do behind our back; cannot be taken off


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what kills and measures, unless marks are asked for, and the browser's where there is none."""
    if _no_browser():
        _leave_out(config, items, [item for item in items if _BROWSERS in item.path.parents])
    if config.option.markexpr:
        return
    slow = [item for item in items if any(item.get_closest_marker(mark) for mark in _SLOW_MARKS)]
    _leave_out(config, items, slow)


def _leave_out(config: pytest.Config, items: list[pytest.Item], those: list[pytest.Item]) -> None:
    if those:
        config.hook.pytest_deselected(items=those)
        items[:] = [item for item in items if item not in those]


def _no_browser() -> bool:
    return chromium() is None and may_be_missing()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for what was not tested."""
    if _no_browser():
        terminalreporter.write_line(NOT_TESTED, yellow=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Fail what passed too slowly (`faults` and `bench` take the time they need)."""
    began, worked = time.monotonic(), _worked_s()
    yield
    took, worked = time.monotonic() - began, _worked_s() - worked
    took = min(took, worked) if _is_busy() else took
    if took > LIMIT_S and not any(item.get_closest_marker(mark) for mark in _SLOW_MARKS):
        pytest.fail(f"took {took:.1f} s; the limit is {LIMIT_S:.0f} s (split it, or mark it faults)", pytrace=False)


def _worked_s() -> float:
    """Seconds of a core that this process and its ended children have used."""
    return sum(os.times()[:4])


def _is_busy() -> bool:
    """The machine has more to do than these tests; then only the work counts, not the waiting for a core."""
    return os.getloadavg()[0] > 1.5 * (os.cpu_count() or 1)

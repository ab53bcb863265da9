"""One removal, tried in a child process: do the tests of its rule notice?"""

import contextlib
import os
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.prove.removals import Removal
from tests.rules.code import places

IMPORTED = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # the desk loads anyio before pytest can look at it
QUIET = ["-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "--no-header", "--durations=0", *IMPORTED]


@cache
def tests_of(rule: str) -> tuple[str, ...]:
    """Node ids of the tests marked with a rule, one per file and function."""
    return tuple(sorted(places()[rule].tests)) if rule in places() else ()


def notices(removal: Removal) -> bool:
    """Whether a test of the removal's own rule fails without it. Runs in a fork, this process stays whole."""
    if not tests_of(removal.rule):
        return False
    child = os.fork()
    if child == 0:
        os._exit(_run_without(removal))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == int(pytest.ExitCode.TESTS_FAILED)


def _run_without(removal: Removal) -> int:
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, contextlib.redirect_stdout(nowhere):
        sys.stderr = nowhere
        removal.apply()
        return int(pytest.main([*QUIET, *tests_of(removal.rule)]))

"""`make prove`: takes away each guard, clock row and refusal in turn; C=R4 or C=p04 takes one chapter."""

import contextlib
import io
import sys

import pytest
from rich.console import Console
from rich.progress import track

from tests.prove.removals import Removal, removals
from tests.prove.trial import QUIET, notices, tests_of

console = Console(highlight=False)


def main(wanted: list[str]) -> int:
    """Try every removal; exit code 1 when a test of its own rule did not notice one."""
    chosen = [removal for removal in removals() if _is_wanted(removal, wanted)]
    files = sorted({test.partition("::")[0] for removal in chosen for test in tests_of(removal.rule)})
    if not _collected(files):
        console.print("The tests cannot be collected; `make test` says why.")
        return 2
    unnoticed = [removal for removal in track(chosen, "taking away", console=console) if not notices(removal)]
    for removal in unnoticed:
        console.print(f"{removal.rule}: no test of this rule notices when this is gone: {removal.what}", markup=False)
    console.print(f"{len(chosen)} removals, {len(chosen) - len(unnoticed)} noticed, {len(unnoticed)} not.")
    return 1 if unnoticed else 0


def _collected(files: list[str]) -> bool:
    """Load every test once, so that each child begins with them in memory."""
    with contextlib.redirect_stdout(io.StringIO()):
        return pytest.main([*QUIET, "--collect-only", *files]) == pytest.ExitCode.OK


def _is_wanted(removal: Removal, wanted: list[str]) -> bool:
    return not wanted or any(removal.rule.startswith(name) or f"/{name}" in removal.what for name in wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

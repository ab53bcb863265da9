"""Started by the kill tests: eight writers of one loop send commands with keys and say what was acknowledged.

Arguments: the log's file, and for each writer the number of its first command that it has no answer to.
Each line said: writer, command, `Appended` or `Duplicate`, first position, case number.
"""

import asyncio
import os
import sys
import uuid
from pathlib import Path

from shared.eventstore.group_commit import GroupCommit
from shared.eventstore.log import Appended, Duplicate
from shared.eventstore.sqlite import SQLiteLog
from tests.contract.eventstore_cases import an_append

SERIES = "LP-20260303"


async def write(commits: GroupCommit, writer: int, command: int) -> None:
    """Send one command after the other, each until it is answered."""
    while True:
        name = f"{writer}/{command}"
        outcome = await commits.submit(an_append(uuid.uuid4(), 0, name, "more", key=name, body=name, series=SERIES))
        assert isinstance(outcome, Appended | Duplicate)
        said = f"{writer} {command} {type(outcome).__name__} {outcome.first} {outcome.number}\n"
        os.write(sys.stdout.fileno(), said.encode())  # one write: a kill leaves no half line
        command += 1


async def main() -> None:
    """Write until killed."""
    commits = GroupCommit(SQLiteLog(Path(sys.argv[1])))
    await asyncio.gather(*(write(commits, writer, int(first)) for writer, first in enumerate(sys.argv[2:])))


if __name__ == "__main__":
    asyncio.run(main())

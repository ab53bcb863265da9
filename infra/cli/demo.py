"""`suying demo`: a desk with a month behind it, to look at."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from infra.cli import words as w
from infra.cli.options import moment_option
from infra.cli.progress import telling
from infra.cli.show import as_json, line
from infra.cli.speaking import told
from infra.exits import WrongUsage

SHARES = 1_000


def demo(
    *,
    data: Annotated[Path, typer.Option("--data", help="A folder that is not there yet, or empty.")] = Path("demo"),
    seed: Annotated[int, typer.Option(help="The same seed tells the same month.")] = 1,
    until: Annotated[Any, moment_option("Where the month ends; now, unless said.", "--until")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Make a desk with a month of complaints at two sites, in Chinese, under a clock that is moved.

    Example: suying demo --data demo
    """
    from infra.compose import wall_time  # noqa: PLC0415 - the other commands start without loading the whole desk
    from infra.demo.making import make  # noqa: PLC0415
    from infra.lock import holding, prepare  # noqa: PLC0415

    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise WrongUsage(told(w.DEMO_IN_USE, folder=data))
    end = wall_time() if until is None else datetime.fromisoformat(until)
    prepare(data)
    with holding(data), telling() as tell:
        made = asyncio.run(
            make(data, end, seed=seed, tell=lambda share: tell(told(w.DEMO_MONTH), int(share * SHARES), SHARES))
        )
    if json:
        as_json({"data": str(data), "cases": made.cases, "commands": made.commands, "events": made.events})
        return
    line(told(w.DEMO_MADE, cases=made.cases, commands=made.commands, events=made.events, folder=data))
    month = f"{made.until:%Y-%m}"
    for command in (
        f"suying work --data {data} --as receptionist",
        f"suying find --data {data}",
        f"suying report LP {month} --data {data}",
        f"suying serve --data {data}",
    ):
        line(f"  {command}")

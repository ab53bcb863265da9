"""`suying import`: cases of another system, from a table."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from infra.cli import words as w
from infra.cli.options import As, Data, Json, Key, desk
from infra.cli.progress import telling
from infra.cli.show import as_json, errors, line
from infra.cli.speaking import told
from infra.exits import WrongUsage
from services.intake.importing.mapping import Mapping, MappingUnusable
from services.intake.importing.parts import in_parts
from services.intake.importing.table import Table, TableUnusable, opened
from shared.vocabulary.roles import Role


def import_cases(
    file: Annotated[Path, typer.Argument(help="CSV of any columns, also gzipped.")],
    *,
    mapping: Annotated[str, typer.Option(help="A shipped mapping's name, or FILE.toml.")],
    rejects: Annotated[Path | None, typer.Option(help="Where rows go that cannot be taken [FILE.rejects.csv].")] = None,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """Take cases from another system's table. A row is taken once, however often the file is imported.

    Example: suying import complaints.csv.gz --mapping nyc-council
    """
    target = rejects or file.with_name(f"{file.name}.rejects.csv")
    try:
        read = Mapping.read(mapping)
        with opened(file, read.wanted()) as table, desk(data, Role.ENTERPRISE, key=key, chosen=role) as client:
            total = _sent(table, read, client, target)
    except (MappingUnusable, TableUnusable) as error:
        raise WrongUsage(str(error)) from error
    if json:
        as_json(total)
    else:
        line(told(w.IMPORTED, **total) + (told(w.SEE, file=target) if total["rejected"] else ""))


def _sent(table: Table, mapping: Mapping, client: Any, target: Path) -> dict[str, int]:
    """Send the rows in parts. Interrupted and started again, what was taken is there already."""
    document = mapping.model_dump(mode="json", exclude_none=True)
    total = {"taken": 0, "already_there": 0, "rejected": 0}
    with telling() as tell, _rejecting(target, table.head) as reject:
        for rows in in_parts(table.rows()):
            sent = [{"line": row.line, "cells": row.cells} for row in rows]
            answer = client.post("/imports", {"mapping": document, "rows": sent})
            cells = {row.line: row.cells for row in rows}
            for one in answer["rejected"]:
                reject(one["line"], one["reason"], cells[one["line"]])
            total["taken"] += answer["taken"]
            total["already_there"] += answer["already_there"]
            total["rejected"] += len(answer["rejected"])
            tell(told(w.IMPORTING), table.done, table.size)
    return total


@contextmanager
def _rejecting(target: Path, head: tuple[str, ...]) -> Iterator[Any]:
    """A file made with the first row that cannot be taken: line, reason, and the row as it came."""
    file: Any = None
    writer: Any = None

    def reject(number: int, reason: str, cells: dict[str, str]) -> None:
        nonlocal file, writer
        if file is None:
            file = target.open("w", encoding="utf-8-sig", newline="")
            writer = csv.writer(file)
            writer.writerow((told(w.LINE), told(w.REASON), *head))
        writer.writerow((number, reason, *(cells.get(name, "") for name in head)))

    try:
        yield reject
    finally:
        if file is not None:
            file.close()
            errors.print(told(w.REJECTS_ARE_IN, file=target), markup=False)

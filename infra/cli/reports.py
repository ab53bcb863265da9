"""The month's classification record form and the daily log, as tables, JSON or CSV."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from infra.cli.options import As, Data, Json, Key, Language, desk
from infra.cli.show import as_json
from shared.vocabulary.roles import Role

Site = Annotated[str, typer.Argument(help="The site's code.")]


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


Written = Annotated[Format, typer.Option("--format", help="A table of 80 columns, a spreadsheet's CSV, or JSON.")]


def report(
    site: Site,
    month: Annotated[str, typer.Argument(help="The month, such as 2026-03.")],
    *,
    as_of: Annotated[str | None, typer.Option(help="What was recorded until then, such as 2026-04-03T12:00Z.")] = None,
    version: Annotated[int | None, typer.Option(min=1, help="A submitted version.")] = None,
    against: Annotated[int | None, typer.Option(min=1, help="The version to compare with.")] = None,
    form: Written = Format.TEXT,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
    lang: Language = "en",
) -> None:
    """A site's month: summary, rates, and the classification record form.

    Example: suying report LP 2026-03
    """
    asked = {"as_of": as_of, "version": version, "against": against}
    _report(f"/sites/{site}/months/{month}", asked, form, data, key, role, json=json, lang=lang)


def daily_log(
    site: Site,
    day: Annotated[str, typer.Argument(help="The local date, such as 2026-03-03.")],
    *,
    as_of: Annotated[str | None, typer.Option(help="What was recorded until then, such as 2026-03-04T12:00Z.")] = None,
    form: Written = Format.TEXT,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
    lang: Language = "en",
) -> None:
    """A site's daily log: the page, its supplements, and what waits for a signature.

    Example: suying daily-log LP 2026-03-03
    """
    _report(f"/sites/{site}/days/{day}", {"as_of": as_of}, form, data, key, role, json=json, lang=lang)


def _report(
    path: str,
    asked: dict[str, str | int | None],
    form: Format,
    data: Data,
    key: Key,
    role: As,
    *,
    json: bool,
    lang: str,
) -> None:
    with desk(data, Role.ENTERPRISE, key=key, chosen=role, lang=lang) as client:
        if json or form is Format.JSON:
            as_json(client.get(path, **asked))
        else:
            sys.stdout.write(client.text(path, format=form.value, **asked))

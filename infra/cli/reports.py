"""The daily log and the month's classification record form: read, signed, submitted, received, returned (R11.2)."""

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from infra.cli import words as w
from infra.cli.asking import confirm
from infra.cli.client import Client
from infra.cli.options import As, Data, Json, Key, desk, moment_option
from infra.cli.show import as_json, line
from infra.cli.speaking import listed, told
from infra.exits import WrongUsage
from shared.vocabulary.roles import Role

Site = Annotated[str, typer.Argument(help="The site's code.")]


class Format(StrEnum):
    """How a report is written."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


Written = Annotated[Format, typer.Option("--format", help="A table of 80 columns, a spreadsheet's CSV, or JSON.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


def daily_log(
    site: Site,
    day: Annotated[str, typer.Argument(help="The local date, such as 2026-03-03.")],
    *,
    sign: Annotated[bool, typer.Option("--sign", help="Sign what waits: the page, or the next supplement.")] = False,
    yes: Yes = False,
    as_of: Annotated[
        str | None,
        moment_option("What was recorded until then, such as 2026-03-04T12:00Z."),
    ] = None,
    form: Written = Format.TEXT,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """A site's daily log: the page, its supplements, and what waits for a signature.

    Example: suying daily-log LP 2026-03-03

    Example: suying daily-log LP 2026-03-03 --sign
    """
    form = Format.JSON if json else form
    path = f"/sites/{site}/days/{day}"
    with desk(data, Role.SUPERVISOR if sign else Role.ENTERPRISE, key=key, chosen=role) as client:
        if sign:
            _signed(client, path, site, day, as_of, form, yes=yes)
        else:
            _print(client, path, form, as_of=as_of)


def report(
    site: Site,
    month: Annotated[str, typer.Argument(help="The month, such as 2026-03.")],
    *,
    submit: Annotated[bool, typer.Option("--submit", help="Submit it; after version 1, as a correction.")] = False,
    prepared_by: Annotated[str | None, typer.Option(help="With --submit: who prepared it, if not you.")] = None,
    receive: Annotated[bool, typer.Option("--receive", help="Receive the newest version.")] = False,
    send_back: Annotated[
        str | None, typer.Option("--return", metavar="REMARK", help="Return the newest version, saying why.")
    ] = None,
    yes: Yes = False,
    as_of: Annotated[
        str | None,
        moment_option("What was recorded until then, such as 2026-04-03T12:00Z."),
    ] = None,
    version: Annotated[int | None, typer.Option(min=1, help="A submitted version.")] = None,
    against: Annotated[int | None, typer.Option(min=1, help="The version to compare with.")] = None,
    form: Written = Format.TEXT,
    data: Data = None,
    key: Key = None,
    role: As = None,
    json: Json = False,
) -> None:
    """A site's month: summary, rates, and the classification record form.

    Example: suying report LP 2026-03

    Example: suying report LP 2026-03 --submit

    Example: suying report LP 2026-03 --return "Where is the call of the 31st?"
    """
    acts = [name for name, asked in (("--submit", submit), ("--receive", receive), ("--return", send_back)) if asked]
    _check_together(acts, as_of, version, prepared_by)
    form = Format.JSON if json else form
    path = f"/sites/{site}/months/{month}"
    with desk(data, Role.SUPERVISOR if submit else Role.ENTERPRISE, key=key, chosen=role) as client:
        if submit:
            _submitted(client, path, site, month, {"as_of": as_of, "against": against}, prepared_by, form, yes=yes)
        elif acts:
            _judged(client, path, site, month, version, send_back, form, yes=yes)
        else:
            _print(client, path, form, as_of=as_of, version=version, against=against)


def _check_together(acts: list[str], as_of: str | None, version: int | None, prepared_by: str | None) -> None:
    """Refuse what cannot be meant together. Raises WrongUsage."""
    if len(acts) > 1:
        raise WrongUsage(told(w.ONE_AT_A_TIME, options=listed(acts)))
    if "--submit" in acts and version is not None:
        raise WrongUsage(told(w.NOT_WITH, one="--version", other="--submit"))
    if acts and "--submit" not in acts and as_of is not None:
        raise WrongUsage(told(w.NOT_WITH, one="--as-of", other=acts[0]))
    if prepared_by is not None and "--submit" not in acts:
        raise WrongUsage(told(w.ONLY_WITH, one="--prepared-by", other="--submit"))


def _print(client: Client, path: str, form: Format, **asked: Any) -> None:
    if form is Format.JSON:
        as_json(client.get(path, **asked))
    else:
        sys.stdout.write(client.text(path, format=form.value, **asked))


def _shown(client: Client, path: str, form: Format, **asked: Any) -> None:
    """What somebody is about to put their name to; a script that asks for JSON gets the receipt alone."""
    if form is not Format.JSON:
        _print(client, path, form, **asked)


def _done(receipt: dict[str, Any], form: Format, said: str) -> None:
    if form is Format.JSON:
        as_json(receipt)
    else:
        line(said)


def _signed(
    client: Client, path: str, site: str, day: str, as_of: str | None, form: Format, *, yes: bool
) -> None:  # fmt: skip
    """Sign the last page of a day as it was read: what is recorded meanwhile waits for the next supplement."""
    page = client.get(path, as_of=as_of)["pages"][-1]
    _shown(client, path, form, as_of=page["as_of"])
    if not page["signed"]:  # with nothing waiting there is nothing to ask, and the rule's own no
        confirm(told(w.SIGN_SUPPLEMENT if page["number"] else w.SIGN_PAGE, number=page["number"]), yes=yes)
    order = {"day": day, "as_of": page["as_of"], "digest": page["digest"]}
    receipt = client.post(f"/sites/{site}/register/sign-daily-log", order)
    said = w.SUPPLEMENT_SIGNED if page["number"] else w.PAGE_SIGNED
    _done(receipt, form, told(said, site=site, day=day, number=page["number"]))


def _submitted(
    client: Client, path: str, site: str, month: str, asked: dict[str, Any], prepared_by: str | None, form: Format,
    *, yes: bool,
) -> None:  # fmt: skip
    """Submit a month as it was read, as its next version."""
    seen = client.get(path, **asked)
    head = seen["head"]
    _shown(client, path, form, **asked | {"as_of": head["as_of"]})
    confirm(told(w.SUBMIT), yes=yes)
    order = {"month": month, "as_of": head["as_of"], "digest": seen["digest"], "words": seen["words"]}
    receipt = client.post(
        f"/sites/{site}/register/submit-month", order | ({"prepared_by": prepared_by} if prepared_by else {})
    )
    number = (head["newest_version"] or 0) + 1
    late = client.get(f"{path}/rates", version=number)["head"]["late"]
    _done(receipt, form, told(w.SUBMITTED_LATE if late else w.SUBMITTED, site=site, month=month, version=number))


def _judged(
    client: Client, path: str, site: str, month: str, version: int | None, remark: str | None, form: Format,
    *, yes: bool,
) -> None:  # fmt: skip
    """Receive the newest version of a month, or return it with a remark."""
    newest = version or client.get(f"{path}/rates")["head"]["newest_version"]
    if newest is not None:  # of a month that was not submitted there is nothing to show, and the rule's own no
        _shown(client, path, form, version=newest)
        confirm(told(w.RECEIVE if remark is None else w.RETURN, version=newest), yes=yes)
    order = {"month": month, "version": newest or 1} | ({} if remark is None else {"remark": remark})
    slug = "receive-month" if remark is None else "return-month"
    receipt = client.post(f"/sites/{site}/register/{slug}", order)
    said = w.IS_RECEIVED if remark is None else w.IS_RETURNED
    _done(receipt, form, told(said, site=site, month=month, version=newest))

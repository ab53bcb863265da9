"""`suying rehearse`: a script played through the real desk, to train people, try a policy, or hold the desk to it."""

import asyncio
from contextlib import ExitStack
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from infra.cli import words as w
from infra.cli.client import NotThere
from infra.cli.options import moment_option
from infra.cli.progress import telling
from infra.cli.show import as_json, line, table
from infra.cli.speaking import spoken, told
from infra.exits import CannotRun, WrongUsage

if TYPE_CHECKING:
    from infra.rehearsing.holding import Difference
    from infra.rehearsing.playing import Played, Stop
    from infra.rehearsing.script import Script
    from infra.rehearsing.timeline import Line


class OtherThanScripted(CannotRun):
    """A rehearsal went another way than its script says."""

    code = 11


def rehearse(
    file: Annotated[Path, typer.Argument(help="The script, YAML.")],
    *,
    until: Annotated[
        Any, moment_option("Where it ends, such as 2026-04-01T00:00+08:00; else where the script does.", "--until")
    ] = None,
    report: Annotated[
        tuple[str, str] | None, typer.Option(metavar="SITE MONTH", help="Print the form of this month besides.")
    ] = None,
    as_of: Annotated[str | None, moment_option("With --report: what was recorded until then.")] = None,
    keep: Annotated[
        Path | None, typer.Option(help="Leave the desk in this folder, which is not there yet, or empty.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")] = False,
) -> None:
    """Play a script through a desk of its own, all services on, under a clock that is moved.

    Prints what people did and what the desk did by itself.

    Example: suying rehearse walk-in.yaml

    Example: suying rehearse march.yaml --until 2026-04-01T00:00+08:00 --report LP 2026-03
    """
    from infra.rehearsing.script import read  # noqa: PLC0415 - the other commands start without the whole desk
    from shared.directory.document.reading import DocumentError  # noqa: PLC0415

    if as_of is not None and report is None:
        raise WrongUsage(told(w.ONLY_WITH, one="--as-of", other="--report"))
    if keep is not None and keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise WrongUsage(told(w.DEMO_IN_USE, folder=keep))
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(told(w.UNREADABLE, file=file, error=error)) from error
    try:
        script = read(text)
        played, otherwise, form = _rehearsed(script, file, keep, until, report, as_of, json=json)
    except DocumentError as wrong:
        raise WrongUsage(f"{file}:\n{wrong}") from wrong
    if json:
        as_json(_plain(script, played, otherwise, form))
    else:
        _told(script, played, form)
    _judged(played, otherwise, quiet=json)


def _rehearsed(
    script: "Script", file: Path, keep: Path | None, until: str | None, report: tuple[str, str] | None,
    as_of: str | None, *, json: bool,
) -> "tuple[Played, list[Difference], Any]":  # fmt: skip
    """Play it in a fresh folder. Raises DocumentError, NotThere."""
    from infra.lock import holding, prepare  # noqa: PLC0415
    from infra.rehearsing.holding import differences  # noqa: PLC0415
    from infra.rehearsing.playing import rehearsing  # noqa: PLC0415

    async def play(folder: Path) -> "tuple[Played, list[Difference], Any]":
        async with rehearsing(script, folder, file.parent, spoken()) as rehearsal:
            end = None if until is None else datetime.fromisoformat(until)
            steps = len(script.steps)
            played = await rehearsal.play(end, lambda done: tell(told(w.REHEARSING), done, steps))
            otherwise = [] if played.stop is not None or until is not None else differences(rehearsal)
            if report is None:
                return played, otherwise, None
            answer = await rehearsal.report(*report, as_of, written="json" if json else "text")
            if answer.is_error:
                raise NotThere(str(answer.json().get("detail") or answer.json().get("title")))
            return played, otherwise, answer.json() if json else answer.text

    with ExitStack() as open_:
        folder = keep or Path(open_.enter_context(TemporaryDirectory(prefix="suying-rehearsal-")))
        prepare(folder)
        open_.enter_context(holding(folder))
        tell = open_.enter_context(telling())
        return asyncio.run(play(folder))


def _told(script: "Script", played: "Played", form: Any) -> None:
    """The timeline, on the wall clock of each complaint's site."""
    if script.title:
        line(script.title)
        line("")
    rows = [_row(played, one) for one in played.lines]
    table((w.WHEN, w.CASE, w.WHO, w.WHAT), rows)
    if form is not None:
        line("")
        print(form, end="")


def _row(played: "Played", one: "Line") -> tuple[str, str, str, str]:
    zone = ZoneInfo(played.zones.get(one.complaint, "UTC"))
    said = one.said(spoken())
    if one.refusal:
        said = told(w.REFUSED_AS_EXPECTED, rule=one.refusal["rule"] or "–", what=said)
    elif one.occurred_at != one.at and not one.by_itself:
        said = told(w.ENTERED_FOR, what=said, moment=f"{one.occurred_at.astimezone(zone):%m-%d %H:%M}")
    return f"{one.at.astimezone(zone):%m-%d %H:%M}", one.complaint, told(w.THE_DESK) if one.by_itself else one.by, said


def _judged(played: "Played", otherwise: "list[Difference]", *, quiet: bool) -> None:
    """How it went, in a sentence. Raises OtherThanScripted."""
    if played.stop is not None:
        raise OtherThanScripted(_stopped(played.stop))
    if otherwise:
        said = [told(sentence, **facts) for sentence, _, facts in otherwise]
        placed = [
            text if at is None else told(w.AT_LINE, line=at, what=text)
            for text, (_, at, _) in zip(said, otherwise, strict=True)
        ]
        raise OtherThanScripted("\n".join([told(w.OTHERWISE, count=len(placed)), *placed]))
    if not quiet:
        acts = sum(one.by_itself and one.notice is None for one in played.lines)
        notices = sum(one.notice is not None for one in played.lines)
        line("")
        line(told(w.REHEARSED_AS_SAID, steps=played.done, acts=acts, told=notices))


def _stopped(stop: "Stop") -> str:
    if stop.rule is None:
        return told(w.STEP_TAKEN, line=stop.line, step=stop.step, rule=stop.expected)
    return told(w.STEP_REFUSED, line=stop.line, step=stop.step, rule=stop.rule, what=stop.said)


def _plain(script: "Script", played: "Played", otherwise: "list[Difference]", form: Any) -> dict[str, Any]:
    ended = None if played.ended is None else played.ended.astimezone(UTC).isoformat()
    return {
        "title": script.title, "rules": script.rules, "numbers": played.numbers, "ended": ended, "steps": played.done,
        "timeline": [one.plain(spoken()) for one in played.lines],
        "stopped": None if played.stop is None else asdict(played.stop),
        "otherwise": [{"line": at, "said": told(sentence, **facts)} for sentence, at, facts in otherwise],
        "report": form,
    }  # fmt: skip

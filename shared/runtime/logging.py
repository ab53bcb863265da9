"""The desk's own log: one JSON object a line, constant event names, ids and numbers as fields.

Never a name, a phone number, a customer's word: what is logged is chosen field by field, an error is named
by its type and place and not by its message, which may hold what somebody typed.
"""

import logging
import sys
from types import TracebackType
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

from shared.vocabulary.time import Now

DEEPEST = 6
"""Frames of a traceback that are logged, innermost last."""


def log_to(stream: TextIO | None = None, *, now: Now, quiet: bool = False) -> None:
    """Set up logging for this process, to standard error unless told otherwise. `quiet` keeps to what is wrong."""

    def at(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["at"] = now().isoformat(timespec="milliseconds")
        return event

    out = stream or sys.stderr
    structlog.configure(
        processors=[structlog.processors.add_log_level, at, _as_line if out.isatty() else _as_json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )


_as_json = structlog.processors.JSONRenderer(ensure_ascii=False)


def _as_line(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """For a person at a terminal: the time of day, the event, its facts."""
    at, level, name = (str(event.pop(key)) for key in ("at", "level", "event"))
    facts = " ".join(f"{key}={value}" for key, value in event.items() if key != "part")
    return f"{at[11:19]} {name} {facts}".rstrip() + ("" if level == "info" else f" ({level})")


def logger(part: str) -> FilteringBoundLogger:
    """The logger of one part of the desk: `log.info("desk_started", position=17)`."""
    return cast("FilteringBoundLogger", structlog.get_logger(part=part))


def told(error: BaseException) -> dict[str, Any]:
    """An error as it may be logged: its type and where it happened; no message, no values."""
    return {"error": type(error).__qualname__, "where": list(_places(error.__traceback__))[-DEEPEST:]}


def _places(trace: TracebackType | None) -> list[str]:
    found: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}.{code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found

"""In which language this command speaks: `--lang`, else SUYING_LANG, else English; every command takes it."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from shared.vocabulary.text import Lang, Say
from shared.web.language import HEADER, known

_SPOKEN = ContextVar("spoken", default=Lang.EN)


def told(said: Say, **facts: Any) -> str:
    """A text of the command line, in the language of this command."""
    return said.to(_SPOKEN.get(), **facts)


def listed(items: Iterable[str]) -> str:
    """Names one after another, as this language writes a list."""
    return (", " if _SPOKEN.get() is Lang.EN else "、").join(items)


def spoken() -> Lang:
    """The language of this command."""
    return _SPOKEN.get()


def _language(tag: str) -> Lang:
    """A language by any of its usual names, such as zh-CN; never another one than was asked for."""
    found = known(tag)
    if found is None:
        raise typer.BadParameter(f"{tag!r} is not a language of the desk: {', '.join(HEADER.values())}.")
    return found


Language = Annotated[
    Lang, typer.Option("--lang", help="en, zh-Hans or zh-Hant.", envvar="SUYING_LANG", parser=_language, metavar="LANG")
]


def speaking(command: Callable[..., None]) -> Callable[..., None]:
    """The same command with the option `--lang`, which it need not know of."""

    @wraps(command)
    def run(*args: Any, lang: Lang, **given: Any) -> None:
        _SPOKEN.set(lang)
        command(*args, **given)

    own = signature(command)
    option = Parameter("lang", Parameter.KEYWORD_ONLY, default=Lang.EN, annotation=Language)
    run.__signature__ = own.replace(parameters=[*own.parameters.values(), option])  # type: ignore[attr-defined]
    run.__annotations__ = {**command.__annotations__, "lang": Language}
    return run


class Commands(typer.Typer):
    """A group of commands, each of which speaks the caller's language."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        """Register a command, as typer does."""
        register = super().command(name, **options)
        return lambda command: register(speaking(command))

"""The one module that knows apprise: what a person may name as a target, and handing a message over.

apprise answers yes or no. Whether a no may be tried again is another question: what broke off behind the last word
may have arrived. So its log is listened to, never printed (it holds the targets): a word said while an error is being
handled shows that error. Loaded where a message goes out or a target is set; only the plugins used, 8 MB in all.
"""

import logging
import re
import smtplib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace, TracebackType
from typing import Any

import requests
from apprise.asset import AppriseAsset
from apprise.common import NotifyFormat, PersistentStoreMode
from apprise.exception import AppriseException
from apprise.plugins import dingtalk, wecombot
from apprise.plugins.base import NotifyBase
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.email import NotifyEmail
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError

from shared.notices.post import NoMailServer, Outcome, Unusable
from shared.notices.texts import Message
from shared.notices.wishes import ChannelKind, Target

CONNECT_S, READ_S = 5.0, 10.0
"""Seconds until a server that does not answer is given up."""
_ADDRESS = re.compile(r"^[^@\s,;<>/?]{1,64}@[^@\s,;<>/?]{1,255}$")
_PLUGINS: Mapping[ChannelKind, type[NotifyBase]] = {
    ChannelKind.SMTP: NotifyEmail,
    ChannelKind.WECOM: NotifyWeComBot,
    ChannelKind.DINGTALK: NotifyDingTalk,
    ChannelKind.FEISHU: NotifyFeishu,
    ChannelKind.WEBHOOK: NotifyJSON,
}
_SCHEMES: Mapping[str, ChannelKind] = {
    "mailto": ChannelKind.SMTP, "mailtos": ChannelKind.SMTP, "wecombot": ChannelKind.WECOM,
    "dingtalk": ChannelKind.DINGTALK, "feishu": ChannelKind.FEISHU,
    "json": ChannelKind.WEBHOOK, "jsons": ChannelKind.WEBHOOK,
}  # fmt: skip
_CAUGHT: ContextVar[list[BaseException] | None] = ContextVar("caught", default=None)


# ── targets ─────────────────────────────────────────────────────────────────────────────────


def target_of(text: str) -> Target:
    """What somebody named: a mail address, or an address of apprise of a kind that we know. Raises Unusable."""
    text = text.strip()
    if _ADDRESS.match(text):
        return Target(ChannelKind.MAIL, text)
    if (native := NotifyWeComBot.parse_native_url(text)) is not None:  # type: ignore[no-untyped-call]  # as WeCom itself shows it
        text = f"wecombot://{native['key']}"
    kind = _SCHEMES.get(text.partition("://")[0].lower())
    if kind is None:
        raise Unusable
    target = Target(kind, text)
    _plugin(target, None)
    return target


def mail_server_of(url: str) -> str:
    """The company's mail server as somebody named it, `mailtos://user:secret@host?from=…`. Raises Unusable."""
    if _SCHEMES.get(url.strip().partition("://")[0].lower()) is not ChannelKind.SMTP:
        raise Unusable
    _plugin(Target(ChannelKind.MAIL, "somebody@example.com"), url.strip())
    return url.strip()


def _plugin(target: Target, mail_server: str | None) -> NotifyBase:
    """What delivers there. Raises Unusable, NoMailServer."""
    if target.kind is ChannelKind.MAIL:
        if mail_server is None:
            raise NoMailServer
        return _made(NotifyEmail, mail_server, targets=[target.text])
    return _made(_PLUGINS[target.kind], target.text)


def _made(plugin: type[NotifyBase], url: str, **more: Any) -> NotifyBase:
    asset = AppriseAsset(app_id="Suying", app_desc="Suying", app_url="", storage_mode=PersistentStoreMode.MEMORY)
    with _listening():
        found = plugin.parse_url(url)
        if not found:
            raise Unusable
        fixed = {"asset": asset, "cto": CONNECT_S, "rto": READ_S, "redirect": "no", "retry": 0, "store": "no"}
        try:
            return plugin(**{**found, **fixed, **more})
        except (AppriseException, TypeError, ValueError):
            raise Unusable from None


# ── handing over ────────────────────────────────────────────────────────────────────────────


class ApprisePost:
    """Hands messages over; any thread."""

    def deliver(self, target: Target, mail_server: str | None, message: Message) -> Outcome:
        """Hand one message over, once."""
        try:
            plugin = _plugin(target, mail_server)
        except (Unusable, NoMailServer):
            return Outcome.NOT_DELIVERED
        with _listening() as caught:
            try:
                went = plugin.notify(body=message.body, title=message.title, body_format=NotifyFormat.TEXT)
            except Exception as error:  # noqa: BLE001 - whatever a plugin does not expect
                caught.append(error)
                went = False
        if went:
            return Outcome.DELIVERED
        return Outcome.NOT_DELIVERED if all(map(_surely_not, caught)) else Outcome.UNCERTAIN


def _surely_not(error: BaseException) -> bool:
    """Whether nothing can have arrived after this error; where a server answered no there is none at all."""
    if isinstance(error, smtplib.SMTPException | OSError | RuntimeError) and _in_the_mail_plugin(error.__traceback__):
        said_no = isinstance(error, smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused)
        return said_no or not _reached(error.__traceback__, "sendmail")
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError):
        return True
    if isinstance(error, requests.RequestException):
        why = error.args[0] if error.args else None
        reason = why.reason if isinstance(why, MaxRetryError) else None
        return isinstance(reason, NewConnectionError | ConnectTimeoutError)
    return False


def _in_the_mail_plugin(trace: TracebackType | None) -> bool:
    return any("smtp" in name for name in _modules(trace))


def _reached(trace: TracebackType | None, function: str) -> bool:
    return any(name == function for _, name in _frames(trace))


def _modules(trace: TracebackType | None) -> Iterator[str]:
    return (module for module, _ in _frames(trace))


def _frames(trace: TracebackType | None) -> Iterator[tuple[str, str]]:
    while trace is not None:
        yield str(trace.tb_frame.f_globals.get("__name__", "")), trace.tb_frame.f_code.co_name
        trace = trace.tb_next


# ── listening to apprise ────────────────────────────────────────────────────────────────────


class _Ear(logging.Handler):
    """Hears errors as apprise handles them, and keeps everything that it says to itself."""

    def emit(self, record: logging.LogRecord) -> None:
        caught, error = _CAUGHT.get(), sys.exc_info()[1]
        if caught is not None and error is not None and error not in caught:
            caught.append(error)


@contextmanager
def _listening() -> Iterator[list[BaseException]]:
    caught: list[BaseException] = []
    token = _CAUGHT.set(caught)
    try:
        yield caught
    finally:
        _CAUGHT.reset(token)


def _quietened() -> None:
    """Nothing of apprise's log goes anywhere: targets and their secrets stand in it."""
    said = logging.getLogger("apprise")
    said.handlers, said.propagate = [_Ear()], False
    said.setLevel(logging.DEBUG)


def _saying_no_aloud(post: Callable[..., Any]) -> Callable[..., Any]:
    """The robots of WeCom and DingTalk say no with status 200 and an `errcode`; apprise looks at the status only."""

    def posted(*args: Any, **words: Any) -> Any:
        answer = post(*args, **words)
        if answer.status_code == requests.codes.ok and _code(answer):
            answer.status_code = requests.codes.unprocessable
        return answer

    return posted


def _code(answer: Any) -> int:
    try:
        said = answer.json()
    except ValueError:
        return 0
    code = said.get("errcode", 0) if isinstance(said, dict) else 0
    return code if isinstance(code, int) else 1


_quietened()
for _module in (wecombot, dingtalk):
    _module.requests = SimpleNamespace(  # type: ignore[attr-defined]
        post=_saying_no_aloud(requests.post), codes=requests.codes, RequestException=requests.RequestException
    )

"""Messages leave through apprise to servers that really speak SMTP and HTTP; what a no is worth is told apart."""

import asyncio
import json
import logging
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from shared.notices import apprise_post
from shared.notices.apprise_post import ApprisePost, mail_server_of, target_of
from shared.notices.post import Outcome, Unusable
from shared.notices.texts import Message
from shared.notices.wishes import ChannelKind
from tests.services.intake.cases import a_case
from tests.support.cast import admin, lin
from tests.support.http import HttpDesk, on_a_desk
from tests.support.passing import pass_time

MESSAGE = Message(
    "诉应：LP-20260303-001 已超时", "LP-20260303-001 · Lakeside Park\n答复（R5.1）：已超时，到期 3月3日 09:00"
)
POST = ApprisePost()


class Web(BaseHTTPRequestHandler):
    """Keeps what it is sent; answers as the address says."""

    got: ClassVar[list[tuple[str, dict[str, Any]]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.got.append((self.path, json.loads(body)))
        if "cut" in self.path:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        answer = b'{"errcode": 93000, "code": 19001, "errmsg": "no"}' if "no" in self.path else b'{"errcode": 0}'
        self.send_response(500 if "broken" in self.path else 200)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def web() -> Iterator[str]:
    """The address of a web server of this machine."""
    Web.got.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_webhook_gets_title_and_text(web: str) -> None:
    assert POST.deliver(target_of(f"json://{web}/hook"), None, MESSAGE) is Outcome.DELIVERED
    ((path, said),) = Web.got
    assert path == "/hook"
    assert (said["title"], said["message"]) == (MESSAGE.title, MESSAGE.body)


@pytest.mark.parametrize(
    ("address", "outcome"),
    [("broken", Outcome.NOT_DELIVERED), ("cut", Outcome.UNCERTAIN)],
)
def test_a_no_may_be_tried_again_what_broke_off_may_not(web: str, address: str, outcome: Outcome) -> None:
    assert POST.deliver(target_of(f"json://{web}/{address}"), None, MESSAGE) is outcome
    assert len(Web.got) == 1


def test_where_nobody_listens_nothing_arrived() -> None:
    target = target_of(f"json://127.0.0.1:{free_port()}/hook")
    assert POST.deliver(target, None, MESSAGE) is Outcome.NOT_DELIVERED


def test_a_server_that_never_answers_leaves_it_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apprise_post, "READ_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        target = target_of(f"json://127.0.0.1:{silent.getsockname()[1]}/hook")
        assert POST.deliver(target, None, MESSAGE) is Outcome.UNCERTAIN


@pytest.mark.parametrize(
    ("plugin", "target", "text"),
    [
        (NotifyWeComBot, "wecombot://{}", lambda said: said["text"]["content"]),
        (NotifyDingTalk, "dingtalk://{}", lambda said: said["text"]["content"]),
        (NotifyFeishu, "feishu://{}", lambda said: said["content"]["text"]),
    ],
)
def test_the_robots_of_wecom_dingtalk_and_feishu_get_it_and_their_no_is_heard(
    web: str, monkeypatch: pytest.MonkeyPatch, plugin: Any, target: str, text: Any
) -> None:
    """What speaks is a plugin of apprise; only its host is this machine."""
    name = plugin.notify_url[plugin.notify_url.index("{") :].strip("{}/")
    monkeypatch.setattr(plugin, "notify_url", f"http://{web}/{{{name}}}")
    assert POST.deliver(target_of(target.format("ok1234")), None, MESSAGE) is Outcome.DELIVERED
    assert POST.deliver(target_of(target.format("no1234")), None, MESSAGE) is Outcome.NOT_DELIVERED
    (path, said), _ = Web.got
    assert path.strip("/") == "ok1234"
    assert MESSAGE.title in text(said)
    assert MESSAGE.body in text(said).replace("\r\n", "\n")


class MailBox:
    """What a mail server took; `says`: its answer to a message."""

    def __init__(self, says: str = "250 OK") -> None:
        self.got: list[Envelope] = []
        self.says = says

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        del server, session
        self.got.append(envelope)
        return self.says


@asynccontextmanager
async def mail_server(box: MailBox) -> AsyncIterator[str]:
    """The address of a mail server of this machine."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(box, hostname="mail.example.com", loop=loop), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"mailto://127.0.0.1:{port}?from=desk@example.com&name=Suying"
    finally:
        server.close()
        await server.wait_closed()


def mailed(box: MailBox, address: str = "lin@example.com") -> Outcome:
    """Send to an address through a mail server of this machine."""

    async def story() -> Outcome:
        async with mail_server(box) as url:
            return await asyncio.to_thread(POST.deliver, target_of(address), mail_server_of(url), MESSAGE)

    return asyncio.run(story())


def test_from_a_clock_to_the_mailbox(tmp_path: Path) -> None:
    box = MailBox()

    async def story(desk: HttpDesk) -> None:
        async with mail_server(box) as url:
            assert (await desk.caller(admin).post("/mail-server", {"url": url})).is_success
            who = desk.caller(lin)
            assert (await who.post("/notices/me/channels", {"target": "lin@example.com"})).is_success
            assert (await who.post("/notices/me", {"on": True})).is_success
            number = await a_case(who)
            await pass_time(desk, minutes=25)
            (envelope,) = box.got
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=policy.default)
            assert mail["subject"] == f"诉应：{number} 即将到期"

    on_a_desk(tmp_path, story)


def test_a_mail_goes_to_the_person_through_the_companys_server() -> None:
    box = MailBox()
    assert mailed(box) is Outcome.DELIVERED
    (envelope,) = box.got
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@example.com", ["lin@example.com"])
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert mail["subject"] == MESSAGE.title
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n").strip() == MESSAGE.body


def test_a_mail_that_the_server_refuses_may_be_tried_again() -> None:
    assert mailed(MailBox("451 try again later")) is Outcome.NOT_DELIVERED


def test_a_mail_whose_server_breaks_off_behind_the_text_is_uncertain() -> None:
    class Breaks(MailBox):
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return await super().handle_DATA(server, session, envelope)

    box = Breaks()
    assert mailed(box) is Outcome.UNCERTAIN
    assert len(box.got) == 1


def test_a_mail_server_that_is_not_there_got_nothing() -> None:
    nowhere = mail_server_of(f"mailto://127.0.0.1:{free_port()}?from=desk@example.com")
    assert POST.deliver(target_of("lin@example.com"), nowhere, MESSAGE) is Outcome.NOT_DELIVERED
    assert POST.deliver(target_of("lin@example.com"), None, MESSAGE) is Outcome.NOT_DELIVERED


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("lin@example.com", ChannelKind.MAIL),
        ("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=ab12-cd", ChannelKind.WECOM),
        ("dingtalk://secret@token/", ChannelKind.DINGTALK),
        ("feishu://token", ChannelKind.FEISHU),
        ("jsons://hooks.example.com/desk", ChannelKind.WEBHOOK),
        ("mailtos://desk:secret@example.com/lin@example.com", ChannelKind.SMTP),
    ],
)
def test_a_target_is_of_a_kind_that_we_know(said: str, kind: ChannelKind) -> None:
    target = target_of(said)
    assert target.kind is kind
    assert target.text not in repr(target)


@pytest.mark.parametrize(
    "said",
    ["", "lin", "syslog://", "file:///etc/passwd", "wecombot://", "dingtalk://!", "https://example.com", "json://"],
)
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(Unusable):
        target_of(said)


def test_no_target_stands_in_any_log(web: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    POST.deliver(target_of(f"json://user:topsecret@{web}/broken"), None, MESSAGE)
    assert "topsecret" not in caplog.text

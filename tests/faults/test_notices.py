"""Nobody is told twice: whoever tells is killed before, while and after telling; folders are put back from a backup."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from shared.eventstore import backup as copies
from shared.notices.deliveries import State
from shared.notices.notice import Notice, NoticeKind
from shared.notices.outbox import put
from shared.notices.post import Outcome
from shared.notices.sender import LEASE
from shared.notices.texts import Message
from shared.notices.wishes import Channel, ChannelKind, Target, Wish
from shared.reacting.acting import begin_anew
from tests.services.intake.cases import a_case
from tests.support.cast import lin
from tests.support.door import HandClock
from tests.support.http import HttpDesk, on_a_desk
from tests.support.passing import pass_time
from tests.support.post import KeptPost

pytestmark = pytest.mark.guarantee("G3")


@dataclass
class Letterbox:
    """Outlives the process that writes to it: one line for each message that arrived."""

    file: Path
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None

    def deliver(self, target: Target, mail_server: str | None, message: Message) -> Outcome:
        """Arrive, once what stands before it has happened."""
        del target, mail_server
        self.before()
        with self.file.open("a", encoding="utf-8") as file:
            file.write(" | ".join(message.body.splitlines()) + "\n")
        self.after()
        return Outcome.DELIVERED

    @property
    def arrived(self) -> list[str]:
        """What they said, in order: the case, then each thing that is told of it."""
        return self.file.read_text("utf-8").splitlines() if self.file.exists() else []


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def wants(desk: HttpDesk) -> Channel:
    wishes = desk.desk.sender.wishes
    wishes.put(Wish(lin.id, desk.now()))
    return wishes.add(lin.id, Target(ChannelKind.WECOM, "wecombot://lin"))


def a_desk_with_a_warning_to_tell(folder: Path, now: HandClock) -> None:
    """Lin wants to be told; a clock of hers is about to be warned of."""

    async def story(desk: HttpDesk) -> None:
        wants(desk)
        await a_case(desk.caller(lin))
        await desk.desk.settle()

    on_a_desk(folder, story, now=now, post=KeptPost())
    now.move(minutes=25)


def was_killed(folder: Path, now: HandClock, box: Letterbox) -> bool:
    """In a process of its own the desk does what is due; whether it was killed on the way."""
    if (child := os.fork()) == 0:
        on_a_desk(folder, lambda desk: desk.desk.settle(), now=now, post=box)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(_die, lambda: None, 0), (lambda: None, _die, 1)],
    ids=["between the mark and the message", "between the message and its mark"],
)
def test_who_tells_is_killed_and_nobody_is_told_twice(
    tmp_path: Path, before: Callable[[], None], after: Callable[[], None], told: int
) -> None:
    now, folder = HandClock(), tmp_path / "data"
    a_desk_with_a_warning_to_tell(folder, now)
    box = Letterbox(tmp_path / "box", before, after)
    assert was_killed(folder, now, box)
    assert len(box.arrived) == told

    async def survived(desk: HttpDesk) -> None:
        await desk.desk.settle()
        (channel,) = desk.desk.sender.wishes.channels(lin.id)
        assert desk.desk.sender.deliveries.counts(channel.id) == {State.SENDING: 1}
        await pass_time(desk, minutes=4)  # before the miss
        desk.now.move(seconds=LEASE.total_seconds())
        await desk.desk.sender.step()
        assert desk.desk.sender.deliveries.counts(channel.id)[State.UNCERTAIN] == 1
        assert len(desk.desk.sender.deliveries.uncertain(lin.id)) == 1

    later = Letterbox(tmp_path / "box")
    on_a_desk(folder, survived, now=now, post=later)
    assert len(later.arrived) == told


def test_killed_over_and_over_each_thing_is_told_at_most_once(tmp_path: Path) -> None:
    now, folder = HandClock(), tmp_path / "data"
    a_desk_with_a_warning_to_tell(folder, now)
    box = Letterbox(tmp_path / "box", after=_die)
    kills = 0
    for _ in range(2):
        kills += was_killed(folder, now, box)
        now.move(minutes=20)
    on_a_desk(folder, lambda desk: desk.desk.settle(), now=now, post=Letterbox(tmp_path / "box"))
    assert kills == 2
    told = [line for message in box.arrived for line in message.split(" | ")[1:]]
    assert len(told) == len(set(told)) >= kills


def test_a_folder_put_back_from_a_backup_tells_nothing_old(tmp_path: Path) -> None:
    now, folder, copy, restored = HandClock(), tmp_path / "data", tmp_path / "copy", tmp_path / "restored"
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        wants(desk)
        await a_case(desk.caller(lin))
        await desk.desk.settle()
        copies.backup(folder, copy)
        await pass_time(desk, minutes=25)
        assert len(post.went) == 1  # after the backup: the copy knows nothing of it

    on_a_desk(folder, story, now=now, post=post)
    copies.restore(copy, restored, prepare=lambda fresh: begin_anew(fresh, now()))

    async def again(desk: HttpDesk) -> None:
        await desk.desk.settle()
        assert len(post.went) == 1
        await pass_time(desk, minutes=10)
        assert len(post.went) == 2  # what comes up from now on is told: the miss

    on_a_desk(restored, again, now=now, post=post)


def test_what_waited_when_the_backup_was_made_is_not_told_by_its_copy(tmp_path: Path) -> None:
    now, folder, copy, restored = HandClock(), tmp_path / "data", tmp_path / "copy", tmp_path / "restored"

    async def story(desk: HttpDesk) -> None:
        wants(desk)
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=25)
        assert desk.desk.sender.undelivered().count == 1
        copies.backup(folder, copy)

    on_a_desk(folder, story, now=now, post=KeptPost(answer=lambda _: Outcome.NOT_DELIVERED))
    now.move(minutes=3)
    copies.restore(copy, restored, prepare=lambda fresh: begin_anew(fresh, now()))
    post = KeptPost()

    async def again(desk: HttpDesk) -> None:
        await desk.desk.settle()
        assert post.went == []

    on_a_desk(restored, again, now=now, post=post)


def test_new_services_on_an_old_log_tell_nothing_of_what_was_recorded_before(tmp_path: Path) -> None:
    now = HandClock()

    async def story(desk: HttpDesk) -> None:
        await a_case(desk.caller(lin), demeanour="agitated")

    on_a_desk(tmp_path, story, now=now)
    for file in (*tmp_path.glob("*-acts.sqlite*"), *tmp_path.glob("notices.sqlite*")):
        file.unlink()
    now.move(minutes=2)
    post = KeptPost()

    async def again(desk: HttpDesk) -> None:
        wants(desk)
        await desk.desk.settle()
        assert post.went == []

    on_a_desk(tmp_path, again, now=now, post=post)


def test_an_outbox_that_lost_its_end_with_the_power_is_read_again_and_tells_nothing_twice(tmp_path: Path) -> None:
    now, post = HandClock(), KeptPost()

    async def story(desk: HttpDesk) -> None:
        wants(desk)
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=25)
        assert len(post.went) == 1
        connection = desk.desk.carriers[1]._connection
        rows = connection.execute("SELECT identity, at FROM notice WHERE person = 'lin'").fetchall()
        connection.execute("DELETE FROM notice")
        await desk.desk.sender.step()
        ((identity, at),) = rows
        case = desk.desk.door._log.read(0, 10_000)[-1].stream
        again = Notice(identity, lin.id, NoticeKind.WARNED, case, None, "LP", datetime.fromisoformat(at))
        put(connection, [again, replace(again, identity="another", at=desk.now() + timedelta(seconds=1))])
        desk.now.move(minutes=2)
        await desk.desk.sender.step()
        assert len(post.went) == 2
        (channel,) = desk.desk.sender.wishes.channels(lin.id)
        assert desk.desk.sender.deliveries.counts(channel.id) == {State.SENT: 2}

    on_a_desk(tmp_path, story, now=now, post=post)

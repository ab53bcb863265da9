"""Who wants to be told is told each thing once: in quiet hours not, after a failure again, in a burst as one digest."""

import subprocess
import sys
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from shared.notices.deliveries import State, Waiting
from shared.notices.post import Outcome
from shared.notices.wishes import Channel, ChannelKind, Target, Wish
from shared.vocabulary.text import Lang
from tests.services.intake.cases import a_case
from tests.support.cast import lin, zhou
from tests.support.door import HandClock
from tests.support.http import HttpDesk, on_a_desk
from tests.support.passing import pass_time
from tests.support.post import KeptPost
from tests.support.rules import rule


def wants(desk: HttpDesk, person: str, **wish: object) -> Channel:
    """The person wants to be told from now on, in English, on one channel."""
    wishes = desk.desk.sender.wishes
    wishes.put(replace(Wish(person, desk.now(), Lang.EN), **wish))  # type: ignore[arg-type]
    return wishes.add(person, Target(ChannelKind.WECOM, f"wecombot://{person}"))


def states(desk: HttpDesk, channel: Channel) -> dict[State, int]:
    return desk.desk.sender.deliveries.counts(channel.id)


def titles(post: KeptPost) -> list[str]:
    return [message.title for _, message in post.went]


def test_nobody_is_told_anything_unless_asked_for(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        await a_case(desk.caller(lin))
        await pass_time(desk, hours=2)
        assert post.went == []
        assert desk.desk.sender.undelivered().count == 0
        wants(desk, zhou.id)
        await pass_time(desk, seconds=1)
        assert post.went == []  # what came up before is never told

    on_a_desk(tmp_path, story, post=post)


def test_a_message_says_number_site_clock_due_and_why_and_nothing_personal(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        wants(desk, lin.id)
        number = await a_case(desk.caller(lin))
        await pass_time(desk, minutes=25)
        ((where, message),) = post.went
        assert where == f"wecombot://{lin.id}"
        assert message.title == f"Suying: {number}, falls due soon"
        assert message.body == f"{number} · Lakeside Park\nverification (R3.1): falls due soon, due 3 Mar 09:30"
        desk.desk.sender.wishes.put(replace(desk.desk.sender.wishes.of(lin.id), lang=Lang.ZH_HANT))
        await pass_time(desk, minutes=10)
        assert post.went[1][1].title == f"訴應：{number} 已超時"
        for _, said in post.went:
            assert "lift" not in said.body
            assert "电梯" not in said.body

    on_a_desk(tmp_path, story, post=post)


def test_quiet_hours_end_with_one_digest_and_what_presses_does_not_wait(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        quiet = (time(8, 30), time(10, 50))
        wants(desk, lin.id, quiet=quiet)
        wants(desk, zhou.id, quiet=quiet)
        await a_case(desk.caller(lin))
        await a_case(desk.caller(lin), demeanour="agitated")
        await pass_time(desk, minutes=109)
        assert {where for where, _ in post.went} == {f"wecombot://{zhou.id}"}  # somebody stands there and is agitated
        told = len(post.went)
        assert desk.desk.sender.undelivered().count > 2
        assert desk.desk.sender.undelivered().age(desk.now()) > timedelta(hours=1)
        await pass_time(desk, minutes=2)
        later = post.went[told:]
        assert sorted(where for where, _ in later) == [f"wecombot://{lin.id}", f"wecombot://{zhou.id}"]
        assert "notices on 2 cases" in next(said.title for where, said in later if lin.id in where)
        assert desk.desk.sender.undelivered().count == 0

    on_a_desk(tmp_path, story, post=post)


def test_a_digest_collects_what_comes_up_within_its_span(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        wants(desk, lin.id, every=timedelta(hours=2))
        for _ in range(3):
            await a_case(desk.caller(lin))
            await pass_time(desk, minutes=10)
        await pass_time(desk, hours=2)
        assert len(post.went) == 2  # the first at once, the rest together two hours after it

    on_a_desk(tmp_path, story, post=post)


def test_what_certainly_did_not_arrive_is_tried_again_ever_more_seldom(tmp_path: Path) -> None:
    tries: list[datetime] = []
    now = HandClock()

    def refuses(_target: str) -> Outcome:
        tries.append(now())
        return Outcome.NOT_DELIVERED if len(tries) < 5 else Outcome.DELIVERED

    post = KeptPost(answer=refuses)

    async def story(desk: HttpDesk) -> None:
        channel = wants(desk, lin.id)
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=29)
        waited = [round((b - a) / timedelta(minutes=1)) for a, b in pairwise(tries)]
        assert waited == [1, 2]
        assert desk.desk.sender.undelivered().count == 1
        await pass_time(desk, hours=1)
        assert [round((b - a) / timedelta(minutes=1)) for a, b in pairwise(tries)][:4] == [1, 2, 4, 8]
        assert set(states(desk, channel)) == {State.SENT}
        found = desk.desk.sender.wishes.channel(channel.id)
        assert found is not None
        assert found.failures == 0

    on_a_desk(tmp_path, story, now=now, post=post)


def test_what_broke_off_behind_the_last_word_is_shown_and_not_sent_again(tmp_path: Path) -> None:
    post = KeptPost(answer=lambda _target: Outcome.UNCERTAIN)

    async def story(desk: HttpDesk) -> None:
        channel = wants(desk, lin.id)
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=28)
        assert len(post.went) == 1
        assert states(desk, channel) == {State.UNCERTAIN: 1}
        (case,) = (await desk.caller(lin).get("/away")).json()["items"]
        assert [one["uncertain"] for one in case["notices"]] == [True]

    on_a_desk(tmp_path, story, post=post)


def test_what_nobody_took_for_two_days_is_given_up(tmp_path: Path) -> None:
    post = KeptPost(answer=lambda _target: Outcome.NOT_DELIVERED)

    async def story(desk: HttpDesk) -> None:
        channel = wants(desk, lin.id)
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=28)
        desk.now.move(days=3)
        await desk.desk.sender.step()
        assert states(desk, channel) == {State.GIVEN_UP: 1}

    on_a_desk(tmp_path, story, post=post)


@rule("R12.17")
def test_who_is_complained_about_gets_nothing_of_what_waits(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        channel = wants(desk, zhou.id, quiet=(time(8, 0), time(12, 0)))
        number = await a_case(desk.caller(lin))
        await pass_time(desk, hours=1)
        assert desk.desk.sender.undelivered().count > 0
        named = await desk.caller(lin).post(f"/complaints/{number}/name-person", {"person": zhou.id})
        assert named.is_success, named.text
        await pass_time(desk, hours=4)
        assert post.went == []
        assert set(states(desk, channel)) == {State.WITHDRAWN}

    on_a_desk(tmp_path, story, post=post)


def test_who_has_left_gets_nothing(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        channel = wants(desk, zhou.id, quiet=(time(8, 0), time(12, 0)))
        await a_case(desk.caller(lin))
        await pass_time(desk, hours=1)
        people = desk.desk.policy.current().people
        gone = replace(desk.desk.policy.current(), people={**people, zhou.id: replace(people[zhou.id], active=False)})
        desk.desk.sender._directory = lambda: gone
        await pass_time(desk, hours=4)
        assert post.went == []
        assert set(states(desk, channel)) == {State.WITHDRAWN}

    on_a_desk(tmp_path, story, post=post)


def test_after_a_standstill_one_digest_goes_out_once_the_desk_has_caught_up(tmp_path: Path) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        wants(desk, zhou.id)
        for _ in range(5):
            await a_case(desk.caller(lin))
        desk.now.move(days=7)
        await desk.desk.carry()
        await desk.desk.consumers.wait(desk.desk.store.head())
        await desk.desk.workers[0].step()
        await desk.desk.carry()
        await desk.desk.settle()
        assert len(post.went) == 1
        assert "on 5 cases" in titles(post)[0]

    on_a_desk(tmp_path, story, post=post)


def test_nothing_is_told_again_by_a_projection_made_anew_or_a_desk_started_again(tmp_path: Path) -> None:
    post = KeptPost()
    now = HandClock()

    async def first(desk: HttpDesk) -> None:
        wants(desk, lin.id)
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=25)
        assert len(post.went) == 1
        consumer = desk.desk.consumers["escalation"]
        await consumer.rebuild()
        await desk.desk.settle()
        assert len(post.went) == 1

    async def again(desk: HttpDesk) -> None:
        await desk.desk.settle()
        assert len(post.went) == 1

    on_a_desk(tmp_path, first, now=now, post=post)
    on_a_desk(tmp_path, again, now=now, post=post)


@pytest.mark.parametrize("behind", [True, False])
def test_a_desk_that_catches_up_is_waited_for_but_not_for_ever(tmp_path: Path, *, behind: bool) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        wants(desk, lin.id)
        await a_case(desk.caller(lin))
        await desk.desk.settle()
        desk.desk.sender._behind = lambda: behind
        desk.now.move(minutes=24)
        await desk.desk.settle()
        assert len(post.went) == (0 if behind else 1)
        desk.now.move(minutes=5, seconds=55)
        assert await desk.desk.sender.step() == 0
        desk.now.move(minutes=5)
        assert await desk.desk.sender.step() == (1 if behind else 0)

    on_a_desk(tmp_path, story, post=post)


def test_what_waits_through_the_night_is_not_gone_through_at_each_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = KeptPost()

    async def story(desk: HttpDesk) -> None:
        sender = desk.desk.sender
        wants(desk, lin.id, quiet=(time(8, 0), time(12, 0)))
        await a_case(desk.caller(lin))
        await pass_time(desk, minutes=25)
        looks = 0
        waiting = sender.deliveries.waiting

        def counted(channel: str) -> list[Waiting]:
            nonlocal looks
            looks += 1
            return waiting(channel)

        monkeypatch.setattr(sender.deliveries, "waiting", counted)
        for _ in range(50):
            desk.now.move(seconds=1)
            assert await sender.step() == 0
        assert looks <= 1
        desk.now.move(hours=3)
        assert await sender.step() == 1

    on_a_desk(tmp_path, story, post=post)


def test_a_desk_that_tells_nobody_loads_no_apprise() -> None:
    code = "import sys, services.escalation.wiring; sys.exit('apprise' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

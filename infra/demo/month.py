"""Lives side by side under a clock that is moved: what is due next is done next, over the desk's own HTTP."""

import heapq
import itertools
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from infra.demo.lives import Crew, Life, Step, Teller, begin, mistake
from infra.demo.matters import NAMES, TITLES, Matter, matters
from infra.passing import MovedClock

API = "/api/v1"
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SiteOfDemo:
    """One site: who works there, and where its days begin."""

    crew: Crew
    zone: ZoneInfo
    a_day: float  #: complaints on an ordinary day


SITES = (
    SiteOfDemo(
        Crew("LP", ("lin", "mei"), "zhou", "he", "qian",
             {"engineering": "wu", "security": "ma", "cleaning": "tang", "greening": "fang", "fees": "shen"}),
        ZoneInfo("Asia/Shanghai"), 3.0,
    ),
    SiteOfDemo(
        Crew("HG", ("gao", "diaz"), "reyes", "miller", "qian",
             {"engineering": "novak", "security": "okafor", "cleaning": "rossi", "greening": "patel", "fees": "klein"}),
        ZoneInfo("America/New_York"), 1.2,
    ),
)  # fmt: skip


HEADS = frozenset(head for site in SITES for head in site.crew.heads.values())
"""Everybody who works in a department."""


class NotTaken(Exception):
    """The desk refused what a life wanted to do: the life is wrong, or the desk is."""


@dataclass
class Demo:
    """The simulation: lives that wait for their next step, the soonest first."""

    client: httpx.AsyncClient
    keys: dict[str, str]  #: by person
    clock: MovedClock
    until: datetime
    dice: Random
    settled: Callable[[], Awaitable[None]]  #: waits until every view has what was said so far
    matters: tuple[Matter, ...] = field(default_factory=matters)
    told: int = 0  #: commands so far
    cases: int = 0
    _waiting: list[tuple[datetime, int, Callable[[], Any]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=itertools.count)

    async def run(self, tell: Callable[[float], None]) -> None:
        """Everything until the end; `tell` is told which share of the time has passed."""
        began = self.clock()
        for site in SITES:
            self._plan_day(site, began)
        while self._waiting:
            at, _, act = heapq.heappop(self._waiting)
            if at >= self.until:
                break
            self.clock.at = max(at, self.clock.at)
            await act()
            tell((self.clock.at - began) / (self.until - began))
        self.clock.at = self.until

    def _later(self, at: datetime, act: Callable[[], Any]) -> None:
        heapq.heappush(self._waiting, (at, next(self._order), act))

    def _plan_day(self, site: SiteOfDemo, day: datetime) -> None:
        """Complaints of one local day, at hours when people complain; then the next day."""
        local = day.astimezone(site.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        wanted = site.a_day * (0.6 if local.weekday() >= 5 else 1.1)
        for _ in range(_count(self.dice, wanted)):
            hour = self.dice.triangular(8.1, 21.5, 10)
            self._later(local + timedelta(hours=hour), self._arrival(site))

        async def plan() -> None:
            self._plan_day(site, local + A_DAY)

        self._later(local + A_DAY, plan)

    def _arrival(self, site: SiteOfDemo) -> Callable[[], Any]:
        async def arrive() -> None:
            matter = self.dice.choice([m for m in self.matters if self.clock().month in m.months])
            teller = Teller(self.dice, matter, site.crew, self.clock, lambda at: _hour(at, site.zone))
            form = _received(self.dice, site, matter)
            answer = await self._post(teller.lin, "/complaints", form)
            self.cases += 1
            life = mistake(teller) if self.dice.random() < 0.02 else begin(teller)
            self._go_on(life, answer["number"])

        return arrive

    def _go_on(self, life: Life, number: str) -> None:
        """Let a life say what comes next, and wait for it."""
        step = next(life, None)
        if step is None:
            return

        async def act() -> None:
            await self._do(number, step)
            self._go_on(life, number)

        self._later(self.clock() + step.after, act)

    async def _do(self, number: str, step: Step) -> None:
        if step.who in HEADS:
            await self.settled()  # a department sees its own, and a view says what that is
        await self._post(step.who, f"/complaints/{number}/{step.do.replace('_', '-')}", step.form)

    async def _post(self, who: str, path: str, form: dict[str, Any]) -> Any:
        self.told += 1
        headers = {"authorization": f"Bearer {self.keys[who]}", "idempotency-key": f"demo-{self.told}"}
        answer = await self.client.post(API + path, json=form, headers=headers)
        if not answer.is_success:
            raise NotTaken(f"{self.clock():%Y-%m-%d %H:%M} {who} {path} {form}: {answer.text}")
        return answer.json()


def _received(dice: Random, site: SiteOfDemo, matter: Matter) -> dict[str, Any]:
    """The form of a reception: channel, customer, what is said."""
    channel = dice.choices(("phone", "walk_in", "staff_visit"), (6, 3, 1))[0]
    house = f"{dice.randrange(1, 9)}-{dice.randrange(1, 4)}-{dice.randrange(1, 29)}0{dice.randrange(1, 5)}"
    form: dict[str, Any] = {
        "site": site.crew.site, "channel": channel, "unit": house, "category": matter.category,
        "summary": matter.summary, "words": matter.words,
        "customer": {"name": dice.choice(NAMES) + dice.choice(TITLES),
                     "phones": [f"138{dice.randrange(10**7, 10**8)}"], "unit": house},
    }  # fmt: skip
    if channel == "phone" and dice.random() < 0.9:
        form["rings"] = dice.choices((1, 2, 3, 4, 6), (5, 6, 4, 2, 1))[0]
    return form


def _count(dice: Random, wanted: float) -> int:
    """A whole number with this mean."""
    whole = int(wanted)
    return whole + (dice.random() < wanted - whole) + dice.choice((-1, 0, 0, 1)) * (whole > 0)


def _hour(at: datetime, zone: ZoneInfo) -> float:
    local = at.astimezone(zone)
    return local.hour + local.minute / 60

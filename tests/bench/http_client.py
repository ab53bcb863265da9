"""The clients of the http row, in a process of their own: 32 connections, each leading case after case to its end.

`python -m tests.bench.http_client ADDRESS TOKEN`: for each line read (`ours 1.0`, `anchor 1.0`) it works that many
seconds against the one or the other and says how many commands were answered in how many seconds.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import uvloop

from tests.bench.anchors.only_validates import PATH
from tests.support.forms import forms_of_a_life
from tests.support.wire import Said, Wire, post

CONNECTIONS = 32
API = "/api/v1"
HOUSEHOLDS = 30
"""Of each connection, one after the other: more than it leads cases, so that no case repeats another's (R12.4)."""


class Connection:
    """One of them: goes on with its case where the last turn has left it."""

    def __init__(self, wire: Wire, token: str, name: str) -> None:
        self._wire, self._token, self._name = wire, token, name
        self._keys = itertools.count()
        self._steps: list[tuple[str, bytes]] = []
        self._receipts: Iterator[tuple[str, bytes]] = iter(())  #: of one household after the other
        self._at = 0
        self._number = ""

    async def prepare(self) -> None:
        """Register the customers whose complaints these are."""
        (slug, receipt), *further = forms_of_a_life()
        receipts = []
        for number in range(HOUSEHOLDS):
            home = {"unit": f"{self._name}-{number}", "site": receipt["site"]}
            customer = {"name": "王女士", "phones": [f"138{self._name:>04}{number:04}"], **home}
            said = await self._say(f"{API}/customers", json.dumps(customer).encode())
            form = receipt | home | {"customer": said.json()["id"]}
            receipts.append((slug, json.dumps(form).encode()))
        self._receipts = itertools.cycle(receipts)
        self._steps = [receipts[0], *((slug, json.dumps(form).encode()) for slug, form in further)]

    async def lead(self, until: float) -> int:
        """Commands of real cases, one after the other; how many."""
        done = 0
        while time.perf_counter() < until:
            slug, body = self._steps[self._at]
            if self._at == 0:
                slug, body = next(self._receipts)
                self._number = (await self._say(f"{API}/complaints", body)).json()["number"]
            else:
                await self._say(f"{API}/complaints/{self._number}/{slug.replace('_', '-')}", body)
            self._at = (self._at + 1) % len(self._steps)
            done += 1
        return done

    async def only_validated(self, until: float) -> int:
        """The same bodies against the anchor; how many."""
        done = 0
        for slug, body in itertools.cycle(self._steps):
            if time.perf_counter() >= until:
                return done
            await self._say(f"{PATH}/{slug}", body)
            done += 1
        return done

    async def _say(self, path: str, body: bytes) -> Said:
        said = await self._wire.ask(post(path, self._token, f"c{self._name}-{next(self._keys)}", body))
        if said.status not in {200, 201}:
            raise AssertionError(f"{path}: {said.status} {said.body!r}")
        return said


async def main(address: str, token: str) -> None:
    """Take turns as told."""
    connections = [Connection(await Wire.open(address), token, f"{number}") for number in range(CONNECTIONS)]
    await asyncio.gather(*(one.prepare() for one in connections))
    print("ready", flush=True)
    for line in sys.stdin:
        side, seconds = line.split()
        began = time.perf_counter()
        until = began + float(seconds)
        turns: list[Any] = [one.lead(until) if side == "ours" else one.only_validated(until) for one in connections]
        done = sum(await asyncio.gather(*turns))
        print(done, time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(*sys.argv[1:]))

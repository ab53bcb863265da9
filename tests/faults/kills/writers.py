"""Those who work at the desk that is killed under them: each leads one case after the other from receipt to signature.

A command that was not answered is sent again, with its key, as soon as the desk answers again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.support.forms import forms_of_a_life
from tests.support.wire import Said, Wire, post

API = "/api/v1"
HOLDER = "lin"
"""Whose key the writers use: the sample company's receptionist at LP."""
RECOGNISED = b"idempotency-replayed: true"
WHO: tuple[dict[str, Any], ...] = (
    {"customer": {"name": "王女士", "phones": ["13800138000"], "unit": "3-1-502"}},
    {"customer": None, "anonymous": True},
)
"""Either way the first request of a case is two commands: the customer's record and the case."""


@dataclass
class Command:
    """One command, and how it was answered."""

    key: str
    path: str
    body: bytes
    receipt: Said | None = None
    sent: int = 0  #: how often

    def request(self, token: str) -> bytes:
        """As it goes over the wire."""
        return post(API + self.path, token, self.key, self.body)


@dataclass
class Resent:
    """What became of the commands that a kill left without an answer."""

    recognised: int = 0  #: were recorded before the kill, and answered as they would have been
    anew: int = 0  #: had left no trace


@dataclass(eq=False)
class Writer:
    """One connection's worth of work, over all lives of the desk."""

    name: str
    commands: list[Command] = field(default_factory=list)
    resent: Resent = field(default_factory=Resent)
    faults: list[str] = field(default_factory=list)  #: answers that should not have been given
    _steps: Iterator[Command] = field(init=False)

    def __post_init__(self) -> None:
        self._steps = self._work()

    @property
    def acknowledged(self) -> list[Command]:
        """The commands that were answered."""
        return [command for command in self.commands if command.receipt is not None]

    async def go_on(self, address: str, token: str, *, until_settled: bool = False) -> None:
        """Work until the desk is gone; or only send again what is not answered yet."""
        try:
            wire = await Wire.open(address)
        except OSError:
            return
        try:
            await self._ask_again(wire, token)
            while not until_settled:
                await self._send(wire, token, next(self._steps))
        except ConnectionError:
            return
        finally:
            wire.close()

    async def _ask_again(self, wire: Wire, token: str) -> None:
        """The last answered command gets the same receipt; the one without an answer gets one."""
        if answered := self.acknowledged:
            await self._repeat(wire, token, answered[-1])
        if self.commands and self.commands[-1].receipt is None:
            said = await self._send(wire, token, self.commands[-1])
            if RECOGNISED in said.head:
                self.resent.recognised += 1
            else:
                self.resent.anew += 1

    async def _repeat(self, wire: Wire, token: str, command: Command) -> None:
        said = await wire.ask(command.request(token))
        first = command.receipt
        assert first is not None
        if (said.status, said.body) != (first.status, first.body) or RECOGNISED not in said.head:
            self.faults.append(f"{command.key} got another receipt: {first.body!r}, then {said.status} {said.body!r}")

    async def _send(self, wire: Wire, token: str, command: Command) -> Said:
        if not command.sent:
            self.commands.append(command)
        command.sent += 1
        said = await wire.ask(command.request(token))
        if said.status not in {200, 201}:
            raise AssertionError(f"{command.path}: {said.status} {said.body!r}")
        command.receipt = said
        return said

    def _work(self) -> Iterator[Command]:
        """Case after case; a step is only taken once the one before is answered."""
        number = 0
        while True:
            place = ""
            household = f"{self.name}-{number}"  # of its own: the desk suggests no repeat, and acts on nothing here
            for action, form in forms_of_a_life(unit=household, **WHO[number % 2]):
                name = f"{self.name}-{number}-{action}"
                path = f"/complaints/{place}/{action.replace('_', '-')}" if place else "/complaints"
                command = Command(name, path, json.dumps(form).encode())
                yield command
                assert command.receipt is not None
                place = command.receipt.json()["number"]
            number += 1

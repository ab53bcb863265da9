"""Given, when, then for the directory: a company, the orders given to it, what followed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from shared.decision.action import Action
from shared.decision.event import Record
from shared.decision.kind import Allowance
from shared.decision.moment import Caller, Moment
from shared.decision.refusal import Forbidden, Reason, Refused
from shared.directory.actions.people import AddPerson
from shared.directory.actions.sites import AddSite
from shared.directory.events.base import DirectoryEvent
from shared.directory.forms import LangKey
from shared.directory.history import Policy
from shared.directory.kind import DIRECTORY
from shared.directory.state import Directory
from shared.vocabulary.roles import Role
from tests.support.cast import admin

START = datetime(2026, 3, 3, 1, tzinfo=UTC)
"""When the first order is given; each further one comes a minute later."""


def named(name: str) -> dict[LangKey, str]:
    """The same name in every language."""
    return {"en": name, "zh_Hans": name, "zh_Hant": name}


def site(code: str = "LP", zone: str = "Asia/Shanghai") -> AddSite:
    """A site, not open yet."""
    return AddSite(site=code, names=named(code), zone=zone)


def person(code: str, role: Role = Role.SUPERVISOR, sites: tuple[str, ...] | None = ("LP",), **more: Any) -> AddPerson:
    """Somebody of ours."""
    return AddPerson(person=code, names=named(code), role=role, sites=sites, **more)


def staffed(*sites: str) -> list[Action]:
    """Sites with a holder for each of the levels 1 to 3."""
    orders: list[Action] = [site(code) for code in sites]
    for code in sites:
        orders += [person(f"s-{code}", Role.SUPERVISOR, (code,)), person(f"m-{code}", Role.MANAGER, (code,))]
    return [*orders, person("e", Role.ENTERPRISE, None)]


class Company:
    """One company's directory and what was done to it."""

    def __init__(self) -> None:
        self.records: list[Record[Any]] = []
        self.new: list[Record[Any]] = []
        self.refusal: Reason | None = None
        self.forbidden = False
        self.now = START
        self._asked: Caller = admin
        self._folded: tuple[int, Directory] = (0, DIRECTORY.blank)

    @property
    def directory(self) -> Directory:
        """The state folded anew from all records, once for each number of them."""
        if self._folded[0] != len(self.records):
            self._folded = (len(self.records), DIRECTORY.fold(self.records))
        return self._folded[1]

    @property
    def policy(self) -> Policy:
        """The directory as it was at any moment."""
        return Policy(self.records)

    def given(self, *orders: Action) -> Self:
        """Things done before by the administrator, through the real actions."""
        for order in orders:
            self._act(admin, order)
        return self

    def when(self, order: Action, *, by: Caller = admin) -> Self:
        """Try an action; what follows or the refusal is kept for `then_…`."""
        self.new, self.refusal, self.forbidden, self._asked = [], None, False, by
        try:
            self._act(by, order)
        except Refused as no:
            self.refusal = no.reason
        except Forbidden:
            self.forbidden = True
        return self

    def then(self, *events: type[DirectoryEvent]) -> Self:
        """Exactly these facts followed."""
        assert self.refusal is None, self.refusal
        assert not self.forbidden
        assert [type(record.event) for record in self.new] == list(events)
        return self

    def then_refused(self, rule: str, *, instead: Sequence[str] = (), **facts: Any) -> Self:
        """The rule said no, with these facts, and names actions that this caller may do."""
        assert self.refusal is not None, f"not refused; {[type(r.event).__name__ for r in self.new]}"
        assert self.refusal.rule == rule
        for name, value in facts.items():
            assert self.refusal.facts[name] == value
        for slug in instead:
            assert slug in self.refusal.instead
        for slug in self.refusal.instead:
            assert self.allowance(slug, self._asked).allowed, f"{slug} may not be done either"
        return self

    def then_forbidden(self) -> Self:
        """The caller's role or site may not do it at all."""
        assert self.forbidden
        return self

    def allowance(self, slug: str, caller: Caller) -> Allowance:
        """Whether an action may be done now."""
        found = DIRECTORY.allowances(self.directory, self._moment(caller))
        return next(allowance for allowance in found if allowance.action.SPEC.slug == slug)

    def _moment(self, caller: Caller) -> Moment[Directory]:
        return Moment(self.now, self.now, caller, self.directory)

    def _act(self, caller: Caller, order: Action) -> None:
        self.now += timedelta(minutes=1)
        self.new, after = DIRECTORY.decide(order, self.directory, self._moment(caller))
        self.records += self.new
        assert after == self.directory, "folding the stored facts gives another state than deciding did"

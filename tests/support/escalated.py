"""Stories of an escalation from afar, built stage on stage like those of `story`."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from shared.complaint.actions.p08_escalation import AcceptEscalation, Escalate
from shared.complaint.actions.p08_first_contact import ContactCustomer
from shared.decision.moment import Caller
from shared.directory.state import Department, Directory
from shared.vocabulary.axes import Channel, EscalationReason
from tests.support.cast import LP, company, desk_itself, lin, zhou
from tests.support.desk import Desk
from tests.support.story import Story, agreed

CANNOT = Escalate(why=EscalationReason.CANNOT_EXPLAIN)
REACHED = ContactCustomer(channel=Channel.PHONE, content="The firm comes at four; I call again at five.")


def missed(*clocks: str) -> Escalate:
    """What the desk asks for when clocks were missed."""
    return Escalate(why=EscalationReason.MISSED_CLOCK, missed=clocks)


def from_afar(**changes: Any) -> Story:
    """Verified, and on the route of an agreed reply time: the customer is before us no more."""
    return agreed(**changes)


def escalated(at: str = "10:00", order: Escalate = CANNOT, by: Caller = lin, **changes: Any) -> Story:
    """… and escalated: the supervisor is to accept."""
    return [*from_afar(**changes), (at, by, order)]


def escalated_by_desk(at: str = "10:00", clock: str = "assignment", **changes: Any) -> Story:
    """… by a missed clock."""
    return escalated(at, missed(clock), desk_itself, **changes)


def accepted(at: str = "10:10", by: Caller = zhou, **changes: Any) -> Story:
    """… and accepted."""
    return [*escalated(**changes), (at, by, AcceptEscalation())]


def contacted(at: str = "10:30", by: Caller = zhou, **changes: Any) -> Story:
    """… and the customer was contacted by who accepted."""
    return [*accepted(**changes), (at, by, REACHED)]


def company_without(*absent: str, head: str | None = None) -> Directory:
    """The company without some people, and with a department whose head is named."""
    known = company()
    people = {code: person for code, person in known.people.items() if code not in absent}
    works = Department("engineering", MappingProxyType({"en": "Engineering"}), LP, head)
    return replace(known, people=MappingProxyType(people), departments=MappingProxyType({works.code: works}))


def order(**changes: object) -> Escalate:
    """An order to escalate."""
    return Escalate.model_validate({"why": EscalationReason.CANNOT_EXPLAIN, **changes})


def refused_to_the_desk(desk: Desk, order: Escalate, *, at: str) -> str | None:
    """The rule that says no to the desk itself; it has no other way, people have."""
    refusal = desk.when(desk_itself, order, at=at).refusal
    return None if refusal is None else refusal.rule

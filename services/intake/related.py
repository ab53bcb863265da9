"""Two cases side by side, looked up before the door, because no decision sees a second complaint (R12.6a)."""

from typing import Any
from uuid import UUID

from starlette.requests import Request

from services.intake.parts import Parts
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.complaint.events.p12_amending import Amended
from shared.complaint.events.p12_transfer import ReceivedByTransfer
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.customer.kind import CUSTOMER
from shared.decision.refusal import Refused
from shared.handling.command import command_key
from shared.vocabulary.axes import VOID
from shared.vocabulary.text import say
from shared.web.acting import Target
from shared.web.gate import caller_of
from shared.web.requests import idempotency_key

LONGEST_CHAIN = 100
"""Chains resolve to their root at once; more links than this are a fault of the data."""
ITSELF = say("A case is no duplicate of itself, nor of its own duplicate.", "投诉不能与自身或其重复件互为重复。")
LATER = say(
    "{number} was received later, at {received}; it is closed as the duplicate of this one.",
    "{number} 受理较晚（{received}），应将其作为本件的重复关闭。",
)
OTHER_CUSTOMER = say(
    "{number} is of another customer and another unit; a case of another customer is no duplicate.",
    "{number} 属其他业主且房号不同；他人的投诉不是重复件。",
)
NO_REPEAT = say(
    "{number} is of another customer and another unit, or this very case; it is no repeat.",
    "{number} 属其他业主且房号不同，或即本件，不构成再诉。",
)
NO_PARENT = say(
    "{number} is closed, a child itself, or this very case; it cannot be its parent.",
    "{number} 已关闭、本身为子投诉或即本件，不能作为父件。",
)
VOID_ALREADY = say("{number} is void and cannot survive another case.", "{number} 已作废，不能作为保留件。")


def check_related(parts: Parts, request: Request, target: Target, body: dict[str, Any]) -> None:
    """See whether the survivor that a form names fits; by its case number or id. Raises Refused, NotFound.

    What fits is the root of its chain; the desk names it to the duplicate afterwards, so that a command sent again
    reads the same.
    """
    if isinstance(later := body.get("case"), str):
        _later_case(parts, request, target, body, later)
    if isinstance(parent := body.get("parent"), str):
        _parent(parts, request, target, body, parent)
    named = body.get("survivor")
    if not isinstance(named, str) or (found := named_case(parts, request, named)) is None:
        return
    body["survivor"] = str(found)
    if parts.door.knows(command_key(caller_of(request).id, idempotency_key(request))):
        return
    root = root_of(parts, found)
    if root == target.stream:
        raise Refused("R12.6a", ITSELF, instead=("write_note",))
    _check_survivor(parts, target.stream, root)


def _later_case(parts: Parts, request: Request, target: Target, body: dict[str, Any], named: str) -> None:
    """The later case of a suggestion, by its number or id, and when it was received. Raises Refused, NotFound."""
    found = named_case(parts, request, named)
    if found is None:
        return
    body["case"] = str(found)
    if "received_at" in body or "reason" not in body:  # a suggestion; a judgement names what was suggested
        this, later = parts.door.state(COMPLAINT, target.stream).state, parts.door.state(COMPLAINT, found).state
        body["received_at"] = later.reception.received_at.isoformat()
        if found == target.stream or not (same_customer(parts, this, later) or same_unit(parts, target.stream, found)):
            raise Refused("R12.4", NO_REPEAT, number=parts.numbers.number(found), instead=("write_note",))


def _parent(parts: Parts, request: Request, target: Target, body: dict[str, Any], named: str) -> None:
    """The parent of a group, by its number or id: open, and no child itself. Raises Refused, NotFound."""
    found = named_case(parts, request, named)
    if found is None:
        return
    body["parent"] = str(found)
    if parts.door.knows(command_key(caller_of(request).id, idempotency_key(request))):
        return
    parent = parts.door.state(COMPLAINT, found).state
    if found == target.stream or not parent.is_open or parent.links.parent is not None:
        raise Refused("R12.5", NO_PARENT, number=parts.numbers.number(found), instead=("write_note",))


def named_case(parts: Parts, request: Request, named: str) -> UUID | None:
    """The case of a number or an id, None when it is neither. Raises NotFound for one that this caller does not see."""
    caller = caller_of(request)
    try:
        stream = UUID(named)
    except ValueError:
        return parts.case(request, named, caller) if "-" in named else None
    parts.see(request, parts.door.held(COMPLAINT, stream).state, caller)
    return stream


def root_of(parts: Parts, case: UUID) -> UUID:
    """The case that survives this one, and is no duplicate itself."""
    for _ in range(LONGEST_CHAIN):
        survivor = parts.door.state(COMPLAINT, case).state.links.duplicate_of
        if survivor is None:
            return case
        case = survivor
    return case


def _check_survivor(parts: Parts, case: UUID, root: UUID) -> None:
    this, other = parts.door.state(COMPLAINT, case).state, parts.door.state(COMPLAINT, root).state
    number = parts.numbers.number(root)
    if other.closing.reason in VOID:
        raise Refused("R12.6a", VOID_ALREADY, number=number, instead=("write_note",))
    if other.reception.received_at > this.reception.received_at:
        raise Refused("R12.6a", LATER, number=number, received=other.reception.received_at, instead=("write_note",))
    if not (same_customer(parts, this, other) or same_unit(parts, case, root)):
        raise Refused("R12.6a", OTHER_CUSTOMER, number=number, instead=("write_note",))


def same_customer(parts: Parts, this: Complaint, other: Complaint) -> bool:
    """Whether both are of one record, merged ones followed to their survivor (R12.1a)."""
    one, two = this.reception.customer, other.reception.customer
    return one is not None and two is not None and _surviving(parts, one) == _surviving(parts, two)


def _surviving(parts: Parts, customer: UUID) -> UUID:
    for _ in range(LONGEST_CHAIN):
        merged = parts.door.held(CUSTOMER, customer).state.merged_into
        if merged is None:
            return customer
        customer = merged
    return customer


def same_unit(parts: Parts, case: UUID, other: UUID) -> bool:
    """Whether both are about one unit of one site, as it reads now."""
    one, two = unit_of(parts, case), unit_of(parts, other)
    return one == two and bool(one[1])


def unit_of(parts: Parts, case: UUID) -> tuple[str, str]:
    """Site and unit of a case; "" where it is about none."""
    site, unit = "", ""
    for record in parts.door.records(case):
        event = record.event
        if isinstance(event, ComplaintReceived | ReceivedByTransfer):
            site, unit = event.site, event.unit
        elif isinstance(event, Amended) and (event.unit or event.no_unit):
            unit = event.unit
    return site, unit.strip()

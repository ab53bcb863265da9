"""Customers' records: begun, read by those who serve the site, amended, merged and parted (R12.1a)."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from shared.customer.kind import CUSTOMER
from shared.customer.matching import closes_circle
from shared.customer.state import Customer
from shared.decision.moment import Caller
from shared.decision.refusal import Refused
from shared.handling.command import command_key, new_stream
from shared.handling.receipt import NotFound
from shared.security.sight import OWN_TASKS_ONLY, phone_for, sees_case
from shared.vocabulary.axes import Channel
from shared.vocabulary.text import say
from shared.web.acting import (
    API,
    PATH_PARAMETERS,
    Endpoint,
    Target,
    add_acting_routes,
    add_command_route,
    command,
    form_schema,
    receipt_response,
)
from shared.web.gate import caller_of
from shared.web.reading import add_reading_route
from shared.web.requests import etag, idempotency_key, json_object
from shared.web.responses import json_response
from shared.web.shown import plain

CUSTOMERS = f"{API}/customers"
(NEW_CUSTOMER,) = (action for action in CUSTOMER.actions if action.SPEC.creates)
"""The one action that begins a record."""

NO_OTHER = say("There is no other customer's record {into}.", "没有另一业主档案 {into}。")
CIRCLE = say("The other record is merged into this one already.", "另一档案已合并至本档案。")


class CustomerShown(BaseModel):
    """A customer's record, its phones masked for roles that need not call (R12.12)."""

    id: UUID
    version: int
    site: str
    anonymous: bool
    name: str
    phones: tuple[str, ...]
    unit: str
    contact_time: str
    contact_channel: Channel | None
    merged_into: UUID | None


def add_customer_routes(router: APIRouter, parts: Parts) -> None:
    """`/customers`."""

    async def customer(request: Request) -> Response:
        """A customer's record."""
        target = find_customer(parts, request)
        held = parts.door.state(CUSTOMER, target.stream)
        shown = _shown(target.stream, held.version, held.state, caller_of(request))
        return json_response(shown, headers={"etag": etag(held.version)})

    add_command_route(router, CUSTOMERS, _registering(parts), CUSTOMER, NEW_CUSTOMER, form_schema(NEW_CUSTOMER))
    add_reading_route(
        router, f"{CUSTOMERS}/{{id}}", customer, CustomerShown, tag="customer", parameters=[PATH_PARAMETERS["id"]]
    )
    add_acting_routes(
        router, parts.door, CUSTOMER, f"{CUSTOMERS}/{{id}}", lambda request: find_customer(parts, request),
        lambda _request, target, body: _check_other(parts, target, body),
    )  # fmt: skip


def find_customer(parts: Parts, request: Request) -> Target:
    """The record of the address. Raises NotFound also for one whom the caller does not serve."""
    try:
        stream = UUID(request.path_params["id"])
    except ValueError:
        raise NotFound from None
    held = parts.door.held(CUSTOMER, stream).state
    if not held.registered or not _serves(parts, caller_of(request), stream, held.site):
        raise NotFound
    return Target(stream)


def _serves(parts: Parts, caller: Caller, customer: UUID, site: str) -> bool:
    """Whether the record is of a site of this caller, or a case of that customer is, which came there (R12.11b)."""
    if sees_case(caller, site) or caller.role in OWN_TASKS_ONLY:
        return sees_case(caller, site)
    return bool(parts.customers.cases(customer, caller.sites, 1, caller.id))


def _registering(parts: Parts) -> Endpoint:
    async def register(request: Request) -> Response:
        key, caller = idempotency_key(request), caller_of(request)
        stream = new_stream(command_key(caller.id, key))
        receipt = await command(
            parts.door, CUSTOMER, NEW_CUSTOMER, request, stream, key=key, body=await json_object(request)
        )
        place = f"{request.scope.get('root_path', '')}{CUSTOMERS}/{stream}"
        return receipt_response(receipt, None, created=place)

    return register


def _check_other(parts: Parts, target: Target, body: dict[str, Any]) -> None:
    """Whether the record to merge into exists and would not lead back here. Raises Refused."""
    try:
        into = UUID(str(body["into"]))
    except (KeyError, ValueError):
        return  # no form with another record in it, or a malformed one, which is said later

    def merged_into(customer: UUID) -> UUID | None:
        return parts.door.state(CUSTOMER, customer).state.merged_into

    if not parts.door.state(CUSTOMER, into).state.registered:
        raise Refused("R12.1a", NO_OTHER, into=into)
    if closes_circle(target.stream, into, merged_into):
        raise Refused("R12.1a", CIRCLE)


def _shown(stream: UUID, version: int, customer: Customer, caller: Caller) -> dict[str, Any]:
    details = customer.details
    return {
        "id": str(stream), "version": version, "site": customer.site, "anonymous": customer.anonymous,
        "name": details.name, "phones": [phone_for(caller.role, phone) for phone in details.phones],
        "unit": details.unit, "contact_time": details.contact_time, "contact_channel": plain(details.contact_channel),
        "merged_into": plain(customer.merged_into),
    }  # fmt: skip

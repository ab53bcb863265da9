"""Earlier customers are suggested, a person picks one or says *new* (R12.1a); and the cases of one customer."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

from services.intake.parts import Parts
from services.intake.projection.customer import spelled
from services.intake.projection.words import sought
from services.intake.repository import Known
from services.intake.routes.customers import CUSTOMERS, CustomerShown, find_customer
from services.intake.routes.listing import CaseListed, shown
from shared.customer.matching import Keys, Why, survivor
from shared.customer.spelling import CHINA, calling_code
from shared.customer.state import Details, is_phone
from shared.decision.moment import Caller
from shared.security.sight import OWN_TASKS_ONLY, phone_for, sees_case
from shared.web.acting import (
    PATH_PARAMETERS,
)
from shared.web.gate import caller_of
from shared.web.language import language_of
from shared.web.reading import add_reading_route, in_language
from shared.web.waiting import WaitFor, waited

SUGGESTED = 20
"""Suggestions at most: a person has to read them while somebody waits."""

CASES = 50
"""Newest cases shown with a record."""

FOUND_BY_WORDS = "words"


class Sought(BaseModel):
    """By what a customer is looked for; without any of them nobody is found."""

    model_config = ConfigDict(extra="forbid")

    phone: Annotated[str | None, Query(max_length=40)] = None
    unit: Annotated[str | None, Query(max_length=200)] = None
    name: Annotated[str | None, Query(max_length=200)] = None
    site: Annotated[str | None, Query(max_length=12, description="Where the unit is; every site when left out.")] = None
    wait_for: WaitFor = None


class Suggested(CustomerShown):
    """An earlier customer, and why it may be the same."""

    why: str  #: same_phone, same_unit_and_name, or words


class CustomersSuggested(BaseModel):
    """Earlier customers; a person picks one or says *new*."""

    items: tuple[Suggested, ...]
    position: int


class CasesOfCustomer(BaseModel):
    """The newest cases of one customer."""

    items: tuple[CaseListed, ...]
    position: int


def add_suggesting_routes(router: APIRouter, parts: Parts) -> None:
    """`GET /customers` and `GET /customers/{id}/complaints`."""

    async def customers(request: Request, asked: Annotated[Sought, Query()]) -> Response:
        """Earlier customers to suggest: same phone; same unit and name; else by words."""
        await waited(parts.views, asked.wait_for)
        position = parts.views.position
        found = _suggestions(parts, asked, caller_of(request))
        return in_language(request, {"items": found, "position": position})

    async def complaints_of_customer(request: Request, wait_for: WaitFor = None) -> Response:
        """The newest cases of a customer, those of records merged into this one too."""
        await waited(parts.views, wait_for)
        caller, lang, position = caller_of(request), language_of(request), parts.views.position
        rows = parts.customers.cases(find_customer(parts, request).stream, caller.sites, CASES, caller.id)
        return in_language(request, {"items": [shown(row, lang) for row in rows], "position": position})

    add_reading_route(router, CUSTOMERS, customers, CustomersSuggested, tag="customer")
    add_reading_route(
        router, f"{CUSTOMERS}/{{id}}/complaints", complaints_of_customer, CasesOfCustomer, tag="customer",
        parameters=[PATH_PARAMETERS["id"]],
    )  # fmt: skip


def _suggestions(parts: Parts, asked: Sought, caller: Caller) -> list[dict[str, Any]]:
    if caller.role in OWN_TASKS_ONLY or (asked.site is not None and not caller.sees(asked.site)):
        return []
    sites = caller.sites if asked.site is None else frozenset({asked.site})
    found = parts.customers.by_key(_keys(parts, asked, sites), sites, SUGGESTED)
    alive = {one.stream: one for one in (_alive(parts, one) for one in found) if sees_case(caller, one.site)}
    words = sought(" ".join(filter(None, (asked.name, asked.unit, asked.phone))))
    if not alive and words is not None:
        alive = {one.stream: one for one in parts.customers.by_words(words, sites, SUGGESTED)}
    return [{**_shown(one, caller), "why": _why(one)} for one in alive.values()]


def _keys(parts: Parts, asked: Sought, sites: Iterable[str] | None) -> set[str]:
    """What was asked for in the spelling of every site that it may be about."""
    directory = parts.policy.current()
    codes = directory.sites.keys() if sites is None else [code for code in sites if code in directory.sites]
    phones = (asked.phone,) if asked.phone and is_phone(asked.phone) else ()  # two digits are not a number yet
    details = Details(name=asked.name or "", phones=phones, unit=asked.unit or "")
    keys = set(spelled(Keys.of("", Details(phones=phones), CHINA)))
    for code in codes:
        keys |= set(spelled(Keys.of(code, details, calling_code(directory.sites[code].zone.key))))
    return keys


def _alive(parts: Parts, found: Known) -> Known:
    """The record that stands for this one, found by the same key (R12.1a)."""
    if found.merged_into is None:
        return found
    last = survivor(found.stream, lambda stream: one.merged_into if (one := parts.customers.get(stream)) else None)
    return replace(parts.customers.get(last) or found, key=found.key)


def _why(found: Known) -> str:
    if not found.key:
        return FOUND_BY_WORDS
    return (Why.SAME_PHONE if found.key.startswith("phone ") else Why.SAME_UNIT_AND_NAME).value


def _shown(known: Known, caller: Caller) -> dict[str, Any]:
    return {
        "id": str(known.stream), "version": known.version, "site": known.site, "name": known.name,
        "phones": [phone_for(caller.role, phone) for phone in known.phones], "unit": known.unit,
        "contact_time": known.contact_time, "contact_channel": known.contact_channel, "anonymous": known.anonymous,
        "merged_into": None if known.merged_into is None else str(known.merged_into),
    }  # fmt: skip

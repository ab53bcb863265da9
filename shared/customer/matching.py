"""Which earlier customers to suggest (R12.1a): same phone; same unit and name. A person picks one or says new."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shared.customer.spelling import CHINA, normalise_name, normalise_phone, normalise_unit
from shared.customer.state import Details


class Why(StrEnum):
    """What makes two records look like one customer."""

    SAME_PHONE = "same_phone"
    SAME_UNIT_AND_NAME = "same_unit_and_name"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a record is found by, in one spelling; an index keeps exactly these."""

    phones: frozenset[str]
    unit: str  #: site and unit, "" where unknown: a unit means nothing without its site
    name: str

    @classmethod
    def of(cls, site: str, details: Details, country: str = CHINA) -> "Keys":
        """The keys of a record; `country` is the code that people at the site leave out."""
        phones = {normalise_phone(phone, country) for phone in details.phones} - {""}
        unit = normalise_unit(details.unit)
        return cls(frozenset(phones), f"{site}/{unit}" if unit else "", normalise_name(details.name))


@dataclass(frozen=True, slots=True)
class Match:
    """One earlier customer to suggest."""

    customer: UUID
    why: Why


def matches(wanted: Keys, known: Iterable[tuple[UUID, Keys]]) -> list[Match]:
    """The earlier customers to suggest, those of the same phone first; each once.

    Anonymous and merged records are not among `known`: the first belong to one case, the others to their survivor.
    """
    found = [(customer, why) for customer, keys in known if (why := _why(wanted, keys))]
    found.sort(key=lambda pair: (pair[1] is not Why.SAME_PHONE, str(pair[0])))
    return [Match(customer, why) for customer, why in found]


def _why(wanted: Keys, known: Keys) -> Why | None:
    if wanted.phones & known.phones:
        return Why.SAME_PHONE
    if wanted.unit and wanted.name and (wanted.unit, wanted.name) == (known.unit, known.name):
        return Why.SAME_UNIT_AND_NAME
    return None


MergedInto = Callable[[UUID], UUID | None]
"""Into which record another is merged; None: it stands for itself."""


def survivor(customer: UUID, merged_into: MergedInto) -> UUID:
    """The record that stands for a customer, at the end of the chain.

    Two desks may merge A into B and B into A at one moment; of a circle the smallest id stands for all.
    """
    chain = list(_chain(customer, merged_into))
    last = merged_into(chain[-1])
    if last is None:
        return chain[-1]
    return min(chain[chain.index(last) :])


def closes_circle(customer: UUID, into: UUID, merged_into: MergedInto) -> bool:
    """Whether merging `customer` into `into` would lead back to it."""
    return customer in _chain(into, merged_into)


def _chain(customer: UUID, merged_into: MergedInto) -> Iterator[UUID]:
    seen: set[UUID] = set()
    step: UUID | None = customer
    while step is not None and step not in seen:
        seen.add(step)
        yield step
        step = merged_into(step)

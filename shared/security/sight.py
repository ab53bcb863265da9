"""What a caller sees: which cases at all, and of a customer's phone number all or only its ends (R12.12)."""

import re

from shared.decision.moment import Caller
from shared.vocabulary.roles import STAFF, Role

OWN_TASKS_ONLY = frozenset({Role.DEPARTMENT, Role.CONTRACTOR})
"""Who sees their own assignments and tasks and nothing else (section 1)."""

SEES_PHONES = frozenset((*STAFF, Role.AUDITOR))
"""Who calls customers, and who must be able to check everything."""

_DIGITS = re.compile(r"\d")
_SHOWN_START, _SHOWN_END = 3, 4
_SHORT = 7
"""A number of seven digits or fewer keeps only its last two."""


def sees_case(caller: Caller, site: str) -> bool:
    """Whether this caller may know of the cases of a site."""
    return caller.role not in OWN_TASKS_ONLY and caller.sees(site)


def phone_for(role: Role, phone: str) -> str:
    """The number as this role may see it: `138****5678` for those who need not call."""
    return phone if role in SEES_PHONES else masked_phone(phone)


def masked_phone(phone: str) -> str:
    """Stars for the digits in the middle; signs between them stay."""
    count = len(_DIGITS.findall(phone))
    start, end = (0, min(2, count)) if count <= _SHORT else (_SHOWN_START, _SHOWN_END)
    seen = 0

    def star(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        return match[0] if seen <= start or seen > count - end else "*"

    return _DIGITS.sub(star, phone)

"""The register as a kind of aggregate: one stream per site, begun by its first fact."""

from uuid import UUID, uuid5

from services.reporting.register.actions import ACTIONS
from services.reporting.register.events import EVENTS
from services.reporting.register.state import Register
from shared.decision.kind import Kind

REGISTER: Kind[Register] = Kind(name="register", blank=Register(), events=EVENTS, actions=ACTIONS)
"""Signed days and submitted months."""

_REGISTERS = UUID("5b1c0f3e-9a52-5e0b-8d0e-2f7f3f6d1c44")  # namespace of the registers' streams


def register_of(site: str) -> UUID:
    """The stream of a site's register; the same in every desk."""
    return uuid5(_REGISTERS, site)

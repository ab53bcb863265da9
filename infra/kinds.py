"""Every kind of aggregate that this program knows, where its actions are posted, and the codec of all their events."""

from dataclasses import dataclass
from typing import Any

from services.intake import wiring as intake
from services.reporting import wiring as reporting
from services.reporting.register.kind import REGISTER
from shared.complaint.kind import COMPLAINT
from shared.customer.kind import CUSTOMER
from shared.decision.codec import Codec
from shared.decision.kind import Kind
from shared.directory.kind import DIRECTORY
from shared.web.acting import API

KINDS: tuple[Kind[Any], ...] = (*intake.KINDS, *reporting.KINDS)
CODEC = Codec(event for kind in KINDS for event in kind.events)


@dataclass(frozen=True, slots=True)
class Described:
    """A kind as the reference describes it."""

    kind: Kind[Any]
    title: str
    path: str  #: of an action on an existing one
    create: str = ""  #: of the action that begins one


DESCRIBED = (
    Described(COMPLAINT, "Complaints", f"{API}/complaints/{{number}}", f"{API}/complaints"),
    Described(CUSTOMER, "Customers", f"{API}/customers/{{id}}", f"{API}/customers"),
    Described(REGISTER, "Register: daily log and months", f"{API}/sites/{{site}}/register"),
    Described(DIRECTORY, "Directory", f"{API}/directory"),
)

"""The kinds of aggregates as the reference describes them: their title, and where their actions are posted."""

from dataclasses import dataclass
from typing import Any

from services.reporting.register.kind import REGISTER
from shared.complaint.kind import COMPLAINT
from shared.customer.kind import CUSTOMER
from shared.decision.kind import Kind
from shared.directory.kind import DIRECTORY
from shared.web.acting import API


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

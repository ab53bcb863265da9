"""The kinds of aggregate that the reference describes, with the path under which their actions are reached."""

from dataclasses import dataclass
from typing import Any

from shared.complaint.kind import COMPLAINT
from shared.decision.kind import Kind


@dataclass(frozen=True, slots=True)
class Described:
    """A kind and where its actions are posted."""

    kind: Kind[Any]
    title: str
    path: str  #: of an action on an existing one
    create: str = ""  #: of the action that begins one


DESCRIBED = (Described(COMPLAINT, "Complaints", "/api/v1/complaints/{number}", "/api/v1/complaints"),)

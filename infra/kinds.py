"""Every kind of aggregate that this program knows, and the codec of all their events; loads nothing of the web."""

from typing import Any

from services.reporting.register.kind import REGISTER
from shared.complaint.kind import COMPLAINT
from shared.customer.kind import CUSTOMER
from shared.decision.codec import Codec
from shared.decision.kind import Kind
from shared.directory.kind import DIRECTORY

KINDS: tuple[Kind[Any], ...] = (COMPLAINT, CUSTOMER, DIRECTORY, REGISTER)
CODEC = Codec(event for kind in KINDS for event in kind.events)

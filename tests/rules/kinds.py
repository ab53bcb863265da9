"""The kinds of aggregate whose declarations are read."""

from typing import Any

from shared.complaint.kind import COMPLAINT
from shared.customer.kind import CUSTOMER
from shared.decision.kind import Kind
from shared.directory.kind import DIRECTORY

KINDS: tuple[Kind[Any], ...] = (COMPLAINT, DIRECTORY, CUSTOMER)

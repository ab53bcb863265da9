"""The customer as a kind of aggregate: a stream of its own, so that a key can be its own (G9)."""

from shared.customer.actions import ACTIONS
from shared.customer.events import EVENTS
from shared.customer.state import Customer
from shared.decision.kind import Kind

CUSTOMER: Kind[Customer] = Kind(name="customer", blank=Customer(), events=EVENTS, actions=ACTIONS)
"""A customer's record: registered, amended, merged, parted."""

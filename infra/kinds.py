"""Every kind of aggregate that this program knows, and the codec of all their events."""

from services.intake.wiring import KINDS as OF_INTAKE
from shared.decision.codec import Codec

KINDS = (*OF_INTAKE,)
CODEC = Codec(event for kind in KINDS for event in kind.events)

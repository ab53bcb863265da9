"""What a new desk is given at its first start: the shipped tree, and the sample company unless it is not wanted."""

from hashlib import sha256

from shared.decision.moment import ITSELF
from shared.directory.kind import DIRECTORY, DIRECTORY_ID
from shared.directory.sample import first_orders
from shared.eventstore.log import Log
from shared.handling.command import body_digest, canonical
from shared.handling.door import Door


async def found(door: Door, log: Log, *, sample: bool) -> bool:
    """Give an empty directory its first content; whether there was anything to do.

    Each order has a key of its own, so that a start after a crash goes on where the first one stopped; a
    directory in which somebody else began is left alone.
    """
    orders = first_orders(sample=sample)
    begun = door.state(DIRECTORY, DIRECTORY_ID).version
    if log.find_command(_key(len(orders) - 1)) or (begun and not log.find_command(_key(0))):
        return False
    for number, order in enumerate(orders):
        digest = body_digest(order.SPEC.slug, DIRECTORY_ID, canonical(order.model_dump(mode="json")), None)
        await door.act(DIRECTORY, DIRECTORY_ID, order, ITSELF, key=_key(number), digest=digest)
    return True


def _key(number: int) -> bytes:
    return sha256(f"founding {number}".encode()).digest()

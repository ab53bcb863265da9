"""What is sent over the wire in the life of one case: the slug and the form of each step."""

from typing import Any

from tests.support import story
from tests.support.cast import LP


def forms_of_a_life(**of_the_first: Any) -> list[tuple[str, dict[str, Any]]]:
    """From receipt at LP to signature; further fields of the receipt, such as the customer, are given."""
    first, *further = [(order.SPEC.slug, order.model_dump(mode="json")) for _, _, order in story.signed()]
    return [(first[0], first[1] | {"site": LP} | of_the_first), *further]

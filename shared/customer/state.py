"""A customer's record as the facts so far say."""

from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from shared.decision.event import FROZEN
from shared.vocabulary.axes import Channel
from shared.vocabulary.personal import Personal, PersonalName
from shared.vocabulary.schema import InSchema

SHORTEST_PHONE = 3
Phone = Annotated[
    str,
    StringConstraints(min_length=SHORTEST_PHONE, max_length=40, strip_whitespace=True),
    InSchema(pattern=r"\S[\s\S]+\S"),
]
Phones = Annotated[tuple[Phone, ...], Personal()]
"""Phone numbers as they were written; compared only in one spelling (`normalise_phone`)."""


def is_phone(text: str) -> bool:
    """Whether a record could hold this as a phone number; what is being typed may be too short for one."""
    return len(text.strip()) >= SHORTEST_PHONE


class Details(BaseModel):
    """What is known of a customer. Personal throughout but the channel; empty where it is not known."""

    model_config = FROZEN
    name: PersonalName = ""
    phones: Phones = ()
    unit: PersonalName = ""  #: 楼栋-单元-房号, as people write it at this site
    contact_time: PersonalName = ""  #: when the customer prefers to be contacted, in their words
    contact_channel: Channel | None = None  #: how the customer prefers to be contacted

    @property
    def reachable(self) -> bool:
        """Whether there is any way of contact."""
        return bool(self.phones) or self.contact_channel is not None


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer's record."""

    site: str = ""  #: where the record was made, and whose unit it names; "" before the first fact
    details: Details = field(default_factory=Details)
    anonymous: bool = False  #: one record per case, never suggested and never merged
    registered_by: str = ""
    merged_into: UUID | None = None  #: the surviving record, while this one is merged

    @property
    def registered(self) -> bool:
        """Whether there is such a record."""
        return bool(self.site)

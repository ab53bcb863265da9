"""P8: the accepting person contacts the customer (R8.2)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p08_escalation import ContactTried, CustomerContacted
from shared.complaint.guards import in_hand, is_first_contact
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.guard import Guard
from shared.vocabulary.axes import Channel
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import say

waits_for_contact = Guard(
    "R8.2",
    say(
        "No first contact is awaited from you: the accepting person makes it, after accepting.",
        "目前无须由您首次联系业主：须由接受上移者在接受后联系。",
    ),
    lambda _: True,
    of_caller=is_first_contact,
    instead=("accept_escalation", "write_note"),
)


@action(
    label=say("First contact with the customer", "首次联系业主"),
    rules=("R8.2", "R5.2"),
    roles=(*STAFF, Role.DEPARTMENT),
    when=(*in_hand, waits_for_contact),
)
class ContactCustomer(ComplaintAction):
    """Who accepted reached the customer and said how it stands; any other contact of theirs does as well."""

    channel: Channel = ask("How", "联系方式")
    content: PersonalText = ask("What was said", "联系内容", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The contact is made."""
        yield CustomerContacted(channel=self.channel, content=self.content, first_contact=True)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the acceptance."""
        return complaint.ladder.accepted_at or complaint.reception.received_at


@action(
    label=say("The customer was not reached", "未联系到业主"),
    rules=("R8.2",),
    roles=(*STAFF, Role.DEPARTMENT),
    when=(*in_hand, waits_for_contact),
)
class TryToContact(ComplaintAction):
    """A try that did not reach the customer; `contact_tries` of them stand for the first contact."""

    channel: Channel = ask("How", "联系方式")
    note: PersonalText = ask("Note", "备注", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The last try that is asked for is enough."""
        enough = state.ladder.contact_tries + 1 >= limits(state, at).number("contact_tries")
        yield ContactTried(channel=self.channel, note=self.note, enough=enough)

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the acceptance."""
        return complaint.ladder.accepted_at or complaint.reception.received_at


ACTIONS = (ContactCustomer, TryToContact)

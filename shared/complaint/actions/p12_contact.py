"""P12: acknowledge the complaint to the customer (R12.16), record that they urge (R12.8)."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_contact import Acknowledged, Urged
from shared.complaint.guards import in_hand, is_first_contact, is_reachable
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.vocabulary.axes import Channel
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.replies import TALKED, Means
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.text import say


@action(
    label=say("Acknowledge to the customer", "受理告知"),
    rules=("R12.16", "R5.5"),
    roles=(*STAFF, Role.INTEGRATOR),
    when=(*in_hand, is_reachable),
)
class Acknowledge(ComplaintAction):
    """The customer gets the case number and the agreed time, spoken, printed or by message."""

    means: Means = ask("How", "方式")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The number, and the time where one is agreed."""
        first = self.means in TALKED and is_first_contact(state, at.by)
        yield Acknowledged(means=self.means, reply_at=state.reply.agreed, first_contact=first)


@action(
    label=say("The customer urges", "登记催办"),
    rules=("R12.8",),
    roles=(*STAFF, Role.INTEGRATOR),
    when=(*in_hand, is_reachable),
)
class RecordUrge(ComplaintAction):
    """The customer urges: counted, shown, told to who handles it; an answer is due within a day of the first."""

    channel: Channel | None = ask("Channel", "渠道", default=None)
    words: PersonalText = ask("In the customer's words", "业主原话", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One more; the executor is told, else the owner."""
        handler = state.ladder.executor or state.ladder.owner
        yield Urged(channel=self.channel, words=self.words, nth=state.contact.urges + 1, told=handler)


ACTIONS = (Acknowledge, RecordUrge)

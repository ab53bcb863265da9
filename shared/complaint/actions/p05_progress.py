"""P5: tell the customer how it stands (R5.2)."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.people import working_here
from shared.complaint.completion import tells_change
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_progress import ProgressTold
from shared.complaint.guards import in_hand, is_first_contact, is_reachable
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.moment import Caller
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.replies import Means
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say


@action(
    label=say("Tell how it stands", "告知进展"),
    rules=("R5.2", "R5.3", "R9.4", "R12.8"),
    roles=STAFF,
    when=(*in_hand, is_reachable),
    refuses=("R12.9", "R12.17"),
)
class GiveNotice(ComplaintAction):
    """Tell the customer how it stands, before the time for it is over; it answers an urge as well."""

    means: Means = ask("How", "方式")
    content: PersonalText = ask("What was told", "告知内容", min_length=1)
    told_by: Code | None = ask("Told by; empty: by you", "告知人（空：本人）", default=None)
    told_to: PersonalName = ask("Told to; empty: the customer", "告知对象（空：业主）", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """On record with channel, content and who told whom."""
        teller = at.by.id if self.told_by is None else working_here(state, at, self.told_by).code
        first = is_first_contact(state, Caller(teller, at.by.role))
        yield ProgressTold(
            means=self.means, content=self.content, told_by=teller, told_to=self.told_to, first_contact=first
        )
        yield from tells_change(state)


ACTIONS = (GiveNotice,)

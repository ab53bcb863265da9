"""P7: a solution that is beyond the receiver's authority (R7.2)."""

from collections.abc import Iterator
from datetime import datetime

from shared.complaint.actions.base import At, ComplaintAction, limits
from shared.complaint.actions.p07_proposal import to_propose
from shared.complaint.actions.people import working_here
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p05_reply_time import ReplyTimeAgreed
from shared.complaint.events.p07_final import BeyondAuthorityFound
from shared.complaint.guards import is_first_contact, is_reachable
from shared.complaint.reply_limit import reply_due
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.ids import Code
from shared.vocabulary.personal import PersonalText
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

PROMISED = say(
    "A reply is promised for {due}; that time is not moved by it.",
    "已承诺于 {due} 答复，该时间不因此变动。",
)
WHEN = say("No reply is due; agree a time until {latest}.", "目前没有待答复时限，请约定不晚于 {latest} 的答复时间。")
NAMED = say("{person} is complained about in this case.", "{person} 为本投诉的被投诉人。")


@action(
    label=say("Beyond the receiver's authority", "超出受理人权限"),
    rules=("R7.2",),
    roles=STAFF,
    when=(*to_propose, is_reachable),
    refuses=("R7.2", "R12.9", "R12.17"),
)
class RecordBeyondAuthority(ComplaintAction):
    """Tell the responsible person at once; a time promised to the customer stays, else one is agreed now."""

    person: Code = ask("Responsible person, who was told", "已告知的责任人")
    matter: PersonalText = ask("What it needs them for", "需其处理的事项", min_length=1)
    reply_at: Instant | None = ask("Reply time, where none is due", "答复时间（无待答复时）", default=None)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """Only where no reply clock runs is a new time agreed, at most 24 h from now."""
        person = working_here(state, at, self.person)
        if person.code in state.ladder.named:
            raise Refused("R12.17", NAMED, person=person.code, instead=("record_beyond_authority",))
        yield BeyondAuthorityFound(person=person.code, matter=self.matter)
        latest = at.occurred_at + limits(state, at).span("reply_within")
        if state.reply.since is not None:
            if self.reply_at is not None:
                ways_out = ("record_beyond_authority", "postpone_reply")
                raise Refused("R7.2", PROMISED, due=reply_due(state, at), instead=ways_out)
            return
        if self.reply_at is None or not at.occurred_at < self.reply_at <= latest:
            raise Refused("R7.2", WHEN, latest=latest, instead=("record_beyond_authority",))
        yield ReplyTimeAgreed(reply_at=self.reply_at, first_contact=is_first_contact(state, at.by))

    def answers(self, complaint: Complaint) -> datetime:
        """Not before the verification."""
        return complaint.facts.verified_at or complaint.reception.received_at


ACTIONS = (RecordBeyondAuthority,)

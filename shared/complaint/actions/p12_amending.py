"""P12: amend what was entered wrongly (R12.29) and correct a wrong time (CK9); the old value is kept."""

from collections.abc import Iterator
from uuid import UUID

from shared.complaint.actions.amendment import Amendment, may_amend
from shared.complaint.actions.base import At, ComplaintAction, Retimed
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_amending import Amended, StatementAmended, TimeCorrected, WordsAmended
from shared.complaint.guards import is_verified
from shared.complaint.state import Complaint
from shared.complaint.timeline import entry_of, timeline
from shared.decision.action import action, ask
from shared.decision.event import Record
from shared.decision.refusal import Refused
from shared.vocabulary.axes import Channel, Confirmation
from shared.vocabulary.personal import PersonalName, PersonalText, personal_fields
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say
from shared.vocabulary.time import Instant

NOTHING_AMENDED = say("Say what was wrong: unit, channel or customer.", "请说明订正的内容：房号、渠道或投诉人。")
NO_CUSTOMER = say(
    "An incident record has no customer, and staff saw it: only its unit is amended.",
    "事件记录没有投诉人且由员工发现，只能订正房号。",
)
NO_RECORD = say("The case has no record with the version {version}.", "该投诉没有版本为 {version} 的记录。")
NO_TEXT = say("The record {version} holds no text called {field}.", "记录 {version} 没有名为 {field} 的文字。")
CONFIRM_ANEW = say("The statement of facts is not amended but confirmed anew.", "投诉要点不能直接订正，须重新核实。")
BY_CUSTOMER_AGAIN = say(
    "The customer confirmed the statement; its new wording is confirmed by the customer too.",
    "原要点经业主确认，订正后须再经业主确认。",
)


@action(
    label=say("Amend unit, channel or customer", "订正房号、渠道或投诉人"),
    rules=("R12.29", "R11.1"),
    roles=STAFF,
    when=(may_amend,),
    refuses=("R12.29", "R12.5a"),
)
class Amend(Amendment):
    """Put right what was entered wrongly at reception, or what was missing; fill in only what was wrong."""

    unit: PersonalName = ask("Unit", "房号", default="")
    no_unit: bool = ask("Not about a unit", "不涉及房号", default=False)
    channel: Channel | None = ask("Channel", "渠道", default=None)
    customer: UUID | None = ask("Customer's record", "业主档案", default=None)
    anonymous: bool = ask("Anonymous", "匿名", default=False)
    reason: PersonalText = ask("Reason", "订正原因", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The right values are on record beside the wrong ones."""
        self.refuse_backdated(state, at)
        if not any((self.unit, self.no_unit, self.channel, self.customer, self.anonymous)):
            raise Refused("R12.29", NOTHING_AMENDED, instead=("amend",))
        if state.links.is_incident_record and any((self.channel, self.customer, self.anonymous)):
            raise Refused("R12.5a", NO_CUSTOMER, instead=("amend",))
        yield Amended(**self.model_dump())


@action(
    label=say("Amend the words of a record", "订正记录文字"),
    rules=("R12.29",),
    roles=STAFF,
    when=(may_amend,),
    refuses=("R12.29",),
    reads_history=True,
)
class AmendWords(Amendment):
    """Put a wrong text of an earlier record right; auditors read the old one too."""

    version: int = ask("Version of the record", "记录版本", ge=1)
    field: str = ask("Which text", "订正的文字项", pattern=r"^[a-z_]{1,40}$")
    text: PersonalText = ask("As it should read", "订正后的内容")
    reason: PersonalText = ask("Reason", "订正原因", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The right text is on record; the record itself stays."""
        self.refuse_backdated(state, at)
        if self.version > len(at.history):
            raise Refused("R12.29", NO_RECORD, version=self.version, instead=("write_note",))
        event = at.history[self.version - 1].event
        if self.field not in personal_fields(type(event)):
            raise Refused("R12.29", NO_TEXT, version=self.version, field=self.field, instead=("amend_words",))
        if self.field in CONFIRMED:
            raise Refused("R12.29", CONFIRM_ANEW, instead=("confirm_anew",))
        yield WordsAmended(version=self.version, field=self.field, text=self.text, reason=self.reason)


CONFIRMED = frozenset({"statement"})
"""Texts that a customer confirmed: amended only together with a new confirmation."""


@action(
    label=say("Confirm the statement anew", "重新核实要点"),
    rules=("R12.29", "R3.1"),
    roles=STAFF,
    when=(may_amend, is_verified),
    refuses=("R12.29",),
)
class ConfirmAnew(Amendment):
    """The statement of facts was wrong: say it right and have it confirmed again."""

    statement: PersonalText = ask("Statement of facts", "投诉要点", min_length=1)
    confirmation: Confirmation = ask("Confirmed", "确认方式", default=Confirmation.BY_CUSTOMER)
    reason: PersonalText = ask("Reason", "订正原因", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """What the customer confirmed once, the customer confirms again."""
        self.refuse_backdated(state, at)
        by_customer = Confirmation.BY_CUSTOMER
        if state.facts.confirmation is by_customer and self.confirmation is not by_customer:
            raise Refused("R12.29", BY_CUSTOMER_AGAIN, instead=("confirm_anew",))
        yield StatementAmended(**self.model_dump())


@action(
    label=say("Correct a time", "更正发生时间"),
    rules=("CK9", "R12.29", "R12.10"),
    roles=STAFF,
    when=(may_amend,),
    refuses=("CK9",),
    reads_history=True,
)
class CorrectTime(ComplaintAction):
    """Say when something happened in truth; the time entered first stays on record.

    What was entered in one go with the named record moves with it.
    """

    version: int = ask("Version of the record", "记录版本", ge=1)
    happened_at: Instant = ask("Happened at", "实际发生时间")
    reason: PersonalText = ask("Reason", "更正原因", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The corrected time holds from now on."""
        yield self._corrected()

    def retimed(self, at: At) -> Retimed:
        """The entry with its corrected time, to be held to the bounds of CK9."""
        entry = entry_of(at.history, self.version)
        if not entry:
            raise Refused("CK9", NO_RECORD, version=self.version, instead=("write_note",))
        corrected: Record[ComplaintEvent] = Record.of(self._corrected(), at.stamp())
        return Retimed(self.happened_at, entry[0].recorded_at, timeline([*at.history, corrected]))

    def _corrected(self) -> TimeCorrected:
        return TimeCorrected(version=self.version, occurred_at=self.happened_at, reason=self.reason)


ACTIONS = (Amend, AmendWords, ConfirmAnew, CorrectTime)

"""P12: who carries a case out and who watches it; receiver, executor and watchers are different people (R12.9)."""

from collections.abc import Iterator

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.actions.people import working_here
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_watchers import ExecutorNamed, WatcherAdded, WatcherRemoved
from shared.complaint.guards import in_hand, may_dispose
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.decision.refusal import Refused
from shared.vocabulary.ids import Code
from shared.vocabulary.roles import STAFF
from shared.vocabulary.text import say

DIFFERENT_PEOPLE = say(
    "{person} has another part in the case; receiver, executor and watchers are different people.",
    "{person} 在该投诉中已有其他身份；受理人、执行人与关注人须为不同的人。",
)
NOT_WATCHING = say("{person} does not watch the case.", "{person} 并未关注该投诉。")


@action(
    label=say("Name the executor", "指定执行人"),
    rules=("R12.9",),
    roles=STAFF,
    when=(*in_hand, may_dispose),
    refuses=("R12.9", "R12.17"),
)
class NameExecutor(ComplaintAction):
    """Name who carries out what is to be done; not the receiver, not a watcher."""

    person: Code = ask("Executor", "执行人")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The newest one named."""
        ladder = state.ladder
        person = working_here(state, at, self.person)
        if person.code in {ladder.owner, ladder.deputy, *ladder.watchers}:
            raise Refused("R12.9", DIFFERENT_PEOPLE, person=person.code, instead=("name_executor", "remove_watcher"))
        yield ExecutorNamed(person=person.code)


@action(
    label=say("Add a watcher", "增加关注人"), rules=("R12.9",), roles=STAFF, when=in_hand, refuses=("R12.9", "R12.17")
)
class AddWatcher(ComplaintAction):
    """Let somebody follow the case who does not act on it."""

    person: Code = ask("Watcher", "关注人")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One more."""
        ladder = state.ladder
        person = working_here(state, at, self.person)
        if person.code in {ladder.owner, ladder.deputy, ladder.executor, *ladder.watchers}:
            raise Refused("R12.9", DIFFERENT_PEOPLE, person=person.code, instead=("add_watcher",))
        yield WatcherAdded(person=person.code)


@action(
    label=say("Remove a watcher", "取消关注人"),
    rules=("R12.9",),
    roles=STAFF,
    when=in_hand,
    refuses=("R12.9", "R12.17"),
)
class RemoveWatcher(ComplaintAction):
    """Somebody need not follow the case any more."""

    person: Code = ask("Watcher", "关注人")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """One less."""
        if self.person not in state.ladder.watchers:
            raise Refused("R12.9", NOT_WATCHING, person=self.person, instead=("add_watcher",))
        yield WatcherRemoved(person=self.person)


ACTIONS = (NameExecutor, AddWatcher, RemoveWatcher)

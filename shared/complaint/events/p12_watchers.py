"""P12: who carries a case out and who watches it; neither is the receiver (R12.9)."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.complaint.state import Complaint
from shared.decision.event import Stamp
from shared.decision.replacing import replace
from shared.vocabulary.ids import Code
from shared.vocabulary.text import say


class ExecutorNamed(ComplaintEvent):
    """Who carries out what is to be done; never the receiver, never a watcher (R12.9)."""

    TOPIC = "complaint.executor_named.v1"
    LABEL = say("executor named", "指定执行人")
    RULES: ClassVar = ("R12.9",)

    person: Code

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """The newest one named."""
        return replace(state, ladder=replace(state.ladder, executor=self.person))


class WatcherAdded(ComplaintEvent):
    """Somebody who follows the case and does not act on it (R12.9)."""

    TOPIC = "complaint.watcher_added.v1"
    LABEL = say("watcher added", "增加关注人")
    RULES: ClassVar = ("R12.9",)

    person: Code

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One more."""
        return replace(state, ladder=replace(state.ladder, watchers=state.ladder.watchers | {self.person}))


class WatcherRemoved(ComplaintEvent):
    """Somebody follows the case no more (R12.9)."""

    TOPIC = "complaint.watcher_removed.v1"
    LABEL = say("watcher removed", "取消关注人")
    RULES: ClassVar = ("R12.9",)

    person: Code

    def apply(self, state: Complaint, stamp: Stamp) -> Complaint:
        """One less."""
        return replace(state, ladder=replace(state.ladder, watchers=state.ladder.watchers - {self.person}))

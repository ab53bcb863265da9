"""What the directory's actions share: who may, and that an order which changes nothing is refused."""

from collections.abc import Iterator

from typing_extensions import override

from shared.decision.action import Action
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.events.base import DirectoryEvent
from shared.directory.state import Directory
from shared.vocabulary.roles import Role
from shared.vocabulary.text import say

ADMINISTRATION = (Role.ADMINISTRATOR, Role.DESK)
"""People, keys, directory (section 1); the desk itself sets up the sample and the sites of an import."""

POLICY = (Role.ENTERPRISE, *ADMINISTRATION)
"""The enterprise service centre decides about tree, limits and words (R12.27)."""

ROSTER = (Role.MANAGER, *POLICY)
"""A site's manager keeps its roster and its households."""

ALREADY_SO = say("This is already so; nothing would change.", "已是如此，无需变更。")


class DirectoryAction(Action):
    """An order that changes the company's directory. `facts` decides; facts that change nothing are left out."""

    @override
    def decide(self, state: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        after = state
        for event in self.facts(state, at):
            changed = event.change(after)
            if changed != after:
                after = changed
                yield event
        if after is state:
            raise Refused(self.SPEC.rules[0], ALREADY_SO)

    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        """Give the facts that follow from this order. Pure. Raises Refused, Forbidden."""
        raise NotImplementedError  # abstract: each action decides for itself

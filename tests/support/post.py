"""A post that keeps what it is given, and answers as a story says."""

from collections.abc import Callable
from dataclasses import dataclass, field

from shared.notices.post import Outcome
from shared.notices.texts import Message
from shared.notices.wishes import Target


@dataclass
class KeptPost:
    """Messages by where they went."""

    went: list[tuple[str, Message]] = field(default_factory=list)
    answer: Callable[[str], Outcome] = lambda _target: Outcome.DELIVERED

    def deliver(self, target: Target, mail_server: str | None, message: Message) -> Outcome:
        """Keep it."""
        del mail_server
        self.went.append((target.text, message))
        return self.answer(target.text)

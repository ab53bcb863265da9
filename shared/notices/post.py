"""The port through which messages leave the desk."""

from enum import Enum, auto
from typing import Protocol

from shared.notices.texts import Message
from shared.notices.wishes import Target


class Outcome(Enum):
    """How handing over went."""

    DELIVERED = auto()
    NOT_DELIVERED = auto()  #: certainly not: it may be tried again
    UNCERTAIN = auto()  #: it broke off behind the last word: it is not tried again


class Unusable(Exception):
    """Nothing can be sent to what was named."""


class NoMailServer(Exception):
    """A mail address is of use only where the company has named its mail server."""


class Post(Protocol):
    """Hands messages over."""

    def deliver(self, target: Target, mail_server: str | None, message: Message) -> Outcome:
        """Hand one message over, once, within some seconds. Any thread."""
        ...


class AppriseLater:
    """apprise, loaded when the first message goes out: most desks send none."""

    def deliver(self, target: Target, mail_server: str | None, message: Message) -> Outcome:
        """Hand one message over, once."""
        from shared.notices.apprise_post import ApprisePost  # noqa: PLC0415 - loads apprise

        return ApprisePost().deliver(target, mail_server, message)

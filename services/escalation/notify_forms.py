"""The forms and answers of the routes about who wants to be told what."""

from pydantic import BaseModel, Field

from shared.decision.event import FROZEN
from shared.notices.wishes import ChannelKind
from shared.vocabulary.text import Lang
from shared.vocabulary.time import Instant

_WALL_TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
_A_DAY = 24 * 60


class Quiet(BaseModel):
    """Wall times between which only what presses is told; over midnight if it ends before it begins."""

    model_config = FROZEN
    start: str = Field(title="From", pattern=_WALL_TIME)
    end: str = Field(title="Until", pattern=_WALL_TIME)


class ChangeWish(BaseModel):
    """What is left out stays as it is; quiet hours and zone are taken away by null."""

    model_config = FROZEN
    on: bool | None = Field(default=None, title="Whether anything is told")
    lang: Lang | None = Field(default=None, title="Language of the messages")
    quiet: Quiet | None = Field(default=None, title="Quiet hours")
    every_minutes: int | None = Field(default=None, title="At most one message in so many minutes", ge=0, le=_A_DAY)
    zone: str | None = Field(default=None, title="Time zone of the quiet hours", max_length=64)


class NewChannel(BaseModel):
    """One way more to a person."""

    model_config = FROZEN
    target: str = Field(title="Where to", min_length=1, max_length=2_000)


class MailServer(BaseModel):
    """The company's mail server, through which mail addresses are reached."""

    model_config = FROZEN
    url: str | None = Field(title="Address of the server; null takes it away", max_length=2_000)


class Nothing(BaseModel):
    """An empty form."""

    model_config = FROZEN


class ChannelShown(BaseModel):
    """One way to a person, without its target."""

    id: str
    kind: ChannelKind
    waiting: int
    sent: int
    uncertain: int  #: nobody knows whether these arrived; they are not sent again
    given_up: int
    failures: int  #: in a row
    next_try: Instant | None
    last_sent: Instant | None


class WishShown(BaseModel):
    """How a person wants to be told."""

    person: str
    on_since: Instant | None
    lang: Lang
    quiet: Quiet | None
    every_minutes: int
    zone: str | None
    channels: tuple[ChannelShown, ...]
    mail_server: bool  #: whether mail addresses can be reached


class MailServerShown(BaseModel):
    """Whether there is one."""

    mail_server: bool

"""Stories of a move in the customer's presence or on the line, built stage on stage like those of `story`."""

from typing import Any

from shared.complaint.actions.p01_handover import (
    CallColleague,
    ConfirmComing,
    HandOver,
    IntroduceColleague,
    TellWhoComes,
)
from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordConsent
from shared.complaint.actions.p02_phone import TakeCall, TransferCall
from shared.vocabulary.axes import Channel, Demeanour, MoveUpReason
from tests.support.cast import he, lin
from tests.support.story import Story, received


def agitated(at: str = "09:00", **changes: Any) -> Story:
    """An agitated walk-in, received."""
    return received(at, demeanour=Demeanour.AGITATED, **changes)


def calling(at: str = "09:00", **changes: Any) -> Story:
    """A caller, the call answered."""
    return received(at, channel=Channel.PHONE, **changes)


def asked(at: str = "09:03", reason: MoveUpReason = MoveUpReason.CUSTOMER_WISHES, **changes: Any) -> Story:
    """… and somebody asked to move the case up."""
    return [*received(**changes), (at, lin, AskToMoveUp(reason=reason))]


def refused(at: str = "09:04", **changes: Any) -> Story:
    """… and the customer does not want it."""
    return [*asked(**changes), (at, lin, RecordConsent(given=False))]


def consented(at: str = "09:04", **changes: Any) -> Story:
    """… and the customer agrees."""
    return [*asked(**changes), (at, lin, RecordConsent(given=True))]


def introduced(person: str | None = None, **changes: Any) -> Story:
    """… and a colleague was called, is coming, was announced and introduced, a minute each."""
    return [
        *consented(**changes),
        ("09:05", lin, CallColleague(person=person)),
        ("09:06", lin, ConfirmComing()),
        ("09:07", lin, TellWhoComes()),
        ("09:08", lin, IntroduceColleague()),
    ]


def handed_over(at: str = "09:09", person: str | None = None, **changes: Any) -> Story:
    """… and took over."""
    return [*introduced(person, **changes), (at, lin, HandOver())]


def transferred(at: str = "09:05", person: str | None = None, **changes: Any) -> Story:
    """A call that was put through after consent."""
    return [*consented(channel=Channel.PHONE, **changes), (at, lin, TransferCall(person=person))]


def call_taken(at: str = "09:06", **changes: Any) -> Story:
    """… and taken by the manager."""
    return [*transferred(**changes), (at, he, TakeCall())]

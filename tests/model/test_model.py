"""Whatever anybody does at whatever moment: one owner, the clocks of the plain model, no close without its file.

60 programs here; 2,000 of 40 steps and the table of what was accepted: `make model`.
"""

import pytest

from shared.complaint.kind import COMPLAINT
from tests.model.beginnings import BEGINNINGS, begun
from tests.model.checks import can_end
from tests.model.machine import ACCEPTED, EAGER, run_lot
from tests.model.machine import BESIDE as SELDOM
from tests.support.cast import company
from tests.support.desk import OneDirectory
from tests.support.rules import rule


@rule("CK1", "CK3", "CK5", "CK6", "CK8", "CK10", "CK11", "CK13", "R11.1", "R12.9")
@pytest.mark.parametrize("lot", range(12))
def test_the_desk_does_what_the_plain_model_says(lot: int) -> None:
    before = sum(ACCEPTED.values())
    run_lot(lot, steps=25)
    assert sum(ACCEPTED.values()) - before > 25, "too little was accepted to say anything"


@rule("R11.1")
@pytest.mark.parametrize("name", BEGINNINGS)
def test_every_beginning_can_be_taken_to_a_closing_by_what_may_be_done(name: str) -> None:
    life, now = begun(name)
    if life.records:
        can_end(life, OneDirectory(company()), now)


def test_what_is_chosen_more_or_less_often_are_actions() -> None:
    assert {*EAGER, *SELDOM} <= COMPLAINT.by_slug.keys()
    assert not EAGER & SELDOM

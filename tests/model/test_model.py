"""Whatever anybody does at whatever moment: one owner, the clocks of the plain model, no close without its file.

60 programs here; 2,000 of 40 steps and the table of what was accepted: `make model`.
"""

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.model.machine import ACCEPTED, Desks
from tests.support.rules import rule

A_FEW = settings(
    max_examples=5, stateful_step_count=25, deadline=None, database=None, suppress_health_check=list(HealthCheck),
    phases=[Phase.generate], print_blob=False,
)  # fmt: skip


@rule("CK1", "CK3", "CK5", "CK6", "CK8", "CK10", "CK11", "CK13", "R11.1", "R12.9")
@pytest.mark.parametrize("lot", range(12))
def test_the_desk_does_what_the_plain_model_says(lot: int) -> None:
    before = sum(ACCEPTED.values())
    run_state_machine_as_test(seed(lot)(Desks), settings=A_FEW)
    assert sum(ACCEPTED.values()) - before > 25, "too little was accepted to say anything"

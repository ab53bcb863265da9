"""The daily log is signed and the month submitted, received, returned and corrected from the command line (R11.2)."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.cli.conftest import Run
from tests.support.rules import rule

pytestmark = pytest.mark.xdist_group("cli")

TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
YESTERDAY = (TODAY - timedelta(days=1)).isoformat()
MONTH = (TODAY.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
NO, NOT_ALLOWED, NOT_CONFIRMED, WRONG = 8, 9, 11, 2


def received_yesterday(suying: Run, hour: str) -> None:
    words = ("do", "receive", "site=LP", "channel=phone", "anonymous=true", "unit=3-1-502", "category=facilities.lift")
    suying(*words, "summary=Lift", "--occurred", f"{YESTERDAY}T{hour}+08:00", code=0)


@rule("R11.2")
def test_a_day_is_signed_as_it_was_read_and_later_a_supplement(suying: Run) -> None:
    received_yesterday(suying, "10:00")
    sign = ("daily-log", "LP", YESTERDAY, "--sign")
    assert suying(*sign, code=WRONG)[-1].endswith("say --yes.")
    assert suying(*sign, typed="n\n", code=NOT_CONFIRMED)[-1] == "suying: Nothing was done."
    assert "may not" in suying(*sign, "--yes", "--as", "receptionist", code=NOT_ALLOWED)[-1]
    shown = suying(*sign, typed="y\n", code=0)
    assert "Page: not signed" in shown
    assert shown[-1] == f"LP {YESTERDAY}: the page is signed."
    assert suying(*sign, code=NO)[-1].startswith("suying: R11.2: Nothing was recorded about "), (
        "nobody is asked in vain"
    )
    received_yesterday(suying, "11:00")
    receipt = json.loads("\n".join(suying(*sign, "--yes", "--json", code=0)))
    assert receipt["events"] == ["register.daily_log_signed.v1"]
    told = "\n".join(suying("daily-log", "LP", YESTERDAY))
    assert "Page: signed by Zhou" in told
    assert "Supplement 1: signed by Zhou" in told


@rule("R11.2")
def test_a_day_that_is_not_over_is_not_signed(suying: Run) -> None:
    said = suying("daily-log", "LP", TODAY.isoformat(), "--sign", "--yes", code=NO)[-1]
    assert said.startswith(f"suying: R11.2: {TODAY} is not over: it ends at ")


@rule("R11.2")
def test_a_month_is_submitted_returned_corrected_and_received(suying: Run) -> None:
    month = ("report", "HG", MONTH)
    assert suying(*month, "--receive", code=NO) == [f"suying: R11.2: {MONTH} was not submitted."]
    submit = (*month, "--submit", "--as", "enterprise")
    assert suying(*submit, typed="n\n", code=NOT_CONFIRMED)[-1] == "suying: Nothing was done."
    shown = suying(*submit, "--yes", "--prepared-by", "qian", code=0)
    assert shown[0].strip() == "Customer complaint classification record form"
    assert shown[-1].startswith(f"HG {MONTH}: version 1 is submitted")
    again = suying(*submit, "--yes", code=NO)[-1]
    assert again.startswith("suying: R11.2: Neither a value nor a case behind one differs from version 1.")
    shown = suying(*month, "--return", "Where is the call of the 31st?", "--yes", code=0)
    assert shown[3].startswith("Version: 1"), "the version that is judged is shown"
    assert shown[-1] == f"HG {MONTH}: version 1 is returned."
    assert "Remark on return: Where is the call of the 31st?" in suying(*month, "--version", "1")
    corrected = suying(*submit, "--yes", code=0)[-1]
    assert corrected.startswith(f"HG {MONTH}: version 2 is submitted")
    receipt = json.loads("\n".join(suying(*month, "--receive", "--yes", "--json", code=0)))
    assert receipt["events"] == ["register.month_received.v1"]
    assert suying(*month, "--receive", "--yes", code=NO)[-1].startswith("suying: R11.2: Version 2 of ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--submit", "--receive"), "Only one of --submit, --receive at a time."),
        (("--submit", "--version", "1"), "--version does not go with --submit."),
        (("--receive", "--as-of", "2026-03-03T09:00Z"), "--as-of does not go with --receive."),
        (("--prepared-by", "lin"), "--prepared-by goes with --submit only."),
    ],
)
def test_what_cannot_be_meant_together_is_told(suying: Run, words: tuple[str, ...], said: str) -> None:
    assert suying("report", "LP", MONTH, *words, code=WRONG) == [f"suying: {said}"]


@rule("R2.5")
def test_the_box_is_logged_as_emptied(suying: Run) -> None:
    assert suying("do", "empty_box", "site=LP", "letters=0", code=0) == ["LP: box emptied"]
    assert any(line.startswith("Suggestion box emptied: ") for line in suying("daily-log", "LP", TODAY.isoformat()))

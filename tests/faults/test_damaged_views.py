"""A consumer's damaged file does not stop the desk: it is put aside, and its views are made anew from the log."""

from pathlib import Path
from typing import Any

import pytest

from tests.services.intake.cases import receive
from tests.support.cast import lin
from tests.support.http import HttpDesk, on_a_desk


@pytest.mark.parametrize("kept", [0, 4096], ids=["all of it", "all but its head"])
@pytest.mark.parametrize("name", ["intake", "reporting"])
def test_damaged_views_are_made_anew(tmp_path: Path, name: str, kept: int) -> None:
    receipts: list[Any] = []

    async def before(desk: HttpDesk) -> None:
        receipts.append((await desk.caller(lin).post("/complaints", receive())).json())

    async def after(desk: HttpDesk) -> None:
        (receipt,) = receipts
        listed = await desk.caller(lin).get("/complaints", params={"wait_for": receipt["last"]})
        assert [one["number"] for one in listed.json()["items"]] == [receipt["number"]]

    on_a_desk(tmp_path, before)
    (file,) = tmp_path.rglob(f"{name}-1.sqlite")
    whole = file.read_bytes()
    file.write_bytes(whole[:kept] + b"\xa5" * (len(whole) - kept))
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    on_a_desk(tmp_path, after)
    assert file.with_suffix(".damaged").exists()

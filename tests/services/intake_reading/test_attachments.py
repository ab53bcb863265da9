"""Files of a case over HTTP: judged by their bytes, stored within one customer, given back as files only (R12.1)."""

import asyncio
import hashlib
from pathlib import Path
from typing import Any

import pytest

from services.intake.attachments import Attachments, NotTaken, TooLarge
from shared.database.errors import DiskFull
from tests.services.intake_reading.test_listing_routes import RECEIVE, received
from tests.support.cast import gao, lin, ms_wang, portal, sun, wu
from tests.support.http import HttpDesk, Spoken, on_a_desk
from tests.support.rules import rule

CASE = "/complaints/LP-20260303-001/attachments"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 60
PDF = b"%PDF-1.7\n" + b"1 0 obj" * 30
SHA = hashlib.sha256(PNG).hexdigest()


async def upload(who: Spoken, data: bytes = PNG, *, key: str = "u1", name: str = "电梯.png", **asked: Any) -> Any:
    headers = {"idempotency-key": key, "content-type": "application/octet-stream"}
    headers["content-disposition"] = "attachment; filename*=UTF-8''" + "".join(f"%{b:02X}" for b in name.encode())
    params = {"kind": "photo", **asked}
    return await who.raw("POST", f"/api/v1{CASE}", content=data, headers=headers, params=params)


@rule("R12.1")
def test_a_photo_is_put_to_the_case_and_read_again(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        done = await upload(front)
        assert done.status_code == 201, done.text
        assert done.json()["events"] == ["complaint.file_attached.v1"]
        [item] = (await front.get(CASE)).json()["items"]
        assert (item["digest"], item["size"], item["media_type"]) == (SHA, len(PNG), "image/png")
        assert (item["name"], item["kind"], item["by"]) == ("电梯.png", "photo", "lin")
        read = await desk.caller(sun).get(f"{CASE}/{SHA}")
        assert read.content == PNG
        assert read.headers["content-type"] == "image/png"
        assert read.headers["x-content-type-options"] == "nosniff"
        assert read.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E7")
        assert "sandbox" in read.headers["content-security-policy"]
        assert done.headers["location"].endswith(SHA)
        [file] = (await front.get("/complaints/LP-20260303-001/file")).json()["attachments"]
        assert file["digest"] == SHA

    on_a_desk(tmp_path, story)


@rule("R12.1")
def test_a_file_whose_recording_never_came_is_swept_at_the_next_start(tmp_path: Path) -> None:
    lost = hashlib.sha256(PDF).hexdigest()

    async def killed(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        case = (await upload(front)).json()["id"].replace("-", "")
        [place] = (tmp_path / "attachments").rglob(SHA)
        for digest in (SHA, lost):  # one was recorded just before the kill, one was not
            (place.parent / digest).write_bytes(PDF if digest == lost else PNG)
            (tmp_path / "attachments" / ".pending" / f"{place.parent.name}-{digest}-{case}").touch()

    async def started_again(desk: HttpDesk) -> None:
        left = [file.name for file in (tmp_path / "attachments").rglob("*") if file.is_file()]
        assert left == [SHA]
        assert (await desk.caller(lin).get(f"{CASE}/{SHA}")).content == PNG

    on_a_desk(tmp_path, killed)
    on_a_desk(tmp_path, started_again)


@pytest.mark.guarantee("G2")
def test_an_upload_sent_twice_is_on_record_once(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        first, again = await upload(front), await upload(front)
        assert first.json() == again.json()
        assert (await upload(front, PDF)).status_code == 422, "the key of another file"
        assert [item["digest"] for item in (await front.get(CASE)).json()["items"]] == [SHA]
        assert len(list((tmp_path / "attachments" / ms_wang.hex).iterdir())) == 1, "the refused one is not kept"

    on_a_desk(tmp_path, story)


def test_what_a_file_is_called_does_not_matter_but_its_bytes(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        refused = await upload(front, b"<html><script>alert(1)</script>", name="photo.png")
        assert refused.status_code == 415
        assert "image/png" in refused.json()["taken"]
        assert (await upload(front, b"")).status_code == 422
        assert (await upload(front, PDF, key="u2", name="../../../etc/passwd\x00")).status_code == 201
        [item] = (await front.get(CASE)).json()["items"]
        assert (item["name"], item["media_type"]) == ("passwd", "application/pdf")
        assert list((tmp_path / "attachments" / ".incoming").iterdir()) == []

    on_a_desk(tmp_path, story)


def test_who_may_not_attach_stores_nothing_and_strangers_read_nothing(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        await received(desk.caller(lin))
        assert (await upload(desk.caller(sun))).status_code == 403
        assert (await upload(desk.caller(gao))).status_code == 404
        assert not (tmp_path / "attachments" / ms_wang.hex).exists()
        assert (await upload(desk.caller(portal))).status_code == 201
        for stranger in (gao, wu):
            assert (await desk.caller(stranger).get(f"{CASE}/{SHA}")).status_code == 404
        assert (await desk.caller(lin).get(f"{CASE}/{'0' * 64}")).status_code == 404
        assert (await desk.caller(lin).get(f"{CASE}/../keys.txt")).status_code == 404

    on_a_desk(tmp_path, story)


@pytest.mark.guarantee("trap 21")
def test_a_photo_of_two_customers_is_two_files(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        made = await front.post("/customers", {"site": "LP", "name": "李先生", "phones": ["13900000000"]})
        other = made.json()["id"]
        second = await front.post("/complaints", {**RECEIVE, "customer": other})
        await upload(front)
        path = f"/api/v1/complaints/{second.json()['number']}/attachments"
        headers = {"idempotency-key": "u9"}
        assert (
            await front.raw("POST", path, content=PNG, headers=headers, params={"kind": "photo"})
        ).status_code == 201
        kept = sorted(file.parent.name for file in (tmp_path / "attachments").glob("*/" + SHA))
        assert kept == sorted([ms_wang.hex, other.replace("-", "")])

    on_a_desk(tmp_path, story)


def test_a_form_may_only_name_a_file_that_was_uploaded(tmp_path: Path) -> None:
    async def story(desk: HttpDesk) -> None:
        front = desk.caller(lin)
        await received(front)
        form = {"digest": SHA, "size": len(PNG), "media_type": "image/png", "name": "a.png", "kind": "photo"}
        assert (await front.post("/complaints/LP-20260303-001/attach", form)).status_code == 422

    on_a_desk(tmp_path, story)


async def parts_of(*parts: bytes) -> Any:
    for part in parts:
        yield part


def test_a_file_is_stored_in_pieces_and_never_beyond_the_limit(tmp_path: Path) -> None:
    async def scene() -> None:
        files = Attachments(tmp_path / "a", largest=100)
        async with files.receive(parts_of(PNG[:3], PNG[3:9], PNG[9:])) as incoming:
            assert (incoming.digest, incoming.media_type) == (SHA, "image/png")
            async with files.kept(incoming, ms_wang, ms_wang):
                pass
        for wrong, refusal in ((parts_of(PNG, PNG), TooLarge), (parts_of(b"MZ"), NotTaken)):
            with pytest.raises(refusal):
                async with files.receive(wrong):
                    pass
        kept = files.find([ms_wang], SHA)
        assert kept is not None
        assert kept.read_bytes() == PNG
        assert kept.stat().st_mode & 0o777 == 0o600
        assert list((tmp_path / "a" / ".incoming").iterdir()) == []

    asyncio.run(scene())


def test_what_an_interrupted_upload_left_is_gone_at_the_next_start(tmp_path: Path) -> None:
    Attachments(tmp_path)
    (tmp_path / ".incoming" / "half").write_bytes(b"half")
    Attachments(tmp_path)
    assert list((tmp_path / ".incoming").iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        files = Attachments(tmp_path)
        monkeypatch.setattr("services.intake.attachments._to_disk", _full)
        with pytest.raises(DiskFull):
            async with files.receive(parts_of(PNG)):
                pass
        assert list((tmp_path / ".incoming").iterdir()) == []

    asyncio.run(scene())


def _full(_file: object) -> None:
    raise OSError(28, "No space left on device")

"""Keys open the desk to whom they were given, for as long as they were given."""

import stat
from datetime import timedelta
from pathlib import Path

from shared.decision.moment import Caller
from shared.security.first_keys import HOLDERS, read_first_keys, write_first_keys
from shared.security.keys import PREFIX, Keys
from shared.security.rate import RateLimit
from shared.security.sight import masked_phone, phone_for
from shared.vocabulary.roles import Role
from tests.support.door import HandClock


def test_a_key_says_who_calls_and_its_text_is_stored_nowhere(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "security.sqlite", HandClock())
    key, token = keys.create("lin", Role.RECEPTIONIST, sites=["LP"])
    assert token.startswith(PREFIX)
    assert len(token) > 40
    found = keys.find(token)
    assert found == key
    assert found is not None
    assert found.caller == Caller("lin", Role.RECEPTIONIST, frozenset({"LP"}))
    assert keys.find(token + "x") is None
    keys.close()
    for file in tmp_path.iterdir():
        assert token.encode() not in file.read_bytes()


def test_an_expired_or_revoked_key_opens_nothing(tmp_path: Path) -> None:
    now = HandClock()
    keys = Keys(tmp_path / "security.sqlite", now)
    first, short_lived = keys.create("lin", Role.RECEPTIONIST, expires_at=now() + timedelta(hours=1))
    second, other = keys.create("zhou", Role.SUPERVISOR)
    assert keys.find(short_lived)
    now.move(hours=1)
    assert keys.find(short_lived) is None
    assert keys.find(other)
    keys.expire(second.id, now() + timedelta(minutes=1))
    assert keys.find(other)
    revoked = keys.revoke(second.id)
    assert revoked is not None
    assert keys.find(other) is None
    now.move(hours=1)
    assert keys.revoke(second.id) == revoked  # the first moment stands
    assert keys.expire(second.id, now() + timedelta(days=1)) == revoked  # for good
    assert [key.id for key in keys.all()] == [first.id, second.id]
    assert keys.revoke("nothing") is None


def test_what_another_process_changes_is_noticed_at_once(tmp_path: Path) -> None:
    ours, theirs = (Keys(tmp_path / "security.sqlite", HandClock()) for _ in range(2))
    key, token = theirs.create("lin", Role.RECEPTIONIST)
    assert ours.find(token) == key
    theirs.revoke(key.id)
    assert ours.find(token) is None


def test_the_first_start_makes_one_key_per_role_in_a_private_file(tmp_path: Path) -> None:
    keys = Keys(tmp_path / "security.sqlite", HandClock())
    lin = Caller("lin", Role.RECEPTIONIST, frozenset({"LP"}))
    path = write_first_keys(tmp_path, keys, {Role.RECEPTIONIST: lin})
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    tokens = read_first_keys(path)
    assert tuple(tokens) == HOLDERS
    found = {role: keys.find(token) for role, token in tokens.items()}
    assert all(key is not None and key.role is role for role, key in found.items())
    receptionist, integrator = found[Role.RECEPTIONIST], found[Role.INTEGRATOR]
    assert receptionist is not None
    assert integrator is not None
    assert receptionist.caller == lin
    assert integrator.is_system
    assert write_first_keys(tmp_path, keys, {}) is None  # only once


def test_a_flood_waits_and_a_burst_does_not() -> None:
    now = HandClock()
    rate = RateLimit(per_second=2, burst=4, now=now)
    assert [rate.wait("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    assert rate.wait("b") == 0  # each key for itself
    now.move(seconds=0.5)
    assert rate.wait("a") == 0
    assert rate.wait("a") > 0
    now.move(seconds=-3600)
    assert rate.wait("a") > 0
    now.move(seconds=7200)
    assert [rate.wait("a") for _ in range(5)][-1] == 0.5
    assert RateLimit(0, 0, now).wait("a") == 0


def test_phones_are_masked_for_who_need_not_call() -> None:
    assert masked_phone("13812345678") == "138****5678"
    assert masked_phone("+86 138-1234-5678") == "+86 1**-****-5678"
    assert masked_phone("8888") == "**88"
    assert masked_phone("") == ""
    assert phone_for(Role.RECEPTIONIST, "13812345678") == "13812345678"
    assert phone_for(Role.INTEGRATOR, "13812345678") == "138****5678"
    assert phone_for(Role.DEPARTMENT, "13812345678") == "138****5678"

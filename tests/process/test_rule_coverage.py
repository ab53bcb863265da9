"""Every rule in scope has code and a test; nobody names a rule that does not exist."""

import pytest

from tests.rules import check
from tests.rules.catalogue import rules
from tests.rules.code import Places, marked_tests
from tests.rules.scope import SCOPE


def test_every_rule_in_scope_is_carried_out_and_tested() -> None:
    assert check.complaints() == []


def test_the_catalogue_is_read_whole() -> None:
    assert len(rules()) > 100
    assert rules()["R11.1"].text.startswith("[S]")
    assert rules()["R12.19"].package == "many sites"


def test_a_rule_without_code_or_test_and_an_unknown_rule_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    wanting = {name: Places(modules={"x"}, tests={"y"}) for name in SCOPE[1:]} | {"R99.1": Places(tests={"t::z"})}
    monkeypatch.setattr(check, "places", lambda: wanting)
    lines = "\n".join(check.complaints())
    assert f"{SCOPE[0]}: nothing carries it out" in lines
    assert f"{SCOPE[0]}: no test" in lines
    assert "R99.1 is no rule" in lines


def test_a_mark_is_read_from_the_source() -> None:
    assert marked_tests('@rule("R1.1", "CK9")\ndef test_x(): ...') == [("R1.1", "test_x"), ("CK9", "test_x")]

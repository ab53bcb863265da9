"""Our `replace` does what the library's does, for every record of a case, and refuses what it would refuse."""

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest

from shared.complaint.state import Complaint, Reception
from shared.decision.replacing import replace


def test_it_gives_what_the_library_gives() -> None:
    blank = Complaint()
    for field in dataclasses.fields(blank):
        chapter: Any = getattr(blank, field.name)
        assert replace(blank, **{field.name: chapter}) == blank
        if dataclasses.is_dataclass(chapter) and not isinstance(chapter, type):
            assert replace(chapter) == chapter
            assert replace(chapter) is not chapter
    at = datetime(2026, 3, 3, tzinfo=UTC)
    assert replace(blank.reception, received_at=at) == dataclasses.replace(blank.reception, received_at=at)
    assert blank == Complaint(), "the first one stays as it was"


def test_what_it_gives_is_as_frozen_as_what_it_was_given() -> None:
    copy = replace(Reception(), site="LP")
    assert type(copy) is Reception
    assert hash(copy) == hash(Reception(site="LP"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        copy.site = "HQ"  # type: ignore[misc]  # the type checker says no as well


@dataclasses.dataclass(frozen=True)
class WithoutSlots:
    one: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Further(Reception):
    more: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class WithOwnField:
    one: int = 1
    kept: dict[str, int] = dataclasses.field(default_factory=dict, init=False)


def test_it_refuses_unknown_fields_and_records_of_another_make() -> None:
    wrong: dict[str, Any] = {"colour": "red"}
    with pytest.raises(AttributeError, match="'Reception' object has no attribute 'colour'"):
        replace(Reception(), **wrong)
    with pytest.raises(TypeError, match="no plain dataclass with slots"):
        replace(WithoutSlots(), one=2)
    with pytest.raises(TypeError, match="no plain dataclass"):
        replace(WithOwnField(), one=2)
    with pytest.raises(TypeError, match="no plain dataclass"):
        replace(Further(), more=2)

"""What a report keeps of each kind of fact: the few values section 5 needs, and the words for the daily log.

A kind is the middle of a fact's topic (`complaint.verified.v1` → `verified`). A fact of another kind is kept too,
with its author, times and words: the daily log shows every fact (5.6).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from operator import itemgetter
from types import NoneType
from typing import Any, get_args

from pydantic import StringConstraints
from pydantic_core import to_json

from shared.decision.event import Event, topic_name
from shared.vocabulary.personal import Personal

KEPT: Mapping[str, tuple[str, ...]] = {
    "received": ("channel", "customer", "anonymous", "unit", "category", "demeanour", "rings", "first_receiver"),
    "verified": ("statement",),
    "statement_corrected": ("statement",),
    "route_chosen": ("route",),
    "answered_on_the_spot": ("answer",),
    "signed": ("valid", "responsible"),
    "signature_declined": ("valid", "responsible"),
    "judged_closed": ("reason",),
    "reply_time_agreed": ("reply_at", "on_wish"),
    "reply_time_promised": ("reply_at",),
    "reply_postponed": ("reply_at",),
    "replied": ("given_at",),
    "head_charged": ("department",),
    "findings_recorded": ("assignment", "severity", "department", "case_valid", "case_responsible"),
    "no_investigation_needed": ("valid", "responsible"),
    "demand_recorded": ("demand",),
    "proposal_made": ("proposal", "solution"),
    "proposal_accepted": ("proposal",),
    "proposal_not_objected": ("proposal",),
    "final_explanation_given": ("explanation",),
    "final_position_given": ("position",),
    "moved_up": ("person", "to_level", "reason"),
    "escalated": ("from_level", "to_level", "why", "at_once"),
    "escalation_accepted": ("person", "level"),
    "handed_over": ("person", "level"),
    "taken_from_seat": ("person", "level"),
    "solution_accepted": ("agreed_by", "work"),
    "task_given": ("urgent",),
    "date_told": ("due", "instead_of", "nth"),
    "clock_paused": ("clock", "scope", "until"),
    "clock_resumed": ("clock", "scope"),
    "follow_up_tried": ("form", "other_form"),
    "follow_up_postponed": ("form", "other_form"),
    "followed_up": ("form", "other_form", "reception", "handling", "result", "overall", "solved"),
    "round_begun": ("level", "owner"),
    "reopened": ("level", "owner"),
    "judgement_taken_back": ("level", "owner"),
    "returned": ("level", "owner"),
    "beyond_ability_recorded": ("owner", "level", "from_level"),
    "beyond_ended": ("how", "content"),
    "duplicate_found": ("survivor",),
    "duplicate_moved": ("survivor",),
    "attached_to_parent": ("parent",),
    "linked_as_repeat": ("earlier",),
    "received_by_transfer": ("case", "level", "valid", "responsible"),
    "training_case_nominated": ("lesson",),
    "imported": ("closed_at", "category", "channel", "unit"),
    "taken_over": ("owner", "level", "with_reopening"),
    "amended": ("unit", "no_unit", "channel", "customer", "anonymous"),
    "words_amended": ("version", "field", "text"),
    "statement_amended": ("statement",),
    "reclassified": ("category",),
    "assessed": ("severity",),
    "initially_assessed": ("severity",),
}
"""Fields of an event that columns, rows and rates read."""

CONTENT = 60
"""Characters of a fact's words in the daily log (5.6, column 8)."""

_LONG = 1_000
"""A text field at least so long holds words; a shorter one holds a name, a phone number or a unit."""


def kind_of(event: type[Event]) -> str:
    """`verified` for `complaint.verified.v1`."""
    return topic_name(event.TOPIC)[0].partition(".")[2]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is kept of one class of event; looked up once per class, for a rebuild asks it of every fact."""

    name: str
    kept: tuple[str, ...]  #: the declared fields and, for the daily log, every enumeration
    worded: tuple[str, ...]  #: the fields that hold words by or about a person, but no names
    choices: bool  #: all that is kept are choices of a few: most facts say what many others said
    values: Callable[[dict[str, Any]], tuple[Any, ...]]  #: takes the kept values from a fact's own
    _said: dict[tuple[Any, ...], str] = field(default_factory=dict, compare=False)

    def given(self, event: Event) -> str:
        """The kept values of a fact as JSON; what says nothing is left out."""
        values = self.values(event.__dict__)
        if not self.choices:
            return self._as_json(values)
        if (known := self._said.get(values)) is None:
            known = self._said[values] = self._as_json(values)
        return known

    def _as_json(self, values: tuple[Any, ...]) -> str:
        said = {
            name: value
            for name, value in zip(self.kept, values, strict=True)
            if value or (value is not None and value not in ("", ()))
        }
        return to_json(said).decode()

    def content(self, event: Event) -> str:
        """The words of a fact, at most 60 characters."""
        fields = event.__dict__
        text = "；".join([text for name in self.worded if (text := fields[name])])
        if not text:
            return ""
        words = " ".join(text.split())
        return words if len(words) <= CONTENT else words[: CONTENT - 1] + "…"


_KINDS: dict[type[Event], Kind] = {}


def kind(event: type[Event]) -> Kind:
    """The kind of a class of event."""
    if (known := _KINDS.get(event)) is None:
        known = _KINDS[event] = _kind(event)
    return known


def _kind(event: type[Event]) -> Kind:
    name, fields = kind_of(event), event.model_fields
    axes = tuple(field for field, info in fields.items() if _is_axis(info.annotation))
    worded = tuple(field for field, info in fields.items() if _holds_words(info.metadata))
    kept = tuple(dict.fromkeys((*KEPT.get(name, ()), *axes)))
    return Kind(name, kept, worded, all(_is_choice(fields[field].annotation) for field in kept), _taking(kept))


def _taking(names: tuple[str, ...]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Takes the values of these names from a dictionary."""
    if len(names) > 1:
        return itemgetter(*names)
    return lambda fields: tuple([fields[name] for name in names])


def _holds_words(metadata: list[Any]) -> bool:
    personal = any(isinstance(mark, Personal) for mark in metadata)
    longest = max((mark.max_length or 0 for mark in metadata if isinstance(mark, StringConstraints)), default=0)
    return personal and longest >= _LONG


def _is_axis(annotation: Any) -> bool:
    types = get_args(annotation) or (annotation,)
    return any(isinstance(one, type) and issubclass(one, Enum) for one in types)


def _is_choice(annotation: Any) -> bool:
    types = get_args(annotation) or (annotation,)
    return all(isinstance(one, type) and issubclass(one, Enum | bool | NoneType) for one in types)

"""What is wrong with a field of a request, in the caller's language.

The validator speaks English only; each of its kinds of error that a caller of ours can meet has words here, and a
kind that has none keeps its name, which `kind` of the answer has too.
"""

from collections.abc import Mapping
from typing import Any

from shared.vocabulary.text import Lang, Say, say

_PREFIX = "Value error, "
"""What the validator puts before a sentence of ours."""

_NUMBER = say("must be a whole number", "须为整数")
_MOMENT = say(
    "must be a moment with an offset, such as 2026-03-03T09:00:00+08:00",
    "须为带时区偏移的时间，如 2026-03-03T09:00:00+08:00",
)
_DAY = say("must be a date, such as 2026-03-03", "须为日期，如 2026-03-03")
_CHOICE = say("must be one of: {expected}", "须为以下之一：{expected}")
_ID = say("must be a UUID", "须为 UUID")
OBJECT = say("must be a JSON object", "须为 JSON 对象")
JSON = say("must be JSON, UTF-8", "须为 UTF-8 编码的 JSON")
REPEATED = "repeated"
"""A parameter that stands there more than once: FastAPI would take the last value of it."""

_OTHER = say("is not acceptable ({kind})", "内容不符合要求（{kind}）")

WORDS: Mapping[str, Say] = {
    "missing": say("is missing", "必填，未提供"),
    "extra_forbidden": say("is not a field here", "没有这一项"),
    "unexpected_keyword_argument": say("is not a field here", "没有这一项"),
    REPEATED: say("stands there more than once", "出现了不止一次"),
    "string_type": say("must be text", "须为文本"),
    "string_too_long": say("must have at most {max_length} characters", "最多 {max_length} 个字符"),
    "string_too_short": say("must have at least {min_length} characters", "至少 {min_length} 个字符"),
    "string_pattern_mismatch": say("must have the form {pattern}", "须符合格式 {pattern}"),
    "bool_type": say("must be true or false", "须为 true 或 false"),
    "bool_parsing": say("must be true or false", "须为 true 或 false"),
    "int_type": _NUMBER, "int_parsing": _NUMBER, "int_from_float": _NUMBER, "int_parsing_size": _NUMBER,
    "float_type": say("must be a number", "须为数字"),
    "greater_than_equal": say("must be {ge} or more", "须不小于 {ge}"),
    "greater_than": say("must be more than {gt}", "须大于 {gt}"),
    "less_than_equal": say("must be {le} or less", "须不大于 {le}"),
    "less_than": say("must be less than {lt}", "须小于 {lt}"),
    "enum": _CHOICE, "literal_error": _CHOICE,
    "timezone_aware": _MOMENT, "datetime_type": _MOMENT, "datetime_parsing": _MOMENT,
    "datetime_from_date_parsing": _MOMENT, "datetime_object_invalid": _MOMENT,
    "date_type": _DAY, "date_parsing": _DAY, "date_from_datetime_parsing": _DAY, "date_from_datetime_inexact": _DAY,
    "time_type": say("must be a time of day, such as 09:00", "须为时刻，如 09:00"),
    "time_parsing": say("must be a time of day, such as 09:00", "须为时刻，如 09:00"),
    "uuid_type": _ID, "uuid_parsing": _ID,
    "list_type": say("must be a list", "须为列表"), "tuple_type": say("must be a list", "须为列表"),
    "too_long": say("must have at most {max_length} entries", "最多 {max_length} 项"),
    "too_short": say("must have at least {min_length} entries", "至少 {min_length} 项"),
    "dict_type": OBJECT, "model_type": OBJECT, "model_attributes_type": OBJECT,
    "json_invalid": JSON, "string_unicode": JSON,
}  # fmt: skip


def faulty(error: Mapping[str, Any], lang: Lang) -> str:
    """One error of the validator in words; a value sent is never repeated."""
    kind, said = error["type"], error["msg"]
    if lang is Lang.EN and kind == "value_error":
        return str(said).removeprefix(_PREFIX)
    found = WORDS.get(kind)
    if found is None:
        return _OTHER.to(lang, kind=kind) if lang is not Lang.EN else str(said)
    return found.to(lang, **_facts(error.get("ctx") or {}, lang))


def _facts(context: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    """The limits that a sentence names; what is to be chosen from is listed as this language lists."""
    last = {Lang.EN: " or "}.get(lang, "或")
    return {name: str(fact).replace(" or ", last) for name, fact in context.items() if name != "error"}

"""Every error this desk can answer with, as one table: problem+json (RFC 9457); rendered into the reference."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.vocabulary.text import Say, say

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """One type of error."""

    slug: str  #: last part of its `type`; never reused for something else
    status: int
    title: Say
    remedy: Say  #: what the caller should do; the `detail` of an answer that has no other
    members: tuple[str, ...] = ()  #: what it carries besides the five of the RFC


KEY_MISSING = Problem(
    "idempotency-key-missing", 400, say("The Idempotency-Key header is missing", "缺少 Idempotency-Key 请求头"),
    say(
        "Send a key of your own with every POST, 1 to 200 visible ASCII characters, and the same one to send it again.",
        "每个 POST 请求都带上自定的 Idempotency-Key（1 至 200 个可见 ASCII 字符）；重发同一请求时用同一个。",
    ),
)  # fmt: skip
UNAUTHENTICATED = Problem(
    "unauthenticated", 401, say("No valid key was presented", "未提供有效的密钥"),
    say(
        "Send `Authorization: Bearer suy_…` with a key that is neither expired nor revoked.",
        "发送 `Authorization: Bearer suy_…`，密钥须未过期、未作废。",
    ),
)  # fmt: skip
FORBIDDEN = Problem(
    "forbidden", 403, say("This role or key may not do that", "该角色或密钥无权进行此操作"),
    say(
        "Ask somebody whose role may: see the table of permissions.",
        "请有权限的角色办理：见权限表。",
    ), ("action", "role"),
)  # fmt: skip
NOT_FOUND = Problem(
    "not-found", 404, say("Nothing is found here", "未找到"),
    say(
        "Check the address and the case number; a case of a site that your key does not see is not found either.",
        "请检查地址和投诉编号；密钥无权查看的项目，其投诉同样查不到。",
    ),
)  # fmt: skip
METHOD_NOT_ALLOWED = Problem(
    "method-not-allowed", 405, say("This address does not take that method", "该地址不支持此方法"),
    say(
        "The `Allow` header names the methods it takes.",
        "`Allow` 响应头列出可用的方法。",
    ),
)  # fmt: skip
RULE = Problem(
    "rule", 409, say("A rule of the handbook says no", "手册规定不允许"),
    say(
        "Read `detail`; `instead` names actions that you may do now.",
        "请看 `detail`；`instead` 列出现在可以进行的操作。",
    ), ("rule", "facts", "instead"),
)  # fmt: skip
REFERENCE_TAKEN = Problem(
    "reference-taken", 409, say("This reference of yours stands for another case", "该来源编号已用于另一投诉"),
    say(
        "`number` is the case that was registered with it first.",
        "`number` 是最先用它登记的投诉。",
    ), ("number",),
)  # fmt: skip
STALE = Problem(
    "stale", 412, say("It has changed since you looked", "查看之后已有变化"),
    say(
        "Read what happened `since`, then decide again with the new `ETag`.",
        "请先看 `since` 中其后发生的事，再按新的 `ETag` 决定。",
    ), ("expected", "version", "since"),
)  # fmt: skip
TOO_LARGE = Problem(
    "too-large", 413, say("The body is too large", "请求内容过大"), say(
        "Send at most `limit` bytes.",
        "最多可发送 `limit` 字节。",
    ), ("limit",),
)  # fmt: skip
UNSUPPORTED = Problem(
    "unsupported-media-type", 415, say("The body is of a type that is not taken here", "不支持的内容类型"),
    say(
        "Send what the document of the API says, as a rule `Content-Type: application/json`.",
        "请按接口文档发送，一般为 `Content-Type: application/json`。",
    ),
)  # fmt: skip
MALFORMED = Problem(
    "malformed", 422, say("The request is malformed", "请求格式有误"),
    say(
        "`errors` names each field that is wrong, unknown or missing.",
        "`errors` 逐项列出有误、未知或缺少的字段。",
    ), ("errors",),
)  # fmt: skip
KEY_REUSED = Problem(
    "idempotency-key-reused", 422,
    say("This Idempotency-Key stands for another command", "该 Idempotency-Key 已用于另一请求"),
    say(
        "Use a new key for a new command; the same key only to send the same command again.",
        "新的请求用新的 Idempotency-Key；只有重发同一请求才用同一个。",
    ),
)  # fmt: skip
TOO_MANY = Problem(
    "too-many-requests", 429, say("Too many requests", "请求过于频繁"), say(
        "Wait as long as `Retry-After` says.",
        "请按 `Retry-After` 所示时间等待。",
    ),
)  # fmt: skip
FAULT = Problem(
    "fault", 500, say("A fault of this software", "系统故障"),
    say(
        "Tell the operator the `incident`; the log has the same. Sending the command again with its key is safe.",
        "请把 `incident` 告知运维人员，日志中有同一编号。用原来的 Idempotency-Key 重发是安全的。",
    ),
    ("incident",),
)  # fmt: skip
BUSY = Problem(
    "busy", 503, say("Others are changing the same thing right now", "他人正在修改同一内容"),
    say(
        "Send the command again with the same key after `Retry-After`.",
        "请在 `Retry-After` 之后用同一个 Idempotency-Key 重发。",
    ),
)  # fmt: skip
NOT_YET = Problem(
    "not-yet", 409, say("This reader has not come to that position yet", "读取端尚未到达该位置"),
    say(
        "Ask again after `Retry-After`.",
        "请在 `Retry-After` 之后再查询。",
    ), ("position",),
)  # fmt: skip
REBUILDING = Problem(
    "rebuilding", 409, say("This reader is being rebuilt", "该读取端正在重建"),
    say(
        "Wait until the rebuild is through (`GET /api/v1/consumers` shows how far it is), then send it again.",
        "请等重建完成（`GET /api/v1/consumers` 显示进度）后重发。",
    ),
)  # fmt: skip
STORAGE = Problem(
    "storage", 503, say("The desk cannot store anything right now", "目前无法保存"),
    say(
        "Nothing was recorded as far as is known. The operator sees why; send it again with the same key later.",
        "就目前所知没有记录任何内容。运维人员可查看原因；请稍后用同一个 Idempotency-Key 重发。",
    ),
)  # fmt: skip

PROBLEMS = (
    KEY_MISSING, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, RULE, REFERENCE_TAKEN, STALE, TOO_LARGE,
    UNSUPPORTED, MALFORMED, KEY_REUSED, TOO_MANY, FAULT, BUSY, NOT_YET, REBUILDING, STORAGE,
)  # fmt: skip


class Answered(Exception):
    """Ends a request with a problem."""

    def __init__(
        self,
        problem: Problem,
        detail: Say | str | None = None,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`detail` says what is wrong this time; a text is in the caller's language already."""
        self.problem, self.detail = problem, detail
        self.members, self.headers = members or {}, headers or {}
        super().__init__(problem.slug)

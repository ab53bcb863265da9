"""docs/reference/errors.md: every type of error, from the table that the API answers from."""

from infra.reference.markdown import code, page, table
from shared.web.problems import MEDIA_TYPE, PROBLEMS

INTRODUCTION = (
    f"Every error is `{MEDIA_TYPE}` (RFC 9457) with `type`, `title`, `status` and `detail`. The part of `type` "
    "behind the `#` is the name below; it is never used for something else. `title` and `detail` are in the language "
    "that `Accept-Language` asks for (English, simplified or traditional Chinese). A running desk shows this table at "
    "`/problems`."
)


def text() -> str:
    """The page: a row per type."""
    rows = [
        (str(one.status), code(one.slug), one.title.en, one.title.zh, code(*one.members), one.remedy.en)
        for one in PROBLEMS
    ]
    head = ("status", "type", "title", "中文", "more members", "what to do")
    return page("Errors", INTRODUCTION, table(head, rows))

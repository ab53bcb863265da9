"""What a message says: number, site, clock, due in the site's time, and why. Nothing personal is known here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from shared.complaint.escalating import ROWS
from shared.directory.state import Directory, name_in
from shared.notices.notice import Notice, NoticeKind
from shared.vocabulary.text import Lang, say
from shared.vocabulary.wall import on_the_wall

LONGEST = 1_800
"""Bytes of title and body together: a robot of WeCom takes 2,048."""

TITLE = say("Suying: {number}, {why}", "诉应：{number} {why}")
TITLE_OF_MANY = say("Suying: {count} notices on {cases} cases", "诉应：{cases} 件投诉，{count} 条通知")
TESTED = say("Suying: {why}", "诉应：{why}")
TEST = say("Notices of complaints reach you here.", "投诉通知将发送到这里。")
WHERE = say("{number} · {site}", "{number} · {site}")
OF_CLOCK = say("{clock} ({rule}): {why}", "{clock}（{rule}）：{why}")
DUE = say("{why}, due {due}", "{why}，到期 {due}")
MORE = say("and {count} more cases: see `suying away`", "另有 {count} 件投诉：请看 `suying away`")


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out."""

    title: str
    body: str


def message(notices: Sequence[Notice], lang: Lang, directory: Directory) -> Message:
    """One message of all these, at least one: case by case, in the order in which they came up."""
    if notices[0].kind is NoticeKind.TEST:
        return Message(TESTED.to(lang, why=NoticeKind.TEST.words.to(lang)), TEST.to(lang))
    cases: dict[UUID, list[Notice]] = {}
    for notice in notices:
        cases.setdefault(notice.complaint, []).append(notice)
    title = _title(notices, len(cases), lang)
    blocks = [_block(of_case, lang, directory) for of_case in cases.values()]
    return Message(title, "\n\n".join(_fitting(blocks, LONGEST - len(title.encode()), lang)))


def _title(notices: Sequence[Notice], cases: int, lang: Lang) -> str:
    if len(notices) == 1:
        return TITLE.to(lang, number=notices[0].number or "", why=notices[0].kind.words.to(lang))
    return TITLE_OF_MANY.to(lang, count=len(notices), cases=cases)


def _block(notices: Sequence[Notice], lang: Lang, directory: Directory) -> str:
    site = directory.sites.get(notices[0].site)
    name = notices[0].site if site is None else name_in(site.names, lang)
    lines = dict.fromkeys(_line(notice, lang, directory) for notice in notices)  # the same thing twice is said once
    return "\n".join((WHERE.to(lang, number=notices[0].number or "", site=name), *lines))


def _line(notice: Notice, lang: Lang, directory: Directory) -> str:
    row, site = ROWS.get(notice.clock), directory.sites.get(notice.site)
    said = notice.kind.words.to(lang)
    if row is not None:
        said = OF_CLOCK.to(lang, clock=row.label.to(lang), rule=row.rule, why=said)
    if notice.due is not None:
        said = DUE.to(lang, why=said, due=on_the_wall(notice.due, lang, UTC if site is None else site.zone))
    return said


def _fitting(blocks: Sequence[str], room: int, lang: Lang) -> Iterator[str]:
    """As many cases as there is room for, and how many are left out."""
    tail = len(MORE.to(lang, count=len(blocks)).encode()) + 2
    for number, block in enumerate(blocks):
        room -= len(block.encode()) + 2
        if room < (tail if number < len(blocks) - 1 else 0) and number:
            yield MORE.to(lang, count=len(blocks) - number)
            return
        yield block

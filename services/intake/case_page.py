"""The case file as one readable page: no script, no picture, nothing fetched from anywhere."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from shared.vocabulary.text import Lang, say

WORDS = {
    "title": say("Complaint", "投诉"), "made": say("made", "生成时间"), "times": say("times in", "时间所用时区"),
    "facts": say("What happened", "经过"), "clocks": say("Clocks", "时限"), "files": say("Files", "附件"),
    "when": say("When", "时间"), "what": say("What", "事项"), "who": say("By", "经办人"),
    "details": say("Details", "内容"),
    "entered": say("entered", "录入"), "hidden": say("not shown to this reader", "不向该读者显示"),
    "amended": say("amended later", "后经订正"),
    "clock": say("Clock", "时限名称"), "started": say("Started", "起始"), "limit": say("Limit", "限值"),
    "due": say("Due", "到期"), "outcome": say("Outcome", "结果"), "ended": say("Ended", "结束"),
    "carried": say("transferred in", "转入"),
    "policy": say("Policy version", "制度版本"), "phase": say("Phase", "阶段"), "owner": say("Owner", "负责人"),
    "digest": say("SHA-256", "校验值"),
}  # fmt: skip
STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:62rem;padding:0 1rem;color:#1d2330}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d9dde5}"
    "th{font-weight:600;color:#556}dl{margin:0}dt{color:#667;font-size:.85em}dd{margin:0 0 .3rem;white-space:pre-wrap;"
    "overflow-wrap:anywhere}.late{color:#a14a00}.small{color:#667;font-size:.85em;overflow-wrap:anywhere}"
    "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}"
)


def page(file: Mapping[str, Any], lang: Lang, zone: ZoneInfo) -> str:
    """The file as HTML; every text in it is escaped."""
    return "\n".join(_lines(file, lang, zone))


def _lines(file: Mapping[str, Any], lang: Lang, zone: ZoneInfo) -> Iterator[str]:
    def word(name: str) -> str:
        return escape(WORDS[name].to(lang))

    title = f"{word('title')} {escape(file['number'])}"
    site, people = file["site"], file["names"]["people"]
    yield f'<!doctype html><html lang="{lang.value.replace("_", "-")}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1">'
    yield f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>"
    place = f"{escape(file['names']['sites'].get(site, site))} · {word('phase')}: {escape(file['phase']['words'])}"
    owner = file["owner"]
    yield f"<p>{place} · {word('owner')}: {_person(owner, people) if owner else '–'}</p>"
    yield f'<p class="small">{word("made")} {_time(file["made_at"], zone)} · {word("times")} {escape(zone.key)}</p>'
    yield f"<h2>{word('facts')}</h2>" + _head(word("when"), word("what"), word("who"), word("details"))
    for record in file["records"]:
        yield _fact(record, people, zone, word)
    yield f"</tbody></table><h2>{word('clocks')}</h2>"
    yield _head(*(word(name) for name in ("clock", "started", "limit", "due", "outcome", "ended", "policy")))
    for run in file["clocks"]:
        yield _clock(run, zone, word)
    yield "</tbody></table>"
    if file["attachments"]:
        yield f"<h2>{word('files')}</h2>" + _head(word("what"), word("details"), word("digest"))
        for one in file["attachments"]:
            size = f"{one['media_type']}, {one['size']} B"
            yield _row(escape(one["name"]), escape(size), f'<span class="small">{escape(one["digest"])}</span>')
        yield "</tbody></table>"
    yield "</body></html>"


def _head(*titles: str) -> str:
    return "<table><thead><tr>" + "".join(f"<th>{title}</th>" for title in titles) + "</tr></thead><tbody>"


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _fact(record: Mapping[str, Any], people: Mapping[str, str], zone: ZoneInfo, word: Callable[[str], str]) -> str:
    when = _time(record["occurred_at"], zone)
    if record["recorded_at"] != record["occurred_at"]:
        kind = "late" if record["late"] else "small"
        when += f'<br><span class="{kind}">{word("entered")} {_time(record["recorded_at"], zone)}</span>'
    what = f'{escape(record["label"])}<br><span class="small">{record["version"]} · {escape(record["topic"])}</span>'
    facts = "".join(
        f"<dt>{escape(name.replace('_', ' '))}{_note(name, record, word)}</dt><dd>{_value(value)}</dd>"
        for name, value in record["facts"].items()
        if value not in (None, "", [], {})
    )
    if record["hidden"]:
        facts += f"<dt>{escape(', '.join(record['hidden']))}</dt><dd>({word('hidden')})</dd>"
    by = record["by"]
    who = _person(by["id"], people) + f'<br><span class="small">{escape(by["role"])}</span>'
    return _row(when, what, who, f"<dl>{facts}</dl>")


def _note(name: str, record: Mapping[str, Any], word: Callable[[str], str]) -> str:
    return f' <span class="late">({word("amended")})</span>' if name in record["amended"] else ""


def _clock(run: Mapping[str, Any], zone: ZoneInfo, word: Callable[[str], str]) -> str:
    name = f'{escape(run["label"])}<br><span class="small">{escape(run["rule"])}</span>'
    ended = _time(run["ended_at"], zone) if run["ended_at"] else "–"
    outcome = escape(run["outcome"]) + (f" ({word('carried')})" if run["carried"] else "")
    return _row(
        name, _time(run["started_at"], zone), escape(run["limit"]), _time(run["due"], zone),
        outcome, ended, str(run["policy_version"]),
    )  # fmt: skip


def _person(code: str, people: Mapping[str, str]) -> str:
    return escape(people.get(code, code))


def _time(text: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(text).astimezone(zone):%Y-%m-%d %H:%M}"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(item) for item in value)
    if isinstance(value, dict):
        return "<br>".join(f"{escape(str(name))}: {_value(item)}" for name, item in value.items())
    return escape(str(value))

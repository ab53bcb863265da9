"""The command line's own words follow --lang in all three languages, and none falls back to another."""

import ast
import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from infra.cli import words
from shared.vocabulary.text import Lang, Say
from tests.cli.conftest import Run

pytestmark = pytest.mark.xdist_group("cli")

CLI = Path(words.__file__).parent
SAID = {
    **{name: value for name, value in vars(words).items() if isinstance(value, Say)},
    **{f"OUTCOMES.{outcome}": value for outcome, value in words.OUTCOMES.items()},
}
"""Every word of the command line, by its key."""

SPEAKING = {"line", "table", "print", "confirm", "tell", "bar", "CannotRun", "WrongUsage", "NotAllowed", "NotThere",
            "SaidNo", "DataUnusable", "NotConfirmed"}  # fmt: skip
"""What prints, or becomes the one line of a refusal."""

CHINESE, LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{2,}")
SHOWN_AS_IT_IS = re.compile(r"\{[^}]*\}|`[^`]*`|--?[a-z]+|SUYING_[A-Z]+|LP-\d+-\d+|suying do|API|JSON")
"""Facts, commands, options and their like, which are the same in every language."""


@pytest.mark.parametrize("key", SAID)
def test_every_word_is_there_in_all_three_languages(key: str) -> None:
    told = {lang: SHOWN_AS_IT_IS.sub("", SAID[key].to(lang)) for lang in Lang}
    assert all(told.values()) or not any(told.values())
    assert not CHINESE.search(told[Lang.EN])
    for lang in (Lang.ZH_HANS, Lang.ZH_HANT):
        assert not LATIN.search(told[lang]), "no word of another language"
    facts = [set(re.findall(r"\{(\w+)", SAID[key].to(lang))) for lang in Lang]
    assert facts[0] == facts[1] == facts[2]


def _raw(path: Path) -> list[str]:
    """Texts that a module prints as they stand in the source."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in SPEAKING:
            texts = (text for arg in node.args for text in _texts(arg))
            found += [text for text in texts if LATIN.search(text) or CHINESE.search(text)]
    return found


def _texts(node: ast.AST) -> list[str]:
    """String constants of an argument, without those that are keys or belong to an inner call."""
    if isinstance(node, ast.Subscript | ast.Call):
        return []
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return [text for child in ast.iter_child_nodes(node) for text in _texts(child)]


@pytest.mark.parametrize("path", sorted(CLI.glob("*.py")), ids=lambda path: path.stem)
def test_no_module_prints_a_text_of_its_own(path: Path) -> None:
    assert _raw(path) == []


def test_a_text_of_its_own_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "rude.py"
    path.write_text('line(f"{count} events wait.")\ntable(("no", told(w.WHEN)), rows["when"])\n', "utf-8")
    assert _raw(path) == [" events wait.", "no"]


@pytest.mark.parametrize(
    ("words_of", "said"),
    [
        (("find", "zzzz"), ("No case was found.", "未找到投诉。", "未找到投訴。")),
        (("status",), ("consumer", "读取端", "讀取端")),
        (("key", "list"), ("holder", "持有人", "持有人")),
        (("parked", "list"), ("Nothing is parked.", "没有搁置的事件。", "沒有擱置的事件。")),
        (("verify",), ("The log is sound.", "日志完好。", "日誌完好。")),
        (("do", "dance"), ("There is no action dance.", "没有操作 dance。", "沒有操作 dance。")),
        (("rebuild", "cooking"), ("There is no consumer", "没有读取端", "沒有讀取端")),
        (("find", "--key", "suy_wrong"), ("No valid key was presented. ", "未提供有效的密钥。", "未提供有效的金鑰。")),
        (("report", "LP", "2026-03", "--receive"), ("R11.2: ", "R11.2：", "R11.2：")),
        (("do", "empty_box", "site=LP", "letters=0"), ("LP: box emptied", "LP：开箱", "LP：開箱")),
    ],
    ids=lambda given: " ".join(given[:2]),
)
def test_a_command_speaks_the_language_asked_for(suying: Run, words_of: tuple[str, ...], said: tuple[str, ...]) -> None:
    for lang, text in zip(("en", "zh-CN", "zh-Hant"), said, strict=True):
        printed = "\n".join(suying(*words_of, "--lang", lang))
        assert text in printed
        assert lang != "en" or not CHINESE.search(printed)


def test_a_case_is_told_in_the_language_asked_for(suying: Run) -> None:
    yesterday = datetime.now(ZoneInfo("Asia/Shanghai")) - timedelta(days=1)
    receive = ("do", "receive", "site=LP", "channel=phone", "anonymous=true", "--occurred", yesterday.isoformat())
    number = json.loads("\n".join(suying(*receive, "--json", code=0)))["number"]
    told = {"en": ("entered late", "outcome"), "zh-Hans": ("补录", "结果"), "zh-TW": ("補錄", "結果")}
    for lang, (late, outcome) in told.items():
        assert late in "\n".join(suying("history", number, "--lang", lang))
        assert outcome in suying("clocks", number, "--lang", lang)[0]


def test_a_language_that_the_desk_does_not_speak_is_refused(suying: Run) -> None:
    assert suying("status", "--lang", "fr", code=2) == []

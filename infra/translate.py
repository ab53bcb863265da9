"""Drafts what the traditional Chinese catalogue lacks: `python -m infra.translate`; a person reviews the drafts.

Every text of ours stands in the source as `say("English", "中文")`, as a label in `ask(…)`, or as the words of
an axis. They are read from the source, so that a text counts before anything imports it.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "shared" / "vocabulary" / "zh_hant.json"
FOLDERS = ("shared", "services", "infra")
MODULES = {"shared.vocabulary.text", "shared.decision.action"}
DECLARING = {"shared/vocabulary/text.py", "shared/vocabulary/axes.py", "shared/decision/action.py"}
"""Where `say` is called with what others declared."""


def texts(root: Path = ROOT) -> dict[str, str]:
    """Every simplified text of ours and where it stands first. Raises ValueError for a text put together."""
    found: dict[str, str] = {}
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            name = str(path.relative_to(root))
            for zh, line in _texts_of(ast.parse(path.read_text("utf-8")), name):
                found.setdefault(zh, f"{name}:{line}")
    return found


def _texts_of(tree: ast.Module, name: str) -> Iterator[tuple[str, int]]:
    ours = set() if name in DECLARING else set(_imported(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=called)) if called in ours:
                yield _second(node, name), node.lineno
            case ast.ClassDef(bases=[ast.Name(id="Axis")]):
                yield from _axis_words(node)


def _imported(tree: ast.Module) -> Iterator[str]:
    """Which of `say` and `ask` this module has from us; another function of that name is none of our business."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield from (alias.name for alias in node.names if alias.name in ("say", "ask"))


def _second(call: ast.Call, name: str) -> str:
    match call.args:
        case [ast.Constant(value=str()), ast.Constant(value=str(zh))]:
            return zh
    raise ValueError(f"{name}:{call.lineno}: say and ask take two literal texts, English and Chinese")


def _axis_words(node: ast.ClassDef) -> Iterator[tuple[str, int]]:
    for item in node.body:
        match item:
            case ast.Assign(value=ast.Tuple(elts=[ast.Constant(), ast.Constant(), ast.Constant(value=str(zh))])):
                yield zh, item.lineno


HOUSE = {
    "專案": "項目",  # a site is no project
    "程式碼": "代碼",
    "裝置": "設備",
    "資訊": "訊息",
    "型別": "類型",
    "質量": "品質",
    "儲存": "保存",
    "賬": "帳",
    "可以麼": "可以嗎",
    "反饋": "回饋",
    "物業費": "管理費",
    "平臺": "平台",
    "丟失": "遺失",
    "稽核": "審核",
    "不線上": "不在線上",
    "“": "「",
    "”": "」",
}
"""Where OpenCC takes a word for one of computing, or for one of the mainland: our house's word instead."""


def lacking(root: Path = ROOT) -> dict[str, str]:
    """The texts without a traditional counterpart, with their places."""
    known = json.loads(CATALOGUE.read_text("utf-8"))
    return {zh: place for zh, place in texts(root).items() if zh not in known}


def unused(root: Path = ROOT) -> list[str]:
    """Entries of the catalogue whose text stands nowhere any more."""
    needed = texts(root)
    return [zh for zh in json.loads(CATALOGUE.read_text("utf-8")) if zh not in needed]


def draft(zh: str) -> str:
    """A traditional draft of one text, Taiwan usage. Needs the build-time dependency `opencc`."""
    from opencc import OpenCC  # noqa: PLC0415 - build time only, 30 MB of memory

    drafted = str(OpenCC("s2twp").convert(zh))
    for word, ours in HOUSE.items():
        drafted = drafted.replace(word, ours)
    return drafted


def main() -> int:
    """Add drafts of what is lacking, drop what stands nowhere any more, print what to review."""
    known: dict[str, str] = json.loads(CATALOGUE.read_text("utf-8"))
    for zh in unused():
        del known[zh]
    for zh, place in lacking().items():
        known[zh] = draft(zh)
        print(f"{place}: {zh} → {known[zh]}")
    entries = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1)
    CATALOGUE.write_text(entries + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

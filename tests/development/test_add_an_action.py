"""docs/development/add-an-action.md is true: its three edits, made in a copy without them, give a working action."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "development" / "add-an-action.md"
EDITS = re.findall(r"^```diff\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
NAMES = ("CarryOutPromise", "PromiseCarriedOut", "has_open_promise")
SOURCES = ("shared/vocabulary", "shared/decision", "shared/directory", "shared/complaint", "tests/support")
TEST = Path("tests/process/test_p04_on_the_spot.py")
NEW = "test_a_promise_carried_out_before_the_signature_leaves_nothing_open"


def copied(folder: Path) -> Path:
    """The sources that the edits and their test need; compiled files too, they spare seconds."""
    for source in SOURCES:
        shutil.copytree(ROOT / source, folder / source)
    (folder / TEST).parent.mkdir()
    shutil.copy2(ROOT / TEST, folder / TEST)
    return folder


def apply(copy: Path, edit: str, *how: str) -> None:
    """As a reader would make the edit, or take it back."""
    subprocess.run(["git", "apply", "--recount", *how, "-"], cwd=copy, input=edit.encode(), check=True)


def names_left(copy: Path) -> set[str]:
    """Which of the action's names stand in the sources of the copy."""
    text = "".join(path.read_text("utf-8") for path in copy.rglob("*.py"))
    return {name for name in NAMES if name in text}


def test_the_page_adds_a_real_action_in_three_edits(tmp_path: Path) -> None:
    copy = copied(tmp_path)
    assert len(EDITS) == 3
    for edit in EDITS:
        apply(copy, edit, "--reverse")
    assert names_left(copy) == set()
    for edit in EDITS:
        apply(copy, edit)
    call = f"from tests.process.{TEST.stem} import {NEW} as new; new(); print('passed')"
    told = subprocess.run([sys.executable, "-c", call], cwd=copy, capture_output=True, check=False, text=True)
    assert told.stdout == "passed\n", told.stderr

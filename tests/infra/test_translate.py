"""The reviewed catalogue of traditional Chinese has every text of ours."""

import ast
from pathlib import Path

import pytest

from infra import translate
from shared.vocabulary.text import Lang, say


def test_no_text_lacks_its_traditional_version() -> None:
    lacking = [f"{place}: {zh}" for zh, place in translate.lacking().items()]
    assert not lacking, "run `python -m infra.translate` and review its drafts:\n" + "\n".join(lacking)


def test_texts_are_read_from_labels_forms_and_axes(tmp_path: Path) -> None:
    for folder in translate.FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "shared" / "a.py").write_text(
        "from shared.vocabulary.text import say\nfrom shared.decision.action import ask\n"
        "x = say('a', '甲')\ny = ask('b', '乙' '丙', default=None)\n"
        "class Colour(Axis):\n    RED = 'red', 'red', '红'\n",
        "utf-8",
    )
    (tmp_path / "infra" / "b.py").write_text("say = print\nsay('not ours')\n", "utf-8")
    assert translate.texts(tmp_path) == {"甲": "shared/a.py:3", "乙丙": "shared/a.py:4", "红": "shared/a.py:6"}


def test_a_text_that_is_put_together_is_refused() -> None:
    tree = ast.parse("from shared.vocabulary.text import say\nx = say(en, zh)\n")
    with pytest.raises(ValueError, match="two literal texts"):
        list(translate._texts_of(tree, "shared/a.py"))


def test_a_draft_is_in_our_house_words() -> None:
    assert translate.draft("项目 {site} 的业主投诉，网页") == "項目 {site} 的業主投訴，網頁"


def test_the_catalogue_serves_the_traditional_text() -> None:
    assert say("complaint", "投诉要点").to(Lang.ZH_HANT) == "投訴要點"

"""Conduct and phrases: the handbook's words as content, in three languages, none falling back to another."""

import re
from pathlib import Path

import pytest

from shared.complaint.kind import COMPLAINT
from shared.directory.actions.words import ChangeWords, CiteProcedure, RestoreWords
from shared.directory.events.policy import ProcedureCited, WordsChanged, WordsRestored
from shared.directory.kind import DIRECTORY
from shared.directory.words import BY_STEP, SHIPPED, Sort, titled
from shared.vocabulary.text import Lang
from tests.support.cast import lin, qian
from tests.support.company import Company, named
from tests.support.rules import rule

PROCESS = Path(__file__).parents[2] / "docs" / "process.md"


def handbook() -> list[str]:
    """The words of the table *Shipped words*, row by row, their alternatives parted."""
    section = PROCESS.read_text("utf-8").partition("### Shipped words")[2].partition("\n## ")[0]
    rows = [line.split("|")[2].strip() for line in section.splitlines() if line.startswith("| ")][2:]
    return [re.sub(r" \(R[\d.]+\)$", "", words.strip()) for row in rows for words in row.split(" · ")]


@rule("R1.6", "R2.0")
def test_the_shipped_words_are_the_handbooks_word_for_word_and_in_its_order() -> None:
    assert [shipped.words.zh for shipped in SHIPPED] == handbook()


@rule("R1.6")
def test_there_are_nine_phrases_and_ten_pieces_of_conduct() -> None:
    assert [shipped.sort for shipped in SHIPPED].count(Sort.PHRASE) == 9
    assert [shipped.sort for shipped in SHIPPED].count(Sort.CONDUCT) == 10
    assert [shipped.sort for shipped in SHIPPED[:9]] == [Sort.PHRASE] * 9


@rule("R1.6")
@pytest.mark.parametrize("step", BY_STEP)
def test_every_step_has_words_and_a_label_in_all_three_languages(step: str) -> None:
    words = [DIRECTORY.blank.words_for(step, lang) for lang in Lang]
    labels = [BY_STEP[step].label.to(lang) for lang in Lang]
    assert all(words)
    assert all(labels)
    assert words[0].isascii() or "×" in words[0]
    assert words[0] not in words[1:]


@rule("R1.6")
def test_the_distances_are_one_metre_and_one_and_a_half() -> None:
    for lang in Lang:
        assert re.search(r"\b1[ 米]|約1|约1", DIRECTORY.blank.words_for("ordinary", lang))
        assert "1.5" in DIRECTORY.blank.words_for("agitated", lang)


@rule("R1.6")
def test_every_step_that_an_action_names_has_words() -> None:
    named_steps = {action.SPEC.step for kind in (COMPLAINT, DIRECTORY) for action in kind.actions} - {None}
    assert named_steps <= set(BY_STEP)


@rule("R1.6", "R2.0")
def test_a_company_says_it_in_its_own_words_and_can_take_the_shipped_ones_again() -> None:
    own = {"en": "Please sit down.", "zh_Hans": "请坐。", "zh_Hant": "請坐。"}
    company = Company().when(ChangeWords.model_validate({"step": "calming", "words": own}), by=qian).then(WordsChanged)
    assert [company.directory.words_for("calming", lang) for lang in Lang] == list(own.values())
    company.when(RestoreWords(step="calming")).then(WordsRestored)
    assert company.directory.words_for("calming", Lang.ZH_HANS).startswith("先生/小姐您好")


@rule("R1.6")
def test_own_words_are_given_in_every_language() -> None:
    with pytest.raises(ValueError, match="words"):
        ChangeWords.model_validate({"step": "calming", "words": {"en": "Please sit down.", "zh_Hans": "请坐。"}})


@rule("R1.6")
def test_a_step_without_words_cannot_be_changed() -> None:
    words = named("La")
    company = Company().when(ChangeWords.model_validate({"step": "singing", "words": words}))
    company.then_refused("R1.6", step="singing")
    company.when(RestoreWords(step="singing")).then_refused("R1.6", step="singing")


@rule("R1.6")
def test_a_receptionist_is_shown_the_words_and_does_not_change_them() -> None:
    words = named("La")
    Company().when(ChangeWords.model_validate({"step": "calming", "words": words}), by=lin).then_forbidden()


@rule("R1.6")
def test_the_conduct_cites_the_companys_own_procedure_with_its_version() -> None:
    assert DIRECTORY.blank.procedure.names["zh_Hans"] == "《服务中心来访接待流程》"
    company = Company().when(CiteProcedure(names=named("《接待》"), version="3")).then(ProcedureCited)
    assert (company.directory.procedure.names["en"], company.directory.procedure.version) == ("《接待》", "3")


@rule("R1.5")
def test_the_title_of_the_person_called_replaces_manager_and_director() -> None:
    words = {lang: DIRECTORY.blank.words_for("calling_manager", lang) for lang in Lang}
    assert titled(words[Lang.ZH_HANS], Lang.ZH_HANS, "客服主任").startswith("××客服主任，请速到")
    assert titled(words[Lang.ZH_HANT], Lang.ZH_HANT, "客服主任").startswith("××客服主任，請速到")
    assert titled(words[Lang.EN], Lang.EN, "Deputy manager").startswith("Deputy manager ××, please come")

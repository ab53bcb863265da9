"""P1, P2, P4: the conduct and phrases shown with an action, as the case stands (R1.6, R2.0)."""

import pytest

from shared.complaint.actions.p01_handover import CallColleague, ConfirmComing, IntroduceColleague, TellWhoComes
from shared.complaint.actions.p01_move_up import AskToMoveUp, RecordAgitated, RecordCalmed
from shared.complaint.actions.p01_walk_in import AskDetails, Explain
from shared.complaint.actions.p02_phone import Apologise
from shared.complaint.actions.p04_on_the_spot import Answer
from shared.complaint.actions.p12_ownership import PassOn
from shared.complaint.conduct import VARIES, conduct, steps
from shared.complaint.kind import COMPLAINT
from shared.decision.action import Action
from shared.directory.words import BY_STEP
from shared.vocabulary.axes import Channel, MoveUpReason
from shared.vocabulary.text import Lang
from tests.support import moving, story
from tests.support.cast import lin
from tests.support.desk import Desk
from tests.support.rules import rule


def shown(action: type[Action], desk: Desk, lang: Lang = Lang.ZH_HANS) -> str:
    return str(conduct(action, desk.complaint, desk.directory, lang))


@rule("R1.6", "R1.2", "R1.3")
@pytest.mark.parametrize("action", [AskDetails, Explain, Apologise])
def test_listening_keeps_a_metre_and_half_a_metre_more_from_an_agitated_customer(action: type[Action]) -> None:
    assert "距离约1米" in shown(action, Desk().given(story.received()))
    assert "距离约1.5米" in shown(action, Desk().given(moving.agitated()))
    calmed = Desk().given([*moving.agitated(), ("09:02", lin, RecordCalmed())])
    assert "距离约1米" in shown(action, calmed)


@rule("R1.6", "R2.0")
def test_nobody_keeps_a_distance_on_the_phone() -> None:
    for action in (AskDetails, Explain, Apologise):
        assert steps(action, Desk().given(moving.calling()).complaint) == ("phone",)
    assert steps(RecordAgitated, Desk().given(moving.calling()).complaint) == ("agitated", "phone")


@rule("R1.3a", "R1.6")
def test_the_calming_phrase_stands_beside_calming() -> None:
    assert shown(RecordCalmed, Desk().given(moving.agitated())).startswith("先生/小姐您好，我们理解您的感受")


@rule("R1.4", "R2.3", "R1.6")
def test_the_offer_to_move_up_has_its_phrase_and_the_phone_its_own() -> None:
    assert "共同设法妥善处理您的要求" in shown(AskToMoveUp, Desk().given(story.received()))
    assert "我不是很了解" in shown(AskToMoveUp, Desk().given(moving.calling()))


PHRASES = (
    (CallColleague, "××客服主任，请速到××来，这里有顾客需要您协助帮忙"),
    (TellWhoComes, "请您稍等一下，我们的客服主任立即过来"),
)


@rule("R1.5", "R1.6")
@pytest.mark.parametrize(("action", "words"), PHRASES)
def test_the_title_of_the_person_called_stands_in_the_phrases(action: type[Action], words: str) -> None:
    assert words in shown(action, Desk().given(moving.introduced()))


@rule("R1.5", "R1.6")
def test_before_anybody_is_called_it_is_the_title_of_the_level_asked_for() -> None:
    assert shown(CallColleague, Desk().given(moving.consented())).startswith("××客服主任，请速到")


@rule("R1.5", "R4.2", "R1.6")
def test_on_the_spot_the_handbook_has_other_phrases() -> None:
    asked = ("09:16", lin, AskToMoveUp(reason=MoveUpReason.CUSTOMER_WISHES))
    spot, before = Desk().given([*story.answered(), asked]).complaint, Desk().given(moving.asked()).complaint
    assert [steps(action, spot) for action in (CallColleague, TellWhoComes, IntroduceColleague)] == [
        ("calling_director",),
        ("please_wait_for_director",),
        ("introducing", "introduction_of_director"),
    ]
    assert [steps(action, before) for action in (CallColleague, TellWhoComes, IntroduceColleague)] == [
        ("calling_manager",),
        ("please_wait",),
        ("introducing", "introduction"),
    ]


@rule("R4.3", "R2.4", "R1.6")
def test_the_answer_is_the_managers_on_the_spot_and_on_the_phone() -> None:
    assert steps(Answer, Desk().given(story.on_the_spot()).complaint) == ("manager_on_the_spot",)
    assert steps(Answer, Desk().given(story.on_the_spot(channel=Channel.PHONE)).complaint) == ("manager_on_the_phone",)


@rule("R1.6")
def test_an_action_without_a_step_shows_nothing() -> None:
    assert conduct(PassOn, Desk().complaint, Desk().directory, Lang.EN) is None
    assert conduct(ConfirmComing, Desk().complaint, Desk().directory, Lang.EN) is None


@rule("R1.6")
@pytest.mark.parametrize("lang", list(Lang))
def test_every_step_has_words_in_every_language(lang: Lang) -> None:
    for start in ([], story.received(), moving.calling(), moving.agitated(), story.on_the_spot(), moving.introduced()):
        desk = Desk().given(start)
        for action in COMPLAINT.actions:
            assert set(steps(action, desk.complaint)) <= set(BY_STEP)
            assert (conduct(action, desk.complaint, desk.directory, lang) is None) is (action.SPEC.step is None)
    assert set(VARIES) <= {action.SPEC.step for action in COMPLAINT.actions}

"""P12: the customer's own words, attachments, internal notes, and the nine outcomes of a follow-up."""

import pytest
from pydantic import ValidationError

from shared.complaint.actions.p12_words_and_files import AddWords, Attach, WriteNote
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.complaint.events.p12_words_and_files import FileAttached, NoteWritten, WordsAdded
from shared.complaint.kind import COMPLAINT
from shared.vocabulary.axes import REACHED, FileKind, FollowUpOutcome
from shared.vocabulary.personal import personal_fields
from tests.support import story
from tests.support.cast import lin, portal, wu
from tests.support.desk import Desk
from tests.support.rules import rule

PHOTO = {
    "digest": "a" * 64, "size": 81_234, "media_type": "image/jpeg", "name": "lift.jpg", "kind": FileKind.PHOTO,
}  # fmt: skip


@rule("R12.1")
def test_the_customers_own_words_stand_apart_from_the_receivers_summary() -> None:
    desk = Desk().given(story.received())
    received = desk.event(ComplaintReceived)
    assert received.words == "电梯又停在半路了！"
    assert received.summary == "The lift of block 3 stops between floors."
    desk.when(lin, AddWords(words="已经第三次了。", summary="Third time."), at="09:10").then(WordsAdded)
    assert (desk.event(WordsAdded).words, desk.event(WordsAdded).summary) == ("已经第三次了。", "Third time.")
    assert set(personal_fields(WordsAdded)) == {"words", "summary"}


@rule("R12.1")
def test_files_are_attached_as_facts_also_after_the_closing() -> None:
    desk = Desk().given(story.signed())
    form = Attach.model_validate({**PHOTO, "kind": FileKind.SIGNED_FORM})
    desk.when(lin, form, at="+1 09:00").then(FileAttached)
    assert desk.event(FileAttached).kind is FileKind.SIGNED_FORM
    assert personal_fields(FileAttached) == ("name",)
    desk.when(wu, form, at="+1 09:05").then_forbidden()


@rule("R12.1")
@pytest.mark.parametrize("change", [{"digest": "A" * 64}, {"digest": "a" * 63}, {"size": 0}, {"media_type": "jpeg"}])
def test_a_file_is_known_by_its_digest_size_and_type(change: dict[str, object]) -> None:
    Attach.model_validate(PHOTO)
    with pytest.raises(ValidationError):
        Attach.model_validate({**PHOTO, **change})


@rule("R12.29")
def test_internal_notes_are_facts_that_no_customer_sees() -> None:
    desk = Desk().given(story.signed())
    desk.when(lin, WriteNote(text="Knows the chairman of the committee."), at="10:00").then(NoteWritten)
    desk.when(portal, WriteNote(text="From outside."), at="10:00").then_forbidden()
    assert [event.__name__ for event in COMPLAINT.events if event.INTERNAL] == ["NoteWritten"]  # type: ignore[attr-defined]


@rule("R12.3")
def test_a_follow_up_attempt_ends_as_one_of_nine_and_five_of_them_are_reached() -> None:
    words = [outcome.words.zh for outcome in FollowUpOutcome]
    assert words == ["非常满意", "满意", "一般", "不满意", "非常不满意", "未接通", "约期再访", "谢绝回访", "免回访"]
    assert [outcome for outcome in FollowUpOutcome if outcome in REACHED] == list(FollowUpOutcome)[:5]

"""CK8 to CK10 and R12.10: when it happened and when it was entered are two facts."""

import pytest

from shared.complaint.actions.p03_verification import Verify
from shared.complaint.actions.p09_tasks import GiveUrgentTask
from shared.complaint.actions.p11_closing import Reopen
from shared.complaint.actions.p11_ending import Cancel
from shared.complaint.actions.p12_amending import CorrectTime
from shared.complaint.actions.p12_impartiality import NamePerson
from shared.complaint.actions.p12_related_cases import CloseAsDuplicate
from shared.complaint.actions.p12_words_and_files import WriteNote
from shared.complaint.clocks.running import Outcome
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.complaint.events.p03_verification import Verified
from shared.complaint.events.p12_amending import TimeCorrected
from shared.complaint.events.p12_words_and_files import NoteWritten
from shared.complaint.timeline import timeline
from shared.vocabulary.follow_up import CancelReason
from tests.support import escalated, solving, story
from tests.support.cast import lin, mei, ms_wang, zhou
from tests.support.desk import Desk, when
from tests.support.rules import rule

POINTS = Verify(statement="The lift stopped twice.")
NOTE = WriteNote(text="The lift firm is on its way.")


def correct(version: int, happened: str, reason: str = "The paper form says so.") -> CorrectTime:
    return CorrectTime(version=version, happened_at=when(happened), reason=reason)


@rule("CK9")
def test_it_cannot_have_happened_more_than_the_clock_skew_after_its_entry() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, NOTE, at="09:12:01", recorded="09:10").then_refused("CK9", recorded=when("09:10"))
    desk.when(lin, NOTE, at="09:12", recorded="09:10").then(NoteWritten)


@rule("CK9")
def test_it_cannot_have_happened_before_the_receipt() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, NOTE, at="08:59", recorded="09:10").then_refused("CK9", earliest=when("09:00"))
    desk.when(lin, NOTE, at="09:00", recorded="09:10").then(NoteWritten)


@rule("CK9")
def test_more_than_72_hours_back_needs_the_supervisor() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, NOTE, at="09:05", recorded="+3 09:06").then_refused("CK9", hours=72)
    desk.when(lin, NOTE, at="09:06", recorded="+3 09:06").then(NoteWritten)
    desk.when(zhou, NOTE, at="09:05", recorded="+3 09:06").then(NoteWritten)


@rule("CK9", "R12.10")
def test_yesterdays_paper_form_is_entered_today_with_both_moments() -> None:
    desk = Desk()
    desk.when(lin, story.receive(), at="09:00", recorded="+1 08:30").then(ComplaintReceived)
    record = desk.records[0]
    assert (record.occurred_at, record.recorded_at) == (when("09:00"), when("+1 08:30"))
    assert desk.complaint.reception.received_at == when("09:00")


@rule("CK8")
def test_a_clock_that_was_over_before_its_start_was_entered_is_late_born() -> None:
    late = Desk()
    late.when(lin, story.receive(), at="09:00", recorded="09:31").then(ComplaintReceived)
    assert late.clocks("09:31")["verification"].late_born
    assert late.clocks("09:31")["verification"].outcome is Outcome.MISSED
    in_time = Desk()
    in_time.when(lin, story.receive(), at="09:00", recorded="09:30").then(ComplaintReceived)
    assert not in_time.clocks("09:30")["verification"].late_born


@rule("CK8")
def test_a_late_born_clock_acts_only_an_hour_after_the_entry() -> None:
    late = Desk()
    late.when(lin, story.receive(), at="09:00", recorded="11:00").then(ComplaintReceived)
    assert late.clocks("11:01")["verification"].acts_at == when("12:00")
    ordinary = Desk().given(story.received("09:00"))
    run = ordinary.clocks("09:01")["verification"]
    assert run.acts_at == run.due == when("09:30")


@rule("CK10")
def test_what_was_done_in_time_and_entered_late_is_met_entered_late() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, POINTS, at="09:25", recorded="10:00").then(Verified)
    run = desk.clocks("10:01")["verification"]
    assert (run.outcome, run.met_late) == (Outcome.MET, True)
    prompt = Desk().given(story.verified("09:25")).clocks("10:01")["verification"]
    assert (prompt.outcome, prompt.met_late) == (Outcome.MET, False)


@rule("CK9")
def test_a_wrong_time_is_corrected_and_the_first_one_stays_on_record() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, POINTS, at="09:40", recorded="09:45").then(Verified)
    assert desk.clocks("09:50")["verification"].outcome is Outcome.MISSED
    desk.when(lin, correct(2, "09:29"), at="10:00").then(TimeCorrected)
    assert desk.complaint.facts.verified_at == when("09:29")
    assert desk.records[1].occurred_at == when("09:40")
    corrected = desk.clocks("10:01")["verification"]
    assert (corrected.outcome, corrected.met_late) == (Outcome.MET, True)


@rule("CK9")
def test_of_two_corrections_the_last_holds() -> None:
    desk = Desk().given([*story.verified("09:20"), ("09:30", lin, correct(2, "09:15"))])
    desk.when(lin, correct(2, "09:18"), at="09:40").then(TimeCorrected)
    assert desk.complaint.facts.verified_at == when("09:18")


@rule("CK9")
def test_what_was_entered_in_one_go_moves_together() -> None:
    desk = Desk().given(story.signed("09:18"))
    closed = len(desk.records)
    desk.when(lin, correct(closed, "09:17"), at="09:30").then(TimeCorrected)
    times = {record.occurred_at for record in timeline(desk.records)[-4:-1]}
    assert times == {when("09:17")}
    assert desk.complaint.closing.judged_at == desk.complaint.closing.closed_at == when("09:17")


@rule("CK9")
@pytest.mark.parametrize("happened", ["08:59", "09:13", "09:21"])
def test_a_correction_keeps_the_bounds(happened: str) -> None:
    """Verified at 09:10, entered then; received at 09:00, the route chosen at 09:12."""
    desk = Desk().given(story.on_the_spot("09:12"))
    desk.when(lin, correct(2, happened), at="09:30").then_refused("CK9")
    desk.when(lin, correct(2, "09:11"), at="09:30").then(TimeCorrected)


@rule("CK9")
def test_a_receipt_is_not_moved_behind_what_followed() -> None:
    desk = Desk().given(story.verified("09:10"))
    desk.when(lin, correct(1, "09:03"), at="09:30").then_refused("CK9", recorded=when("09:00"))
    late = Desk()
    late.when(lin, story.receive(), at="09:00", recorded="09:20").then(ComplaintReceived)
    late.when(lin, POINTS, at="09:10", recorded="09:21").then(Verified)
    late.when(lin, correct(1, "09:11"), at="09:30").then_refused("CK9", earliest=when("09:11"), action="verify")
    late.when(lin, correct(1, "09:09"), at="09:30").then(TimeCorrected)
    assert late.complaint.reception.received_at == when("09:09")


@rule("CK9")
def test_a_correction_that_moves_an_entry_far_back_needs_the_supervisor() -> None:
    desk = Desk()
    desk.when(lin, story.receive(), at="09:00", recorded="+3 08:00").then(ComplaintReceived)
    desk.when(lin, correct(1, "07:00"), at="+3 09:00").then_refused("CK9", hours=72)
    desk.when(zhou, correct(1, "07:00"), at="+3 09:00").then(TimeCorrected)


@rule("CK9")
def test_only_what_is_on_record_is_corrected() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(lin, correct(2, "09:00"), at="09:30").then_refused("CK9", version=2, instead="write_note")
    desk.when(lin, correct(1, "08:59"), at="09:30").then(TimeCorrected)


@rule("R12.29")
def test_a_time_is_corrected_by_the_owner_or_by_level_1_or_higher() -> None:
    desk = Desk().given(story.received("09:00"))
    desk.when(mei, correct(1, "08:59"), at="09:30").then_refused("R12.29", instead="write_note")
    desk.when(lin, correct(1, "08:59"), at="09:30").then(TimeCorrected)
    desk.when(zhou, correct(1, "08:58"), at="09:30").then(TimeCorrected)


@rule("CK9", "R12.17")
def test_naming_somebody_cannot_lie_before_what_it_takes_from_them() -> None:
    desk = Desk().given(escalated.accepted())
    name = NamePerson(person="zhou")
    desk.when(lin, name, at="10:05", recorded="10:30").then_refused("CK9", earliest=when("10:10"))
    assert desk.when(lin, name, at="10:10", recorded="10:30").refusal is None
    waiting = Desk().given(escalated.escalated())
    waiting.when(lin, name, at="09:59", recorded="10:30").then_refused("CK9", earliest=when("10:00"))
    charged = Desk().given(solving.charged())
    charged.when(lin, NamePerson(person="wu"), at="09:19", recorded="10:30").then_refused("CK9", earliest=when("09:20"))


@rule("CK9", "R12.6a", "R12.11")
def test_what_ends_a_case_cannot_lie_before_the_judgement_it_covers_or_the_round_it_ends() -> None:
    same = CloseAsDuplicate(survivor=ms_wang, reason="The same lift.")
    closed = Desk().given(story.signed("09:18"))
    closed.when(zhou, same, at="09:17", recorded="12:00").then_refused("CK9", earliest=when("09:18"))
    again = closed.given([("+1 10:00", zhou, Reopen(reason="It stopped."))])
    again.when(zhou, same, at="+1 09:59", recorded="+1 12:00").then_refused("CK9", earliest=when("+1 10:00"))
    assert again.when(zhou, same, at="+1 10:00", recorded="+1 12:00").refusal is None
    judged = Desk().given(story.signed("09:18", unit=""))
    mistake = Cancel(reason=CancelReason.TEST)
    judged.when(zhou, mistake, at="09:17", recorded="12:00").then_refused("CK9", earliest=when("09:18"))


@rule("CK9", "R11.4")
def test_what_is_done_on_a_case_in_hand_belongs_to_its_round_and_a_note_does_not() -> None:
    desk = Desk().given([*story.signed("09:18"), ("+1 10:00", zhou, Reopen(reason="It stopped again."))])
    urgent = GiveUrgentTask(department="LP-engineering", what="Close the shaft.")
    desk.when(lin, urgent, at="+1 09:59", recorded="+1 11:00").then_refused("CK9", earliest=when("+1 10:00"))
    desk.when(lin, NOTE, at="+1 09:59", recorded="+1 11:00").then(NoteWritten)
    assert desk.when(lin, urgent, at="+1 10:00", recorded="+1 11:00").refusal is None

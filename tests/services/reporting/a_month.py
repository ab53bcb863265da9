"""Sixteen cases at LP around March 2026, each a story, and the desk at which they happened in the order of entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.complaint.actions.p03_verification import ChooseRoute, Verify
from shared.complaint.actions.p05_reply_time import AgreeReplyTime, PostponeReply, RecordNotAgreed
from shared.complaint.actions.p06_assignment import RecordNoneNeeded
from shared.complaint.actions.p07_answer import RecordAcceptance, RecordRejection
from shared.complaint.actions.p08_escalation import AcceptEscalation
from shared.complaint.actions.p09_completion import TellDone
from shared.complaint.actions.p09_dates import AskForTime, DecideExtension, TellDate
from shared.complaint.actions.p09_own_tasks import CompleteTask
from shared.complaint.actions.p09_tasks import GiveTask
from shared.complaint.actions.p10_follow_up import FollowUp, TryFollowUp
from shared.complaint.actions.p10_quiet_week import (
    CloseAfterQuietWeek,
    DecideAfterAttempts,
    DeclineFollowUp,
    ExemptFromFollowUp,
)
from shared.complaint.actions.p11_closing import Reopen, TakeBack
from shared.complaint.actions.p11_ending import AskToWithdraw, Cancel, ConfirmWithdrawal
from shared.complaint.actions.p12_assessment import Assess
from shared.complaint.actions.p12_contact import RecordUrge
from shared.complaint.actions.p12_import import TakeOver
from shared.complaint.actions.p12_related_cases import CloseAsDuplicate, ReturnDuplicate
from shared.decision.action import Action
from shared.decision.moment import Caller
from shared.vocabulary.axes import Channel, Failing, Responsible, Route, Severity, Urgency
from shared.vocabulary.follow_up import AfterAttempts, CancelReason, Exemption, FollowUpForm, Rating, Solved
from shared.vocabulary.replies import Means
from shared.vocabulary.work import Extended
from tests.services.reporting.books import Books
from tests.support import solving, story
from tests.support.cast import SHANGHAI, desk_itself, he, lin, wu, zhou


@dataclass(frozen=True)
class Done:
    """One act of a story: when, by whom, what; `entered` where that was later. Times as "03-05 09:00"."""

    at: str
    by: Caller
    what: Action
    entered: str = ""


Story = Iterator[Done]
VERIFY = Verify(statement="电梯本周两次停在楼层之间。")
TO_P5 = ChooseRoute(route=Route.AGREED, reason="The lift firm must look first.")
NONE_NEEDED = RecordNoneNeeded(reason="Known.", valid=True, responsible=Responsible.MANAGEMENT)
MINOR = Assess(severity=Severity.MINOR, urgency=Urgency.NORMAL, reason="A nuisance.")
ACCEPT, REJECT = RecordAcceptance(words="可以。"), RecordRejection(words="不行。")
NOBODY = TryFollowUp(form=FollowUpForm.PHONE)
WEEK_OVER = CloseAfterQuietWeek()
NO_THANKS = DeclineFollowUp(words="不用再打了。")


def told(stories: story.Story, day: str, entered: str = "") -> Story:
    """A story of tests/support, on one day."""
    for clock, by, what in stories:
        yield Done(f"{day} {clock}", by, what, entered)


def asked(result: Rating, solved: Solved) -> FollowUp:
    """A follow-up by telephone in which the result decides."""
    return FollowUp(
        form=FollowUpForm.PHONE, reception=Rating.SATISFIED, handling=Rating.SATISFIED, result=result, solved=solved,
        result_words="说了。",
    )  # fmt: skip


def proposed_and_done(day: str, clock: str, ends: str) -> Story:
    """No investigation, a solution without work told and accepted: completed with the acceptance (R9.3a)."""
    yield Done(f"{day} {clock}", lin, NONE_NEEDED)
    yield Done(f"{day} {clock}", lin, solving.proposal(work=False))
    yield Done(f"{day} {clock}", lin, solving.TELL)
    yield Done(f"{day} {ends}", lin, ACCEPT)


def completed(day: str, **changes: Any) -> Story:
    """Promised on the spot, carried out by 15:00, told at 16:00 (R4.1a); its severity is on record."""
    yield from told(story.completed(**changes), day)
    yield Done(f"{day} 16:01", zhou, MINOR)


# ── the cases ───────────────────────────────────────────────────────────────────────────────


def settled_on_the_spot() -> Story:
    """Received at nine, signed at 09:18: all in one morning."""
    yield from told(story.signed(), "03-03")


def over_the_turn_of_the_month() -> Story:
    """The call came at ten to midnight of 28 February, its points were confirmed five minutes into March."""
    yield Done("02-28 23:50", lin, story.receive(channel=Channel.PHONE, rings=2))
    yield Done("03-01 00:05", lin, VERIFY)
    yield Done("03-01 00:10", lin, TO_P5)
    yield Done("03-01 00:11", lin, AgreeReplyTime(reply_at=SOON["03-01 20:00"], words="好"))
    yield Done("03-01 00:12", zhou, MINOR)
    yield from proposed_and_done("03-01", "18:05", "18:10")
    yield Done("03-03 10:00", lin, asked(Rating.VERY_SATISFIED, Solved.SOLVED))


def two_rounds() -> Story:
    """Five rings; a reply postponed, then missed; a no, a date told and changed; dissatisfied, and a second round."""
    yield Done("03-05 09:00", lin, story.receive(channel=Channel.PHONE, rings=5))
    yield Done("03-05 09:20", lin, VERIFY)
    yield Done("03-05 09:25", lin, TO_P5)
    yield Done("03-05 09:40", lin, solving.CHARGE)
    yield Done("03-05 09:45", lin, AgreeReplyTime(reply_at=SOON["03-06 08:00"], words="好"))
    yield Done("03-05 15:00", wu, solving.findings(valid=False, responsible=Responsible.NEIGHBOUR))
    yield Done("03-06 07:00", lin, PostponeReply(reply_at=SOON["03-06 20:00"], reason="The firm is late."))
    yield Done("03-06 07:05", lin, solving.demand())
    yield Done("03-06 20:50", lin, solving.proposal())
    yield Done("03-06 21:00", lin, solving.TELL)  # an hour after the time agreed: missed
    yield Done("03-06 21:30", lin, REJECT)  # a reply is due again, by 21:30 of the 7th
    yield Done("03-07 09:50", lin, solving.proposal())
    yield Done("03-07 10:00", lin, solving.TELL)
    yield Done("03-07 10:05", lin, ACCEPT)
    yield Done("03-07 10:10", lin, GiveTask(what="A new relay.", person="lin", due=SOON["03-12 20:00"]))
    yield Done("03-07 11:00", lin, TellDate(circumstance="The part.", day=date(2026, 3, 10), means=Means.PHONE))
    more = AskForTime(what=Extended.DATE, until=date(2026, 3, 12), reason="Customs.", evidence="Their letter.")
    yield Done("03-09 10:00", lin, more)
    yield Done("03-09 10:30", he, DecideExtension(granted=True, reason="So."))
    yield Done("03-09 11:00", lin, TellDate(circumstance="Customs.", day=date(2026, 3, 12), means=Means.PHONE))
    yield Done("03-12 18:00", lin, CompleteTask(task="t1", what="The relay is in."))
    yield Done("03-12 18:30", lin, TellDone(means=Means.PHONE, words="It runs."))
    yield Done("03-14 09:00", lin, asked(Rating.DISSATISFIED, Solved.NOT))
    yield Done("03-14 09:20", zhou, AcceptEscalation())
    yield Done("03-14 09:22", zhou, AgreeReplyTime(reply_at=SOON["03-15 09:00"], words="好"))
    yield Done("03-14 09:25", zhou, NONE_NEEDED.model_copy(update={"valid": None, "responsible": None}))
    yield Done("03-14 09:30", zhou, solving.proposal(work=False))
    yield Done("03-14 09:40", zhou, solving.TELL)
    yield Done("03-15 09:30", zhou, ACCEPT)
    yield Done("03-16 10:00", zhou, asked(Rating.SATISFIED, Solved.SOLVED))


def missed_at_midnight() -> Story:
    """Agreed on the 31st, the work not complete at its 24:00: that miss is March's."""
    yield from told(story.accepted_solution(), "03-31")
    yield Done("04-01 09:00", lin, CompleteTask(task="t1", what="The alarm rings."))


def met_at_midnight() -> Story:
    """Complete at 24:00 of the 31st exactly: in time, and an act of April."""
    yield from told(story.accepted_solution(), "03-31")
    yield Done("04-01 00:00", lin, CompleteTask(task="t1", what="The alarm rings."))


def entered_by_mistake() -> Story:
    """Not a complaint after all."""
    yield Done("03-09 09:00", lin, story.receive())
    yield Done("03-09 09:20", zhou, Cancel(reason=CancelReason.NOT_A_COMPLAINT, note="A question."))


def withdrawn() -> Story:
    """The customer withdraws; a supervisor who did not handle it confirms the day after."""
    yield from told(story.verified(), "03-10")
    yield Done("03-10 10:00", lin, AskToWithdraw(words="算了。", form="folder 4"))
    yield Done("03-11 10:00", zhou, ConfirmWithdrawal(confirmed=True, reason="Called them."))


def a_duplicate_that_returned() -> Story:
    """Never verified, closed at ten as a duplicate of the case of two rounds; on 1 April it is none after all."""
    two = Books.stream("two_rounds")
    yield Done("03-12 09:00", lin, story.receive())
    yield Done("03-12 10:00", zhou, CloseAsDuplicate(survivor=two, reason="The same lift."))
    yield Done("04-01 09:00", desk_itself, ReturnDuplicate(survivor=two))


def taken_back() -> Story:
    """Signed, with no category on file: judged closed, not closed. The day after it is taken back, and urged."""
    yield from told(story.signed(category=None), "03-16")
    yield Done("03-17 10:00", zhou, TakeBack(reason="A neighbour signed."))
    yield Done("03-20 10:00", lin, RecordUrge(words="怎么还没人来？"))


def entered_the_day_after() -> Story:
    """The paper form of the evening of the 19th, entered in the morning."""
    yield from told(
        [(clock.replace("09:", "17:"), by, what) for clock, by, what in story.signed()],
        "03-19", entered="03-20 09:00",
    )  # fmt: skip


def nobody_answers() -> Story:
    """Three days, three attempts; before the due the supervisor decides for the quiet week."""
    yield from completed("03-02")
    yield Done("03-03 10:00", lin, NOBODY)
    yield Done("03-04 10:00", lin, NOBODY)
    yield Done("03-05 10:00", lin, NOBODY)
    yield Done("03-05 12:00", zhou, DecideAfterAttempts(choice=AfterAttempts.QUIET_WEEK, reason="Nobody answers."))
    yield Done("03-09 17:00", zhou, WEEK_OVER)


def declined_too_late() -> Story:
    """The follow-up was due on the 23rd at 16:00; they decline it the day after."""
    yield from completed("03-20")
    yield Done("03-24 10:00", lin, NO_THANKS)
    yield Done("03-28 10:00", zhou, WEEK_OVER)


def reached_too_late() -> Story:
    """Three rings; followed up a day after the due; satisfied, though only partly solved."""
    yield from completed("03-25", channel=Channel.PHONE, rings=3)
    yield Done("03-29 17:00", lin, asked(Rating.SATISFIED, Solved.PARTLY))


def due_in_april() -> Story:
    """Completed on the 29th: its follow-up is due on 1 April."""
    yield from completed("03-29")


def reopened() -> Story:
    """Closed in February; in March the lift stops again, and where it is settled a follow-up would be unwelcome."""
    yield from told(story.signed(), "02-10")
    yield Done("03-06 09:00", zhou, Reopen(reason="It stopped again."))
    yield Done("03-06 09:10", zhou, MINOR)
    yield Done("03-06 09:11", lin, RecordNotAgreed(words="随便你们。"))
    yield from proposed_and_done("03-06", "11:00", "11:10")
    exempt = ExemptFromFollowUp(exemption=Exemption.SENSITIVE, reason="A death in the family.")
    yield Done("03-07 10:00", he, exempt)


def taken_over() -> Story:
    """Brought open from another system, received there in January; an ordinary case from 18 March on."""
    yield Done("03-18 10:00", zhou, TakeOver())
    yield Done("03-18 10:20", zhou, VERIFY.model_copy(update={"failings": (Failing.NEGLECT,)}))


CASES = (
    settled_on_the_spot, over_the_turn_of_the_month, two_rounds, missed_at_midnight, met_at_midnight,
    entered_by_mistake, withdrawn, a_duplicate_that_returned, taken_back, entered_the_day_after, nobody_answers,
    declined_too_late, reached_too_late, due_in_april, reopened, taken_over,
)  # fmt: skip
BLANK = Books(SHANGHAI)
SOON = {
    text: BLANK.local(f"2026-{text}")
    for text in ("03-01 20:00", "03-06 08:00", "03-06 20:00", "03-12 20:00", "03-15 09:00")
}


def the_desk() -> Books:
    """All that happened, entered in order."""
    books = Books(SHANGHAI)
    books.brought("taken_over", books.local("2026-01-20 09:00"), books.local("2026-02-01 09:00"))
    acts = [(done.entered or done.at, case.__name__, done) for case in CASES for done in case()]
    for entered, case, done in sorted(acts, key=lambda act: act[0]):
        books.act(case, done.by, done.what, books.local(f"2026-{done.at}"), books.local(f"2026-{entered}"))
    return books

"""The lives of cases: what people do one after the other, until the case is closed or the month is over.

A life is a generator: it yields what is done next, how long after, and by whom, and is given the answer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from infra.demo.matters import ACCEPTED, AGREED, DECLINED, REJECTED, SATISFIED, UNSATISFIED, Matter

Minutes = float
Form = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does."""

    after: timedelta  #: since the step before
    who: str  #: code of the person
    do: str  #: slug of the action
    form: Form


Life = Iterator[Step]


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works on the cases of one site."""

    site: str
    receptionists: tuple[str, ...]
    supervisor: str
    manager: str
    enterprise: str
    heads: dict[str, str]  #: by department, without the site


@dataclass
class Teller:
    """What a life needs to tell itself: chance, its matter, its people, the time."""

    dice: Random
    matter: Matter
    crew: Crew
    now: Callable[[], datetime]
    hour: Callable[[datetime], float]  #: the site's local hour

    tasks: int = 0  #: given so far
    moves: int = 0  #: up the ladder

    def __post_init__(self) -> None:
        """The receptionist of this case."""
        self.lin = self.dice.choice(self.crew.receptionists)
        self.head = self.crew.heads[self.matter.department]

    def some(self, low: Minutes, high: Minutes) -> timedelta:
        """A while, in minutes; mostly nearer the lower end."""
        return timedelta(minutes=low + (high - low) * self.dice.random() ** 2)

    def at_desk(self, after: timedelta) -> timedelta:
        """The same, but not before the desk opens: nobody works at night."""
        then = self.now() + after
        hour = self.hour(then)
        wait = 0.0 if 9 <= hour < 18 else (33 - hour) % 24 or 24.0
        return after + timedelta(hours=wait)

    def step(self, after: timedelta, who: str, do: str, **form: Any) -> Step:
        """One step."""
        return Step(after, who, do, form)

    def asked(self, reached: float) -> bool:
        """Whether chance falls on this side."""
        return self.dice.random() < reached


def begin(teller: Teller) -> Life:
    """Verified soon, mostly; then settled on the spot or by an agreed reply time."""
    late = teller.asked(0.06)
    yield teller.step(teller.some(32, 70) if late else teller.some(2, 20), teller.lin, "verify",
                      statement=teller.matter.statement,
                      failings=["neglect"] if teller.matter.fault else ["unmet_need"])  # fmt: skip
    if teller.asked(0.42):
        yield from on_the_spot(teller)
    else:
        yield from agreed(teller)


def on_the_spot(teller: Teller) -> Life:
    """Answered and signed; a few will not sign or cannot be settled there."""
    matter, lin = teller.matter, teller.lin
    yield teller.step(teller.some(1, 6), lin, "choose_route", route="on_the_spot", reason="可当面解释处理")
    promise = {"apologised": True, "promise": matter.solution, "carried_out": True} if matter.fault else {}
    yield teller.step(teller.some(3, 12), lin, "answer", answer=matter.answer, at_fault=matter.fault, **promise)
    settled = {"settled_by": lin, "valid": matter.fault, "responsible": "management" if matter.fault else "neighbour"}
    if teller.asked(0.1):
        yield teller.step(teller.some(2, 9), lin, "ask_satisfaction", satisfied=False, words=UNSATISFIED[0])
        yield teller.step(teller.some(1, 5), lin, "leave_the_spot", reason="现场无法解决")
        yield from reply_time(teller)
        yield from inquiry(teller)
        return
    yield teller.step(teller.some(2, 9), lin, "ask_satisfaction", satisfied=True, words=teller.dice.choice(SATISFIED))
    if teller.asked(0.12):
        yield teller.step(teller.some(1, 5), lin, "record_unsigned", words="签字就不必了。", **settled)
        yield teller.step(teller.some(10, 60), lin, "assess", severity=matter.severity)
        yield from follow_up(teller)
        return
    number = teller.dice.randrange(1000, 9999)
    yield teller.step(
        teller.some(1, 5), lin, "sign", name="业主本人", method="paper", reference=f"第{number}号", **settled
    )
    if teller.asked(0.05):
        yield teller.step(timedelta(days=teller.dice.randrange(2, 12)), teller.crew.supervisor, "reopen",
                          reason="同一问题再次出现")  # fmt: skip
        yield from reply_time(teller)
        yield from inquiry(teller)


def agreed(teller: Teller) -> Life:
    """By an agreed reply time; some withdraw or were entered by mistake."""
    yield teller.step(teller.some(1, 8), teller.lin, "choose_route", route="agreed", reason="须调查后答复")
    if teller.asked(0.03):
        yield teller.step(
            teller.some(20, 90), teller.crew.supervisor, "cancel", reason="entered_twice", note="同一来电录入两次"
        )
        return
    yield from reply_time(teller)
    if teller.asked(0.04):
        yield from withdrawn(teller)
        return
    yield from inquiry(teller)


def reply_time(teller: Teller) -> Life:
    """A definite time, at most a day from receipt."""
    promised = teller.now() + timedelta(hours=teller.dice.choice((6, 8, 20)))
    yield teller.step(teller.some(1, 6), teller.lin, "agree_reply_time", reply_at=promised.isoformat(),
                      words=teller.dice.choice(AGREED))  # fmt: skip


def withdrawn(teller: Teller) -> Life:
    """The customer withdraws, a colleague who did not handle it confirms."""
    yield teller.step(teller.at_desk(teller.some(60, 400)), teller.lin, "ask_to_withdraw", words="算了，不投诉了。",
                      form="撤诉单001")  # fmt: skip
    yield teller.step(teller.at_desk(teller.some(10, 200)), teller.crew.supervisor, "confirm_withdrawal",
                      confirmed=True, reason="已回电确认")  # fmt: skip


def inquiry(teller: Teller) -> Life:
    """A head is charged and finds out."""
    matter, lin, crew = teller.matter, teller.lin, teller.crew
    slow = teller.asked(0.08)
    yield teller.step(teller.some(40, 120) if slow else teller.some(2, 25), lin, "charge_head",
                      department=f"{crew.site}-{matter.department}", question=f"核查：{matter.summary}")  # fmt: skip
    yield teller.step(teller.some(5, 28), teller.head, "record_first_finding", what=f"已到现场，{matter.facts[:12]}。")
    yield teller.step(teller.some(30, 400), teller.head, "record_findings", facts=matter.facts, cause=matter.cause,
                      at_fault=matter.fault, valid=True if matter.fault else teller.asked(0.7),
                      severity="moderate" if matter.severity == "serious" else matter.severity,
                      responsible="management" if matter.fault else "neighbour",
                      department=f"{crew.site}-{matter.department}")  # fmt: skip
    yield from proposal(teller)


def proposal(teller: Teller) -> Life:
    """What the customer wants, what is proposed, and their answer."""
    matter, lin = teller.matter, teller.lin
    yield teller.step(teller.at_desk(teller.some(3, 40)), lin, "record_demand", demand=f"尽快解决：{matter.summary}",
                      reason="影响日常生活", state_of_mind="焦急")  # fmt: skip
    if teller.asked(0.12):
        yield from offered(teller, "先观察一周，再作处理")
        yield teller.step(teller.some(2, 30), lin, "record_rejection", words=teller.dice.choice(REJECTED))
    yield from offered(teller, matter.solution)
    yield teller.step(teller.some(2, 45), lin, "record_acceptance", words=teller.dice.choice(ACCEPTED))
    yield from work(teller)


def offered(teller: Teller, solution: str) -> Life:
    """A solution, and telling it."""
    remedies = ["apology", "repair"] if teller.matter.fault else ["repair"]
    yield teller.step(teller.some(2, 30), teller.lin, "make_proposal", solution=solution, remedies=remedies, work=True)
    yield teller.step(teller.some(1, 25), teller.lin, "tell_proposal", told_by="phone", words=f"方案：{solution}")


def work(teller: Teller) -> Life:
    """A task for the department, its progress, done and told; a few need longer than the day."""
    matter, lin, crew = teller.matter, teller.lin, teller.crew
    teller.tasks += 1
    task = f"t{teller.tasks}"
    yield teller.step(
        teller.some(1, 15), lin, "give_task", department=f"{crew.site}-{matter.department}", what=matter.task
    )
    if teller.asked(0.15):
        day = (teller.now() + timedelta(days=teller.dice.randrange(2, 5))).date()
        yield teller.step(teller.some(5, 30), lin, "tell_date", circumstance="配件须从外地调运",
                          day=day.isoformat(), means="phone")  # fmt: skip
        yield teller.step(
            teller.at_desk(timedelta(hours=26)), teller.head, "report_progress", task=task, words="配件已发货。"
        )
    yield teller.step(teller.some(30, 200), teller.head, "complete_task", task=task, what=f"已完成：{matter.task}")
    yield teller.step(teller.at_desk(teller.some(5, 90)), lin, "tell_done", means="phone",
                      words=f"告知：{matter.task}已完成。", answer=teller.dice.choice(SATISFIED))  # fmt: skip
    yield from follow_up(teller)


def follow_up(teller: Teller) -> Life:
    """Asked within three days, mostly; some cannot be reached, decline, or are not satisfied."""
    lin, crew = teller.lin, teller.crew
    chance = teller.dice.random()
    if chance < 0.08:
        yield teller.step(teller.at_desk(teller.some(600, 3_000)), lin, "decline_follow_up",
                          words=teller.dice.choice(DECLINED))  # fmt: skip
        yield teller.step(timedelta(days=8), crew.supervisor, "close_after_quiet_week")
        return
    if chance < 0.14:
        for _ in range(3):
            yield teller.step(teller.at_desk(timedelta(hours=24)), lin, "try_follow_up", form="phone")
        yield teller.step(teller.at_desk(teller.some(60, 300)), crew.supervisor, "decide_after_attempts",
                          choice="exempt", reason="三次不同日期均无人接听")  # fmt: skip
        return
    if chance < 0.2:
        wanted = teller.now() + timedelta(days=4)
        yield teller.step(teller.at_desk(teller.some(600, 2_000)), lin, "postpone_follow_up", form="phone",
                          to=wanted.isoformat(), words="这两天出差，过几天再打。")  # fmt: skip
    satisfied = not teller.asked(0.1)
    best = teller.dice.choice(("very_satisfied", "satisfied", "satisfied"))
    yield teller.step(teller.at_desk(teller.some(600, 3_600)), lin, "follow_up", form="phone", reception="satisfied",
                      handling="satisfied" if satisfied else "neutral", result=best if satisfied else "dissatisfied",
                      result_words=teller.dice.choice(SATISFIED if satisfied else UNSATISFIED),
                      solved="solved" if satisfied else "partly")  # fmt: skip
    if not satisfied:
        yield from second_round(teller)


def second_round(teller: Teller) -> Life:
    """One level up: who is there accepts, speaks with the customer, and has it found out anew."""
    ladder = (teller.crew.supervisor, teller.crew.manager, teller.crew.enterprise)
    if teller.moves < len(ladder):  # at the top it stays
        teller.lin = ladder[teller.moves]
        teller.moves += 1
        yield teller.step(teller.at_desk(teller.some(3, 28)), teller.lin, "accept_escalation")
    yield from reply_time(teller)
    yield from inquiry(teller)


def mistake(teller: Teller) -> Life:
    """Entered by mistake."""
    yield teller.step(
        teller.some(5, 60), teller.crew.supervisor, "cancel", reason="not_a_complaint", note="咨询，非投诉"
    )

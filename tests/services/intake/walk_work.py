"""The walk through P9: tasks, dates, pauses, more time."""

from collections.abc import Iterator

from tests.services.intake.cases import VERIFY
from tests.services.intake.steps import SIGN, SPOT, Step, acts, begin
from tests.support.cast import he, lin, wu


def working() -> Iterator[Step]:
    """An agreement with its tasks, one that needs nothing, and urgent work."""
    for name in ("agreed", "nothing"):  # a promise that is still open makes the signature an agreement (R4.1a)
        yield begin(name)
        yield from acts(
            name,
            (lin, "verify", VERIFY),
            *SPOT,
            (lin, "ask-satisfaction", {"satisfied": True}),
            (lin, "sign", SIGN),
        )
    task = {"what": "Change the relay.", "department": "LP-engineering"}
    yield from acts(
        "agreed",
        (lin, "give-task", task),
        (lin, "give-task", {"what": "Clean the shaft.", "person": "mei"}),
        (wu, "report-progress", {"task": "t2", "words": "The relay is ordered.", "changes_told": True}),
        (lin, "return-task", {"task": "t2", "why": "not_ours", "words": "The lift firm does relays."}),
        (lin, "give-task-anew", {"task": "t2", "department": "LP-lifts", "words": "Yours."}),
        (lin, "withdraw-task", {"task": "t3", "reason": "It is clean."}),
        (he, "coordinate", {"decision": "The lift firm does it.", "departments": ["LP-lifts"]}),
        (lin, "tell-date", {"circumstance": "No relay in stock.", "day": "2026-03-06", "means": "phone"}),
        (lin, "ask-for-time", {"what": "date", "until": "2026-03-09", "reason": "Still none.", "evidence": "e-mail"}),
        (he, "decide-extension", {"granted": True, "reason": "It cannot be helped."}),
        (
            he,
            "pause-clock",
            {"clock": "completion", "until": "2026-03-06T12:00:00+08:00", "why": "customer", "reason": "She is away."},
        ),
        (he, "resume-clock", {"clock": "completion", "reason": "She is back."}),
        (lin, "complete-task", {"task": "t1", "what": "Done."}),
        (lin, "complete-task", {"task": "t2", "what": "Done."}),
        (lin, "tell-done", {"means": "phone", "words": "The relay is new."}),
    )
    yield from acts(
        "nothing",
        (lin, "withdraw-task", {"task": "t1", "reason": "The owner had it done."}),
        (lin, "find-nothing-left", {"reason": "The owner had it done."}),
    )
    yield begin("urgent")
    yield from acts("urgent", (lin, "give-urgent-task", {**task, "makes_safe": True}))

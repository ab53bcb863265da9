"""What a closing needs (R11.1), row by row of the table, asked of what is known of the case."""

from tests.model.case import AGREED, ON_THE_SPOT, Case


def lacks(case: Case, reason: str) -> set[str]:
    """What is missing for a closing with this reason."""
    if reason in ("withdrawn", "cancelled", "duplicate"):
        return set() if case.decided_by else {reason}
    if reason == "not_known":
        return set()
    needed = _of_every_route(case)
    if case.route == ON_THE_SPOT:
        needed |= _on_the_spot(case)
    if case.route == AGREED:
        needed |= _agreed(case, reason)
    needed |= {
        "follow_up_satisfied": {"followed up": case.reached},
        "no_recurrence": {"declined": case.quiet_since is not None},
        "follow_up_exempt": {"exempted": case.exempt},
        "final_position_given": {"final position": case.final},
    }.get(reason, {})
    return {what for what, there in needed.items() if not there}


def _of_every_route(case: Case) -> dict[str, bool]:
    return {
        "channel": bool(case.channel),
        "customer": case.customer or case.anonymous,
        "unit": case.unit,
        "category": bool(case.category),
        "statement": case.verified,
        "route": case.route is not None,
        "first receiver": case.first_receiver is not None,
        "last receiver": case.last_receiver is not None,
        "valid": case.valid,
        "responsible": case.responsible,
    }


def _on_the_spot(case: Case) -> dict[str, bool]:
    return {
        "answer": case.answered_at is not None or case.explained,
        "fault": case.fault_known,
        "apology": not case.at_fault or case.apologised,
        "asked": case.asked,
        "signature": case.signed,
    }


def _agreed(case: Case, reason: str) -> dict[str, bool]:
    final = reason == "final_position_given"
    by_answer = not case.found and case.at_fault and case.severity in ("serious", "major")
    return {
        "reply time": case.reply_time or case.not_agreed or case.replied_on_the_spot or case.unreachable,
        "findings": case.found or case.none_needed,
        "severity": case.severity is not None,
        "solution": case.accepted_at is not None or case.explained_finally or case.final,
        "demand": case.demand or case.none_needed or case.explained_finally,  # an explanation is no proposal (R7.0)
        "tasks": not case.tasks,
        "complete and told": final or case.completed_at is not None,
        "serious apology": case.unreachable or case.apology_done or not (case.apology_due or by_answer),
    }

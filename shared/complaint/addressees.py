"""Who is told of a case, or of one of its clocks: people who may act on it (R8.5, R12.17)."""

from collections.abc import Iterable

from shared.complaint.clocks.run import ClockRun
from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.vocabulary.roles import Level, Role


def holds(complaint: Complaint, directory: Directory, level: Level) -> tuple[str, ...]:
    """Who holds a level for this case, else the next level that is held, else the administrators (R8.5)."""
    for asked in Level:
        if asked >= level:
            person = directory.holder(complaint.reception.site, asked, complaint.ladder.named)
            if person is not None:
                return (person.code,)
    return administrators(directory)


def administrators(directory: Directory) -> tuple[str, ...]:
    """Whom the desk tells where nobody on the ladder can be told (R8.5)."""
    return tuple(p.code for p in directory.people.values() if p.role is Role.ADMINISTRATOR and p.active)


def handlers(complaint: Complaint, directory: Directory) -> tuple[str, ...]:
    """Who has the case: the owner and who stands in for them, else who holds the seat (R12.9)."""
    ladder = complaint.ladder
    having = tuple(code for code in (ladder.owner, ladder.deputy) if code is not None)
    return told(complaint, directory, having) or holds(complaint, directory, ladder.level)


def last_receiver(complaint: Complaint, directory: Directory) -> tuple[str, ...]:
    """The last who accepted, else their deputy, else the supervisor (R10.1, R10.1a)."""
    code = complaint.ladder.last_receiver or complaint.ladder.owner
    person = directory.people.get(code or "")
    if person is not None and person.absent:
        person = directory.people.get(person.deputy or "")
    found = () if person is None else told(complaint, directory, (person.code,))
    return found or holds(complaint, directory, Level.SUPERVISOR)


def workers(complaint: Complaint, directory: Directory, item: str) -> tuple[str, ...]:
    """Who works on a task or is charged with an investigation: the person, else the head of the department (R6.1)."""
    task = complaint.work.task(item)
    if task is not None:
        return told(complaint, directory, (task.person, _head(directory, task.department)))
    found = next((one for one in complaint.investigation.assignments if one.id == item), None)
    return () if found is None else told(complaint, directory, (found.head,))


def addressed(complaint: Complaint, directory: Directory, run: ClockRun) -> tuple[str, ...]:
    """For whom a clock runs: who is to accept, to decide, or works on its item, else the handlers."""
    pending = complaint.ladder.pending
    if pending is not None and run.scope == pending.id:
        accepting = told(complaint, directory, (pending.to_person, pending.deputy))
        return accepting or holds(complaint, directory, pending.to_level)
    decision = next((one for one in complaint.decisions.open if one.id == run.scope), None)
    if decision is not None:
        return holds(complaint, directory, decision.level)
    return workers(complaint, directory, run.scope) or handlers(complaint, directory)


def told(complaint: Complaint, directory: Directory, codes: Iterable[str | None]) -> tuple[str, ...]:
    """Those of these people who work here and are not complained about (R12.17)."""
    known = (directory.people.get(code or "") for code in codes)
    working = (person.code for person in known if person is not None and person.active)
    return tuple(dict.fromkeys(code for code in working if code not in complaint.ladder.named))


def _head(directory: Directory, department: str | None) -> str | None:
    found = directory.departments.get(department or "")
    return None if found is None else found.head

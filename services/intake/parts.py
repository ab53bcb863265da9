"""What intake is made of; the composition root hands it over ready."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request

from services.intake.attachments import Attachments
from services.intake.repository import Cases, Customers, Tasks
from services.intake.status import StatusDesk
from shared.complaint.actions.work import has_own_work
from shared.complaint.kind import COMPLAINT
from shared.complaint.ladder import has_part
from shared.complaint.state import Complaint
from shared.decision.moment import Caller
from shared.eventstore.log import Entry
from shared.handling.command import command_key
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.handling.policy import LivePolicy
from shared.handling.receipt import NotFound
from shared.security.keys import Keys
from shared.security.sight import OWN_TASKS_ONLY, sees_case
from shared.stream.consumers import Consumers
from shared.stream.follower import Follower
from shared.vocabulary.time import Now
from shared.web.answering import ZONE
from shared.web.requests import idempotency_key
from shared.web.waiting import Reader


@dataclass(frozen=True, slots=True)
class Parts:
    """The desk's machinery, as far as intake uses it."""

    door: Door
    policy: LivePolicy
    numbers: Numbers
    keys: Keys
    now: Now
    reader: Callable[[], Reader]  #: who follows the log; `wait_for` waits for it
    views: Follower  #: keeps intake's own tables up with the log
    cases: Cases  #: lists from those tables
    tasks: Tasks  #: who has what to do, from those tables
    customers: Customers  #: records of customers from those tables
    status: StatusDesk  #: tells how a case stands by number and digits
    attachments: Attachments  #: photos, recordings, signed forms
    entries: Callable[[UUID], list[Entry]]  #: a stream as it is stored
    consumers: Callable[[], Consumers]  #: all that follow the log in this process

    def case(self, request: Request, number: str, caller: Caller) -> UUID:
        """The case of a number, to read it.

        Raises NotFound also for a case of a site that this caller does not see, and to whoever is complained about
        in it: they get no notice of it (R12.17).
        """
        stream = self._to_see(request, number, caller)
        if caller.id in self.door.state(COMPLAINT, stream).state.ladder.named:
            raise NotFound(number)
        return stream

    def _to_see(self, request: Request, number: str, caller: Caller) -> UUID:
        stream = self.numbers.stream(number)
        if stream is None:
            raise NotFound(number)
        complaint: Complaint = self.door.held(COMPLAINT, stream).state
        self.see(request, complaint, caller)
        return stream

    def to_act(self, request: Request, number: str, caller: Caller) -> UUID:
        """The case of a number, for a command: to departments and contractors one with something of theirs (section 1).

        Raises NotFound for any other case, but not to a command that is sent again (G2).
        """
        stream = self.numbers.stream(number)
        if caller.role not in OWN_TASKS_ONLY or stream is None:
            return self._to_see(request, number, caller)
        complaint: Complaint = self.door.state(COMPLAINT, stream).state
        again = self.door.knows(command_key(caller.id, idempotency_key(request)))
        own = again or has_own_work(complaint, self.door.moment(caller).by) or has_part(complaint.ladder, caller.id)
        if not complaint.exists or not own or not caller.sees(complaint.reception.site):
            raise NotFound(number)
        self._speak_local_time(request, complaint.reception.site)
        return stream

    def see(self, request: Request, complaint: Complaint, caller: Caller) -> None:
        """Let refusals speak in the site's time. Raises NotFound when the caller may not know of the case."""
        code = complaint.reception.site
        if not complaint.exists or not sees_case(caller, code):
            raise NotFound(code)
        self._speak_local_time(request, code)

    def _speak_local_time(self, request: Request, code: str) -> None:
        site = self.policy.known().sites.get(code)
        if site is not None:
            request.scope[ZONE] = site.zone

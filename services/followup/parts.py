"""What follow-up's routes and pages are made of; the wiring hands it over ready."""

from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request

from services.followup.links import Links
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.moment import Caller
from shared.handling.door import Door
from shared.handling.numbers import Numbers
from shared.handling.policy import LivePolicy
from shared.handling.receipt import NotFound
from shared.security.sight import sees_case
from shared.vocabulary.time import Now
from shared.web.answering import ZONE


@dataclass(frozen=True, slots=True)
class Parts:
    """The desk's machinery, as far as follow-up's routes use it."""

    door: Door
    policy: LivePolicy
    numbers: Numbers
    links: Links
    now: Now
    address: str  #: under which customers reach the desk; "": as the request does

    def case(self, request: Request, number: str, caller: Caller) -> UUID:
        """The case of a number, for a command; refusals then speak in the site's time.

        Raises NotFound also for a case of a site that this caller does not see.
        """
        stream = self.numbers.stream(number)
        complaint: Complaint = COMPLAINT.blank if stream is None else self.door.held(COMPLAINT, stream).state
        site = complaint.reception.site
        if stream is None or not complaint.exists or not sees_case(caller, site):
            raise NotFound(number)
        if (known := self.policy.known().sites.get(site)) is not None:
            request.scope[ZONE] = known.zone
        return stream

"""What stands behind a customer's link now; an answer to it goes through the door as the customer's (R10.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.followup.links import NOWHERE, Link
from services.followup.parts import Parts
from services.followup.texts import DECLINED, EXPIRED, GOES_ON, SETTLED, THANKS, UNKNOWN, USED
from shared.complaint.actions.base import ComplaintAction
from shared.complaint.actions.p10_questionnaire import AnswerQuestionnaire, DeclineQuestionnaire
from shared.complaint.events.p10_follow_up import RoundBegun
from shared.complaint.kind import COMPLAINT
from shared.complaint.state import Complaint
from shared.decision.moment import Caller
from shared.decision.refusal import Forbidden, Refused
from shared.handling.command import body_digest, canonical, command_key
from shared.handling.receipt import KeyReused, NotFound, Receipt
from shared.vocabulary.follow_up import Rating, Solved
from shared.vocabulary.ids import CUSTOMER
from shared.vocabulary.roles import Role
from shared.web.visitors import Calm

THE_CUSTOMER = Caller(CUSTOMER, Role.CUSTOMER)
RATED = ("reception", "handling", "result")
LONGEST = 2_000
"""Characters of a customer's words to one question; a page is no place for more."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A questionnaire that may be answered now."""

    link: Link
    number: str
    complaint: Complaint


def behind(parts: Parts, text: str) -> Waiting | Calm:
    """What this text opens now. The same is looked up for any text, so that the time tells nothing."""
    link = parts.links.find(text)
    answered = parts.door.knows(_key(link))
    complaint: Complaint = parts.door.state(COMPLAINT, link.complaint).state
    number = parts.numbers.number(link.complaint)
    if link == NOWHERE or number is None:
        return UNKNOWN
    if answered:
        return USED
    return _why_not(parts, link, complaint) or Waiting(link, number, complaint)


def _why_not(parts: Parts, link: Link, complaint: Complaint) -> Calm | None:
    asked = complaint.follow_up.questionnaire
    if asked is None or asked.id != link.questionnaire:
        return SETTLED
    may = parts.door.allowances(COMPLAINT, complaint, THE_CUSTOMER)
    if not any(one.allowed and one.action is AnswerQuestionnaire for one in may):
        return SETTLED
    return EXPIRED if parts.now() >= asked.until else None


async def answer(parts: Parts, waiting: Waiting, order: AnswerQuestionnaire) -> Calm:
    """Carry out what the customer answered, once: of two answers at the same moment one counts."""
    done = await _act(parts, waiting, order)
    if isinstance(done, Calm):
        return done
    return GOES_ON if RoundBegun.TOPIC in done.events else THANKS


async def decline(parts: Parts, waiting: Waiting, words: str) -> Calm:
    """The customer wants no follow-up, in these words."""
    done = await _act(parts, waiting, DeclineQuestionnaire(questionnaire=waiting.link.questionnaire, words=words))
    return done if isinstance(done, Calm) else DECLINED


async def _act(parts: Parts, waiting: Waiting, order: ComplaintAction) -> Receipt | Calm:
    case = waiting.link.complaint
    digest = body_digest(order.SPEC.slug, case, canonical(order.model_dump(mode="json")), None)
    try:
        return await parts.door.act(COMPLAINT, case, order, THE_CUSTOMER, key=_key(waiting.link), digest=digest)
    except KeyReused:
        return USED
    except (Refused, Forbidden, NotFound):  # something else came between the page and the answer
        return SETTLED


def _key(link: Link) -> bytes:
    """A link stands for one command, whatever it is answered with."""
    return command_key(CUSTOMER, str(link.complaint), link.questionnaire)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in, as far as it can be taken."""

    values: Mapping[str, str]
    wrong: Mapping[str, str]  #: question → `missing` or `too_long`

    @property
    def asks_to_close(self) -> bool:
        """A neutral customer is asked whether the case may close (R10.3a); not who says that it is unsolved."""
        decisive = self.values.get("overall") or self.values.get("result")
        unasked = self.values.get("may_close") not in _YES_NO
        return decisive == Rating.NEUTRAL and self.values.get("solved") != Solved.NOT and unasked

    def order(self, questionnaire: str) -> AnswerQuestionnaire:
        """The customer's order; `wrong` is empty and nothing more is to be asked."""
        said = self.values
        overall = said.get("overall")
        neutral = (overall or said["result"]) == Rating.NEUTRAL
        return AnswerQuestionnaire(
            questionnaire=questionnaire, reception=Rating(said["reception"]), handling=Rating(said["handling"]),
            result=Rating(said["result"]), overall=Rating(overall) if overall else None, solved=Solved(said["solved"]),
            reception_words=said["reception_words"], handling_words=said["handling_words"],
            result_words=said["result_words"], may_close=_YES_NO.get(said.get("may_close", "")) if neutral else None,
        )  # fmt: skip


_YES_NO = {"yes": True, "no": False}


def filled(form: Mapping[str, str]) -> Filled:
    """Read a form of ours: choices that are none are missing, words may be left out."""
    ratings, solved = {one.value for one in Rating}, {one.value for one in Solved}
    choices = {**dict.fromkeys((*RATED, "overall"), ratings), "solved": solved, "may_close": set(_YES_NO)}
    values = {name: form[name] for name, known in choices.items() if form.get(name) in known}
    words = {f"{name}_words": form.get(f"{name}_words", "").strip() for name in RATED}
    missing = dict.fromkeys((name for name in (*RATED, "solved") if name not in values), "missing")
    long = dict.fromkeys((name for name, text in words.items() if len(text) > LONGEST), "too_long")
    return Filled({**values, **words}, {**missing, **long})

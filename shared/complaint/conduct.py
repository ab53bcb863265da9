"""Which conduct and phrases are shown with an action, as the case stands (R1.6, R2.0)."""

from collections.abc import Callable, Mapping

from shared.complaint.state import Complaint
from shared.decision.action import Action
from shared.directory.state import Directory
from shared.directory.words import titled
from shared.vocabulary.axes import Channel, Demeanour, Route
from shared.vocabulary.text import Lang

Steps = tuple[str, ...]

OF_A_PERSON = frozenset(
    {
        "calling_manager",
        "calling_director",
        "please_wait",
        "please_wait_for_director",
        "introduction",
        "introduction_of_director",
    }
)
"""Phrases in which the title of the person called replaces manager or director (R1.5)."""


def _on_the_line(complaint: Complaint) -> bool:
    return complaint.reception.channel is Channel.PHONE


def _listening(complaint: Complaint) -> Steps:
    if _on_the_line(complaint):
        return ("phone",)
    return ("agitated",) if complaint.reception.demeanour is Demeanour.AGITATED else ("ordinary",)


def _on_the_spot(manager: str, director: str) -> Callable[[Complaint], Steps]:
    """P1 says manager, P4 director."""
    return lambda complaint: (director,) if complaint.facts.route is Route.ON_THE_SPOT else (manager,)


def _by_channel(face_to_face: str, phone: str) -> Callable[[Complaint], Steps]:
    return lambda complaint: (phone,) if _on_the_line(complaint) else (face_to_face,)


_introduction = _on_the_spot("introduction", "introduction_of_director")

VARIES: Mapping[str, Callable[[Complaint], Steps]] = {
    "ordinary": _listening,
    "agitated": lambda complaint: ("agitated", "phone") if _on_the_line(complaint) else ("agitated",),
    "offer_to_move_up": _by_channel("offer_to_move_up", "offer_on_the_phone"),
    "calling_manager": _on_the_spot("calling_manager", "calling_director"),
    "please_wait": _on_the_spot("please_wait", "please_wait_for_director"),
    "introduction": lambda complaint: ("introducing", *_introduction(complaint)),
    "manager_on_the_spot": _by_channel("manager_on_the_spot", "manager_on_the_phone"),
}
"""Steps whose words depend on the channel, the demeanour or the route."""


def steps(action: type[Action], complaint: Complaint) -> Steps:
    """The steps of the handbook to which an action belongs on this case; none for most."""
    step = action.SPEC.step
    if step is None:
        return ()
    return VARIES[step](complaint) if step in VARIES else (step,)


def conduct(action: type[Action], complaint: Complaint, directory: Directory, lang: Lang) -> str | None:
    """What the handbook wants done and said with an action, in the reader's language; None for no step."""
    found = steps(action, complaint)
    said = [(step, directory.words_for(step, lang)) for step in found]
    title = _title(complaint, directory, lang)
    return "\n".join(titled(words, lang, title) if step in OF_A_PERSON else words for step, words in said) or None


def _title(complaint: Complaint, directory: Directory, lang: Lang) -> str:
    """The title of the person called, before the call of the level asked for (R1.5)."""
    asked = complaint.move_up
    person = directory.people.get(asked.called or "")
    return (asked.to.words if person is None else person.role.words).to(lang)

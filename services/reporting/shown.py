"""How stored values are shown: moments on the site's wall clock, codes as names, axes as words, people by role."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from services.reporting.kinds import kind_of
from services.reporting.moments import moment
from shared.complaint.kind import COMPLAINT
from shared.directory.state import Directory, name_in
from shared.vocabulary.axes import Axis
from shared.vocabulary.roles import KEYLESS, STAFF, Role
from shared.vocabulary.text import Lang, Say, say
from shared.vocabulary.time import local_date

NOTHING = "—"
SEES_NAMES = frozenset((*STAFF, Role.AUDITOR))
"""Who handles cases, and who must be able to check everything, see customers by name (column 7)."""

LABELS = {kind_of(event): event.LABEL for event in COMPLAINT.events}
"""What a kind of fact is called."""

LATE = say("entered late", "补录")
ANONYMOUS = say("anonymous", "匿名")
SYSTEM = Role.DESK.words
OF_NOBODY = {role.value: role.words for role in KEYLESS}
"""Who is nobody of ours, as an author: the desk itself, a customer on a page of ours."""


@dataclass(frozen=True)
class Shown:
    """For whom and where a report is written."""

    lang: Lang
    zone: ZoneInfo
    directory: Directory  #: as known at T
    role: Role

    def say(self, words: Say) -> str:
        """A text of ours."""
        return words.to(self.lang)

    def minute(self, at: int | None) -> str:
        """A moment as yyyy-MM-dd HH:mm on the site's wall clock; — for none."""
        return NOTHING if at is None else f"{moment(at).astimezone(self.zone):%Y-%m-%d %H:%M}"

    def day(self, at: int) -> date:
        """The site's date of a moment."""
        return local_date(moment(at), self.zone)

    def words(self, axis: type[Axis], value: str | None) -> str:
        """The words of an axis's value; — for none."""
        return NOTHING if value is None else axis(value).words.to(self.lang)

    def person(self, code: str | None) -> str:
        """Somebody of ours by name; what the desk does by itself is the system's."""
        if code is None:
            return NOTHING
        if code in OF_NOBODY:
            return self.say(OF_NOBODY[code])
        found = self.directory.people.get(code)
        return code if found is None else name_in(found.names, self.lang) or code

    def category(self, code: str | None) -> str:
        """A category with its ancestors, from the root: 设施设备 / 电梯."""
        if code is None:
            return NOTHING
        path = reversed(self.directory.path(code))
        return " / ".join(self._node(one) for one in path)

    def department(self, code: str | None) -> str:
        """A department or contractor by name."""
        if code is None:
            return NOTHING
        found = self.directory.departments.get(code)
        return code if found is None else name_in(found.names, self.lang) or code

    def _node(self, code: str) -> str:
        node = self.directory.categories.get(code)
        return code if node is None else name_in(node.names, self.lang) or code

    def site(self, code: str) -> str:
        """A site by name."""
        return name_in(self.directory.sites[code].names, self.lang) or code

    def customer(self, name: str | None, *, anonymous: bool) -> str:
        """A customer's name as this role may see it; 匿名 for one who gave none."""
        if anonymous:
            return self.say(ANONYMOUS)
        if not name:
            return NOTHING
        return name if self.role in SEES_NAMES else masked_name(name)


def masked_name(name: str) -> str:
    """The first character and two stars: 王**."""
    return f"{name[:1]}**"

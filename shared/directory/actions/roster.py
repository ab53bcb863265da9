"""The roster: who is on duty, who stands in, who is away (R8.5, R12.9). A manager keeps the own sites'."""

from collections.abc import Iterator
from datetime import date

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.actions.base import ROSTER, DirectoryAction
from shared.directory.checks import may_touch, person_active, site_in_use
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.people import DeputySet, MarkedAbsent, MarkedBack, PutOnDuty, TakenOffDuty
from shared.directory.state import Directory
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.text import say

OWN_DEPUTY = say("Nobody is their own deputy.", "本人不能作为自己的代理人。")
NOT_THERE = say("{person} does not work at site {site}.", "人员 {person} 不属于项目 {site}。")
NO_LEVEL = say("{person} holds no level of the ladder.", "人员 {person} 不在服务层级之内。")


@action(label=say("Set a deputy", "设定代理人"), rules=("R12.9", "R8.5"), roles=ROSTER, refuses=("R12.9", "R8.5"))
class SetDeputy(DirectoryAction):
    """Name who stands in for a person, or leave it empty for nobody."""

    person: Code = ask("Person", "人员")
    deputy: Code | None = ask("Deputy", "代理人", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        may_touch(at.by, self.SPEC.slug, person_active(directory, self.person).sites)
        if self.deputy == self.person:
            raise Refused("R12.9", OWN_DEPUTY)
        if self.deputy is not None:
            person_active(directory, self.deputy)
        yield DeputySet(person=self.person, deputy=self.deputy)


@action(label=say("Put on duty", "安排值班"), rules=("R8.5",), roles=ROSTER, refuses=("R8.5", "R11.5"))
class PutPersonOnDuty(DirectoryAction):
    """Let a person hold their level at a site from now on."""

    person: Code = ask("Person", "人员")
    site: SiteCode = ask("Site", "项目")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        may_touch(at.by, self.SPEC.slug, frozenset({self.site}))
        site_in_use(directory, self.site)
        person = person_active(directory, self.person)
        if not person.works_at(self.site):
            raise Refused("R8.5", NOT_THERE, instead=("change_person",), person=self.person, site=self.site)
        if person.level is None:
            raise Refused("R8.5", NO_LEVEL, instead=("change_person",), person=self.person)
        yield PutOnDuty(person=self.person, site=self.site)


@action(label=say("Take off duty", "取消值班"), rules=("R8.5",), roles=ROSTER, refuses=("R8.5",))
class TakePersonOffDuty(DirectoryAction):
    """Let a person hold their level at a site no more."""

    person: Code = ask("Person", "人员")
    site: SiteCode = ask("Site", "项目")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        may_touch(at.by, self.SPEC.slug, frozenset({self.site}))
        person_active(directory, self.person)
        yield TakenOffDuty(person=self.person, site=self.site)


@action(label=say("Mark absent", "登记缺勤"), rules=("R12.9", "R8.5"), roles=ROSTER, refuses=("R8.5",))
class MarkAbsent(DirectoryAction):
    """Say that a person is away; the deputy stands in until they are marked back."""

    person: Code = ask("Person", "人员")
    until: date | None = ask("Expected until", "预计至", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        may_touch(at.by, self.SPEC.slug, person_active(directory, self.person).sites)
        yield MarkedAbsent(person=self.person, until=self.until)


@action(label=say("Mark back", "登记返岗"), rules=("R12.9",), roles=ROSTER, refuses=("R8.5",))
class MarkBack(DirectoryAction):
    """Say that a person is back."""

    person: Code = ask("Person", "人员")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        may_touch(at.by, self.SPEC.slug, person_active(directory, self.person).sites)
        yield MarkedBack(person=self.person)


ROSTER_ACTIONS = (SetDeputy, PutPersonOnDuty, TakePersonOffDuty, MarkAbsent, MarkBack)

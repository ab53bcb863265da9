"""What an import brings along: sites that hold its cases only, and its subjects as categories (CK12, section 4)."""

from collections.abc import Iterator

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.directory.actions.base import POLICY, DirectoryAction
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.categories import CategoryAdded
from shared.directory.events.sites import SiteAdded, SiteArchived
from shared.directory.forms import NamesForm, ZoneName
from shared.directory.state import Directory
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.text import say

IMPORTED = "imported"
"""The root of what is in no tree of the company's own."""

ROOT_NAMES: NamesForm = {"en": "imported", "zh_Hans": "来源类别", "zh_Hant": "來源類別"}

Subject = tuple[Code, NamesForm, Code]
"""Code, name, and the code it stands below; parents come before what stands below them."""


@action(label=say("Admit an import's sites and subjects", "接纳导入来源"), rules=("CK12",), roles=POLICY)
class AdmitSource(DirectoryAction):
    """Let the directory know an import's sites, archived, and its subjects; what is known already stays as it is."""

    zone: ZoneName = ask("Time zone of its sites", "项目时区")
    sites: tuple[SiteCode, ...] = ask("Site codes", "项目代码", default=())
    subjects: tuple[Subject, ...] = ask("Subjects: code, name, parent", "类别：代码、名称、上级", default=())

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        for site in self.sites:
            if site not in directory.sites:
                yield SiteAdded(site=site, names={"en": site}, zone=self.zone)
                yield SiteArchived(site=site)
        known = set(directory.categories)
        for code, names, parent in self._tree():
            if code not in known:
                known.add(code)
                yield CategoryAdded(category=code, names=names, parent=parent)

    def _tree(self) -> Iterator[tuple[Code, NamesForm, Code | None]]:
        if self.subjects:
            yield IMPORTED, ROOT_NAMES, None
            yield from self.subjects


IMPORT_ACTIONS = (AdmitSource,)

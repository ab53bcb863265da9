"""Limits and words: what a company decides about its own process (section 3.4, R1.6). In force from its recording."""

from dataclasses import replace
from typing import ClassVar

from typing_extensions import override

from shared.directory.events.base import DirectoryEvent, texts
from shared.directory.forms import NamesForm, NameText, WordsForm
from shared.directory.limits import Value
from shared.directory.state import Directory, Procedure, Scope, frozen, put
from shared.vocabulary.ids import Code, SiteCode
from shared.vocabulary.text import Say, say


class LimitEvent(DirectoryEvent):
    """A fact about one setting where it holds: the company, a site, a category, or a category at a site."""

    setting: str
    site: SiteCode | None = None
    category: Code | None = None

    @property
    def scope(self) -> Scope:
        """Where it holds."""
        return self.site, self.category


class LimitChanged(LimitEvent):
    """The setting has this value for clocks that start later (CK12, R12.13)."""

    TOPIC: ClassVar[str] = "directory.limit_changed.v1"
    RULES: ClassVar[tuple[str, ...]] = ("CK12", "R12.13")
    LABEL: ClassVar[Say] = say("limit changed", "时限设定变更")
    value: Value  #: in the setting's unit; None: off
    against_handbook: bool = False  #: the number is the handbook's own, and differs from it: warned about

    @override
    def change(self, directory: Directory) -> Directory:
        changed = put(directory.overrides.get(self.scope, frozen({})), self.setting, self.value)
        return replace(directory, overrides=frozen({**directory.overrides, self.scope: changed}))


class LimitRestored(LimitEvent):
    """The setting has here no value of its own any more: the wider one holds (CK12)."""

    TOPIC: ClassVar[str] = "directory.limit_restored.v1"
    RULES: ClassVar[tuple[str, ...]] = ("CK12", "R12.13")
    LABEL: ClassVar[Say] = say("limit restored", "时限设定还原")

    @override
    def change(self, directory: Directory) -> Directory:
        own = directory.overrides.get(self.scope, {})
        kept = {name: value for name, value in own.items() if name != self.setting}
        others = {scope: values for scope, values in directory.overrides.items() if scope != self.scope}
        return replace(directory, overrides=frozen({**others, self.scope: frozen(kept)} if kept else others))


class WordsChanged(DirectoryEvent):
    """The company says it so at this step, in every language (R1.6)."""

    TOPIC: ClassVar[str] = "directory.words_changed.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R1.6", "R2.0")
    LABEL: ClassVar[Say] = say("words changed", "用语变更")
    step: str
    words: WordsForm

    @override
    def change(self, directory: Directory) -> Directory:
        return replace(directory, words=put(directory.words, self.step, texts(self.words)))


class WordsRestored(DirectoryEvent):
    """The shipped words hold again at this step (R1.6)."""

    TOPIC: ClassVar[str] = "directory.words_restored.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R1.6", "R2.0")
    LABEL: ClassVar[Say] = say("words restored", "用语还原")
    step: str

    @override
    def change(self, directory: Directory) -> Directory:
        kept = {step: words for step, words in directory.words.items() if step != self.step}
        return replace(directory, words=frozen(kept))


class ProcedureCited(DirectoryEvent):
    """The conduct cites this procedure of the company, in this version (R1.6)."""

    TOPIC: ClassVar[str] = "directory.procedure_cited.v1"
    RULES: ClassVar[tuple[str, ...]] = ("R1.6",)
    LABEL: ClassVar[Say] = say("procedure cited", "引用规程")
    names: NamesForm
    version: NameText | None = None

    @override
    def change(self, directory: Directory) -> Directory:
        return replace(directory, procedure=Procedure(texts(self.names), self.version or ""))


POLICY_EVENTS = (LimitChanged, LimitRestored, WordsChanged, WordsRestored, ProcedureCited)

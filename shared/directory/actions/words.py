"""The conduct and phrases that a company edits, and the procedure it cites (R1.6, R2.0)."""

from collections.abc import Iterator

from typing_extensions import override

from shared.decision.action import action, ask
from shared.decision.moment import Moment
from shared.decision.refusal import Refused
from shared.directory.actions.base import POLICY, DirectoryAction
from shared.directory.events.base import DirectoryEvent
from shared.directory.events.policy import ProcedureCited, WordsChanged, WordsRestored
from shared.directory.forms import NamesForm, NameText, WordsForm
from shared.directory.state import Directory
from shared.directory.words import BY_STEP
from shared.vocabulary.text import say

NO_STEP = say("There is no step {step} with words.", "没有用语步骤 {step}。")


def _known(step: str) -> None:
    if step not in BY_STEP:
        raise Refused("R1.6", NO_STEP, step=step)


@action(label=say("Change words", "变更用语"), rules=("R1.6", "R2.0"), roles=POLICY, refuses=("R1.6",))
class ChangeWords(DirectoryAction):
    """Say it in the company's own words at a step, in every language: none falls back to another."""

    step: str = ask("Step", "步骤", max_length=64)
    words: WordsForm = ask("Words in each language", "各语言用语")

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        _known(self.step)
        yield WordsChanged(step=self.step, words=self.words)


@action(label=say("Restore words", "还原用语"), rules=("R1.6", "R2.0"), roles=POLICY, refuses=("R1.6",))
class RestoreWords(DirectoryAction):
    """Take the shipped words again at a step."""

    step: str = ask("Step", "步骤", max_length=64)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        _known(self.step)
        yield WordsRestored(step=self.step)


@action(label=say("Cite a procedure", "引用规程"), rules=("R1.6",), roles=POLICY)
class CiteProcedure(DirectoryAction):
    """Name the company's own written procedure that stands behind the conduct, with its version."""

    names: NamesForm = ask("Title in each language", "各语言标题")
    version: NameText | None = ask("Version", "版本", default=None)

    @override
    def facts(self, directory: Directory, at: Moment[Directory]) -> Iterator[DirectoryEvent]:
        yield ProcedureCited(names=self.names, version=self.version)


WORDS_ACTIONS = (ChangeWords, RestoreWords, CiteProcedure)

"""P12: add the customer's own words, attach files, write internal notes."""

from collections.abc import Iterator
from typing import Annotated

from shared.complaint.actions.base import At, ComplaintAction
from shared.complaint.events.base import ComplaintEvent
from shared.complaint.events.p12_words_and_files import FileAttached, NoteWritten, WordsAdded
from shared.complaint.guards import is_open
from shared.complaint.state import Complaint
from shared.decision.action import action, ask
from shared.vocabulary.axes import FileKind
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.roles import STAFF, Role
from shared.vocabulary.schema import NOT_BLANK
from shared.vocabulary.text import say


@action(
    label=say("Add the customer's words", "补充业主原话"),
    rules=("R12.1",),
    roles=(*STAFF, Role.INTEGRATOR),
    when=(is_open,),
)
class AddWords(ComplaintAction):
    """Write down what the customer says, as they say it; what you make of it stands apart."""

    words: PersonalText = ask("In the customer's words", "业主原话", min_length=1)
    summary: PersonalText = ask("Summary", "内容摘要", default="")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The words are on record beside the earlier ones."""
        yield WordsAdded(words=self.words, summary=self.summary)


@action(
    label=say("Attach a file", "添加附件"),
    rules=("R12.1",),
    roles=(*STAFF, Role.INTEGRATOR),
)
class Attach(ComplaintAction):
    """Put a photo, a recording or the signed form to the case; the file itself was uploaded before.

    Also after the closing: the signed form is often scanned the next day.
    """

    digest: str = ask("SHA-256 of the file", "文件校验值", pattern=r"^[0-9a-f]{64}$")
    size: int = ask("Bytes", "字节数", ge=1)
    media_type: str = ask("Media type", "媒体类型", pattern=r"^[a-z]+/[a-z0-9.+-]{1,100}$")
    name: Annotated[PersonalName, NOT_BLANK] = ask("File name", "文件名", min_length=1)
    kind: FileKind = ask("What it is", "附件种类")

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """What the file is, and how to recognise it."""
        yield FileAttached(**self.model_dump())


@action(label=say("Write an internal note", "内部备注"), rules=("R12.29",), roles=STAFF)
class WriteNote(ComplaintAction):
    """Write something down for colleagues; the customer never sees it."""

    text: PersonalText = ask("Note", "备注", min_length=1)

    def decide(self, state: Complaint, at: At) -> Iterator[ComplaintEvent]:
        """The note is on record."""
        yield NoteWritten(text=self.text)


ACTIONS = (AddWords, Attach, WriteNote)

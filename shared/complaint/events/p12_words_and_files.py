"""P12: the customer's own words, attachments and internal notes (R12.1, R12.29)."""

from typing import ClassVar

from shared.complaint.events.base import ComplaintEvent
from shared.vocabulary.axes import FileKind
from shared.vocabulary.personal import PersonalName, PersonalText
from shared.vocabulary.text import say


class WordsAdded(ComplaintEvent):
    """More of the customer's own words (业主原话), apart from the receiver's summary (R12.1)."""

    TOPIC = "complaint.words_added.v1"
    LABEL = say("customer's words added", "补充业主原话")
    RULES: ClassVar = ("R12.1",)

    words: PersonalText  #: as the customer said or wrote them
    summary: PersonalText = ""  #: what the receiver makes of them, kept apart


class FileAttached(ComplaintEvent):
    """A photo, a recording or the signed form was put to the case (R12.1); its bytes are kept beside the log."""

    TOPIC = "complaint.file_attached.v1"
    LABEL = say("file attached", "添加附件")
    RULES: ClassVar = ("R12.1",)

    digest: str  #: sha256 of the bytes, in hex
    size: int  #: bytes
    media_type: str  #: as its first bytes say
    name: PersonalName  #: as the file was called; a file name may tell about a person
    kind: FileKind


class NoteWritten(ComplaintEvent):
    """An internal note (内部备注, R12.29); never shown to the customer."""

    TOPIC = "complaint.note_written.v1"
    LABEL = say("internal note", "内部备注")
    RULES: ClassVar = ("R12.29",)
    INTERNAL: ClassVar[bool] = True

    text: PersonalText

"""What goes along when a case is transferred to another site: its state, its clocks, and its words (R12.11b).

Pure: from the records of the one case to the order by which the desk receives it at the other site.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.intake.amendments import put_right
from shared.complaint.actions.p12_transfer import ReceiveByTransfer
from shared.complaint.carried import Carried
from shared.complaint.clocks.marks import Mark
from shared.complaint.clocks.running import Clockwork, Policy, by_business_time
from shared.complaint.events.p01_walk_in import ComplaintReceived
from shared.complaint.events.p03_verification import StatementCorrected, Verified
from shared.complaint.events.p05_progress import ProgressTold
from shared.complaint.events.p06_investigation import FindingsRecorded, FirstFindingRecorded
from shared.complaint.events.p07_proposal import (
    DemandRecorded,
    ProposalAccepted,
    ProposalMade,
    ProposalRejected,
    ProposalTold,
)
from shared.complaint.events.p12_amending import StatementAmended
from shared.complaint.events.p12_transfer import ReceivedByTransfer, TransferAsked
from shared.complaint.kind import COMPLAINT
from shared.decision.event import Record
from shared.vocabulary.text import Lang

AT_FAULT, NOT_AT_FAULT = "有过失", "无过失"
LONGEST = 10_000
"""Characters of a text; of a longer one the newest part goes along, the whole stands on the case it came from."""


def received_there(case: UUID, records: Sequence[Record[Any]], policy: Policy) -> ReceiveByTransfer:
    """The order that brings a case to the site to which its newest fact sends it."""
    asked, complaint = records[-1], COMPLAINT.fold(records)
    going: TransferAsked = asked.event
    texts = _texts(records, policy.at(asked.recorded_at).sites[complaint.reception.site].zone)
    # Urgent work that nobody agreed to ends with its tasks, which are withdrawn (3.3), and so does its clock.
    ended = frozenset({Mark.URGENT_TASK_WITHDRAWN}) if complaint.work.is_urgent else frozenset()
    carried = Carried.of(complaint, _clocks(records, policy).carries(asked.occurred_at, ended))
    settled, found = complaint.settlement, carried.investigation
    return ReceiveByTransfer(
        site=going.site, from_site=complaint.reception.site, case=case, reason=going.reason,
        since=0 if going.back_to is None else _newest_arrival(records), upto=len(records),
        sent_back=going.sent_back, settled=going.settled,
        promise=complaint.reception.promise,
        open_promises=_joined(" ".join(promise.split()) for promise in settled.open_promises),
        valid=found.valid if settled.valid is None else settled.valid,
        responsible=found.responsible if settled.responsible is None else settled.responsible,
        carried=carried, **texts,
    )  # fmt: skip


def _clocks(records: Sequence[Record[Any]], policy: Policy) -> Clockwork:
    work = Clockwork(policy)
    for version, record in by_business_time(COMPLAINT.timeline(records)):
        work.take(version, record)
    return work


def _newest_arrival(records: Sequence[Record[Any]]) -> int:
    """The version at which the case came from the other site, which knows what was before; 0: it never did."""
    arrivals = [n for n, record in enumerate(records, 1) if isinstance(record.event, ReceivedByTransfer)]
    return arrivals[-1] if arrivals else 0


# ── words ───────────────────────────────────────────────────────────────────────────────────


class _Texts:
    """What was said on a case, each text in the moment of the site; what came from elsewhere stands before it."""

    def __init__(self, zone: ZoneInfo) -> None:
        """Nothing was said yet."""
        self.single = dict.fromkeys(("unit", "summary", "words", "statement", "demand", "notice"), "")
        self.findings: list[str] = []
        self.proposals: list[str] = []
        self._zone = zone

    def take(self, record: Record[Any], said: Mapping[str, Any]) -> None:
        """One fact; `said`: its fields as they read now."""
        match record.event:
            case ComplaintReceived() | Verified() | StatementCorrected() | StatementAmended():
                self.single |= {name: said[name] for name in self.single if name in said}
            case DemandRecorded():
                parts = (said["demand"], said["reason"], said["state_of_mind"])
                self.single["demand"] = "；".join(part for part in parts if part)
            case ProgressTold():
                self.single["notice"] = self._at(record, said["content"])
            case ReceivedByTransfer() as event:
                self.single |= {name: said[name] for name in self.single}
                self.findings, self.proposals = _told(event.findings), _told(event.proposals)
            case FirstFindingRecorded() | FindingsRecorded():
                self.findings.append(self._at(record, *_found(record.event, said)))
            case ProposalMade() | ProposalTold() | ProposalAccepted() | ProposalRejected() as event:
                words = said.get("solution") or said["words"]
                self.proposals.append(self._at(record, event.proposal, event.LABEL.to(Lang.ZH_HANS), words))

    def _at(self, record: Record[Any], *parts: str) -> str:
        at = record.occurred_at.astimezone(self._zone).strftime("%Y-%m-%d %H:%M")
        return " ".join(part for part in (at, *parts) if part)


def _found(event: FirstFindingRecorded | FindingsRecorded, said: Mapping[str, Any]) -> tuple[str, ...]:
    if isinstance(event, FirstFindingRecorded):
        return (said["what"],)
    return said["facts"], said["cause"], AT_FAULT if event.at_fault else NOT_AT_FAULT, event.severity.words.zh


def _texts(records: Sequence[Record[Any]], zone: ZoneInfo) -> dict[str, str]:
    """The texts that go along, as they read now (R12.29)."""
    right, texts = put_right(records), _Texts(zone)
    for version, record in enumerate(COMPLAINT.timeline(records), 1):
        now = {field: value for (of, field), value in right.items() if of == version}
        texts.take(record, dict(record.event) | now)
    long = texts.single | {"findings": _joined(texts.findings), "proposals": _joined(texts.proposals)}
    return {name: text[-LONGEST:] for name, text in long.items()}


def _told(text: str) -> list[str]:
    return [text] if text else []


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)[-LONGEST:]

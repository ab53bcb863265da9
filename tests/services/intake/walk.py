"""One walk through the whole API: each operation is asked for something that it can do, in an order that makes sense.

Long because it is one list: a row per operation. A new action needs a row here, or the walk's test names it.
"""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from services.intake import importing
from tests.services.intake.cases import EXPLAIN, VERIFY, receive
from tests.services.intake.steps import GET, POST, SIGN, SPOT, Step, acts, begin, names
from tests.services.intake.walk_follow_up import ending, follow_up
from tests.services.intake.walk_inquiry import apologising, inquiry, refusing
from tests.services.intake.walk_ladder import escalating
from tests.services.intake.walk_related import related
from tests.services.intake.walk_reply import beyond, calling_back, replying, unreachable
from tests.services.intake.walk_work import working
from tests.support.cast import LP, admin, he, lin, mei, ms_wang, portal, qian, sun, zhou

MAPPINGS = Path(importing.__file__).parent / "mappings"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(20)


def _reception() -> Iterator[Step]:
    yield begin("walk_in")
    yield from acts(
        "walk_in",
        (lin, "ask-details", {"details": "Which lift, since when?"}),
        (lin, "explain", EXPLAIN),
        (lin, "record-agitated", {}),
        (lin, "record-calmed", {}),
        (lin, "record-agitated", {}),
        (lin, "ask-to-move-up", {"reason": "explanation_did_not_help"}),
        (lin, "record-consent", {"given": True}),
        (lin, "call-colleague", {"person": "zhou"}),
        (zhou, "confirm-coming", {}),
        (lin, "tell-who-comes", {}),
        (lin, "introduce-colleague", {}),
        (zhou, "hand-over", {}),
    )
    yield begin("phone", channel="phone", rings=2)
    yield from acts(
        "phone",
        (lin, "apologise", {"at_fault": True, "words": "We are sorry.", "promise": "It is repaired today."}),
        (lin, "ask-to-move-up", {"reason": "outside_remit"}),
        (lin, "record-consent", {"given": True}),
        (lin, "transfer-call", {"person": "he"}),
        (he, "take-call", {}),
    )
    yield begin("left")
    yield from acts("left", (lin, "record-customer-left", {}))


def _on_the_spot() -> Iterator[Step]:
    yield begin("signed")
    yield from acts(
        "signed",
        (lin, "verify", VERIFY),
        (lin, "correct-statement", {"statement": "The lift of block 3 stopped three times."}),
        (lin, "confirm-anew", {"statement": "The lift of block 3 stopped twice.", "reason": "misheard"}),
        *SPOT,
        (lin, "carry-out-promise", {"what": "The relay was changed."}),
        (lin, "ask-satisfaction", {"satisfied": True}),
        (lin, "sign", SIGN),
        (zhou, "reopen", {"reason": "It stopped again."}),
    )
    yield begin("judged", unit="", no_unit=False)
    yield from acts(
        "judged",
        (lin, "verify", VERIFY),
        *SPOT,
        (lin, "carry-out-promise", {"what": "The relay was changed."}),
        (lin, "ask-satisfaction", {"satisfied": True}),
        (lin, "sign", SIGN),
        (zhou, "take-back", {"reason": "The unit is not known."}),
    )
    yield begin("unsigned")
    yield from acts(
        "unsigned",
        (lin, "verify", VERIFY),
        *SPOT,
        (lin, "ask-satisfaction", {"satisfied": True}),
        (lin, "record-unsigned", {"settled_by": "lin", "valid": True, "responsible": "management"}),
    )
    yield begin("moved")
    yield from acts("moved", (lin, "verify", VERIFY), SPOT[0], (lin, "leave-the-spot", {"reason": "needs a part"}))


def _owning() -> Iterator[Step]:
    yield Step(portal, POST, "/complaints", receive(channel="app", reference="T-1"), {"seat": "number"})
    yield from acts("seat", (lin, "take-from-seat", {}))
    yield from acts(
        "moved",
        (lin, "name-executor", {"person": "mei"}),
        (lin, "add-watcher", {"person": "zhou"}),
        (lin, "remove-watcher", {"person": "zhou"}),
        (lin, "pass-on", {"person": "mei", "reason": "end of the shift"}),
        (mei, "delegate", {"deputy": "lin", "reason": "on leave"}),
        (mei, "end-delegation", {}),
    )


def _amending() -> Iterator[Step]:
    yield Step(lin, POST, "/complaints/{seat}/add-words", {"words": "又停了！"}, {"later": "recorded_at"})
    yield from acts(
        "seat",
        (lin, "write-note", {"text": "The fitter comes at four."}),
        (lin, "assess", {"severity": "moderate"}),
        (lin, "reclassify", {"category": "noise", "reason": "misheard"}),
        (lin, "amend", {"unit": "3-1-503", "reason": "typing error"}),
        (lin, "amend-words", {"version": 1, "field": "summary", "text": "The lift stops.", "reason": "typing error"}),
        (lin, "correct-time", {"version": 3, "happened_at": "{later}", "reason": "late entry"}),
    )


def _customers() -> Iterator[Step]:
    yield Step(lin, POST, "/customers", {"site": LP, "name": "王女士"}, {"customer": "id"})
    yield Step(lin, GET, "/customers/{customer}")
    yield Step(lin, GET, "/customers?phone=13812345678")
    yield Step(lin, GET, f"/customers/{ms_wang}/complaints")
    yield Step(
        lin, POST, "/customers/{customer}/amend-customer", {"name": "王女士", "unit": "3-1-502", "reason": "known"}
    )
    yield Step(zhou, POST, "/customers/{customer}/merge-customer", {"into": str(ms_wang), "reason": "the same"})
    yield Step(zhou, POST, "/customers/{customer}/part-customer", {"reason": "her sister"})


def _directory() -> Iterator[Step]:
    for slug, form in DIRECTORY_FORMS:
        yield Step(admin, POST, f"/directory/{slug}", form)


HOURS = {"monday": {"since": "09:00:00", "until": "21:00:00"}, "closed": ["2026-10-01"]}
DIRECTORY_FORMS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("name-company", {"names": names("Lakeside")}),
    ("change-attended-channels", {"channels": ["walk_in", "phone"]}),
    ("add-site", {"site": "NEW", "names": names("New Court"), "zone": "Asia/Shanghai"}),
    ("change-site", {"site": "NEW", "names": names("Newer Court"), "zone": "Asia/Shanghai"}),
    ("add-person", {"person": "s1", "names": names("S"), "role": "supervisor", "sites": ["NEW"]}),
    ("add-person", {"person": "m1", "names": names("M"), "role": "manager", "sites": ["NEW"]}),
    ("open-site", {"site": "NEW"}),
    ("record-households", {"site": "NEW", "since": "2026-01-01", "occupied": 400}),
    ("change-person", {"person": "s1", "names": names("S S"), "role": "supervisor", "sites": ["NEW"]}),
    ("add-person", {"person": "s2", "names": names("T"), "role": "supervisor", "sites": ["NEW"]}),
    ("set-deputy", {"person": "s1", "deputy": "s2"}),
    ("put-person-on-duty", {"person": "s1", "site": "NEW"}),
    ("take-person-off-duty", {"person": "s1", "site": "NEW"}),
    ("mark-absent", {"person": "s1"}),
    ("mark-back", {"person": "s1"}),
    ("set-deputy", {"person": "s1", "deputy": None}),
    ("retire-person", {"person": "s2"}),
    ("restore-person", {"person": "s2", "names": names("T"), "role": "supervisor", "sites": ["NEW"]}),
    ("add-department", {"department": "garden", "names": names("Garden"), "site": "NEW"}),
    ("change-department", {"department": "garden", "names": names("Gardens"), "site": "NEW"}),
    ("set-head", {"department": "garden", "head": "m1"}),
    ("set-head", {"department": "garden", "head": None}),
    ("retire-department", {"department": "garden"}),
    ("restore-department", {"department": "garden"}),
    ("add-category", {"category": "pets", "names": names("Pets")}),
    ("rename-category", {"category": "pets", "names": names("Animals")}),
    ("move-category", {"category": "pets", "parent": "noise"}),
    ("set-category-period", {"category": "pets", "active_from": "2026-01-01"}),
    ("retire-category", {"category": "pets"}),
    ("restore-category", {"category": "pets"}),
    ("change-limit", {"setting": "verify_within", "value": 20}),
    ("restore-limit", {"setting": "verify_within"}),
    ("change-words", {"step": "calming", "words": names("Please sit down.")}),
    ("restore-words", {"step": "calming"}),
    ("cite-procedure", {"names": names("Reception"), "version": "3"}),
    ("set-company-hours", {"hours": HOURS}),
    ("set-desk-hours", {"site": "NEW", "hours": HOURS}),
    ("add-site", {"site": "OLD", "names": names("Old Court"), "zone": "Asia/Shanghai"}),
    ("archive-site", {"site": "OLD"}),
    ("retire-site", {"site": "NEW"}),
    ("admit-source", {"zone": "Asia/Shanghai", "sites": ["NYC"]}),
)


def _reading() -> Iterator[Step]:
    for path in ("/me", "/enumerations", "/conduct", "/directory", "/complaints"):
        yield Step(lin, GET, path)
    for path in ("/work", "/stuck", "/tasks", "/board", "/away"):
        yield Step(lin, GET, path)
    yield Step(lin, GET, "/status?number={walk_in}&digits=5678")
    for path in ("", "/history", "/clocks", "/file"):
        yield Step(sun, GET, f"/complaints/{{signed}}{path}")
    yield Step(admin, GET, "/directory/document", keep={"yaml": "document"})
    yield Step(admin, POST, "/directory/compare", {"document": "{yaml}"})
    for path in ("/keys", "/consumers", "/consumers/intake/parked"):
        yield Step(admin, GET, path)
    yield Step(admin, POST, "/keys", {"holder": "lin"}, {"key": "id"})
    yield Step(admin, POST, "/keys/{key}/expire", {"at": "2027-01-01T00:00:00Z"})
    yield Step(admin, POST, "/keys/{key}/revoke", {})
    yield Step(admin, POST, "/consumers/intake/rebuild", {})


def _being_told() -> Iterator[Step]:
    yield Step(admin, POST, "/mail-server", {"url": "mailtos://desk:secret@example.com?from=desk@example.com"})
    yield Step(lin, POST, "/notices/me/channels", {"target": "lin@example.com"}, {"channel": "id"})
    yield Step(lin, POST, "/notices/me", {"on": True, "lang": "en", "quiet": {"start": "22:00", "end": "07:00"}})
    yield Step(lin, POST, "/notices/me/test", {})
    yield Step(lin, GET, "/notices/me")
    yield Step(admin, POST, "/notices/lin/channels/{channel}/remove", {})


ROW = {
    "unique_key": "1", "account": "NYC", "opendate": "2016-01-04", "closedate": "", "complaint_type": "Heat",
    "descriptor": "None", "zip": "10001", "borough": "Manhattan", "city": "New York",
}  # fmt: skip


def _files() -> Iterator[Step]:
    path = "/complaints/{walk_in}/attachments"
    yield Step(lin, POST, f"{path}?kind=photo", file=PNG)
    yield Step(lin, GET, path, keep={"digest": "items.0.digest"})
    yield Step(lin, GET, f"{path}/{{digest}}")
    form = {"digest": "{digest}", "size": len(PNG), "media_type": "image/png", "name": "lift.png", "kind": "photo"}
    yield Step(lin, POST, "/complaints/{walk_in}/attach", form)


def _importing() -> Iterator[Step]:
    mapping = tomllib.loads((MAPPINGS / "nyc-council.toml").read_text("utf-8"))
    yield Step(qian, POST, "/imports", {"mapping": mapping, "rows": [{"line": 2, "cells": ROW}]})
    yield Step(qian, GET, "/complaints?site=NYC", keep={"imported": "items.0.number"})
    for site, role in (("supervisor", "s3"), ("manager", "m3")):
        form = {"person": role, "names": names("N"), "role": site, "sites": ["NYC"]}
        yield Step(admin, POST, "/directory/add-person", form)
    yield Step(admin, POST, "/directory/open-site", {"site": "NYC"})
    yield Step(qian, POST, "/complaints/{imported}/take-over", {})


def _register() -> Iterator[Step]:
    day, month, register = "/sites/LP/days/2026-03-03", "/sites/LP/months/2026-03", "/sites/LP/register"
    yield Step(zhou, GET, day, keep={"as_of": "pages.0.as_of", "read": "pages.0.digest"}, wait=1)
    form = {"day": "2026-03-03", "as_of": "{as_of}", "digest": "{read}"}
    yield Step(zhou, POST, f"{register}/sign-daily-log", form)
    yield Step(lin, POST, f"{register}/empty-box", {"letters": 0})
    yield Step(zhou, GET, month, keep={"as_of": "head.as_of", "read": "digest", "words": "words"}, wait=30)
    yield Step(zhou, GET, f"{month}/rates")
    form = {"month": "2026-03", "as_of": "{as_of}", "digest": "{read}", "words": "{words}"}
    yield Step(zhou, POST, f"{register}/submit-month", form)
    yield Step(qian, POST, f"{register}/return-month", {"month": "2026-03", "version": 1, "remark": "Who signed?"})
    yield Step(zhou, GET, month, keep={"as_of": "head.as_of", "read": "digest", "words": "words"})
    yield Step(zhou, POST, f"{register}/submit-month", form)
    yield Step(qian, POST, f"{register}/receive-month", {"month": "2026-03", "version": 2})


AT_THE_DESK = (
    _reception,
    _on_the_spot,
    _owning,
    _amending,
    _files,
    _customers,
    _directory,
    _importing,
    _reading,
    _being_told,
    _register,
)
"""Reception, what is read, the directory and the register."""

UNTIL_THE_END = (
    calling_back,
    replying,
    unreachable,
    beyond,
    inquiry,
    working,
    follow_up,
    ending,
    related,
    escalating,
    apologising,
    refusing,
)
"""What is done on a case from P5 on; needs nothing that was done before."""


def walk(*parts: Callable[[], Iterator[Step]]) -> Iterator[Step]:
    """All steps, or those of some parts."""
    for part in parts or (*AT_THE_DESK, *UNTIL_THE_END):
        yield from part()

"""The walk through P6 and P7: found out, apologised for, proposed, answered, or not answered, or refused."""

from collections.abc import Iterator

from tests.services.intake.cases import VERIFY
from tests.services.intake.steps import POST, Step, acts, begin
from tests.support.cast import he, lin, qian, zhou

ON_P5 = ((lin, "verify", VERIFY), (lin, "choose-route", {"route": "agreed", "reason": "the firm must look first"}))
CHARGE = {"department": "LP-engineering", "person": "wu", "question": "Why does it stop?"}
FINDINGS = {
    "facts": "It stopped on Monday and on Tuesday.", "cause": "A worn relay.", "at_fault": False, "valid": True,
    "severity": "moderate", "responsible": "department",
}  # fmt: skip
PROPOSAL = {"solution": "The relay is changed.", "remedies": ["repair"], "work": True}


def inquiry() -> Iterator[Step]:
    """A case from the charge to the accepted solution; another in which nothing has to be found out."""
    yield begin("inquiry")
    yield from acts(
        "inquiry",
        *ON_P5,
        (lin, "charge-head", CHARGE),
        (lin, "return-assignment", {"why": "not_enough_information"}),
        (lin, "charge-head", CHARGE),
        (lin, "withdraw-assignment", {"reason": "the firm found it"}),
        (lin, "charge-head", CHARGE),
        (lin, "record-first-finding", {"what": "The relay is worn."}),
        (lin, "record-findings", FINDINGS),
        (lin, "record-demand", {"demand": "A lift that runs.", "unknown": ["reason", "state_of_mind"]}),
        (lin, "make-proposal", PROPOSAL | {"remedies": ["compensation"], "amount": "80.00"}),
        (he, "decide-approval", {"approved": True}),
        (lin, "tell-proposal", {"told_by": "phone"}),
        (lin, "record-rejection", {"words": "不行。"}),
        (lin, "make-proposal", PROPOSAL),
        (lin, "tell-proposal", {"told_by": "in_person"}),
        (lin, "record-acceptance", {"words": "好。"}),
    )
    yield begin("known")
    yield from acts("known", *ON_P5, (lin, "record-none-needed", {"reason": "a power cut"}))


SERIOUS = FINDINGS | {"at_fault": True, "severity": "serious"}
SORRY = {"form": "visit", "words": "We are sorry.", "promise": "The relay is changed."}


def apologising() -> Iterator[Step]:
    """An incident; a serious fault, apologised for in each of the ways."""
    first = {"severity": "serious", "danger": True, "opens": "special_incident", "incident": "injury", "reason": "hurt"}
    for name in ("grave", "lost"):
        yield begin(name)
        yield from acts(name, *ON_P5, (lin, "charge-head", CHARGE), (lin, "assess-at-first", first))
        yield from acts(name, (lin, "record-findings", SERIOUS))
    yield from acts(
        "grave",
        (lin, "stabilise-incident", {"words": "The doors are open."}),
        (lin, "contain-incident", {"words": "The lift is locked."}),
        (lin, "report-incident", {"to": "119", "words": "One person hurt."}),
        (lin, "flag-incident", {"kind": "media", "words": "A reporter called."}),
        (he, "lift-incident-flag", {"reason": "A neighbour, no reporter."}),
        (lin, "try-apology", {"form": "phone"}),
        (lin, "send-apology-letter", {"reference": "folder 4"}),
        (lin, "record-apology-refused", {"form": "phone", "words": "不必了。"}),
        (lin, "record-apology", SORRY),
    )
    yield from acts(
        "lost",
        (zhou, "record-unreachable", {"reason": "moved away"}),
        (lin, "file-apology", {"words": "We are sorry."}),
    )


TOLD = ((lin, "make-proposal", PROPOSAL), (lin, "tell-proposal", {"told_by": "phone"}))
NO = (*TOLD, (lin, "record-rejection", {"words": "不行。"}))
POSITION = {"document": "folder 9", "position": "No new lift.", "reasons": "No vote for it."}


def refusing() -> Iterator[Step]:
    """Silence, an agreement taken back, a final explanation; at the top the final position. Days pass in it."""
    none_needed = (zhou, "record-none-needed", {"reason": "a power cut"})
    for name in ("silent", "explained"):
        yield begin(name)
        yield from acts(name, *ON_P5, none_needed)
    yield from acts("silent", (lin, "record-beyond-authority", {"person": "he", "matter": "a refund"}), *TOLD)
    for _ in range(3):
        yield Step(lin, POST, "/complaints/{silent}/ask-for-answer", {}, wait=1)
    yield from acts(
        "silent",
        (lin, "ask-about-silence", {}),
        (he, "decide-on-silence", {"can_be_undone": True, "reason": "it can be changed back"}),
        (lin, "take-back-acceptance", {"words": "我改主意了。"}),
    )
    explained = {"explanation": "The shaft is too small.", "told_by": "phone", "understanding": "given"}
    yield from acts("explained", (lin, "give-final-explanation", explained))
    yield begin("top")
    yield from acts(
        "top",
        (lin, "ask-to-move-up", {"reason": "customer_wishes"}),
        (lin, "record-consent", {"given": True}),
        (lin, "call-colleague", {"person": "qian"}),
        *((lin, slug, {}) for slug in ("confirm-coming", "tell-who-comes", "introduce-colleague", "hand-over")),
        *ON_P5,
        none_needed,
        *NO,
        *NO,
        *NO,
        (qian, "decline-final-position", {"reason": "one more proposal"}),
        *NO,
        (qian, "give-final-position", POSITION),
        (lin, "record-new-fact", {"fact": "The owners voted."}),
        *NO,
        (qian, "give-final-position", POSITION),
    )
    yield Step(zhou, POST, "/complaints/{top}/judge-after-final-position", {}, wait=30)

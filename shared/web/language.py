"""In which of the three languages a caller is answered."""

from starlette.requests import HTTPConnection

from shared.vocabulary.text import Lang

DEFAULT = Lang.EN
HEADER = {Lang.EN: "en", Lang.ZH_HANS: "zh-Hans", Lang.ZH_HANT: "zh-Hant"}
"""How a language is named in HTTP and HTML."""

_ALIASES = {
    "en": Lang.EN, "*": DEFAULT,
    "zh": Lang.ZH_HANS, "zh-hans": Lang.ZH_HANS, "zh-cn": Lang.ZH_HANS, "zh-sg": Lang.ZH_HANS, "zh-my": Lang.ZH_HANS,
    "zh-hant": Lang.ZH_HANT, "zh-tw": Lang.ZH_HANT, "zh-hk": Lang.ZH_HANT, "zh-mo": Lang.ZH_HANT,
}  # fmt: skip
"""Regions to scripts. Babel's negotiation would answer `zh-CN` in English (trap 17)."""


def language_of(request: HTTPConnection) -> Lang:
    """The caller's language: `Accept-Language`, best first, English when it names none of ours."""
    header = request.headers.get("accept-language")
    return DEFAULT if header is None else negotiated(header)


def negotiated(header: str) -> Lang:
    """The language of ours that this `Accept-Language` likes best; of equals the first named."""
    best, found = 0.0, DEFAULT
    for part in header.split(","):
        tag, _, weight = part.partition(";")
        lang, liking = known(tag), _weight(weight)
        if lang is not None and liking > best:
            best, found = liking, lang
    return found


def known(tag: str) -> Lang | None:
    """Our language of this name: `zh-Hant-HK` is looked for as `zh-hant-hk`, `zh-hant`, `zh`, longest first."""
    tag = tag.strip().lower().replace("_", "-")
    while tag:
        if (lang := _ALIASES.get(tag)) is not None:
            return lang
        tag = tag.rpartition("-")[0]
    return None


def _weight(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(number)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0

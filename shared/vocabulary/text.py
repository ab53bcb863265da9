"""What people read: every sentence of ours in English and in Chinese, simplified and traditional.

The two source languages stand beside each other in the code. Traditional Chinese comes from a
reviewed catalogue (`zh_hant.json`), keyed by the simplified text; a test lists what it lacks.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Lang(StrEnum):
    """A language that people may choose, by its Unicode script name."""

    EN = "en"
    ZH_HANS = "zh_Hans"
    ZH_HANT = "zh_Hant"


class NotTranslated(LookupError):
    """A simplified text has no traditional counterpart in the catalogue yet; `make reference` drafts it."""


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence or word in the two source languages; `{name}` marks a fact to be filled in."""

    en: str
    zh: str

    def to(self, lang: Lang, **facts: Any) -> str:
        """Give the text in one language, facts filled in. Raises NotTranslated, never falls back."""
        return self._template(lang).format(**facts) if facts else self._template(lang)

    def _template(self, lang: Lang) -> str:
        if lang is Lang.EN:
            return self.en
        return self.zh if lang is Lang.ZH_HANS else traditional(self.zh)


def say(en: str, zh: str) -> Say:
    """Declare a text in English and simplified Chinese."""
    return Say(en, zh)


def traditional(zh: str) -> str:
    """Look a simplified text up in the reviewed catalogue. Raises NotTranslated."""
    if zh in (found := catalogue()):
        return found[zh]
    raise NotTranslated(zh)


@cache
def catalogue() -> dict[str, str]:
    """Read the reviewed catalogue: simplified text to traditional text."""
    text = files(__package__).joinpath("zh_hant.json").read_text("utf-8")
    return dict(json.loads(text))

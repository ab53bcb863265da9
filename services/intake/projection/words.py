"""Texts as words that can be found: Chinese has no spaces, so a run of characters is kept as overlapping pairs.

FTS5's own trigram tokens would miss the words of two characters, which most Chinese words are (漏水, 电梯).
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from shared.database.errors import StorageError

_HAN = r"\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_ASCII_RUN = re.compile(r"[a-z0-9]+")
_IS_HAN = re.compile(rf"[{_HAN}]")
PHONE_ENDS = (4, 7, 8)
"""People say the last four digits of a phone, or the number without its area code."""


class NoFullTextSearch(StorageError):
    """This Python's SQLite was built without FTS5: use a Python whose SQLite has it (python.org's and Debian's do)."""


def require_full_text_search() -> None:
    """Refuse to start where nothing could be searched. Raises NoFullTextSearch."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
    except sqlite3.OperationalError as error:
        raise NoFullTextSearch(NoFullTextSearch.__doc__) from error
    finally:
        connection.close()


def indexed(texts: Iterable[str]) -> str:
    """All that can be found in these texts, as one text of tokens."""
    return " ".join(tokens for text in texts if (tokens := _indexed(text)))


@lru_cache(maxsize=4_096)
def _indexed(text: str) -> str:
    """The tokens of one text. A case's words are indexed again with each of its facts."""
    runs = _runs(text)
    return " ".join(runs if text.isascii() else [token for run in runs for token in _tokens(run)])


def phone_tokens(phone: str) -> str:
    """A phone number's digits and its ends."""
    digits = normalised_phone(phone)
    return " ".join([digits, *(digits[-n:] for n in PHONE_ENDS if len(digits) > n)]) if digits else ""


def normalised_phone(phone: str) -> str:
    """The digits alone, without the country's code of mainland numbers."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    return re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)


def sought(question: str) -> str | None:
    """What somebody typed as a query of FTS5: every part must occur, the last word of each may go on.

    None when nothing of it can be sought.
    """
    phrases = [phrase for part in question.split() if (phrase := _phrase(_runs(part)))]
    return " AND ".join(phrases) or None


def _phrase(runs: list[str]) -> str:
    if not runs:
        return ""
    *before, last = runs
    tokens = [token for run in before for token in _tokens(run)]
    closed = len(last) > 1 and _IS_HAN.match(last)
    tokens += _tokens(last)[:-1] if closed else [last]
    return f'"{" ".join(tokens)}"' + ("" if closed else " *")


def _runs(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_RUN.findall(text.lower())
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def _tokens(run: str) -> list[str]:
    """A word as it is; Chinese characters as overlapping pairs and, so that it is found alone, the last one."""
    if run.isascii() or not _IS_HAN.match(run):
        return [run]
    return [run[i : i + 2] for i in range(len(run))]

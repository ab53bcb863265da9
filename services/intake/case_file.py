"""A case as one file for an auditor: whole in itself, readable without this desk."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from shared.complaint.state import Complaint
from shared.directory.state import Directory
from shared.eventstore.log import Entry
from shared.vocabulary.text import Lang

FORMAT = "suying-case-file/1"


def named(
    directory: Directory, complaint: Complaint, records: Iterable[dict[str, Any]], lang: Lang
) -> dict[str, dict[str, str]]:
    """What the codes in a case stand for, as the directory has it now: site, people, categories."""
    people = {record["by"]["id"] for record in records} | {complaint.ladder.owner or ""} | complaint.ladder.watchers
    people |= {record["by"]["on_behalf_of"] or "" for record in records}
    site = complaint.reception.site
    return {
        "company": {"": _in(directory.names, lang)},
        "sites": {site: _in(directory.sites[site].names, lang)} if site in directory.sites else {},
        "people": {c: _in(directory.people[c].names, lang) for c in sorted(people) if c in directory.people},
        "categories": {
            c: _in(directory.categories[c].names, lang)
            for c in directory.path(complaint.reception.category or None)
            if c in directory.categories
        },
    }


def _in(names: Any, lang: Lang) -> str:
    """The name in a language, else in the first one it was given in: names are the company's, not ours."""
    return str(names.get(lang.value) or next(iter(names.values()), ""))


def places(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Where each fact stands in the log and the SHA-256 of its stored bytes, so that the file can be checked."""
    return [
        {
            "version": entry.version,
            "position": entry.position,
            "topic": entry.topic,
            "sha256": hashlib.sha256(entry.state).hexdigest(),
        }
        for entry in entries
    ]


def attachments(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The files put to the case."""
    return [
        {"version": record["version"], **record["facts"]}
        for record in records
        if record["topic"].startswith("complaint.file_attached.") and record["facts"]
    ]

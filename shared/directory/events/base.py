"""What every fact of the directory shares: it counts up the directory's version."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from typing_extensions import override

from shared.decision.event import Event, Stamp
from shared.directory.state import Directory, Names, frozen


class DirectoryEvent(Event):
    """A fact about the company. `change` is its effect; `apply` counts the version."""

    @override
    def apply(self, state: Directory, stamp: Stamp) -> Directory:
        return self.counted(state)

    def counted(self, directory: Directory) -> Directory:
        """Give the directory after this fact, one version on."""
        return replace(self.change(directory), version=directory.version + 1)

    def change(self, directory: Directory) -> Directory:
        """Give the directory after this fact."""
        raise NotImplementedError  # abstract: each fact has its own effect


def texts(given: Mapping[Any, str]) -> Names:
    """Names or words by language, as the state keeps them."""
    return frozen({str(lang): text for lang, text in given.items()})

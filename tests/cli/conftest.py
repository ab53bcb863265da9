"""One served desk with the sample company for all commands of this folder."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.served import run, served

Run = Callable[..., list[str]]


@pytest.fixture(scope="session")
def suying(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Run a command: `suying("find", "--json")` gives the lines that it prints."""
    folder = tmp_path_factory.mktemp("cli") / "data"
    with served(folder):
        yield lambda *words, **asked: run(folder, ["suying", *words], **asked)

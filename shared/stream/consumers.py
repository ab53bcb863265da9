"""All consumers of one process: started, stopped and looked at by name."""

from collections.abc import Callable, Iterable, Iterator

from shared.stream.follower import Follower
from shared.stream.standing import Standing

NamedProgress = Callable[[str, int, int], None]
"""Told after each batch of catching up: the consumer's name, events done, events in all."""


class Consumers:
    """The followers of one process. One that stops leaves the others running."""

    def __init__(self, followers: Iterable[Follower]) -> None:
        """Take charge of these. Raises ValueError when two share a name: they would share their file (trap 7)."""
        self._by_name: dict[str, Follower] = {}
        for follower in followers:
            if follower.name in self._by_name:
                raise ValueError(f"two consumers are called {follower.name}")
            self._by_name[follower.name] = follower

    def __iter__(self) -> Iterator[Follower]:
        """In the order given."""
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Follower:
        """One of them. Raises KeyError."""
        return self._by_name[name]

    async def start(self, progress: NamedProgress | None = None) -> None:
        """Let each catch up and follow."""
        for follower in self:
            if progress is None:
                await follower.start()
            else:
                await follower.start(lambda done, whole, name=follower.name: progress(name, done, whole))  # type: ignore[misc]

    async def close(self) -> None:
        """Stop all and close their files."""
        for follower in self:
            await follower.close()

    async def wait(self, position: int, timeout: float = 5.0) -> bool:  # noqa: ASYNC109 - a route says how long it waits
        """Wait until every consumer has folded up to a position; False when one takes too long or does not run."""
        for follower in self:
            if not await follower.wait(position, timeout):
                return False
        return True

    def standings(self) -> list[Standing]:
        """Where each stands."""
        return [follower.standing() for follower in self]

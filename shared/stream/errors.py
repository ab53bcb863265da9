"""Why a consumer stops or refuses; each sentence names the way out."""


class ConsumerStopped(Exception):
    """This consumer cannot go on by itself; the others do. The message says why and what to do."""


class Gap(ConsumerStopped):
    """The next fact is not the one that must come next (G1)."""

    def __init__(self, name: str, expected: int, found: int) -> None:
        super().__init__(
            f"{name}: position {expected} is missing, the log goes on with {found}. "
            "Check the log with `suying verify`; restore the newest backup if it is damaged."
        )


class AheadOfLog(ConsumerStopped):
    """This consumer has seen more than the log holds: the log is an older one."""

    def __init__(self, name: str, position: int, head: int) -> None:
        super().__init__(
            f"{name}: its views stand at position {position}, but the log ends at {head}. "
            f"Was an older log restored? `suying rebuild {name}` makes the views anew from this log."
        )


class OtherLog(ConsumerStopped):
    """The log holds another fact at this position than the one that was folded."""

    def __init__(self, name: str, position: int) -> None:
        super().__init__(
            f"{name}: the fact at position {position} is not the one its views were made from. "
            f"Was another log restored? `suying rebuild {name}` makes the views anew from this log."
        )


class Rebuilding(Exception):
    """A rebuild of this consumer runs: wait for its end, then ask again."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is being rebuilt; wait until it is done (`suying status`), then try again.")


class NotParked(LookupError):
    """No such stream is parked at this consumer."""

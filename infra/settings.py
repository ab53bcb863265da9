"""What an operator can set about a desk: read once, from the environment and the command line, then frozen.

Numbers of the handbook are not here: they are the directory's limits, which a company changes with a trace.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from infra.exits import WrongUsage

_ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?(?<!/)")
_YES, _NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def _set(variable: str, what: str, default: Any) -> Any:
    return field(default=default, metadata={"variable": variable, "what": what})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One desk's settings. The command line overrules the environment, the environment the defaults."""

    data: Path = _set("SUYING_DATA", "The data folder; made with mode 0700 if it is not there.", Path("data"))
    host: str = _set("SUYING_HOST", "The address to listen on.", "127.0.0.1")
    port: int = _set("SUYING_PORT", "The port to listen on; 0 lets the system choose a free one.", 8000)
    public: bool = _set("SUYING_PUBLIC", "Allow an address that other machines reach.", default=False)
    empty: bool = _set("SUYING_EMPTY", "Do not make the sample company at the first start.", default=False)
    prefix: str = _set("SUYING_PREFIX", "The path under which a reverse proxy shows the desk, such as /desk.", "")
    address: str = _set(
        "SUYING_ADDRESS",
        "Where customers reach the desk, such as https://desk.example.com/desk; the links sent to them begin so.",
        "",
    )
    rate: int = _set("SUYING_RATE", "Requests per second that one key may make in the long run; 0: no limit.", 500)
    proxies: str = _set(
        "SUYING_PROXIES", "Addresses whose forwarded headers are believed, separated by commas.", "127.0.0.1"
    )

    def __post_init__(self) -> None:
        """Refuse what cannot work, in one line. Raises WrongUsage."""
        if not 0 <= self.port <= 65535:  # noqa: PLR2004 - the width of a port
            raise WrongUsage(f"SUYING_PORT: {self.port} is not a port (0 to 65535).")
        if self.prefix and (not self.prefix.startswith("/") or self.prefix.endswith("/")):
            raise WrongUsage(f"SUYING_PREFIX: {self.prefix!r} must begin with / and not end with it.")
        if self.address and not _ADDRESS.fullmatch(self.address):
            raise WrongUsage(
                f"SUYING_ADDRESS: {self.address!r} must begin with https:// or http:// and not end with /."
            )
        if not self.public and not is_loopback(self.host):
            raise WrongUsage(
                f"{self.host} can be reached from other machines. Say --public if that is meant, "
                "and put a reverse proxy with TLS in front."
            )

    @classmethod
    def read(cls, environ: Mapping[str, str], **given: Any) -> "Settings":
        """The settings of this process: `given` (None: not given) before `environ`. Raises WrongUsage."""
        values = {name: value for name, value in given.items() if value is not None}
        for known in fields(cls):
            text = environ.get(known.metadata["variable"])
            if text is not None and known.name not in values:
                values[known.name] = _parsed(known.metadata["variable"], text, type(known.default))
        return cls(**values)


def is_loopback(host: str) -> bool:
    """True if only this machine reaches that address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def described() -> list[tuple[str, str, str]]:
    """For the reference page: variable, default, what it sets."""
    return [
        (known.metadata["variable"], "" if known.default is MISSING else str(known.default), known.metadata["what"])
        for known in fields(Settings)
    ]


def _parsed(variable: str, text: str, kind: type) -> Any:
    if kind is bool:
        if text.lower() not in _YES | _NO:
            raise WrongUsage(f"{variable}: {text!r} is neither yes nor no.")
        return text.lower() in _YES
    if kind is int:
        if not text.isascii() or not text.isdecimal():
            raise WrongUsage(f"{variable}: {text!r} is not a number.")
        return int(text)
    return Path(text) if issubclass(kind, Path) else text

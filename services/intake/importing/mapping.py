"""Which column of a source's table is what: a small TOML document, shipped or a company's own."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.directory.forms import ZoneName
from shared.vocabulary.ids import Code

SHIPPED = files(__package__).joinpath("mappings")


class MappingUnusable(ValueError):
    """The mapping cannot be used; the message says where and why, in one line."""


Columns = tuple[str, ...]
_STRICT = ConfigDict(extra="forbid", frozen=True)


class _Columns(BaseModel):
    """Names of the source's columns; a list is read from the general to the particular."""

    model_config = _STRICT
    key: str
    site: str
    received: str
    closed: str | None = None
    category: Columns = ()
    unit: Columns = ()
    channel: str | None = None
    customer: str | None = None
    phone: str | None = None
    words: str | None = None


class _Formats(BaseModel):
    """How the source writes its moments, in the letters of `strptime`."""

    model_config = _STRICT
    received: str = "%Y-%m-%d"
    closed: str = "%Y-%m-%d"


class Mapping(BaseModel):
    """How the rows of one source are read."""

    model_config = _STRICT
    source: Code  #: names the source in every case taken from it
    zone: ZoneName  #: the zone of the source's days and times
    columns: _Columns
    formats: _Formats = _Formats()
    sites: dict[str, str] = Field(default_factory=dict)  #: the source's name of a site to ours, where they differ

    @classmethod
    def read(cls, name: str) -> Self:
        """A mapping shipped with the program by its name, or one from a TOML file. Raises MappingUnusable."""
        text = _text(name)
        try:
            return cls.of(tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise MappingUnusable(f"{name} is not TOML: {error}") from error

    @classmethod
    def of(cls, document: dict[str, Any]) -> Self:
        """A mapping from its decoded document. Raises MappingUnusable."""
        try:
            return cls.model_validate(document)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise MappingUnusable(f"mapping: {place}: {first['msg']}") from error

    def wanted(self) -> set[str]:
        """Every column that a source's table must have."""
        columns = self.columns
        single = (columns.key, columns.site, columns.received, columns.closed, columns.channel)
        more = (columns.customer, columns.phone, columns.words)
        return {name for name in (*single, *more, *columns.category, *columns.unit) if name}


def shipped() -> list[str]:
    """Names of the mappings that come with the program."""
    return sorted(entry.name.removesuffix(".toml") for entry in SHIPPED.iterdir() if entry.name.endswith(".toml"))


def _text(name: str) -> str:
    if name in shipped():
        return SHIPPED.joinpath(f"{name}.toml").read_text("utf-8")
    path = Path(name)
    if path.suffix == ".toml" and path.is_file():
        return path.read_text("utf-8")
    raise MappingUnusable(f"There is no mapping {name}. Shipped: {', '.join(shipped())}; or give a FILE.toml.")

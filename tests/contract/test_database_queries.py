"""SQL stands in files: every statement of every package is prepared here, and none is left over."""

import re
import sqlite3
from pathlib import Path

import pytest

from shared.database.migrations import migrations, statements
from shared.database.queries import Queries

ROOT = Path(__file__).parents[2]
FILES = sorted(file for top in ("shared", "services") for file in (ROOT / top).glob("*/sql/*.sql"))
_ELSEWHERE = re.compile(r"^-- .*over the tables of (shared/[a-z]+)", re.MULTILINE)
"""A file may read tables that another package makes; its head says so."""
_NAMED = re.compile(r"^-- [a-z0-9_]+(?: \([a-z]+\))? --$", re.MULTILINE)


def is_named(file: Path) -> bool:
    """Whether a file holds named statements; the others are scripts that make tables."""
    return _NAMED.search(file.read_text("utf-8")) is not None


def makes(statement: str) -> bool:
    return re.sub(r"--[^\n]*\n", "", statement).lstrip().upper().startswith("CREATE")


def schema(package: Path) -> sqlite3.Connection:
    """An empty database with every table that a package makes, by migration, script or statement."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    made = [step.text for step in migrations(package / "migrations")] if (package / "migrations").exists() else []
    for file in sorted((package / "sql").glob("*.sql")):
        if is_named(file):
            queries = Queries.read(file)
            made += [queries[name] + ";" for name in queries if makes(queries[name])]
        else:
            made.append(file.read_text("utf-8"))
    for text in made:
        for statement in statements(text):
            connection.execute(statement)
    return connection


def unprepared(queries: Queries, connection: sqlite3.Connection) -> list[str]:
    """The statements that SQLite does not take, with its reason."""
    failed = []
    for name in queries:
        if makes(queries[name]):
            continue  # was carried out to make the schema
        try:
            connection.execute("EXPLAIN " + queries[name], parameters(queries[name])).fetchall()
        except sqlite3.Error as error:
            failed.append(f"{name}: {error}")
    return failed


def parameters(statement: str) -> dict[str, None] | list[None]:
    """Nothing for each parameter: by name, or by place where rows are written in bulk."""
    bare = re.sub(r"--[^\n]*|'[^']*'", "", statement)
    return [None] * bare.count("?") or dict.fromkeys(re.findall(r":([a-z_][a-z0-9_]*)", bare))


def sources(package: Path) -> str:
    return "\n".join(file.read_text("utf-8") for file in package.rglob("*.py"))


NAMED = [pytest.param(file, id=str(file.relative_to(ROOT))) for file in FILES if is_named(file)]


@pytest.mark.parametrize("file", NAMED)
def test_every_statement_is_one_that_the_database_takes(file: Path) -> None:
    elsewhere = _ELSEWHERE.search(file.read_text("utf-8"))
    connection = schema(ROOT / elsewhere[1] if elsewhere else file.parents[1])
    assert unprepared(Queries.read(file), connection) == []
    connection.close()


@pytest.mark.parametrize("file", NAMED)
def test_every_name_is_used(file: Path) -> None:
    assert Queries.read(file).unused(sources(file.parents[1])) == []


GOOD = """-- What this file is about.

-- one --
-- Why it is so.
SELECT :a
-- two --
SELECT 2
-- two (postgresql) --
SELECT 22
-- three (postgresql) --
SELECT 3
"""


def test_statements_are_found_by_name_and_keep_their_description() -> None:
    queries = Queries(GOOD, source="here")
    assert list(queries) == ["one", "two"]
    assert queries["one"] == "-- Why it is so.\nSELECT :a"
    with pytest.raises(KeyError):
        queries["three"]


def test_a_variant_replaces_the_plain_statement_on_its_database() -> None:
    queries = Queries(GOOD, source="here", dialect="postgresql")
    assert [queries[name] for name in queries] == ["-- Why it is so.\nSELECT :a", "SELECT 22", "SELECT 3"]


@pytest.mark.parametrize(
    ("text", "says"),
    [("-- a --\nSELECT 1\n-- a --\nSELECT 2", "`a` stands there twice"), ("SELECT 1\n-- a --\nSELECT 2", "before")],
)
def test_a_file_that_says_two_things_or_nothing_of_a_name_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Queries(text, source="here")


def test_the_checks_of_this_file_see_a_bad_statement_and_a_name_left_over() -> None:
    connection = sqlite3.connect(":memory:")
    queries = Queries("-- bad --\nSELECT x FROM nowhere\n-- good --\nSELECT 1", source="here")
    assert unprepared(queries, connection) == ["bad: no such table: nowhere"]
    assert queries.unused('SQL["good"]') == ["bad"]
    connection.close()

-- The tables of reporting. Moments are microseconds since 1970 UTC, months are numbers like 202603.
-- A row holds for the reader at T when since <= T and T < until: "as of T" is this filter and nothing else.

-- Which stream is which case. The number of a complaint here is the position of its first fact in the log.
CREATE TABLE complaint (
    complaint INTEGER PRIMARY KEY,
    stream    BLOB NOT NULL UNIQUE,
    site      TEXT NOT NULL,
    number    TEXT NOT NULL
) STRICT;

-- Every fact of every case, with the few values that section 5 needs. A corrected time (CK9) ends one row and
-- begins another.
CREATE TABLE fact (
    complaint INTEGER NOT NULL,
    version   INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER,
    kind      TEXT NOT NULL,
    occurred  INTEGER NOT NULL,
    recorded  INTEGER NOT NULL,
    author    TEXT NOT NULL,
    role      TEXT NOT NULL,
    level     INTEGER,
    given     TEXT NOT NULL,
    content   TEXT NOT NULL,
    PRIMARY KEY (complaint, version, since)
) STRICT, WITHOUT ROWID;

-- How each clock stood or ended, for the span of recorded time in which that is known. Its end is known from `told` on:
-- until then the row says that it runs. A held one stands still. A run that each miss starts again stands here once,
-- with the setting that gives its next repetition the limit: the repetitions until T are derived, as every miss is.
CREATE TABLE clock_outcome (
    complaint INTEGER NOT NULL,
    clock     TEXT NOT NULL,
    scope     TEXT NOT NULL,
    cycle     TEXT NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER,
    told      INTEGER,
    started   INTEGER NOT NULL,
    due       INTEGER NOT NULL,
    ended     INTEGER,
    ended_by  INTEGER,
    outcome   TEXT NOT NULL,
    late_born INTEGER NOT NULL,
    met_late  INTEGER NOT NULL,
    held      INTEGER NOT NULL,
    again     TEXT NOT NULL,
    PRIMARY KEY (complaint, clock, scope, cycle, since)
) STRICT, WITHOUT ROWID;

-- The months that may show a case: received in it, a fact in it, or open through it. More is harmless, less is not:
-- what a month counts is decided by the facts. Rows are never taken away, so it serves every T.
CREATE TABLE membership (
    site      TEXT NOT NULL,
    month     INTEGER NOT NULL,
    complaint INTEGER NOT NULL,
    PRIMARY KEY (site, month, complaint)
) STRICT, WITHOUT ROWID;

-- Cases open now, or with a clock that runs on after the closing (CK6), with the month of their receipt; they get their months in `membership` when they close.
CREATE TABLE open_complaint (
    site      TEXT NOT NULL,
    complaint INTEGER NOT NULL,
    month     INTEGER NOT NULL,
    PRIMARY KEY (site, complaint)
) STRICT, WITHOUT ROWID;

-- What customers are called, by their records; each amendment is a row (R12.29).
CREATE TABLE customer (
    customer  BLOB NOT NULL,
    version   INTEGER NOT NULL,
    recorded  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    anonymous INTEGER NOT NULL,
    PRIMARY KEY (customer, version)
) STRICT, WITHOUT ROWID;

-- What a site signed and submitted, and what came back: the register's own facts, whole.
CREATE TABLE register (
    site     TEXT NOT NULL,
    version  INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    author   TEXT NOT NULL,
    given    TEXT NOT NULL,
    PRIMARY KEY (site, version)
) STRICT, WITHOUT ROWID;

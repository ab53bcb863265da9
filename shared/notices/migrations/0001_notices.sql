-- Who wants to be told what, where, and what became of it. Targets are secrets: they stand here and nowhere else.

-- When this file was made, or put back from a backup: what came up before is no news.
CREATE TABLE born (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL) STRICT;

-- How far each outbox was taken in.
CREATE TABLE place (outbox TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- The company's mail server, as an address of apprise.
CREATE TABLE mail_server (one INTEGER PRIMARY KEY CHECK (one = 1), url TEXT NOT NULL) STRICT;

CREATE TABLE wish (
    person         TEXT PRIMARY KEY,
    on_since       TEXT,                          -- NULL: is told nothing
    lang           TEXT NOT NULL,
    quiet_from     TEXT,                          -- wall time, HH:MM; NULL: no quiet hours
    quiet_until    TEXT,
    every_minutes  INTEGER NOT NULL,              -- at most one message in so many minutes
    zone           TEXT                           -- of the quiet hours; NULL: that of the person's first site
) STRICT, WITHOUT ROWID;

CREATE TABLE channel (
    id         TEXT PRIMARY KEY,
    person     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    target     TEXT NOT NULL,
    failures   INTEGER NOT NULL DEFAULT 0,        -- in a row
    next_try   TEXT,                              -- not before this moment
    last_sent  TEXT,
    UNIQUE (person, target)
) STRICT;

-- One row for each notice and channel. It stays: the same thing is not told there again.
CREATE TABLE delivery (
    id         INTEGER PRIMARY KEY,
    channel    TEXT NOT NULL,
    identity   TEXT NOT NULL,
    person     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    complaint  BLOB NOT NULL,
    number     TEXT,
    site       TEXT NOT NULL,
    at         TEXT NOT NULL,
    clock      TEXT NOT NULL,
    due        TEXT,
    state      TEXT NOT NULL DEFAULT 'waiting'
               CHECK (state IN ('waiting', 'sending', 'sent', 'uncertain', 'withdrawn', 'given_up')),
    message    TEXT,                              -- the message it went out with
    handed_at  TEXT,
    UNIQUE (channel, identity)
) STRICT;

CREATE INDEX delivery_open ON delivery (state, channel, at) WHERE state IN ('waiting', 'sending');

-- Changes of wishes, so that one sent again has one effect and one answer (G2).
CREATE TABLE command (
    command  BLOB PRIMARY KEY CHECK (length(command) = 32),
    digest   BLOB NOT NULL CHECK (length(digest) = 32),
    answer   TEXT NOT NULL
) STRICT;

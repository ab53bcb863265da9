-- How far the directory is read; its facts are read from the log.
CREATE TABLE directory (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;

-- One row per case that has a clock, with what a board shows of it.
CREATE TABLE watched (
    stream BLOB PRIMARY KEY,
    number TEXT,
    site TEXT NOT NULL,
    level INTEGER NOT NULL,
    owner TEXT,
    phase TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    named TEXT NOT NULL  -- who is complained about, as a JSON array (R12.17)
) STRICT, WITHOUT ROWID;

-- One row per warning and per end of an open clock. `next_at` decides alone: the moment, or now + lease once claimed.
CREATE TABLE timer (
    stream BLOB NOT NULL,
    clock TEXT NOT NULL,
    scope TEXT NOT NULL,
    cycle TEXT NOT NULL,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    due TEXT NOT NULL,
    mine INTEGER NOT NULL,
    next_at TEXT NOT NULL,
    lease TEXT,
    done_at TEXT,
    UNIQUE (stream, clock, scope, cycle, what)
) STRICT;

-- What a board shows, soonest due first.
CREATE INDEX timer_due ON timer (due) WHERE what = 'over';

CREATE INDEX timer_next ON timer (next_at) WHERE done_at IS NULL AND mine = 1;

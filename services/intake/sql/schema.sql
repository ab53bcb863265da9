-- The tables of intake's own file. Moments are ISO 8601 in UTC with microseconds, so that text order is time order.

-- How far the directory is read; its facts are read from the log.
CREATE TABLE directory (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;

-- One row per case; `id` is the position of its first fact: newer cases have larger ones, and it never changes.
CREATE TABLE complaint (
    id INTEGER PRIMARY KEY,
    stream BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    number TEXT,
    site TEXT NOT NULL,
    category TEXT,
    channel TEXT,
    phase TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    level INTEGER NOT NULL,
    owner TEXT,
    first_receiver TEXT,
    customer BLOB,
    anonymous INTEGER NOT NULL,
    unit TEXT NOT NULL,
    summary TEXT NOT NULL,
    received_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    closed_at TEXT,
    next_due TEXT,
    next_clock TEXT,
    next_rule TEXT,
    referrer TEXT,
    reference TEXT,
    tell_since TEXT,
    accepting TEXT, -- who is to accept an escalation; empty: a seat that nobody holds
    named TEXT NOT NULL -- people complained about, as a JSON array
) STRICT;

-- One row per task or investigation that somebody has to do (`item`: t1, a1 …), of cases by their id.
CREATE TABLE work (
    complaint INTEGER NOT NULL,
    item TEXT NOT NULL,
    kind TEXT NOT NULL,
    department TEXT,
    person TEXT,
    given_at TEXT NOT NULL,
    due TEXT,
    urgent INTEGER NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (complaint, item)
) STRICT, WITHOUT ROWID;

-- Words of a case, by its id; made by `projection/words.py`.
CREATE VIRTUAL TABLE complaint_words USING fts5 (words);

-- One row per customer; `id` is the position of the record's first fact.
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    stream BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    phones TEXT NOT NULL,
    unit TEXT NOT NULL,
    contact_time TEXT NOT NULL,
    contact_channel TEXT,
    anonymous INTEGER NOT NULL,
    registered_by TEXT NOT NULL,
    merged_into BLOB
) STRICT;

-- By what a record is suggested: a phone in one spelling, or site, unit and name.
CREATE TABLE customer_key (
    key TEXT NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (key, customer)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_key_customer ON customer_key (customer);

CREATE VIRTUAL TABLE customer_words USING fts5 (words);

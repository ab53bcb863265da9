-- What people are to be told. The table stands in the file of whatever leads to notices, so that both are one transaction.

-- make_notice --
-- A row stays after its delivery: its identity keeps the same thing from being told twice.
CREATE TABLE IF NOT EXISTS notice (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    complaint BLOB NOT NULL,
    number TEXT,
    site TEXT NOT NULL,
    at TEXT NOT NULL,
    clock TEXT NOT NULL,
    due TEXT,
    UNIQUE (person, identity)
) STRICT

-- put_notice --
INSERT INTO notice (identity, person, kind, complaint, number, site, at, clock, due)
VALUES (:identity, :person, :kind, :complaint, :number, :site, :at, :clock, :due)
ON CONFLICT (person, identity) DO NOTHING

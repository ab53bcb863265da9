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

-- make_notice_person --
-- What one person was told since a moment.
CREATE INDEX IF NOT EXISTS notice_person ON notice (person, at)

-- put_notice --
INSERT INTO notice (identity, person, kind, complaint, number, site, at, clock, due)
VALUES (:identity, :person, :kind, :complaint, :number, :site, :at, :clock, :due)
ON CONFLICT (person, identity) DO NOTHING

-- notices_of --
SELECT identity, person, kind, complaint, number, site, at, clock, due FROM notice
WHERE person = :person AND at >= :since ORDER BY at DESC, id DESC LIMIT :limit

-- notices_after --
SELECT id, identity, person, kind, complaint, number, site, at, clock, due FROM notice
WHERE id > :id ORDER BY id LIMIT :limit

-- last_notice --
SELECT coalesce(max(id), 0) FROM notice

-- The statements of what every consumer's file holds beside its views.

-- make_position --
CREATE TABLE consumer_position (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL,
    mark BLOB NOT NULL
) STRICT

-- make_parked --
CREATE TABLE consumer_parked (
    stream BLOB PRIMARY KEY,
    position INTEGER NOT NULL,
    error TEXT NOT NULL,
    trace TEXT NOT NULL,
    digest TEXT NOT NULL,
    parked_at TEXT NOT NULL,
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID

-- make_waiting --
-- The event that could not be folded, and all later ones of its stream.
CREATE TABLE consumer_waiting (
    position INTEGER PRIMARY KEY,
    stream BLOB NOT NULL,
    version INTEGER NOT NULL,
    topic TEXT NOT NULL
) STRICT

-- make_waiting_index --
CREATE INDEX consumer_waiting_stream ON consumer_waiting (stream, position)

-- make_skipped --
CREATE TABLE consumer_skipped (
    position INTEGER PRIMARY KEY,
    by TEXT NOT NULL,
    skipped_at TEXT NOT NULL
) STRICT

-- first_position --
INSERT INTO consumer_position (one, position, mark) VALUES (1, 0, X'')

-- position --
SELECT position, mark FROM consumer_position

-- move --
UPDATE consumer_position SET position = :position, mark = :mark

-- parked_streams --
SELECT stream FROM consumer_parked

-- park --
INSERT INTO consumer_parked (stream, position, error, trace, digest, parked_at, tries)
VALUES (:stream, :position, :error, :trace, :digest, :parked_at, 1)
ON CONFLICT (stream) DO UPDATE SET tries = iif(position = excluded.position, tries + 1, 1),
    position = excluded.position, error = excluded.error, trace = excluded.trace, digest = excluded.digest,
    parked_at = excluded.parked_at

-- unpark --
DELETE FROM consumer_parked WHERE stream = :stream

-- wait_behind --
INSERT OR IGNORE INTO consumer_waiting (position, stream, version, topic) VALUES (:position, :stream, :version, :topic)

-- no_longer_waiting --
DELETE FROM consumer_waiting WHERE position = :position

-- waiting --
SELECT position FROM consumer_waiting WHERE stream = :stream ORDER BY position

-- list_parked --
SELECT parked.stream, parked.position, waiting.version, waiting.topic, parked.error, parked.trace, parked.digest,
    parked.parked_at, parked.tries,
    (SELECT count(*) - 1 FROM consumer_waiting AS behind WHERE behind.stream = parked.stream)
FROM consumer_parked AS parked JOIN consumer_waiting AS waiting ON waiting.position = parked.position
ORDER BY parked.position

-- count_parked --
SELECT count(*) FROM consumer_parked

-- skip --
INSERT OR IGNORE INTO consumer_skipped (position, by, skipped_at) VALUES (:position, :by, :skipped_at)

-- skipped --
SELECT position, by, skipped_at FROM consumer_skipped ORDER BY position

-- skipped_between --
SELECT position FROM consumer_skipped WHERE position > :after AND position <= :upto

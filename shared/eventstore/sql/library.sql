-- What the eventsourcing library keeps beside the log: snapshots and positions of its projections.
-- A desk has none of these tables; they are made when the library's factory asks for them.

-- create_events --
CREATE TABLE IF NOT EXISTS library_event (
    purpose TEXT NOT NULL,
    stream BLOB NOT NULL CHECK (length(stream) = 16),
    version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    PRIMARY KEY (purpose, stream, version)
) STRICT, WITHOUT ROWID

-- create_tracking --
CREATE TABLE IF NOT EXISTS library_tracking (
    application TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID

-- insert_snapshot --
INSERT INTO library_event (purpose, stream, version, topic, state)
VALUES (:purpose, :stream, :version, :topic, :state)

-- snapshots_up --
SELECT version, topic, state FROM library_event
WHERE purpose = :purpose AND stream = :stream AND version > :gt AND version <= :lte
ORDER BY version LIMIT :limit

-- snapshots_down --
SELECT version, topic, state FROM library_event
WHERE purpose = :purpose AND stream = :stream AND version > :gt AND version <= :lte
ORDER BY version DESC LIMIT :limit

-- events_up --
SELECT version, topic, state FROM log
WHERE stream = :stream AND version > :gt AND version <= :lte
ORDER BY version LIMIT :limit

-- events_down --
SELECT version, topic, state FROM log
WHERE stream = :stream AND version > :gt AND version <= :lte
ORDER BY version DESC LIMIT :limit

-- notifications --
SELECT position, stream, version, topic, state FROM log
WHERE position >= :start AND position <= :stop
ORDER BY position LIMIT :limit

-- notifications_of --
-- :topics is a JSON list.
SELECT position, stream, version, topic, state FROM log
WHERE position >= :start AND position <= :stop AND topic IN (SELECT value FROM json_each(:topics))
ORDER BY position LIMIT :limit

-- track --
-- Gives a row back only when the position moved forward: the same event never counts twice.
INSERT INTO library_tracking (application, position) VALUES (:application, :position)
ON CONFLICT (application) DO UPDATE SET position = excluded.position WHERE excluded.position > position
RETURNING position

-- tracked --
SELECT position FROM library_tracking WHERE application = :application

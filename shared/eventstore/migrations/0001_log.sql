-- The log. The database itself refuses to change, delete, skip, overtake or record a command twice (G1, G2, G8):
-- the triggers are not a second opinion, they are the exact check that an append relies on.

CREATE TABLE log (
    position INTEGER PRIMARY KEY,
    stream BLOB NOT NULL CHECK (length(stream) = 16),
    version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    -- The case number (R11.5), on the first event of the append that asked for one.
    series TEXT,
    number INTEGER,
    -- The command, on the first event it recorded: key and digest are SHA-256, `last` is where it ended.
    key BLOB CHECK (length(key) = 32),
    digest BLOB CHECK (length(digest) = 32),
    last INTEGER,
    UNIQUE (stream, version),
    CHECK ((series IS NULL) = (number IS NULL)),
    CHECK ((key IS NULL) = (last IS NULL))
) STRICT;

CREATE UNIQUE INDEX log_number ON log (series, number) WHERE series IS NOT NULL;
CREATE UNIQUE INDEX log_key ON log (key) WHERE key IS NOT NULL;

-- INSERT OR REPLACE deletes without firing delete triggers on a foreign connection: so inserts are checked.
CREATE TRIGGER log_grows_by_one BEFORE INSERT ON log
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM log)
BEGIN
    SELECT RAISE(ABORT, 'position: the log grows by one at a time');
END;

-- A stream counts from 1; one of the eventsourcing library may count from 0.
CREATE TRIGGER log_streams_grow_by_one BEFORE INSERT ON log
WHEN NEW.version IS NOT (SELECT coalesce(max(version) + 1, iif(NEW.version = 0, 0, 1)) FROM log WHERE stream = NEW.stream)
BEGIN
    SELECT RAISE(ABORT, 'version: the stream has moved on');
END;

CREATE TRIGGER log_commands_once BEFORE INSERT ON log
WHEN NEW.key IS NOT NULL AND EXISTS (SELECT 1 FROM log WHERE key = NEW.key)
BEGIN
    SELECT RAISE(ABORT, 'key: the command is recorded already');
END;

CREATE TRIGGER log_numbers_grow_by_one BEFORE INSERT ON log
WHEN NEW.series IS NOT NULL
 AND NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM log WHERE series = NEW.series)
BEGIN
    SELECT RAISE(ABORT, 'number: case numbers are given one after the other');
END;

CREATE TRIGGER log_keeps_rows BEFORE UPDATE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is never changed');
END;

CREATE TRIGGER log_loses_nothing BEFORE DELETE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is never deleted from');
END;

-- The log and the commands that wrote it. The database itself refuses to change, delete, skip or overtake (G1, G8).

CREATE TABLE log (
    position INTEGER PRIMARY KEY,
    stream BLOB NOT NULL CHECK (length(stream) = 16),
    version INTEGER NOT NULL,
    topic TEXT NOT NULL,
    state BLOB NOT NULL,
    series TEXT,
    number INTEGER,
    UNIQUE (stream, version),
    CHECK ((series IS NULL) = (number IS NULL))
) STRICT;

CREATE UNIQUE INDEX log_number ON log (series, number) WHERE series IS NOT NULL;

-- One row per command that came with an idempotency key; `first` and `last` are the positions it wrote (G2).
CREATE TABLE command (
    key BLOB PRIMARY KEY CHECK (length(key) = 32),
    digest BLOB CHECK (length(digest) = 32),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CHECK (first <= last)
) STRICT, WITHOUT ROWID;

-- INSERT OR REPLACE deletes without firing delete triggers on a foreign connection: so the insert is checked.
CREATE TRIGGER log_appends_only BEFORE INSERT ON log
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM log)
  OR NEW.version IS NOT (SELECT coalesce(max(version) + 1, iif(NEW.version = 0, 0, 1)) FROM log WHERE stream = NEW.stream)
BEGIN
    SELECT RAISE(ABORT, 'the log only grows by one position and one version at a time');
END;

CREATE TRIGGER log_counts_only BEFORE INSERT ON log
WHEN NEW.series IS NOT NULL
 AND NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM log WHERE series = NEW.series)
BEGIN
    SELECT RAISE(ABORT, 'case numbers are given one after the other');
END;

CREATE TRIGGER log_keeps_rows BEFORE UPDATE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is never changed');
END;

CREATE TRIGGER log_loses_nothing BEFORE DELETE ON log
BEGIN
    SELECT RAISE(ABORT, 'the log is never deleted from');
END;

CREATE TRIGGER command_once BEFORE INSERT ON command
WHEN EXISTS (SELECT 1 FROM command WHERE key = NEW.key)
BEGIN
    SELECT RAISE(ABORT, 'a command is recorded once');
END;

CREATE TRIGGER command_keeps_rows BEFORE UPDATE ON command
BEGIN
    SELECT RAISE(ABORT, 'commands are never changed');
END;

CREATE TRIGGER command_loses_nothing BEFORE DELETE ON command
BEGIN
    SELECT RAISE(ABORT, 'commands are never deleted');
END;

-- How far the log has been carried over to other cases. Never made anew from the log: what was done is not done again.

-- make_place --
CREATE TABLE place (one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL) STRICT

-- make_born --
-- When this file was made: what was recorded before is no news, and nobody is told of it.
CREATE TABLE IF NOT EXISTS born (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL) STRICT

-- put_born --
INSERT INTO born (one, at) VALUES (1, :at) ON CONFLICT (one) DO NOTHING

-- born_again --
INSERT INTO born (one, at) VALUES (1, :at) ON CONFLICT (one) DO UPDATE SET at = excluded.at

-- born --
SELECT at FROM born

-- make_set_aside --
-- Facts that could not be carried over because of a fault of the program; tried again at each start.
CREATE TABLE set_aside (position INTEGER PRIMARY KEY, error TEXT NOT NULL, since TEXT NOT NULL) STRICT

-- first_place --
INSERT INTO place (one, position) VALUES (1, 0)

-- place --
SELECT position FROM place

-- move --
UPDATE place SET position = :position

-- set_aside --
INSERT INTO set_aside (position, error, since) VALUES (:position, :error, :since)
ON CONFLICT (position) DO UPDATE SET error = excluded.error

-- list_set_aside --
SELECT position FROM set_aside ORDER BY position

-- count_set_aside --
SELECT count(*) FROM set_aside

-- no_longer_set_aside --
DELETE FROM set_aside WHERE position = :position

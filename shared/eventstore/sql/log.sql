-- The statements of the log. Streams are the 16 bytes of their UUID.

-- head --
SELECT coalesce(max(position), 0) FROM log

-- insert_event --
-- The triggers of the table check position, version, key and number: a command that may not be recorded
-- fails at its first event. No query before it; values by place, by name they cost a seventh of the insert.
INSERT INTO log (position, stream, version, topic, state, series, number, key, digest, last)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- insert_further --
INSERT INTO log (position, stream, version, topic, state) VALUES (?, ?, ?, ?, ?)

-- newest_version --
SELECT max(version) FROM log WHERE stream = :stream

-- newest_number --
SELECT coalesce(max(number), 0) FROM log WHERE series = :series

-- find_command --
-- The command stands on the first row it wrote; the stream's version after it on the last.
SELECT command.digest, command.position, command.last, command.stream, newest.version, command.number
FROM log AS command JOIN log AS newest ON newest.position = command.last
WHERE command.key = :key

-- find_number --
SELECT stream FROM log WHERE series = :series AND number = :number

-- read --
SELECT position, stream, version, topic, state, series, number
FROM log WHERE position > :after ORDER BY position LIMIT :limit

-- stream --
SELECT position, stream, version, topic, state, series, number
FROM log WHERE stream = :stream AND version > :after AND version <= :upto ORDER BY version

-- walk --
-- Each row beside what must stand before it: the version before in its stream, the number before in its series;
-- and, where it began a command, the row at which that command says it ended.
SELECT entry.position, entry.version, entry.topic, entry.state, entry.series, entry.number,
       entry.last, before.position, smaller.position,
       ending.stream IS entry.stream AND ending.version IS entry.version + entry.last - entry.position
FROM log AS entry
LEFT JOIN log AS before ON before.stream = entry.stream AND before.version = entry.version - 1
LEFT JOIN log AS smaller ON smaller.series = entry.series AND smaller.number = entry.number - 1
LEFT JOIN log AS ending ON ending.position = entry.last
WHERE entry.position > :after ORDER BY entry.position LIMIT :limit

-- rows --
SELECT count(*) FROM log

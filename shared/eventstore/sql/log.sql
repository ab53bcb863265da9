-- The statements of the log. Streams are the 16 bytes of their UUID.

-- head --
SELECT coalesce(max(position), 0) FROM log

-- newest_version --
-- One probe at the end of the stream's part of the index.
SELECT version FROM log WHERE stream = :stream ORDER BY version DESC LIMIT 1

-- newest_number --
SELECT coalesce(max(number), 0) FROM log WHERE series = :series

-- insert_event --
INSERT INTO log (position, stream, version, topic, state, series, number)
VALUES (:position, :stream, :version, :topic, :state, :series, :number)

-- insert_command --
INSERT INTO command (key, digest, first, last) VALUES (:key, :digest, :first, :last)

-- find_command --
-- Stream and version stand on the last row it wrote, the case number on the first.
SELECT command.digest, command.first, command.last, newest.stream, newest.version, oldest.number
FROM command
JOIN log AS newest ON newest.position = command.last
JOIN log AS oldest ON oldest.position = command.first
WHERE command.key = :key

-- find_number --
SELECT stream FROM log WHERE series = :series AND number = :number

-- read --
SELECT position, stream, version, topic, state, series, number
FROM log WHERE position > :after ORDER BY position LIMIT :limit

-- stream --
SELECT position, stream, version, topic, state, series, number
FROM log WHERE stream = :stream AND version > :after AND version <= :upto ORDER BY version

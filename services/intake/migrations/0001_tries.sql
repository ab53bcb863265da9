-- Wrong tries of the status of a case (R12.16), so that a restart forgets none. Neither number nor address stands here,
-- only a keyed hash of both, and a row goes when it locks nothing any more.
CREATE TABLE wrong_try (
    pair  BLOB NOT NULL CHECK (length(pair) = 32),
    at    TEXT NOT NULL
) STRICT;
CREATE INDEX wrong_try_by_pair ON wrong_try (pair, at);
CREATE INDEX wrong_try_by_time ON wrong_try (at);
CREATE TABLE hashed_with (key BLOB NOT NULL) STRICT;

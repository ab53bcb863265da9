-- Keys of people and systems. A key itself is stored nowhere, only its SHA-256.
CREATE TABLE access_key (
    id          TEXT PRIMARY KEY,                 -- public name of the key, for lists and revoking
    hash        BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    holder      TEXT NOT NULL,                    -- code of the person or system; author of what is done with it
    is_system   INTEGER NOT NULL CHECK (is_system IN (0, 1)),
    role        TEXT NOT NULL,
    sites       TEXT,                             -- JSON list of site codes; NULL: every site
    created_at  TEXT NOT NULL,                    -- UTC, ISO 8601
    expires_at  TEXT,
    revoked_at  TEXT
) STRICT;

-- Commands that made or changed keys, so that one sent again has one effect and one answer (G2).
-- With the salt and the key that the caller presented, the text of a new key can be given a second time.
CREATE TABLE key_command (
    command  BLOB PRIMARY KEY CHECK (length(command) = 32),
    digest   BLOB NOT NULL CHECK (length(digest) = 32),
    salt     BLOB NOT NULL,
    answer   TEXT NOT NULL
) STRICT;

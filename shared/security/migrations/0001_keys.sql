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

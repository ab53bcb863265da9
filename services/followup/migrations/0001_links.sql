-- The links behind which customers answer (R10.2). The text of a link is stored nowhere, only its SHA-256; that it was
-- used stands in the log. Not in the log itself, because whoever may read a history may not answer for the customer.
CREATE TABLE link (
    hash           BLOB PRIMARY KEY CHECK (length(hash) = 32),
    complaint      BLOB NOT NULL CHECK (length(complaint) = 16),
    questionnaire  TEXT NOT NULL,                 -- its id within the case, which belongs to one round
    salt           BLOB NOT NULL,                 -- with the key of whoever sent it the text can be given a second time
    UNIQUE (complaint, questionnaire)
) STRICT;

-- all --
-- Every key ever made, oldest first; a desk has dozens of them.
SELECT id, hash, holder, is_system, role, sites, created_at, expires_at, revoked_at
  FROM access_key ORDER BY rowid

-- insert --
INSERT INTO access_key (id, hash, holder, is_system, role, sites, created_at, expires_at)
VALUES (:id, :hash, :holder, :is_system, :role, :sites, :created_at, :expires_at)

-- expire --
UPDATE access_key SET expires_at = :at WHERE id = :id AND revoked_at IS NULL

-- revoke --
-- For good: the first moment stands.
UPDATE access_key SET revoked_at = coalesce(revoked_at, :at) WHERE id = :id

-- changes --
-- Moves whenever another connection, also of another process, has changed the file.
PRAGMA data_version

-- find_command --
SELECT digest, salt, answer FROM key_command WHERE command = :command

-- insert_command --
INSERT INTO key_command (command, digest, salt, answer) VALUES (:command, :digest, :salt, :answer)

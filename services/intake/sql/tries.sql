-- wrong_tries --
-- When this pair was tried wrongly, oldest first, as far as it matters still.
SELECT at FROM wrong_try WHERE pair = :pair AND at > :since ORDER BY at

-- put_wrong_try --
INSERT INTO wrong_try (pair, at) VALUES (:pair, :at)

-- forget_pair --
DELETE FROM wrong_try WHERE pair = :pair

-- forget_old_tries --
DELETE FROM wrong_try WHERE at <= :since

-- hash_key --
SELECT key FROM hashed_with

-- put_hash_key --
INSERT INTO hashed_with (key) VALUES (:key)

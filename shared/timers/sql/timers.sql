-- The pending clocks of one service. A projection: dropped and made anew, nothing is done twice (CK3, G4).
-- Moments are ISO 8601 in UTC with microseconds, so that text order is time order.

-- directory_version --
SELECT version FROM directory

-- put_directory --
INSERT INTO directory (one, version) VALUES (1, :version) ON CONFLICT (one) DO UPDATE SET version = excluded.version

-- put_watched --
INSERT INTO watched (stream, number, site, level, owner, phase, is_open, named)
VALUES (:stream, :number, :site, :level, :owner, :phase, :is_open, :named)
ON CONFLICT (stream) DO UPDATE SET level = excluded.level, owner = excluded.owner, phase = excluded.phase, site = excluded.site,
    is_open = excluded.is_open, named = excluded.named

-- timers_of --
SELECT clock, scope, cycle, what, at, due, done_at IS NOT NULL AS acted FROM timer WHERE stream = :stream

-- put_timer --
-- Where the moment is another one than before, whatever was claimed or done for the earlier one counts no more.
INSERT INTO timer (stream, clock, scope, cycle, what, at, due, mine, next_at, done_at)
VALUES (:stream, :clock, :scope, :cycle, :what, :at, :due, :mine, :at, :done_at)
ON CONFLICT (stream, clock, scope, cycle, what) DO UPDATE
SET at = excluded.at, due = excluded.due, next_at = excluded.at, done_at = excluded.done_at, lease = NULL

-- forget_timer --
DELETE FROM timer WHERE stream = :stream AND clock = :clock AND scope = :scope AND cycle = :cycle AND what = :what

-- claim_due --
-- Timers whose moment is past and that no living worker holds; exactly at the limit is in time (CK1). Claim, commit, then act (trap 9).
UPDATE timer SET next_at = :until, lease = :lease
WHERE rowid IN (
    SELECT rowid FROM timer WHERE done_at IS NULL AND mine = 1 AND next_at < :now ORDER BY next_at LIMIT :limit
) RETURNING stream, clock, scope, cycle, what, at

-- finish --
-- Only under one's own lease: what moved meanwhile is somebody's next turn.
UPDATE timer SET done_at = :now
WHERE stream = :stream AND clock = :clock AND scope = :scope AND cycle = :cycle AND what = :what AND lease = :lease

-- again --
-- What comes again and again waits for its next moment.
UPDATE timer SET next_at = :next_at, lease = NULL
WHERE stream = :stream AND clock = :clock AND scope = :scope AND cycle = :cycle AND what = :what AND lease = :lease

-- next_moment --
SELECT next_at FROM timer WHERE done_at IS NULL AND mine = 1 ORDER BY next_at LIMIT 1

-- overdue_count --
SELECT count(*) FROM timer WHERE done_at IS NULL AND mine = 1 AND at < :now

-- The board: what is due next, over the tables of shared/timers. Lists of values come as JSON arrays; NULL asks for nothing.

-- due_next --
-- Clocks of open things, soonest due first; those missed stay until the thing is done.
SELECT watched.number, watched.site, watched.level, watched.owner, watched.phase,
       timer.clock, timer.due, timer.done_at IS NOT NULL AS acted, timer.rowid
FROM timer JOIN watched ON watched.stream = timer.stream
WHERE timer.what = 'over' AND watched.number IS NOT NULL
  AND (:sites IS NULL OR watched.site IN (SELECT value FROM json_each(:sites)))
  AND (:level IS NULL OR watched.level = :level) AND (:owner IS NULL OR watched.owner = :owner)
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(watched.named) WHERE json_each.value = :reader))
  AND (timer.due, timer.rowid) > (:place_due, :place)
ORDER BY timer.due, timer.rowid LIMIT :limit

-- counted --
-- How many clocks of each site, level and person are over, and are due within the time asked for.
SELECT watched.site, watched.level, watched.owner,
       sum(timer.due < :now) AS over, sum(timer.due >= :now AND timer.due <= :soon) AS soon, count(*) AS running
FROM timer JOIN watched ON watched.stream = timer.stream
WHERE timer.what = 'over' AND watched.number IS NOT NULL
  AND (:sites IS NULL OR watched.site IN (SELECT value FROM json_each(:sites)))
  AND (:level IS NULL OR watched.level = :level) AND (:owner IS NULL OR watched.owner = :owner)
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(watched.named) WHERE json_each.value = :reader))
GROUP BY watched.site, watched.level, watched.owner
ORDER BY watched.site, watched.level, watched.owner

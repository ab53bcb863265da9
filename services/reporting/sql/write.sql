-- What the projection writes, each row once per batch, sorted by key.

-- insert_complaint --
INSERT INTO complaint (complaint, stream, site, number) VALUES (?, ?, ?, ?)

-- find_complaint --
SELECT complaint, site FROM complaint WHERE stream = :stream

-- put_fact --
INSERT INTO fact (complaint, version, since, kind, occurred, recorded, author, role, level, given, content)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, -1), ?, ?)
ON CONFLICT (complaint, version, since) DO UPDATE SET until = NULL, occurred = excluded.occurred

-- end_fact --
UPDATE fact SET until = ? WHERE complaint = ? AND version = ? AND since < ? AND until IS NULL

-- readings_of_runs --
SELECT clock, scope, cycle, since, told, held, again FROM clock_outcome WHERE complaint = :complaint AND until IS NULL

-- put_running --
INSERT INTO clock_outcome
  (complaint, clock, scope, cycle, since, started, due, outcome, late_born, met_late, held, again)
VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, 0, ?, ?)
ON CONFLICT (complaint, clock, scope, cycle, since) DO UPDATE SET
  until = NULL, told = NULL, started = excluded.started, due = excluded.due, ended = NULL, ended_by = NULL,
  outcome = 'running', late_born = excluded.late_born, met_late = 0, held = excluded.held, again = excluded.again

-- put_ended --
INSERT INTO clock_outcome
  (complaint, clock, scope, cycle, since, told, started, due, ended, ended_by, outcome, late_born, met_late, held,
   again)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (complaint, clock, scope, cycle, since) DO UPDATE SET
  until = NULL, told = excluded.told, started = excluded.started, due = excluded.due, ended = excluded.ended,
  ended_by = excluded.ended_by, outcome = excluded.outcome, late_born = excluded.late_born,
  met_late = excluded.met_late, held = excluded.held, again = excluded.again

-- end_reading --
UPDATE clock_outcome SET until = ? WHERE complaint = ? AND clock = ? AND scope = ? AND cycle = ? AND since = ?

-- put_membership --
INSERT OR IGNORE INTO membership (site, month, complaint) VALUES (?, ?, ?)

-- put_open --
INSERT INTO open_complaint (site, complaint, month) VALUES (?, ?, ?)
ON CONFLICT (site, complaint) DO UPDATE SET month = min(month, excluded.month)

-- drop_open --
DELETE FROM open_complaint WHERE site = ? AND complaint = ?

-- put_customer --
INSERT INTO customer (customer, version, recorded, name, anonymous) VALUES (?, ?, ?, ?, ?)

-- put_register --
INSERT INTO register (site, version, kind, recorded, author, given) VALUES (?, ?, ?, ?, ?, ?)

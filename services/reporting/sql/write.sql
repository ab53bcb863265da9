-- What the projection writes, each row once per batch, sorted by key.

-- insert_complaint --
INSERT INTO complaint (complaint, stream, site, number) VALUES (?, ?, ?, ?)

-- find_complaint --
SELECT complaint, site FROM complaint WHERE stream = :stream

-- put_fact --
INSERT INTO fact (complaint, version, since, until, kind, occurred, recorded, author, role, level, given, content)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (complaint, version, since) DO UPDATE SET until = excluded.until, occurred = excluded.occurred

-- end_fact --
UPDATE fact SET until = ? WHERE complaint = ? AND version = ? AND until IS NULL

-- put_outcome --
INSERT INTO clock_outcome
  (complaint, clock, scope, cycle, since, until, started, due, ended, ended_by, outcome, late_born, met_late)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (complaint, clock, scope, cycle, since) DO UPDATE SET
  until = excluded.until, started = excluded.started, due = excluded.due, ended = excluded.ended,
  ended_by = excluded.ended_by, outcome = excluded.outcome, late_born = excluded.late_born,
  met_late = excluded.met_late

-- end_outcome --
UPDATE clock_outcome SET until = ?
WHERE complaint = ? AND clock = ? AND scope = ? AND cycle = ? AND until IS NULL

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

-- What reports read. Every statement begins at (site, month), so that it costs what the report is large.

-- month_facts --
-- All that was on record at :t about the cases that the month may show, corrected times with their older readings.
-- :known is the month of :t, for a month that had not begun then: it shows what was open.
WITH chosen AS (
    SELECT complaint FROM membership WHERE site = :site AND month IN (:month, :known)
    UNION SELECT complaint FROM open_complaint WHERE site = :site AND month <= :month
)
SELECT fact.complaint, complaint.number, complaint.stream, version, since, until, kind, occurred, recorded, author,
       role, level, given, content
FROM chosen JOIN complaint USING (complaint) JOIN fact USING (complaint)
WHERE since <= :t ORDER BY fact.complaint, version, since

-- month_outcomes --
WITH chosen AS (
    SELECT complaint FROM membership WHERE site = :site AND month IN (:month, :known)
    UNION SELECT complaint FROM open_complaint WHERE site = :site AND month <= :month
)
SELECT complaint, clock, scope, cycle, since, until, told, started, due, ended, ended_by, outcome, late_born, met_late,
       held, again
FROM chosen JOIN clock_outcome USING (complaint)
WHERE since <= :t ORDER BY complaint, started, clock, cycle

-- register --
-- A site has some forty of these a month.
SELECT kind, recorded, author, given FROM register WHERE site = :site AND recorded <= :t ORDER BY version

-- customer --
SELECT name, anonymous FROM customer WHERE customer = :customer AND recorded <= :t ORDER BY version DESC LIMIT 1

-- case_number --
SELECT number FROM complaint WHERE stream = :stream

-- The questions that people ask of intake's views. Lists of values come as JSON arrays; NULL asks for nothing.

-- cases_newest --
-- Newest first. An id never changes and new cases have larger ones, so the next page is the same whatever comes in.
SELECT * FROM complaint
WHERE (:sites IS NULL OR site IN (SELECT value FROM json_each(:sites)))
  AND (:phase IS NULL OR phase = :phase) AND (:level IS NULL OR level = :level)
  AND (:owner IS NULL OR owner = :owner) AND (:channel IS NULL OR channel = :channel)
  AND (:open IS NULL OR is_open = :open) AND (:customer IS NULL OR customer = :customer)
  AND (:categories IS NULL OR category IN (SELECT value FROM json_each(:categories)))
  AND (:received_from IS NULL OR received_at >= :received_from)
  AND (:received_to IS NULL OR received_at < :received_to)
  AND (:reference IS NULL OR reference = :reference)
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(named) WHERE json_each.value = :reader))
  AND (:words IS NULL OR id IN (SELECT rowid FROM complaint_words WHERE complaint_words MATCH :words)
       OR customer IN (SELECT customer.stream FROM customer_words JOIN customer ON customer.id = customer_words.rowid
                       WHERE customer_words MATCH :words))
  AND id < :place
ORDER BY id DESC LIMIT :limit

-- cases_changed --
-- In the order in which they changed last: who asks again after the last position seen misses no change.
SELECT * FROM complaint
WHERE (:sites IS NULL OR site IN (SELECT value FROM json_each(:sites)))
  AND (:phase IS NULL OR phase = :phase) AND (:level IS NULL OR level = :level)
  AND (:owner IS NULL OR owner = :owner) AND (:channel IS NULL OR channel = :channel)
  AND (:open IS NULL OR is_open = :open) AND (:customer IS NULL OR customer = :customer)
  AND (:categories IS NULL OR category IN (SELECT value FROM json_each(:categories)))
  AND (:received_from IS NULL OR received_at >= :received_from)
  AND (:received_to IS NULL OR received_at < :received_to)
  AND (:reference IS NULL OR reference = :reference)
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(named) WHERE json_each.value = :reader))
  AND (:words IS NULL OR id IN (SELECT rowid FROM complaint_words WHERE complaint_words MATCH :words)
       OR customer IN (SELECT customer.stream FROM customer_words JOIN customer ON customer.id = customer_words.rowid
                       WHERE customer_words MATCH :words))
  AND (:due_before IS NULL OR next_due < :due_before)
  AND position > :place
ORDER BY position LIMIT :limit

-- cases_due --
-- What is due next, overdue first.
SELECT * FROM complaint
WHERE (:sites IS NULL OR site IN (SELECT value FROM json_each(:sites)))
  AND (:phase IS NULL OR phase = :phase) AND (:level IS NULL OR level = :level)
  AND (:owner IS NULL OR owner = :owner) AND (:channel IS NULL OR channel = :channel)
  AND (:open IS NULL OR is_open = :open) AND (:customer IS NULL OR customer = :customer)
  AND (:categories IS NULL OR category IN (SELECT value FROM json_each(:categories)))
  AND (:received_from IS NULL OR received_at >= :received_from)
  AND (:received_to IS NULL OR received_at < :received_to)
  AND (:reference IS NULL OR reference = :reference)
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(named) WHERE json_each.value = :reader))
  AND (:words IS NULL OR id IN (SELECT rowid FROM complaint_words WHERE complaint_words MATCH :words)
       OR customer IN (SELECT customer.stream FROM customer_words JOIN customer ON customer.id = customer_words.rowid
                       WHERE customer_words MATCH :words))
  AND next_due < :due_before AND (next_due, id) > (:place_due, :place)
ORDER BY next_due, id LIMIT :limit

-- owed --
-- Open cases of these owners, or of a seat (nobody by name) that the caller holds; the soonest due first,
-- those without a clock last. Who is to accept an escalation has it on the list too (R8.2). What the customer is to be told is due at once (R9.4).
SELECT * FROM complaint
WHERE is_open = 1 AND phase <> 'imported'
  AND (owner IN (SELECT value FROM json_each(:owners))
       OR accepting IN (SELECT value FROM json_each(:owners))
       OR (owner IS NULL AND level = :level AND site IN (SELECT value FROM json_each(:seats))))
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(named) WHERE json_each.value = :reader))
ORDER BY coalesce(tell_since, next_due) IS NULL, min(coalesce(tell_since, next_due), coalesce(next_due, tell_since)), id
LIMIT :limit

-- doubtful --
-- Open cases that may be stuck: overdue, without a clock, imported, with nobody who works here or an empty seat.
SELECT * FROM complaint
WHERE is_open = 1 AND (:sites IS NULL OR site IN (SELECT value FROM json_each(:sites)))
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(named) WHERE json_each.value = :reader))
  AND (phase = 'imported' OR next_due IS NULL OR next_due < :now OR accepting = ''
       OR owner IS NULL OR owner NOT IN (SELECT value FROM json_each(:people)))
  AND id > :place
ORDER BY id LIMIT :limit

-- own_work --
-- What a person, or the department they work in, has to do; the soonest due first, those without one last.
SELECT complaint.number, complaint.site, work.item, work.kind, work.department, work.person, work.given_at, work.due,
       work.urgent, work.what
FROM work JOIN complaint ON complaint.id = work.complaint
WHERE work.person = :person OR work.department = :department
ORDER BY work.due IS NULL, work.due, work.complaint, work.item LIMIT :limit

-- customers_by_key --
-- Who has one of these keys; a phone first. Merged records are followed to their survivor by the caller.
SELECT customer.*, min(customer_key.key) FROM customer_key JOIN customer ON customer.id = customer_key.customer
WHERE customer_key.key IN (SELECT value FROM json_each(:keys))
  AND (:sites IS NULL OR customer.site IN (SELECT value FROM json_each(:sites)))
GROUP BY customer.id ORDER BY min(customer_key.key), customer.id LIMIT :limit

-- customers_by_words --
SELECT customer.*, '' FROM customer
WHERE customer.id IN (SELECT rowid FROM customer_words WHERE customer_words MATCH :words)
  AND customer.anonymous = 0 AND customer.merged_into IS NULL
  AND (:sites IS NULL OR customer.site IN (SELECT value FROM json_each(:sites)))
ORDER BY customer.id DESC LIMIT :limit

-- customer --
SELECT customer.*, '' FROM customer WHERE customer.stream = :stream

-- cases_of_customer --
-- Newest first, those of records merged into this one with them.
WITH RECURSIVE same (stream) AS (
    SELECT :stream UNION SELECT customer.stream FROM customer JOIN same ON customer.merged_into = same.stream
)
SELECT complaint.* FROM complaint
WHERE complaint.customer IN (SELECT stream FROM same)
  AND (:sites IS NULL OR complaint.site IN (SELECT value FROM json_each(:sites)))
  AND (:reader IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(named) WHERE json_each.value = :reader))
ORDER BY complaint.id DESC LIMIT :limit

-- earlier_cases --
-- Other cases of this customer, merged records with theirs, or of this unit of the site; newest first.
WITH RECURSIVE up (stream) AS (
    SELECT :customer UNION SELECT customer.merged_into FROM customer JOIN up ON customer.stream = up.stream
    WHERE customer.merged_into IS NOT NULL
), same (stream) AS (
    SELECT stream FROM up UNION SELECT customer.stream FROM customer JOIN same ON customer.merged_into = same.stream
)
SELECT stream, id FROM complaint WHERE customer IN (SELECT stream FROM same) AND stream <> :stream
UNION
SELECT stream, id FROM complaint WHERE site = :site AND unit = :unit AND unit <> '' AND stream <> :stream
ORDER BY id DESC LIMIT :limit

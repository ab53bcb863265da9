-- The statements by which intake's views are written.

-- directory_version --
SELECT version FROM directory

-- put_directory --
INSERT INTO directory (one, version) VALUES (1, :version) ON CONFLICT (one) DO UPDATE SET version = excluded.version

-- put_complaint --
INSERT INTO complaint (
    id, stream, version, position, number, site, category, channel, phase, is_open, level, owner,
    first_receiver, customer, anonymous, unit, summary, received_at, recorded_at, closed_at, next_due,
    next_clock, next_rule, referrer, reference, tell_since, accepting, named
) VALUES (
    :id, :stream, :version, :position, :number, :site, :category, :channel, :phase, :is_open, :level, :owner,
    :first_receiver, :customer, :anonymous, :unit, :summary, :received_at, :recorded_at, :closed_at,
    :next_due, :next_clock, :next_rule, :referrer, :reference, :tell_since, :accepting, :named
) ON CONFLICT (id) DO UPDATE SET
    version = excluded.version, position = excluded.position, number = excluded.number, site = excluded.site,
    category = excluded.category, channel = excluded.channel, phase = excluded.phase,
    is_open = excluded.is_open, level = excluded.level, owner = excluded.owner,
    first_receiver = excluded.first_receiver, customer = excluded.customer, anonymous = excluded.anonymous,
    unit = excluded.unit, summary = excluded.summary, received_at = excluded.received_at,
    recorded_at = excluded.recorded_at, closed_at = excluded.closed_at, next_due = excluded.next_due,
    next_clock = excluded.next_clock, next_rule = excluded.next_rule, referrer = excluded.referrer,
    reference = excluded.reference, tell_since = excluded.tell_since,
    accepting = excluded.accepting, named = excluded.named

-- forget_work --
DELETE FROM work WHERE complaint = :id

-- put_work --
INSERT INTO work (complaint, item, kind, department, person, given_at, due, urgent, what)
VALUES (:complaint, :item, :kind, :department, :person, :given_at, :due, :urgent, :what)

-- forget_words --
DELETE FROM complaint_words WHERE rowid = :id

-- put_words --
INSERT INTO complaint_words (rowid, words) VALUES (:id, :words)

-- put_customer --
INSERT INTO customer (
    id, stream, version, position, site, name, phones,
    unit, contact_time, contact_channel, anonymous, registered_by, merged_into
) VALUES (
    :id, :stream, :version, :position, :site, :name, :phones,
    :unit, :contact_time, :contact_channel, :anonymous, :registered_by, :merged_into
) ON CONFLICT (id) DO UPDATE SET
    version = excluded.version, position = excluded.position, site = excluded.site, name = excluded.name,
    phones = excluded.phones, unit = excluded.unit, contact_time = excluded.contact_time, contact_channel = excluded.contact_channel,
    anonymous = excluded.anonymous, registered_by = excluded.registered_by, merged_into = excluded.merged_into

-- forget_keys --
DELETE FROM customer_key WHERE customer = :id

-- put_key --
INSERT INTO customer_key (key, customer) VALUES (:key, :id)

-- forget_customer_words --
DELETE FROM customer_words WHERE rowid = :id

-- put_customer_words --
INSERT INTO customer_words (rowid, words) VALUES (:id, :words)

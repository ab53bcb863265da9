-- What is to be told where, and what became of it.

-- places --
SELECT outbox, place FROM place

-- put_place --
INSERT INTO place (outbox, place) VALUES (:outbox, :place) ON CONFLICT (outbox) DO UPDATE SET place = excluded.place

-- put_delivery --
INSERT INTO delivery (channel, identity, person, kind, complaint, number, site, at, clock, due)
VALUES (:channel, :identity, :person, :kind, :complaint, :number, :site, :at, :clock, :due)
ON CONFLICT (channel, identity) DO NOTHING

-- channels_waiting --
SELECT DISTINCT channel FROM delivery WHERE state = 'waiting'

-- waiting_of --
SELECT id, identity, person, kind, complaint, number, site, at, clock, due FROM delivery
WHERE state = 'waiting' AND channel = :channel ORDER BY at, id

-- hand --
-- Said before it is done: whatever happens now, this is not handed over again.
UPDATE delivery SET state = 'sending', message = :message, handed_at = :at WHERE id = :id AND state = 'waiting'

-- handed --
-- What became of a message. Only who handed it over knows, also after others gave it up as uncertain.
UPDATE delivery SET state = :state WHERE message = :message AND state IN ('sending', 'uncertain')

-- take_back --
-- It certainly did not arrive: it waits for the next try.
UPDATE delivery SET state = 'waiting', message = NULL WHERE message = :message AND state IN ('sending', 'uncertain')

-- end --
UPDATE delivery SET state = :state WHERE id = :id AND state = 'waiting'

-- end_channel --
UPDATE delivery SET state = 'withdrawn' WHERE channel = :channel AND state = 'waiting'

-- give_up_on_the_dead --
-- Whoever was handing these over is gone: nobody knows whether they arrived.
UPDATE delivery SET state = 'uncertain' WHERE state = 'sending' AND handed_at <= :before

-- oldest_handed --
SELECT min(handed_at) FROM delivery WHERE state = 'sending'

-- count_waiting --
SELECT count(*), min(at) FROM delivery WHERE state IN ('waiting', 'sending')

-- count_of_channel --
SELECT state, count(*) FROM delivery WHERE channel = :channel GROUP BY state

-- uncertain_identities --
SELECT DISTINCT identity FROM delivery WHERE person = :person AND state = 'uncertain'

-- withdraw_all --
-- A folder put back from a backup: what waits here was told, or not, by the desk that was lost.
UPDATE delivery SET state = 'withdrawn' WHERE state IN ('waiting', 'sending')

-- born_again --
UPDATE born SET at = :at

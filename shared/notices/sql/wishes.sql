-- Who wants to be told what, and where.

-- put_born --
INSERT INTO born (one, at) VALUES (1, :at) ON CONFLICT (one) DO NOTHING

-- born --
SELECT at FROM born

-- mail_server --
SELECT url FROM mail_server

-- put_mail_server --
INSERT INTO mail_server (one, url) VALUES (1, :url) ON CONFLICT (one) DO UPDATE SET url = excluded.url

-- forget_mail_server --
DELETE FROM mail_server

-- wish --
SELECT on_since, lang, quiet_from, quiet_until, every_minutes, zone FROM wish WHERE person = :person

-- put_wish --
INSERT INTO wish (person, on_since, lang, quiet_from, quiet_until, every_minutes, zone)
VALUES (:person, :on_since, :lang, :quiet_from, :quiet_until, :every_minutes, :zone)
ON CONFLICT (person) DO UPDATE SET on_since = excluded.on_since, lang = excluded.lang, zone = excluded.zone,
    quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, every_minutes = excluded.every_minutes

-- who_is_told --
SELECT person, on_since FROM wish WHERE on_since IS NOT NULL

-- channels_of --
SELECT id, person, kind, target, failures, next_try, last_sent FROM channel WHERE person = :person ORDER BY rowid

-- channel --
SELECT id, person, kind, target, failures, next_try, last_sent FROM channel WHERE id = :id

-- put_channel --
INSERT INTO channel (id, person, kind, target) VALUES (:id, :person, :kind, :target)
ON CONFLICT (person, target) DO NOTHING

-- forget_channel --
DELETE FROM channel WHERE id = :id

-- channel_went --
-- How the last message went.
UPDATE channel SET failures = :failures, next_try = :next_try, last_sent = coalesce(:last_sent, last_sent) WHERE id = :id

-- find_command --
SELECT digest, answer FROM command WHERE command = :command

-- put_command --
INSERT INTO command (command, digest, answer) VALUES (:command, :digest, :answer)

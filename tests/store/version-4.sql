-- What a program of version 4 made of a database of version 3: to be run after that script.
BEGIN TRANSACTION;
ALTER TABLE periodic ADD COLUMN ended_at INTEGER;
ALTER TABLE periodic ADD COLUMN error TEXT;
UPDATE periodic SET ended_at = 1769905000000000, error = 'the disk is full' WHERE name = 'upkeep';
INSERT INTO "schema_migrations" VALUES(4,1769905000000000);
COMMIT;

-- What a program of version 3 made of a database of version 2: to be run after that script.
BEGIN TRANSACTION;
CREATE TABLE workers (  identity TEXT PRIMARY KEY,  host TEXT NOT NULL,  version TEXT NOT NULL,  queues TEXT NOT NULL,  slots INTEGER NOT NULL,  busy INTEGER NOT NULL,  pid INTEGER NOT NULL,  started_at INTEGER NOT NULL,  heartbeat_at INTEGER NOT NULL,  draining INTEGER NOT NULL) STRICT;
CREATE INDEX tasks_dead ON tasks (id) WHERE state = 'dead';
INSERT INTO periodic VALUES('upkeep',86400000000,1769905000000000);
INSERT INTO "schema_migrations" VALUES(3,1769905000000000);
COMMIT;

-- What a program of version 2 made of a database of version 1: to be run after that script.
BEGIN TRANSACTION;
CREATE VIRTUAL TABLE slide_search USING fts5 (title, text, transcript,  content = 'slides', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE slide_trigrams USING fts5 (title, text, transcript,  content = 'slides', content_rowid = 'id', tokenize = 'trigram');
CREATE TRIGGER slides_added AFTER INSERT ON slides BEGIN  INSERT INTO slide_search (rowid, title, text, transcript)    VALUES (new.id, new.title, new.text, new.transcript);  INSERT INTO slide_trigrams (rowid, title, text, transcript)    VALUES (new.id, new.title, new.text, new.transcript);END;
CREATE TRIGGER slides_removed AFTER DELETE ON slides BEGIN  INSERT INTO slide_search (slide_search, rowid, title, text, transcript)    VALUES ('delete', old.id, old.title, old.text, old.transcript);  INSERT INTO slide_trigrams (slide_trigrams, rowid, title, text, transcript)    VALUES ('delete', old.id, old.title, old.text, old.transcript);END;
CREATE TRIGGER slides_changed AFTER UPDATE OF title, text, transcript ON slides BEGIN  INSERT INTO slide_search (slide_search, rowid, title, text, transcript)    VALUES ('delete', old.id, old.title, old.text, old.transcript);  INSERT INTO slide_trigrams (slide_trigrams, rowid, title, text, transcript)    VALUES ('delete', old.id, old.title, old.text, old.transcript);  INSERT INTO slide_search (rowid, title, text, transcript)    VALUES (new.id, new.title, new.text, new.transcript);  INSERT INTO slide_trigrams (rowid, title, text, transcript)    VALUES (new.id, new.title, new.text, new.transcript);END;
INSERT INTO slide_search (slide_search) VALUES ('rebuild');
INSERT INTO slide_trigrams (slide_trigrams) VALUES ('rebuild');
INSERT INTO "schema_migrations" VALUES(2,1769905000000000);
COMMIT;

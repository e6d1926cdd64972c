# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: read-deck.py DECK [PICTURE_FOLDER]

Holds a deck against the rules that Anki itself has for the form it calls "legacy 1" (pylib
anki/importing/anki2.py and anki/notes.py, rslib/src/storage/schema11.sql, rslib/src/notetype/
schema11.rs, rslib/src/decks/schema11.rs), and prints its cards, a line each.
"""
import hashlib
import html
import json
import os
import re
import sqlite3
import sys
import tempfile
import zipfile

COLUMNS = {
    "col": "id crt mod scm ver dty usn ls conf models decks dconf tags",
    "notes": "id guid mid mod usn tags flds sfld csum flags data",
    "cards": "id nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags data",
    "revlog": "id cid usn ease ivl lastIvl factor time type",
    "graves": "usn oid type",
}
INDEXES = {"ix_notes_usn", "ix_cards_usn", "ix_revlog_usn", "ix_cards_nid", "ix_cards_sched",
           "ix_revlog_cid", "ix_notes_csum"}
# What the JSON must have: serde refuses a collection without.
CONF = {"activeDecks", "curDeck", "newSpread", "collapseTime", "timeLim", "estTimes", "dueCounts",
        "curModel", "nextPos", "sortType", "sortBackwards", "addToCur"}
MODEL = {"id", "name", "type", "mod", "usn", "sortf", "did", "tmpls", "flds", "css", "latexPre", "latexPost", "req"}
FIELD = {"name", "ord", "sticky", "rtl", "font", "size"}
TEMPLATE = {"name", "ord", "qfmt", "afmt", "bqfmt", "bafmt", "did"}
DECK = {"id", "mod", "name", "usn", "lrnToday", "revToday", "newToday", "timeToday", "collapsed", "desc",
        "dyn", "conf", "extendNew", "extendRev"}
OPTIONS = {"id", "mod", "name", "usn", "maxTaken", "autoplay", "timer", "replayq", "new", "rev", "lapse"}


def strip_html(text):
    """anki.utils.stripHTMLMedia: names of media are kept, entities become letters."""
    text = re.sub(r'(?i)<img[^>]+src=["\']?([^"\'>]+)["\']?[^>]*>', r" \1 ", text)
    text = re.sub(r"(?s)<!--.*?-->|(?si)<style.*?>.*?</style>|(?si)<script.*?>.*?</script>|<.*?>", "", text) \
        if "<" in text else text
    return html.unescape(text)


def strip_tags(text):
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def open_collection(archive, folder):
    path = archive.extract("collection.anki2", folder)
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    return database


def check_schema(database):
    tables = {name: sql for name, sql in database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
    assert set(tables) == set(COLUMNS), tables
    for table, columns in COLUMNS.items():
        info = database.execute(f"PRAGMA table_info({table})").fetchall()
        assert [row[1] for row in info] == columns.split(), table
        for row in info:
            is_text = row[1] in ("guid", "tags", "flds", "data", "conf", "models", "decks", "dconf")
            assert row[2].lower() == ("text" if is_text else "integer"), row
            assert row[3] or row[5], row
    indexes = {name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert indexes == INDEXES, indexes


def read_collection(database):
    rows = database.execute("SELECT * FROM col").fetchall()
    assert len(rows) == 1
    col = dict(zip(COLUMNS["col"].split(), rows[0]))
    assert col["id"] == 1 and col["ver"] == 11 and col["dty"] == 0 and col["usn"] == 0
    assert col["crt"] > 0 and col["mod"] == col["scm"] and col["mod"] >= 1000
    conf, models, decks, options, tags = (json.loads(col[name]) for name in ("conf", "models", "decks", "dconf", "tags"))
    assert CONF <= set(conf) and tags == {}
    for key, model in models.items():
        assert MODEL <= set(model) and key == str(model["id"]) and model["type"] == 0
        assert [field["ord"] for field in model["flds"]] == list(range(len(model["flds"])))
        assert all(FIELD <= set(field) for field in model["flds"])
        assert all(TEMPLATE <= set(template) for template in model["tmpls"])
        names = {field["name"] for field in model["flds"]} | {"FrontSide"}
        for template in model["tmpls"]:
            assert "{{Front}}" in template["qfmt"] and "{{FrontSide}}" in template["afmt"]
            used = re.findall(r"{{[#^/]?(\w+)}}", template["qfmt"] + template["afmt"])
            assert set(used) <= names, used
        assert str(conf["curModel"]) in models
    for key, deck in decks.items():
        assert DECK <= set(deck) and key == str(deck["id"]) and str(deck["conf"]) in options
        assert deck["name"] and not deck["name"].startswith("::")
        for i in range(deck["name"].count("::")):
            parent = deck["name"].rsplit("::", i + 1)[0]
            assert parent in [other["name"] for other in decks.values()], parent
    assert "1" in decks and all(OPTIONS <= set(option) for option in options.values())
    return conf, models, decks


def read_media(archive, pictures):
    media = json.loads(archive.read("media"))
    assert sorted(media, key=int) == [str(i) for i in range(len(media))]
    assert set(archive.namelist()) == {"collection.anki2", "media", *media}
    assert len(set(media.values())) == len(media)
    for number, name in media.items():
        assert re.fullmatch(r"[a-z0-9.-]+", name)
        content = archive.read(number)
        assert content[:3] == b"\xff\xd8\xff" or content[:4] == b"\x89PNG"
        assert pictures is None or content in pictures
    return set(media.values())


def main(path, folder):
    pictures = None
    if folder:
        pictures = [open(os.path.join(folder, name), "rb").read() for name in os.listdir(folder)
                    if name.endswith((".jpg", ".png"))]
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory() as scratch:
        assert archive.testzip() is None
        media = read_media(archive, pictures)
        database = open_collection(archive, scratch)
        check_schema(database)
        conf, models, decks = read_collection(database)
        used = set()
        guids = set()
        notes = {}
        for row in database.execute("SELECT * FROM notes ORDER BY id"):
            note = dict(zip(COLUMNS["notes"].split(), row))
            fields = note["flds"].split("\x1f")
            model = models[str(note["mid"])]
            assert len(fields) == len(model["flds"]) and fields[0]
            assert note["id"] > 1000 and note["mod"] > 0 and note["usn"] == -1 and note["data"] == ""
            assert re.fullmatch(r"( [^ ]+)+ ", note["tags"])
            assert note["guid"] not in guids
            guids.add(note["guid"])
            plain = strip_html(fields[0])
            assert note["csum"] == int(hashlib.sha1(plain.encode()).hexdigest()[:8], 16), plain
            assert str(note["sfld"]) == strip_html(fields[model["sortf"]])
            for field in fields:
                assert not re.search(r"\[sound:|\[latex\]|\[\$", field)
                # Nothing but the picture is an element.
                assert re.sub(r'<img src="([a-z0-9.-]+)">', "", field).count("<") == 0, field
                used |= set(re.findall(r'<img src="([^"]*)">', field))
            notes[note["id"]] = note["guid"], fields
        assert used == media
        places = []
        for row in database.execute("SELECT * FROM cards ORDER BY due"):
            card = dict(zip(COLUMNS["cards"].split(), row))
            guid, fields = notes.pop(card["nid"])
            deck = decks[str(card["did"])]
            assert card["ord"] == 0 and card["type"] == card["queue"] == 0 and card["ivl"] == card["reps"] == 0
            places.append(card["due"])
            picture = "picture" if fields[2] else "no picture"
            print(f"{deck['name']} | {strip_tags(fields[0])} | {strip_tags(fields[1])} | {picture} | "
                  f"{strip_tags(fields[3])} | {guid}")
        assert notes == {} and places == list(range(1, len(places) + 1)) and conf["nextPos"] == len(places) + 1
        print(f"{len(places)} cards, {len(media)} pictures")


main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)

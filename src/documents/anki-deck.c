/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The form that every Anki since 2.0 reads: a zip with a collection of schema
 * 11, the map of media, and media under their numbers. What is the same in all
 * decks is in data/documents/anki-*. The source of the schema is Anki's own
 * (rslib/src/storage/schema11.sql, schema 11 of notes, cards and models).
 *
 * A note keeps its guid as long as its question is the same, so that a deck
 * that is imported again changes the notes that are there. The collection is
 * made in memory.
 */
#include "config.h"

#include "documents/anki-deck.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/time-format.h"
#include "documents/clean-text.h"
#include "documents/picture-file.h"
#include "documents/study-cards.h"
#include "documents/template.h"
#include "documents/zip-file.h"

/* Of our kind of note. It must change when its fields do, and at no other time. */
#define MODEL_ID       G_GINT64_CONSTANT (1767225600001)
#define LEAST_DECK_ID  G_GINT64_CONSTANT (1767225600000)
#define DEFAULT_DECK   G_GINT64_CONSTANT (1)
#define SCHEMA_VERSION 11
#define MAX_JSON_BYTES (64 * 1024)
#define GUID_DIGITS    20
#define FIELD_END      "\x1f"

static const char sql_schema[] =
  "CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,"
  " scm integer not null, ver integer not null, dty integer not null, usn integer not null,"
  " ls integer not null, conf text not null, models text not null, decks text not null,"
  " dconf text not null, tags text not null);"
  "CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,"
  " mod integer not null, usn integer not null, tags text not null, flds text not null,"
  " sfld integer not null, csum integer not null, flags integer not null, data text not null);"
  "CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,"
  " ord integer not null, mod integer not null, usn integer not null, type integer not null,"
  " queue integer not null, due integer not null, ivl integer not null, factor integer not null,"
  " reps integer not null, lapses integer not null, left integer not null, odue integer not null,"
  " odid integer not null, flags integer not null, data text not null);"
  "CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,"
  " ease integer not null, ivl integer not null, lastIvl integer not null, factor integer not null,"
  " time integer not null, type integer not null);"
  "CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);"
  "CREATE INDEX ix_notes_usn on notes (usn);"
  "CREATE INDEX ix_cards_usn on cards (usn);"
  "CREATE INDEX ix_revlog_usn on revlog (usn);"
  "CREATE INDEX ix_cards_nid on cards (nid);"
  "CREATE INDEX ix_cards_sched on cards (did, queue, due);"
  "CREATE INDEX ix_revlog_cid on revlog (cid);"
  "CREATE INDEX ix_notes_csum on notes (csum);";

static const char sql_collection[] =
  "INSERT INTO col VALUES (1, ?1, ?2, ?2, ?3, 0, 0, 0, ?4, ?5, ?6, ?7, '{}')";

static const char sql_note[] =
  "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, ?8, 0, '')";

static const char sql_card[] =
  "INSERT INTO cards VALUES (?1, ?2, ?3, 0, ?4, -1, 0, 0, ?5, 0, 0, 0, 0, 0, 0, 0, 0, '')";

typedef struct
{
  const LecCourse *course;
  sqlite3 *db;
  gint64 time_s;              /* of all that is in it; at least 1 */
  GHashTable *media_by_slide; /* LecSlide to its file's name, which is ""  where there is none */
  GPtrArray *media_names;     /* (element-type utf8): each once, in order; its place is its number */
  GPtrArray *media;           /* (element-type GBytes) */
} Deck;

static void
deck_clear (Deck *self)
{
  sqlite3_close (self->db);
  g_hash_table_unref (self->media_by_slide);
  g_ptr_array_unref (self->media_names);
  g_ptr_array_unref (self->media);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deck, deck_clear)

static gboolean
fail (const Deck *self,
      GError **error)
{
  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the deck could not be made: %s"), sqlite3_errmsg (self->db));
  return FALSE;
}

static gboolean
finish (const Deck *self,
        sqlite3_stmt *statement,
        GError **error)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE;

  sqlite3_finalize (statement);

  return done || fail (self, error);
}

/* Text as Anki keeps it in a field: HTML. A bracket would begin a sound or a formula of Anki's. */
static void
append_field (GString *fields,
              const char *text)
{
  g_autoptr (GString) html = g_string_new (NULL);

  lec_clean_text_append_xml (html, text);
  g_string_replace (html, "[", "&#91;", 0);
  g_string_append (fields, html->str);
}

/* As Anki finds notes of the same first field: of what is shown of it, without HTML. */
static gint64
sum_field (const char *text)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA1, text, -1);

  digest[8] = '\0';
  return (gint64) g_ascii_strtoull (digest, NULL, 16);
}

static void
set_media (Deck *self,
           const LecSlide *slide,
           LecPictureFile *picture,
           char *name)
{
  for (guint i = 0; i < self->media_names->len; i++)
    if (g_str_equal (g_ptr_array_index (self->media_names, i), name))
      {
        g_hash_table_insert (self->media_by_slide, (gpointer) slide, name);
        return;
      }

  g_ptr_array_add (self->media_names, g_strdup (name));
  g_ptr_array_add (self->media, g_bytes_ref (picture->content));
  g_hash_table_insert (self->media_by_slide, (gpointer) slide, name);
}

/* The name of the slide's picture in the deck, made of what is in it: all media of a collection lie
 * in one folder. "" where there is none. */
static const char *
ensure_media (Deck *self,
              const LecMaterial *material,
              const LecSlide *slide)
{
  g_autoptr (LecPictureFile) picture = NULL;
  g_autofree char *sum = NULL;
  const char *known = g_hash_table_lookup (self->media_by_slide, slide);

  if (known != NULL)
    return known;

  picture = lec_picture_file_load (material, slide);
  if (picture == NULL)
    {
      g_hash_table_insert (self->media_by_slide, (gpointer) slide, g_strdup (""));
      return "";
    }
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, picture->content);
  sum[16] = '\0';
  set_media (self, slide, picture, g_strconcat ("lectern-", sum, picture->suffix, NULL));

  return g_hash_table_lookup (self->media_by_slide, slide);
}

/* "Lecture · Slide 3 · 12:31" */
static void
append_source (GString *fields,
               const LecStudyCard *card)
{
  g_autofree char *time = lec_time_format (card->time_s);

  append_field (fields, card->material->title);
  if (card->slide != NULL)
    {
      g_autofree char *slide = g_strdup_printf (_ ("Slide %u"), card->slide->number);

      g_string_append (fields, " · ");
      append_field (fields, slide);
    }
  g_string_append_printf (fields, " · %s", time);
  if (card->is_generated)
    g_string_append_printf (fields, " · %s", _ ("generated"));
}

static char *
make_fields (Deck *self,
             const LecStudyCard *card)
{
  GString *fields = g_string_new (NULL);
  const char *media = card->slide != NULL ? ensure_media (self, card->material, card->slide) : "";

  append_field (fields, card->front);
  g_string_append (fields, FIELD_END);
  append_field (fields, card->back);
  g_string_append (fields, FIELD_END);
  if (*media != '\0')
    g_string_append_printf (fields, "<img src=\"%s\">", media);
  g_string_append (fields, FIELD_END);
  append_source (fields, card);

  return g_string_free (fields, FALSE);
}

/* Anki takes "::" for a deck below another one. */
static char *
clean_deck_name (const char *title)
{
  g_autofree char *line = lec_clean_text_dup_line (title);
  g_autoptr (GString) name = g_string_new (line);

  while (g_string_replace (name, "::", ":", 0) > 0)
    continue;

  return g_strdup (name->len > 0 ? name->str : "Lectern");
}

/* The name of a lecture's deck; the course's own where it is one lecture. */
static char *
make_deck_name (const Deck *self,
                const LecMaterial *material)
{
  g_autofree char *top = clean_deck_name (self->course->title);
  g_autofree char *title = clean_deck_name (material->title);
  guint i = 0;

  if (self->course->lectures->len == 1 || !g_ptr_array_find (self->course->lectures, material, &i))
    return g_steal_pointer (&top);

  /* The number keeps the order, and lectures of the same title apart. */
  return g_strdup_printf ("%s::%02u %s", top, i + 1, title);
}

/* Of its name, as Anki knows decks by it. */
static gint64
make_deck_id (const char *name)
{
  return LEAST_DECK_ID + sum_field (name);
}

static gboolean
add_note (Deck *self,
          const LecStudyCard *card,
          gint64 id,
          GError **error)
{
  g_autofree char *guid = g_strndup (card->id, GUID_DIGITS);
  g_autofree char *fields = make_fields (self, card);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql_note, -1, &statement, NULL) != SQLITE_OK)
    return fail (self, error);

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_text (statement, 2, guid, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 3, MODEL_ID);
  sqlite3_bind_int64 (statement, 4, self->time_s);
  sqlite3_bind_text (statement, 5, card->is_generated ? " lectern lectern-generated " : " lectern ", -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, fields, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 7, card->front, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 8, sum_field (card->front));

  return finish (self, statement, error);
}

static gboolean
add_card (Deck *self,
          const LecStudyCard *card,
          gint64 id,
          guint place,
          GError **error)
{
  g_autofree char *deck = make_deck_name (self, card->material);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql_card, -1, &statement, NULL) != SQLITE_OK)
    return fail (self, error);

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, id);
  sqlite3_bind_int64 (statement, 3, make_deck_id (deck));
  sqlite3_bind_int64 (statement, 4, self->time_s);
  sqlite3_bind_int64 (statement, 5, place);

  return finish (self, statement, error);
}

/* A JSON object of data/documents. Returns: (transfer full) */
static JsonObject *
load_object (const char *name)
{
  g_autofree char *text = lec_template_load (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse (text, -1, MAX_JSON_BYTES, &error);

  g_return_val_if_fail (node != NULL && JSON_NODE_HOLDS_OBJECT (node), json_object_new ());

  return json_node_dup_object (node);
}

/* @object: (transfer full). Returns: (transfer full) */
static char *
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = lec_json_wrap (object);

  return lec_json_to_line (node);
}

static char *
make_models (const Deck *self)
{
  JsonObject *models = json_object_new ();
  JsonObject *model = load_object ("anki-model.json");
  JsonObject *template = json_array_get_object_element (json_object_get_array_member (model, "tmpls"), 0);
  g_autofree char *front = lec_template_load ("anki-front.html");
  g_autofree char *back = lec_template_load ("anki-back.html");
  g_autofree char *style = lec_template_load ("anki.css");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, MODEL_ID);

  json_object_set_string_member (template, "qfmt", front);
  json_object_set_string_member (template, "afmt", back);
  json_object_set_string_member (model, "css", style);
  json_object_set_int_member (model, "id", MODEL_ID);
  json_object_set_string_member (model, "name", "Lectern");
  json_object_set_int_member (model, "mod", self->time_s);
  json_object_set_object_member (models, id, model);

  return print_object (models);
}

static void
add_deck (const Deck *self,
          JsonObject *decks,
          gint64 id,
          const char *name)
{
  JsonObject *deck = load_object ("anki-deck.json");
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  json_object_set_int_member (deck, "id", id);
  json_object_set_int_member (deck, "mod", id == DEFAULT_DECK ? 0 : self->time_s);
  json_object_set_string_member (deck, "name", name);
  json_object_set_object_member (decks, key, deck);
}

static char *
make_decks (const Deck *self)
{
  JsonObject *decks = json_object_new ();
  g_autofree char *top = clean_deck_name (self->course->title);

  add_deck (self, decks, DEFAULT_DECK, "Default");
  add_deck (self, decks, make_deck_id (top), top);
  for (guint i = 0; self->course->lectures->len > 1 && i < self->course->lectures->len; i++)
    {
      g_autofree char *name = make_deck_name (self, g_ptr_array_index (self->course->lectures, i));

      add_deck (self, decks, make_deck_id (name), name);
    }

  return print_object (decks);
}

static gboolean
add_collection (Deck *self,
                guint n_cards,
                GError **error)
{
  JsonObject *collection = load_object ("anki-collection.json");
  g_autofree char *model = g_strdup_printf ("%" G_GINT64_FORMAT, MODEL_ID);
  g_autofree char *models = make_models (self);
  g_autofree char *decks = make_decks (self);
  g_autofree char *options = print_object (load_object ("anki-deck-options.json"));
  g_autofree char *settings = NULL;
  sqlite3_stmt *statement = NULL;

  json_object_set_string_member (collection, "curModel", model);
  json_object_set_int_member (collection, "nextPos", n_cards + 1);
  settings = print_object (collection);
  if (sqlite3_prepare_v2 (self->db, sql_collection, -1, &statement, NULL) != SQLITE_OK)
    return fail (self, error);

  sqlite3_bind_int64 (statement, 1, self->time_s);
  sqlite3_bind_int64 (statement, 2, self->time_s * 1000);
  sqlite3_bind_int64 (statement, 3, SCHEMA_VERSION);
  sqlite3_bind_text (statement, 4, settings, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 5, models, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 6, decks, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (statement, 7, options, -1, SQLITE_TRANSIENT);

  return finish (self, statement, error);
}

static gboolean
fill (Deck *self,
      const GPtrArray *cards,
      GCancellable *cancellable,
      GError **error)
{
  if (sqlite3_open_v2 (":memory:", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK ||
      sqlite3_exec (self->db, sql_schema, NULL, NULL, NULL) != SQLITE_OK ||
      sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);

  for (guint i = 0; i < cards->len; i++)
    {
      const LecStudyCard *card = g_ptr_array_index (cards, i);
      gint64 id = self->time_s * 1000 + i + 1;

      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !add_note (self, card, id, error) ||
          !add_card (self, card, id, i + 1, error))
        return FALSE;
    }
  if (!add_collection (self, cards->len, error))
    return FALSE;

  return sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK || fail (self, error);
}

static gboolean
pack_collection (const Deck *self,
                 LecZipFile *zip,
                 GError **error)
{
  sqlite3_int64 size = 0;
  guint8 *data = sqlite3_serialize (self->db, "main", &size, 0);
  gboolean done = FALSE;

  if (data == NULL)
    return fail (self, error);

  done = lec_zip_file_add (zip, "collection.anki2", data, (gsize) size, TRUE, error);
  sqlite3_free (data);

  return done;
}

static gboolean
pack (const Deck *self,
      const char *path,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (LecZipFile) zip = lec_zip_file_new (path, self->time_s, error);
  JsonObject *map = NULL;
  g_autofree char *map_text = NULL;

  if (zip == NULL || !pack_collection (self, zip, error))
    return FALSE;

  map = json_object_new ();
  for (guint i = 0; i < self->media->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      gsize length = 0;
      gconstpointer data = g_bytes_get_data (g_ptr_array_index (self->media, i), &length);

      json_object_set_string_member (map, number, g_ptr_array_index (self->media_names, i));
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !lec_zip_file_add (zip, number, data, length, FALSE, error))
        {
          json_object_unref (map);
          return FALSE;
        }
    }
  map_text = print_object (map);

  return lec_zip_file_add_text (zip, "media", map_text, error) && lec_zip_file_commit (zip, error);
}

gboolean
lec_anki_deck_write (const LecCourse *course,
                     const char *path,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) cards = NULL;
  g_auto (Deck) deck = {
    .course = course,
    .media_by_slide = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free),
    .media_names = g_ptr_array_new_with_free_func (g_free),
    .media = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref),
  };

  g_return_val_if_fail (course != NULL && path != NULL, FALSE);

  cards = lec_study_cards_list (course, error);
  if (cards == NULL)
    return FALSE;

  deck.time_s = MAX (lec_course_get_time_s (course), 1);

  return fill (&deck, cards, cancellable, error) && pack (&deck, path, cancellable, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * deck.json, both ways. What is read may come from anywhere: pages are of the
 * deck, and times run forwards.
 */
#include "model/deck.h"

#include <string.h>

#include "base/json-file.h"
#include "base/json.h"
#include "model/slide-private.h"

#define MAX_FILE_BYTES (16 * 1024 * 1024)
#define MAX_SHOWS      100000
#define MAX_NUMBER     1000000
#define MAX_NAME_BYTES 4096

LecDeck *
lec_deck_new (guint n_pages)
{
  LecDeck *self = g_new0 (LecDeck, 1);

  self->n_pages = n_pages;
  self->shows = g_array_new (FALSE, FALSE, sizeof (LecDeckShow));
  return self;
}

void
lec_deck_free (LecDeck *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_array_unref (self->shows);
  g_free (self);
}

/* How long @slide shows the page of @show, all times together. */
static double
sum_time (const LecDeck *self,
          guint slide,
          guint page)
{
  double time_s = 0;

  for (guint i = 0; i < self->shows->len; i++)
    {
      const LecDeckShow *show = &g_array_index (self->shows, LecDeckShow, i);

      if (show->slide == slide && show->page == page)
        time_s += show->end_s - show->start_s;
    }

  return time_s;
}

guint
lec_deck_find_page (const LecDeck *self,
                    guint slide)
{
  double longest_s = -1;
  guint page = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->shows->len; i++)
    {
      const LecDeckShow *show = &g_array_index (self->shows, LecDeckShow, i);
      double time_s = show->slide == slide && show->page > 0 ? sum_time (self, slide, show->page) : -1;

      if (time_s > longest_s)
        {
          longest_s = time_s;
          page = show->page;
        }
    }

  return page;
}

gboolean
lec_deck_is_shown (const LecDeck *self,
                   guint page)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->shows->len; i++)
    if (g_array_index (self->shows, LecDeckShow, i).page == page)
      return TRUE;

  return FALSE;
}

guint
lec_deck_count_shown (const LecDeck *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint page = 1; page <= self->n_pages; page++)
    n += lec_deck_is_shown (self, page) ? 1 : 0;
  return n;
}

/* --- JSON --- */

static JsonObject *
show_to_json (const LecDeckShow *show)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "page", show->page);
  json_object_set_int_member (object, "slide", show->slide);
  json_object_set_double_member (object, "start_s", show->start_s);
  json_object_set_double_member (object, "end_s", show->end_s);
  json_object_set_double_member (object, "score", show->score);
  return object;
}

/* Returns: (transfer full) */
JsonNode *
lec_deck_to_json (const LecDeck *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *shows = NULL;
  JsonArray *unseen = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  json_object_set_int_member (object, "version", LEC_DECK_VERSION);
  lec_json_set_string (object, "name", self->name);
  json_object_set_int_member (object, "pages", self->n_pages);
  shows = json_array_sized_new (self->shows->len);
  for (guint i = 0; i < self->shows->len; i++)
    json_array_add_object_element (shows, show_to_json (&g_array_index (self->shows, LecDeckShow, i)));
  json_object_set_array_member (object, "shown", shows);

  /* For whoever reads it; it follows from the rest. */
  unseen = json_array_new ();
  for (guint page = 1; page <= self->n_pages; page++)
    if (!lec_deck_is_shown (self, page))
      json_array_add_int_element (unseen, page);
  json_object_set_array_member (object, "never_shown", unseen);

  return lec_json_wrap (object);
}

static gboolean
read_show (LecDeck *self,
           JsonNode *node,
           double after_s,
           GError **error)
{
  LecDeckShow show = { 0 };
  JsonObject *object = lec_json_get_object (node, "shown", error);
  gint64 page = 0, slide = 0;

  if (object == NULL ||
      !lec_json_read_int (object, "page", LEC_JSON_REQUIRED, 0, self->n_pages, &page, error) ||
      !lec_json_read_int (object, "slide", LEC_JSON_REQUIRED, 1, MAX_NUMBER, &slide, error) ||
      !lec_json_read_double (object, "start_s", LEC_JSON_REQUIRED, after_s, LEC_MAX_TIME_S, &show.start_s, error) ||
      !lec_json_read_double (object, "end_s", LEC_JSON_REQUIRED, show.start_s, LEC_MAX_TIME_S, &show.end_s, error) ||
      !lec_json_read_double (object, "score", LEC_JSON_REQUIRED, 0, 1, &show.score, error))
    return FALSE;

  show.page = (guint) page;
  show.slide = (guint) slide;
  g_array_append_val (self->shows, show);
  return TRUE;
}

static gboolean
read_shows (LecDeck *self,
            JsonObject *object,
            GError **error)
{
  JsonArray *array = NULL;
  double after_s = 0;

  if (!lec_json_read_array (object, "shown", LEC_JSON_REQUIRED, MAX_SHOWS, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (!read_show (self, json_array_get_element (array, i), after_s, error))
        return FALSE;
      after_s = g_array_index (self->shows, LecDeckShow, i).end_s;
    }

  return TRUE;
}

/**
 * lec_deck_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecDeck *
lec_deck_from_json (JsonNode *node,
                    GError **error)
{
  g_autoptr (LecDeck) self = lec_deck_new (0);
  JsonObject *object = NULL;
  gint64 version = 0, n_pages = 0;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "deck", error);
  if (object == NULL ||
      !lec_json_read_int (object, "version", LEC_JSON_REQUIRED, 1, LEC_DECK_VERSION, &version, error) ||
      !lec_json_read_string (object, "name", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->name, error) ||
      !lec_json_read_int (object, "pages", LEC_JSON_REQUIRED, 1, LEC_DECK_MAX_PAGES, &n_pages, error))
    return NULL;

  self->n_pages = (guint) n_pages;
  return read_shows (self, object, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * lec_deck_save:
 * @path: replaced when it is there
 *
 * Returns: %FALSE with the errors of lec_pending_file_save()
 */
gboolean
lec_deck_save (const LecDeck *self,
               const char *path,
               GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  node = lec_deck_to_json (self);
  return lec_json_file_save (node, path, error);
}

/**
 * lec_deck_load:
 * @path: untrusted content
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE or _PROTOCOL
 */
LecDeck *
lec_deck_load (const char *path,
               GError **error)
{
  return lec_json_file_load (path, MAX_FILE_BYTES, (LecJsonReader) lec_deck_from_json, error);
}

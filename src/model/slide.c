/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data and its JSON. What is read may come from anywhere: a picture's
 * name must stay in the pictures' folder, times run forwards, counts and sizes
 * are bounded.
 */
#include "model/slide.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/slide-private.h"

#define MAX_SIDE         65535
#define MAX_NUMBER       1000000
#define MAX_VISITS       100000
#define MAX_BUILDS       100000
#define MAX_WORDS        100000
#define MAX_TITLE_BYTES  (16 * 1024)
#define MAX_TEXT_BYTES   (4 * 1024 * 1024)
#define MAX_WORD_BYTES   (16 * 1024)
#define MAX_PICTURE_NAME 255

/**
 * lec_word_new:
 * @text: not empty
 *
 * Returns: (transfer full)
 */
LecWord *
lec_word_new (const char *text,
              const LecRect *box,
              float confidence,
              guint line,
              guint block)
{
  LecWord *word = NULL;

  g_return_val_if_fail (text != NULL && *text != '\0' && box != NULL, NULL);

  word = g_new0 (LecWord, 1);
  word->text = g_strdup (text);
  word->box = *box;
  word->confidence = confidence;
  word->line = line;
  word->block = block;

  return word;
}

void
lec_word_free (LecWord *word)
{
  if (word == NULL)
    return;

  g_free (word->text);
  g_free (word);
}

/* Returns: (transfer full): without a visit, picture or text */
LecSlide *
lec_slide_new (guint number)
{
  LecSlide *self = g_new0 (LecSlide, 1);

  self->number = number;
  self->visits = g_array_new (FALSE, FALSE, sizeof (LecVisit));
  self->builds_s = g_array_new (FALSE, FALSE, sizeof (double));
  self->words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_word_free);
  self->stands_s = -1;

  return self;
}

LecSlide *
lec_slide_copy (const LecSlide *self)
{
  LecSlide *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = lec_slide_new (self->number);
  g_array_append_vals (copy->visits, self->visits->data, self->visits->len);
  g_array_append_vals (copy->builds_s, self->builds_s->data, self->builds_s->len);
  copy->picture = g_strdup (self->picture);
  copy->picture_sha256 = g_strdup (self->picture_sha256);
  copy->picture_width = self->picture_width;
  copy->picture_height = self->picture_height;
  copy->picture_s = self->picture_s;
  copy->stands_s = self->stands_s;
  copy->region = self->region;
  copy->title = g_strdup (self->title);
  copy->text = g_strdup (self->text);
  for (guint i = 0; i < self->words->len; i++)
    {
      LecWord *word = g_memdup2 (g_ptr_array_index (self->words, i), sizeof (LecWord));

      word->text = g_strdup (word->text);
      g_ptr_array_add (copy->words, word);
    }

  return copy;
}

/* Title, text and words of @from, which is left without. */
void
lec_slide_take_words (LecSlide *self,
                      LecSlide *from)
{
  g_return_if_fail (self != NULL && from != NULL && self != from);

  g_free (self->title);
  g_free (self->text);
  g_ptr_array_unref (self->words);
  self->title = g_steal_pointer (&from->title);
  self->text = g_steal_pointer (&from->text);
  self->words = g_steal_pointer (&from->words);
  from->words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_word_free);
}

void
lec_slide_free (LecSlide *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->visits);
  g_array_unref (self->builds_s);
  g_ptr_array_unref (self->words);
  g_free (self->picture);
  g_free (self->picture_sha256);
  g_free (self->title);
  g_free (self->text);
  g_free (self);
}

/**
 * lec_slide_add_visit:
 * @start_s: not before the last visit's start
 * @end_s: not before @start_s
 */
void
lec_slide_add_visit (LecSlide *self,
                     double start_s,
                     double end_s)
{
  LecVisit visit = { start_s, end_s };

  g_return_if_fail (self != NULL && start_s <= end_s);

  g_array_append_val (self->visits, visit);
}

/* Returns: when it was shown first; 0 without a visit */
double
lec_slide_get_start_s (const LecSlide *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->visits->len > 0 ? g_array_index (self->visits, LecVisit, 0).start_s : 0;
}

double
lec_slide_get_place_s (const LecSlide *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->stands_s >= 0 ? self->stands_s : lec_slide_get_start_s (self);
}

JsonNode *
lec_rect_to_json (const LecRect *rect)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_sized_new (4);

  json_array_add_int_element (array, rect->x);
  json_array_add_int_element (array, rect->y);
  json_array_add_int_element (array, rect->width);
  json_array_add_int_element (array, rect->height);
  json_node_take_array (node, array);

  return node;
}

gboolean
lec_rect_from_json_member (JsonObject *object,
                           const char *name,
                           LecRect *rect,
                           GError **error)
{
  int *values[4] = { &rect->x, &rect->y, &rect->width, &rect->height };
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, name, LEC_JSON_REQUIRED, 4, &array, error))
    return FALSE;
  if (json_array_get_length (array) != 4)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not four numbers"), name);
      return FALSE;
    }
  for (guint i = 0; i < 4; i++)
    {
      double value = 0;

      if (!lec_json_node_to_double (json_array_get_element (array, i), name, 0, MAX_SIDE, &value, error))
        return FALSE;
      *values[i] = (int) value;
    }

  return TRUE;
}

static JsonNode *
visits_to_json (const GArray *visits)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_sized_new (visits->len);

  for (guint i = 0; i < visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (visits, LecVisit, i);
      JsonObject *object = json_object_new ();

      json_object_set_double_member (object, "start_s", visit->start_s);
      json_object_set_double_member (object, "end_s", visit->end_s);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
words_to_json (const GPtrArray *words)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_sized_new (words->len);

  for (guint i = 0; i < words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (words, i);
      JsonObject *object = json_object_new ();

      lec_json_set_string (object, "text", word->text);
      lec_json_set_node (object, "box", lec_rect_to_json (&word->box));
      /* Two decimals: the engine's figures are no better, and a float shows its binary tail. */
      json_object_set_double_member (object, "confidence", (int) (word->confidence * 100 + 0.5f) / 100.0);
      json_object_set_int_member (object, "line", word->line);
      json_object_set_int_member (object, "block", word->block);
      json_object_set_boolean_member (object, "rtl", word->rtl);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}

/* Returns: (transfer full) */
JsonNode *
lec_slide_to_json (const LecSlide *self)
{
  JsonObject *object = NULL;
  JsonArray *builds = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  builds = json_array_sized_new (self->builds_s->len);
  for (guint i = 0; i < self->builds_s->len; i++)
    json_array_add_double_element (builds, g_array_index (self->builds_s, double, i));

  object = json_object_new ();
  json_object_set_int_member (object, "number", self->number);
  lec_json_set_node (object, "visits", visits_to_json (self->visits));
  if (self->stands_s >= 0)
    json_object_set_double_member (object, "stands_s", self->stands_s);
  json_object_set_array_member (object, "builds_s", builds);
  lec_json_set_path (object, "picture", self->picture);
  lec_json_set_string (object, "picture_sha256", self->picture_sha256);
  json_object_set_int_member (object, "picture_width", self->picture_width);
  json_object_set_int_member (object, "picture_height", self->picture_height);
  json_object_set_double_member (object, "picture_s", self->picture_s);
  lec_json_set_node (object, "region", lec_rect_to_json (&self->region));
  lec_json_set_string (object, "title", self->title);
  lec_json_set_string (object, "text", self->text);
  lec_json_set_node (object, "words", words_to_json (self->words));

  return lec_json_wrap (object);
}

/* A file right in the pictures' folder, with a name that is no more than a name. */
/* "FOLDER/NAME" below the folder of the lecture, whatever somebody wrote into the file. */
static gboolean
is_picture_name (const char *text)
{
  const char *slash = strchr (text, '/');
  const char *name = slash != NULL ? slash + 1 : "";

  if (slash == text || g_str_has_prefix (text, "./") || g_str_has_prefix (text, "../") || *name == '\0' ||
      *name == '.' || strlen (name) > MAX_PICTURE_NAME)
    return FALSE;
  for (; *name != '\0'; name++)
    if (*name == '/' || *name == '\\' || g_ascii_iscntrl (*name))
      return FALSE;

  return TRUE;
}

gboolean
lec_picture_name_from_json_member (JsonObject *object,
                                   const char *name,
                                   char **value,
                                   GError **error)
{
  if (!lec_json_read_path (object, name, LEC_JSON_OPTIONAL, value, error))
    return FALSE;
  if (*value != NULL && !is_picture_name (*value))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not the name of a file in a folder of pictures"),
                   name);
      return FALSE;
    }

  return TRUE;
}

gboolean
lec_text_is_sha256 (const char *text)
{
  return strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}

static gboolean
read_visits (LecSlide *self,
             JsonObject *object,
             GError **error)
{
  JsonArray *array = NULL;
  double earliest_s = 0;

  if (!lec_json_read_array (object, "visits", LEC_JSON_REQUIRED, MAX_VISITS, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *visit = lec_json_get_object (json_array_get_element (array, i), "visit", error);
      double start_s = 0, end_s = 0;

      if (visit == NULL ||
          !lec_json_read_double (visit, "start_s", LEC_JSON_REQUIRED, earliest_s, LEC_MAX_TIME_S, &start_s, error) ||
          !lec_json_read_double (visit, "end_s", LEC_JSON_REQUIRED, start_s, LEC_MAX_TIME_S, &end_s, error))
        return FALSE;
      lec_slide_add_visit (self, start_s, end_s);
      earliest_s = start_s;
    }
  if (self->visits->len == 0)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“visits” is empty"));
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_builds (LecSlide *self,
             JsonObject *object,
             GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "builds_s", LEC_JSON_OPTIONAL, MAX_BUILDS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      double time_s = 0;

      if (!lec_json_node_to_double (element, "builds_s", 0, LEC_MAX_TIME_S, &time_s, error))
        return FALSE;
      g_array_append_val (self->builds_s, time_s);
    }

  return TRUE;
}

static gboolean
read_picture (LecSlide *self,
              JsonObject *object,
              GError **error)
{
  gint64 width = 0, height = 0;

  if (!lec_picture_name_from_json_member (object, "picture", &self->picture, error) ||
      !lec_json_read_string (object, "picture_sha256", LEC_JSON_OPTIONAL, 64, &self->picture_sha256, error) ||
      !lec_json_read_int (object, "picture_width", LEC_JSON_OPTIONAL, 0, MAX_SIDE, &width, error) ||
      !lec_json_read_int (object, "picture_height", LEC_JSON_OPTIONAL, 0, MAX_SIDE, &height, error) ||
      !lec_json_read_double (object, "picture_s", LEC_JSON_OPTIONAL, 0, LEC_MAX_TIME_S, &self->picture_s, error) ||
      !lec_json_read_double (object, "stands_s", LEC_JSON_OPTIONAL, 0, LEC_MAX_TIME_S, &self->stands_s, error))
    return FALSE;
  if (self->picture_sha256 != NULL && !lec_text_is_sha256 (self->picture_sha256))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a SHA-256 sum"), "picture_sha256");
      return FALSE;
    }
  self->picture_width = (int) width;
  self->picture_height = (int) height;

  return lec_rect_from_json_member (object, "region", &self->region, error);
}

static LecWord *
word_from_json (JsonNode *node,
                GError **error)
{
  JsonObject *object = lec_json_get_object (node, "word", error);
  g_autofree char *text = NULL;
  LecRect box = { 0 };
  double confidence = 0;
  gint64 line = 0, block = 0;
  gboolean rtl = FALSE;
  LecWord *word = NULL;

  if (object == NULL ||
      !lec_json_read_string (object, "text", LEC_JSON_REQUIRED, MAX_WORD_BYTES, &text, error) ||
      !lec_rect_from_json_member (object, "box", &box, error) ||
      !lec_json_read_double (object, "confidence", LEC_JSON_REQUIRED, 0, 100, &confidence, error) ||
      !lec_json_read_int (object, "line", LEC_JSON_REQUIRED, 0, MAX_WORDS, &line, error) ||
      !lec_json_read_int (object, "block", LEC_JSON_REQUIRED, 0, MAX_WORDS, &block, error) ||
      !lec_json_read_boolean (object, "rtl", LEC_JSON_OPTIONAL, &rtl, error))
    return NULL;
  if (*text == '\0')
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("a word is empty"));
      return NULL;
    }

  word = lec_word_new (text, &box, (float) confidence, (guint) line, (guint) block);
  word->rtl = rtl != FALSE;
  return word;
}

static gboolean
read_text (LecSlide *self,
           JsonObject *object,
           GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_string (object, "title", LEC_JSON_OPTIONAL, MAX_TITLE_BYTES, &self->title, error) ||
      !lec_json_read_string (object, "text", LEC_JSON_OPTIONAL, MAX_TEXT_BYTES, &self->text, error) ||
      !lec_json_read_array (object, "words", LEC_JSON_OPTIONAL, MAX_WORDS, &array, error))
    return FALSE;
  if (self->title != NULL && *self->title == '\0')
    g_clear_pointer (&self->title, g_free);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      LecWord *word = word_from_json (json_array_get_element (array, i), error);

      if (word == NULL)
        return FALSE;
      g_ptr_array_add (self->words, word);
    }

  return TRUE;
}

/**
 * lec_slide_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecSlide *
lec_slide_from_json (JsonNode *node,
                     GError **error)
{
  g_autoptr (LecSlide) self = NULL;
  JsonObject *object = NULL;
  gint64 number = 0;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "slide", error);
  if (object == NULL ||
      !lec_json_read_int (object, "number", LEC_JSON_REQUIRED, 1, MAX_NUMBER, &number, error))
    return NULL;

  self = lec_slide_new ((guint) number);
  if (!read_visits (self, object, error) || !read_builds (self, object, error) ||
      !read_picture (self, object, error) || !read_text (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file is read, changed and written whole for each answer: a person gives some
 * a minute. What was asked longest ago is forgotten first when it grows too long.
 */
#include "engine/practice.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "engine/review-private.h"

#define VERSION       1
#define MAX_BYTES     (4 * 1024 * 1024)
#define MAX_ANSWERS   20000
#define KEY_LENGTH    32
#define MAX_KEY_BYTES 64

typedef struct
{
  char *key;
  gboolean knew;
} Answer;

struct _LecPractice
{
  GPtrArray *answers; /* (element-type Answer): the one given last is the last */
};

static Answer *
answer_new (const char *key,
            gboolean knew)
{
  Answer *answer = g_new0 (Answer, 1);

  *answer = (Answer){ g_strdup (key), knew };
  return answer;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->key);
  g_free (answer);
}

LecPractice *
lec_practice_new (void)
{
  LecPractice *self = g_new0 (LecPractice, 1);

  self->answers = g_ptr_array_new_with_free_func (answer_free);
  return self;
}

void
lec_practice_free (LecPractice *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->answers);
  g_free (self);
}

char *
lec_practice_dup_key (const LecQuestion *question)
{
  g_autoptr (GChecksum) checksum = NULL;

  g_return_val_if_fail (question != NULL, NULL);

  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) question->question, (gssize) strlen (question->question) + 1);
  g_checksum_update (checksum, (const guchar *) question->answer, (gssize) strlen (question->answer) + 1);
  return g_strndup (g_checksum_get_string (checksum), KEY_LENGTH);
}

static guint
find_answer (const LecPractice *self,
             const char *key)
{
  for (guint i = 0; i < self->answers->len; i++)
    if (g_str_equal (((const Answer *) g_ptr_array_index (self->answers, i))->key, key))
      return i;

  return G_MAXUINT;
}

LecPracticeGrade
lec_practice_get_grade (const LecPractice *self,
                        const char *key)
{
  guint index = 0;

  g_return_val_if_fail (self != NULL && key != NULL, LEC_PRACTICE_NEW);

  index = find_answer (self, key);
  if (index == G_MAXUINT)
    return LEC_PRACTICE_NEW;

  return ((const Answer *) g_ptr_array_index (self->answers, index))->knew ? LEC_PRACTICE_KNEW : LEC_PRACTICE_MISSED;
}

/* --- The file --- */

static char *
build_path (LecReview *review)
{
  g_autofree char *name = g_strconcat (review->content_id, ".json", NULL);

  return g_build_filename (review->kept.path, LEC_FOLDER_PRACTICE, name, NULL);
}

static JsonNode *
to_json (const LecPractice *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *answers = json_array_new ();

  json_object_set_int_member (object, "version", VERSION);
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answer *answer = g_ptr_array_index (self->answers, i);
      JsonObject *member = json_object_new ();

      lec_json_set_string (member, "question", answer->key);
      json_object_set_boolean_member (member, "knew", answer->knew);
      json_array_add_object_element (answers, member);
    }
  json_object_set_array_member (object, "answers", answers);

  return lec_json_wrap (object);
}

static gboolean
read_answer (LecPractice *self,
             JsonNode *node,
             GError **error)
{
  JsonObject *object = lec_json_get_object (node, "answers", error);
  g_autofree char *key = NULL;
  gboolean knew = FALSE;

  if (object == NULL || !lec_json_read_string (object, "question", LEC_JSON_REQUIRED, MAX_KEY_BYTES, &key, error) ||
      !lec_json_read_boolean (object, "knew", LEC_JSON_REQUIRED, &knew, error))
    return FALSE;

  g_ptr_array_add (self->answers, answer_new (key, knew));
  return TRUE;
}

static LecPractice *
from_json (JsonNode *node,
           GError **error)
{
  g_autoptr (LecPractice) self = lec_practice_new ();
  JsonObject *object = lec_json_get_object (node, "practice", error);
  JsonArray *answers = NULL;
  gint64 version = 0;

  if (object == NULL || !lec_json_read_int (object, "version", LEC_JSON_REQUIRED, VERSION, VERSION, &version, error) ||
      !lec_json_read_array (object, "answers", LEC_JSON_REQUIRED, MAX_ANSWERS, &answers, error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (answers); i++)
    if (!read_answer (self, json_array_get_element (answers, i), error))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * lec_practice_load:
 *
 * Blocks.
 *
 * Returns: (transfer full) (nullable): empty when nothing was asked yet; %NULL with
 *   %LEC_ERROR_PROTOCOL or _UNREADABLE, naming the file
 */
LecPractice *
lec_practice_load (LecReview *review,
                   GError **error)
{
  g_autofree char *path = NULL;
  LecPractice *self = NULL;

  g_return_val_if_fail (review != NULL, NULL);

  path = build_path (review);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return lec_practice_new ();

  self = lec_json_file_load (path, MAX_BYTES, (LecJsonReader) from_json, error);
  if (self == NULL)
    g_prefix_error (error, "%s", _ ("which questions were known cannot be read: "));

  return self;
}

static gboolean
save (LecReview *review,
      const LecPractice *self,
      GError **error)
{
  g_autofree char *path = build_path (review);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (JsonNode) node = to_json (self);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "write", folder);
      return FALSE;
    }

  return lec_json_file_save (node, path, error);
}

/**
 * lec_practice_note:
 * @key: of the question that was asked
 * @knew: whether the answer was known
 *
 * On the disk when it returns. Blocks.
 *
 * Returns: %FALSE with the errors of lec_practice_load() and lec_json_file_save()
 */
gboolean
lec_practice_note (LecReview *review,
                   const char *key,
                   gboolean knew,
                   GError **error)
{
  g_autoptr (LecPractice) self = NULL;
  guint index = 0;

  g_return_val_if_fail (review != NULL && key != NULL, FALSE);

  self = lec_practice_load (review, error);
  if (self == NULL)
    return FALSE;

  index = find_answer (self, key);
  if (index != G_MAXUINT)
    g_ptr_array_remove_index (self->answers, index);
  else if (self->answers->len == MAX_ANSWERS)
    g_ptr_array_remove_index (self->answers, 0);
  g_ptr_array_add (self->answers, answer_new (key, knew));

  return save (review, self, error);
}

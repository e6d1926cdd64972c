/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data and its JSON, which a task process has written: checked as all
 * else is.
 */
#include "model/transcript-report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"

#define VERSION        1
#define MAX_FILE_BYTES (1024 * 1024)
#define MAX_NOTES      500
#define MAX_NOTE_BYTES 4096

/* @transcript: (nullable): %NULL where none was found. Returns: (transfer full): without notes */
LecTranscriptReport *
lec_transcript_report_new (const LecTranscript *transcript)
{
  LecTranscriptReport *self = g_new0 (LecTranscriptReport, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (transcript == NULL)
    return self;

  self->found = TRUE;
  self->source = transcript->source;
  self->origin = g_strdup (transcript->origin);
  self->language = g_strdup (transcript->language);
  self->n_cues = transcript->cues->len;
  return self;
}

void
lec_transcript_report_free (LecTranscriptReport *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->notes);
  g_free (self->origin);
  g_free (self->language);
  g_free (self->unagreed);
  g_free (self);
}

/* @note: (transfer full); dropped when there are too many */
void
lec_transcript_report_take_note (LecTranscriptReport *self,
                                 char *note)
{
  g_return_if_fail (self != NULL && note != NULL);

  if (self->notes->len < MAX_NOTES && strlen (note) <= MAX_NOTE_BYTES)
    g_ptr_array_add (self->notes, note);
  else
    g_free (note);
}

static JsonNode *
to_json (const LecTranscriptReport *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *notes = json_array_sized_new (self->notes->len);

  for (guint i = 0; i < self->notes->len; i++)
    json_array_add_string_element (notes, g_ptr_array_index (self->notes, i));
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_boolean_member (object, "found", self->found);
  if (self->found)
    lec_json_set_string (object, "source", lec_transcript_source_get_name (self->source));
  lec_json_set_string (object, "origin", self->origin);
  lec_json_set_string (object, "language", self->language);
  json_object_set_int_member (object, "cues", self->n_cues);
  lec_json_set_string (object, "unagreed", self->unagreed);
  json_object_set_array_member (object, "notes", notes);

  return lec_json_wrap (object);
}

static gboolean
read_source (LecTranscriptReport *self,
             JsonObject *object,
             GError **error)
{
  g_autofree char *name = NULL;

  if (!self->found)
    return TRUE;
  if (!lec_json_read_string (object, "source", LEC_JSON_REQUIRED, LEC_CUE_MAX_NAME_BYTES, &name, error))
    return FALSE;
  if (!lec_transcript_source_from_name (name, &self->source))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not known: %s"), "source", name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_notes (LecTranscriptReport *self,
            JsonObject *object,
            GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "notes", LEC_JSON_REQUIRED, MAX_NOTES, &array, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *note = lec_json_node_to_text (json_array_get_element (array, i), "notes", MAX_NOTE_BYTES, error);

      if (note == NULL)
        return FALSE;
      g_ptr_array_add (self->notes, g_strdup (note));
    }

  return TRUE;
}

static LecTranscriptReport *
from_json (JsonNode *node,
           GError **error)
{
  g_autoptr (LecTranscriptReport) self = lec_transcript_report_new (NULL);
  JsonObject *object = lec_json_get_object (node, "transcription", error);
  gint64 version = 0, n_cues = 0;

  if (object == NULL ||
      !lec_json_read_int (object, "version", LEC_JSON_REQUIRED, 1, VERSION, &version, error) ||
      !lec_json_read_boolean (object, "found", LEC_JSON_REQUIRED, &self->found, error) ||
      !read_source (self, object, error) ||
      !lec_json_read_string (object, "origin", LEC_JSON_OPTIONAL, LEC_CUE_MAX_NAME_BYTES, &self->origin, error) ||
      !lec_json_read_string (object, "language", LEC_JSON_OPTIONAL, LEC_CUE_MAX_NAME_BYTES, &self->language, error) ||
      !lec_json_read_int (object, "cues", LEC_JSON_REQUIRED, 0, LEC_TRANSCRIPT_MAX_CUES, &n_cues, error) ||
      !lec_json_read_string (object, "unagreed", LEC_JSON_OPTIONAL, MAX_NOTE_BYTES, &self->unagreed, error) ||
      !read_notes (self, object, error))
    return NULL;

  self->n_cues = (guint) n_cues;
  return g_steal_pointer (&self);
}

/**
 * lec_transcript_report_save:
 * @path: replaced when it is there
 *
 * Returns: %FALSE with the errors of lec_pending_file_save()
 */
gboolean
lec_transcript_report_save (const LecTranscriptReport *self,
                            const char *path,
                            GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  node = to_json (self);
  return lec_json_file_save (node, path, error);
}

/**
 * lec_transcript_report_load:
 * @path: untrusted content
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE or _PROTOCOL
 */
LecTranscriptReport *
lec_transcript_report_load (const char *path,
                            GError **error)
{
  return lec_json_file_load (path, MAX_FILE_BYTES, (LecJsonReader) from_json, error);
}

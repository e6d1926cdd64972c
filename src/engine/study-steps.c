/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key of a study is the content of what it is made of: whatever changes the
 * slides, their words or the transcript changes one of these files. Of a lecture
 * that is its slides: a layout, or where the video is, is nothing to study.
 */
#include "engine/study-steps.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/kept-transcript.h"
#include "model/study.h"
#include "pipeline/stage.h"

#define MAX_LECTURE_BYTES (64 * 1024 * 1024)

static gboolean
is_death (const GError *reason)
{
  return g_error_matches (reason, LEC_ERROR, LEC_ERROR_CRASHED) ||
         g_error_matches (reason, LEC_ERROR, LEC_ERROR_STALLED) || g_error_matches (reason, LEC_ERROR, LEC_ERROR_LIMIT);
}

static gboolean
remove_file (const char *folder,
             const char *name,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  lec_error_set_from_errno (error, errno, "remove", path);
  return FALSE;
}

/* Returns: whether it is there */
static gboolean
add_file (GChecksum *sum,
          const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file == NULL)
    return FALSE;

  g_checksum_update (sum, (const guchar *) g_mapped_file_get_contents (file),
                     (gssize) g_mapped_file_get_length (file));
  return TRUE;
}

/* Likewise, of its slides alone. */
static gboolean
add_lecture (GChecksum *sum,
             const char *path)
{
  g_autoptr (JsonNode) root = lec_json_parse_file (path, MAX_LECTURE_BYTES, NULL);
  JsonObject *object = root != NULL ? lec_json_get_object (root, "lecture", NULL) : NULL;
  g_autofree char *text = NULL;

  if (object == NULL || !json_object_has_member (object, "slides"))
    return FALSE;

  text = lec_json_to_line (json_object_get_member (object, "slides"));
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text));
  return TRUE;
}

/* The first of @names that is there, with which one it is. */
static void
add_first (GChecksum *sum,
           const char *folder,
           const char *const *names,
           gboolean (*add) (GChecksum *sum, const char *path))
{
  for (; *names != NULL; names++)
    {
      g_autofree char *path = g_build_filename (folder, *names, NULL);

      g_checksum_update (sum, (const guchar *) *names, (gssize) strlen (*names) + 1);
      if (add (sum, path))
        return;
    }
}

/* As the stage chooses them. Returns: (transfer full) */
static char *
make_key (const LecStudySteps *self)
{
  static const char *const lectures[] = { LEC_FILE_EDITED, LEC_FILE_LECTURE, NULL };
  static const char *const transcripts[] = { LEC_FILE_TRANSCRIPT, NULL };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *version = g_strdup_printf ("study %d", LEC_STUDY_VERSION);
  g_autofree char *given =
    lec_kept_transcript_build_given_path (self->root, lec_lecture_folder_get_content_id (self->folder));
  const char *folder = lec_lecture_folder_get_path (self->folder);

  g_checksum_update (sum, (const guchar *) version, (gssize) strlen (version) + 1);
  add_first (sum, folder, lectures, add_lecture);
  if (!add_file (sum, given))
    add_first (sum, folder, transcripts, add_file);
  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
has_key (const LecStudySteps *self,
         const char *key)
{
  g_autofree char *path = lec_lecture_folder_build_path (self->folder, LEC_FILE_STUDY_KEY);
  g_autofree char *text = NULL;

  return lec_lecture_folder_has_file (self->folder, LEC_FILE_STUDY) &&
         g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (text, key);
}

gboolean
lec_study_steps_need_analysis (const LecStudySteps *self)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  key = make_key (self);
  return !has_key (self, key);
}

char *
lec_study_steps_dup_key (const LecStudySteps *self)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  key = make_key (self);
  return has_key (self, key) ? g_steal_pointer (&key) : NULL;
}

/* What cannot be read, or is too much, says nothing of the slides. */
static gboolean
is_survivable (const GError *reason)
{
  return is_death (reason) || g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL) ||
         g_error_matches (reason, LEC_ERROR, LEC_ERROR_UNREADABLE) ||
         g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

gboolean
lec_study_steps_analyse (const LecStudySteps *self,
                         LecExtractRun *run,
                         LecProgress *step,
                         char **problem,
                         GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *key = NULL;
  g_autofree char *key_path = NULL;
  const char *folder = NULL;

  g_return_val_if_fail (self != NULL && run != NULL && step != NULL && problem != NULL, FALSE);

  *problem = NULL;
  folder = lec_lecture_folder_get_path (self->folder);
  key = make_key (self);
  if (has_key (self, key))
    return TRUE;

  /* What was made of something else would be taken for what is made now. */
  if (!remove_file (folder, LEC_FILE_STUDY_KEY, error) || !remove_file (folder, LEC_FILE_STUDY, error))
    return FALSE;
  if (lec_kept_transcript_hand_over (self->root, lec_lecture_folder_get_content_id (self->folder), folder, &reason) &&
      lec_extract_run_stage (run, LEC_STAGE_ANALYSE, step, folder, NULL, &reason))
    {
      key_path = lec_lecture_folder_build_path (self->folder, LEC_FILE_STUDY_KEY);
      return lec_pending_file_save (key_path, key, strlen (key), TRUE, error);
    }
  if (!is_survivable (reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  *problem = g_strdup_printf (_ ("there is nothing to study from: %s"), reason->message);
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state is written before a step begins (without that step) and after it
 * ends (with it): a program that dies in between leaves a folder that says
 * truly what is finished.
 */
#include "engine/lecture-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/content-id.h"
#include "pipeline/stage.h"

#define STATE_FILE      "state.json"
#define LOCK_FILE       "lock"
#define STATE_VERSION   1
#define MAX_STATE_BYTES (64 * 1024)
#define MAX_TITLE_BYTES (16 * 1024)
#define LOCK_RETRY_US   (200 * 1000)

struct _LecLectureFolder
{
  char *path;
  char *id;
  char *content_id;
  LecJobOptions *options; /* of the steps that are finished */
  char *title;            /* (nullable) */
  LecStep next;           /* the first step that is not finished */
  int lock_fd;
};

char *
lec_lecture_folder_get_default_root (void)
{
  return g_build_filename (g_get_user_data_dir (), "lectern", "lectures", NULL);
}

static gboolean
take_lock (LecLectureFolder *self,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (self->path, LOCK_FILE, NULL);

  self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      lec_error_set_from_errno (error, errno, "open", path);
      return FALSE;
    }
  while (flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        {
          lec_error_set_from_errno (error, errno, "lock", path);
          return FALSE;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_usleep (LOCK_RETRY_US);
    }

  return TRUE;
}

static gboolean
read_state (LecLectureFolder *self,
            JsonObject *object,
            GError **error)
{
  JsonNode *options = NULL;
  gint64 version = 0, next = 0;

  if (!lec_json_read_int (object, "version", LEC_JSON_REQUIRED, 1, STATE_VERSION, &version, error) ||
      !lec_json_read_int (object, "next", LEC_JSON_REQUIRED, 0, LEC_STEP_NONE, &next, error) ||
      !lec_json_read_string (object, "content_id", LEC_JSON_REQUIRED, 64, &self->content_id, error) ||
      !lec_json_read_string (object, "title", LEC_JSON_OPTIONAL, MAX_TITLE_BYTES, &self->title, error) ||
      !lec_json_read_node (object, "options", LEC_JSON_REQUIRED, &options, error))
    return FALSE;

  g_clear_pointer (&self->options, lec_job_options_free);
  self->options = lec_job_options_from_json (options, error);
  self->next = (LecStep) next;
  return self->options != NULL;
}

/* A state that is missing or cannot be understood is an empty one: everything runs again. */
static void
load_state (LecLectureFolder *self)
{
  g_autofree char *path = g_build_filename (self->path, STATE_FILE, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_STATE_BYTES, NULL);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "state", NULL) : NULL;

  if (object != NULL && read_state (self, object, NULL))
    return;

  g_clear_pointer (&self->options, lec_job_options_free);
  self->options = lec_job_options_new ();
  self->next = LEC_STEP_EXTRACT;
}

static gboolean
save_state (LecLectureFolder *self,
            GError **error)
{
  g_autofree char *path = g_build_filename (self->path, STATE_FILE, NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "version", STATE_VERSION);
  json_object_set_int_member (object, "next", self->next);
  lec_json_set_string (object, "content_id", self->content_id);
  lec_json_set_string (object, "title", self->title);
  lec_json_set_node (object, "options", lec_job_options_to_json (self->options));
  node = lec_json_wrap (object);
  text = lec_json_to_pretty_text (node);

  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/**
 * lec_lecture_folder_open:
 * @root: where all of them are
 * @id: name of the folder, 64 hex digits; made when it is not there
 * @content_id: (nullable): of the video, for a folder that is new
 *
 * Waits while another program works on the folder.
 *
 * Returns: (transfer full) (nullable): locked until it is freed; %NULL with %G_IO_ERROR_CANCELLED,
 *   %LEC_ERROR_NOT_WRITABLE, _NO_SPACE or another of the file system's
 */
LecLectureFolder *
lec_lecture_folder_open (const char *root,
                         const char *id,
                         const char *content_id,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (LecLectureFolder) self = NULL;

  g_return_val_if_fail (root != NULL && id != NULL && lec_content_id_is_valid (id), NULL);

  self = g_new0 (LecLectureFolder, 1);
  self->path = g_build_filename (root, id, NULL);
  self->id = g_strdup (id);
  self->lock_fd = -1;
  if (g_mkdir_with_parents (self->path, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", self->path);
      return NULL;
    }
  if (!take_lock (self, cancellable, error))
    return NULL;

  load_state (self);
  if (self->content_id == NULL)
    self->content_id = g_strdup (content_id != NULL ? content_id : id);

  return g_steal_pointer (&self);
}

static gboolean
holds_content (const char *folder,
               const char *content_id)
{
  g_autofree char *path = g_build_filename (folder, STATE_FILE, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_STATE_BYTES, NULL);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "state", NULL) : NULL;
  g_autofree char *found = NULL;

  return object != NULL &&
         lec_json_read_string (object, "content_id", LEC_JSON_REQUIRED, 64, &found, NULL) &&
         g_str_equal (found, content_id);
}

/**
 * lec_lecture_folder_find_id:
 * @content_id: of a video
 *
 * Returns: (transfer full) (nullable): id of the folder last worked on for this video
 */
char *
lec_lecture_folder_find_id (const char *root,
                            const char *content_id)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  g_autofree char *newest = NULL;
  gint64 newest_s = 0;

  g_return_val_if_fail (root != NULL && content_id != NULL, NULL);

  dir = g_dir_open (root, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);
      g_autofree char *state = g_build_filename (folder, STATE_FILE, NULL);
      GStatBuf facts = { 0 };

      if (!lec_content_id_is_valid (name) || g_stat (state, &facts) != 0 ||
          (newest != NULL && facts.st_mtime <= newest_s) || !holds_content (folder, content_id))
        continue;
      g_free (newest);
      newest = g_strdup (name);
      newest_s = facts.st_mtime;
    }

  return g_steal_pointer (&newest);
}

void
lec_lecture_folder_free (LecLectureFolder *self)
{
  if (self == NULL)
    return;

  /* Closing gives the lock back. */
  if (self->lock_fd >= 0)
    g_close (self->lock_fd, NULL);
  lec_job_options_free (self->options);
  g_free (self->path);
  g_free (self->id);
  g_free (self->content_id);
  g_free (self->title);
  g_free (self);
}

const char *
lec_lecture_folder_get_path (LecLectureFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

const char *
lec_lecture_folder_get_id (LecLectureFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

/* Returns: (transfer full) */
char *
lec_lecture_folder_build_path (LecLectureFolder *self,
                               const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_build_filename (self->path, name, NULL);
}

/* Returns: (transfer none): what the finished steps were made with */
const LecJobOptions *
lec_lecture_folder_get_options (LecLectureFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->options;
}

static gboolean
has_file (LecLectureFolder *self,
          const char *name)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * lec_lecture_folder_get_next_step:
 * @options: what is wanted
 * @title: of the documents
 *
 * Returns: the first step that has to run for a result with @options; %LEC_STEP_NONE when all is
 *   there
 */
LecStep
lec_lecture_folder_get_next_step (LecLectureFolder *self,
                                  const LecJobOptions *options,
                                  const char *title)
{
  LecAffects affects = 0;

  g_return_val_if_fail (self != NULL && options != NULL && title != NULL, LEC_STEP_EXTRACT);

  affects = lec_job_options_compare (self->options, options);
  if (self->next == LEC_STEP_EXTRACT || (affects & LEC_AFFECTS_READING) || !has_file (self, LEC_FILE_LECTURE))
    return LEC_STEP_EXTRACT;
  if (self->next == LEC_STEP_SEGMENT || (affects & LEC_AFFECTS_SEGMENTS))
    return has_file (self, LEC_FILE_TRACK) ? LEC_STEP_SEGMENT : LEC_STEP_EXTRACT;
  if (self->next == LEC_STEP_RECOGNISE || (affects & LEC_AFFECTS_RECOGNITION))
    return LEC_STEP_RECOGNISE;
  if (self->next == LEC_STEP_GENERATE || (affects & LEC_AFFECTS_DOCUMENTS) ||
      g_strcmp0 (self->title, title) != 0 || !has_file (self, LEC_FILE_PDF))
    return LEC_STEP_GENERATE;

  return LEC_STEP_NONE;
}

/* Notes that @step and all after it are about to be made anew, with @options. */
gboolean
lec_lecture_folder_begin (LecLectureFolder *self,
                          LecStep step,
                          const LecJobOptions *options,
                          const char *title,
                          GError **error)
{
  g_return_val_if_fail (self != NULL && options != NULL && title != NULL, FALSE);

  lec_job_options_free (self->options);
  self->options = lec_job_options_copy (options);
  g_free (self->title);
  self->title = g_strdup (title);
  self->next = step;

  return save_state (self, error);
}

/* Notes that @step is finished; extracting includes segmenting. */
gboolean
lec_lecture_folder_finish (LecLectureFolder *self,
                           LecStep step,
                           GError **error)
{
  g_return_val_if_fail (self != NULL && step < LEC_STEP_NONE, FALSE);

  self->next = step == LEC_STEP_EXTRACT ? LEC_STEP_RECOGNISE : step + 1;

  return save_state (self, error);
}

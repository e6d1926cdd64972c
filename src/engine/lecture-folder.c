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
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/placed-outputs.h"
#include "engine/scratch-folder.h"
#include "pipeline/stage.h"

#define LOCK_FILE       "lock"
#define STATE_VERSION   1
#define MAX_STATE_BYTES (64 * 1024)
#define MAX_KEY_BYTES   128
#define LOCK_RETRY_US   (200 * 1000)
#define LOCK_TRIES      100

struct _LecLectureFolder
{
  char *path;
  char *id;
  char *content_id;
  LecJobOptions *options; /* of the steps that are finished */
  char *documents;        /* (nullable): what else they were made of */
  LecStep next;           /* the first step that is not finished */
  int lock_fd;
  guint is_only_read : 1;
};

/* The user has not chosen this folder, so the way out is named. */
static gboolean
fail_to_keep (const char *path,
              int errnum,
              GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (errnum != EACCES && errnum != EPERM && errnum != EROFS)
    lec_error_set_from_errno (error, errnum, "write", path);
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
                 _ ("lectures are kept in %s, which cannot be written (%s); XDG_DATA_HOME chooses another place"),
                 shown, g_strerror (errnum));

  return FALSE;
}

/* Who had the folder may discard it between any two of these calls. */
static gboolean
open_lock (LecLectureFolder *self,
           const char *path,
           GError **error)
{
  g_autofree char *root = g_path_get_dirname (self->path);

  for (guint i = 0; i < LOCK_TRIES; i++)
    {
      if (g_mkdir_with_parents (root, 0700) != 0 || (g_mkdir (self->path, 0700) != 0 && errno != EEXIST))
        return fail_to_keep (self->path, errno, error);

      self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
      if (self->lock_fd >= 0)
        return TRUE;
      if (errno != ENOENT)
        break;
    }

  return fail_to_keep (path, errno, error);
}

static gboolean
wait_for_lock (LecLectureFolder *self,
               const char *path,
               GCancellable *cancellable,
               GError **error)
{
  while (flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        return fail_to_keep (path, errno, error);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_usleep (LOCK_RETRY_US);
    }

  return TRUE;
}

/* Whether the lock is still the file of that name: who had it may have discarded the folder. */
static gboolean
is_current (int fd,
            const char *path)
{
  GStatBuf named = { 0 };
  struct stat locked = { 0 };

  return fstat (fd, &locked) == 0 && g_stat (path, &named) == 0 && locked.st_ino == named.st_ino &&
         locked.st_dev == named.st_dev;
}

static gboolean
take_lock (LecLectureFolder *self,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_build_filename (self->path, LOCK_FILE, NULL);

  while (TRUE)
    {
      if (!open_lock (self, path, error) || !wait_for_lock (self, path, cancellable, error))
        return FALSE;
      if (is_current (self->lock_fd, path))
        return TRUE;

      g_close (self->lock_fd, NULL);
      self->lock_fd = -1;
    }
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
      !lec_json_read_string (object, "documents", LEC_JSON_OPTIONAL, MAX_KEY_BYTES, &self->documents, error) ||
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
  g_autofree char *path = g_build_filename (self->path, LEC_FILE_STATE, NULL);
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
  g_autofree char *path = g_build_filename (self->path, LEC_FILE_STATE, NULL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "version", STATE_VERSION);
  json_object_set_int_member (object, "next", self->next);
  lec_json_set_string (object, "content_id", self->content_id);
  lec_json_set_string (object, "documents", self->documents);
  lec_json_set_node (object, "options", lec_job_options_to_json (self->options));
  node = lec_json_wrap (object);
  return lec_json_file_save (node, path, error);
}

static void
remove_scratch (LecLectureFolder *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);

      if (g_str_has_prefix (name, LEC_SCRATCH_PREFIX))
        lec_file_tree_remove (path);
    }
}

/* What stages that were killed were writing when they were. */
static void
remove_half_written (LecLectureFolder *self)
{
  g_autofree char *pictures = g_build_filename (self->path, LEC_FOLDER_PICTURES, NULL);

  remove_scratch (self);
  lec_pending_file_sweep (self->path);
  lec_pending_file_sweep (pictures);
}

static LecLectureFolder *
new_unlocked (const char *root,
              const char *id)
{
  LecLectureFolder *self = g_new0 (LecLectureFolder, 1);

  self->path = g_build_filename (root, id, NULL);
  self->id = g_strdup (id);
  self->lock_fd = -1;
  return self;
}

/**
 * lec_lecture_folder_open:
 * @root: where all of them are
 * @id: name of the folder, 64 hex digits; made when it is not there
 * @content_id: (nullable): of the video, or of all parts together; %NULL for a folder that is there
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

  self = new_unlocked (root, id);
  if (!take_lock (self, cancellable, error))
    return NULL;

  remove_half_written (self);
  load_state (self);
  if (content_id != NULL || self->content_id == NULL)
    {
      g_free (self->content_id);
      self->content_id = g_strdup (content_id != NULL ? content_id : id);
    }

  return g_steal_pointer (&self);
}

LecLectureFolder *
lec_lecture_folder_try (const char *root,
                        const char *id)
{
  g_autoptr (LecLectureFolder) self = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (root != NULL && id != NULL && lec_content_id_is_valid (id), NULL);

  self = new_unlocked (root, id);
  path = g_build_filename (self->path, LOCK_FILE, NULL);
  self->lock_fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock_fd < 0 || flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0 || !is_current (self->lock_fd, path))
    return NULL;

  load_state (self);
  if (self->content_id == NULL)
    self->content_id = g_strdup (id);

  return g_steal_pointer (&self);
}

/* Without a lock only where there is none to be had: then nobody else has one, either. */
LecLectureFolder *
lec_lecture_folder_look (const char *root,
                         const char *id)
{
  g_autoptr (LecLectureFolder) self = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (root != NULL && id != NULL && lec_content_id_is_valid (id), NULL);

  self = new_unlocked (root, id);
  self->is_only_read = TRUE;
  path = g_build_filename (self->path, LOCK_FILE, NULL);
  self->lock_fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  if (self->lock_fd < 0 ? !g_file_test (self->path, G_FILE_TEST_IS_DIR)
                        : flock (self->lock_fd, LOCK_SH | LOCK_NB) != 0 || !is_current (self->lock_fd, path))
    return NULL;

  load_state (self);
  if (self->content_id == NULL)
    self->content_id = g_strdup (id);

  return g_steal_pointer (&self);
}

/* Whether the folder holds what was read of that video. */
static gboolean
holds_content (const char *folder,
               const char *content_id)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_STATE, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_STATE_BYTES, NULL);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "state", NULL) : NULL;
  g_autofree char *found = NULL;
  gint64 next = LEC_STEP_EXTRACT;

  return object != NULL &&
         lec_json_read_string (object, "content_id", LEC_JSON_REQUIRED, 64, &found, NULL) &&
         lec_json_read_int (object, "next", LEC_JSON_REQUIRED, 0, LEC_STEP_NONE, &next, NULL) &&
         g_str_equal (found, content_id) && next > LEC_STEP_EXTRACT;
}

static gint64
get_time_ns (const GStatBuf *facts)
{
  return facts->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + facts->st_mtim.tv_nsec;
}

char *
lec_lecture_folder_find_newest (const char *root,
                                LecLectureFolderFilter is_wanted,
                                const char *wanted)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  g_autofree char *newest = NULL;
  gint64 newest_ns = 0;

  g_return_val_if_fail (root != NULL && is_wanted != NULL && wanted != NULL, NULL);

  dir = g_dir_open (root, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);
      g_autofree char *state = g_build_filename (folder, LEC_FILE_STATE, NULL);
      GStatBuf facts = { 0 };

      if (!lec_content_id_is_valid (name) || g_stat (state, &facts) != 0 ||
          (newest != NULL && get_time_ns (&facts) <= newest_ns) || !is_wanted (folder, wanted))
        continue;
      g_free (newest);
      newest = g_strdup (name);
      newest_ns = get_time_ns (&facts);
    }

  return g_steal_pointer (&newest);
}

/**
 * lec_lecture_folder_find_id:
 * @content_id: of a video
 *
 * Returns: (transfer full) (nullable): id of the folder last worked on for this video, among those
 *   for which it was read
 */
char *
lec_lecture_folder_find_id (const char *root,
                            const char *content_id)
{
  g_return_val_if_fail (root != NULL && content_id != NULL, NULL);

  return lec_lecture_folder_find_newest (root, holds_content, content_id);
}

gboolean
lec_lecture_folder_holds_content (const char *root,
                                  const char *id,
                                  const char *content_id)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (root != NULL && id != NULL && content_id != NULL, FALSE);

  folder = g_build_filename (root, id, NULL);
  return holds_content (folder, content_id);
}

void
lec_lecture_folder_free (LecLectureFolder *self)
{
  if (self == NULL)
    return;

  /* Closing gives the lock back. The lecture may be done although a stage was killed. */
  if (self->lock_fd >= 0)
    {
      if (!self->is_only_read)
        remove_half_written (self);
      g_close (self->lock_fd, NULL);
    }
  lec_job_options_free (self->options);
  g_free (self->path);
  g_free (self->id);
  g_free (self->content_id);
  g_free (self->documents);
  g_free (self);
}

/*
 * Removes the folder with all that is in it. The lock goes last: from then on whoever opens a
 * folder of that name has one of their own, even where it is the same one.
 */
void
lec_lecture_folder_discard (LecLectureFolder *self)
{
  g_autofree char *lock = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_return_if_fail (self != NULL);

  self->next = LEC_STEP_EXTRACT;
  dir = g_dir_open (self->path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);

      if (strcmp (name, LOCK_FILE) != 0)
        lec_file_tree_remove (path);
    }
  lock = g_build_filename (self->path, LOCK_FILE, NULL);
  g_unlink (lock);
  g_rmdir (self->path);
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

/* Stands for the video, however it was read; for several, joined, for all of them. */
const char *
lec_lecture_folder_get_content_id (LecLectureFolder *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->content_id;
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

gboolean
lec_lecture_folder_has_file (LecLectureFolder *self,
                             const char *name)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  path = g_build_filename (self->path, name, NULL);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * lec_lecture_folder_load_lecture:
 *
 * Returns: (transfer full) (nullable): the errors of lec_lecture_load()
 */
LecLecture *
lec_lecture_folder_load_lecture (LecLectureFolder *self,
                                 GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  path = g_build_filename (self->path, LEC_FILE_LECTURE, NULL);
  return lec_lecture_load (path, error);
}

gboolean
lec_lecture_folder_save_lecture (LecLectureFolder *self,
                                 const LecLecture *lecture,
                                 GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && lecture != NULL, FALSE);

  path = g_build_filename (self->path, LEC_FILE_LECTURE, NULL);
  return lec_lecture_save (lecture, path, error);
}

/* Somebody may have tidied up in here, or the disk may have lost something. */
static gboolean
holds_lecture (LecLectureFolder *self)
{
  g_autoptr (LecLecture) lecture = lec_lecture_folder_load_lecture (self, NULL);

  if (lecture == NULL)
    return FALSE;
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      if (slide->picture != NULL && !lec_lecture_folder_has_file (self, slide->picture))
        return FALSE;
    }

  return TRUE;
}

/* Whether the video was read: what it cost is worth keeping. */
gboolean
lec_lecture_folder_was_read (LecLectureFolder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->next > LEC_STEP_EXTRACT;
}

void
lec_lecture_folder_note_use (const char *path)
{
  /* Not the kernel's idea of now, which is some milliseconds old. */
  gint64 now_us = g_get_real_time ();
  const struct timespec now = { now_us / G_USEC_PER_SEC, (now_us % G_USEC_PER_SEC) * 1000 };
  g_autofree char *state = NULL;

  g_return_if_fail (path != NULL);

  state = g_build_filename (path, LEC_FILE_STATE, NULL);
  utimensat (AT_FDCWD, state, (const struct timespec[]){ now, now }, 0);
}

gboolean
lec_lecture_folder_is_finished (LecLectureFolder *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->next == LEC_STEP_NONE && holds_lecture (self);
}

/**
 * lec_lecture_folder_get_next_step:
 * @options: what is wanted
 * @documents: stands for what else the documents are made of: title, links
 *
 * Returns: the first step that has to run for a result with @options; %LEC_STEP_NONE when all is
 *   there
 */
LecStep
lec_lecture_folder_get_next_step (LecLectureFolder *self,
                                  const LecJobOptions *options,
                                  const char *documents)
{
  LecAffects affects = 0;

  g_return_val_if_fail (self != NULL && options != NULL && documents != NULL, LEC_STEP_EXTRACT);

  affects = lec_job_options_compare (self->options, options);
  if (self->next == LEC_STEP_EXTRACT || (affects & LEC_AFFECTS_READING) || !holds_lecture (self))
    return LEC_STEP_EXTRACT;
  if (self->next == LEC_STEP_SEGMENT || (affects & LEC_AFFECTS_SEGMENTS))
    return lec_lecture_folder_has_file (self, LEC_FILE_TRACK) ? LEC_STEP_SEGMENT : LEC_STEP_EXTRACT;
  if (self->next == LEC_STEP_RECOGNISE || (affects & LEC_AFFECTS_RECOGNITION))
    return LEC_STEP_RECOGNISE;
  if (self->next == LEC_STEP_GENERATE || (affects & LEC_AFFECTS_DOCUMENTS) ||
      g_strcmp0 (self->documents, documents) != 0 || !lec_lecture_folder_has_file (self, LEC_FILE_PDF))
    return LEC_STEP_GENERATE;

  return LEC_STEP_NONE;
}

/* What an earlier reading left would be taken for what this one makes. Words are kept: they belong
 * to pictures, whoever made them; where outputs went is still so; and what was said is looked for
 * once more in any case, when what is there may be all there is. */
static void
remove_results (LecLectureFolder *self)
{
  static const char *const kept[] = { LOCK_FILE, LEC_FILE_STATE, LEC_FILE_PLACED,
                                      LEC_FOLDER_WORDS, LEC_FILE_TRANSCRIPT, LEC_FILE_TRANSCRIPTION,
                                      NULL };
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);

      if (!g_strv_contains (kept, name))
        lec_file_tree_remove (path);
    }
}

/* Notes that @step and all after it are about to be made anew, with @options. */
gboolean
lec_lecture_folder_begin (LecLectureFolder *self,
                          LecStep step,
                          const LecJobOptions *options,
                          const char *documents,
                          GError **error)
{
  g_return_val_if_fail (self != NULL && options != NULL && documents != NULL, FALSE);

  lec_job_options_free (self->options);
  self->options = lec_job_options_copy (options);
  g_free (self->documents);
  self->documents = g_strdup (documents);
  self->next = step;
  if (!save_state (self, error))
    return FALSE;

  if (step == LEC_STEP_EXTRACT)
    remove_results (self);
  return TRUE;
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

static gboolean
is_of_reading (const char *name)
{
  static const char *const names[] = { LEC_FILE_TRACK, LEC_FOLDER_PICTURES, LEC_FOLDER_WORDS, NULL };

  return g_strv_contains (names, name);
}

/* Files of a lecture are replaced, never written to: one that is in two folders is safe in both. */
static gboolean
share_file (LecLectureFolder *self,
            LecLectureFolder *source,
            const LecTreeFile *file,
            GPtrArray *unshared,
            GError **error)
{
  g_autofree char *from = g_build_filename (source->path, file->path, NULL);
  g_autofree char *to = g_build_filename (self->path, file->path, NULL);
  g_autofree char *parent = g_path_get_dirname (to);

  if (g_mkdir_with_parents (parent, 0700) != 0)
    return fail_to_keep (parent, errno, error);
  if (link (from, to) != 0 && errno != EEXIST)
    g_ptr_array_add (unshared, (gpointer) file);
  return TRUE;
}

/* Some disks know no links. */
static gboolean
share_files (LecLectureFolder *self,
             LecLectureFolder *source,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) files = lec_file_tree_list (source->path, is_of_reading, error);
  g_autoptr (GPtrArray) unshared = g_ptr_array_new ();

  for (guint i = 0; files != NULL && i < files->len; i++)
    if (!share_file (self, source, g_ptr_array_index (files, i), unshared, error))
      return FALSE;

  return files != NULL && lec_file_tree_copy (unshared, source->path, self->path, FALSE, cancellable, error);
}

/**
 * lec_lecture_folder_copy_reading:
 * @source: another one of the same video, read in the same way; nobody changes it meanwhile
 *
 * What was read: slides, pictures, words, the track. Nothing that was made of them or of anything
 * else, and not where the video lies.
 *
 * Returns: %FALSE with the errors of the file system's, or of lec_lecture_load()
 */
gboolean
lec_lecture_folder_copy_reading (LecLectureFolder *self,
                                 LecLectureFolder *source,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (LecLecture) lecture = NULL;

  g_return_val_if_fail (self != NULL && source != NULL && g_str_equal (self->id, source->id), FALSE);

  lecture = lec_lecture_folder_load_lecture (source, error);
  if (lecture == NULL || !lec_lecture_folder_begin (self, LEC_STEP_EXTRACT, source->options, "", error) ||
      !share_files (self, source, cancellable, error))
    return FALSE;

  g_clear_pointer (&lecture->video->path, g_free);
  g_clear_pointer (&lecture->video->address, g_free);
  lecture->video->is_page = FALSE;
  lecture->created_s = 0;
  if (!lec_lecture_folder_save_lecture (self, lecture, error))
    return FALSE;

  self->next = MIN (source->next, LEC_STEP_GENERATE);
  return save_state (self, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture's JSON and folder name the kept folder; a video is looked up by
 * its content, or, when it is gone, by where it was.
 */
#include "engine/kept-lecture.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/kept-edits.h"
#include "engine/kept-transcript.h"
#include "engine/never-list.h"
#include "engine/practice.h"
#include "pipeline/stage.h"

#define LOOK_AGAIN_US (200 * 1000)

gboolean
lec_kept_root_open (LecKeptRoot *self,
                    const char *path,
                    GError **error)
{
  g_return_val_if_fail (self != NULL && self->path == NULL, FALSE);

  self->library = path == NULL ? lec_data_folder_open (NULL, error) : NULL;
  if (path == NULL && self->library == NULL)
    return FALSE;

  self->path = path != NULL ? g_strdup (path) : lec_data_folder_build_path (self->library, LEC_DATA_FOLDER_LECTURES);
  return TRUE;
}

/* A folder that is not there is not missed. */
static gboolean
link_aside (const char *root,
            const char *folder,
            const char *name,
            GError **error)
{
  g_autofree char *path = g_build_filename (root, name, NULL);
  g_autofree char *link = g_build_filename (folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR) || symlink (path, link) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "create", link);
  return FALSE;
}

/* What was corrected of a video, and what is never a slide, is part of what its slides are. */
static gboolean
move_aside (LecKeptRoot *self,
            GError **error)
{
  g_autofree char *root = g_steal_pointer (&self->path);
  g_autofree char *folder = g_dir_make_tmp ("lectern-kept-XXXXXX", error);

  if (folder == NULL)
    return FALSE;

  self->path = g_steal_pointer (&folder);
  self->is_temporary = TRUE;
  return root == NULL || (link_aside (root, self->path, LEC_FOLDER_EDITS, error) &&
                          link_aside (root, self->path, LEC_FOLDER_NEVER_LIST, error) &&
                          link_aside (root, self->path, LEC_FOLDER_PRACTICE, error) &&
                          link_aside (root, self->path, LEC_FOLDER_TRANSCRIPTS, error));
}

/**
 * lec_kept_root_open_somewhere:
 * @reason: (out) (nullable): why nothing is kept when it is cleared; left alone when something is
 */
gboolean
lec_kept_root_open_somewhere (LecKeptRoot *self,
                              GError **reason,
                              GError **error)
{
  g_autoptr (GError) unseen = NULL;
  g_autofree char *shown = NULL;
  int errnum = 0;

  if (!lec_kept_root_open (self, NULL, &unseen))
    {
      gboolean is_closed = g_error_matches (unseen, LEC_ERROR, LEC_ERROR_UNREADABLE);

      g_propagate_error (is_closed ? reason : error, g_steal_pointer (&unseen));
      return is_closed && move_aside (self, error);
    }
  if (g_mkdir_with_parents (self->path, 0700) == 0 && g_access (self->path, W_OK | X_OK) == 0)
    return TRUE;

  errnum = errno;
  if (errnum != EACCES && errnum != EPERM && errnum != EROFS)
    return TRUE; /* Whoever writes there will say what is wrong. */

  shown = g_filename_display_name (self->path);
  g_set_error (reason, LEC_ERROR, LEC_ERROR_NOT_WRITABLE, _ ("%s cannot be written: %s"), shown, g_strerror (errnum));
  return move_aside (self, error);
}

void
lec_kept_root_clear (LecKeptRoot *self)
{
  if (self->is_temporary)
    lec_file_tree_remove (self->path);
  self->is_temporary = FALSE;
  g_clear_pointer (&self->library, lec_data_folder_free);
  g_clear_pointer (&self->path, g_free);
}

char *
lec_kept_lecture_build_shelf (const char *root,
                              const LecJobRequest *job)
{
  g_return_val_if_fail (root != NULL && job != NULL, NULL);

  return job->shelf != NULL ? g_build_filename (root, LEC_FOLDER_SHELVES, job->shelf, NULL) : g_strdup (root);
}

void
lec_kept_lecture_remove_shelf (const char *root,
                               const LecJobRequest *job)
{
  g_autofree char *shelf = NULL;

  g_return_if_fail (root != NULL && job != NULL);

  shelf = lec_kept_lecture_build_shelf (root, job);
  if (job->shelf != NULL)
    lec_file_tree_remove (shelf);
}

void
lec_kept_root_enter_shelf (LecKeptRoot *self,
                           const char *source)
{
  g_autofree char *folder = NULL;
  g_autofree char *shelves = NULL;
  g_autofree char *shelf = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *root = NULL;

  g_return_if_fail (self != NULL && self->path != NULL && source != NULL);

  folder = g_canonicalize_filename (source, NULL);
  shelf = g_path_get_dirname (folder);
  parent = g_path_get_dirname (shelf);
  root = g_canonicalize_filename (self->path, NULL);
  shelves = g_build_filename (root, LEC_FOLDER_SHELVES, NULL);
  if (!g_str_equal (parent, shelves) || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;

  g_free (self->path);
  self->path = g_steal_pointer (&shelf);
}

static char *
read_lecture_id (const char *path,
                 GError **error)
{
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, error);

  if (lecture == NULL)
    return NULL;
  if (lecture->id == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                         _ ("the file does not say which video it was made of; run “lectern extract” on the video"));

  return g_strdup (lecture->id);
}

static gboolean
was_read_from (const char *folder,
               const char *video)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, NULL);

  return lecture != NULL && lecture->parts->len == 0 && g_strcmp0 (lecture->video->path, video) == 0;
}

static char *
find_by_content (const char *root,
                 const char *content_id,
                 GError **error)
{
  char *id = lec_lecture_folder_find_id (root, content_id);

  if (id == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                         _ ("nothing is kept of this video yet; run “lectern extract” first"));
  return id;
}

/* Takes @reason: why the video cannot be read. */
static char *
find_by_path (const char *root,
              const char *video,
              GError *reason,
              GError **error)
{
  g_autofree char *path = g_canonicalize_filename (video, NULL);
  char *id = g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND)
               ? lec_lecture_folder_find_newest (root, was_read_from, path)
               : NULL;

  if (id == NULL)
    g_propagate_error (error, reason);
  else
    g_error_free (reason);
  return id;
}

/**
 * lec_kept_lecture_find_id:
 * @source: a video, which may be gone, a lecture's JSON or a lecture's folder
 *
 * Returns: (transfer full) (nullable): name of the folder, which may be gone; %NULL with the errors
 *   of lec_kept_lecture_open()
 */
char *
lec_kept_lecture_find_id (const char *root,
                          const char *source,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *inside = g_build_filename (source, LEC_FILE_LECTURE, NULL);
  g_autofree char *content_id = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (root != NULL && source != NULL, NULL);

  if (g_file_test (inside, G_FILE_TEST_IS_REGULAR))
    return read_lecture_id (inside, error);
  if (g_str_has_suffix (source, ".json"))
    return read_lecture_id (source, error);

  content_id = lec_content_id_of_file (source, cancellable, &reason);
  return content_id != NULL ? find_by_content (root, content_id, error) : find_by_path (root, source, reason, error);
}

/* Whether the lecture is there: FALSE with %LEC_ERROR_NOT_FOUND. */
static gboolean
check_kept (const char *root,
            const char *id,
            GError **error)
{
  g_autofree char *lecture = g_build_filename (root, id, LEC_FILE_LECTURE, NULL);

  if (g_file_test (lecture, G_FILE_TEST_IS_REGULAR))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                       _ ("what was read of the video is no longer kept; run “lectern extract” again"));
  return FALSE;
}

/**
 * lec_kept_lecture_open:
 * @source: a video, which may be gone, a lecture's JSON or a lecture's folder
 *
 * Returns: (transfer full) (nullable): locked; %NULL with %LEC_ERROR_NOT_FOUND when nothing is
 *   kept, or the errors of reading @source
 */
LecLectureFolder *
lec_kept_lecture_open (const char *root,
                       const char *source,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (root != NULL && source != NULL, NULL);

  id = lec_kept_lecture_find_id (root, source, cancellable, error);
  return id != NULL && check_kept (root, id, error) ? lec_lecture_folder_open (root, id, NULL, cancellable, error)
                                                    : NULL;
}

/* Waits while another program works on it. */
static LecLectureFolder *
look_when_free (const char *root,
                const char *id,
                GCancellable *cancellable,
                GError **error)
{
  while (!g_cancellable_set_error_if_cancelled (cancellable, error) && check_kept (root, id, error))
    {
      LecLectureFolder *folder = lec_lecture_folder_look (root, id);

      if (folder != NULL)
        return folder;
      g_usleep (LOOK_AGAIN_US);
    }

  return NULL;
}

/**
 * lec_kept_lecture_open_to_read:
 *
 * As lec_kept_lecture_open(); where that cannot be written it can be looked at all the same.
 *
 * Returns: (transfer full) (nullable)
 */
LecLectureFolder *
lec_kept_lecture_open_to_read (const char *root,
                               const char *source,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *id = NULL;
  LecLectureFolder *folder = NULL;

  g_return_val_if_fail (root != NULL && source != NULL, NULL);

  folder = lec_kept_lecture_open (root, source, cancellable, &reason);
  if (folder != NULL)
    return folder;
  if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_WRITABLE))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  id = lec_kept_lecture_find_id (root, source, cancellable, error);
  return id != NULL ? look_when_free (root, id, cancellable, error) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file is written whole, aside, and renamed; programs that append take turns
 * by a lock, and each reads what the others have written first.
 */
#include "engine/kept-edits.h"

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

#define LOCK_FILE "lock"

static char *
build_path (const char *root,
            const char *content_id)
{
  g_autofree char *name = g_strconcat (content_id, ".jsonl", NULL);

  return g_build_filename (root, LEC_FOLDER_EDITS, name, NULL);
}

static gboolean
read_file (const char *path,
           char **text,
           gsize *length,
           GError **error)
{
  GStatBuf facts = { 0 };
  g_autoptr (GError) reason = NULL;

  if (g_stat (path, &facts) == 0 && facts.st_size > LEC_EDIT_LOG_MAX_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("there are too many edits"));
      return FALSE;
    }
  if (g_file_get_contents (path, text, length, &reason))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE, reason->message);
  return FALSE;
}

/**
 * lec_kept_edits_load:
 * @root: of kept lectures
 * @content_id: of the video, or of all parts together
 *
 * Returns: (transfer full) (nullable): empty when nothing was corrected; %NULL with
 *   %LEC_ERROR_PROTOCOL or _UNREADABLE, naming the file
 */
LecEditLog *
lec_kept_edits_load (const char *root,
                     const char *content_id,
                     GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  LecEditLog *log = NULL;
  gsize length = 0;

  g_return_val_if_fail (root != NULL && content_id != NULL && lec_content_id_is_valid (content_id), NULL);

  path = build_path (root, content_id);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return lec_edit_log_new ();

  if (read_file (path, &text, &length, error))
    log = lec_edit_log_from_text (text, length, error);
  if (log == NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_prefix_error (error, _ ("what was corrected cannot be read from %s: "), shown);
    }

  return log;
}

/* Returns: the lock's file descriptor, to be closed; -1 with @error */
static int
take_lock (const char *root,
           GError **error)
{
  g_autofree char *folder = g_build_filename (root, LEC_FOLDER_EDITS, NULL);
  g_autofree char *path = g_build_filename (folder, LOCK_FILE, NULL);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  while (fd >= 0 && flock (fd, LOCK_EX) != 0)
    if (errno != EINTR)
      {
        int errnum = errno;

        g_close (fd, NULL);
        fd = -1;
        errno = errnum;
      }
  if (fd < 0)
    lec_error_set_from_errno (error, errno, "write", path);
  else
    lec_pending_file_sweep (folder);

  return fd;
}

static LecEditLog *
append_locked (const char *root,
               const char *content_id,
               LecEdit *edit,
               GError **error)
{
  g_autoptr (LecEditLog) log = lec_kept_edits_load (root, content_id, error);
  g_autofree char *path = build_path (root, content_id);
  g_autofree char *text = NULL;

  if (log == NULL)
    {
      lec_edit_free (edit);
      return NULL;
    }
  if (!lec_edit_log_append (log, edit, error))
    return NULL;

  text = lec_edit_log_to_text (log);
  if (strlen (text) > LEC_EDIT_LOG_MAX_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there are too many edits"));
      return NULL;
    }

  return lec_pending_file_save (path, text, strlen (text), TRUE, error) ? g_steal_pointer (&log) : NULL;
}

/**
 * lec_kept_edits_append:
 * @edit: (transfer full)
 *
 * On the disk when it returns.
 *
 * Returns: (transfer full) (nullable): the log with @edit, and with what other programs have
 *   appended; %NULL with the errors of lec_kept_edits_load(), lec_edit_log_append() and
 *   lec_pending_file_save()
 */
LecEditLog *
lec_kept_edits_append (const char *root,
                       const char *content_id,
                       LecEdit *edit,
                       GError **error)
{
  LecEditLog *log = NULL;
  int lock_fd = -1;

  g_return_val_if_fail (root != NULL && content_id != NULL && edit != NULL, NULL);

  lock_fd = take_lock (root, error);
  if (lock_fd < 0)
    {
      lec_edit_free (edit);
      return NULL;
    }

  log = append_locked (root, content_id, edit, error);
  g_close (lock_fd, NULL);
  return log;
}

/* What counts now; nothing for nothing. */
void
lec_kept_edits_update_checksum (const LecEditLog *log,
                                GChecksum *checksum)
{
  g_autoptr (GPtrArray) edits = NULL;

  g_return_if_fail (log != NULL && checksum != NULL);

  edits = lec_edit_log_dup_active (log);
  for (guint i = 0; i < edits->len; i++)
    {
      g_autoptr (JsonNode) node = lec_edit_to_json (g_ptr_array_index (edits, i));
      g_autofree char *line = lec_json_to_line (node);

      g_checksum_update (checksum, (const guchar *) line, (gssize) strlen (line) + 1);
    }
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

/**
 * lec_kept_edits_hand_over:
 * @folder: of the lecture
 *
 * Puts the log where the edit stage looks for it; when nothing in it counts, takes away also what
 * that stage made before.
 */
gboolean
lec_kept_edits_hand_over (const LecEditLog *log,
                          const char *folder,
                          GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (log != NULL && folder != NULL, FALSE);

  if (!remove_file (folder, LEC_FILE_EDITED, error))
    return FALSE;
  if (!lec_edit_log_can_undo (log))
    return remove_file (folder, LEC_FILE_EDITS, error);

  path = g_build_filename (folder, LEC_FILE_EDITS, NULL);
  text = lec_edit_log_to_text (log);
  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

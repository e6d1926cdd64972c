/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples of a file into one sum. This is also the first look at an input, so
 * the plain mistakes (missing, a folder, empty, no permission) are named here.
 */
#include "engine/content-id.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#define VERSION_TAG  "lectern-content-1"
#define WHOLE_BYTES  (4 * 1024 * 1024)
#define END_BYTES    (1024 * 1024)
#define SAMPLE_BYTES (64 * 1024)
#define N_SAMPLES    32
#define ID_LENGTH    64

static gboolean
add_range (GChecksum *sum,
           int fd,
           gint64 offset,
           gint64 length)
{
  g_autofree guint8 *buffer = g_malloc (SAMPLE_BYTES);

  while (length > 0)
    {
      gssize got = pread (fd, buffer, (gsize) MIN (length, SAMPLE_BYTES), offset);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return FALSE;
      /* Cut off while it is read: what is there counts. */
      if (got == 0)
        return TRUE;
      g_checksum_update (sum, buffer, got);
      offset += got;
      length -= got;
    }

  return TRUE;
}

static gboolean
add_samples (GChecksum *sum,
             int fd,
             gint64 size,
             GCancellable *cancellable)
{
  gint64 inner = size - 2 * END_BYTES;

  if (size <= WHOLE_BYTES)
    return add_range (sum, fd, 0, size);
  if (!add_range (sum, fd, 0, END_BYTES) || !add_range (sum, fd, size - END_BYTES, END_BYTES))
    return FALSE;
  for (gint64 i = 0; i < N_SAMPLES && !g_cancellable_is_cancelled (cancellable); i++)
    if (!add_range (sum, fd, END_BYTES + (inner - SAMPLE_BYTES) / (N_SAMPLES - 1) * i, SAMPLE_BYTES))
      return FALSE;

  return TRUE;
}

/* The caller names the file. */
static gboolean
check_kind (const struct stat *facts,
            GError **error)
{
  if (S_ISDIR (facts->st_mode))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("a folder, not a video"));
  else if (!S_ISREG (facts->st_mode))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("not a regular file"));
  else if (facts->st_size == 0)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("the file is empty"));
  else
    return TRUE;

  return FALSE;
}

static void
set_open_error (GError **error,
                int errnum)
{
  switch (errnum)
    {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("no such file"));
      break;
    case EACCES:
    case EPERM:
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNREADABLE,
                           _ ("you may not read this file; its owner can allow it"));
      break;
    default:
      g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("the file cannot be read: %s"), g_strerror (errnum));
    }
}

static char *
compute (int fd,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  struct stat facts = { 0 };
  guint64 size = 0;

  if (fstat (fd, &facts) != 0)
    {
      set_open_error (error, errno);
      return NULL;
    }
  if (!check_kind (&facts, error))
    return NULL;

  size = GUINT64_TO_BE ((guint64) facts.st_size);
  g_checksum_update (sum, (const guchar *) VERSION_TAG, -1);
  g_checksum_update (sum, (const guchar *) &size, sizeof size);
  if (!add_samples (sum, fd, facts.st_size, cancellable))
    {
      set_open_error (error, errno);
      return NULL;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_strdup (g_checksum_get_string (sum));
}

char *
lec_content_id_of_file (const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  char *id = NULL;
  int fd = -1;

  g_return_val_if_fail (path != NULL, NULL);

  /* Not blocking: opening a named pipe waits for a writer otherwise. */
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    {
      set_open_error (error, errno);
      return NULL;
    }

  id = compute (fd, cancellable, error);
  g_close (fd, NULL);

  return id;
}

char *
lec_content_id_combine (const char *const *ids,
                        gsize n_ids,
                        const char *detail)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_return_val_if_fail (ids != NULL && detail != NULL, NULL);

  for (gsize i = 0; i < n_ids; i++)
    g_checksum_update (sum, (const guchar *) ids[i], -1);
  g_checksum_update (sum, (const guchar *) "\n", 1);
  g_checksum_update (sum, (const guchar *) detail, -1);

  return g_strdup (g_checksum_get_string (sum));
}

char *
lec_content_id_of_files (const GPtrArray *paths,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (paths != NULL && paths->len > 0, NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      char *id = lec_content_id_of_file (g_ptr_array_index (paths, i), cancellable, error);

      if (id == NULL)
        return NULL;
      g_ptr_array_add (ids, id);
    }

  return ids->len == 1 ? g_strdup (g_ptr_array_index (ids, 0))
                       : lec_content_id_combine ((const char *const *) ids->pdata, ids->len, "joined");
}

gboolean
lec_content_id_is_valid (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return strlen (text) == ID_LENGTH && strspn (text, "0123456789abcdef") == ID_LENGTH;
}

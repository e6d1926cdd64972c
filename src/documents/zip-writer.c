/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libarchive's writer into a pending file. Sizes are known before an entry
 * begins, so that readers that go through the file from its start find their
 * way.
 */
#include "documents/zip-writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"

#define EARLIEST_S 315619200 /* 1980-01-02: zip knows no time before, in any time zone */

struct _LecZipFile
{
  LecPendingFile *file;
  struct archive *archive;
  gint64 time_s;
  GError *error; /* the first that writing met */
};

static la_ssize_t
write_cb (struct archive *archive,
          void *user_data,
          const void *data,
          size_t length)
{
  LecZipFile *self = user_data;

  if (self->error == NULL && lec_pending_file_write (self->file, data, length, &self->error))
    return (la_ssize_t) length;

  archive_set_error (archive, EIO, "not written");
  return -1;
}

/* Reports what writing met, or what libarchive says. */
static gboolean
fail (LecZipFile *self,
      GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the file could not be packed: %s"),
                 archive_error_string (self->archive));

  return FALSE;
}

static void
zip_free (LecZipFile *self)
{
  if (self == NULL)
    return;

  if (self->archive != NULL)
    archive_write_free (self->archive);
  lec_pending_file_free (self->file);
  g_clear_error (&self->error);
  g_free (self);
}

static LecZipFile *
zip_new (const char *path,
         gint64 time_s,
         GError **error)
{
  LecZipFile *self = NULL;

  self = g_new0 (LecZipFile, 1);
  self->time_s = MAX (time_s, EARLIEST_S);
  self->file = lec_pending_file_new (path, TRUE, error);
  if (self->file == NULL)
    {
      zip_free (self);
      return NULL;
    }

  self->archive = archive_write_new ();
  archive_write_set_format_zip (self->archive);
  archive_write_set_format_option (self->archive, "zip", "hdrcharset", "UTF-8");
  archive_write_set_bytes_per_block (self->archive, 64 * 1024);
  archive_write_set_bytes_in_last_block (self->archive, 1);
  if (archive_write_open (self->archive, self, NULL, write_cb, NULL) != ARCHIVE_OK)
    {
      fail (self, error);
      zip_free (self);
      return NULL;
    }

  return self;
}

static gboolean
zip_add (LecZipFile *self,
         const char *name,
         gconstpointer data,
         gsize length,
         gboolean is_compressed,
         GError **error)
{
  struct archive_entry *entry = NULL;
  gboolean done = FALSE;

  if (is_compressed)
    archive_write_zip_set_compression_deflate (self->archive);
  else
    archive_write_zip_set_compression_store (self->archive);
  entry = archive_entry_new ();
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_mtime (entry, self->time_s, 0);
  done = archive_write_header (self->archive, entry) == ARCHIVE_OK &&
         archive_write_data (self->archive, data, length) == (la_ssize_t) length &&
         archive_write_finish_entry (self->archive) == ARCHIVE_OK;
  archive_entry_free (entry);

  return done || fail (self, error);
}

static gboolean
zip_commit (LecZipFile *self,
            GError **error)
{
  if (archive_write_close (self->archive) != ARCHIVE_OK || self->error != NULL)
    return fail (self, error);

  return lec_pending_file_commit (self->file, error);
}

const LecZipWriter lec_zip_writer = { zip_new, zip_free, zip_add, zip_commit };

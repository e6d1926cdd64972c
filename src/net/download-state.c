/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address is not in it: it may carry a secret, and whoever asks has it.
 */
#include "net/download-state.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/json.h"
#include "base/pending-file.h"

#define PART_SUFFIX     ".part"
#define STATE_SUFFIX    ".state"
#define MAX_BYTES       (16 * 1024)
#define MAX_VALUE_BYTES 1024

void
lec_download_state_clear (LecDownloadState *self)
{
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->modified, g_free);
}

char *
lec_download_state_build_part_path (const char *path)
{
  return g_strconcat (path, PART_SUFFIX, NULL);
}

static char *
build_path (const char *path)
{
  return g_strconcat (path, STATE_SUFFIX, NULL);
}

/* It goes into a line of a request. */
static gboolean
is_line (const char *text)
{
  if (text == NULL)
    return TRUE;
  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      return FALSE;

  return TRUE;
}

gboolean
lec_download_state_load (LecDownloadState *self,
                         const char *path)
{
  g_autofree char *own = build_path (path);
  g_autoptr (JsonNode) root = lec_json_parse_file (own, MAX_BYTES, NULL);
  JsonObject *object = root != NULL ? lec_json_get_object (root, "download", NULL) : NULL;

  self->size_bytes = -1;
  return object != NULL &&
         lec_json_read_string (object, "etag", LEC_JSON_OPTIONAL, MAX_VALUE_BYTES, &self->etag, NULL) &&
         lec_json_read_string (object, "modified", LEC_JSON_OPTIONAL, MAX_VALUE_BYTES, &self->modified, NULL) &&
         lec_json_read_int (object, "size_bytes", LEC_JSON_OPTIONAL, 0, G_MAXINT64, &self->size_bytes, NULL) &&
         is_line (self->etag) && is_line (self->modified);
}

gboolean
lec_download_state_save (const LecDownloadState *self,
                         const char *path,
                         GError **error)
{
  g_autofree char *own = build_path (path);
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) root = lec_json_wrap (object);
  g_autofree char *text = NULL;

  lec_json_set_string (object, "etag", self->etag);
  lec_json_set_string (object, "modified", self->modified);
  if (self->size_bytes >= 0)
    json_object_set_int_member (object, "size_bytes", self->size_bytes);
  text = lec_json_to_line (root);

  return lec_pending_file_save (own, text, strlen (text), TRUE, error);
}

void
lec_download_state_remove (const char *path)
{
  g_autofree char *own = build_path (path);

  g_unlink (own);
}

void
lec_download_state_rename (const char *from,
                           const char *to)
{
  g_autofree char *own = build_path (from);
  g_autofree char *other = build_path (to);

  if (g_rename (own, other) != 0)
    g_unlink (own);
}

gboolean
lec_download_state_is_same (const LecDownloadState *self,
                            const char *etag,
                            const char *modified,
                            gint64 size_bytes)
{
  if (self->size_bytes >= 0 && size_bytes >= 0 && self->size_bytes != size_bytes)
    return FALSE;
  if (self->etag != NULL || etag != NULL)
    return g_strcmp0 (self->etag, etag) == 0;
  if (self->modified != NULL || modified != NULL)
    return g_strcmp0 (self->modified, modified) == 0;

  /* Another recording of the very same size is not to be expected. */
  return self->size_bytes >= 0 && self->size_bytes == size_bytes;
}

/* A weak tag says that it means the same, not that it is the same bytes. */
const char *
lec_download_state_get_validator (const LecDownloadState *self)
{
  if (self->etag != NULL)
    return self->etag[0] == '"' ? self->etag : NULL;

  return self->modified;
}

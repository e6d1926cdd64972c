/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of what may be in it is safer than rules for paths: a lecture's
 * folder has some files, and two folders of files with plain names.
 */
#include "engine/shared-manifest.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/lecture-folder.h"
#include "engine/split-video.h"
#include "engine/transcript-key.h"
#include "pipeline/stage.h"

#define VERSION         1
#define MAX_FILES       20000
#define MAX_PACKS       1000
#define MAX_FILE_BYTES  (G_GINT64_CONSTANT (1) << 30)
#define MAX_TOTAL_BYTES (G_GINT64_CONSTANT (8) << 30)
#define MAX_PATH_BYTES  256

#define PLAIN_LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."

static const char *const travelling_files[] = {
  LEC_FILE_STATE,
  LEC_FILE_VIDEO,
  LEC_FILE_LECTURE,
  LEC_FILE_TRACK,
  LEC_FILE_EDITS,
  LEC_FILE_EDITED,
  LEC_FILE_TRANSCRIPT,
  LEC_FILE_TRANSCRIPTION,
  LEC_FILE_TRANSCRIPT_KEY,
  LEC_FILE_PDF,
  LEC_FILE_PART,
  LEC_FILE_PART_SUM,
  NULL,
};

static const char *const travelling_folders[] = { LEC_FOLDER_PICTURES, LEC_FOLDER_WORDS, NULL };

gboolean
lec_shared_path_travels (const char *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return g_strv_contains (travelling_files, name) || g_strv_contains (travelling_folders, name);
}

gboolean
lec_shared_path_is_valid (const char *path)
{
  const char *slash = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (strlen (path) > MAX_PATH_BYTES)
    return FALSE;
  slash = strchr (path, '/');
  if (slash == NULL)
    return g_strv_contains (travelling_files, path);

  folder = g_strndup (path, (gsize) (slash - path));
  return g_strv_contains (travelling_folders, folder) && slash[1] != '\0' && slash[1] != '.' &&
         strspn (slash + 1, PLAIN_LETTERS) == strlen (slash + 1);
}

void
lec_shared_file_free (LecSharedFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}

LecSharedManifest *
lec_shared_manifest_new (void)
{
  LecSharedManifest *self = g_new0 (LecSharedManifest, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_shared_file_free);
  self->packs = g_array_new (FALSE, FALSE, sizeof (LecBlob));
  return self;
}

void
lec_shared_manifest_free (LecSharedManifest *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->files);
  g_array_unref (self->packs);
  g_free (self);
}

/* --- Writing --- */

static JsonObject *
blob_to_object (const LecBlob *blob)
{
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "sha256", blob->hash);
  json_object_set_int_member (object, "size", blob->size_bytes);
  return object;
}

static JsonObject *
file_to_object (const LecSharedFile *file)
{
  JsonObject *object = blob_to_object (&file->blob);

  lec_json_set_string (object, "path", file->path);
  if (file->pack >= 0)
    {
      json_object_set_int_member (object, "pack", file->pack);
      json_object_set_int_member (object, "offset", file->offset_bytes);
    }
  return object;
}

JsonNode *
lec_shared_manifest_to_json (const LecSharedManifest *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *packs = json_array_new ();
  JsonArray *files = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->packs->len; i++)
    json_array_add_object_element (packs, blob_to_object (&g_array_index (self->packs, LecBlob, i)));
  for (guint i = 0; i < self->files->len; i++)
    json_array_add_object_element (files, file_to_object (g_ptr_array_index (self->files, i)));
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_array_member (object, "packs", packs);
  json_object_set_array_member (object, "files", files);
  return lec_json_wrap (object);
}

/* --- Reading --- */

static gboolean
read_blob (JsonObject *object,
           gint64 max_bytes,
           LecBlob *blob,
           GError **error)
{
  g_autofree char *hash = NULL;
  gint64 size_bytes = 0;

  return lec_json_read_string (object, "sha256", LEC_JSON_REQUIRED, LEC_BLOB_HASH_LENGTH, &hash, error) &&
         lec_json_read_int (object, "size", LEC_JSON_REQUIRED, 0, max_bytes, &size_bytes, error) &&
         lec_blob_init (blob, hash, size_bytes, error);
}

static gboolean
read_packs (LecSharedManifest *self,
            JsonObject *object,
            GError **error)
{
  JsonArray *packs = NULL;

  if (!lec_json_read_array (object, "packs", LEC_JSON_REQUIRED, MAX_PACKS, &packs, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (packs); i++)
    {
      JsonObject *pack = lec_json_get_object (json_array_get_element (packs, i), "packs", error);
      LecBlob blob = { 0 };

      if (pack == NULL || !read_blob (pack, LEC_MANIFEST_MAX_PACK_BYTES, &blob, error))
        return FALSE;
      g_array_append_val (self->packs, blob);
    }

  return TRUE;
}

static gboolean
fail (GError **error,
      const char *message)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, message);
  return FALSE;
}

static gboolean
read_place (const LecSharedManifest *self,
            JsonObject *object,
            LecSharedFile *file,
            GError **error)
{
  gint64 pack = -1;
  const LecBlob *blob = NULL;

  if (!lec_json_read_int (object, "pack", LEC_JSON_OPTIONAL, 0, (gint64) self->packs->len - 1, &pack, error))
    return FALSE;
  file->pack = (int) pack;
  if (pack < 0)
    return TRUE;

  blob = &g_array_index (self->packs, LecBlob, pack);
  if (!lec_json_read_int (object, "offset", LEC_JSON_REQUIRED, 0, blob->size_bytes, &file->offset_bytes, error))
    return FALSE;

  return file->blob.size_bytes <= blob->size_bytes - file->offset_bytes ||
         fail (error, _ ("a file of a lecture goes beyond what was sent"));
}

/* Returns: (transfer full) (nullable) */
static LecSharedFile *
read_file (const LecSharedManifest *self,
           JsonNode *node,
           GError **error)
{
  JsonObject *object = lec_json_get_object (node, "files", error);
  g_autoptr (LecSharedFile) file = g_new0 (LecSharedFile, 1);

  if (object == NULL ||
      !lec_json_read_string (object, "path", LEC_JSON_REQUIRED, MAX_PATH_BYTES, &file->path, error) ||
      !read_blob (object, MAX_FILE_BYTES, &file->blob, error) || !read_place (self, object, file, error))
    return NULL;
  if (!lec_shared_path_is_valid (file->path))
    {
      fail (error, _ ("a file that is no part of a lecture"));
      return NULL;
    }

  return g_steal_pointer (&file);
}

static gboolean
read_files (LecSharedManifest *self,
            JsonObject *object,
            GError **error)
{
  g_autoptr (GHashTable) paths = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *files = NULL;
  gint64 total_bytes = 0;

  if (!lec_json_read_array (object, "files", LEC_JSON_REQUIRED, MAX_FILES, &files, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      LecSharedFile *file = read_file (self, json_array_get_element (files, i), error);

      if (file == NULL)
        return FALSE;
      g_ptr_array_add (self->files, file);
      total_bytes += file->blob.size_bytes;
      if (total_bytes > MAX_TOTAL_BYTES)
        return fail (error, _ ("a lecture of more than 8 GiB"));
      if (!g_hash_table_add (paths, file->path))
        return fail (error, _ ("two files of a lecture have the same name"));
    }

  return TRUE;
}

/* What it names is there all the same: it must not be taken for one that names nothing. */
static gboolean
read_version (JsonObject *object,
              GError **error)
{
  gint64 version = 0;

  if (!lec_json_read_int (object, "version", LEC_JSON_REQUIRED, 1, G_MAXINT, &version, error))
    return FALSE;
  if (version <= VERSION)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED,
                       _ ("a newer version of Lectern has sent this lecture: bring this machine to that version"));
  return FALSE;
}

/**
 * lec_shared_manifest_from_json:
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL, or %LEC_ERROR_UNSUPPORTED
 *   when it is of a later version
 */
LecSharedManifest *
lec_shared_manifest_from_json (JsonNode *node,
                               GError **error)
{
  g_autoptr (LecSharedManifest) self = lec_shared_manifest_new ();
  JsonObject *object = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "manifest", error);
  if (object == NULL || !read_version (object, error) || !read_packs (self, object, error) ||
      !read_files (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Returns: (transfer none) (nullable) */
const LecSharedFile *
lec_shared_manifest_find (const LecSharedManifest *self,
                          const char *path)
{
  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      const LecSharedFile *file = g_ptr_array_index (self->files, i);

      if (g_str_equal (file->path, path))
        return file;
    }

  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A placement is known by its PDF; the newest ones are kept. It is noted before
 * it begins, beside that of the same PDF before, which goes when it has ended:
 * whatever a program that is killed in between leaves is one or the other. A
 * list that cannot be read is empty: then nothing counts as ours.
 */
#include "engine/placed-outputs.h"

#include <string.h>

#include "base/json.h"
#include "base/pending-file.h"

#define VERSION        1
#define MAX_PLACEMENTS 16
#define MAX_FILES      20010
#define MAX_BYTES      (32 * 1024 * 1024)
#define HASH_LENGTH    64
#define MAKER_LENGTH   64

typedef struct
{
  char *pdf;
  char *maker; /* (nullable) */
  gboolean images;
  gboolean json;
  GHashTable *files; /* (element-type filename utf8) owned: SHA-256 by absolute path */
} Placement;

struct _LecPlacedOutputs
{
  GPtrArray *placements; /* (element-type Placement) owned: the last one is the newest */
};

static Placement *
placement_new (void)
{
  Placement *self = g_new0 (Placement, 1);

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static void
placement_free (Placement *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->files);
  g_free (self->pdf);
  g_free (self->maker);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Placement, placement_free)

static gboolean
read_files (Placement *self,
            JsonObject *object)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "files", LEC_JSON_REQUIRED, MAX_FILES, &array, NULL))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *file = lec_json_get_object (json_array_get_element (array, i), "file", NULL);
      g_autofree char *path = NULL;
      g_autofree char *hash = NULL;

      if (file == NULL || !lec_json_read_path (file, "path", LEC_JSON_REQUIRED, &path, NULL) ||
          !lec_json_read_string (file, "sha256", LEC_JSON_REQUIRED, HASH_LENGTH, &hash, NULL))
        return FALSE;
      g_hash_table_replace (self->files, g_steal_pointer (&path), g_steal_pointer (&hash));
    }

  return TRUE;
}

static Placement *
placement_from_json (JsonNode *node)
{
  g_autoptr (Placement) self = placement_new ();
  JsonObject *object = lec_json_get_object (node, "placement", NULL);

  if (object == NULL || !lec_json_read_path (object, "pdf", LEC_JSON_REQUIRED, &self->pdf, NULL) ||
      !lec_json_read_string (object, "maker", LEC_JSON_OPTIONAL, MAKER_LENGTH, &self->maker, NULL) ||
      !lec_json_read_boolean (object, "images", LEC_JSON_REQUIRED, &self->images, NULL) ||
      !lec_json_read_boolean (object, "json", LEC_JSON_REQUIRED, &self->json, NULL) || !read_files (self, object))
    return NULL;

  return g_steal_pointer (&self);
}

static void
read_placements (LecPlacedOutputs *self,
                 JsonObject *object)
{
  JsonArray *array = NULL;
  gint64 version = 0;

  if (!lec_json_read_int (object, "version", LEC_JSON_REQUIRED, VERSION, VERSION, &version, NULL) ||
      !lec_json_read_array (object, "placements", LEC_JSON_REQUIRED, MAX_PLACEMENTS, &array, NULL))
    return;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      Placement *placement = placement_from_json (json_array_get_element (array, i));

      if (placement != NULL)
        g_ptr_array_add (self->placements, placement);
    }
}

/* @folder: of the lecture. Returns: (transfer full) */
LecPlacedOutputs *
lec_placed_outputs_load (const char *folder)
{
  LecPlacedOutputs *self = g_new0 (LecPlacedOutputs, 1);
  g_autofree char *path = g_build_filename (folder, LEC_FILE_PLACED, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_BYTES, NULL);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "placed", NULL) : NULL;

  self->placements = g_ptr_array_new_with_free_func ((GDestroyNotify) placement_free);
  if (object != NULL)
    read_placements (self, object);

  return self;
}

void
lec_placed_outputs_free (LecPlacedOutputs *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->placements);
  g_free (self);
}

/**
 * lec_placed_outputs_get_last:
 * @images: (out): whether pictures were placed with it
 * @json: (out): likewise
 *
 * Returns: (transfer none) (nullable): absolute path of the PDF that was placed last
 */
const char *
lec_placed_outputs_get_last (LecPlacedOutputs *self,
                             gboolean *images,
                             gboolean *json)
{
  const Placement *last = NULL;

  g_return_val_if_fail (self != NULL && images != NULL && json != NULL, NULL);

  *images = *json = FALSE;
  if (self->placements->len == 0)
    return NULL;

  last = g_ptr_array_index (self->placements, self->placements->len - 1);
  *images = last->images;
  *json = last->json;
  return last->pdf;
}

static char *
hash_file (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) content = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  return content != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content) : NULL;
}

/**
 * lec_placed_outputs_owns:
 * @maker: (nullable): as the plan had it; %NULL for whoever it was
 *
 * Returns: whether @path is a file that was placed for @maker, as it was placed
 */
gboolean
lec_placed_outputs_owns (LecPlacedOutputs *self,
                         const char *path,
                         const char *maker)
{
  g_autofree char *absolute = NULL;
  g_autofree char *hash = NULL;

  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK) || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;

  absolute = g_canonicalize_filename (path, NULL);
  for (guint i = self->placements->len; i-- > 0;)
    {
      const Placement *placement = g_ptr_array_index (self->placements, i);
      const char *placed = g_hash_table_lookup (placement->files, absolute);

      if (placed == NULL || (maker != NULL && g_strcmp0 (placement->maker, maker) != 0))
        continue;
      if (hash == NULL)
        hash = hash_file (path);
      if (g_strcmp0 (placed, hash) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether @plan's maker has begun to place that PDF before: not all of it need be there. */
gboolean
lec_placed_outputs_has_begun (LecPlacedOutputs *self,
                              const LecOutputPlan *plan)
{
  g_autofree char *pdf = NULL;

  g_return_val_if_fail (self != NULL && plan != NULL, FALSE);

  pdf = g_canonicalize_filename (plan->pdf, NULL);
  for (guint i = 0; plan->maker != NULL && i < self->placements->len; i++)
    {
      const Placement *placement = g_ptr_array_index (self->placements, i);

      if (g_str_equal (placement->pdf, pdf) && g_strcmp0 (placement->maker, plan->maker) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Those before of the same PDF stay until lec_placed_outputs_end(). */
void
lec_placed_outputs_begin (LecPlacedOutputs *self,
                          const LecOutputPlan *plan)
{
  Placement *placement = NULL;

  g_return_if_fail (self != NULL && plan != NULL);

  placement = placement_new ();
  placement->pdf = g_canonicalize_filename (plan->pdf, NULL);
  placement->maker = g_strdup (plan->maker);
  placement->images = plan->images != NULL;
  placement->json = plan->json != NULL;
  while (self->placements->len >= MAX_PLACEMENTS)
    g_ptr_array_remove_index (self->placements, 0);
  g_ptr_array_add (self->placements, placement);
}

/* @is_placed: whether all files of the placement that was begun are there; else it is forgotten */
void
lec_placed_outputs_end (LecPlacedOutputs *self,
                        gboolean is_placed)
{
  const Placement *last = NULL;

  g_return_if_fail (self != NULL && self->placements->len > 0);

  if (!is_placed)
    {
      g_ptr_array_set_size (self->placements, (int) self->placements->len - 1);
      return;
    }

  last = g_ptr_array_index (self->placements, self->placements->len - 1);
  for (guint i = self->placements->len - 1; i-- > 0;)
    if (g_str_equal (((const Placement *) g_ptr_array_index (self->placements, i))->pdf, last->pdf))
      g_ptr_array_remove_index (self->placements, i);
}

/* A file of the placement that was begun. */
void
lec_placed_outputs_note (LecPlacedOutputs *self,
                         const char *path,
                         GBytes *content)
{
  Placement *last = NULL;

  g_return_if_fail (self != NULL && self->placements->len > 0 && path != NULL && content != NULL);

  last = g_ptr_array_index (self->placements, self->placements->len - 1);
  g_hash_table_replace (last->files, g_canonicalize_filename (path, NULL),
                        g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content));
}

static JsonObject *
placement_to_json (const Placement *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *files = json_array_new ();
  GHashTableIter iter;
  gpointer path = NULL, hash = NULL;

  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &path, &hash))
    {
      JsonObject *file = json_object_new ();

      lec_json_set_path (file, "path", path);
      lec_json_set_string (file, "sha256", hash);
      json_array_add_object_element (files, file);
    }
  lec_json_set_path (object, "pdf", self->pdf);
  if (self->maker != NULL)
    lec_json_set_string (object, "maker", self->maker);
  json_object_set_boolean_member (object, "images", self->images);
  json_object_set_boolean_member (object, "json", self->json);
  json_object_set_array_member (object, "files", files);

  return object;
}

gboolean
lec_placed_outputs_save (LecPlacedOutputs *self,
                         const char *folder,
                         GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;
  JsonArray *placements = NULL;

  g_return_val_if_fail (self != NULL && folder != NULL, FALSE);

  placements = json_array_sized_new (self->placements->len);
  for (guint i = 0; i < self->placements->len; i++)
    json_array_add_object_element (placements, placement_to_json (g_ptr_array_index (self->placements, i)));
  object = json_object_new ();
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_array_member (object, "placements", placements);
  node = lec_json_wrap (object);
  text = lec_json_to_line (node);
  path = g_build_filename (folder, LEC_FILE_PLACED, NULL);

  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

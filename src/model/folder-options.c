/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values are kept as text: what an option looks like only the table of options
 * knows, and whether one is set at all a job's options cannot say. A value was
 * accepted by that table before it is kept.
 */
#include "model/folder-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"

#define MAX_VALUE_BYTES 1024

/* What belongs to how a course was recorded. */
static const char *const names[] = { "crop", "ignore", NULL };

#define N_NAMES (G_N_ELEMENTS (names) - 1)

struct _LecFolderOptions
{
  char *folder;
  char *values[N_NAMES]; /* owned (nullable) */
};

LecFolderOptions *
lec_folder_options_new (const char *folder)
{
  LecFolderOptions *self = NULL;

  g_return_val_if_fail (folder != NULL && g_path_is_absolute (folder), NULL);

  self = g_new0 (LecFolderOptions, 1);
  self->folder = g_strdup (folder);
  return self;
}

LecFolderOptions *
lec_folder_options_copy (const LecFolderOptions *self,
                         const char *folder)
{
  LecFolderOptions *copy = NULL;

  g_return_val_if_fail (self != NULL && folder != NULL, NULL);

  copy = lec_folder_options_new (folder);
  for (guint i = 0; i < N_NAMES; i++)
    copy->values[i] = g_strdup (self->values[i]);

  return copy;
}

void
lec_folder_options_free (LecFolderOptions *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_NAMES; i++)
    g_free (self->values[i]);
  g_free (self->folder);
  g_free (self);
}

const char *const *
lec_folder_options_get_names (void)
{
  return names;
}

const char *
lec_folder_options_get_folder (const LecFolderOptions *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->folder;
}

/* Returns: %N_NAMES when there is no such option */
static guint
find_name (const char *name)
{
  guint i = 0;

  while (i < N_NAMES && !g_str_equal (names[i], name))
    i++;

  return i;
}

const char *
lec_folder_options_get_value (const LecFolderOptions *self,
                              const char *name)
{
  guint i = 0;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  i = find_name (name);
  return i < N_NAMES ? self->values[i] : NULL;
}

static gboolean
is_list (const char *name)
{
  return lec_job_options_find_spec (name)->type == LEC_OPTION_REGIONS;
}

/* A list is replaced, not added to. */
static gboolean
set_option (LecJobOptions *options,
            const char *name,
            const char *value,
            GError **error)
{
  g_auto (GStrv) regions = NULL;

  if (!is_list (name))
    return lec_job_options_set (options, name, value, error);

  g_array_set_size (options->ignore, 0);
  regions = g_strsplit (value, " ", -1);
  for (char **region = regions; *region != NULL; region++)
    if (**region != '\0' && !lec_job_options_set (options, name, *region, error))
      return FALSE;

  return TRUE;
}

gboolean
lec_folder_options_set (LecFolderOptions *self,
                        const char *name,
                        const char *value,
                        GError **error)
{
  g_autoptr (LecJobOptions) scratch = lec_job_options_new ();
  g_autofree char *text = NULL;
  guint i = 0;

  g_return_val_if_fail (self != NULL && name != NULL && value != NULL, FALSE);

  i = find_name (name);
  if (i == N_NAMES)
    {
      g_autofree char *shown = g_utf8_make_valid (name, -1);
      g_autofree char *list = g_strjoinv (", ", (GStrv) names);

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   /* Translators: a word, and a list of words */
                   _ ("a folder has no option “%s”: it has to be one of %s"), shown, list);
      return FALSE;
    }

  text = is_list (name) && self->values[i] != NULL ? g_strjoin (" ", self->values[i], value, NULL) : g_strdup (value);
  if (!set_option (scratch, name, text, error))
    return FALSE;

  g_free (self->values[i]);
  self->values[i] = lec_job_options_dup_value (scratch, name);
  return TRUE;
}

/* Returns: (transfer full): @list without @item, however that is written */
static char *
take_out_of_list (const char *list,
                  const char *item)
{
  g_auto (GStrv) items = g_strsplit (list, " ", -1);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (char **other = items; *other != NULL; other++)
    if (!g_str_equal (*other, item))
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? " " : "", *other);

  return g_strdup (rest->str);
}

void
lec_folder_options_take_out (LecFolderOptions *self,
                             const char *name,
                             const char *value)
{
  g_autofree char *rest = NULL;
  guint i = 0;

  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  i = find_name (name);
  if (i == N_NAMES || self->values[i] == NULL)
    return;

  rest = is_list (name) ? take_out_of_list (self->values[i], value) : g_strdup (self->values[i]);
  if (*rest != '\0' && !g_str_equal (rest, value))
    {
      g_free (self->values[i]);
      self->values[i] = g_steal_pointer (&rest);
    }
  else
    g_clear_pointer (&self->values[i], g_free);
}

void
lec_folder_options_unset (LecFolderOptions *self,
                          const char *name)
{
  guint i = 0;

  g_return_if_fail (self != NULL && name != NULL);

  i = find_name (name);
  if (i < N_NAMES)
    g_clear_pointer (&self->values[i], g_free);
}

gboolean
lec_folder_options_is_empty (const LecFolderOptions *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < N_NAMES; i++)
    if (self->values[i] != NULL)
      return FALSE;

  return TRUE;
}

/* --- Which folder --- */

static gboolean
holds (const char *folder,
       const char *path)
{
  gsize length = strlen (folder);

  if (!g_str_has_prefix (path, folder))
    return FALSE;

  return folder[length - 1] == G_DIR_SEPARATOR || path[length] == G_DIR_SEPARATOR;
}

/* Returns: (transfer none) (nullable) */
static const LecFolderOptions *
find_nearest (const GPtrArray *folders,
              const char *video,
              guint name)
{
  const LecFolderOptions *nearest = NULL;

  for (guint i = 0; i < folders->len; i++)
    {
      const LecFolderOptions *folder = g_ptr_array_index (folders, i);

      if (folder->values[name] != NULL && holds (folder->folder, video) &&
          (nearest == NULL || strlen (folder->folder) > strlen (nearest->folder)))
        nearest = folder;
    }

  return nearest;
}

/* Of @folder in @taken, which is added when it is not there. */
static void
note_taken (GPtrArray *taken,
            const LecFolderOptions *folder,
            guint name)
{
  LecFolderOptions *noted = NULL;

  for (guint i = 0; noted == NULL && i < taken->len; i++)
    if (g_str_equal (((LecFolderOptions *) g_ptr_array_index (taken, i))->folder, folder->folder))
      noted = g_ptr_array_index (taken, i);
  if (noted == NULL)
    {
      noted = lec_folder_options_new (folder->folder);
      g_ptr_array_add (taken, noted);
    }
  noted->values[name] = g_strdup (folder->values[name]);
}

GPtrArray *
lec_folder_options_apply (const GPtrArray *folders,
                          const char *video,
                          const char *const *except,
                          LecJobOptions *options)
{
  GPtrArray *taken = NULL;

  g_return_val_if_fail (folders != NULL && video != NULL && options != NULL, NULL);

  taken = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_folder_options_free);
  for (guint i = 0; i < N_NAMES; i++)
    {
      const LecFolderOptions *folder = find_nearest (folders, video, i);

      if (folder == NULL || (except != NULL && g_strv_contains (except, names[i])))
        continue;
      set_option (options, names[i], folder->values[i], NULL);
      note_taken (taken, folder, i);
    }

  return taken;
}

/* --- JSON --- */

JsonNode *
lec_folder_options_to_json (const LecFolderOptions *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  lec_json_set_path (object, "folder", self->folder);
  for (guint i = 0; i < N_NAMES; i++)
    lec_json_set_string (object, names[i], self->values[i]);

  return lec_json_wrap (object);
}

static gboolean
read_value (LecFolderOptions *self,
            JsonObject *object,
            const char *name,
            GError **error)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) reason = NULL;

  if (!lec_json_read_string (object, name, LEC_JSON_OPTIONAL, MAX_VALUE_BYTES, &value, error))
    return FALSE;
  if (value == NULL || lec_folder_options_set (self, name, value, &reason))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, reason->message);
  return FALSE;
}

LecFolderOptions *
lec_folder_options_from_json (JsonNode *node,
                              GError **error)
{
  JsonObject *object = lec_json_get_object (node, "folder", error);
  g_autoptr (LecFolderOptions) self = NULL;
  g_autofree char *folder = NULL;

  if (object == NULL || !lec_json_read_path (object, "folder", LEC_JSON_REQUIRED, &folder, error))
    return NULL;
  if (!g_path_is_absolute (folder))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not an absolute path"), "folder");
      return NULL;
    }

  self = lec_folder_options_new (folder);
  for (guint i = 0; i < N_NAMES; i++)
    if (!read_value (self, object, names[i], error))
      return NULL;

  return g_steal_pointer (&self);
}

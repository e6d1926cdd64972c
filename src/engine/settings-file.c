/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GKeyFile whose values are taken as they stand: an address is full of signs
 * that would mean something else.
 */
#include "engine/settings-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"

#define FOLDER "lectern"
#define NAME   "lectern.conf"

struct _LecSettingsFile
{
  char *path;
  GKeyFile *keys;
  gboolean is_public;
};

LecSettingsFile *
lec_settings_file_new (const char *path,
                       const char *text,
                       GError **error)
{
  g_autoptr (LecSettingsFile) self = NULL;

  g_return_val_if_fail (path != NULL && text != NULL, NULL);

  self = g_new0 (LecSettingsFile, 1);
  self->path = g_strdup (path);
  self->keys = g_key_file_new ();
  if (g_utf8_validate (text, -1, NULL) &&
      g_key_file_load_from_data (self->keys, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&self);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("%s cannot be understood: it has lines NAME=VALUE in [groups], as UTF-8"), path);
  return NULL;
}

void
lec_settings_file_free (LecSettingsFile *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_key_file_unref (self->keys);
  g_free (self);
}

const char *
lec_settings_file_get_path (const LecSettingsFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

char *
lec_settings_file_dup_value (const LecSettingsFile *self,
                             const char *group,
                             const char *name)
{
  char *value = NULL;

  g_return_val_if_fail (self != NULL && group != NULL && name != NULL, NULL);

  value = g_key_file_get_value (self->keys, group, name, NULL);
  return value != NULL ? g_strstrip (value) : NULL;
}

char **
lec_settings_file_list_groups (const LecSettingsFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_key_file_get_groups (self->keys, NULL);
}

char **
lec_settings_file_list_names (const LecSettingsFile *self,
                              const char *group)
{
  char **names = NULL;

  g_return_val_if_fail (self != NULL && group != NULL, NULL);

  names = g_key_file_get_keys (self->keys, group, NULL, NULL);
  return names != NULL ? names : g_new0 (char *, 1);
}

gboolean
lec_settings_file_is_public (const LecSettingsFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_public;
}

/* Adds the file to @files when it is there. */
static gboolean
load_from (const char *folder,
           GPtrArray *files,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, FOLDER, NAME, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  GStatBuf facts = { 0 };
  LecSettingsFile *file = NULL;

  if (!g_file_get_contents (path, &text, NULL, &reason))
    {
      if (g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
          g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
        return TRUE;
      g_set_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE, _ ("the settings cannot be read: %s"), reason->message);
      return FALSE;
    }

  file = lec_settings_file_new (shown, text, error);
  if (file == NULL)
    return FALSE;

  file->is_public = g_stat (path, &facts) == 0 && (facts.st_mode & 077) != 0;
  g_ptr_array_add (files, file);
  return TRUE;
}

GPtrArray *
lec_settings_file_load_all (GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_settings_file_free);

  if (!load_from (g_get_user_config_dir (), files, error))
    return NULL;
  for (const char *const *folder = g_get_system_config_dirs (); *folder != NULL; folder++)
    if (!load_from (*folder, files, error))
      return NULL;

  return g_steal_pointer (&files);
}

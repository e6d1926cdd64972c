/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GKeyFile whose values are taken as they stand: an address is full of signs
 * that would mean something else.
 */
#include "engine/settings-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "base/pending-file.h"
#include "engine/settings-lock.h"

#define FOLDER    "lectern"
#define NAME      "lectern.conf"
#define MAX_BYTES (1024 * 1024)
/* Of a new one: somebody may put a password into it. */
#define OWN_MODE 0600

struct _LecSettingsFile
{
  char *path;
  GKeyFile *keys;
  gboolean is_public;
  gboolean is_own;
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

gboolean
lec_settings_file_is_own (const LecSettingsFile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_own;
}

/* Adds the file to @files when it is there. */
static gboolean
load_from (const char *folder,
           gboolean is_own,
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
  file->is_own = is_own;
  g_ptr_array_add (files, file);
  return TRUE;
}

GPtrArray *
lec_settings_file_load_all (GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_settings_file_free);

  if (!load_from (g_get_user_config_dir (), TRUE, files, error))
    return NULL;
  for (const char *const *folder = g_get_system_config_dirs (); *folder != NULL; folder++)
    if (!load_from (*folder, FALSE, files, error))
      return NULL;

  return g_steal_pointer (&files);
}

/* --- The user's own --- */

/* Returns: (transfer full): where it is, behind links */
static char *
find_own (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), FOLDER, NAME, NULL);
  char *target = realpath (path, NULL);
  char *copy = g_strdup (target != NULL ? target : path);

  free (target);
  return copy;
}

/* Returns: (transfer full) (nullable): empty where there is none */
static char *
read_own (const char *path,
          mode_t *mode,
          GError **error)
{
  GStatBuf facts = { 0 };
  gsize length = 0;

  *mode = OWN_MODE;
  if (g_stat (path, &facts) != 0 && errno == ENOENT)
    return g_strdup ("");

  *mode = facts.st_mode & 07777;
  return lec_bounded_file_read (path, MAX_BYTES, &length, error);
}

static gboolean
write_own (const char *path,
           mode_t mode,
           const char *text,
           GError **error)
{
  g_autoptr (LecPendingFile) file = lec_pending_file_new (path, TRUE, error);

  if (file == NULL)
    return FALSE;
  if (g_chmod (lec_pending_file_get_path (file), (int) mode) != 0)
    {
      lec_error_set_from_errno (error, errno, "write", path);
      return FALSE;
    }

  return lec_pending_file_write (file, text, strlen (text), error) && lec_pending_file_commit (file, error);
}

/* Whether a line, without white space around it, begins a group; which one is in @is_wanted. */
static gboolean
begins_group (const char *line,
              const char *group,
              gboolean *is_wanted)
{
  gsize length = strlen (line);

  if (length < 2 || line[0] != '[' || line[length - 1] != ']')
    return FALSE;

  *is_wanted = strlen (group) == length - 2 && strncmp (line + 1, group, length - 2) == 0;
  return TRUE;
}

static gboolean
is_of_name (const char *line,
            const char *name)
{
  const char *sign = *line != '#' ? strchr (line, '=') : NULL;
  g_autofree char *key = sign != NULL ? g_strchomp (g_strndup (line, (gsize) (sign - line))) : NULL;

  return key != NULL && g_str_equal (key, name);
}

/* A line that is @name's is written anew, or goes; all others stay as they are, byte for byte.
 * @value: (nullable). Returns: (transfer full) */
static char *
edit (const char *before,
      const char *group,
      const char *name,
      const char *value)
{
  g_auto (GStrv) lines = g_strsplit (before, "\n", -1);
  g_autofree char *wanted = value != NULL ? g_strdup_printf ("%s=%s\n", name, value) : g_strdup ("");
  GString *after = g_string_new (NULL);
  gboolean is_in_group = FALSE;
  gssize end = -1; /* of what is in the group so far */

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *bare = g_strstrip (g_strdup (*line));

      if (!begins_group (bare, group, &is_in_group) && is_in_group && is_of_name (bare, name))
        {
          /* The first one stands for all of them. */
          g_string_append (after, wanted);
          *wanted = '\0';
          end = (gssize) after->len;
          continue;
        }
      if (line[1] != NULL || **line != '\0')
        g_string_append_printf (after, "%s\n", *line);
      if (is_in_group && *bare != '\0')
        end = (gssize) after->len;
    }

  if (end >= 0)
    g_string_insert (after, end, wanted);
  else if (*wanted != '\0')
    g_string_append_printf (after, "%s[%s]\n%s", after->len > 0 ? "\n" : "", group, wanted);
  return g_string_free (after, FALSE);
}

/* What was written is what will be read. @value: (nullable) */
static gboolean
check_edited (const char *path,
              const char *text,
              const char *group,
              const char *name,
              const char *value,
              GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (LecSettingsFile) file = lec_settings_file_new (shown, text, error);
  g_autofree char *found = NULL;

  if (file == NULL)
    return FALSE;

  found = lec_settings_file_dup_value (file, group, name);
  if (g_strcmp0 (found, value) == 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s is written in a way that it cannot be changed from here"),
               shown);
  return FALSE;
}

/* Whether the file can be understood as it is. */
static gboolean
check_own (const char *path,
           const char *text,
           GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (LecSettingsFile) file = lec_settings_file_new (shown, text, error);

  return file != NULL;
}

static gboolean
change_locked (const char *group,
               const char *name,
               const char *value,
               GError **error)
{
  g_autofree char *path = find_own ();
  mode_t mode = 0;
  g_autofree char *before = read_own (path, &mode, error);
  g_autofree char *after = NULL;

  if (before == NULL || !check_own (path, before, error))
    return FALSE;

  after = edit (before, group, name, value);
  return g_str_equal (before, after) ||
         (check_edited (path, after, group, name, value, error) && write_own (path, mode, after, error));
}

gboolean
lec_settings_file_change_own (const char *group,
                              const char *name,
                              const char *value,
                              GError **error)
{
  gboolean is_done = FALSE;
  int lock = -1;

  g_return_val_if_fail (group != NULL && name != NULL, FALSE);
  g_return_val_if_fail (value == NULL || strpbrk (value, "\r\n") == NULL, FALSE);

  lock = lec_settings_lock_take (error);
  if (lock < 0)
    return FALSE;

  is_done = change_locked (group, name, value, error);
  lec_settings_lock_release (&lock);
  return is_done;
}

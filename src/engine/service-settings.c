/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row a setting: the environment counts more than lectern.conf. A key is
 * in a variable, in a file that its owner alone may read, or in the keyring
 * (service-key.c), which is asked when a service is: what is on a command line
 * all users of a machine see.
 */
#include "engine/service-settings.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "engine/service-key.h"
#include "engine/setting-value.h"
#include "engine/settings-file.h"

#define MAX_TEXT_BYTES 256
#define HIDDEN         "***"
/* For who only looks. */
#define PATIENCE_MS 3000

typedef enum
{
  KIND_TEXT,
  KIND_PATH,
  KIND_PROGRAM,
  KIND_ADDRESS,
  KIND_KEY_FILE,
  KIND_KEY, /* in the environment alone */
} Kind;

typedef struct
{
  const char *group;
  const char *name;
  const char *variable;
  Kind kind;
  gsize offset;
} Row;

#define OFFSET(member) G_STRUCT_OFFSET (LecServiceSettings, member)

/* Of a key the variable that has it counts more than the file. */
static const Row rows[] = {
  { "speech", "whisper-model", "LECTERN_WHISPER_MODEL", KIND_PATH, OFFSET (whisper_model) },
  { "speech", "whisper-program", "LECTERN_WHISPER_PROGRAM", KIND_PROGRAM, OFFSET (whisper_program) },
  { "speech", "service", "LECTERN_SPEECH_SERVICE", KIND_ADDRESS, OFFSET (speech_address) },
  { "speech", "service-model", "LECTERN_SPEECH_MODEL", KIND_TEXT, OFFSET (speech_model) },
  { "speech", "key", "LECTERN_SPEECH_KEY", KIND_KEY, OFFSET (speech_key) },
  { "speech", "key-file", "LECTERN_SPEECH_KEY_FILE", KIND_KEY_FILE, OFFSET (speech_key) },
  { "language-model", "service", "LECTERN_MODEL_SERVICE", KIND_ADDRESS, OFFSET (model_address) },
  { "language-model", "model", "LECTERN_MODEL", KIND_TEXT, OFFSET (model) },
  { "language-model", "key", "LECTERN_MODEL_KEY", KIND_KEY, OFFSET (model_key) },
  { "language-model", "key-file", "LECTERN_MODEL_KEY_FILE", KIND_KEY_FILE, OFFSET (model_key) },
};

void
lec_service_settings_free (LecServiceSettings *self)
{
  if (self == NULL)
    return;

  g_free (self->whisper_model);
  g_free (self->whisper_program);
  g_free (self->speech_address);
  g_free (self->speech_model);
  lec_service_key_free (self->speech_key);
  g_free (self->model_address);
  g_free (self->model);
  lec_service_key_free (self->model_key);
  g_free (self);
}

void
lec_service_setting_free (LecServiceSetting *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->value);
  g_free (self->where);
  g_free (self->own);
  g_free (self);
}

/* --- What each may be --- */

/* Returns: (nullable): why @text is none */
static const char *
find_fault (Kind kind,
            const char *text)
{
  static const char *const schemes[] = { "http://", "https://", NULL };

  if (!g_utf8_validate (text, -1, NULL) && kind != KIND_PATH && kind != KIND_PROGRAM && kind != KIND_KEY_FILE)
    return _ ("it is not valid UTF-8");

  switch (kind)
    {
    case KIND_PATH:
    case KIND_KEY_FILE:
      return g_path_is_absolute (text) ? NULL : _ ("it has to be an absolute path");
    case KIND_ADDRESS:
      if (!lec_setting_is_address (text, schemes))
        return _ ("it begins with http:// or https:// and has no white space");
      /* It would be shown. */
      return strchr (text, '@') == NULL ? NULL : _ ("a key is no part of it");
    case KIND_KEY:
      return strlen (text) <= LEC_SERVICE_KEY_MAX_BYTES ? NULL : _ ("it is too long for a key");
    case KIND_TEXT:
    case KIND_PROGRAM:
    default:
      return strlen (text) <= MAX_TEXT_BYTES || kind == KIND_PROGRAM ? NULL : _ ("it has at most 256 bytes");
    }
}

/* Returns: (transfer full) (nullable) */
static char *
read_key (const char *path,
          GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  GStatBuf facts = { 0 };
  gsize length = 0;
  char *key = NULL;

  if (g_stat (path, &facts) != 0)
    {
      lec_error_set_from_errno (error, errno, "open", path);
      return NULL;
    }
  if ((facts.st_mode & 077) != 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s: others may read it, and a key is in it: chmod 600 %s"),
                   shown, shown);
      return NULL;
    }

  key = lec_bounded_file_read (path, LEC_SERVICE_KEY_MAX_BYTES, &length, error);
  return key != NULL ? g_strstrip (key) : NULL;
}

/* --- Where it is from --- */

/* Returns: (transfer full) (nullable): and, in @setting, where it is from */
static char *
find_text (const Row *row,
           const GPtrArray *files,
           LecServiceSetting *setting)
{
  const char *text = g_getenv (row->variable);

  if (text != NULL && *text != '\0')
    {
      setting->where = g_strdup (row->variable);
      setting->is_fixed = TRUE;
      return g_strdup (text);
    }
  for (guint i = 0; row->kind != KIND_KEY && i < files->len; i++)
    {
      const LecSettingsFile *file = g_ptr_array_index (files, i);
      char *value = lec_settings_file_dup_value (file, row->group, row->name);

      if (value != NULL && *value != '\0')
        {
          g_autofree char *path = g_filename_display_name (lec_settings_file_get_path (file));

          setting->where = g_strdup_printf ("%s [%s] %s", path, row->group, row->name);
          setting->is_fixed = !lec_settings_file_is_own (file);
          return value;
        }
      g_free (value);
    }

  return NULL;
}

/* Behind the question mark of an address there may be a key. */
static char *
dup_shown (Kind kind,
           const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *query = kind == KIND_ADDRESS ? strchr (valid, '?') : NULL;

  if (kind == KIND_KEY)
    return g_strdup (HIDDEN);
  if (query == NULL)
    return g_steal_pointer (&valid);

  return g_strdup_printf ("%.*s?%s", (int) (query - valid), valid, HIDDEN);
}

/* @setting: filled in: as it was written, but for what is a key or may be */
static gboolean
resolve (LecServiceSettings *self,
         const Row *row,
         const GPtrArray *files,
         LecServiceSetting *setting,
         GError **error)
{
  char **field = &G_STRUCT_MEMBER (char *, self, row->offset);
  g_autofree char *text = find_text (row, files, setting);
  const char *fault = text != NULL ? find_fault (row->kind, text) : NULL;

  if (fault != NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, "%s: %s", setting->where, fault);
      return FALSE;
    }
  if (text == NULL)
    return TRUE;

  setting->value = dup_shown (row->kind, text);
  if (!setting->is_fixed && row->kind != KIND_KEY)
    setting->own = g_strdup (text);
  if (*field != NULL)
    return TRUE;
  *field = row->kind == KIND_KEY_FILE ? read_key (text, error) : g_steal_pointer (&text);
  return *field != NULL;
}

static gboolean
load (LecServiceSettings *self,
      GPtrArray *list,
      GError **error)
{
  g_autoptr (GPtrArray) files = lec_settings_file_load_all (error);

  if (files == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      LecServiceSetting *setting = g_new0 (LecServiceSetting, 1);

      setting->name = g_strdup_printf ("%s.%s", rows[i].group, rows[i].name);
      g_ptr_array_add (list, setting);
      if (!resolve (self, &rows[i], files, setting, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * lec_service_settings_load:
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE, which names where the fault is,
 *   or the errors of reading a file with a key; never with a key in it
 */
LecServiceSettings *
lec_service_settings_load (GError **error)
{
  g_autoptr (LecServiceSettings) self = g_new0 (LecServiceSettings, 1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_service_setting_free);

  if (!load (self, list, error))
    return NULL;
  if (self->speech_model == NULL)
    self->speech_model = g_strdup ("whisper-1");

  return g_steal_pointer (&self);
}

/* @name: of the setting of the key, where none is known yet */
static void
look_into_keyring (const GPtrArray *list,
                   const char *name,
                   const char *address,
                   const char *key)
{
  char *kept = address != NULL && key == NULL ? lec_service_key_look_up (address, PATIENCE_MS, NULL, NULL) : NULL;

  for (guint i = 0; kept != NULL && i < list->len; i++)
    {
      LecServiceSetting *setting = g_ptr_array_index (list, i);

      if (!g_str_equal (setting->name, name))
        continue;
      setting->value = g_strdup (HIDDEN);
      setting->where = g_strdup (_ ("keyring"));
    }
  lec_service_key_free (kept);
}

/**
 * lec_service_settings_list:
 *
 * Looks into the keyring, too. Blocks.
 *
 * Returns: (transfer full) (nullable) (element-type LecServiceSetting): all there are; %NULL with
 *   the errors of lec_service_settings_load()
 */
GPtrArray *
lec_service_settings_list (GError **error)
{
  g_autoptr (LecServiceSettings) self = g_new0 (LecServiceSettings, 1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_service_setting_free);

  if (!load (self, list, error))
    return NULL;

  look_into_keyring (list, "speech.key", self->speech_address, self->speech_key);
  look_into_keyring (list, "language-model.key", self->model_address, self->model_key);
  return g_steal_pointer (&list);
}

/* Likewise, where nobody waits for a keyring. */
GPtrArray *
lec_service_settings_list_without_keyring (GError **error)
{
  g_autoptr (LecServiceSettings) self = g_new0 (LecServiceSettings, 1);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_service_setting_free);

  return load (self, list, error) ? g_steal_pointer (&list) : NULL;
}

/* Whether lectern.conf may have it. */
gboolean
lec_service_settings_knows (const char *group,
                            const char *name)
{
  g_return_val_if_fail (group != NULL && name != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].kind != KIND_KEY && g_str_equal (rows[i].group, group) && g_str_equal (rows[i].name, name))
      return TRUE;

  return FALSE;
}

/* Returns: (nullable) */
static const Row *
find_row (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length = strlen (rows[i].group);

      if (g_str_has_prefix (name, rows[i].group) && name[length] == '.' &&
          g_str_equal (name + length + 1, rows[i].name))
        return &rows[i];
    }

  return NULL;
}

/* A file of settings has values of one line, as UTF-8. */
static const char *
find_fault_in_file (Kind kind,
                    const char *text)
{
  const char *fault = find_fault (kind, text);

  if (fault == NULL && !g_utf8_validate (text, -1, NULL))
    fault = _ ("it is not valid UTF-8");
  for (const char *c = text; fault == NULL && *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      fault = _ ("it has to be one line of text");

  return fault;
}

/**
 * lec_service_settings_choose:
 * @name: GROUP.NAME of what is no key
 * @value: (nullable): %NULL and "" for none
 *
 * Keeps it in the user's own file. Blocks.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE for what it cannot be, or the errors of
 *   lec_settings_file_change_own()
 */
gboolean
lec_service_settings_choose (const char *name,
                             const char *value,
                             GError **error)
{
  const Row *row = NULL;
  g_autofree char *text = g_strstrip (g_strdup (value != NULL ? value : ""));
  const char *fault = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  row = find_row (name);
  g_return_val_if_fail (row != NULL && row->kind != KIND_KEY, FALSE);

  fault = *text != '\0' ? find_fault_in_file (row->kind, text) : NULL;
  if (fault != NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, fault);
      return FALSE;
    }

  return lec_settings_file_change_own (row->group, row->name, *text != '\0' ? text : NULL, error);
}

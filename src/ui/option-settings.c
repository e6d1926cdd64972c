/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings may have been written by anybody: each value goes through the table.
 */
#include "ui/option-settings.h"

char *
lec_option_settings_dup_key (GSettings *settings,
                             const char *name)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *key = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings) && name != NULL, NULL);

  g_object_get (settings, "settings-schema", &schema, NULL);
  key = g_strconcat ("option-", name, NULL);
  return g_settings_schema_has_key (schema, key) ? g_steal_pointer (&key) : NULL;
}

/* As lec_job_options_set() takes it. */
static char *
dup_text (GVariant *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? "true" : "false");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32))
    return g_strdup_printf ("%d", g_variant_get_int32 (value));

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", g_variant_get_double (value)));
}

LecJobOptions *
lec_option_settings_read (GSettings *settings)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  const LecOptionSpec *specs = NULL;
  gsize n_specs = 0;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  specs = lec_job_options_get_specs (&n_specs);
  for (gsize i = 0; i < n_specs; i++)
    {
      g_autofree char *key = lec_option_settings_dup_key (settings, specs[i].name);
      g_autoptr (GVariant) value = key != NULL ? g_settings_get_value (settings, key) : NULL;
      g_autofree char *text = value != NULL ? dup_text (value) : NULL;

      if (text != NULL)
        lec_job_options_set (options, specs[i].name, text, NULL);
    }

  return g_steal_pointer (&options);
}

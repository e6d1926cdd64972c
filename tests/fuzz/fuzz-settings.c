/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file with settings of the cluster: what is taken is shown, and taken again as it is shown where
 * it holds no password. What is hidden once has nothing left to be hidden.
 */
#include <string.h>

#include "base/error.h"
#include "base/secret-mask.h"
#include "engine/cluster-settings.h"
#include "fuzz/fuzz.h"

static void
check_mask (const char *text,
            char *(*mask) (const char *text))
{
  g_autofree char *masked = mask (text);
  g_autofree char *again = mask (masked);

  g_assert_true (g_utf8_validate (masked, -1, NULL));
  g_assert_cmpstr (masked, ==, again);
}

/* Given on the command line what was shown means the same. */
static void
check_shown (const LecClusterSettings *settings,
             LecSetting setting)
{
  const LecSettingOrigin *origin = &settings->origins[setting];
  g_autoptr (GHashTable) flags = g_hash_table_new (g_str_hash, g_str_equal);
  LecSettingGivens givens = { .flags = flags };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) again = NULL;

  if (origin->shown == NULL || strstr (origin->shown, "***") != NULL || setting == LEC_SETTING_MIN_WORKERS)
    return;

  g_hash_table_insert (flags, (gpointer) lec_setting_get_name (setting), origin->shown);
  again = lec_cluster_settings_new (&givens, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->origins[setting].shown, ==, origin->shown);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_settings_file_free);
  LecSettingGivens givens = { .files = files };
  g_autoptr (GError) error = NULL;
  LecSettingsFile *file = lec_settings_file_new ("file", bytes, &error);
  g_autoptr (LecClusterSettings) settings = NULL;

  check_mask (text, lec_secret_mask);
  check_mask (text, lec_secret_mask_address);
  if (file != NULL)
    {
      g_ptr_array_add (files, file);
      settings = lec_cluster_settings_new (&givens, &error);
    }
  if (settings == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      return 0;
    }

  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    check_shown (settings, (LecSetting) i);
  return 0;
}

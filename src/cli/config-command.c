/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern config show: the settings of the cluster and of worker programs, of
 * speech programs and services, and where each came from. Passwords are hidden.
 * Of what is set here there are only keys (config-key.c).
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/config-key.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "engine/cluster-settings.h"
#include "engine/service-settings.h"

#define NAME_COLUMNS 22
/* At least. */
#define VALUE_COLUMNS 36

static void
append_padded (GString *out,
               const char *text,
               int columns)
{
  g_autofree char *safe = lec_terminal_escape (text);
  int padding = MAX (columns - lec_terminal_get_text_width (safe), 1);

  g_string_append_printf (out, "%s%*s", safe, padding, "");
}

static const char *
get_shown (const LecClusterSettings *settings,
           LecSetting setting)
{
  const char *shown = settings->origins[setting].shown;

  return shown != NULL ? shown : "-";
}

/* Addresses are as long as they are. */
static int
measure_values (const LecClusterSettings *settings)
{
  int columns = VALUE_COLUMNS;

  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    {
      g_autofree char *safe = lec_terminal_escape (get_shown (settings, (LecSetting) i));

      columns = MAX (columns, lec_terminal_get_text_width (safe) + 2);
    }

  return columns;
}

static void
append_setting (GString *out,
                const LecClusterSettings *settings,
                LecSetting setting,
                int value_columns)
{
  const LecSettingOrigin *origin = &settings->origins[setting];
  g_autofree char *where = lec_terminal_escape (origin->where != NULL ? origin->where : _ ("default"));

  append_padded (out, lec_setting_get_name (setting), NAME_COLUMNS);
  append_padded (out, get_shown (settings, setting), value_columns);
  g_string_append_printf (out, "%s\n", where);
}

/* Returns: (transfer container) (element-type utf8): stages, in order */
static GList *
list_routes (const LecClusterSettings *settings)
{
  return g_list_sort (g_hash_table_get_keys (settings->routes), (GCompareFunc) g_strcmp0);
}

static void
append_service (GString *out,
                const LecServiceSetting *setting,
                int value_columns)
{
  g_autofree char *where = lec_terminal_escape (setting->where != NULL ? setting->where : _ ("not set"));

  append_padded (out, setting->name, NAME_COLUMNS);
  append_padded (out, setting->value != NULL ? setting->value : "-", value_columns);
  g_string_append_printf (out, "%s\n", where);
}

static void
print_text (const LecClusterSettings *settings,
            const GPtrArray *services)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GList) stages = list_routes (settings);
  int value_columns = measure_values (settings);

  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    append_setting (out, settings, (LecSetting) i, value_columns);
  for (const GList *stage = stages; stage != NULL; stage = stage->next)
    {
      g_autofree char *name = g_strconcat ("routes: ", stage->data, NULL);

      append_padded (out, name, NAME_COLUMNS);
      g_string_append_printf (out, "%s\n", (const char *) g_hash_table_lookup (settings->routes, stage->data));
    }
  for (guint i = 0; i < services->len; i++)
    append_service (out, g_ptr_array_index (services, i), value_columns);
  lec_report_text (out->str);
}

static void
print_services (const GPtrArray *services)
{
  for (guint i = 0; i < services->len; i++)
    {
      const LecServiceSetting *setting = g_ptr_array_index (services, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", setting->name);
      lec_json_set_string (object, "value", setting->value);
      lec_json_set_string (object, "where", setting->where);
      lec_report_json (lec_json_wrap (object));
    }
}

static void
print_json (const LecClusterSettings *settings)
{
  g_autoptr (GList) stages = list_routes (settings);

  for (guint i = 0; i < LEC_N_SETTINGS; i++)
    {
      const LecSettingOrigin *origin = &settings->origins[i];
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", lec_setting_get_name ((LecSetting) i));
      lec_json_set_string (object, "value", origin->shown);
      json_object_set_string_member (object, "source", lec_setting_source_get_name (origin->source));
      lec_json_set_string (object, "where", origin->where);
      lec_report_json (lec_json_wrap (object));
    }
  for (const GList *stage = stages; stage != NULL; stage = stage->next)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "stage", stage->data);
      json_object_set_string_member (object, "queue", g_hash_table_lookup (settings->routes, stage->data));
      lec_report_json (lec_json_wrap (object));
    }
}

int
lec_command_run_config (const LecArguments *arguments)
{
  gsize n_words = 0;
  const char *const *words = lec_arguments_get_inputs (arguments, &n_words);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecClusterSettings) settings = NULL;
  g_autoptr (GPtrArray) services = NULL;

  if (lec_config_key_is_meant (words, n_words))
    return lec_config_key_run (words);
  if (n_words > 1 || (n_words == 1 && !g_str_equal (words[0], "show")))
    {
      g_set_error_literal (&error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("that is “lectern config show”, or “set-key” or “forget-key” with “speech” or "
                              "“language-model”"));
      return lec_report_failure (NULL, error);
    }

  settings = lec_cluster_settings_load (NULL, &error);
  services = settings != NULL ? lec_service_settings_list (&error) : NULL;
  if (services == NULL)
    return lec_report_failure (NULL, error);

  for (guint i = 0; i < settings->warnings->len; i++)
    lec_report_warning ("%s", (const char *) g_ptr_array_index (settings->warnings, i));
  if (lec_arguments_has (arguments, "json"))
    {
      print_json (settings);
      print_services (services);
    }
  else
    print_text (settings, services);
  return 0;
}

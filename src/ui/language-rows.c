/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is installed is asked for on another thread. A row's name is the language
 * as Tesseract has it; the order in the settings is the one in which they were
 * chosen, and the first counts most.
 */
#include "ui/language-rows.h"

#include <glib/gi18n-lib.h>

#include "engine/ocr-choice.h"

#define KEY "option-language"

/* Of a row's switch. */
typedef struct
{
  GSettings *settings;
  char *language;
} Wish;

static void
wish_free (gpointer data,
           GClosure *closure)
{
  Wish *wish = data;

  g_object_unref (wish->settings);
  g_free (wish->language);
  g_free (wish);
}

static gboolean
has_language (const char *languages,
              const char *language)
{
  g_auto (GStrv) list = g_strsplit (languages, "+", -1);

  return g_strv_contains ((const char *const *) list, language);
}

char *
lec_language_rows_change (const char *languages,
                          const char *language,
                          gboolean is_wanted)
{
  g_auto (GStrv) list = NULL;
  GString *changed = NULL;

  g_return_val_if_fail (languages != NULL && language != NULL, NULL);

  list = g_strsplit (languages, "+", -1);
  changed = g_string_new (NULL);
  for (char **name = list; *name != NULL; name++)
    if (**name != '\0' && !g_str_equal (*name, language))
      g_string_append_printf (changed, "%s%s", changed->len > 0 ? "+" : "", *name);
  if (is_wanted || changed->len == 0)
    g_string_append_printf (changed, "%s%s", changed->len > 0 ? "+" : "", language);

  return g_string_free (changed, FALSE);
}

static void
switched_cb (GtkSwitch *toggle,
             GParamSpec *pspec,
             gpointer user_data)
{
  const Wish *wish = user_data;
  g_autofree char *languages = g_settings_get_string (wish->settings, KEY);
  gboolean is_wanted = gtk_switch_get_active (toggle);
  g_autofree char *changed = lec_language_rows_change (languages, wish->language, is_wanted);

  if (has_language (languages, wish->language) == is_wanted)
    return;

  if (!g_str_equal (changed, languages))
    g_settings_set_string (wish->settings, KEY, changed);
  /* The last one stays. */
  gtk_switch_set_active (toggle, has_language (changed, wish->language));
}

/* @package: (nullable): that brings it, when it is not installed */
static void
add_row (AdwPreferencesGroup *group,
         GSettings *settings,
         const char *language,
         const char *package)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *languages = g_settings_get_string (settings, KEY);
  Wish *wish = g_new0 (Wish, 1);

  *wish = (Wish){ g_object_ref (settings), g_strdup (language) };
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), language);
  if (package != NULL)
    {
      /* Translators: %s is the name of a package */
      g_autofree char *missing = g_strdup_printf (_ ("Not installed: install the package %s"), package);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), missing);
      gtk_widget_add_css_class (row, "warning");
    }
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), has_language (languages, language));
  g_signal_connect_data (toggle, "notify::active", G_CALLBACK (switched_cb), wish, wish_free, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (group, row);
}

static void
add_missing_rows (AdwPreferencesGroup *group,
                  GSettings *settings,
                  const char *const *installed)
{
  g_autofree char *languages = g_settings_get_string (settings, KEY);
  g_auto (GStrv) wanted = g_strsplit (languages, "+", -1);

  for (char **name = wanted; *name != NULL; name++)
    if (**name != '\0' && !g_strv_contains (installed, *name))
      {
        g_autofree char *package = lec_ocr_choice_dup_package (*name);

        add_row (group, settings, *name, package);
      }
}

static void
list_in_thread (GTask *task,
                gpointer source,
                gpointer data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  char **installed = lec_ocr_choice_list_installed (&error);

  if (installed != NULL)
    g_task_return_pointer (task, installed, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (source);
  GSettings *settings = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) installed = g_task_propagate_pointer (G_TASK (result), &error);

  /* Read as markup. */
  if (installed == NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (error->message, -1);

      adw_preferences_group_set_description (group, escaped);
    }
  for (char **name = installed; name != NULL && *name != NULL; name++)
    add_row (group, settings, *name, NULL);
  if (installed != NULL)
    add_missing_rows (group, settings, (const char *const *) installed);
  g_object_unref (settings);
}

void
lec_language_rows_add (AdwPreferencesGroup *group,
                       GSettings *settings)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ADW_IS_PREFERENCES_GROUP (group) && G_IS_SETTINGS (settings));

  task = g_task_new (group, NULL, listed_cb, g_object_ref (settings));
  g_task_set_source_tag (task, lec_language_rows_add);
  g_task_run_in_thread (task, list_in_thread);
}

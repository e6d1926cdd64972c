/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which widget suits an option follows from its type. What can be chosen is kept
 * as the table names it; a value that is none of those (a region to cut out) is
 * one more row of the choice, so that it is seen and can be left.
 */
#include "ui/option-rows.h"

#include <glib/gi18n-lib.h>

#include "ui/inner-buttons.h"
#include "ui/option-settings.h"
#include "ui/option-words.h"
#include "ui/whole-choice.h"

#define STEP_S 0.1

static const char *const crops[] = { "auto", "none", NULL };

/* A row of choices and the key that it follows. Freed with the row. */
typedef struct
{
  GSettings *settings;
  char *key;
  AdwComboRow *row;           /* unowned */
  const char *const *choices; /* unowned: static */
  gboolean is_number;
  gboolean is_following; /* the settings, and not the person */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_signal_handlers_disconnect_by_data (choice->settings, choice);
  g_object_unref (choice->settings);
  g_free (choice->key);
  g_free (choice);
}

static char *
dup_value (const Choice *choice)
{
  if (choice->is_number)
    return g_strdup_printf ("%d", g_settings_get_int (choice->settings, choice->key));

  return g_settings_get_string (choice->settings, choice->key);
}

static guint
find_value (const Choice *choice,
            const char *value)
{
  guint position = 0;

  while (choice->choices[position] != NULL && !g_str_equal (choice->choices[position], value))
    position++;

  return position;
}

static void
follow (Choice *choice)
{
  g_autofree char *value = dup_value (choice);
  guint position = find_value (choice, value);
  guint n_choices = g_strv_length ((char **) choice->choices);
  GtkStringList *list = GTK_STRING_LIST (adw_combo_row_get_model (choice->row));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (list));
  const char *const other[] = { value, NULL };

  choice->is_following = TRUE;
  gtk_string_list_splice (list, n_choices, n_shown - n_choices, position == n_choices ? other : NULL);
  adw_combo_row_set_selected (choice->row, position);
  choice->is_following = FALSE;
}

static void
selected_cb (Choice *choice)
{
  guint position = adw_combo_row_get_selected (choice->row);
  const char *value = position < g_strv_length ((char **) choice->choices) ? choice->choices[position] : NULL;

  if (choice->is_following || value == NULL)
    return;

  if (choice->is_number)
    g_settings_set_int (choice->settings, choice->key, (int) g_ascii_strtoll (value, NULL, 10));
  else
    g_settings_set_string (choice->settings, choice->key, value);
}

static GtkWidget *
make_choice (GSettings *settings,
             const char *key,
             const LecOptionSpec *spec,
             const char *const *choices,
             gboolean is_number)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);
  Choice *choice = g_new0 (Choice, 1);

  choice->settings = g_object_ref (settings);
  choice->key = g_strdup (key);
  choice->row = ADW_COMBO_ROW (row);
  choice->choices = choices;
  choice->is_number = is_number;
  for (guint i = 0; choices[i] != NULL; i++)
    gtk_string_list_append (list, lec_option_words_get_value (spec, choices[i]));
  adw_combo_row_set_model (choice->row, G_LIST_MODEL (list));
  lec_whole_choice_show (choice->row);
  follow (choice);
  g_object_set_data_full (G_OBJECT (row), "lectern-choice", choice, choice_free);
  g_signal_connect_swapped (settings, signal, G_CALLBACK (follow), choice);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (selected_cb), choice);
  return row;
}

static GtkWidget *
make_switch (GSettings *settings,
             const char *key)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  g_settings_bind (settings, key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  return row;
}

static GtkWidget *
make_seconds (GSettings *settings,
              const char *key,
              const LecOptionSpec *spec)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_spin_button_new_with_range (spec->minimum, spec->maximum, STEP_S);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (button), 1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  lec_inner_buttons_name (button, (const char *[]){ C_ ("spin button", "Less"), C_ ("spin button", "More"), NULL });
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  lec_option_words_get_title (spec), -1);
  g_settings_bind (settings, key, button, "value", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

/* Returns: (transfer floating) (nullable) */
static GtkWidget *
make_row (GSettings *settings,
          const char *key,
          const LecOptionSpec *spec)
{
  switch (spec->type)
    {
    case LEC_OPTION_BOOLEAN:
      return make_switch (settings, key);
    case LEC_OPTION_CHOICE:
      return make_choice (settings, key, spec, spec->choices, FALSE);
    case LEC_OPTION_INTEGER:
      return make_choice (settings, key, spec, spec->choices, TRUE);
    case LEC_OPTION_CROP:
      return make_choice (settings, key, spec, crops, FALSE);
    case LEC_OPTION_SECONDS:
      return make_seconds (settings, key, spec);
    case LEC_OPTION_TIME:
    case LEC_OPTION_REGIONS:
    case LEC_OPTION_LANGUAGES:
    case LEC_OPTION_TRANSCRIPT:
    case LEC_OPTION_TAG:
    default:
      return NULL;
    }
}

GtkWidget *
lec_option_rows_new (GSettings *settings,
                     const LecOptionSpec *spec)
{
  g_autofree char *key = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings) && spec != NULL, NULL);

  key = lec_option_settings_dup_key (settings, spec->name);
  row = key != NULL ? make_row (settings, key, spec) : NULL;
  if (row == NULL)
    return NULL;

  subtitle = lec_option_words_dup_subtitle (spec);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lec_option_words_get_title (spec));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

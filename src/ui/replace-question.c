/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is replaced before somebody has said so.
 */
#include "ui/replace-question.h"

#include <glib/gi18n-lib.h>

void
lec_replace_question_ask (GtkWindow *parent,
                          const GPtrArray *paths,
                          GCallback answered,
                          gpointer self)
{
  const char *title = g_dngettext (GETTEXT_PACKAGE, "Replace It?", "Replace Them?", paths->len);
  GtkWidget *dialog = adw_message_dialog_new (parent, title, NULL);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (paths, i));
      g_autofree char *shown = g_filename_display_name (name);

      g_string_append_printf (names, "%s%s", i > 0 ? "\n" : "", shown);
    }
  /* Translators: names of files */
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("There already:\n%s"), names->str);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace", _ ("_Replace"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", answered, self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It asks for the room of a few words, and is one line: a list does not ask what wraps for its
 * height.
 */
#include "ui/whole-choice.h"

#define MAX_WIDTH_CHARS 18 /* leaves the row's own name its words in a window of 360 pixels */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *item)
{
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (item));
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_label (label, text);
  gtk_label_set_width_chars (label, (int) MIN (g_utf8_strlen (text, -1), MAX_WIDTH_CHARS));
}

void
lec_whole_choice_show (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  adw_combo_row_set_list_factory (row, adw_combo_row_get_factory (row));
  adw_combo_row_set_factory (row, factory);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts that are shown in part only, for want of room: as it should be with a name of a file, and
 * not with a word of the program.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

static inline gboolean
is_cut_text (GtkWidget *widget)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget)));
}

/* Prints those below @widget. Returns: how many they are */
static inline guint
cut_texts_tell (GtkWidget *widget,
                const char *where)
{
  guint n_cut = 0;

  if (is_cut_text (widget))
    {
      g_printerr ("%s: cut: “%s”\n", where, gtk_label_get_text (GTK_LABEL (widget)));
      n_cut = 1;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_cut += cut_texts_tell (child, where);

  return n_cut;
}

G_END_DECLS

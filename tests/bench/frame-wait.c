/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A callback of the widget's frame clock asks for frames as long as it is there.
 */
#include "frame-wait.h"

static gboolean
tick_cb (GtkWidget *widget,
         GdkFrameClock *clock,
         gpointer user_data)
{
  (*(guint *) user_data)++;
  return G_SOURCE_CONTINUE;
}

void
frame_wait (GtkWidget *widget,
            guint n_frames)
{
  guint n_begun = 0;
  guint id = gtk_widget_add_tick_callback (widget, tick_cb, &n_begun, NULL);

  while (n_begun < n_frames)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (widget, id);
}

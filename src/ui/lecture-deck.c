/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The PDF of the slides, dropped on the lecture or chosen. What is in it is looked
 * at by a task process only.
 */
#include "ui/ask-files.h"
#include "ui/lecture-page-private.h"

gboolean
lec_lecture_deck_can_take (LecLecturePage *self)
{
  return self->thread != NULL && self->state == LEC_REVIEW_OPEN && self->item != NULL;
}

void
lec_lecture_deck_take (LecLecturePage *self,
                       const char *path)
{
  if (lec_lecture_deck_can_take (self))
    lec_deck_bar_match (self->deck, self->item, path);
}

static void
chosen_cb (GtkWidget *asker,
           GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    lec_lecture_deck_take (LEC_LECTURE_PAGE (asker), path);
}

static void
choose_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  lec_ask_files (widget, LEC_ASK_DECK, chosen_cb);
}

static void
deck_closed_cb (LecLecturePage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

void
lec_lecture_deck_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, deck_closed_cb);
  gtk_widget_class_install_action (widget_class, "lecture.choose-deck", NULL, choose_cb);
}

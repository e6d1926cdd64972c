/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide of the lecture, with what a language model adds to it. Whether one is
 * set is seen when it is asked for: that is in a file.
 */
#include <glib/gi18n-lib.h>

#include "ui/lecture-page-private.h"
#include "ui/toasts.h"

gboolean
lec_lecture_guide_can_improve (LecLecturePage *self)
{
  return self->thread != NULL && self->state == LEC_REVIEW_OPEN && self->item != NULL &&
         lec_lecture_page_count_slides (self) > 0;
}

static void
improve_cb (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  if (lec_lecture_guide_can_improve (self) && !lec_guide_bar_improve (self->guide))
    lec_toast_show (self->toasts, _ ("The language model is busy with a study guide; try again when that is done"));
}

static void
restore_cb (GtkWidget *widget,
            const char *name,
            GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  if (lec_lecture_guide_can_improve (self) && !lec_guide_bar_restore (self->guide))
    lec_toast_show (self->toasts, _ ("The language model is busy with a study guide; try again when that is done"));
}

static void
guide_changed_cb (LecLecturePage *self,
                  gboolean is_improved)
{
  AdwToast *toast = NULL;

  if (self->thread != NULL)
    lec_review_thread_look (self->thread);
  if (!is_improved)
    {
      lec_toast_replace (self->toasts, lec_toast_new (_ ("The study guide is without a language model again")));
      return;
    }

  toast = lec_toast_new_undo (_ ("The language model has added to the study guide"));
  adw_toast_set_action_name (toast, "lecture.restore-guide");
  lec_toast_replace (self->toasts, toast);
}

static void
guide_closed_cb (LecLecturePage *self)
{
  gtk_widget_child_focus (lec_lecture_sides_is_study_guide (self) ? GTK_WIDGET (self->study)
                                                                  : GTK_WIDGET (self->grid),
                          GTK_DIR_TAB_FORWARD);
}

void
lec_lecture_guide_install (GtkWidgetClass *widget_class)
{
  g_type_ensure (LEC_TYPE_GUIDE_BAR);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, guide);
  gtk_widget_class_bind_template_callback (widget_class, guide_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, guide_closed_cb);
  gtk_widget_class_install_action (widget_class, "lecture.improve-guide", NULL, improve_cb);
  gtk_widget_class_install_action (widget_class, "lecture.restore-guide", NULL, restore_cb);
}

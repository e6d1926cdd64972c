/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of the job above its slides, and in their place when there are none.
 */
#include <glib/gi18n-lib.h>

#include "ui/cluster-words.h"
#include "ui/lecture-page-private.h"

/* How far the job is; once its slides are there, how many. */
void
lec_lecture_head_show_title (LecLecturePage *self)
{
  guint n_slides = lec_lecture_page_count_slides (self);
  g_autofree char *text = NULL;

  if (self->state == LEC_REVIEW_OPEN && n_slides > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", n_slides), n_slides);
  else
    g_object_get (self->item, "summary", &text, NULL);
  adw_window_title_set_subtitle (self->title, text);
}

/* Where slides are to come from. Status pages read markup. @reason: (nullable) */
static void
show_waiting (LecLecturePage *self,
              const char *reason)
{
  g_autofree char *escaped =
    g_markup_escape_text (reason != NULL ? reason : _ ("They appear here as soon as they are found."), -1);

  adw_status_page_set_description (self->waiting_page, escaped);
}

void
lec_lecture_head_show_reason (LecLecturePage *self)
{
  const LecJob *job = lec_job_item_get_job (self->item);
  g_autofree char *reason = NULL;
  gboolean can_retry = FALSE;

  g_object_get (self->item, "reason", &reason, "can-retry", &can_retry, NULL);
  if (reason == NULL && can_retry)
    reason = g_strdup (_ ("The work on this video was cancelled"));
  if (reason == NULL && lec_lecture_far_is_shown (self) && !lec_job_is_over (job))
    reason = lec_cluster_words_dup_whereabouts (job);
  show_waiting (self, lec_lecture_far_is_shown (self) ? reason : NULL);
  if (reason != NULL)
    gtk_label_set_label (self->reason, reason);
  gtk_widget_set_visible (self->retry_button, can_retry);
  gtk_revealer_set_reveal_child (self->reason_revealer, reason != NULL && lec_lecture_page_count_slides (self) > 0);
}

void
lec_lecture_head_show_progress (LecLecturePage *self)
{
  double fraction = 0;
  gboolean is_shown = FALSE;

  g_object_get (self->item, "fraction", &fraction, "shows-progress", &is_shown, NULL);
  gtk_progress_bar_set_fraction (self->progress, fraction);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_shown);
}

/* Why there is nothing: the job's own reason says more. */
void
lec_lecture_head_show_failure (LecLecturePage *self,
                               const GError *failure)
{
  g_autofree char *reason = NULL;
  g_autofree char *escaped = NULL;

  g_object_get (self->item, "reason", &reason, NULL);
  escaped = g_markup_escape_text (reason != NULL ? reason : failure->message, -1);
  adw_status_page_set_description (self->failed_page, escaped);
}

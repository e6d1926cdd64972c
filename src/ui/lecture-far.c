/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A job that the cluster has not done yet: the cluster's store knows what was found
 * so far, pictures are with the machines that work on it. When it is done, the window
 * is asked for the lecture itself.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "ui/cluster-requests.h"
#include "ui/lecture-page-private.h"

gboolean
lec_lecture_far_is_shown (LecLecturePage *self)
{
  return self->far != NULL;
}

static void ask (LecLecturePage *self);

/* What was given up has no more to come. */
static void
show (LecLecturePage *self,
      LecReviewNews *news)
{
  if (lec_job_is_over (lec_job_item_get_job (self->item)) && news->slides->len == 0)
    {
      g_clear_pointer (&news->slides, g_ptr_array_unref);
      news->state = LEC_REVIEW_NONE;
      news->failure = g_error_new_literal (LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("The work on this video was cancelled"));
    }
  lec_lecture_page_take_news (self, news);
}

/* What is shown when that was asked for. */
typedef struct
{
  LecLecturePage *page; /* owned */
  GCancellable *far;    /* owned */
} Look;

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autofree Look *look = user_data;
  g_autoptr (LecLecturePage) self = look->page;
  g_autoptr (GCancellable) far = look->far;
  g_autoptr (LecReviewNews) news = lec_cluster_requests_list_slides_finish (LEC_JOBS_THREAD (source), result, NULL);

  if (self->far != far)
    return;

  self->far_is_asked = FALSE;
  /* That the cluster does not answer is told elsewhere; it is asked again with its next news. */
  if (news != NULL && !self->far_is_done)
    show (self, news);
  if (self->far_asks_again)
    ask (self);
}

static void
ask (LecLecturePage *self)
{
  LecJobsThread *cluster = self->jobs != NULL ? lec_jobs_thread_get_cluster (self->jobs) : NULL;
  Look *look = NULL;

  self->far_asks_again = self->far_is_asked;
  if (self->far_is_asked || cluster == NULL)
    return;

  self->far_is_asked = TRUE;
  look = g_new0 (Look, 1);
  *look = (Look){ g_object_ref (self), g_object_ref (self->far) };
  lec_cluster_requests_list_slides_async (cluster, lec_job_item_get_id (self->item), self->far, listed_cb, look);
}

void
lec_lecture_far_look (LecLecturePage *self)
{
  g_assert (self->far != NULL);

  if (lec_job_item_get_job (self->item)->status != LEC_JOB_COMPLETED)
    {
      self->far_is_done = FALSE;
      ask (self);
    }
  else if (!self->far_is_done)
    {
      self->far_is_done = TRUE;
      gtk_widget_activate_action (GTK_WIDGET (self), "win.follow-job", "x", lec_job_item_get_id (self->item));
    }
}

void
lec_lecture_far_begin (LecLecturePage *self)
{
  self->far = g_cancellable_new ();
  self->far_is_asked = self->far_asks_again = self->far_is_done = FALSE;
  lec_lecture_page_turn_to (self, "waiting");
  lec_lecture_far_look (self);
}

void
lec_lecture_far_end (LecLecturePage *self)
{
  g_cancellable_cancel (self->far);
  g_clear_object (&self->far);
}

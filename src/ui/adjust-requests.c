/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each result has items of its own: those in a list are changed in place.
 */
#include "ui/adjust-requests.h"

#include "engine/review-adjust.h"
#include "ui/review-news.h"
#include "ui/slide-item.h"

void
lec_adjusted_free (LecAdjusted *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->options, lec_job_options_free);
  g_clear_pointer (&self->slides, g_ptr_array_unref);
  g_clear_pointer (&self->new_s, g_array_unref);
  g_clear_pointer (&self->gone_s, g_array_unref);
  g_free (self);
}

/* @options: (transfer full); so is @slides */
static LecAdjusted *
adjusted_new (LecJobOptions *options,
              GPtrArray *slides)
{
  LecAdjusted *self = g_new0 (LecAdjusted, 1);

  self->options = options;
  self->slides = slides;
  self->new_s = g_array_new (FALSE, FALSE, sizeof (double));
  self->gone_s = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

static GPtrArray *
make_slides (LecReview *review,
             const LecLecture *lecture)
{
  GPtrArray *slides = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      g_autofree char *picture = lec_review_build_picture_path (review, slide);

      g_ptr_array_add (slides, lec_slide_item_new (slide, picture, FALSE));
    }

  return slides;
}

static LecAdjusted *
try_settings (LecReview *review,
              const LecJobOptions *options,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (LecReviewTrial) trial = lec_review_try (review, options, cancellable, error);
  LecAdjusted *adjusted = NULL;

  if (trial == NULL)
    return NULL;

  adjusted = adjusted_new (lec_job_options_copy (options), make_slides (review, trial->lecture));
  g_array_append_vals (adjusted->gone_s, trial->gone_s->data, trial->gone_s->len);
  for (guint i = 0; i < trial->is_new->len; i++)
    {
      double start_s = lec_slide_get_start_s (g_ptr_array_index (trial->lecture->slides, i));

      if (g_array_index (trial->is_new, gboolean, i))
        g_array_append_val (adjusted->new_s, start_s);
    }

  return adjusted;
}

/* As the page shows it, with what is doubtful. */
static LecAdjusted *
look (LecReview *review,
      GCancellable *cancellable,
      GError **error)
{
  LecJobOptions *options = lec_review_dup_options (review, cancellable, error);
  g_autoptr (LecStudyNotes) notes = options != NULL ? lec_study_notes_load (review) : NULL;
  g_autoptr (LecReviewNews) news = options != NULL ? lec_review_news_new_from_review (review, notes) : NULL;

  return options != NULL ? adjusted_new (options, g_ptr_array_ref (news->slides)) : NULL;
}

static gpointer
answer (LecReview *review,
        gpointer data,
        GCancellable *cancellable,
        GError **error)
{
  const LecJobOptions *settings = data;

  return settings != NULL ? try_settings (review, settings, cancellable, error) : look (review, cancellable, error);
}

static void
settings_free (gpointer data)
{
  lec_job_options_free (data);
}

void
lec_adjust_requests_try_async (LecReviewDesk *desk,
                               const LecJobOptions *settings,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  lec_review_desk_run_async (desk, answer, settings != NULL ? lec_job_options_copy (settings) : NULL, settings_free,
                             (GDestroyNotify) lec_adjusted_free, cancellable, callback, user_data);
}

LecAdjusted *
lec_adjust_requests_try_finish (LecReviewDesk *desk,
                                GAsyncResult *result,
                                GError **error)
{
  return lec_review_desk_run_finish (desk, result, error);
}

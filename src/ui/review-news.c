/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Made on the thread that has read the lecture and handed over whole.
 */
#include "ui/review-news.h"

#include <math.h>
#include <string.h>

#include "engine/job-folder.h"
#include "ui/hint-item.h"
#include "ui/slide-item.h"
#include "ui/study-lists.h"

/* A slide that begins or ends so near to a change that almost made one was made of it since. */
#define SAME_CHANGE_S 0.3

LecReviewNews *
lec_review_news_new (LecReviewState state)
{
  LecReviewNews *self = g_new0 (LecReviewNews, 1);

  self->state = state;
  return self;
}

void
lec_review_news_free (LecReviewNews *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->slides, g_ptr_array_unref);
  g_clear_pointer (&self->hints, g_ptr_array_unref);
  lec_study_news_free (self->study);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->content_id);
  g_free (self->outputs_reason);
  g_free (self->notice);
  g_clear_error (&self->failure);
  g_free (self);
}

/* --- Slides --- */

/* (element-type guint): numbers of slides of which something is doubtful */
static GHashTable *
collect_doubtful (const GArray *hints)
{
  GHashTable *numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < hints->len; i++)
    {
      const LecSuggestion *hint = &g_array_index (hints, LecSuggestion, i);

      g_hash_table_add (numbers, GUINT_TO_POINTER (hint->slide));
      if (hint->other_slide > 0)
        g_hash_table_add (numbers, GUINT_TO_POINTER (hint->other_slide));
    }

  return numbers;
}

/* Slides may have been corrected since they were studied: they are known by when they begin.
 * Returns: (nullable) */
static const char *
find_note (const LecStudyNotes *notes,
           const LecSlide *slide)
{
  for (guint i = 0; notes->study != NULL && i < notes->study->slides->len; i++)
    {
      const LecStudySlide *studied = g_ptr_array_index (notes->study->slides, i);
      double start_s = 0;

      if (studied->note != NULL && lec_study_notes_find_start (notes, studied->slide, &start_s) &&
          start_s == lec_slide_get_place_s (slide))
        return studied->note;
    }

  return NULL;
}

/* What was said before the first slide is read with it. Returns: (transfer full) (nullable) */
static char *
join_parts (char *before,
            char *over)
{
  g_autofree char *first = before;
  g_autofree char *second = over;

  if (first != NULL && second != NULL)
    return g_strconcat (first, "\n\n", second, NULL);

  return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);
}

static void
add_study (LecSlideItem *item,
           const LecSlide *slide,
           const GPtrArray *said,
           const LecStudyNotes *notes)
{
  gboolean is_first = slide->number == 1;
  g_autofree char *speech = join_parts (is_first ? lec_study_lists_dup_speech_markup (said, 0) : NULL,
                                        lec_study_lists_dup_speech_markup (said, slide->number));
  g_autofree char *plain =
    join_parts (is_first ? lec_said_dup_text (said, 0) : NULL, lec_said_dup_text (said, slide->number));

  lec_slide_item_set_study (item, speech, speech != NULL ? (plain != NULL ? plain : "") : NULL,
                            find_note (notes, slide));
}

static GPtrArray *
make_slides (LecReview *review,
             const LecStudyNotes *notes,
             const GArray *hints)
{
  const GPtrArray *slides = lec_review_get_lecture (review)->slides;
  g_autoptr (GHashTable) doubtful = collect_doubtful (hints);
  g_autoptr (GPtrArray) said = lec_said_place (notes->transcript, slides);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *picture = lec_review_build_picture_path (review, slide);
      LecSlideItem *item = lec_slide_item_new (
        slide, picture, g_hash_table_contains (doubtful, GUINT_TO_POINTER (slide->number)));

      add_study (item, slide, said, notes);
      g_ptr_array_add (items, item);
    }

  return items;
}

/* --- What waits to be decided otherwise --- */

static gboolean
is_slide_change (const LecLecture *lecture,
                 double time_s)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const GArray *visits = ((const LecSlide *) g_ptr_array_index (lecture->slides, i))->visits;

      for (guint k = 0; k < visits->len; k++)
        {
          const LecVisit *visit = &g_array_index (visits, LecVisit, k);

          if (fabs (visit->start_s - time_s) < SAME_CHANGE_S || fabs (visit->end_s - time_s) < SAME_CHANGE_S)
            return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_number (const LecLecture *lecture,
           guint number)
{
  return number >= 1 && number <= lecture->slides->len;
}

/* Of suggestions, those that nobody has followed yet. (element-type LecSuggestion) */
static GArray *
list_open_suggestions (const LecLecture *lecture)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (LecSuggestion));

  for (guint i = 0; i < lecture->suggestions->len; i++)
    {
      LecSuggestion suggestion = g_array_index (lecture->suggestions, LecSuggestion, i);
      gboolean is_open = is_number (lecture, suggestion.slide);

      if (suggestion.kind == LEC_SUGGESTION_MERGE)
        is_open = is_open && is_number (lecture, suggestion.other_slide);
      else
        is_open = is_open && !is_slide_change (lecture, suggestion.time_s);
      if (is_open)
        g_array_append_val (open, suggestion);
    }

  return open;
}

static int
compare_hints (gconstpointer a,
               gconstpointer b)
{
  double first_s = lec_hint_item_get_start_s (*(LecHintItem *const *) a);
  double second_s = lec_hint_item_get_start_s (*(LecHintItem *const *) b);

  return first_s < second_s ? -1 : first_s > second_s;
}

static const LecSlide *
get_slide (const LecLecture *lecture,
           guint number)
{
  return is_number (lecture, number) ? g_ptr_array_index (lecture->slides, number - 1) : NULL;
}

static GPtrArray *
make_hints (LecReview *review,
            const GArray *suggestions)
{
  const LecLecture *lecture = lec_review_get_lecture (review);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < lecture->left_out->len; i++)
    {
      const LecLeftOut *left_out = g_ptr_array_index (lecture->left_out, i);
      g_autofree char *picture = left_out->picture != NULL
                                   ? g_build_filename (lec_review_get_folder (review), left_out->picture, NULL)
                                   : NULL;

      g_ptr_array_add (items, lec_hint_item_new_left_out (left_out, picture));
    }
  for (guint i = 0; i < suggestions->len; i++)
    {
      const LecSuggestion *suggestion = &g_array_index (suggestions, LecSuggestion, i);
      const LecSlide *slide = get_slide (lecture, suggestion->slide);
      const LecSlide *other = get_slide (lecture, suggestion->other_slide);
      g_autofree char *picture = lec_review_build_picture_path (review, other != NULL ? other : slide);

      g_ptr_array_add (items, lec_hint_item_new_suggestion (suggestion, slide, other, picture));
    }
  g_ptr_array_sort (items, compare_hints);

  return items;
}

/* --- All of it --- */

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_video_part_free);
}

static GPtrArray *
make_parts (const LecLecture *lecture)
{
  GPtrArray *parts = new_parts ();

  for (guint i = 0; i < lecture->parts->len; i++)
    {
      const LecVideoPart *part = g_ptr_array_index (lecture->parts, i);
      LecVideoPart *copy = lec_video_part_new (part->path, part->start_s);

      copy->duration_s = part->duration_s;
      g_ptr_array_add (parts, copy);
    }
  if (parts->len == 0 && lecture->video->path != NULL)
    g_ptr_array_add (parts, lec_video_part_new (lecture->video->path, 0));

  return parts;
}

/* Of several it is not known yet where each begins. */
void
lec_review_news_add_videos (LecReviewNews *self,
                            const LecJob *job)
{
  g_return_if_fail (self != NULL && job != NULL && self->parts == NULL);

  self->parts = new_parts ();
  self->content_id = g_strdup (job->content_hash);
  if (job->request != NULL && job->request->videos->len == 1)
    g_ptr_array_add (self->parts, lec_video_part_new (g_ptr_array_index (job->request->videos, 0), 0));
}

LecReviewNews *
lec_review_news_new_from_review (LecReview *review,
                                 const LecStudyNotes *notes)
{
  LecReviewNews *self = NULL;
  const LecLecture *lecture = NULL;
  const LecEditLog *log = NULL;
  g_autoptr (GArray) suggestions = NULL;

  g_return_val_if_fail (review != NULL && notes != NULL, NULL);

  self = lec_review_news_new (LEC_REVIEW_OPEN);
  lecture = lec_review_get_lecture (review);
  log = lec_review_get_log (review);
  suggestions = list_open_suggestions (lecture);
  self->slides = make_slides (review, notes, suggestions);
  self->hints = make_hints (review, suggestions);
  self->can_undo = lec_edit_log_can_undo (log);
  self->can_redo = lec_edit_log_can_redo (log);
  self->parts = make_parts (lecture);
  self->content_id = g_strdup (lec_review_get_content_id (review));
  self->width = lecture->video->width;
  self->height = lecture->video->height;
  return self;
}

LecReviewNews *
lec_review_news_new_from_slides (const GPtrArray *slides,
                                 const char *folder)
{
  LecReviewNews *self = NULL;

  g_return_val_if_fail (slides != NULL, NULL);

  self = lec_review_news_new (LEC_REVIEW_GROWS);
  self->slides = g_ptr_array_new_with_free_func (g_object_unref);
  self->hints = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *picture = lec_job_folder_build_picture_path (folder, slide);

      if (slide->visits->len > 0)
        g_ptr_array_add (self->slides, lec_slide_item_new (slide, picture, FALSE));
    }

  return self;
}

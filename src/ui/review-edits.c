/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The review takes numbers. Those that a person sees may be older than what was
 * asked for just before, so slides are looked for by their times.
 */
#include "ui/review-edits.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/review-adjust.h"

static double
get_least_difference_s (const LecSlide *slide,
                        const LecEditPlace *place)
{
  double least_s = -1;

  for (guint i = 0; i < slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, i);
      double difference_s = lec_edit_place_get_difference_s (place, visit);

      if (lec_edit_place_agrees (place, visit) && (least_s < 0 || difference_s < least_s))
        least_s = difference_s;
    }

  return least_s;
}

/* Returns: its number, 0 when it is not there */
static guint
find_slide (const LecLecture *lecture,
            const LecEditPlace *place)
{
  double least_s = -1;
  guint number = 0;

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      double difference_s = get_least_difference_s (g_ptr_array_index (lecture->slides, i), place);

      if (difference_s < 0 || (least_s >= 0 && difference_s >= least_s))
        continue;
      least_s = difference_s;
      number = i + 1;
    }

  return number;
}

static gboolean
find_slides (LecReview *review,
             const LecEdit *edit,
             GArray *numbers,
             GError **error)
{
  /* What follows the slide that is moved is a moment. */
  guint n_slides = edit->kind == LEC_EDIT_MOVE ? MIN (edit->places->len, 1) : edit->places->len;

  for (guint i = 0; i < n_slides; i++)
    {
      guint number =
        find_slide (lec_review_get_lecture (review), &g_array_index (edit->places, LecEditPlace, i));

      if (number == 0)
        {
          g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                               lec_review_describe_outcome (LEC_EDIT_NO_SLIDE));
          return FALSE;
        }
      g_array_append_val (numbers, number);
    }

  return TRUE;
}

static gboolean
change_slides (LecReview *review,
               const LecEdit *edit,
               GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  const guint *list = NULL;

  if (!find_slides (review, edit, numbers, error))
    return FALSE;

  list = (const guint *) (gconstpointer) numbers->data;
  switch (edit->kind)
    {
    case LEC_EDIT_REMOVE:
      return lec_review_remove (review, list, numbers->len, error);
    case LEC_EDIT_MERGE:
      return lec_review_merge (review, list, numbers->len, error);
    case LEC_EDIT_RETITLE:
      return lec_review_retitle (review, list[0], edit->title, error);
    case LEC_EDIT_MOVE:
      return lec_review_move (review, list[0], g_array_index (edit->places, LecEditPlace, 1).time_s, error);
    case LEC_EDIT_CROP:
    default:
      return lec_review_crop (review, list[0], &edit->crop, error);
    }
}

/* The one that the newest correction has made or changed. */
static guint
get_focus (LecReview *review)
{
  guint n_entries = lec_edit_log_get_length (lec_review_get_log (review));
  const LecEditRecord *record = n_entries > 0 ? lec_review_find_record (review, n_entries - 1) : NULL;

  return record != NULL ? record->slide : 0;
}

gboolean
lec_review_edits_apply (LecReview *review,
                        const LecEdit *edit,
                        guint *focus,
                        GError **error)
{
  gboolean is_done = FALSE;

  g_return_val_if_fail (review != NULL && edit != NULL && focus != NULL, FALSE);

  switch (edit->kind)
    {
    case LEC_EDIT_UNDO:
      is_done = lec_review_undo (review, error);
      break;
    case LEC_EDIT_REDO:
      is_done = lec_review_redo (review, error);
      break;
    case LEC_EDIT_ADJUST:
      is_done = lec_review_adjust (review, edit->settings, error);
      break;
    case LEC_EDIT_ADD:
      is_done = lec_review_add (review, g_array_index (edit->places, LecEditPlace, 0).time_s, error);
      break;
    case LEC_EDIT_REMOVE:
    case LEC_EDIT_MERGE:
    case LEC_EDIT_RETITLE:
    case LEC_EDIT_CROP:
    case LEC_EDIT_MOVE:
    default:
      is_done = change_slides (review, edit, error);
      break;
    }

  *focus = is_done ? get_focus (review) : 0;
  return is_done;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides are named by when they are shown: their numbers may be others by the time
 * that the correction is made.
 */
#include "ui/slide-edits.h"

static void
add_place (LecEdit *edit,
           LecSlideItem *slide)
{
  g_array_append_vals (edit->places, lec_slide_item_get_place (slide), 1);
}

static void
add_places (LecEdit *edit,
            const GPtrArray *slides)
{
  for (guint i = 0; i < slides->len; i++)
    add_place (edit, g_ptr_array_index (slides, i));
}

static LecEdit *
new_for_slide (LecEditKind kind,
               LecSlideItem *slide)
{
  LecEdit *edit = lec_edit_new (kind, 0);

  add_place (edit, slide);
  return edit;
}

LecEdit *
lec_slide_edits_remove (const GPtrArray *slides)
{
  LecEdit *edit = NULL;

  g_return_val_if_fail (slides != NULL, NULL);

  edit = lec_edit_new (LEC_EDIT_REMOVE, 0);
  add_places (edit, slides);
  return edit;
}

gboolean
lec_slide_edits_can_merge (const GPtrArray *slides)
{
  g_return_val_if_fail (slides != NULL, FALSE);

  return slides->len > 1 || (slides->len == 1 && lec_slide_item_get_number (g_ptr_array_index (slides, 0)) > 1);
}

LecEdit *
lec_slide_edits_merge (const GPtrArray *slides,
                       GListModel *all)
{
  LecEdit *edit = NULL;

  g_return_val_if_fail (slides != NULL && G_IS_LIST_MODEL (all), NULL);

  edit = lec_edit_new (LEC_EDIT_MERGE, 0);
  if (slides->len == 1)
    {
      guint number = lec_slide_item_get_number (g_ptr_array_index (slides, 0));
      g_autoptr (LecSlideItem) before = g_list_model_get_item (all, number - 2);

      add_place (edit, before);
    }
  add_places (edit, slides);
  return edit;
}

LecEdit *
lec_slide_edits_add (double time_s)
{
  LecEdit *edit = lec_edit_new (LEC_EDIT_ADD, 0);

  lec_edit_add_moment (edit, time_s, time_s, time_s);
  return edit;
}

LecEdit *
lec_slide_edits_retitle (LecSlideItem *slide,
                         const char *title)
{
  LecEdit *edit = NULL;

  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (slide), NULL);

  edit = new_for_slide (LEC_EDIT_RETITLE, slide);
  lec_edit_set_title (edit, title);
  return edit;
}

LecEdit *
lec_slide_edits_crop (LecSlideItem *slide,
                      const LecRect *crop)
{
  LecEdit *edit = NULL;

  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (slide) && crop != NULL, NULL);

  edit = new_for_slide (LEC_EDIT_CROP, slide);
  edit->crop = *crop;
  return edit;
}

LecEdit *
lec_slide_edits_move (LecSlideItem *slide,
                      double time_s)
{
  LecEdit *edit = NULL;

  g_return_val_if_fail (LEC_IS_SLIDE_ITEM (slide), NULL);

  edit = new_for_slide (LEC_EDIT_MOVE, slide);
  lec_edit_add_moment (edit, time_s, time_s, time_s);
  return edit;
}

LecEdit *
lec_slide_edits_adjust (const LecJobOptions *settings)
{
  LecEdit *edit = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  edit = lec_edit_new (LEC_EDIT_ADJUST, 0);
  lec_edit_set_settings (edit, settings, settings);
  return edit;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One edit after the other, each on what those before have left. An edit whose
 * slide is no longer found changes nothing and is told as such: better nothing
 * than the wrong slide.
 */
#include "model/edited-lecture.h"

#include "model/edit-pages.h"

/* An edit on its way. */
typedef struct
{
  const LecEdit *edit;
  LecEditOutcome outcome;
  LecEditPage *page; /* unowned (nullable): what came of it */
} Step;

/* (element-type LecEditPage): each once */
static GPtrArray *
find_all (const LecEditPages *pages,
          const LecEdit *edit,
          guint *n_missing)
{
  GPtrArray *found = g_ptr_array_new ();

  *n_missing = 0;
  for (guint i = 0; i < edit->places->len; i++)
    {
      LecEditPage *page = lec_edit_pages_find (pages, &g_array_index (edit->places, LecEditPlace, i));

      if (page == NULL)
        ++*n_missing;
      else if (!g_ptr_array_find (found, page, NULL))
        g_ptr_array_add (found, page);
    }

  return found;
}

static void
remove_pages (const LecEditPages *pages,
              Step *step)
{
  guint n_missing = 0;
  g_autoptr (GPtrArray) found = find_all (pages, step->edit, &n_missing);

  if (found->len == 0)
    step->outcome = LEC_EDIT_NO_SLIDE;
  else if (found->len >= lec_edit_pages_count_live (pages))
    step->outcome = LEC_EDIT_NO_SLIDE_LEFT;
  else
    step->outcome = n_missing > 0 ? LEC_EDIT_PARTLY : LEC_EDIT_APPLIED;

  for (guint i = 0; step->outcome <= LEC_EDIT_PARTLY && i < found->len; i++)
    ((LecEditPage *) g_ptr_array_index (found, i))->is_removed = TRUE;
}

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const LecEditPage *const *first = a;
  const LecEditPage *const *second = b;
  double first_s = lec_slide_get_start_s ((*first)->slide);
  double second_s = lec_slide_get_start_s ((*second)->slide);

  if (first_s != second_s)
    return first_s < second_s ? -1 : 1;

  return (*first)->slide->number < (*second)->slide->number ? -1
                                                            : (*first)->slide->number > (*second)->slide->number;
}

/* Where it stands among the others: at its first visit, or where a person has moved it. */
static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const LecEditPage *const *first = a;
  const LecEditPage *const *second = b;
  double first_s = lec_slide_get_place_s ((*first)->slide);
  double second_s = lec_slide_get_place_s ((*second)->slide);

  if (first_s != second_s)
    return first_s < second_s ? -1 : 1;

  return compare_starts (a, b);
}

static void
merge_pages (const LecEditPages *pages,
             Step *step)
{
  guint n_missing = 0;
  g_autoptr (GPtrArray) found = find_all (pages, step->edit, &n_missing);

  if (found->len > 0)
    {
      g_ptr_array_sort (found, compare_starts);
      step->page = g_ptr_array_index (found, 0);
    }
  if (found->len < 2)
    {
      step->outcome = found->len == 1 && n_missing == 0 ? LEC_EDIT_THERE : LEC_EDIT_NO_SLIDE;
      return;
    }

  step->outcome = n_missing > 0 ? LEC_EDIT_PARTLY : LEC_EDIT_APPLIED;
  for (guint i = 1; i < found->len; i++)
    lec_edit_page_merge (step->page, g_ptr_array_index (found, i));
}

static void
retitle_page (Step *step)
{
  g_free (step->page->slide->title);
  step->page->slide->title = g_strdup (step->edit->title);
  step->page->is_titled = TRUE;
}

static void
crop_page (const LecEditPages *pages,
           Step *step)
{
  const LecVideoInfo *video = pages->lecture->video;
  LecRect frame = { 0, 0, video->width, video->height };
  LecSlide *slide = step->page->slide;
  LecRect region = step->edit->crop;

  if (slide->picture == NULL && !step->page->needs_picture)
    {
      step->outcome = LEC_EDIT_OUTSIDE;
      return;
    }
  if (!lec_rect_is_empty (&frame) && !lec_rect_intersect (&step->edit->crop, &frame, &region))
    {
      step->outcome = LEC_EDIT_OUTSIDE;
      return;
    }

  slide->region = region;
  slide->picture_width = region.width;
  slide->picture_height = region.height;
  lec_edit_page_drop_picture_facts (step->page);
}

/* Returns: (nullable): the visit that holds the moment at which it is to stand */
static const LecVisit *
find_visit (const LecSlide *slide,
            double time_s)
{
  for (guint i = 0; i < slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, i);

      if (visit->start_s <= time_s && time_s <= visit->end_s)
        return visit;
    }

  return NULL;
}

static void
move_page (Step *step)
{
  LecSlide *slide = step->page->slide;
  const LecVisit *visit = find_visit (slide, g_array_index (step->edit->places, LecEditPlace, 1).time_s);

  if (visit == NULL)
    step->outcome = LEC_EDIT_NO_SLIDE;
  else if (visit->start_s == lec_slide_get_place_s (slide))
    step->outcome = LEC_EDIT_THERE;
  else
    slide->stands_s = visit->start_s;
}

static void
change_page (const LecEditPages *pages,
             Step *step)
{
  step->page = lec_edit_pages_find (pages, &g_array_index (step->edit->places, LecEditPlace, 0));
  step->outcome = step->page != NULL ? LEC_EDIT_APPLIED : LEC_EDIT_NO_SLIDE;
  if (step->page == NULL)
    return;

  if (step->edit->kind == LEC_EDIT_RETITLE)
    retitle_page (step);
  else if (step->edit->kind == LEC_EDIT_MOVE)
    move_page (step);
  else
    crop_page (pages, step);
}

static void
apply (LecEditPages *pages,
       Step *step)
{
  switch (step->edit->kind)
    {
    case LEC_EDIT_REMOVE:
      remove_pages (pages, step);
      break;
    case LEC_EDIT_MERGE:
      merge_pages (pages, step);
      break;
    case LEC_EDIT_ADD:
      step->outcome = lec_edit_pages_add (pages, step->edit, &step->page);
      break;
    case LEC_EDIT_RETITLE:
    case LEC_EDIT_CROP:
    case LEC_EDIT_MOVE:
      change_page (pages, step);
      break;
    case LEC_EDIT_ADJUST:
      /* It was there already when slides were found. */
      break;
    case LEC_EDIT_UNDO:
    case LEC_EDIT_REDO:
    default:
      step->outcome = LEC_EDIT_NO_SLIDE;
      break;
    }
}

static GArray *
apply_all (LecEditPages *pages,
           const GPtrArray *edits)
{
  GArray *steps = g_array_sized_new (FALSE, FALSE, sizeof (Step), edits->len);

  for (guint i = 0; i < edits->len; i++)
    {
      Step step = { g_ptr_array_index (edits, i), LEC_EDIT_APPLIED, NULL };

      apply (pages, &step);
      g_array_append_val (steps, step);
    }

  return steps;
}

/* (nullable): what has become of @page */
static LecEditPage *
follow (LecEditPage *page)
{
  while (page != NULL && page->merged_into != NULL)
    page = page->merged_into;

  return page != NULL && !page->is_removed ? page : NULL;
}

/* Those that are left, in the order in which they are wanted. */
static GPtrArray *
list_live (const LecEditPages *pages)
{
  GPtrArray *live = g_ptr_array_new ();

  for (guint i = 0; i < pages->pages->len; i++)
    if (lec_edit_page_is_live (g_ptr_array_index (pages->pages, i)))
      g_ptr_array_add (live, g_ptr_array_index (pages->pages, i));
  g_ptr_array_sort (live, compare_places);

  return live;
}

/* Pages by the numbers they had. */
static GHashTable *
index_pages (const LecEditPages *pages)
{
  GHashTable *by_number = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < pages->pages->len; i++)
    {
      LecEditPage *page = g_ptr_array_index (pages->pages, i);

      if (page->slide->number > 0)
        g_hash_table_insert (by_number, GUINT_TO_POINTER (page->slide->number), page);
    }

  return by_number;
}

/* @number: 0 for none. Returns: whether there still is such a slide, or none was meant */
static gboolean
renumber (GHashTable *by_number,
          guint *number)
{
  LecEditPage *page = NULL;

  if (*number == 0)
    return TRUE;

  page = follow (g_hash_table_lookup (by_number, GUINT_TO_POINTER (*number)));
  *number = page != NULL ? page->slide->number : 0;
  return page != NULL;
}

/* What was suggested about slides that are gone, or one by now, is of no use. */
static void
renumber_suggestions (LecLecture *lecture,
                      GHashTable *by_number)
{
  for (guint i = lecture->suggestions->len; i-- > 0;)
    {
      LecSuggestion *suggestion = &g_array_index (lecture->suggestions, LecSuggestion, i);
      gboolean is_of_use = renumber (by_number, &suggestion->slide) && renumber (by_number, &suggestion->other_slide);

      if (!is_of_use || (suggestion->slide > 0 && suggestion->slide == suggestion->other_slide))
        g_array_remove_index (lecture->suggestions, i);
    }
}

static void
note_need (GArray *pictures,
           const LecEditPage *page,
           guint index)
{
  LecPictureNeed need = { index, page->source, page->is_titled };

  if (page->needs_picture)
    g_array_append_val (pictures, need);
}

static void
record (LecLecture *lecture,
        const GArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      LecEditPage *page = follow (step->page);

      g_ptr_array_add (lecture->edits, lec_edit_record_new (lec_edit_copy (step->edit), step->outcome,
                                                            page != NULL ? page->slide->number : 0));
    }
}

static LecEditedLecture *
finish (LecEditPages *pages,
        const GArray *steps)
{
  LecEditedLecture *self = g_new0 (LecEditedLecture, 1);
  g_autoptr (GHashTable) by_number = index_pages (pages);
  g_autoptr (GPtrArray) live = list_live (pages);

  self->lecture = g_steal_pointer (&pages->lecture);
  self->pictures = g_array_new (FALSE, FALSE, sizeof (LecPictureNeed));
  for (guint i = 0; i < live->len; i++)
    {
      LecEditPage *page = g_ptr_array_index (live, i);

      page->slide->number = i + 1;
      note_need (self->pictures, page, i);
    }
  renumber_suggestions (self->lecture, by_number);
  record (self->lecture, steps);
  for (guint i = 0; i < live->len; i++)
    g_ptr_array_add (self->lecture->slides, g_steal_pointer (&((LecEditPage *) g_ptr_array_index (live, i))->slide));

  return self;
}

/**
 * lec_edited_lecture_new:
 * @found: what the finder made
 * @edits: (element-type LecEdit): what was corrected, in order
 *
 * Returns: (transfer full)
 */
LecEditedLecture *
lec_edited_lecture_new (const LecLecture *found,
                        const GPtrArray *edits)
{
  g_auto (LecEditPages) pages = { NULL };
  g_autoptr (GArray) steps = NULL;

  g_return_val_if_fail (found != NULL && edits != NULL, NULL);

  lec_edit_pages_init (&pages, found);
  steps = apply_all (&pages, edits);
  return finish (&pages, steps);
}

void
lec_edited_lecture_free (LecEditedLecture *self)
{
  if (self == NULL)
    return;

  lec_lecture_free (self->lecture);
  g_array_unref (self->pictures);
  g_free (self);
}

/**
 * lec_edited_lecture_plan_add:
 * @edits: (element-type LecEdit): what was corrected before
 * @time_s: a moment of the video
 * @outcome: (out): why there is none
 *
 * Returns: (transfer full) (nullable): the edit that makes a slide of what is shown then
 */
LecEdit *
lec_edited_lecture_plan_add (const LecLecture *found,
                             const GPtrArray *edits,
                             double time_s,
                             gint64 created_s,
                             LecEditOutcome *outcome)
{
  g_auto (LecEditPages) pages = { NULL };
  g_autoptr (GArray) steps = NULL;

  g_return_val_if_fail (found != NULL && edits != NULL && outcome != NULL, NULL);

  lec_edit_pages_init (&pages, found);
  steps = apply_all (&pages, edits);
  return lec_edit_pages_plan_add (&pages, time_s, created_s, outcome);
}

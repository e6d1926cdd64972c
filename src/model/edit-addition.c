/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a slide that a person adds comes from, and when it is shown. In this
 * order: the slide that is shown at the moment gives up the time up to the next
 * change; a slide that was removed comes back; a stretch that was
 * left out becomes a slide; else it is the moment alone, until the next slide.
 */
#include <math.h>

#include "model/edit-pages.h"

/* Of a stretch that never stood still, its picture shows the moment no further off. */
#define SAME_MOMENT_S 1.0
/* A slide shown for less is none, nor is what is left of one. */
#define LEAST_S 0.05

typedef struct
{
  double time_s;
  double start_s; /* of the new slide */
  double end_s;
  LecEditPage *page; /* (nullable): that is shown or was removed */
  guint visit;       /* of @page */
  int left_out;      /* index, -1 for none */
  gboolean uses_picture;
} Addition;

static LecEditPage *
find_shown (const LecEditPages *pages,
            double time_s,
            gboolean is_removed,
            guint *visit)
{
  for (guint i = 0; i < pages->pages->len; i++)
    {
      LecEditPage *page = g_ptr_array_index (pages->pages, i);

      if (page->merged_into != NULL || page->is_removed != is_removed)
        continue;
      for (guint k = 0; k < page->slide->visits->len; k++)
        {
          const LecVisit *shown = &g_array_index (page->slide->visits, LecVisit, k);

          *visit = k;
          if (shown->start_s <= time_s && time_s < shown->end_s)
            return page;
        }
    }

  return NULL;
}

static int
find_left_out (const LecEditPages *pages,
               double time_s)
{
  for (guint i = 0; i < pages->lecture->left_out->len; i++)
    {
      const LecLeftOut *left_out = g_ptr_array_index (pages->lecture->left_out, i);

      if (left_out->start_s <= time_s && time_s < left_out->end_s)
        return (int) i;
    }

  return -1;
}

static void
narrow (Addition *self,
        double change_s)
{
  if (change_s <= self->time_s)
    self->start_s = MAX (self->start_s, change_s);
  else
    self->end_s = MIN (self->end_s, change_s);
}

/* To the time between the changes that were seen around the moment. */
static void
narrow_to_changes (Addition *self,
                   const LecEditPages *pages)
{
  const GArray *builds_s = self->page->slide->builds_s;
  const GArray *suggestions = pages->lecture->suggestions;

  for (guint i = 0; i < builds_s->len; i++)
    narrow (self, g_array_index (builds_s, double, i));
  for (guint i = 0; i < suggestions->len; i++)
    {
      const LecSuggestion *suggestion = &g_array_index (suggestions, LecSuggestion, i);

      if (suggestion->kind == LEC_SUGGESTION_NEW_SLIDE)
        narrow (self, suggestion->time_s);
    }
}

/* Of one page: the states before the one that its picture shows are the new slide's, or those after
 * it. Where no change was seen between the two, the limit is half way. */
static void
keep_off_picture (Addition *self,
                  const LecVisit *shown)
{
  double picture_s = self->page->slide->picture_s;
  double middle_s = (self->time_s + picture_s) / 2;

  if (picture_s < shown->start_s || picture_s > shown->end_s)
    return;
  if (self->time_s < picture_s)
    {
      self->start_s = shown->start_s;
      self->end_s = self->end_s < picture_s ? self->end_s : middle_s;
      return;
    }

  self->start_s = self->start_s > picture_s ? self->start_s : middle_s;
  self->end_s = shown->end_s;
}

static LecEditOutcome
plan_cut (Addition *self,
          const LecEditPages *pages)
{
  const LecVisit *shown = &g_array_index (self->page->slide->visits, LecVisit, self->visit);

  self->start_s = shown->start_s;
  self->end_s = shown->end_s;
  narrow_to_changes (self, pages);
  keep_off_picture (self, shown);
  /* The slide that is there keeps some of its time. */
  if (self->page->slide->visits->len == 1 && self->start_s - shown->start_s < LEAST_S &&
      shown->end_s - self->end_s < LEAST_S)
    self->start_s = self->time_s;
  if (self->page->slide->visits->len == 1 && self->start_s - shown->start_s < LEAST_S &&
      shown->end_s - self->end_s < LEAST_S)
    return LEC_EDIT_THERE;

  return self->end_s - self->start_s >= LEAST_S ? LEC_EDIT_APPLIED : LEC_EDIT_THERE;
}

static void
plan_left_out (Addition *self,
               const LecEditPages *pages)
{
  const LecLeftOut *left_out = g_ptr_array_index (pages->lecture->left_out, self->left_out);
  gboolean moves = left_out->reason == LEC_LEFT_OUT_SPEAKER || left_out->reason == LEC_LEFT_OUT_MOTION;

  self->uses_picture = left_out->picture != NULL &&
                       (!moves || fabs (left_out->picture_s - self->time_s) <= SAME_MOMENT_S);
  self->start_s = self->uses_picture ? left_out->start_s : self->time_s;
  self->end_s = left_out->end_s;
}

static void
plan_gap (Addition *self,
          const LecEditPages *pages)
{
  self->start_s = self->time_s;
  self->end_s = pages->lecture->read_s;
  for (guint i = 0; i < pages->pages->len; i++)
    {
      const LecEditPage *page = g_ptr_array_index (pages->pages, i);

      for (guint k = 0; lec_edit_page_is_live (page) && k < page->slide->visits->len; k++)
        {
          double start_s = g_array_index (page->slide->visits, LecVisit, k).start_s;

          if (start_s > self->time_s)
            self->end_s = MIN (self->end_s, start_s);
        }
    }
  for (guint i = 0; i < pages->lecture->left_out->len; i++)
    {
      double start_s = ((const LecLeftOut *) g_ptr_array_index (pages->lecture->left_out, i))->start_s;

      if (start_s > self->time_s)
        self->end_s = MIN (self->end_s, start_s);
    }
}

static LecEditOutcome
plan (Addition *self,
      const LecEditPages *pages,
      double time_s)
{
  const LecVisit *visit = NULL;

  *self = (Addition){ .time_s = time_s, .left_out = -1 };
  if (time_s < pages->lecture->options->from_s || time_s >= pages->lecture->read_s)
    return LEC_EDIT_OUTSIDE;

  self->page = find_shown (pages, time_s, FALSE, &self->visit);
  if (self->page != NULL)
    return plan_cut (self, pages);

  self->page = find_shown (pages, time_s, TRUE, &self->visit);
  if (self->page != NULL)
    {
      visit = &g_array_index (self->page->slide->visits, LecVisit, self->visit);
      self->start_s = visit->start_s;
      self->end_s = visit->end_s;
      return LEC_EDIT_APPLIED;
    }

  self->left_out = find_left_out (pages, time_s);
  if (self->left_out >= 0)
    plan_left_out (self, pages);
  else
    plan_gap (self, pages);

  return LEC_EDIT_APPLIED;
}

/* What the other slides show of the frame: the one before, or else the first. */
static LecRect
choose_region (const LecEditPages *pages,
               double time_s)
{
  const LecSlide *nearest = NULL;

  for (guint i = 0; i < pages->pages->len; i++)
    {
      const LecEditPage *page = g_ptr_array_index (pages->pages, i);
      double start_s = lec_slide_get_start_s (page->slide);

      if (lec_edit_page_is_live (page) && page->slide->picture != NULL &&
          (nearest == NULL || (start_s <= time_s && start_s > lec_slide_get_start_s (nearest))))
        nearest = page->slide;
    }

  return nearest != NULL ? nearest->region : (LecRect){ 0 };
}

/* The page is no longer shown while the new one is. */
static void
cut_visit (const Addition *self,
           LecSlide *added)
{
  LecSlide *slide = self->page->slide;
  LecVisit before = g_array_index (slide->visits, LecVisit, self->visit);
  LecVisit after = before;

  before.end_s = self->start_s;
  after.start_s = self->end_s;
  g_array_remove_index (slide->visits, self->visit);
  if (after.end_s - after.start_s >= LEAST_S)
    g_array_insert_val (slide->visits, self->visit, after);
  if (before.end_s - before.start_s >= LEAST_S)
    g_array_insert_val (slide->visits, self->visit, before);

  for (guint i = slide->builds_s->len; i-- > 0;)
    {
      double build_s = g_array_index (slide->builds_s, double, i);

      if (build_s < self->start_s || build_s > self->end_s)
        continue;
      if (build_s > self->start_s && build_s < self->end_s)
        g_array_prepend_val (added->builds_s, build_s);
      g_array_remove_index (slide->builds_s, i);
    }
}

/* What is left of the stretch when a moment of it has become a slide. */
static void
take_left_out (const Addition *self,
               LecEditPages *pages,
               LecSlide *added)
{
  LecLeftOut *left_out = g_ptr_array_index (pages->lecture->left_out, self->left_out);

  if (self->uses_picture)
    {
      added->picture = g_strdup (left_out->picture);
      added->picture_s = left_out->picture_s;
    }
  left_out->end_s = self->start_s;
  if (left_out->end_s - left_out->start_s < LEAST_S)
    g_ptr_array_remove_index (pages->lecture->left_out, (guint) self->left_out);
}

static LecEditPage *
perform (const Addition *self,
         LecEditPages *pages)
{
  LecSlide *added = NULL;
  LecEditPage *page = NULL;

  if (self->page != NULL && self->page->is_removed)
    {
      self->page->is_removed = FALSE;
      return self->page;
    }

  added = lec_slide_new (0);
  added->region = choose_region (pages, self->time_s);
  added->picture_width = added->region.width;
  added->picture_height = added->region.height;
  added->picture_s = self->time_s;
  lec_slide_add_visit (added, self->start_s, self->end_s);
  if (self->page != NULL)
    cut_visit (self, added);
  else if (self->left_out >= 0)
    take_left_out (self, pages, added);

  page = lec_edit_page_new (added);
  page->source = (LecRect){ 0 };
  page->needs_picture = TRUE;
  g_ptr_array_add (pages->pages, page);
  return page;
}

/* Whether the slide that is shown at the moment is the wanted one, rather than the one from which
 * it was to be cut. */
static LecEditPage *
find_same (const LecEditPages *pages,
           const LecEdit *edit)
{
  const LecEditPlace *wanted = &g_array_index (edit->places, LecEditPlace, 0);
  const LecEditPlace *shown = edit->places->len > 1 ? &g_array_index (edit->places, LecEditPlace, 1) : NULL;
  guint k = 0;
  LecEditPage *page = find_shown (pages, wanted->time_s, FALSE, &k);
  const LecVisit *visit = page != NULL ? &g_array_index (page->slide->visits, LecVisit, k) : NULL;

  if (page == NULL || !lec_edit_place_agrees (wanted, visit))
    return NULL;
  if (shown != NULL && lec_edit_place_get_difference_s (shown, visit) >= 0 &&
      lec_edit_place_get_difference_s (shown, visit) < lec_edit_place_get_difference_s (wanted, visit))
    return NULL;

  return page;
}

LecEditOutcome
lec_edit_pages_add (LecEditPages *self,
                    const LecEdit *edit,
                    LecEditPage **page)
{
  double time_s = g_array_index (edit->places, LecEditPlace, 0).time_s;
  LecEditOutcome outcome = LEC_EDIT_THERE;
  Addition addition;

  *page = find_same (self, edit);
  if (*page == NULL)
    outcome = plan (&addition, self, time_s);
  if (outcome == LEC_EDIT_APPLIED)
    *page = perform (&addition, self);

  return outcome;
}

LecEdit *
lec_edit_pages_plan_add (const LecEditPages *self,
                         double time_s,
                         gint64 created_s,
                         LecEditOutcome *outcome)
{
  LecEdit *edit = NULL;
  Addition addition;

  *outcome = plan (&addition, self, time_s);
  if (*outcome != LEC_EDIT_APPLIED)
    return NULL;

  edit = lec_edit_new (LEC_EDIT_ADD, created_s);
  lec_edit_add_moment (edit, time_s, MIN (addition.start_s, time_s), MAX (addition.end_s, time_s));
  if (addition.page != NULL && !addition.page->is_removed)
    {
      const LecVisit *shown = &g_array_index (addition.page->slide->visits, LecVisit, addition.visit);

      lec_edit_add_moment (edit, time_s, shown->start_s, shown->end_s);
    }

  return edit;
}

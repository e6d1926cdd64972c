/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages are marked, not freed, while edits are made: a later edit may bring one
 * back, and what became of each is told at the end.
 */
#include "model/edit-pages.h"

/* Visits of two slides that become one are one when no more than that is between them. */
#define CONTIGUOUS_GAP_S 0.5

LecEditPage *
lec_edit_page_new (LecSlide *slide)
{
  LecEditPage *self = g_new0 (LecEditPage, 1);

  self->slide = slide;
  self->source = slide->region;
  return self;
}

void
lec_edit_page_free (LecEditPage *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->slide, lec_slide_free);
  g_free (self);
}

gboolean
lec_edit_page_is_live (const LecEditPage *self)
{
  return !self->is_removed && self->merged_into == NULL;
}

void
lec_edit_page_drop_picture_facts (LecEditPage *self)
{
  LecSlide *slide = self->slide;

  self->needs_picture = TRUE;
  g_clear_pointer (&slide->picture_sha256, g_free);
  g_clear_pointer (&slide->text, g_free);
  g_ptr_array_set_size (slide->words, 0);
  if (!self->is_titled)
    g_clear_pointer (&slide->title, g_free);
}

static int
compare_visits (gconstpointer a,
                gconstpointer b)
{
  const LecVisit *first = a, *second = b;

  if (first->start_s != second->start_s)
    return first->start_s < second->start_s ? -1 : 1;

  return first->end_s < second->end_s ? -1 : first->end_s > second->end_s;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const double *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

/* Where one page went on as the other, something was added to it. */
static void
join_visits (LecSlide *slide)
{
  g_autoptr (GArray) visits = slide->visits;

  g_array_sort (visits, compare_visits);
  slide->visits = g_array_new (FALSE, FALSE, sizeof (LecVisit));
  for (guint i = 0; i < visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (visits, LecVisit, i);
      LecVisit *last = slide->visits->len > 0 ? &g_array_index (slide->visits, LecVisit, slide->visits->len - 1) : NULL;

      if (last == NULL || visit->start_s - last->end_s > CONTIGUOUS_GAP_S)
        {
          g_array_append_vals (slide->visits, visit, 1);
          continue;
        }
      g_array_append_val (slide->builds_s, visit->start_s);
      last->end_s = MAX (last->end_s, visit->end_s);
    }
  g_array_sort (slide->builds_s, compare_times);
}

static gboolean
shows_more (const LecEditPage *self,
            const LecEditPage *other)
{
  gboolean has_picture = self->slide->picture != NULL || self->needs_picture;
  gboolean other_has_picture = other->slide->picture != NULL || other->needs_picture;

  if (has_picture != other_has_picture)
    return has_picture;

  return self->slide->picture_s >= other->slide->picture_s;
}

/* All that belongs to the picture. */
static void
swap_pictures (LecEditPage *self,
               LecEditPage *other)
{
  LecEditPage page = *self;
  LecSlide slide = *self->slide;
  LecSlide *mine = self->slide, *theirs = other->slide;

  self->needs_picture = other->needs_picture;
  self->source = other->source;
  other->needs_picture = page.needs_picture;
  other->source = page.source;

  *mine = *theirs;
  *theirs = slide;
  theirs->number = mine->number;
  mine->number = slide.number;
  theirs->visits = mine->visits;
  mine->visits = slide.visits;
  theirs->builds_s = mine->builds_s;
  mine->builds_s = slide.builds_s;
  theirs->title = mine->title;
  mine->title = slide.title;
}

/* A person's title, or else that of the picture, or else any. */
static void
choose_title (LecEditPage *self,
              LecEditPage *other,
              gboolean shows_other)
{
  gboolean takes = other->is_titled || (shows_other && other->slide->title != NULL) || self->slide->title == NULL;

  if (self->is_titled || !takes)
    return;

  g_free (self->slide->title);
  self->slide->title = g_strdup (other->slide->title);
  self->is_titled = other->is_titled;
}

void
lec_edit_page_merge (LecEditPage *self,
                     LecEditPage *other)
{
  gboolean shows_other = !shows_more (self, other);

  if (shows_other)
    swap_pictures (self, other);
  choose_title (self, other, shows_other);
  g_array_append_vals (self->slide->visits, other->slide->visits->data, other->slide->visits->len);
  g_array_append_vals (self->slide->builds_s, other->slide->builds_s->data, other->slide->builds_s->len);
  join_visits (self->slide);
  other->merged_into = self;
}

void
lec_edit_pages_init (LecEditPages *self,
                     const LecLecture *found)
{
  self->lecture = lec_lecture_copy (found);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_edit_page_free);
  for (guint i = 0; i < found->slides->len; i++)
    g_ptr_array_add (self->pages, lec_edit_page_new (lec_slide_copy (g_ptr_array_index (found->slides, i))));
  g_ptr_array_set_size (self->lecture->slides, 0);
  g_ptr_array_set_size (self->lecture->edits, 0);
}

void
lec_edit_pages_clear (LecEditPages *self)
{
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
}

guint
lec_edit_pages_count_live (const LecEditPages *self)
{
  guint n = 0;

  for (guint i = 0; i < self->pages->len; i++)
    n += lec_edit_page_is_live (g_ptr_array_index (self->pages, i)) ? 1 : 0;

  return n;
}

static double
get_least_difference_s (const LecEditPage *page,
                        const LecEditPlace *place)
{
  double least_s = -1;

  for (guint i = 0; i < page->slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (page->slide->visits, LecVisit, i);
      double difference_s = lec_edit_place_get_difference_s (place, visit);

      if (lec_edit_place_agrees (place, visit) && (least_s < 0 || difference_s < least_s))
        least_s = difference_s;
    }

  return least_s;
}

LecEditPage *
lec_edit_pages_find (const LecEditPages *self,
                     const LecEditPlace *place)
{
  LecEditPage *found = NULL;
  double least_s = 0;

  for (guint i = 0; i < self->pages->len; i++)
    {
      LecEditPage *page = g_ptr_array_index (self->pages, i);
      double difference_s = lec_edit_page_is_live (page) ? get_least_difference_s (page, place) : -1;

      if (difference_s < 0 || (found != NULL && difference_s >= least_s))
        continue;
      found = page;
      least_s = difference_s;
    }

  return found;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For each pixel the luma on which most of the pages agree.
 */
#include "media/page-template.h"

#define MIN_PAGES 4
#define MAX_PAGES 24
/* So large a share of the pages must agree, within so many levels of luma. */
#define AGREED_RATIO  0.7
#define AGREED_LEVELS 12
/* Further from it a pixel is something that stands on the page. */
#define STANDS_OUT 10
#define NO_LUMA    (-1)

struct _LecPageTemplate
{
  gsize n_pixels;
  gint16 *luma; /* NO_LUMA where the pages do not agree */
};

/* By insertion: they are few, and nearly all the same. */
static void
sort_luma (guint8 *values,
           int n)
{
  for (int i = 1; i < n; i++)
    {
      guint8 value = values[i];
      int at = i;

      for (; at > 0 && values[at - 1] > value; at--)
        values[at] = values[at - 1];
      values[at] = value;
    }
}

/* The middle of the largest group of like values; NO_LUMA where it is too small. */
static gint16
find_agreed (guint8 *values,
             int n)
{
  int first = 0, best_first = 0, best_n = 0;

  sort_luma (values, n);
  for (int i = 0; i < n; i++)
    {
      while (values[i] - values[first] > AGREED_LEVELS)
        first++;
      if (i - first + 1 > best_n)
        {
          best_n = i - first + 1;
          best_first = first;
        }
    }

  return best_n >= AGREED_RATIO * n ? values[best_first + best_n / 2] : NO_LUMA;
}

LecPageTemplate *
lec_page_template_new (GPtrArray *pages)
{
  int n = (int) MIN (pages->len, MAX_PAGES);
  const LecPage *first;
  LecPageTemplate *self;

  if (n < MIN_PAGES)
    return NULL;

  first = g_ptr_array_index (pages, 0);
  self = g_new0 (LecPageTemplate, 1);
  self->n_pixels = (gsize) first->signature->width * first->signature->height;
  self->luma = g_new (gint16, self->n_pixels);
  for (gsize at = 0; at < self->n_pixels; at++)
    {
      guint8 values[MAX_PAGES] = { 0 };

      for (int i = 0; i < n; i++)
        values[i] = ((LecPage *) g_ptr_array_index (pages, (guint) i * pages->len / n))->signature->luma[at];
      self->luma[at] = find_agreed (values, n);
    }

  return self;
}

void
lec_page_template_free (LecPageTemplate *self)
{
  g_free (self->luma);
  g_free (self);
}

void
lec_page_template_strip (const LecPageTemplate *self,
                         LecPage *page)
{
  for (gsize at = 0; at < self->n_pixels; at++)
    {
      if (page->ink[at] == 0 || self->luma[at] == NO_LUMA ||
          ABS (page->signature->luma[at] - self->luma[at]) > STANDS_OUT)
        continue;
      page->ink[at] = 0;
      page->n_ink--;
      page->n_template++;
    }
}

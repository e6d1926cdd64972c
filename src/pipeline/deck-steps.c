/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps are the pages before it that lack something of it and have nothing
 * else. Each thing that was added is the next one of them.
 */
#include "pipeline/deck-steps.h"

#include "media/page.h"

/* Pages are drawn, not filmed: little is noise, and only their number may go. */
static const LecPageLimits limits = { .threshold = 12, .smallest = 6, .lost_most = 0.05 };

/* Returns: (transfer full) */
static LecSignature *
measure (const LecDeckPage *page)
{
  LecPicture picture = { .width = page->width, .height = page->height };
  LecSignature *signature = lec_signature_new_for_size (page->width, page->height);

  picture.planes[0] = page->luma;
  picture.strides[0] = (gsize) page->width;
  lec_signature_measure (signature, &picture);
  return signature;
}

gboolean
lec_deck_steps_is_earlier (const LecDeckPage *earlier,
                           const LecDeckPage *later)
{
  g_autoptr (LecSignature) before = NULL;
  g_autoptr (LecSignature) after = NULL;
  g_autoptr (LecPage) page_before = NULL;
  g_autoptr (LecPage) page_after = NULL;

  g_return_val_if_fail (earlier != NULL && later != NULL, FALSE);

  if (earlier->width != later->width || earlier->height != later->height)
    return FALSE;

  before = measure (earlier);
  after = measure (later);
  page_before = lec_page_new (before);
  page_after = lec_page_new (after);
  return lec_page_compare (page_before, page_after, NULL, &limits, NULL) == LEC_PAGES_GROWN;
}

/* Pages from which @page is built, after @before. */
static guint
count_steps (const GPtrArray *pages,
             guint page,
             guint before,
             guint most)
{
  guint n = 0;

  while (n < most && page - n > 1 && page - n - 1 != before &&
         lec_deck_steps_is_earlier (g_ptr_array_index (pages, page - n - 2),
                                    g_ptr_array_index (pages, page - n - 1)))
    n++;

  return n;
}

void
lec_deck_steps_add (GArray *shows,
                    const LecDeckShow *show,
                    guint before,
                    const GArray *builds_s,
                    const GPtrArray *pages)
{
  g_autoptr (GArray) inner_s = g_array_new (FALSE, FALSE, sizeof (double));
  LecDeckShow piece = *show;
  guint n_steps = 0;

  g_return_if_fail (shows != NULL && show != NULL && builds_s != NULL && pages != NULL);

  for (guint i = 0; i < builds_s->len; i++)
    {
      double build_s = g_array_index (builds_s, double, i);

      if (build_s > piece.start_s && build_s < show->end_s)
        g_array_append_val (inner_s, build_s);
    }
  if (show->page > 0)
    n_steps = count_steps (pages, show->page, before, inner_s->len);

  /* The last ones: what came before them was no page of its own. */
  for (guint i = 0; i < n_steps; i++)
    {
      piece.page = show->page - n_steps + i;
      piece.end_s = g_array_index (inner_s, double, inner_s->len - n_steps + i);
      g_array_append_val (shows, piece);
      piece.start_s = piece.end_s;
    }
  piece.page = show->page;
  piece.end_s = show->end_s;
  g_array_append_val (shows, piece);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compared like pages of one lecture, with what moves left out, but with all of
 * their ink: what the pages of this lecture share may be just what the unwanted
 * page consists of.
 */
#include "media/never-pages.h"

/* A block that moved for more of a stretch (of 255) is left out. */
#define MASK_MOTION 50
/* So much of a page must be there to be compared. */
#define COMPARABLE_RATIO 0.5

struct _LecNeverPages
{
  GPtrArray *pages; /* (element-type LecPage) owned */
  const LecPageLimits *limits;
};

static void
free_page (gpointer page)
{
  lec_page_free (page);
}

LecNeverPages *
lec_never_pages_new (const GPtrArray *signatures,
                     const LecSignature *shape,
                     const LecPageLimits *limits)
{
  LecNeverPages *self = g_new0 (LecNeverPages, 1);

  self->pages = g_ptr_array_new_with_free_func (free_page);
  self->limits = limits;
  for (guint i = 0; i < signatures->len; i++)
    {
      const LecSignature *signature = g_ptr_array_index (signatures, i);

      if (signature->width == shape->width && signature->height == shape->height)
        g_ptr_array_add (self->pages, lec_page_new (signature));
    }

  return self;
}

void
lec_never_pages_free (LecNeverPages *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->pages);
  g_free (self);
}

/* Returns: (transfer full) (nullable): blocks that do not count; %NULL when too few do */
static guint8 *
make_mask (const LecStretch *stretch,
           const guint8 *ignored)
{
  int n_blocks = lec_signature_get_n_blocks (stretch->page);
  g_autofree guint8 *mask = g_new0 (guint8, n_blocks);
  int n_left = 0;

  for (int i = 0; i < n_blocks; i++)
    {
      mask[i] = stretch->motion[i] > MASK_MOTION || (ignored != NULL && ignored[i]);
      n_left += !mask[i];
    }

  return n_left >= n_blocks * COMPARABLE_RATIO ? g_steal_pointer (&mask) : NULL;
}

gboolean
lec_never_pages_have (const LecNeverPages *self,
                      const LecStretch *stretch,
                      const guint8 *ignored)
{
  g_autoptr (LecPage) page = NULL;
  g_autofree guint8 *mask = NULL;

  if (self->pages->len == 0)
    return FALSE;

  mask = make_mask (stretch, ignored);
  page = mask != NULL ? lec_page_new (stretch->page) : NULL;
  for (guint i = 0; page != NULL && i < self->pages->len; i++)
    if (lec_page_compare (g_ptr_array_index (self->pages, i), page, mask, self->limits, NULL) == LEC_PAGES_SAME)
      return TRUE;

  return FALSE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks that hang together and are seen by the smaller half of the pictures
 * make a patch. A patch is filled from one picture by flooding: from the patch
 * on over all blocks that this picture shows otherwise, so that the edge of
 * what is filled is one that this picture has. The picture that shows fewest
 * blocks otherwise is taken, which leaves out who walks by wherever it can.
 */
#include "media/block-seams.h"

#include <string.h>

typedef struct
{
  const LecBlockSeams *seams; /* unowned */
  guint8 *choices;
  guint *rounds; /* of each block, in which it was visited last */
  guint round;
  gboolean *in_patch; /* of any patch so far */
  GArray *patch;      /* (element-type int) */
  GArray *flood;      /* likewise */
} Mender;

static gboolean
is_page (const LecBlockSeams *self,
         int block)
{
  guint n = 0;

  for (guint bits = self->seen[block]; bits != 0; bits &= bits - 1)
    n++;

  return 2 * n > self->n_pictures;
}

static gboolean
shows (const LecBlockSeams *self,
       guint picture,
       int block)
{
  return (self->seen[block] >> picture & 1) != 0;
}

/* Those around @block. Returns: how many */
static int
list_neighbours (const LecBlockSeams *self,
                 int block,
                 int neighbours[8])
{
  int x = block % self->n_columns, y = block / self->n_columns, n = 0;

  for (int row = MAX (y - 1, 0); row <= MIN (y + 1, self->n_rows - 1); row++)
    for (int column = MAX (x - 1, 0); column <= MIN (x + 1, self->n_columns - 1); column++)
      if (row != y || column != x)
        neighbours[n++] = row * self->n_columns + column;

  return n;
}

/* Gathers what hangs together with @first. */
static void
gather_patch (Mender *self,
              int first)
{
  g_array_set_size (self->patch, 0);
  g_array_append_val (self->patch, first);
  self->in_patch[first] = TRUE;
  for (guint i = 0; i < self->patch->len; i++)
    {
      int neighbours[8];
      int n = list_neighbours (self->seams, g_array_index (self->patch, int, i), neighbours);

      for (int k = 0; k < n; k++)
        if (!self->in_patch[neighbours[k]] && !is_page (self->seams, neighbours[k]))
          {
            self->in_patch[neighbours[k]] = TRUE;
            g_array_append_val (self->patch, neighbours[k]);
          }
    }
}

/* Fills the patch from @picture. Returns: how many blocks it shows otherwise; more than @most is
   not counted */
static guint
fill (Mender *self,
      guint picture,
      guint most)
{
  guint n_otherwise = 0;

  self->round++;
  g_array_set_size (self->flood, 0);
  g_array_append_vals (self->flood, self->patch->data, self->patch->len);
  for (guint i = 0; i < self->patch->len; i++)
    self->rounds[g_array_index (self->patch, int, i)] = self->round;
  for (guint i = 0; i < self->flood->len && n_otherwise <= most; i++)
    {
      int block = g_array_index (self->flood, int, i);
      int neighbours[8];
      int n = list_neighbours (self->seams, block, neighbours);

      n_otherwise += !shows (self->seams, picture, block);
      for (int k = 0; k < n; k++)
        if (self->rounds[neighbours[k]] != self->round && !shows (self->seams, picture, neighbours[k]))
          {
            self->rounds[neighbours[k]] = self->round;
            g_array_append_val (self->flood, neighbours[k]);
          }
    }

  return n_otherwise;
}

/* Returns: whether the patch has to come from one picture */
static gboolean
mend_patch (Mender *self)
{
  guint best = 0, least = G_MAXUINT - 1;

  /* The newest of those that are as good: what was written last is in it. */
  for (guint i = self->seams->n_pictures; i-- > 0 && least > 0;)
    {
      guint n_otherwise = fill (self, i, least);

      if (n_otherwise >= least)
        continue;
      least = n_otherwise;
      best = i;
    }
  if (least == 0)
    return FALSE;

  fill (self, best, G_MAXUINT - 1);
  for (guint i = 0; i < self->flood->len; i++)
    self->choices[g_array_index (self->flood, int, i)] = (guint8) best;

  return TRUE;
}

guint8 *
lec_block_seams_find (const LecBlockSeams *self)
{
  gsize n_blocks = (gsize) self->n_columns * self->n_rows;
  g_autofree guint8 *choices = g_malloc (n_blocks);
  g_autofree guint *rounds = g_new0 (guint, n_blocks);
  g_autofree gboolean *in_patch = g_new0 (gboolean, n_blocks);
  g_autoptr (GArray) patch = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (GArray) flood = g_array_new (FALSE, FALSE, sizeof (int));
  Mender mender = { self, choices, rounds, 0, in_patch, patch, flood };
  gboolean is_mended = FALSE;

  g_return_val_if_fail (self->n_pictures >= 1 && self->n_pictures <= 16, NULL);

  memset (choices, LEC_BLOCK_SEAMS_KEEP, n_blocks);
  for (int i = 0; i < (int) n_blocks; i++)
    {
      if (in_patch[i] || is_page (self, i))
        continue;
      gather_patch (&mender, i);
      is_mended |= mend_patch (&mender);
    }

  return is_mended ? g_steal_pointer (&choices) : NULL;
}

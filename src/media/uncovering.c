/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The steps in order, and from moments back to stretches: of those that show a
 * block free the one that stood longest gives the best picture of it.
 */
#include "media/uncovering.h"

#include "media/covers-private.h"

/* The stretch of the slide that showed longest what @source shows. */
static guint
choose_stretch (const LecCovers *self,
                guint source,
                int block)
{
  int content = lec_covers_get_content (self, source, block);
  guint best = source;
  double longest_s = -1;

  for (guint i = 0; i < self->history->moments->len; i++)
    {
      const LecStretch *stretch = lec_block_history_get_stretch (self->history, i);
      double stood_s = stretch->end_s - stretch->settled_s;

      if (lec_covers_is_ours (self, i) && stretch->picture != NULL && stood_s >= longest_s &&
          lec_covers_get_content (self, i, block) == content)
        {
          best = i;
          longest_s = stood_s;
        }
    }

  return lec_block_history_get_moment (self->history, best)->stretch;
}

static GArray *
list_free_blocks (const LecCovers *self)
{
  GArray *free_blocks = g_array_new (FALSE, FALSE, sizeof (LecFreeBlock));

  for (int i = 0; i < self->history->n_blocks; i++)
    if (self->verdicts[i] != LEC_VERDICT_PAGE)
      {
        LecFreeBlock block = { i, choose_stretch (self, self->sources[i], i) };
        const LecStretch *stretch = g_ptr_array_index (self->history->stretches, block.stretch);

        if (stretch->picture != NULL)
          g_array_append_val (free_blocks, block);
      }

  return free_blocks;
}

GArray *
lec_uncovering_find (GPtrArray *stretches,
                     const int *owners,
                     guint stretch)
{
  g_autoptr (LecBlockHistory) history = lec_block_history_new (stretches, owners, stretch);
  LecCovers self = { .history = history };
  g_autofree guint8 *verdicts = NULL;
  g_autofree guint *sources = NULL;

  g_return_val_if_fail (history != NULL, NULL);

  self.page = lec_block_history_get_stretch (history, history->now)->page;
  self.n_columns = lec_signature_get_n_columns (self.page);
  self.n_rows = lec_signature_get_n_rows (self.page);
  self.verdicts = verdicts = g_new0 (guint8, history->n_blocks);
  self.sources = sources = g_new0 (guint, history->n_blocks);

  lec_covers_judge_blocks (&self);
  lec_covers_judge_patches (&self);

  return list_free_blocks (&self);
}

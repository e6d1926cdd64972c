/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Somebody who walks changes some blocks in each frame; a new page changes many
 * in one. So a block spikes against its own recent past, and a frame is a cut
 * when far more blocks spike in it than did of late.
 */
#include "media/cut-detector.h"

/* How much of the newest frame goes into the averages. */
#define SHARE 0.08f
/* A block spikes above so much in all, and so many times its average. */
#define SPIKE_LEAST 96
#define SPIKE_TIMES 2.5f
/* A cut: so many of the blocks spike, so many times as usual, and as in the frame before. */
#define CUT_RATIO 0.1f
#define CUT_TIMES 3.0f
#define CUT_JUMP  1.9f

struct _LecCutDetector
{
  int n_blocks;
  float *usual;       /* of each block */
  float usual_spikes; /* of the frames */
  int last_spikes;
};

LecCutDetector *
lec_cut_detector_new (int n_blocks)
{
  LecCutDetector *self = g_new0 (LecCutDetector, 1);

  self->n_blocks = n_blocks;
  self->usual = g_new0 (float, n_blocks);

  return self;
}

void
lec_cut_detector_free (LecCutDetector *self)
{
  g_free (self->usual);
  g_free (self);
}

gboolean
lec_cut_detector_push (LecCutDetector *self,
                       const guint16 *sums)
{
  int n_spikes = 0;
  gboolean is_cut;

  for (int i = 0; i < self->n_blocks; i++)
    {
      n_spikes += sums[i] > SPIKE_LEAST && sums[i] > SPIKE_TIMES * self->usual[i];
      self->usual[i] += SHARE * (sums[i] - self->usual[i]);
    }
  is_cut = n_spikes > CUT_RATIO * self->n_blocks && n_spikes > CUT_TIMES * self->usual_spikes &&
           n_spikes > CUT_JUMP * self->last_spikes;
  self->last_spikes = n_spikes;
  self->usual_spikes += SHARE * (n_spikes - self->usual_spikes);

  return is_cut;
}

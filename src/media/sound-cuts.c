/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sum that runs along: each level is looked at a few times, however long the
 * lecture is.
 */
#include "media/sound-cuts.h"

#include <math.h>

#define LEVEL_SAMPLES ((gsize) (LEC_WAV_RATE * LEC_SOUND_LEVEL_S))
#define QUIET_LEVELS  20 /* of LEC_SOUND_LEVEL_S each */
#define SILENT_LEVEL  4  /* -78 dB: what is left of nothing after a lossy codec */
#define READ_LEVELS   500

static guint16
get_level (const gint16 *samples,
           gsize n_samples)
{
  double sum = 0;

  for (gsize i = 0; i < n_samples; i++)
    sum += (double) samples[i] * samples[i];

  return (guint16) sqrt (sum / (double) n_samples);
}

GArray *
lec_sound_levels_read (LecWavFile *file,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autofree gint16 *samples = g_new (gint16, LEVEL_SAMPLES * READ_LEVELS);
  gint64 first = 0;
  gssize n_read = 0;

  g_return_val_if_fail (file != NULL, NULL);

  while ((n_read = lec_wav_file_read (file, first, samples, LEVEL_SAMPLES * READ_LEVELS, error)) > 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (gsize i = 0; i < (gsize) n_read; i += LEVEL_SAMPLES)
        {
          guint16 level = get_level (samples + i, MIN (LEVEL_SAMPLES, (gsize) n_read - i));

          g_array_append_val (levels, level);
        }
      first += n_read;
    }

  return n_read == 0 ? g_steal_pointer (&levels) : NULL;
}

static guint64
sum_up (const guint16 *levels,
        gsize n_levels)
{
  guint64 sum = 0;

  for (gsize i = 0; i < n_levels; i++)
    sum += levels[i];

  return sum;
}

/* Returns: where to cut, within @first..@end */
static gsize
find_quietest (const guint16 *levels,
               gsize first,
               gsize end)
{
  gsize n_quiet = MIN (QUIET_LEVELS, end - first);
  guint64 sum = sum_up (levels + first, n_quiet);
  guint64 least = sum;
  gsize found = first;

  for (gsize i = first + 1; i + n_quiet <= end; i++)
    {
      sum = sum - levels[i - 1] + levels[i + n_quiet - 1];
      if (sum <= least)
        {
          least = sum;
          found = i;
        }
    }

  return found + n_quiet / 2;
}

static gboolean
is_silent (const guint16 *levels,
           gsize n_levels)
{
  for (gsize i = 0; i < n_levels; i++)
    if (levels[i] > SILENT_LEVEL)
      return FALSE;

  return TRUE;
}

GArray *
lec_sound_cuts_find (const GArray *levels,
                     double longest_s)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (LecSoundPiece));
  gsize n_longest = (gsize) (longest_s / LEC_SOUND_LEVEL_S);

  g_return_val_if_fail (levels != NULL && longest_s >= 2, pieces);

  for (gsize start = 0, end = 0; start < levels->len; start = end)
    {
      const guint16 *all = (const guint16 *) (const void *) levels->data;
      LecSoundPiece piece = { 0 };

      end = levels->len;
      if (end - start > n_longest)
        end = find_quietest (all, start + n_longest / 2, start + n_longest);
      piece.start_s = (double) start * LEC_SOUND_LEVEL_S;
      piece.end_s = (double) end * LEC_SOUND_LEVEL_S;
      piece.is_silent = is_silent (all + start, end - start);
      g_array_append_val (pieces, piece);
    }

  return pieces;
}

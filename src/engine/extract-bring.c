/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A progress bar of its own: how long a network takes says nothing of how long
 * a processor will.
 */
#include "engine/extract-bring.h"

#include "base/progress.h"
#include "engine/linked-video.h"

typedef struct
{
  const LecExtractListener *listener; /* (nullable) */
  LecProgress *all;
  LecProgress *step; /* of the video on its way */
} Run;

static void
bring_cb (gint64 done_bytes,
          gint64 size_bytes,
          gpointer user_data)
{
  Run *run = user_data;
  LecExtractStatus status = { .stage = LEC_STAGE_DOWNLOAD, .position_s = -1 };

  if (size_bytes > 0)
    lec_progress_set_fraction (run->step, CLAMP ((double) done_bytes / (double) size_bytes, 0, 1));
  lec_progress_tick (run->all, g_get_monotonic_time ());
  status.fraction = lec_progress_get_fraction (run->all);
  status.left_s = lec_progress_get_left_s (run->all);
  if (run->listener != NULL && run->listener->status != NULL)
    run->listener->status (&status, run->listener->user_data);
}

static gboolean
bring (Run *run,
       const LecExtractRequest *request,
       gsize i,
       GCancellable *cancellable,
       GError **error)
{
  const char *video = request->videos[i];
  g_autofree char *shown = NULL;

  if (lec_linked_video_bring (video, bring_cb, run, cancellable, error))
    return TRUE;

  shown = request->n_videos > 1 ? lec_linked_video_dup_address (video) : NULL;
  if (shown != NULL)
    g_prefix_error (error, "%s: ", shown);
  return FALSE;
}

gboolean
lec_extract_bring (const LecExtractRequest *request,
                   const LecExtractListener *listener,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LecProgress) all = lec_progress_new ();
  Run run = { .listener = listener, .all = all };
  g_autofree LecProgress **steps = NULL;

  g_return_val_if_fail (request != NULL, FALSE);

  steps = g_new0 (LecProgress *, request->n_videos);
  for (gsize i = 0; i < request->n_videos; i++)
    steps[i] = lec_progress_add_step (all, 1);
  for (gsize i = 0; i < request->n_videos; i++)
    {
      run.step = steps[i];
      if (!bring (&run, request, i, cancellable, error))
        return FALSE;
      lec_progress_set_fraction (run.step, 1);
    }

  return TRUE;
}

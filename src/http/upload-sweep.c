/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of several servers on one folder each does it: what one removes at this moment
 * is locked, and left alone by the others.
 */
#include "http/upload-sweep.h"

#include "base/log.h"
#include "engine/upload.h"

#define AGAIN_US G_TIME_SPAN_HOUR

struct _LecUploadSweep
{
  GThread *thread;
  GMutex end_lock; /* of is_ending */
  GCond end_changed;
  gboolean is_ending;
  char *root;
};

static void
sweep (const LecUploadSweep *self)
{
  guint n_swept = lec_upload_sweep (self->root, g_get_real_time () - LEC_UPLOAD_AGE_US);

  if (n_swept > 0)
    lec_log (LEC_LOG_INFO, NULL, "%u uploads removed that nobody has gone on with", n_swept);
}

/* Returns: whether it is time for the next one, and not the end */
static gboolean
wait_for_next (LecUploadSweep *self)
{
  gint64 next_us = g_get_monotonic_time () + AGAIN_US;
  gboolean is_ending = FALSE;

  g_mutex_lock (&self->end_lock);
  while (!self->is_ending && g_cond_wait_until (&self->end_changed, &self->end_lock, next_us))
    continue;
  is_ending = self->is_ending;
  g_mutex_unlock (&self->end_lock);
  return !is_ending;
}

static gpointer
run_thread (gpointer data)
{
  LecUploadSweep *self = data;

  do
    sweep (self);
  while (wait_for_next (self));

  return NULL;
}

LecUploadSweep *
lec_upload_sweep_new (const char *root)
{
  LecUploadSweep *self = g_new0 (LecUploadSweep, 1);

  g_mutex_init (&self->end_lock);
  g_cond_init (&self->end_changed);
  self->root = g_strdup (root);
  self->thread = g_thread_new ("sweep", run_thread, self);
  return self;
}

void
lec_upload_sweep_free (LecUploadSweep *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->end_lock);
  self->is_ending = TRUE;
  g_cond_signal (&self->end_changed);
  g_mutex_unlock (&self->end_lock);
  g_thread_join (self->thread);
  g_mutex_clear (&self->end_lock);
  g_cond_clear (&self->end_changed);
  g_free (self->root);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Only what ends before one's eyes counts: not what was over before.
 */
#include "ui/work-tally.h"

#include <glib/gi18n-lib.h>

static gboolean
is_open (LecJobStatus status)
{
  return status == LEC_JOB_QUEUED || status == LEC_JOB_PROCESSING || status == LEC_JOB_PAUSED;
}

void
lec_work_tally_see (LecWorkTally *self,
                    LecJobStatus before,
                    const LecJob *job)
{
  g_return_if_fail (self != NULL && job != NULL);

  if (!is_open (before))
    return;

  if (job->status == LEC_JOB_COMPLETED)
    {
      self->n_done++;
      self->last_done = job->id;
    }
  else if (job->status == LEC_JOB_FAILED)
    self->n_failed++;
}

gboolean
lec_work_tally_count (LecWorkTally *self,
                      guint n_open)
{
  guint n_before = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  n_before = self->n_open;
  self->n_open = n_open;
  return n_before > 0 && n_open == 0;
}

void
lec_work_tally_clear (LecWorkTally *self)
{
  g_return_if_fail (self != NULL);

  *self = (LecWorkTally){ 0 };
}

gboolean
lec_work_tally_is_empty (const LecWorkTally *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->n_done == 0 && self->n_failed == 0;
}

static char *
describe_failed (guint n_failed)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u video failed", "%u videos failed", n_failed), n_failed);
}

char *
lec_work_tally_dup_title (const LecWorkTally *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->n_done == 0)
    return describe_failed (self->n_failed);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The slides of %u video are ready",
                                       "The slides of %u videos are ready", self->n_done),
                          self->n_done);
}

char *
lec_work_tally_dup_body (const LecWorkTally *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->n_done > 0 && self->n_failed > 0 ? describe_failed (self->n_failed) : NULL;
}

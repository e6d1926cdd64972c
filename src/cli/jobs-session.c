/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main thread owns all of it.
 */
#include "cli/jobs-session.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "cli/report.h"
#include "engine/cluster-jobs.h"
#include "engine/file-tree.h"

static void
warn (const char *warning)
{
  lec_report_warning ("%s", warning);
}

/* Returns: whether it has been asked for, and so has been tried */
static gboolean
open_cluster (LecJobsSession *self,
              const LecArguments *arguments,
              GError **error)
{
  if (arguments == NULL || !lec_arguments_has (arguments, "cluster"))
    return FALSE;

  self->jobs = lec_cluster_jobs_open (warn, lec_interrupt_get_cancellable (self->interrupt), error);
  return TRUE;
}

gboolean
lec_jobs_session_init (LecJobsSession *self,
                       const LecArguments *arguments,
                       GError **error)
{
  self->interrupt = lec_interrupt_new ();
  if (!open_cluster (self, arguments, error))
    self->jobs = lec_jobs_open (NULL, NULL, lec_interrupt_get_cancellable (self->interrupt), error);

  return self->jobs != NULL;
}

gboolean
lec_jobs_session_init_to_read (LecJobsSession *self,
                               const LecArguments *arguments,
                               GError **error)
{
  self->interrupt = lec_interrupt_new ();
  if (!open_cluster (self, arguments, error))
    self->jobs = lec_jobs_open_to_read (NULL, lec_interrupt_get_cancellable (self->interrupt), error);

  return self->jobs != NULL;
}

gboolean
lec_jobs_session_init_cluster (LecJobsSession *self,
                               GError **error)
{
  self->interrupt = lec_interrupt_new ();
  self->jobs = lec_cluster_jobs_open (warn, lec_interrupt_get_cancellable (self->interrupt), error);

  return self->jobs != NULL;
}

gboolean
lec_jobs_session_init_somewhere (LecJobsSession *self,
                                 GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (lec_jobs_session_init (self, NULL, &reason))
    return TRUE;
  if (!g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_WRITABLE) &&
      !g_error_matches (reason, LEC_ERROR, LEC_ERROR_UNREADABLE))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  lec_report_warning (_ ("%s; jobs are kept until this command ends and no longer"), reason->message);
  self->temporary = g_dir_make_tmp ("lectern-library-XXXXXX", error);
  if (self->temporary == NULL)
    return FALSE;

  self->jobs = lec_jobs_open (self->temporary, NULL, lec_jobs_session_get_cancellable (self), error);
  return self->jobs != NULL;
}

void
lec_jobs_session_clear (LecJobsSession *self)
{
  g_clear_pointer (&self->jobs, lec_jobs_free);
  g_clear_pointer (&self->interrupt, lec_interrupt_free);
  if (self->temporary != NULL)
    lec_file_tree_remove (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
}

/* Returns: (transfer none) */
GCancellable *
lec_jobs_session_get_cancellable (LecJobsSession *self)
{
  return lec_interrupt_get_cancellable (self->interrupt);
}

gboolean
lec_jobs_session_read_number (const LecArguments *arguments,
                              const char *option,
                              guint minimum,
                              guint maximum,
                              guint fallback,
                              guint *value,
                              GError **error)
{
  const char *text = lec_arguments_get_value (arguments, option);
  g_autofree char *shown = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  guint64 number = fallback;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, minimum, maximum, &number, NULL))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--%s cannot be “%s”: it has to be a number from %u to %u"),
                   option, shown, minimum, maximum);
      return FALSE;
    }

  *value = (guint) number;
  return TRUE;
}

int
lec_jobs_session_read_priority (const LecArguments *arguments)
{
  const char *name = lec_arguments_get_value (arguments, "priority");

  if (g_strcmp0 (name, "high") == 0)
    return LEC_PRIORITY_HIGH;

  return g_strcmp0 (name, "low") == 0 ? LEC_PRIORITY_LOW : LEC_PRIORITY_NORMAL;
}

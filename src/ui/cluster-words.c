/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cluster that answers is not worth a word: what it does is seen in the list.
 */
#include "ui/cluster-words.h"

#include <glib/gi18n-lib.h>

#include "engine/cluster-admin.h"

char *
lec_cluster_words_dup_sending (const LecJobsSending *sending)
{
  g_autofree char *name = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *size = NULL;

  g_return_val_if_fail (sending != NULL, NULL);

  name = g_path_get_basename (sending->video);
  shown = g_filename_display_name (name);
  size = g_format_size ((guint64) sending->size_bytes);
  if (sending->place == NULL)
    /* Translators: a video, its size */
    return g_strdup_printf (_ ("Sending %s (%s) to the database server"), shown, size);

  /* Translators: a video, its size, the host or folder that it goes to */
  return g_strdup_printf (_ ("Sending %s (%s) to %s"), shown, size, sending->place);
}

char *
lec_cluster_words_dup_carrying (const char *text,
                                double fraction)
{
  g_return_val_if_fail (text != NULL, NULL);

  /* Translators: what is being sent or fetched, and how far that is in percent */
  return g_strdup_printf (_ ("%s: %d %%"), text, (int) (CLAMP (fraction, 0, 1) * 100));
}

char *
lec_cluster_words_dup_whereabouts (const LecJob *job)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  if (job->status != LEC_JOB_PROCESSING || job->worker == NULL)
    return g_strdup (_ ("This video is in the cluster. Its lecture is fetched when it is done."));

  host = lec_cluster_admin_dup_host (job->worker);
  /* Translators: %s is the name of a machine */
  return g_strdup_printf (_ ("The cluster works on this video, on %s. Its lecture is fetched when it is done."), host);
}

/* Of today the time is enough. Returns: (transfer full) */
static char *
format_since (GDateTime *since,
              GDateTime *now)
{
  gboolean is_today = g_date_time_get_year (since) == g_date_time_get_year (now) &&
                      g_date_time_get_day_of_year (since) == g_date_time_get_day_of_year (now);

  /* Translators: a time of today, then a date with a time, as for strftime() */
  return g_date_time_format (since, is_today ? _ ("%H:%M") : _ ("%x, %H:%M"));
}

char *
lec_cluster_words_dup_note (LecClusterState state,
                            GDateTime *since,
                            GDateTime *now,
                            const char *reason)
{
  g_autofree char *moment = since != NULL && now != NULL ? format_since (since, now) : NULL;

  if (state != LEC_CLUSTER_OFFLINE || moment == NULL)
    return NULL;

  if (reason == NULL)
    /* Translators: %s is a time */
    return g_strdup_printf (_ ("The cluster has not answered since %s. New videos are worked on here meanwhile."),
                            moment);

  /* Translators: a time, and why the cluster cannot be reached */
  return g_strdup_printf (_ ("The cluster has not answered since %s (%s). New videos are worked on here meanwhile."),
                          moment, reason);
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words are those of the command line where it has a word for the same.
 */
#include "ui/job-words.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "engine/cluster-admin.h"
#include "ui/job-advice.h"
#include "ui/job-place.h"

#define NO_BREAK_SPACE "\302\240"
#define SEPARATOR      NO_BREAK_SPACE "· "

char *
lec_job_words_dup_name (const LecJob *job)
{
  g_return_val_if_fail (job != NULL, NULL);

  return g_path_get_basename (job->source);
}

const char *
lec_job_words_get_state (const LecJob *job)
{
  g_return_val_if_fail (job != NULL, "");

  switch (job->status)
    {
    case LEC_JOB_QUEUED:
      return _ ("Waiting");
    case LEC_JOB_PROCESSING:
      if (job->cancel_requested)
        return _ ("Being cancelled");
      return job->pause_requested ? _ ("Pauses after this step") : _ ("Working");
    case LEC_JOB_PAUSED:
      return _ ("Paused");
    case LEC_JOB_COMPLETED:
      return job->error != NULL ? _ ("Done in part") : _ ("Done");
    case LEC_JOB_CANCELLED:
      return _ ("Cancelled");
    case LEC_JOB_FAILED:
    default:
      return _ ("Failed");
    }
}

const char *
lec_job_words_get_icon (const LecJob *job)
{
  g_return_val_if_fail (job != NULL, NULL);

  switch (job->status)
    {
    case LEC_JOB_QUEUED:
      return "lectern-waiting-symbolic";
    case LEC_JOB_PROCESSING:
      return "lectern-working-symbolic";
    case LEC_JOB_PAUSED:
      return "lectern-paused-symbolic";
    case LEC_JOB_COMPLETED:
      return job->error != NULL ? "lectern-partial-symbolic" : "lectern-done-symbolic";
    case LEC_JOB_CANCELLED:
      return "lectern-cancelled-symbolic";
    case LEC_JOB_FAILED:
    default:
      return "lectern-failed-symbolic";
    }
}

/* Takes @part (nullable). In a narrow row lines end between parts, not within one. */
static void
append_part (GString *out,
             char *part)
{
  g_autofree char *owned = part;
  g_autoptr (GString) whole = g_string_new (part);

  if (whole->len == 0)
    return;

  g_string_replace (whole, " ", NO_BREAK_SPACE, 0);
  g_string_append_printf (out, "%s%s", out->len > 0 ? SEPARATOR : "", whole->str);
}

/* Of what was moved in the queue. */
static char *
format_place (const LecJob *job)
{
  if (job->status != LEC_JOB_QUEUED || job->priority == LEC_PRIORITY_NORMAL)
    return NULL;

  return g_strdup (job->priority > LEC_PRIORITY_NORMAL ? _ ("comes before others") : _ ("comes after others"));
}

/* Of a job of the cluster. */
static char *
format_worker (const LecJob *job)
{
  g_autofree char *host = NULL;

  if (!lec_job_place_is_cluster (job->id) || lec_job_is_over (job))
    return NULL;
  if (job->worker == NULL || job->status != LEC_JOB_PROCESSING)
    return g_strdup (_ ("in the cluster"));

  host = lec_cluster_admin_dup_host (job->worker);
  /* Translators: the name of the machine that works on it */
  return g_strdup_printf (_ ("on %s"), host);
}

static char *
format_progress (const LecJob *job)
{
  if (job->progress <= 0 || lec_job_is_over (job))
    return NULL;

  /* Translators: how far a job is */
  return g_strdup_printf (_ ("%d %%"), (int) (job->progress * 100));
}

static char *
format_slides (const LecJob *job)
{
  if (job->n_slides == 0)
    return NULL;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", job->n_slides), job->n_slides);
}

static char *
format_taken (const LecJob *job)
{
  g_autofree char *taken = NULL;

  if (job->status != LEC_JOB_COMPLETED || job->processing_s < 1)
    return NULL;

  taken = lec_time_format (job->processing_s);
  /* Translators: how long a job took, as minutes and seconds */
  return g_strdup_printf (_ ("took %s"), taken);
}

char *
lec_job_words_dup_summary (const LecJob *job,
                           double left_s)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (job != NULL, g_string_free (out, FALSE));

  append_part (out, g_strdup (lec_job_words_get_state (job)));
  append_part (out, format_worker (job));
  append_part (out, format_place (job));
  append_part (out, format_progress (job));
  append_part (out, format_slides (job));
  append_part (out, format_taken (job));
  if (job->status == LEC_JOB_PROCESSING && !job->cancel_requested)
    append_part (out, lec_time_left_format (left_s));

  return g_string_free (out, FALSE);
}

/* @reason: (nullable): taken. Returns: (nullable): with what can be done about it below */
static char *
add_advice (char *reason,
            const LecJob *job)
{
  const char *advice = lec_job_advice_get (job);
  g_autofree char *owned = reason;

  if (reason == NULL || advice == NULL)
    return g_steal_pointer (&owned);

  return g_strdup_printf ("%s\n%s", reason, advice);
}

char *
lec_job_words_dup_reason (const LecJob *job)
{
  char *reason = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  if (job->status == LEC_JOB_FAILED || job->status == LEC_JOB_COMPLETED)
    return add_advice (g_strdup (job->error), job);
  if (job->status != LEC_JOB_QUEUED || job->message == NULL)
    return NULL;
  /* It waits for its turn. */
  if (job->error_code == NULL)
    return g_strdup (job->message);

  /* Translators: %s is why it has not gone well, such as that the disk is full */
  reason = g_strdup_printf (_ ("%s; tried again later"), job->message);
  /* A code that comes with an error is that one's. */
  return job->error != NULL ? reason : add_advice (reason, job);
}

const char *
lec_job_words_get_stage (const LecAttempt *attempt)
{
  static const struct
  {
    const char *name;
    const char *words;
  } stages[] = {
    { "extract", N_ ("Finding slides") },
    { "read-part", N_ ("Reading a part of the video") },
    { "join", N_ ("Joining the parts") },
    { "segment", N_ ("Finding slides again") },
    { "recognise", N_ ("Reading text") },
    { "transcribe", N_ ("Looking for what was said") },
    { "listen", N_ ("Writing down what was said") },
    { "edit", N_ ("Applying corrections") },
    { "analyse", N_ ("Looking for what there is to study") },
    { "generate", N_ ("Making documents") },
  };

  g_return_val_if_fail (attempt != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (g_strcmp0 (attempt->stage, stages[i].name) == 0)
      return _ (stages[i].words);

  return attempt->stage;
}

const char *
lec_job_words_get_outcome (const LecAttempt *attempt)
{
  static const struct
  {
    const char *name;
    const char *words;
  } outcomes[] = {
    { "running", NC_ ("outcome", "being done") },
    { "done", NC_ ("outcome", "done") },
    { "failed", NC_ ("outcome", "failed") },
    { "cancelled", NC_ ("outcome", "cancelled") },
    { "released", NC_ ("outcome", "stopped, goes on later") },
    { "lost", NC_ ("outcome", "cut off") },
  };

  g_return_val_if_fail (attempt != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_strcmp0 (attempt->outcome, outcomes[i].name) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "outcome", outcomes[i].words);

  return attempt->outcome;
}

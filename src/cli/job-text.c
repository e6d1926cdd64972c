/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Columns and facts. Widths are of what a terminal shows, not of bytes.
 */
#include "cli/job-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/time-format.h"
#include "cli/fact-list.h"
#include "cli/terminal-text.h"

#define FACT_INDENT  2
#define FACT_COLUMNS 15
#define N_COLUMNS    5
#define BOLD         "\033[1m"
#define NORMAL       "\033[0m"

static const char *
describe_status (LecJobStatus status)
{
  switch (status)
    {
    case LEC_JOB_QUEUED:
      return _ ("queued");
    case LEC_JOB_PROCESSING:
      return _ ("processing");
    case LEC_JOB_PAUSED:
      return _ ("paused");
    case LEC_JOB_COMPLETED:
      return _ ("completed");
    case LEC_JOB_CANCELLED:
      return _ ("cancelled");
    case LEC_JOB_FAILED:
    default:
      return _ ("failed");
    }
}

char *
lec_job_text_dup_name (const LecJob *job)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  name = g_path_get_basename (job->source);
  return lec_terminal_escape (name);
}

/* What is to be said of a job beside its state. Returns: (transfer full) (nullable) */
static char *
dup_remark (const LecJob *job)
{
  const char *remark = job->error != NULL ? job->error : job->message;

  if (job->status == LEC_JOB_PROCESSING && job->cancel_requested)
    remark = _ ("is being cancelled");
  else if (job->status == LEC_JOB_PROCESSING && job->pause_requested)
    remark = _ ("pauses after this stage");
  else if (job->status == LEC_JOB_PROCESSING && job->message != NULL)
    remark = job->message;

  return remark != NULL ? lec_terminal_escape (remark) : NULL;
}

static char *
format_progress (const LecJob *job)
{
  if (job->status == LEC_JOB_COMPLETED || job->progress <= 0)
    return g_strdup ("");

  /* Translators: how far a job is */
  return g_strdup_printf (_ ("%d %%"), (int) (job->progress * 100));
}

static void
pad (GString *out,
     const char *text,
     int width,
     gboolean to_the_right)
{
  int missing = MAX (width - lec_terminal_get_text_width (text), 0);

  g_string_append_printf (out, "%*s%s%*s", to_the_right ? missing : 0, "", text, to_the_right ? 0 : missing, "");
}

typedef struct
{
  char *cells[N_COLUMNS];
  char *name;
  char *remark; /* (nullable) */
} Row;

static void
row_clear (gpointer data)
{
  Row *row = data;

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (row->cells[i]);
  g_free (row->name);
  g_free (row->remark);
}

static Row
make_row (const LecJob *job)
{
  return (Row){
    .cells = {
      g_strdup_printf ("%" G_GINT64_FORMAT, job->id),
      g_strdup (describe_status (job->status)),
      format_progress (job),
      job->n_slides > 0 ? g_strdup_printf ("%u", job->n_slides) : g_strdup (""),
      job->processing_s > 0 ? lec_time_format (job->processing_s) : g_strdup (""),
    },
    .name = lec_job_text_dup_name (job),
    .remark = dup_remark (job),
  };
}

static Row
make_heading (void)
{
  return (Row){
    .cells = {
      g_strdup (_ ("job")),
      g_strdup (_ ("state")),
      /* Translators: a heading over so many percent */
      g_strdup (C_ ("share of a job", "done")),
      g_strdup (_ ("slides")),
      g_strdup (_ ("took")),
    },
    .name = g_strdup (_ ("video")),
  };
}

static void
append_row (GString *out,
            const Row *row,
            const int widths[N_COLUMNS])
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      pad (out, row->cells[i], widths[i], i != 1);
      g_string_append (out, "  ");
    }
  g_string_append (out, row->name);
  if (row->remark != NULL)
    g_string_append_printf (out, "  (%s)", row->remark);
  g_string_append_c (out, '\n');
}

/* @jobs: (element-type LecJob) */
char *
lec_job_text_format_table (const GPtrArray *jobs)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  Row heading = make_heading ();
  int widths[N_COLUMNS] = { 0 };
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (jobs != NULL, g_string_free (out, FALSE));

  g_array_set_clear_func (rows, row_clear);
  g_array_append_val (rows, heading);
  for (guint i = 0; i < jobs->len; i++)
    {
      Row row = make_row (g_ptr_array_index (jobs, i));

      g_array_append_val (rows, row);
    }
  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < N_COLUMNS; j++)
      widths[j] = MAX (widths[j], lec_terminal_get_text_width (g_array_index (rows, Row, i).cells[j]));
  for (guint i = 0; i < rows->len; i++)
    append_row (out, &g_array_index (rows, Row, i), widths);

  return g_string_free (out, FALSE);
}

static void
add_path (LecFactList *facts,
          const char *name,
          const char *path)
{
  if (path != NULL)
    lec_fact_list_add (facts, name, "%s", path);
}

static void
add_seconds (LecFactList *facts,
             const char *name,
             double seconds)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.2f", seconds);
  lec_fact_list_add (facts, name, _ ("%s s"), text);
}

static void
add_size (LecFactList *facts,
          const char *name,
          gint64 size_bytes)
{
  g_autofree char *size = lec_size_format ((guint64) MAX (size_bytes, 0));

  lec_fact_list_add (facts, name, "%s", size);
}

/* In the time zone of whoever reads it. */
static char *
format_moment (gint64 time_us)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time_us / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");
}

static void
add_moment (LecFactList *facts,
            const char *name,
            gint64 time_us)
{
  g_autofree char *moment = format_moment (time_us);

  if (time_us > 0)
    lec_fact_list_add (facts, name, "%s", moment);
}

/* What can be set for a folder, where it was set at all. */
static void
add_settings (LecFactList *facts,
              const LecJobRequest *request)
{
  g_autoptr (LecJobOptions) plain = lec_job_options_new ();
  const char *const *name = lec_folder_options_get_names ();

  for (; *name != NULL; name++)
    {
      g_autofree char *value = lec_job_options_dup_value (request->options, *name);
      g_autofree char *usual = lec_job_options_dup_value (plain, *name);
      const char *folder = lec_job_request_find_folder (request, *name);

      if (folder != NULL)
        /* Translators: a setting, such as 0,0,1280,960, and the folder that it was set for */
        lec_fact_list_add (facts, *name, _ ("%s (set for the folder %s)"), *value != '\0' ? value : _ ("none"), folder);
      else if (!g_str_equal (value, usual))
        lec_fact_list_add (facts, *name, "%s", value);
    }
}

static void
append_slides (GString *out,
               const GPtrArray *slides)
{
  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);
      g_autofree char *start = lec_time_format (lec_slide_get_start_s (slide));
      g_autofree char *title = lec_terminal_escape (slide->title != NULL ? slide->title : "");

      g_string_append_printf (out, "%4u  %8s  %s\n", slide->number, start, title);
    }
}

/* @slides: (element-type LecSlide) */
char *
lec_job_text_format_job (const LecJob *job,
                         const GPtrArray *slides)
{
  GString *out = g_string_new (NULL);
  g_autoptr (LecFactList) facts = lec_fact_list_new (FACT_INDENT, FACT_COLUMNS);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  g_autofree char *remark = NULL;

  g_return_val_if_fail (job != NULL && slides != NULL, g_string_free (out, FALSE));

  name = lec_job_text_dup_name (job);
  remark = dup_remark (job);
  g_string_append_printf (out, "%s\n", name);
  lec_fact_list_add (facts, _ ("job"), "%d (%s)", (int) job->id, job->job_id);
  lec_fact_list_add (facts, _ ("video"), "%s", job->source);
  lec_fact_list_add (facts, _ ("state"), "%s", describe_status (job->status));
  lec_fact_list_add (facts, C_ ("share of a job", "done"), _ ("%d %%"), (int) (job->progress * 100));
  if (remark != NULL)
    lec_fact_list_add (facts, _ ("remark"), "%s", remark);
  lec_fact_list_add (facts, _ ("priority"), "%d", job->priority);
  add_moment (facts, C_ ("date", "added"), job->created_us);
  add_moment (facts, _ ("started"), job->started_us);
  add_moment (facts, _ ("ended"), job->completed_us);
  add_size (facts, _ ("size"), job->size_bytes);
  if (job->request != NULL)
    add_settings (facts, job->request);
  add_path (facts, _ ("PDF"), job->pdf);
  add_path (facts, _ ("pictures"), job->images);
  add_path (facts, _ ("JSON"), job->json);
  text = lec_fact_list_format (facts);
  g_string_append (out, text);
  append_slides (out, slides);

  return g_string_free (out, FALSE);
}

static const char *
describe_outcome (const char *outcome)
{
  if (g_strcmp0 (outcome, "done") == 0)
    return C_ ("outcome", "done");
  if (g_strcmp0 (outcome, "running") == 0)
    return C_ ("outcome", "running");
  if (g_strcmp0 (outcome, "cancelled") == 0)
    return C_ ("outcome", "cancelled");
  if (g_strcmp0 (outcome, "released") == 0)
    return C_ ("outcome", "given back");
  if (g_strcmp0 (outcome, "lost") == 0)
    return C_ ("outcome", "cut off");

  return C_ ("outcome", "failed");
}

static void
append_printed (GString *out,
                const char *printed)
{
  g_auto (GStrv) lines = g_strsplit (printed, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *safe = lec_terminal_escape (*line);

      if (**line != '\0')
        g_string_append_printf (out, "    | %s\n", safe);
    }
}

char *
lec_job_text_format_attempt (const LecAttempt *attempt)
{
  GString *out = g_string_new (NULL);
  g_autofree char *moment = NULL;
  g_autofree char *took = NULL;
  g_autofree char *memory = NULL;

  g_return_val_if_fail (attempt != NULL, g_string_free (out, FALSE));

  moment = format_moment (attempt->started_us);
  took = lec_time_format (attempt->wall_s);
  memory = lec_size_format ((guint64) MAX (attempt->peak_memory_bytes, 0));
  g_string_append_printf (out, "%s  %-10s  %s", moment, attempt->stage, describe_outcome (attempt->outcome));
  if (attempt->wall_s > 0 && attempt->peak_memory_bytes <= 0)
    g_string_append_printf (out, "  (%s)", took);
  else if (attempt->wall_s > 0)
    /* Translators: how long a stage took, and the memory it needed at most */
    g_string_append_printf (out, _ ("  (%s, %s at most)"), took, memory);
  g_string_append_c (out, '\n');
  if (attempt->error != NULL)
    {
      g_autofree char *reason = lec_terminal_escape (attempt->error);

      g_string_append_printf (out, "    %s: %s\n", attempt->error_code, reason);
    }
  if (attempt->stderr_tail != NULL)
    append_printed (out, attempt->stderr_tail);

  return g_string_free (out, FALSE);
}

char *
lec_job_text_format_metrics (const LecJobMetrics *metrics)
{
  g_autoptr (LecFactList) facts = lec_fact_list_new (FACT_INDENT, FACT_COLUMNS);
  g_autofree char *video = NULL;

  g_return_val_if_fail (metrics != NULL, NULL);

  video = lec_time_format (metrics->video_s);
  add_seconds (facts, _ ("extraction"), metrics->extraction_s);
  add_seconds (facts, _ ("analysis"), metrics->analysis_s);
  add_seconds (facts, _ ("generation"), metrics->generation_s);
  add_seconds (facts, _ ("at work"), metrics->processing_s);
  add_seconds (facts, _ ("in all"), metrics->total_s);
  add_seconds (facts, _ ("processor"), metrics->cpu_s);
  add_size (facts, _ ("memory"), metrics->peak_memory_bytes);
  add_size (facts, _ ("disk"), metrics->disk_bytes);
  if (metrics->video_width > 0)
    {
      lec_fact_list_add (facts, _ ("video"), "%s, %d × %d", video, metrics->video_width, metrics->video_height);
      add_size (facts, _ ("video size"), metrics->video_bytes);
    }
  lec_fact_list_add (facts, _ ("pictures read"), "%d", (int) metrics->n_frames);
  lec_fact_list_add (facts, _ ("slides"), "%u", metrics->n_slides);
  lec_fact_list_add (facts, _ ("shown again"), "%u", metrics->n_duplicates);
  lec_fact_list_add (facts, _ ("kept before"), "%u", metrics->n_cache_hits);
  lec_fact_list_add (facts, _ ("errors"), "%u", metrics->n_errors);
  lec_fact_list_add (facts, _ ("retries"), "%u", metrics->n_retries);

  return lec_fact_list_format (facts);
}

/* The marks become bold, or nothing. */
static char *
mark_matches (const char *snippet,
              gboolean with_colours)
{
  g_auto (GStrv) pieces = g_strsplit_set (snippet, LEC_MATCH_START LEC_MATCH_END, -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_autofree char *safe = lec_terminal_escape (pieces[i]);
      gboolean is_match = i % 2 == 1 && with_colours;

      g_string_append_printf (out, "%s%s%s", is_match ? BOLD : "", safe, is_match ? NORMAL : "");
    }

  return g_string_free (out, FALSE);
}

char *
lec_job_text_format_hit (const LecSearchHit *hit,
                         gboolean with_colours)
{
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autofree char *start = NULL;
  g_autofree char *title = NULL;
  g_autofree char *snippet = NULL;

  g_return_val_if_fail (hit != NULL, NULL);

  base = g_path_get_basename (hit->source);
  name = lec_terminal_escape (base);
  start = lec_time_format (hit->start_s);
  title = lec_terminal_escape (hit->title != NULL ? hit->title : "");
  snippet = mark_matches (hit->snippet, with_colours);
  /* Translators: a video, a time in it, the number of a slide, its title */
  return g_strdup_printf (_ ("%s, %s, slide %u: %s\n    %s\n"), name, start, hit->number, title, snippet);
}

char *
lec_job_text_format_added (const char *name,
                           gint64 id,
                           LecJobsAdded added)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  shown = lec_terminal_escape (name);
  switch (added)
    {
    case LEC_JOBS_NEW:
      return g_strdup_printf (_ ("job %d: %s\n"), (int) id, shown);
    case LEC_JOBS_WAITING:
      return g_strdup_printf (_ ("job %d: %s (added before)\n"), (int) id, shown);
    case LEC_JOBS_AGAIN:
    default:
      return g_strdup_printf (_ ("job %d: %s (once more)\n"), (int) id, shown);
    }
}

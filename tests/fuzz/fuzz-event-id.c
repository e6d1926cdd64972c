/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any text for the id of the last event that somebody has: whoever goes on from it knows all slides
 * then, however many the service believes were known. A "$" stands for a real sum.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "http/event-log.h"

#define N_SLIDES 4

static LecEventLog *
make_log (gboolean is_over)
{
  g_autoptr (LecJob) job = lec_job_new ();
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func (g_free);
  LecEventLog *log = lec_event_log_new ();

  job->id = 1;
  job->job_id = g_strdup ("1");
  job->source = g_strdup ("talk.mp4");
  job->status = is_over ? LEC_JOB_COMPLETED : LEC_JOB_PROCESSING;
  for (guint i = 1; i <= N_SLIDES; i++)
    g_ptr_array_add (slides, g_strdup_printf ("{\"number\":%u}", i));
  lec_event_log_update (log, lec_job_snapshot_new (job, slides));
  return log;
}

/* Returns: (transfer full): what stands behind "id: " */
static char *
dup_id (GBytes *event)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (event, &length);
  const char *end = memchr (text, '\n', length);

  g_assert_true (length > 4 && memcmp (text, "id: ", 4) == 0);
  return g_strndup (text + 4, (gsize) (end - text) - 4);
}

/* Returns: (transfer full): that of the last slide */
static char *
dup_sum (const LecEventLog *log)
{
  guint64 position = 0;
  g_autoptr (GPtrArray) events = lec_event_log_begin (log, NULL, &position);
  g_autofree char *id = dup_id (g_ptr_array_index (events, N_SLIDES));

  return g_strdup (strchr (id, '-') + 1);
}

static guint
count_of (const GPtrArray *events,
          const char *name)
{
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      gsize length = 0;
      const char *data = g_bytes_get_data (g_ptr_array_index (events, i), &length);
      g_autofree char *text = g_strndup (data, length);

      n += strstr (text, name) != NULL;
    }
  return n;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (LecEventLog) log = make_log (size > 0 && (data[0] & 1) != 0);
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : g_strdup ("");
  g_auto (GStrv) parts = g_strsplit (text, "$", -1);
  g_autofree char *sum = dup_sum (log);
  g_autofree char *id = g_strjoinv (sum, parts);
  g_autofree char *all = g_strdup_printf ("%u-%s", (guint) N_SLIDES, sum);
  guint64 position = 0;
  g_autoptr (GPtrArray) events = lec_event_log_begin (log, id, &position);
  guint n_slides = 0;

  /* Nothing is told to who has been told the end, alone. */
  if (events == NULL)
    {
      g_assert_true (lec_event_log_is_over (log));
      g_assert_true (g_str_has_prefix (id, all) && g_str_has_suffix (id, "-over"));
      return 0;
    }

  n_slides = count_of (events, "event: slide\n");
  g_assert_cmpuint (count_of (events, "event: slides\n"), ==, 1);
  g_assert_true (n_slides == N_SLIDES || g_ascii_isdigit (*id));
  g_assert_true (n_slides > 0 || g_str_has_prefix (id, all));
  return 0;
}

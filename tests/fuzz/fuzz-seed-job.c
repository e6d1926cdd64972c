/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of another program's database, a line each: TABLE|COLUMN=VALUE|COLUMN=VALUE… Whatever they
 * say, what comes of them is a job that the store takes: with a name that is safe in an address,
 * slides that count from one and end after they begin, and moments in order.
 */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "engine/seed-job.h"
#include "fuzz/fuzz.h"

/* Returns: (transfer full) */
static GHashTable *
read_row (char **cells)
{
  GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (; *cells != NULL; cells++)
    {
      const char *value = strchr (*cells, '=');

      if (value != NULL)
        g_hash_table_insert (row, g_strndup (*cells, (gsize) (value - *cells)), g_strdup (value + 1));
    }

  return row;
}

static void
check_slides (const LecSeedJob *job)
{
  for (guint i = 0; i < job->lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (job->lecture->slides, i);
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, 0);

      g_assert_cmpuint (slide->number, ==, i + 1);
      g_assert_true (isfinite (visit->start_s) && visit->start_s >= 0 && visit->end_s >= visit->start_s);
      g_assert_true (slide->title == NULL || (*slide->title != '\0' && g_utf8_validate (slide->title, -1, NULL)));
      g_assert_true (slide->text == NULL || g_utf8_validate (slide->text, -1, NULL));
    }
}

static void
check_job (const LecSeedJob *job)
{
  const LecJobMetrics *metrics = &job->metrics;
  g_autofree char *text = lec_job_request_to_text (job->request);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJobRequest) again = lec_job_request_from_text (text, &error);

  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (job->name, -1, NULL));
  g_assert_true (g_uuid_string_is_valid (job->job_id));
  g_assert_true (job->created_us >= 0 && job->started_us >= job->created_us && job->completed_us >= job->started_us);
  g_assert_true (isfinite (metrics->processing_s) && metrics->processing_s >= 0 && metrics->total_s >= 0);
  g_assert_true (metrics->peak_memory_bytes >= 0 && metrics->disk_bytes >= 0 && job->size_bytes >= 0);
  g_assert_true (job->pdf == NULL || g_path_is_absolute (job->pdf));
  check_slides (job);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 200);
  g_autoptr (LecSeedJob) job = NULL;
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "|", 60);
      g_autoptr (GHashTable) row = read_row (cells);

      if (i == 0 && cells[0] != NULL)
        job = lec_seed_job_new (cells[0], row, &error);
      if (job == NULL)
        break;
      if (i == 1)
        lec_seed_job_add_metrics (job, row);
      else if (i > 1)
        g_ptr_array_add (slides, g_hash_table_ref (row));
    }
  if (job == NULL)
    {
      g_assert_true (error == NULL || g_error_matches (error, LEC_ERROR, LEC_ERROR_PROTOCOL));
      return 0;
    }

  lec_seed_job_add_slides (job, slides);
  check_job (job);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of the web service that came before this program, as they may look.
 */
#include "base/error.h"
#include "engine/seed-job.h"

#define SECOND ((gint64) G_USEC_PER_SEC)

/* Returns: (transfer full): of pairs, up to NULL */
static GHashTable *
make_row (const char *first,
          ...)
{
  GHashTable *row = g_hash_table_new (g_str_hash, g_str_equal);
  va_list list;

  va_start (list, first);
  for (const char *name = first; name != NULL; name = va_arg (list, const char *))
    g_hash_table_insert (row, (gpointer) name, va_arg (list, char *));
  va_end (list);

  return row;
}

/* Takes @row. */
static LecSeedJob *
make_job (const char *name,
          GHashTable *row)
{
  g_autoptr (GHashTable) owned = row;
  g_autoptr (GError) error = NULL;
  LecSeedJob *job = lec_seed_job_new (name, owned, &error);

  g_assert_no_error (error);
  return job;
}

static void
assert_refused (const char *name,
                GHashTable *row,
                const char *reason)
{
  g_autoptr (GHashTable) owned = row;
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_seed_job_new (name, owned, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, reason));
}

static void
test_job (void)
{
  g_autoptr (LecSeedJob) job =
    make_job ("5f0c2a34-0b5e-4a55-9b0c-111111111111",
              make_row ("status", "completed", "video_url", "https://ann:sesame@example.org/talk.mp4?token=5",
                        "created_at", "1700000000.5", "started_at", "2023-11-14 22:14:20", "completed_at",
                        "2023-11-14T23:15:20+01:00", "pdf_path", "/srv/out/talk.pdf", "file_size", "1234", "error",
                        "left over", "processing_time", "42.5", NULL));

  g_assert_cmpstr (job->job_id, ==, "5f0c2a34-0b5e-4a55-9b0c-111111111111");
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (lec_job_request_get_video (job->request, 0), ==, "https://example.org/talk.mp4");
  g_assert_cmpstr (job->lecture->video->address, ==, "https://example.org/talk.mp4");
  g_assert_cmpint (job->created_us, ==, 1700000000 * SECOND + SECOND / 2);
  g_assert_cmpint (job->started_us, ==, 1700000060 * SECOND);
  g_assert_cmpint (job->completed_us, ==, 1700000120 * SECOND);
  g_assert_cmpstr (job->pdf, ==, "/srv/out/talk.pdf");
  g_assert_cmpint (job->size_bytes, ==, 1234);
  g_assert_cmpfloat (job->metrics.processing_s, ==, 42.5);
  g_assert_null (job->error);
}

/* Names under which Celery, Python's enumerations and others keep them. */
static void
test_status (void)
{
  static const struct
  {
    const char *text;
    LecJobStatus status;
  } cases[] = {
    { "SUCCESS", LEC_JOB_COMPLETED },
    { "JobStatus.FAILED", LEC_JOB_FAILED },
    { " canceled ", LEC_JOB_CANCELLED },
    { "pending", LEC_JOB_QUEUED },
    { "Processing", LEC_JOB_PROCESSING },
    { "paused", LEC_JOB_PAUSED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecSeedJob) job =
        make_job ("a-long-name", make_row ("state", cases[i].text, "filename", "talk.mp4", NULL));

      g_assert_cmpint (job->status, ==, cases[i].status);
    }
}

static void
test_refused (void)
{
  assert_refused ("", make_row ("status", "completed", "url", "https://example.org/1", NULL), "no name");
  assert_refused ("a", make_row ("url", "https://example.org/1", NULL), "no status");
  assert_refused ("a", make_row ("status", "melted", "url", "https://example.org/1", NULL), "“melted”");
  assert_refused ("a", make_row ("status", "completed", "url", "  ", NULL), "no video");
}

/* Whatever they are called there: here it is a UUID, the same each time and of no other name. */
static void
test_names (void)
{
  static const char *const names[] = { "7", "short", "with/slash", "../../etc/passwd", "5F0C2A34-0B5E-4A55-9B0C-1" };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LecSeedJob) job =
        make_job (names[i], make_row ("status", "failed", "video_path", "/srv/talk.mp4", NULL));
      g_autoptr (LecSeedJob) again =
        make_job (names[i], make_row ("status", "done", "video_path", "/srv/other.mp4", NULL));

      g_assert_true (g_uuid_string_is_valid (job->job_id));
      g_assert_cmpstr (job->job_id, ==, again->job_id);
      g_assert_cmpstr (job->name, ==, names[i]);
      g_assert_true (g_hash_table_add (seen, g_strdup (job->job_id)));
    }
}

/* What it failed of may quote the address of a database. */
static void
test_secrets (void)
{
  g_autoptr (LecSeedJob) job = make_job (
    "a-long-name", make_row ("status", "failed", "source", "rtmp://ann:sesame@example.org/live", "error_message",
                             "cannot reach postgresql://ann:sesame@db/slides", NULL));

  g_assert_null (strstr (job->error, "sesame"));
  g_assert_nonnull (strstr (job->error, "cannot reach"));
  g_assert_null (strstr (lec_job_request_get_video (job->request, 0), "sesame"));
}

/* Moments that contradict each other, or are none, are put right. */
static void
test_moments (void)
{
  g_autoptr (LecSeedJob) backwards =
    make_job ("a-long-name", make_row ("status", "failed", "url", "https://example.org/1", "created_at", "1000",
                                       "started_at", "900", "completed_at", "800", NULL));
  g_autoptr (LecSeedJob) none =
    make_job ("a-long-name", make_row ("status", "failed", "url", "https://example.org/1", "created_at", "yesterday",
                                       "completed_at", "infinity", "pdf_path", "out/talk.pdf", NULL));

  g_assert_cmpint (backwards->started_us, ==, 1000 * SECOND);
  g_assert_cmpint (backwards->completed_us, ==, 1000 * SECOND);
  g_assert_cmpint (none->created_us, ==, 0);
  g_assert_cmpint (none->completed_us, ==, 0);
  g_assert_null (none->pdf);
}

static gint64
read_peak (const char *value)
{
  g_autoptr (LecSeedJob) job =
    make_job ("a-long-name", make_row ("status", "completed", "url", "https://example.org/1", NULL));
  g_autoptr (GHashTable) row = make_row ("peak_memory_usage", value, NULL);

  lec_seed_job_add_metrics (job, row);
  return job->metrics.peak_memory_bytes;
}

static void
test_metrics (void)
{
  g_autoptr (LecSeedJob) job = make_job (
    "a-long-name", make_row ("status", "completed", "url", "https://example.org/1", "processing_time", "9", NULL));
  g_autoptr (GHashTable) row =
    make_row ("extraction_time", "12.5", "analysis_time", "-1", "generation_time", "nan", "cpu_time", "1e400",
              "processing_time", "20", "total_time", "30", "video_resolution", "1920x1080", "video_fps", "29.97",
              "video_duration", "3600", "retry_count", "2", "error_count", "many", "cache_hits", "3", NULL);

  lec_seed_job_add_metrics (job, row);
  g_assert_cmpfloat (job->metrics.extraction_s, ==, 12.5);
  g_assert_cmpfloat (job->metrics.analysis_s, ==, 0);
  g_assert_cmpfloat (job->metrics.generation_s, ==, 0);
  g_assert_cmpfloat (job->metrics.cpu_s, ==, 0);
  g_assert_cmpfloat (job->metrics.processing_s, ==, 20);
  g_assert_cmpfloat (job->metrics.total_s, ==, 30);
  g_assert_cmpuint (job->metrics.n_retries, ==, 2);
  g_assert_cmpuint (job->metrics.n_errors, ==, 0);
  g_assert_cmpuint (job->metrics.n_cache_hits, ==, 3);
  g_assert_cmpint (job->lecture->video->width, ==, 1920);
  g_assert_cmpint (job->lecture->video->height, ==, 1080);
  g_assert_cmpfloat (job->lecture->video->duration_s, ==, 3600);

  /* In MiB, in KiB, in bytes. */
  g_assert_cmpint (read_peak ("512.5"), ==, (gint64) (512.5 * 1024 * 1024));
  g_assert_cmpint (read_peak ("300000"), ==, 300000 * 1024);
  g_assert_cmpint (read_peak ("536870912"), ==, 536870912);
  g_assert_cmpint (read_peak ("-5"), ==, 0);
}

/* Takes @row. */
static void
add_row (GPtrArray *rows,
         GHashTable *row)
{
  g_ptr_array_add (rows, row);
}

static void
assert_slide (const LecSeedJob *job,
              guint i,
              const char *title,
              double start_s,
              double end_s)
{
  const LecSlide *slide = g_ptr_array_index (job->lecture->slides, i);
  const LecVisit *visit = &g_array_index (slide->visits, LecVisit, 0);

  g_assert_cmpuint (slide->number, ==, i + 1);
  g_assert_cmpstr (slide->title, ==, title);
  g_assert_cmpuint (slide->visits->len, ==, 1);
  g_assert_cmpfloat (visit->start_s, ==, start_s);
  g_assert_cmpfloat (visit->end_s, ==, end_s);
}

/* From 0 on or with gaps, in whatever order: here they count from 1, and each lasts up to the
 * next. */
static void
test_slides (void)
{
  g_autoptr (LecSeedJob) job =
    make_job ("a-long-name", make_row ("status", "completed", "url", "https://example.org/1", "duration", "100", NULL));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  add_row (rows, make_row ("slide_number", "10", "timestamp", "1:15", "title", "Third", "content", "the end", NULL));
  add_row (rows, make_row ("slide_number", "0", "timestamp", "5", "title", "First", NULL));
  add_row (rows, make_row ("slide_number", "2", "timestamp", "30.5", "title", "Second", "duration", "10", NULL));
  add_row (rows, make_row ("slide_number", "3", "start_time", "50", "end_time", "40", NULL));
  add_row (rows, make_row ("title", "Nowhere", NULL));
  lec_seed_job_add_slides (job, rows);

  g_assert_cmpuint (job->lecture->slides->len, ==, 3);
  assert_slide (job, 0, "First", 5, 30.5);
  assert_slide (job, 1, "Second", 30.5, 40.5);
  assert_slide (job, 2, "Third", 75, 100);
  g_assert_cmpstr (((LecSlide *) g_ptr_array_index (job->lecture->slides, 2))->text, ==, "the end");
  g_assert_cmpuint (job->skipped->len, ==, 2);
  g_assert_nonnull (strstr (g_ptr_array_index (job->skipped, 0), "“3”"));
  g_assert_nonnull (strstr (g_ptr_array_index (job->skipped, 1), "row 5"));
}

/* Some are numbered: then time decides. */
static void
test_slides_by_time (void)
{
  g_autoptr (LecSeedJob) job =
    make_job ("a-long-name", make_row ("status", "completed", "url", "https://example.org/1", NULL));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  add_row (rows, make_row ("timestamp", "20", "title", "B", NULL));
  add_row (rows, make_row ("number", "9", "timestamp", "10", "title", "A", NULL));
  lec_seed_job_add_slides (job, rows);
  assert_slide (job, 0, "A", 10, 20);
  assert_slide (job, 1, "B", 20, 20);
}

static void
test_many_slides (void)
{
  g_autoptr (LecSeedJob) job =
    make_job ("a-long-name", make_row ("status", "completed", "url", "https://example.org/1", NULL));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);

  for (guint i = 0; i < LEC_SEED_JOB_MAX_SLIDES + 5; i++)
    add_row (rows, make_row ("number", "1", NULL));
  lec_seed_job_add_slides (job, rows);
  g_assert_cmpuint (job->lecture->slides->len, ==, LEC_SEED_JOB_MAX_SLIDES);
  g_assert_cmpuint (job->skipped->len, ==, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seed-job/job", test_job);
  g_test_add_func ("/seed-job/status", test_status);
  g_test_add_func ("/seed-job/refused", test_refused);
  g_test_add_func ("/seed-job/names", test_names);
  g_test_add_func ("/seed-job/secrets", test_secrets);
  g_test_add_func ("/seed-job/moments", test_moments);
  g_test_add_func ("/seed-job/metrics", test_metrics);
  g_test_add_func ("/seed-job/slides", test_slides);
  g_test_add_func ("/seed-job/slides-by-time", test_slides_by_time);
  g_test_add_func ("/seed-job/many-slides", test_many_slides);
  return g_test_run ();
}

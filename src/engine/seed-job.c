/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing of what a row says is trusted, and little of it is needed: a job is
 * refused only when it cannot be told what it is or was of. What else cannot be
 * read is as good as missing.
 */
#include "engine/seed-job.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/secret-mask.h"
#include "base/time-format.h"
#include "model/video-origin.h"

/* What goes before a name of which an id is made. */
#define ID_SPACE  "seed\n"
#define GENERATOR "seed"

/* Numbers are of a lecture; more is a mistake. */
#define MAX_TIME_S  (100 * 3600.0)
#define MAX_COST_S  (366 * 24 * 3600.0)
#define MAX_BYTES   ((double) G_GINT64_CONSTANT (0x4000000000000000))
#define MAX_COUNT   1e9
#define MAX_PIXELS  65536
#define MAX_EPOCH_S 32503680000.0 /* the year 3000 */

/* No process of that service fits into 64 MiB, and none had 64 GiB. */
#define MIN_PEAK_BYTES (64.0 * 1024 * 1024)
#define MAX_PEAK_MIB   (64.0 * 1024)

/* Names under which a thing is looked for, the first one that says something counts. The first of
 * each is what the seed calls it, as far as that is known. */
#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const char *const job_columns[] = {
  "job_id",
  "id",
  "uuid",
  "status",
  "state",
  "video_url",
  "source_url",
  "url",
  "source",
  "video_path",
  "file_path",
  "video_file",
  "filename",
  "original_filename",
  "video",
  "title",
  "created_at",
  "created",
  "submitted_at",
  "started_at",
  "start_time",
  "started",
  "completed_at",
  "finished_at",
  "ended_at",
  "end_time",
  "updated_at",
  "error",
  "error_message",
  "message",
  "file_size",
  "video_size",
  "processing_time",
  "pdf_path",
  "pdf_file",
  "output_pdf",
  "duration",
  "video_duration",
  NULL,
};
static const char *const metrics_columns[] = {
  "job_id",
  "job",
  "fetch_time",
  "download_time",
  "extraction_time",
  "analysis_time",
  "generation_time",
  "pdf_time",
  "processing_time",
  "total_time",
  "cpu_time",
  "peak_memory_usage",
  "peak_memory",
  "memory_usage",
  "disk_usage",
  "video_duration",
  "video_size",
  "video_file_size",
  "video_width",
  "video_height",
  "video_resolution",
  "resolution",
  "video_fps",
  "fps",
  "frames_processed",
  "total_frames",
  "duplicates_removed",
  "cache_hits",
  "errors",
  "error_count",
  "errors_count",
  "retries",
  "retry_count",
  NULL,
};
static const char *const slide_columns[] = {
  "job_id",
  "job",
  "number",
  "slide_number",
  "slide_index",
  "position",
  "start",
  "start_time",
  "timestamp",
  "timestamp_seconds",
  "time",
  "video_time",
  "end_time",
  "end",
  "duration",
  "title",
  "text",
  "ocr_text",
  "content",
  "extracted_text",
  NULL,
};

const char *const *
lec_seed_job_get_columns (LecSeedTable table)
{
  static const char *const *const tables[] = { job_columns, metrics_columns, slide_columns };

  G_STATIC_ASSERT (G_N_ELEMENTS (tables) == LEC_N_SEED_TABLES);
  g_return_val_if_fail (table < LEC_N_SEED_TABLES, NULL);

  return tables[table];
}

void
lec_seed_job_free (LecSeedJob *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->job_id);
  g_clear_pointer (&self->request, lec_job_request_free);
  g_clear_pointer (&self->lecture, lec_lecture_free);
  g_free (self->error);
  g_free (self->pdf);
  g_clear_pointer (&self->skipped, g_ptr_array_unref);
  g_free (self);
}

/* --- Values --- */

/* Returns: (transfer full) (nullable): without the space around it; never empty */
static char *
dup_text (GHashTable *row,
          const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *value = g_hash_table_lookup (row, *names);
      g_autofree char *text = value != NULL ? g_strstrip (g_utf8_make_valid (value, -1)) : NULL;

      if (text != NULL && *text != '\0')
        return g_steal_pointer (&text);
    }

  return NULL;
}

/* A plain number; "1e3" is one, "12 MB" and "nan" are none. */
static gboolean
read_number (const char *text,
             double maximum,
             double *value)
{
  char *end = NULL;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number) || number < 0 || number > maximum)
    return FALSE;

  *value = number;
  return TRUE;
}

/* Returns: -1 when nobody says */
static double
find_number (GHashTable *row,
             const char *const *names,
             double maximum)
{
  for (; *names != NULL; names++)
    {
      const char *const one[] = { *names, NULL };
      g_autofree char *text = dup_text (row, one);
      double value = 0;

      if (text != NULL && read_number (text, maximum, &value))
        return value;
    }

  return -1;
}

static double
get_number (GHashTable *row,
            const char *const *names,
            double maximum)
{
  return MAX (find_number (row, names, maximum), 0);
}

static guint
get_count (GHashTable *row,
           const char *const *names)
{
  return (guint) get_number (row, names, MAX_COUNT);
}

/* In a video: seconds or "1:02:03". Returns: -1 when nobody says */
static double
find_time_s (GHashTable *row,
             const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *const one[] = { *names, NULL };
      g_autofree char *text = dup_text (row, one);
      double time_s = 0;

      if (text != NULL && (read_number (text, MAX_TIME_S, &time_s) || lec_time_parse (text, &time_s, NULL)))
        return time_s;
    }

  return -1;
}

/* What has no time zone is of UTC, as Python's utcnow() is. */
static gint64
read_moment_us (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *iso = g_strdelimit (g_strdup (text), " ", 'T');
  g_autoptr (GDateTime) moment = NULL;
  double epoch_s = 0;

  if (read_number (text, MAX_EPOCH_S, &epoch_s))
    return (gint64) (epoch_s * G_USEC_PER_SEC);

  moment = g_date_time_new_from_iso8601 (iso, utc);
  return moment != NULL ? g_date_time_to_unix (moment) * G_USEC_PER_SEC + g_date_time_get_microsecond (moment) : 0;
}

/* Returns: 0 when nobody says */
static gint64
get_moment_us (GHashTable *row,
               const char *const *names)
{
  for (; *names != NULL; names++)
    {
      const char *const one[] = { *names, NULL };
      g_autofree char *text = dup_text (row, one);
      gint64 moment_us = text != NULL ? read_moment_us (text) : 0;

      if (moment_us > 0)
        return moment_us;
    }

  return 0;
}

/* --- A job --- */

/* A UUID stays, and with it whatever others have noted of the job; of any other name one is made,
 * always the same (RFC 9562, version 8: of whatever the maker likes). */
static char *
make_id (const char *name)
{
  g_autofree char *seeded = g_strconcat (ID_SPACE, name, NULL);
  g_autofree char *hex = NULL;

  if (g_uuid_string_is_valid (name))
    return g_strdup (name);

  hex = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seeded, -1);
  return g_strdup_printf ("%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8, hex + 13, hex + 16, hex + 19);
}

static const struct
{
  const char *name;
  LecJobStatus status;
} statuses[] = {
  { "completed", LEC_JOB_COMPLETED },
  { "complete", LEC_JOB_COMPLETED },
  { "done", LEC_JOB_COMPLETED },
  { "finished", LEC_JOB_COMPLETED },
  { "success", LEC_JOB_COMPLETED },
  { "failed", LEC_JOB_FAILED },
  { "failure", LEC_JOB_FAILED },
  { "error", LEC_JOB_FAILED },
  { "cancelled", LEC_JOB_CANCELLED },
  { "canceled", LEC_JOB_CANCELLED },
  { "revoked", LEC_JOB_CANCELLED },
  { "queued", LEC_JOB_QUEUED },
  { "pending", LEC_JOB_QUEUED },
  { "waiting", LEC_JOB_QUEUED },
  { "initialized", LEC_JOB_QUEUED },
  { "retry", LEC_JOB_QUEUED },
  { "processing", LEC_JOB_PROCESSING },
  { "started", LEC_JOB_PROCESSING },
  { "running", LEC_JOB_PROCESSING },
  { "downloading", LEC_JOB_PROCESSING },
  { "extracting", LEC_JOB_PROCESSING },
  { "analyzing", LEC_JOB_PROCESSING },
  { "generating", LEC_JOB_PROCESSING },
  { "paused", LEC_JOB_PAUSED },
};

static gboolean
read_status (LecSeedJob *self,
             GHashTable *row,
             GError **error)
{
  g_autofree char *text = dup_text (row, NAMES ("status", "state"));
  /* An enumeration of Python's may have been kept by how it is printed: JobStatus.COMPLETED. */
  const char *dot = text != NULL ? strrchr (text, '.') : NULL;
  g_autofree char *name = text != NULL ? g_ascii_strdown (dot != NULL ? dot + 1 : text, -1) : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].name, name))
      {
        self->status = statuses[i].status;
        return TRUE;
      }

  if (text == NULL)
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("it has no status"));
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("its status “%s” is none that is known"), text);
  return FALSE;
}

/* An address without what may be secret in it, as this program keeps them. */
static gboolean
read_source (LecSeedJob *self,
             GHashTable *row,
             GError **error)
{
  g_autofree char *source = dup_text (row, NAMES ("video_url", "source_url", "url", "source", "video_path", "file_path",
                                                  "video_file", "filename", "original_filename", "video", "title"));
  LecVideoInfo *video = self->lecture->video;
  char *shown = NULL;

  if (source == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("it names no video"));
      return FALSE;
    }

  video->address = lec_video_origin_clean (source);
  if (video->address != NULL)
    shown = g_strdup (video->address);
  else
    shown = strstr (source, "://") != NULL ? lec_secret_mask_address (source) : g_strdup (source);
  g_free (video->path);
  video->path = g_strdup (shown);
  g_ptr_array_add (self->request->videos, shown);
  return TRUE;
}

/* What is over has ended at some time, and not before it began. */
static void
read_moments (LecSeedJob *self,
              GHashTable *row)
{
  self->created_us = get_moment_us (row, NAMES ("created_at", "created", "submitted_at", "started_at", "start_time",
                                                "updated_at"));
  self->started_us = MAX (get_moment_us (row, NAMES ("started_at", "start_time", "started")), self->created_us);
  self->completed_us = get_moment_us (row, NAMES ("completed_at", "finished_at", "ended_at", "end_time", "updated_at"));
  self->completed_us = MAX (self->completed_us, self->started_us);
}

static void
read_result (LecSeedJob *self,
             GHashTable *row)
{
  g_autofree char *error = dup_text (row, NAMES ("error", "error_message", "message"));
  g_autofree char *pdf = dup_text (row, NAMES ("pdf_path", "pdf_file", "output_pdf"));

  if (error != NULL && self->status != LEC_JOB_COMPLETED)
    self->error = lec_secret_mask (error);
  if (pdf != NULL && g_path_is_absolute (pdf))
    self->pdf = g_steal_pointer (&pdf);
  self->size_bytes = (gint64) get_number (row, NAMES ("file_size", "video_size"), MAX_BYTES);
  self->lecture->video->size_bytes = self->size_bytes;
  self->lecture->video->duration_s = MAX (find_time_s (row, NAMES ("video_duration", "duration")), 0);
  self->metrics.processing_s = get_number (row, NAMES ("processing_time"), MAX_COST_S);
}

/* For what no metrics say. */
static void
guess_costs (LecSeedJob *self)
{
  LecJobMetrics *metrics = &self->metrics;

  if (metrics->processing_s <= 0)
    metrics->processing_s = (double) (self->completed_us - self->started_us) / G_USEC_PER_SEC;
  if (metrics->total_s <= 0)
    metrics->total_s = (double) (self->completed_us - self->created_us) / G_USEC_PER_SEC;
}

LecSeedJob *
lec_seed_job_new (const char *name,
                  GHashTable *row,
                  GError **error)
{
  g_autoptr (LecSeedJob) self = NULL;

  g_return_val_if_fail (name != NULL && row != NULL, NULL);

  if (*name == '\0')
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("it has no name"));
      return NULL;
    }

  self = g_new0 (LecSeedJob, 1);
  self->name = g_utf8_make_valid (name, -1);
  self->job_id = make_id (self->name);
  self->request = lec_job_request_new ();
  self->lecture = lec_lecture_new ();
  self->skipped = g_ptr_array_new_with_free_func (g_free);
  g_free (self->lecture->generator);
  self->lecture->generator = g_strdup (GENERATOR);
  if (!read_status (self, row, error) || !read_source (self, row, error))
    return NULL;

  read_moments (self, row);
  read_result (self, row);
  guess_costs (self);
  return g_steal_pointer (&self);
}

/* --- What it has cost --- */

/* The unit is nowhere said: what no process can have in bytes, or in KiB, is of the next larger
 * one. */
static gint64
get_peak_bytes (GHashTable *row)
{
  double peak = get_number (row, NAMES ("peak_memory_usage", "peak_memory", "memory_usage"), MAX_BYTES);

  if (peak < MAX_PEAK_MIB)
    peak *= 1024 * 1024;
  else if (peak < MIN_PEAK_BYTES)
    peak *= 1024;
  return (gint64) peak;
}

static void
read_video_facts (LecVideoInfo *video,
                  GHashTable *row)
{
  g_autofree char *size = dup_text (row, NAMES ("video_resolution", "resolution"));
  g_auto (GStrv) sides = size != NULL ? g_strsplit (size, "x", 2) : NULL;
  double duration_s = find_time_s (row, NAMES ("video_duration"));
  double bytes = find_number (row, NAMES ("video_size", "video_file_size"), MAX_BYTES);
  double width = find_number (row, NAMES ("video_width"), MAX_PIXELS);
  double height = find_number (row, NAMES ("video_height"), MAX_PIXELS);

  if (duration_s > 0)
    video->duration_s = duration_s;
  if (bytes > 0)
    video->size_bytes = (gint64) bytes;
  if (sides != NULL && g_strv_length (sides) == 2)
    {
      read_number (g_strstrip (sides[0]), MAX_PIXELS, &width);
      read_number (g_strstrip (sides[1]), MAX_PIXELS, &height);
    }
  video->width = (int) MAX (width, 0);
  video->height = (int) MAX (height, 0);
  video->fps = get_number (row, NAMES ("video_fps", "fps"), 1000);
}

void
lec_seed_job_add_metrics (LecSeedJob *self,
                          GHashTable *row)
{
  LecJobMetrics *metrics = NULL;
  double processing_s = 0;

  g_return_if_fail (self != NULL && row != NULL);

  metrics = &self->metrics;
  metrics->fetch_s = get_number (row, NAMES ("fetch_time", "download_time"), MAX_COST_S);
  metrics->extraction_s = get_number (row, NAMES ("extraction_time"), MAX_COST_S);
  metrics->analysis_s = get_number (row, NAMES ("analysis_time"), MAX_COST_S);
  metrics->generation_s = get_number (row, NAMES ("generation_time", "pdf_time"), MAX_COST_S);
  metrics->cpu_s = get_number (row, NAMES ("cpu_time"), MAX_COST_S);
  metrics->peak_memory_bytes = get_peak_bytes (row);
  metrics->disk_bytes = (gint64) get_number (row, NAMES ("disk_usage"), MAX_BYTES);
  metrics->n_frames = get_count (row, NAMES ("frames_processed", "total_frames"));
  metrics->n_cache_hits = get_count (row, NAMES ("cache_hits"));
  metrics->n_errors = get_count (row, NAMES ("errors", "error_count", "errors_count"));
  metrics->n_retries = get_count (row, NAMES ("retries", "retry_count"));
  processing_s = get_number (row, NAMES ("processing_time", "total_time"), MAX_COST_S);
  if (processing_s > 0)
    metrics->processing_s = processing_s;
  if (get_number (row, NAMES ("total_time"), MAX_COST_S) > 0)
    metrics->total_s = get_number (row, NAMES ("total_time"), MAX_COST_S);
  read_video_facts (self->lecture->video, row);
}

/* --- Slides --- */

/* One as it comes, before it has its place. */
typedef struct
{
  double number; /* -1: none is given */
  double start_s;
  double end_s;    /* -1: when the next one begins */
  guint nth;       /* row */
  GHashTable *row; /* unowned */
} Found;

static void
skip (LecSeedJob *self,
      const char *what,
      const char *why)
{
  /* Translators: a slide of a job, and why it is not taken */
  g_ptr_array_add (self->skipped, g_strdup_printf (_ ("%s is left out: %s"), what, why));
}

/* Returns: whether it can be shown somewhere */
static gboolean
read_slide (LecSeedJob *self,
            Found *found)
{
  GHashTable *row = found->row;
  double duration_s = find_time_s (row, NAMES ("duration"));
  g_autofree char *given = dup_text (row, NAMES ("number", "slide_number", "slide_index", "position"));
  /* Translators: @NUMBER is as another program has written it */
  g_autofree char *what = given != NULL ? g_strdup_printf (_ ("slide “%s”"), given)
                                        : g_strdup_printf (_ ("the slide of row %u"), found->nth + 1);

  found->number = find_number (row, NAMES ("number", "slide_number", "slide_index", "position"), MAX_COUNT);
  found->start_s = find_time_s (row, NAMES ("start", "start_time", "timestamp", "timestamp_seconds", "time",
                                            "video_time"));
  found->end_s = find_time_s (row, NAMES ("end_time", "end"));
  if (found->number < 0 && found->start_s < 0)
    {
      skip (self, what, _ ("it has neither a number nor a time"));
      return FALSE;
    }
  if (found->end_s < 0 && found->start_s >= 0 && duration_s > 0)
    found->end_s = found->start_s + duration_s;
  if (found->end_s >= 0 && found->end_s < found->start_s)
    {
      skip (self, what, _ ("it ends before it begins"));
      return FALSE;
    }

  return TRUE;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const Found *left = a;
  const Found *right = b;

  if (left->start_s != right->start_s)
    return left->start_s < right->start_s ? -1 : 1;

  return left->nth < right->nth ? -1 : left->nth > right->nth;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const Found *left = a;
  const Found *right = b;

  if (left->number != right->number)
    return left->number < right->number ? -1 : 1;

  return compare_times (a, b);
}

/* By number where each has one, else by time. */
static void
sort_slides (GArray *all)
{
  gboolean is_numbered = TRUE;

  for (guint i = 0; i < all->len; i++)
    is_numbered = is_numbered && g_array_index (all, Found, i).number >= 0;
  g_array_sort (all, is_numbered ? compare_numbers : compare_times);
}

/* Returns: when the first one after it begins that says so, or -1 */
static double
find_next_start_s (const GArray *all,
                   guint i)
{
  double start_s = g_array_index (all, Found, i).start_s;

  for (guint k = i + 1; k < all->len; k++)
    if (g_array_index (all, Found, k).start_s > start_s)
      return g_array_index (all, Found, k).start_s;

  return -1;
}

static void
place_slide (LecSeedJob *self,
             const GArray *all,
             guint i,
             double *last_end_s)
{
  const Found *found = &g_array_index (all, Found, i);
  LecSlide *slide = lec_slide_new (i + 1);
  double start_s = found->start_s >= 0 ? found->start_s : *last_end_s;
  double end_s = found->end_s;

  if (end_s < 0)
    end_s = find_next_start_s (all, i);
  if (end_s < 0)
    end_s = self->lecture->video->duration_s;
  end_s = MAX (end_s, start_s);
  lec_slide_add_visit (slide, start_s, end_s);
  slide->title = dup_text (found->row, NAMES ("title"));
  slide->text = dup_text (found->row, NAMES ("text", "ocr_text", "content", "extracted_text"));
  g_ptr_array_add (self->lecture->slides, slide);
  *last_end_s = end_s;
}

void
lec_seed_job_add_slides (LecSeedJob *self,
                         const GPtrArray *rows)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (Found));
  double last_end_s = 0;

  g_return_if_fail (self != NULL && rows != NULL);

  for (guint i = 0; i < rows->len && all->len < LEC_SEED_JOB_MAX_SLIDES; i++)
    {
      Found found = { .nth = i, .row = g_ptr_array_index (rows, i) };

      if (read_slide (self, &found))
        g_array_append_val (all, found);
    }
  if (rows->len > LEC_SEED_JOB_MAX_SLIDES)
    g_ptr_array_add (self->skipped, g_strdup_printf (_ ("it has more than %u slides; the others are left out"),
                                                     LEC_SEED_JOB_MAX_SLIDES));
  sort_slides (all);
  for (guint i = 0; i < all->len; i++)
    place_slide (self, all, i, &last_end_s);
}

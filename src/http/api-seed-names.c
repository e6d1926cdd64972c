/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table. The names are those of its database, as far as they are known: the
 * ones that engine/seed-job.c looks for first, and that our tables have.
 */
#include "http/api-seed-names.h"

#define JOB     "Job"
#define METRICS "JobMetrics"

static const LecApiSeedName seed_names[] = {
  { JOB, "created_at", "created" },
  { JOB, "started_at", "started" },
  { JOB, "completed_at", "completed" },
  { JOB, "slide_count", "slides" },
  { JOB, "processing_time", "processing_s" },
  { JOB, "file_size", "size_bytes" },

  { METRICS, "fetch_time", "fetch_s" },
  { METRICS, "extraction_time", "extraction_s" },
  { METRICS, "analysis_time", "analysis_s" },
  { METRICS, "generation_time", "generation_s" },
  { METRICS, "processing_time", "processing_s" },
  { METRICS, "total_time", "total_s" },
  { METRICS, "cpu_time", "cpu_s" },
  { METRICS, "peak_memory_usage", "peak_memory_bytes" },
  { METRICS, "disk_usage", "disk_bytes" },
  { METRICS, "video_duration", "video_s" },
  { METRICS, "video_size", "video_bytes" },
  { METRICS, "frames_processed", "frames" },
  { METRICS, "slides_extracted", "slides" },
  { METRICS, "duplicates_removed", "duplicates" },
};

const LecApiSeedName *
lec_api_seed_names_get_table (gsize *n_names)
{
  g_return_val_if_fail (n_names != NULL, NULL);

  *n_names = G_N_ELEMENTS (seed_names);
  return seed_names;
}

void
lec_api_seed_names_add (JsonObject *object,
                        const char *schema)
{
  g_return_if_fail (object != NULL && schema != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (seed_names); i++)
    {
      const LecApiSeedName *name = &seed_names[i];

      if (g_str_equal (name->schema, schema) && json_object_has_member (object, name->of))
        json_object_set_member (object, name->name, json_object_dup_member (object, name->of));
    }
}

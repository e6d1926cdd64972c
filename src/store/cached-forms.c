/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON with a member for each that the store tells; what has not all of them is
 * from another version and is refused, like anything else that somebody may
 * have written there. Two tables say which members, in both directions.
 */
#include "store/cached-forms.h"

#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/slide.h"

#define MAX_TEXT_BYTES (1024 * 1024)
#define MAX_SLIDES     100000
#define MAX_VISITS     100000

typedef enum
{
  FIELD_TEXT, /* char *, may be missing */
  FIELD_PATH, /* char *, any bytes, may be missing */
  FIELD_INT,
  FIELD_UINT,
  FIELD_INT64,
  FIELD_UINT64,
  FIELD_REAL,
  FIELD_BOOLEAN, /* gboolean */
} FieldKind;

typedef struct
{
  const char *name;
  FieldKind kind;
  gsize offset;
} Field;

#define JOB(member, kind)                                  \
  {                                                        \
#member, FIELD_##kind, G_STRUCT_OFFSET(LecJob, member) \
  }

static const Field job_fields[] = {
  JOB (id, INT64),
  JOB (job_id, TEXT),
  JOB (source, TEXT),
  JOB (content_hash, TEXT),
  JOB (owner, TEXT),
  JOB (priority, INT),
  JOB (progress, REAL),
  JOB (message, TEXT),
  JOB (error_code, TEXT),
  JOB (error, TEXT),
  JOB (created_us, INT64),
  JOB (started_us, INT64),
  JOB (completed_us, INT64),
  JOB (n_slides, UINT),
  JOB (processing_s, REAL),
  JOB (size_bytes, INT64),
  JOB (cancel_requested, BOOLEAN),
  JOB (pause_requested, BOOLEAN),
  JOB (pdf, PATH),
  JOB (images, PATH),
  JOB (json, PATH),
};

#define METRICS(member, kind)                                     \
  {                                                               \
#member, FIELD_##kind, G_STRUCT_OFFSET(LecJobMetrics, member) \
  }

static const Field metrics_fields[] = {
  METRICS (fetch_s, REAL),
  METRICS (extraction_s, REAL),
  METRICS (analysis_s, REAL),
  METRICS (generation_s, REAL),
  METRICS (processing_s, REAL),
  METRICS (total_s, REAL),
  METRICS (cpu_s, REAL),
  METRICS (peak_memory_bytes, INT64),
  METRICS (disk_bytes, INT64),
  METRICS (video_s, REAL),
  METRICS (video_bytes, INT64),
  METRICS (video_width, INT),
  METRICS (video_height, INT),
  METRICS (video_fps, REAL),
  METRICS (n_frames, UINT64),
  METRICS (n_slides, UINT),
  METRICS (n_duplicates, UINT),
  METRICS (n_cache_hits, UINT),
  METRICS (n_errors, UINT),
  METRICS (n_retries, UINT),
};

static void
write_field (JsonObject *object,
             const Field *field,
             gconstpointer record)
{
  gconstpointer value = (const char *) record + field->offset;

  switch (field->kind)
    {
    case FIELD_TEXT:
      lec_json_set_string (object, field->name, *(char *const *) value);
      break;
    case FIELD_PATH:
      lec_json_set_path (object, field->name, *(char *const *) value);
      break;
    case FIELD_INT:
      json_object_set_int_member (object, field->name, *(const int *) value);
      break;
    case FIELD_UINT:
      json_object_set_int_member (object, field->name, *(const guint *) value);
      break;
    case FIELD_INT64:
      json_object_set_int_member (object, field->name, *(const gint64 *) value);
      break;
    case FIELD_UINT64:
      json_object_set_int_member (object, field->name, (gint64) MIN (*(const guint64 *) value, (guint64) G_MAXINT64));
      break;
    case FIELD_REAL:
      json_object_set_double_member (object, field->name, *(const double *) value);
      break;
    case FIELD_BOOLEAN:
    default:
      json_object_set_boolean_member (object, field->name, *(const gboolean *) value);
      break;
    }
}

static gboolean
read_number (JsonObject *object,
             const Field *field,
             gpointer value,
             GError **error)
{
  gint64 minimum = 0;
  gint64 maximum = G_MAXINT64;
  gint64 number = 0;

  if (field->kind == FIELD_INT)
    minimum = G_MININT, maximum = G_MAXINT;
  else if (field->kind == FIELD_UINT)
    maximum = G_MAXUINT;
  if (!lec_json_read_int (object, field->name, LEC_JSON_REQUIRED, minimum, maximum, &number, error))
    return FALSE;

  if (field->kind == FIELD_INT)
    *(int *) value = (int) number;
  else if (field->kind == FIELD_UINT)
    *(guint *) value = (guint) number;
  else
    *(gint64 *) value = number;
  return TRUE;
}

static gboolean
read_field (JsonObject *object,
            const Field *field,
            gpointer record,
            GError **error)
{
  gpointer value = (char *) record + field->offset;

  switch (field->kind)
    {
    case FIELD_TEXT:
      return lec_json_read_string (object, field->name, LEC_JSON_OPTIONAL, MAX_TEXT_BYTES, value, error);
    case FIELD_PATH:
      return lec_json_read_path (object, field->name, LEC_JSON_OPTIONAL, value, error);
    case FIELD_REAL:
      return lec_json_read_double (object, field->name, LEC_JSON_REQUIRED, -G_MAXDOUBLE, G_MAXDOUBLE, value, error);
    case FIELD_BOOLEAN:
      return lec_json_read_boolean (object, field->name, LEC_JSON_REQUIRED, value, error);
    case FIELD_INT:
    case FIELD_UINT:
    case FIELD_INT64:
    case FIELD_UINT64:
    default:
      return read_number (object, field, value, error);
    }
}

static JsonObject *
write_record (const Field *fields,
              gsize n_fields,
              gconstpointer record)
{
  JsonObject *object = json_object_new ();

  for (gsize i = 0; i < n_fields; i++)
    write_field (object, &fields[i], record);

  return object;
}

static gboolean
read_record (JsonObject *object,
             const Field *fields,
             gsize n_fields,
             gpointer record,
             GError **error)
{
  for (gsize i = 0; i < n_fields; i++)
    if (!read_field (object, &fields[i], record, error))
      return FALSE;

  return TRUE;
}

/* @object: (transfer full) */
static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = lec_json_wrap (object);

  return lec_json_to_line (node);
}

char *
lec_cached_form_of_job (const LecJob *job)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (job != NULL, NULL);

  object = write_record (job_fields, G_N_ELEMENTS (job_fields), job);
  lec_json_set_string (object, "status", lec_job_status_get_name (job->status));
  if (job->request != NULL)
    lec_json_set_node (object, "request", lec_job_request_to_json (job->request));

  return to_text (object);
}

static gboolean
refuse (const char *what,
        GError **error)
{
  g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "%s: not what a store says", what);
  return FALSE;
}

static gboolean
read_status (JsonObject *object,
             LecJobStatus *status,
             GError **error)
{
  g_autofree char *name = NULL;

  if (!lec_json_read_string (object, "status", LEC_JSON_REQUIRED, MAX_TEXT_BYTES, &name, error))
    return FALSE;
  if (lec_job_status_from_name (name, status))
    return TRUE;

  return refuse ("status", error);
}

/* A request that another version has made may not be readable: nor is it from the store. */
static gboolean
read_request (JsonObject *object,
              LecJob *job,
              GError **error)
{
  JsonNode *node = NULL;

  if (!lec_json_read_node (object, "request", LEC_JSON_OPTIONAL, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;

  job->request = lec_job_request_from_json (node, error);
  return job->request != NULL;
}

/**
 * lec_cached_form_to_job:
 * @text: anything
 *
 * Returns: (transfer full): %NULL with %LEC_ERROR_PROTOCOL
 */
LecJob *
lec_cached_form_to_job (const char *text,
                        GError **error)
{
  g_autoptr (LecJob) job = lec_job_new ();
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = lec_json_parse (text, -1, MAX_TEXT_BYTES, error);
  object = node != NULL ? lec_json_get_object (node, "job", error) : NULL;
  if (object == NULL || !read_record (object, job_fields, G_N_ELEMENTS (job_fields), job, error) ||
      !read_status (object, &job->status, error) || !read_request (object, job, error))
    return NULL;
  if (job->job_id == NULL || job->source == NULL || job->owner == NULL)
    {
      refuse ("job", error);
      return NULL;
    }

  return g_steal_pointer (&job);
}

char *
lec_cached_form_of_metrics (const LecJobMetrics *metrics)
{
  g_return_val_if_fail (metrics != NULL, NULL);

  return to_text (write_record (metrics_fields, G_N_ELEMENTS (metrics_fields), metrics));
}

/**
 * lec_cached_form_to_metrics:
 * @metrics: (out): of no use on failure
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL
 */
gboolean
lec_cached_form_to_metrics (const char *text,
                            LecJobMetrics *metrics,
                            GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (text != NULL && metrics != NULL, FALSE);

  node = lec_json_parse (text, -1, MAX_TEXT_BYTES, error);
  object = node != NULL ? lec_json_get_object (node, "metrics", error) : NULL;
  return object != NULL && read_record (object, metrics_fields, G_N_ELEMENTS (metrics_fields), metrics, error);
}

/* What the store has of a slide, which is less than the lecture has. */
static JsonNode *
write_slide (const LecSlide *slide)
{
  JsonObject *object = json_object_new ();
  JsonArray *visits = json_array_new ();

  json_object_set_int_member (object, "number", slide->number);
  lec_json_set_path (object, "picture", slide->picture);
  lec_json_set_string (object, "title", slide->title);
  lec_json_set_string (object, "text", slide->text);
  for (guint i = 0; i < slide->visits->len; i++)
    {
      const LecVisit *visit = &g_array_index (slide->visits, LecVisit, i);

      json_array_add_double_element (visits, visit->start_s);
      json_array_add_double_element (visits, visit->end_s);
    }
  json_object_set_array_member (object, "visits", visits);

  return lec_json_wrap (object);
}

char *
lec_cached_form_of_slides (const GPtrArray *slides)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  g_return_val_if_fail (slides != NULL, NULL);

  for (guint i = 0; i < slides->len; i++)
    json_array_add_element (array, write_slide (g_ptr_array_index (slides, i)));
  json_object_set_array_member (object, "slides", array);

  return to_text (object);
}

static gboolean
read_visits (LecSlide *slide,
             JsonArray *array,
             GError **error)
{
  guint n = json_array_get_length (array);

  for (guint i = 0; i + 1 < n; i += 2)
    {
      double start_s = 0;
      double end_s = 0;

      if (!lec_json_node_to_double (json_array_get_element (array, i), "start", 0, G_MAXDOUBLE, &start_s, error) ||
          !lec_json_node_to_double (json_array_get_element (array, i + 1), "end", 0, G_MAXDOUBLE, &end_s, error))
        return FALSE;
      if (start_s > end_s)
        return refuse ("visits", error);
      lec_slide_add_visit (slide, start_s, end_s);
    }

  return TRUE;
}

static LecSlide *
read_slide (JsonNode *node,
            GError **error)
{
  g_autoptr (LecSlide) slide = NULL;
  JsonObject *object = lec_json_get_object (node, "slide", error);
  JsonArray *visits = NULL;
  gint64 number = 0;

  if (object == NULL || !lec_json_read_int (object, "number", LEC_JSON_REQUIRED, 1, G_MAXINT, &number, error))
    return NULL;

  slide = lec_slide_new ((guint) number);
  if (!lec_json_read_path (object, "picture", LEC_JSON_OPTIONAL, &slide->picture, error) ||
      !lec_json_read_string (object, "title", LEC_JSON_OPTIONAL, MAX_TEXT_BYTES, &slide->title, error) ||
      !lec_json_read_string (object, "text", LEC_JSON_OPTIONAL, MAX_TEXT_BYTES, &slide->text, error) ||
      !lec_json_read_array (object, "visits", LEC_JSON_REQUIRED, MAX_VISITS, &visits, error) ||
      !read_visits (slide, visits, error))
    return NULL;
  /* It becomes a path. */
  if (slide->picture != NULL && (slide->picture[0] == '.' || strchr (slide->picture, '/') != NULL))
    {
      refuse ("picture", error);
      return NULL;
    }

  return g_steal_pointer (&slide);
}

/**
 * lec_cached_form_to_slides:
 * @text: anything
 *
 * Returns: (transfer full) (element-type LecSlide): %NULL with %LEC_ERROR_PROTOCOL
 */
GPtrArray *
lec_cached_form_to_slides (const char *text,
                           GError **error)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;
  JsonArray *array = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = lec_json_parse (text, -1, MAX_TEXT_BYTES, error);
  object = node != NULL ? lec_json_get_object (node, "slides", error) : NULL;
  if (object == NULL || !lec_json_read_array (object, "slides", LEC_JSON_REQUIRED, MAX_SLIDES, &array, error))
    return NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      LecSlide *slide = read_slide (json_array_get_element (array, i), error);

      if (slide == NULL)
        return NULL;
      g_ptr_array_add (slides, slide);
    }

  return g_steal_pointer (&slides);
}

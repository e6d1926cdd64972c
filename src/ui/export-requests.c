/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each request is a function that the desk's thread calls with data that nobody
 * else has any more, but for the progress: one whole number.
 */
#include "ui/export-requests.h"

#include "engine/kept-transcript.h"
#include "engine/review-export.h"
#include "engine/review-study.h"
#include "ui/preview-pages.h"

#define PER_MILLE 1000
/* Of an export to study from, before documents are written. */
#define SHARE_OF_STAGES 0.3

struct _LecExportProgress
{
  int n_refs;    /* atomic */
  int per_mille; /* atomic */
};

LecExportProgress *
lec_export_progress_new (void)
{
  LecExportProgress *self = g_new0 (LecExportProgress, 1);

  self->n_refs = 1;
  return self;
}

LecExportProgress *
lec_export_progress_ref (LecExportProgress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->n_refs);
  return self;
}

void
lec_export_progress_unref (LecExportProgress *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (&self->n_refs))
    g_free (self);
}

double
lec_export_progress_get_fraction (LecExportProgress *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (double) g_atomic_int_get (&self->per_mille) / PER_MILLE;
}

void
lec_export_progress_set_fraction (LecExportProgress *self,
                                  double fraction)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->per_mille, (int) (CLAMP (fraction, 0, 1) * PER_MILLE));
}

/* --- Looking --- */

void
lec_export_facts_free (LecExportFacts *self)
{
  if (self == NULL)
    return;

  lec_job_options_free (self->options);
  g_free (self);
}

static gpointer
look (LecReview *review,
      gpointer data,
      GCancellable *cancellable,
      GError **error)
{
  LecJobOptions *options = lec_review_dup_options (review, cancellable, error);
  g_autoptr (LecTranscript) transcript = NULL;
  LecExportFacts *facts = NULL;

  if (options == NULL)
    return NULL;

  transcript = lec_kept_transcript_load (review, NULL);
  facts = g_new0 (LecExportFacts, 1);
  facts->options = options;
  facts->n_slides = lec_review_get_lecture (review)->slides->len;
  facts->has_speech = transcript != NULL;
  return facts;
}

void
lec_export_requests_look_async (LecReviewDesk *desk,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  lec_review_desk_run_async (desk, look, NULL, NULL, (GDestroyNotify) lec_export_facts_free, cancellable, callback,
                             user_data);
}

LecExportFacts *
lec_export_requests_look_finish (LecReviewDesk *desk,
                                 GAsyncResult *result,
                                 GError **error)
{
  return lec_review_desk_run_finish (desk, result, error);
}

/* --- Previews --- */

typedef struct
{
  LecJobOptions *options;
  guint sheet;
  int long_side;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *wanted = data;

  lec_job_options_free (wanted->options);
  g_free (wanted);
}

static gpointer
preview (LecReview *review,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  const Preview *wanted = data;
  g_autoptr (GBytes) pdf = lec_review_preview (review, wanted->options, wanted->sheet, cancellable, error);

  return pdf != NULL ? lec_preview_pages_render (pdf, wanted->long_side, error) : NULL;
}

void
lec_export_requests_preview_async (LecReviewDesk *desk,
                                   const LecJobOptions *options,
                                   guint sheet,
                                   int long_side,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Preview *wanted = g_new0 (Preview, 1);

  *wanted = (Preview){ lec_job_options_copy (options), sheet, long_side };
  lec_review_desk_run_async (desk, preview, wanted, preview_free, (GDestroyNotify) g_ptr_array_unref, cancellable,
                             callback, user_data);
}

GPtrArray *
lec_export_requests_preview_finish (LecReviewDesk *desk,
                                    GAsyncResult *result,
                                    GError **error)
{
  return lec_review_desk_run_finish (desk, result, error);
}

/* --- Exporting --- */

typedef struct
{
  LecJobOptions *options;
  char *output;
  gboolean force;
  LecExportProgress *progress; /* (nullable) */
} Export;

static Export *
export_new (const LecJobOptions *options,
            const char *output)
{
  Export *wanted = g_new0 (Export, 1);

  wanted->options = lec_job_options_copy (options);
  wanted->output = g_strdup (output);
  return wanted;
}

static void
export_free (gpointer data)
{
  Export *wanted = data;

  lec_job_options_free (wanted->options);
  g_clear_pointer (&wanted->progress, lec_export_progress_unref);
  g_free (wanted->output);
  g_free (wanted);
}

static gpointer
list_in_the_way (LecReview *review,
                 gpointer data,
                 GCancellable *cancellable,
                 GError **error)
{
  const Export *wanted = data;
  LecReviewExport what = { wanted->options, wanted->output, FALSE };

  return lec_review_list_in_the_way (review, &what, error);
}

void
lec_export_requests_list_in_the_way_async (LecReviewDesk *desk,
                                           const LecJobOptions *options,
                                           const char *output,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  lec_review_desk_run_async (desk, list_in_the_way, export_new (options, output), export_free,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
lec_export_requests_list_in_the_way_finish (LecReviewDesk *desk,
                                            GAsyncResult *result,
                                            GError **error)
{
  return lec_review_desk_run_finish (desk, result, error);
}

static void
status_cb (const LecExtractStatus *status,
           gpointer user_data)
{
  LecExportProgress *progress = user_data;

  g_atomic_int_set (&progress->per_mille, (int) (status->fraction * PER_MILLE));
}

static gpointer export(LecReview *review,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  const Export *wanted = data;
  LecReviewExport what = { wanted->options, wanted->output, wanted->force };
  LecExtractListener listener = { .status = status_cb, .user_data = wanted->progress };
  g_auto (LecExtractResult) result = { 0 };

  return lec_review_export (review, &what, &listener, &result, cancellable, error) ? g_strdup (result.pdf) : NULL;
}

void
lec_export_requests_export_async (LecReviewDesk *desk,
                                  const LecJobOptions *options,
                                  const char *output,
                                  gboolean force,
                                  LecExportProgress *progress,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Export *wanted = export_new (options, output);

  wanted->force = force;
  wanted->progress = lec_export_progress_ref (progress);
  lec_review_desk_run_async (desk, export, wanted, export_free, g_free, cancellable, callback, user_data);
}

char *
lec_export_requests_export_finish (LecReviewDesk *desk,
                                   GAsyncResult *result,
                                   GError **error)
{
  return lec_review_desk_run_finish (desk, result, error);
}

/* --- To study from --- */

typedef struct
{
  char **formats;
  char *paper;
  char *picture_quality;
  char *deck; /* (nullable) */
  char *folder;
  gboolean force;
  gboolean asks_model;
  LecConsentAsker *asker;      /* (nullable) */
  LecExportProgress *progress; /* (nullable) */
  GCancellable *cancellable;   /* (nullable): while it is exported */
  gboolean has_declined;       /* that something is sent */
} Study;

typedef struct
{
  GPtrArray *paths;
  char *note; /* (nullable) */
} Studied;

static void
studied_free (gpointer data)
{
  Studied *studied = data;

  g_clear_pointer (&studied->paths, g_ptr_array_unref);
  g_free (studied->note);
  g_free (studied);
}

static Study *
study_new (const LecExportStudy *what)
{
  Study *wanted = g_new0 (Study, 1);

  wanted->formats = g_strdupv ((char **) what->formats);
  wanted->paper = lec_job_options_dup_value (what->options, "paper");
  wanted->picture_quality = lec_job_options_dup_value (what->options, "picture-quality");
  wanted->deck = g_strdup (what->deck);
  wanted->folder = g_strdup (what->folder);
  wanted->force = what->force;
  wanted->asks_model = what->asks_model;
  if (what->asker != NULL)
    wanted->asker = lec_consent_asker_ref (what->asker);
  return wanted;
}

static void
study_free (gpointer data)
{
  Study *wanted = data;

  g_strfreev (wanted->formats);
  g_free (wanted->paper);
  g_free (wanted->picture_quality);
  g_free (wanted->deck);
  g_free (wanted->folder);
  g_clear_pointer (&wanted->asker, lec_consent_asker_unref);
  g_clear_pointer (&wanted->progress, lec_export_progress_unref);
  g_free (wanted);
}

static LecStudyExport
describe (const Study *wanted)
{
  return (LecStudyExport){ .formats = (const char *const *) wanted->formats,
                           .output = wanted->folder,
                           .deck = wanted->deck,
                           .paper = wanted->paper,
                           .picture_quality = wanted->picture_quality,
                           .force = wanted->force,
                           .skip_empty = TRUE };
}

static gpointer
list_study_in_the_way (LecReview *review,
                       gpointer data,
                       GCancellable *cancellable,
                       GError **error)
{
  LecStudyExport what = describe (data);

  return lec_review_list_study_in_the_way (review, &what, error);
}

void
lec_export_requests_list_study_in_the_way_async (LecReviewDesk *desk,
                                                 const LecExportStudy *what,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data)
{
  lec_review_desk_run_async (desk, list_study_in_the_way, study_new (what), study_free,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/* What is made first is looked for, then written. */
static void
study_status_cb (const LecExtractStatus *status,
                 gpointer user_data)
{
  const Study *wanted = user_data;
  gboolean is_writing = g_strcmp0 (status->stage, "generate") == 0;
  double fraction =
    is_writing ? SHARE_OF_STAGES + (1 - SHARE_OF_STAGES) * status->fraction : SHARE_OF_STAGES * status->fraction;

  lec_export_progress_set_fraction (wanted->progress, fraction);
}

static gboolean
may_send_cb (const LecUploadDemand *demand,
             gpointer user_data)
{
  Study *wanted = user_data;
  gboolean agrees = lec_consent_asker_ask (wanted->asker, demand, wanted->cancellable);

  wanted->has_declined = !agrees;
  return agrees;
}

/* Takes both: (nullable). Returns: (transfer full) (nullable) */
static char *
join_notes (char *model_note,
            char *skip_note)
{
  g_autofree char *first = model_note;
  g_autofree char *second = skip_note;

  if (first == NULL || second == NULL)
    return first != NULL ? g_steal_pointer (&first) : g_steal_pointer (&second);

  return g_strdup_printf ("%s; %s", first, second);
}

static gpointer
study (LecReview *review,
       gpointer data,
       GCancellable *cancellable,
       GError **error)
{
  Study *wanted = data;
  LecStudyExport what = describe (wanted);
  LecExtractListener listener = { .status = study_status_cb, .user_data = wanted };
  g_autoptr (GPtrArray) notes = NULL;
  g_autofree char *model_note = NULL;
  g_autofree char *skip_note = NULL;
  GPtrArray *paths = NULL;
  Studied *studied = NULL;

  wanted->cancellable = cancellable;
  /* That none is set any more is no reason to export nothing. */
  what.language_model = wanted->asks_model && lec_study_check_model (NULL);
  what.model_note = &model_note;
  what.skip_note = &skip_note;
  if (wanted->asker != NULL)
    listener.may_send = may_send_cb;
  paths = lec_review_export_study (&review, 1, &what, &listener, &notes, cancellable, error);
  if (paths == NULL)
    return NULL;

  studied = g_new0 (Studied, 1);
  studied->paths = paths;
  /* Whoever has said no knows why. */
  if (wanted->has_declined)
    g_clear_pointer (&model_note, g_free);
  studied->note = join_notes (g_steal_pointer (&model_note), g_steal_pointer (&skip_note));
  return studied;
}

void
lec_export_requests_study_async (LecReviewDesk *desk,
                                 const LecExportStudy *what,
                                 LecExportProgress *progress,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Study *wanted = study_new (what);

  wanted->progress = lec_export_progress_ref (progress);
  lec_review_desk_run_async (desk, study, wanted, study_free, studied_free, cancellable, callback, user_data);
}

GPtrArray *
lec_export_requests_study_finish (LecReviewDesk *desk,
                                  GAsyncResult *result,
                                  char **note,
                                  GError **error)
{
  Studied *studied = lec_review_desk_run_finish (desk, result, error);
  GPtrArray *paths = NULL;

  g_return_val_if_fail (note != NULL, NULL);

  if (studied == NULL)
    return NULL;

  paths = g_steal_pointer (&studied->paths);
  *note = g_steal_pointer (&studied->note);
  studied_free (studied);
  return paths;
}

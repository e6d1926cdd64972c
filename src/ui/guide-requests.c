/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Done on the desk's thread, which may wait for a person's answer, and for a model's.
 */
#include "ui/guide-requests.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/review-improve.h"
#include "engine/review-study.h"

typedef struct
{
  LecConsentAsker *asker;
  LecExportProgress *progress;
  GCancellable *cancellable; /* (nullable) unowned: while it is asked */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  lec_consent_asker_unref (wanted->asker);
  lec_export_progress_unref (wanted->progress);
  g_free (wanted);
}

static void
status_cb (const LecExtractStatus *status,
           gpointer user_data)
{
  const Wanted *wanted = user_data;

  lec_export_progress_set_fraction (wanted->progress, status->fraction);
}

static gboolean
may_send_cb (const LecUploadDemand *demand,
             gpointer user_data)
{
  const Wanted *wanted = user_data;

  return lec_consent_asker_ask (wanted->asker, demand, wanted->cancellable);
}

/* Whoever sits before the window sets no variables. */
static gboolean
check_model (GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (lec_study_check_model (&reason))
    return TRUE;
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_USAGE))
    g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                         _ ("no language model is set; it is set in the preferences, under Services"));
  else
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Returns: (nullable): something where it is done */
static gpointer
improve (LecReview *review,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  Wanted *wanted = data;
  LecExtractListener listener = { .status = status_cb, .may_send = may_send_cb, .user_data = wanted };

  wanted->cancellable = cancellable;
  return check_model (error) && lec_review_improve_study (review, &listener, cancellable, error) ? wanted : NULL;
}

void
lec_guide_requests_improve_async (LecReviewDesk *desk,
                                  LecConsentAsker *asker,
                                  LecExportProgress *progress,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Wanted *wanted = NULL;

  g_return_if_fail (asker != NULL && progress != NULL);

  wanted = g_new0 (Wanted, 1);
  *wanted = (Wanted){ lec_consent_asker_ref (asker), lec_export_progress_ref (progress), NULL };
  lec_review_desk_run_async (desk, improve, wanted, wanted_free, NULL, cancellable, callback, user_data);
}

gboolean
lec_guide_requests_improve_finish (LecReviewDesk *desk,
                                   GAsyncResult *result,
                                   GError **error)
{
  return lec_review_desk_run_finish (desk, result, error) != NULL;
}

static gpointer
restore (LecReview *review,
         gpointer data,
         GCancellable *cancellable,
         GError **error)
{
  return lec_review_restore_study (review, cancellable, error) ? review : NULL;
}

void
lec_guide_requests_restore_async (LecReviewDesk *desk,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  lec_review_desk_run_async (desk, restore, NULL, NULL, NULL, NULL, callback, user_data);
}

gboolean
lec_guide_requests_restore_finish (LecReviewDesk *desk,
                                   GAsyncResult *result,
                                   GError **error)
{
  return lec_review_desk_run_finish (desk, result, error) != NULL;
}

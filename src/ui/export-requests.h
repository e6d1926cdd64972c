/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the export dialog asks of a lecture. Callbacks come on the main thread;
 * reasons are in %LEC_ERROR, or %G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "ui/consent-question.h"
#include "ui/review-desk.h"

G_BEGIN_DECLS

/**
 * LecExportFacts:
 * @options: the lecture's
 * @has_speech: whether something is known of what was said
 */
typedef struct
{
  LecJobOptions *options;
  guint n_slides;
  gboolean has_speech;
} LecExportFacts;

void lec_export_facts_free (LecExportFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecExportFacts, lec_export_facts_free)

void lec_export_requests_look_async (LecReviewDesk *desk,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Returns: (transfer full) (nullable) */
LecExportFacts *lec_export_requests_look_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

/* @sheet: from 0; @long_side: of a page, in pixels */
void lec_export_requests_preview_async (LecReviewDesk *desk,
                                        const LecJobOptions *options,
                                        guint sheet,
                                        int long_side,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Returns: (transfer full) (nullable) (element-type GdkTexture): the pages of the sheet */
GPtrArray *lec_export_requests_preview_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

/* @output: path of the PDF */
void lec_export_requests_list_in_the_way_async (LecReviewDesk *desk,
                                                const LecJobOptions *options,
                                                const char *output,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
/* Returns: (transfer full) (nullable) (element-type filename): what would be replaced */
GPtrArray *lec_export_requests_list_in_the_way_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

/* How far an export is; for one thread that works and another that looks. */
typedef struct _LecExportProgress LecExportProgress;

LecExportProgress *lec_export_progress_new (void);
LecExportProgress *lec_export_progress_ref (LecExportProgress *self);
void lec_export_progress_unref (LecExportProgress *self);
/* 0..1 */
double lec_export_progress_get_fraction (LecExportProgress *self);
void lec_export_progress_set_fraction (LecExportProgress *self, double fraction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecExportProgress, lec_export_progress_unref)

/* @force: whether what is there may be replaced; a person has said so */
void lec_export_requests_export_async (LecReviewDesk *desk,
                                       const LecJobOptions *options,
                                       const char *output,
                                       gboolean force,
                                       LecExportProgress *progress,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
/* Returns: (transfer full) (nullable): path of the PDF */
char *lec_export_requests_export_finish (LecReviewDesk *desk, GAsyncResult *result, GError **error);

/**
 * LecExportStudy: what one studies from
 * @formats: (array zero-terminated=1): names
 * @options: their paper and picture quality count
 * @deck: (nullable): path of the PDF of the slides
 * @folder: where they go
 * @force: as above
 * @asks_model: whether the language model that is set adds to it
 * @asker: (nullable): is asked whether something may be sent to a service; %NULL where nobody is
 */
typedef struct
{
  const char *const *formats;
  const LecJobOptions *options;
  const char *deck;
  const char *folder;
  gboolean force;
  gboolean asks_model;
  LecConsentAsker *asker;
} LecExportStudy;

/* Its end is lec_export_requests_list_in_the_way_finish(). */
void lec_export_requests_list_study_in_the_way_async (LecReviewDesk *desk,
                                                      const LecExportStudy *what,
                                                      GCancellable *cancellable,
                                                      GAsyncReadyCallback callback,
                                                      gpointer user_data);
void lec_export_requests_study_async (LecReviewDesk *desk,
                                      const LecExportStudy *what,
                                      LecExportProgress *progress,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* @note: (out) (transfer full) (nullable): why the language model has not added to it, where it was
 * to. Returns: (transfer full) (nullable) (element-type filename): what was written, in the order
 * of the formats */
GPtrArray *lec_export_requests_study_finish (LecReviewDesk *desk,
                                             GAsyncResult *result,
                                             char **note,
                                             GError **error);

G_END_DECLS

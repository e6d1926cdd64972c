/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pictures of jobs in the list: of the first slide of each. Main thread
 * only; nothing of it blocks.
 */
#pragma once

#include <gdk/gdk.h>

#include "ui/job-item.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_JOB_PICTURES (lec_job_pictures_get_type ())
G_DECLARE_FINAL_TYPE (LecJobPictures, lec_job_pictures, LEC, JOB_PICTURES, GObject)

/* @folder: (nullable): of pictures on the disk, as for lec_thumbnail_store_new() */
LecJobPictures *lec_job_pictures_new (LecJobsThread *jobs, const char *folder);
/* Returns: (transfer none) (nullable): when it is in memory; the last ones used are */
GdkTexture *lec_job_pictures_lookup (LecJobPictures *self, gint64 job);
/* @is_large: twice as large, for screens that are as dense */
void lec_job_pictures_load_async (LecJobPictures *self,
                                  const LecJob *job,
                                  gboolean is_large,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Returns: (transfer full) (nullable): with %LEC_ERROR_NOT_FOUND when there is none yet */
GdkTexture *lec_job_pictures_load_finish (LecJobPictures *self, GAsyncResult *result, GError **error);

G_END_DECLS

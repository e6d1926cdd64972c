/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which files a result becomes and where they go, decided before the work
 * begins, so that "it is there already" is not said hours later.
 */
#pragma once

#include "model/job-options.h"

G_BEGIN_DECLS

/**
 * LecOutputPlan:
 * @pdf: path
 * @images: (nullable): folder of the pictures
 * @json: (nullable): path
 * @maker: (nullable): as LecExtractRequest has it
 */
typedef struct
{
  char *pdf;
  char *images;
  char *json;
  char *maker;
} LecOutputPlan;

char *lec_output_plan_dup_title (const char *path);
gboolean lec_output_plan_names_file (const char *output);
LecOutputPlan *lec_output_plan_new (const char *video,
                                    const char *output,
                                    const LecJobOptions *options,
                                    GError **error);
LecOutputPlan *lec_output_plan_new_named (const char *name,
                                          const char *video,
                                          const char *output,
                                          const LecJobOptions *options,
                                          GError **error);
void lec_output_plan_free (LecOutputPlan *self);
gboolean lec_output_plan_check_free (const LecOutputPlan *self, GError **error);
gboolean lec_output_plan_check_distinct (const char *const *videos,
                                         gsize n_videos,
                                         const char *output,
                                         const LecJobOptions *options,
                                         GError **error);
/* Whatever is to be replaced. Returns: %FALSE with %LEC_ERROR_EXISTS where @output is @video */
gboolean lec_output_plan_check_apart (const char *output, const char *video, GError **error);
/* %LEC_ERROR_EXISTS for @path. */
void lec_output_plan_set_exists (GError **error, const char *path);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecOutputPlan, lec_output_plan_free)

G_END_DECLS

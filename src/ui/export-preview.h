/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page of the document as it would be written, and the way to the next one.
 */
#pragma once

#include <adwaita.h>

#include "ui/review-desk.h"

G_BEGIN_DECLS

#define LEC_TYPE_EXPORT_PREVIEW (lec_export_preview_get_type ())
G_DECLARE_FINAL_TYPE (LecExportPreview, lec_export_preview, LEC, EXPORT_PREVIEW, AdwBin)

/* @desk: of the lecture, which has @n_slides. Shows nothing before there are options. */
void lec_export_preview_set_lecture (LecExportPreview *self, LecReviewDesk *desk, guint n_slides);
/* Shows the page that has the slide which is seen now. */
void lec_export_preview_set_options (LecExportPreview *self, const LecJobOptions *options);
/* The next page, or the one before. */
void lec_export_preview_turn (LecExportPreview *self, gboolean back);
/* "waiting", "page" or "failed". */
const char *lec_export_preview_get_shown (LecExportPreview *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How it is with a job: its state as a picture, and its summary beside it.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/job-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_JOB_LINE (lec_job_line_get_type ())
G_DECLARE_FINAL_TYPE (LecJobLine, lec_job_line, LEC, JOB_LINE, GtkWidget)

/* As @item is now. It is not watched. */
void lec_job_line_show (LecJobLine *self, LecJobItem *item);
const char *lec_job_line_get_text (LecJobLine *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks how a lecture is to be exported and where to, shows what it will look
 * like, and does it.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_EXPORT_DIALOG (lec_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LecExportDialog, lec_export_dialog, LEC, EXPORT_DIALOG, AdwWindow)

/**
 * lec_export_dialog_new:
 * @item: a job that is done
 *
 * Its signal "exported" tells the path of the document, the first one of several, and how many
 * there are; the dialog goes then. "noted" tells before that what a person should know of it (a
 * string).
 */
LecExportDialog *lec_export_dialog_new (GtkWindow *parent, LecJobItem *item);
/* Whether the language model that is set adds to what one studies from; it does not by itself. */
void lec_export_dialog_set_asks_model (LecExportDialog *self, gboolean asks_model);
/* The PDF of the slides, for what one studies from. @path: (nullable) */
void lec_export_dialog_set_deck (LecExportDialog *self, const char *path);
/* Instead of what it proposes; as the file chooser does. */
void lec_export_dialog_set_output (LecExportDialog *self, const char *path);
/* Returns: (nullable): path of the PDF, or of the folder of what one studies from */
const char *lec_export_dialog_get_output (LecExportDialog *self);

G_END_DECLS

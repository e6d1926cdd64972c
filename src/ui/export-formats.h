/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formats that one studies from, each to be chosen. Those of what was said need
 * that something is known of it, that of the original slides needs those.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEC_TYPE_EXPORT_FORMATS (lec_export_formats_get_type ())
G_DECLARE_FINAL_TYPE (LecExportFormats, lec_export_formats, LEC, EXPORT_FORMATS, AdwPreferencesGroup)

/* Its signal "changed" tells that others are chosen. */

void lec_export_formats_set_has_speech (LecExportFormats *self, gboolean has_speech);
/* What needs the original slides is chosen with them, and goes with them. */
void lec_export_formats_set_has_deck (LecExportFormats *self, gboolean has_deck);
/* Returns: (transfer full) (array zero-terminated=1): names, as on the command line */
char **lec_export_formats_dup_chosen (LecExportFormats *self);
/* @name: as on the command line */
void lec_export_formats_choose (LecExportFormats *self, const char *name, gboolean is_chosen);

G_END_DECLS

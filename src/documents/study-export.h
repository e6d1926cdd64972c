/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All there is to study, as JSON for other programs: described by
 * data/study.schema.json.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "documents/material.h"

G_BEGIN_DECLS

#define LEC_STUDY_EXPORT_VERSION 1

/* As LecStudyDocumentFunc. */
gboolean lec_study_export_write (const LecCourse *course, const char *path, GCancellable *cancellable, GError **error);
JsonNode *lec_study_export_to_json (const LecCourse *course);

G_END_DECLS

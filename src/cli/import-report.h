/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told alike of every import, whatever database the jobs come from.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/import-outcome.h"

G_BEGIN_DECLS

/**
 * lec_import_report_job:
 * @object: (transfer full): what is known of the job
 * @reason: (nullable): of %LEC_IMPORT_FAILED
 *
 * As a line of JSON, with what became of it.
 */
void lec_import_report_job (JsonObject *object, LecImportOutcome outcome, const GError *reason);
/* Of all jobs, as a line of JSON. */
void lec_import_report_counts (const LecImportCounts *counts);

G_END_DECLS

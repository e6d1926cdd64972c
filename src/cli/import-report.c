/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/import-report.h"

#include "base/json.h"
#include "cli/report.h"

void
lec_import_report_job (JsonObject *object,
                       LecImportOutcome outcome,
                       const GError *reason)
{
  g_return_if_fail (object != NULL);

  json_object_set_string_member (object, "outcome", lec_import_outcome_get_name (outcome));
  if (reason != NULL)
    lec_json_set_string (object, "error", reason->message);
  lec_report_json (lec_json_wrap (object));
}

void
lec_import_report_counts (const LecImportCounts *counts)
{
  JsonObject *object = json_object_new ();

  g_return_if_fail (counts != NULL);

  json_object_set_int_member (object, "jobs", lec_import_counts_get_total (counts));
  for (guint i = 0; i < LEC_N_IMPORT_OUTCOMES; i++)
    json_object_set_int_member (object, lec_import_outcome_get_name ((LecImportOutcome) i), counts->n_jobs[i]);
  lec_report_json (lec_json_wrap (object));
}

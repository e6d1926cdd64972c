/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/import-outcome.h"

const char *
lec_import_outcome_get_name (LecImportOutcome outcome)
{
  static const char *const names[] = { "brought", "moved", "there", "left", "failed" };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == LEC_N_IMPORT_OUTCOMES);
  g_return_val_if_fail (outcome < LEC_N_IMPORT_OUTCOMES, NULL);

  return names[outcome];
}

guint
lec_import_counts_get_total (const LecImportCounts *self)
{
  guint n_jobs = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < LEC_N_IMPORT_OUTCOMES; i++)
    n_jobs += self->n_jobs[i];

  return n_jobs;
}

/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of jobs that are brought from one database to another, whichever these are.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LEC_IMPORT_BROUGHT, /* was over: is there now, with its result */
  LEC_IMPORT_MOVED,   /* waited: waits there now, and no longer where it was */
  LEC_IMPORT_THERE,   /* was there already */
  LEC_IMPORT_LEFT,    /* is in no state to be brought */
  LEC_IMPORT_FAILED,  /* stays where it was for a reason; the next import tries again */
} LecImportOutcome;

#define LEC_N_IMPORT_OUTCOMES (LEC_IMPORT_FAILED + 1)

/* How many jobs came to what: all of them, together. */
typedef struct
{
  guint n_jobs[LEC_N_IMPORT_OUTCOMES];
} LecImportCounts;

/* Names: brought, moved, there, left, failed. */
const char *lec_import_outcome_get_name (LecImportOutcome outcome);
guint lec_import_counts_get_total (const LecImportCounts *self);

G_END_DECLS

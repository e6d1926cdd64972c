/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What "lectern doctor" has found: one check, how it went, what to do. Some are
 * made in a task process, so they go through JSON.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/error.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_FINDING_OK,
  LEC_FINDING_WARNING, /* work goes on, but not as it could */
  LEC_FINDING_PROBLEM, /* work will fail */
} LecFindingLevel;

/**
 * LecFinding:
 * @check: stable name: "codecs"
 * @code: what work fails with because of it; of problems only
 * @message: what is so, for people
 * @advice: (nullable): what to do, for people
 */
typedef struct
{
  char *check;
  LecFindingLevel level;
  LecError code;
  char *message;
  char *advice;
} LecFinding;

/* Takes @message and @advice (nullable). Returns: (transfer full) */
LecFinding *lec_finding_new_ok (const char *check, char *message);
LecFinding *lec_finding_new_warning (const char *check, char *message, char *advice);
LecFinding *lec_finding_new_problem (const char *check, LecError code, char *message, char *advice);
void lec_finding_free (LecFinding *self);
const char *lec_finding_level_get_name (LecFindingLevel level);
/* Returns: (transfer full) */
JsonNode *lec_finding_to_json (const LecFinding *self);
/* @node: untrusted. Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL */
LecFinding *lec_finding_from_json (JsonNode *node, GError **error);
/* @findings: (element-type LecFinding). Returns: (transfer full) */
JsonNode *lec_findings_to_json (const GPtrArray *findings);
/* Returns: (transfer full) (nullable) (element-type LecFinding): as lec_finding_from_json() */
GPtrArray *lec_findings_from_json (JsonNode *node, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecFinding, lec_finding_free)

G_END_DECLS

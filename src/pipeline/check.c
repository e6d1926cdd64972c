/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No stage of a job: what "lectern doctor" has looked at from inside a task
 * process, where videos are read, under the same sandbox.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json-file.h"
#include "base/json.h"
#include "media/codec-check.h"
#include "pipeline/stage.h"

#define STATUS_FILE "/proc/self/status"
/* A filter, as seccomp(2) counts: 0 is nothing, 1 is strict mode. */
#define HAS_FILTER "\nSeccomp:\t2\n"

static LecFinding *
check_sandbox (void)
{
  g_autofree char *status = NULL;

  if (g_file_get_contents (STATUS_FILE, &status, NULL, NULL) && strstr (status, HAS_FILTER) != NULL)
    return lec_finding_new_ok (LEC_CHECK_SANDBOX, g_strdup (_ ("videos are read in a process that can do no harm")));

  return lec_finding_new_warning (LEC_CHECK_SANDBOX,
                                  g_strdup (_ ("this system has no filter for system calls (seccomp)")),
                                  g_strdup (_ ("read only videos from people you trust")));
}

/* Writes what was found to %LEC_FILE_FINDINGS. */
gboolean
lec_stage_check (const LecTask *task,
                 const LecStageSink *sink,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = NULL;

  g_ptr_array_add (findings, check_sandbox ());
  lec_codec_check (findings);
  node = lec_findings_to_json (findings);
  path = g_build_filename (task->folder, LEC_FILE_FINDINGS, NULL);
  return lec_json_file_save (node, path, error);
}

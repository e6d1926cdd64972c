/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Said at once, not when the second video is done.
 */
#include "cli/output-option.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "engine/output-plan.h"

gboolean
lec_output_option_check (const LecArguments *arguments,
                         const LecJobOptions *options,
                         GError **error)
{
  const char *output = lec_arguments_get_value (arguments, "output");
  gsize n_inputs = 0;
  const char *const *inputs = lec_arguments_get_inputs (arguments, &n_inputs);

  if (n_inputs < 2 || lec_arguments_has (arguments, "join"))
    return TRUE;
  if (!lec_output_plan_names_file (output))
    return lec_output_plan_check_distinct (inputs, n_inputs, output, options, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("--output names one file, but there are several videos; name a folder, or use --join"));
  return FALSE;
}

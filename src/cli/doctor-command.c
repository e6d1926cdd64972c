/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern doctor: a line for each check, and what to do.
 */
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/finding-report.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "engine/doctor.h"

int
lec_command_run_doctor (const LecArguments *arguments)
{
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings =
    lec_doctor_examine (NULL, NULL, lec_interrupt_get_cancellable (interrupt), &error);

  if (findings == NULL)
    return lec_report_failure (NULL, error);

  return lec_finding_report_print (findings, lec_arguments_has (arguments, "json"));
}
